import type { Language } from "../language/languages.ts";
import { render, type Args, type Phrase, type Sentences } from "../language/sentences.ts";
import type { Choice, FileLink, Message, TemplateUse } from "../message.ts";

/** A choice before it has words. */
export interface Offer {
  readonly id: string;
  readonly label: Phrase;
  readonly short: Phrase | null;
  readonly about: Phrase | null;
  readonly digit: string;
}

interface Part {
  readonly phrase: Phrase;
  readonly key: string;
  readonly args: Args;
  /** Written right under the part before, without an empty line. */
  readonly close: boolean;
  /** The human whose words it gives; null for the bot's own. */
  by: string | null;
}

interface Sheet {
  readonly parts: Part[];
  offers: readonly Offer[];
  open: Phrase;
  template: TemplateUse | null;
  file: FileLink | null;
}

/** The messages of a turn while it is played: sentences join until something ends the message. */
export class Draft {
  private readonly sheets: Sheet[] = [];
  private current: Sheet | null = null;

  say(key: string, args: Args = {}, close = false): void {
    this.sheet().parts.push({ phrase: { say: key }, key, args, close, by: null });
  }

  /** What was said last is what a human wrote. */
  sign(who: string): void {
    const part = this.sheet().parts.at(-1);
    if (part !== undefined) part.by = who;
  }

  /** Goes before everything else of this turn, in its first message. */
  precede(phrase: Phrase, key: string): void {
    const first = this.sheets[0] ?? this.sheet();
    first.parts.unshift({ phrase, key, args: {}, close: false, by: null });
  }

  offer(offers: readonly Offer[], open: Phrase): void {
    const sheet = this.sheet();
    sheet.offers = offers;
    sheet.open = open;
    this.close();
  }

  /** What stands in for the message under way once the window is shut. */
  template(use: TemplateUse): void {
    this.sheet().template = use;
  }

  /** Sends a file along with the message under way; a second one begins a message of its own. */
  attach(file: FileLink): void {
    if (this.current?.file != null) this.close();
    this.sheet().file = file;
  }

  close(): void {
    this.current = null;
  }

  /** Nothing was said yet. */
  get empty(): boolean {
    return this.sheets.length === 0;
  }

  /** In words, in the language the turn ended with. `move` goes into the ids of the choices. */
  messages(
    sentences: Sentences,
    language: Language,
    shared: Args,
    move: number,
  ): readonly Message[] {
    return this.sheets.map((sheet) => ({
      language,
      text: sheet.parts
        .map(({ phrase, args, close }, at) => {
          const words = render(sentences, phrase, language, { ...shared, ...args });
          return at === 0 ? words : (close ? "\n" : "\n\n") + words;
        })
        .join(""),
      choices: sheet.offers.map((offer) => choice(sentences, language, shared, move, offer)),
      open: render(sentences, sheet.open, language, shared),
      keys: sheet.parts.map((part) => part.key),
      ...(sheet.template === null ? {} : { template: sheet.template }),
      ...(sheet.file === null ? {} : { file: sheet.file }),
      ...writtenBy(sheet),
    }));
  }

  private sheet(): Sheet {
    if (this.current === null) {
      this.current = {
        parts: [],
        offers: [],
        open: { say: "system.choose" },
        template: null,
        file: null,
      };
      this.sheets.push(this.current);
    }
    return this.current;
  }
}

/** Whose words the whole message is, where it is one human's. */
function writtenBy({ parts }: Sheet): Pick<Message, "by"> {
  const [by] = parts.map((part) => part.by);
  return by != null && parts.every((part) => part.by === by) ? { by } : {};
}

function choice(
  sentences: Sentences,
  language: Language,
  shared: Args,
  move: number,
  offer: Offer,
): Choice {
  const words = (phrase: Phrase): string => render(sentences, phrase, language, shared);
  return {
    id: `${move}:${offer.id}`,
    label: words(offer.label),
    short: offer.short === null ? null : words(offer.short),
    about: offer.about === null ? null : words(offer.about),
    digit: offer.digit,
  };
}
