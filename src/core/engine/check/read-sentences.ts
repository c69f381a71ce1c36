import { IntlMessageFormat } from "intl-messageformat";
import { isMap, isScalar, type Scalar } from "yaml";
import { intlLocales, languages, type Language } from "../../language/languages.ts";
import type { Place } from "./finding.ts";
import { placeInside, type Source } from "./source.ts";

/** The parser's tree: 0 is literal text, 5 select, 6 plural, 7 the number sign. */
export interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
  readonly children?: readonly Part[];
  readonly pluralType?: string;
  readonly location?: { readonly start: { readonly offset: number } };
}

/** A sentence in one language. */
export interface Form {
  readonly text: string;
  readonly at: Place;
  /** Its variables and where each stands first; `numeric` when a number decides its form. */
  readonly variables: ReadonlyMap<string, { readonly at: Place; readonly numeric: boolean }>;
  readonly parts: readonly Part[];
  readonly mistake: { readonly message: string; readonly at: Place } | null;
  readonly placeOf: (index: number) => Place;
}

export interface ReadSentence {
  readonly key: string;
  /** The file without folder and ending: the first part of the key. */
  readonly subject: string;
  readonly at: Place;
  readonly forms: ReadonlyMap<Language, Form>;
}

/** A value in a sentence file that is no sentence. */
export interface Stray {
  readonly kind: "language" | "shape" | "empty";
  readonly name: string;
  readonly at: Place;
}

export interface SentenceReading {
  readonly sentences: readonly ReadSentence[];
  readonly strays: readonly Stray[];
}

/** The sentences of one file, each with the place of its words (compare `readSentences`). */
export function readSentenceFile(source: Source): SentenceReading {
  const subject = source.path.slice("locales/".length, -".yaml".length);
  const reading = { sentences: [] as ReadSentence[], strays: [] as Stray[] };
  collect(source, source.root, { key: subject, at: source.at(0) }, subject, reading);
  return reading;
}

interface Spot {
  readonly key: string;
  readonly at: Place;
}

function collect(
  source: Source,
  node: unknown,
  { key, at }: Spot,
  subject: string,
  reading: { sentences: ReadSentence[]; strays: Stray[] },
): void {
  if (!isMap(node)) {
    // A file with nothing in it yet is not a mistake.
    if (node !== null) reading.strays.push({ kind: "shape", name: key, at });
    return;
  }
  const forms = new Map<Language, Form>();
  for (const { key: name, value } of node.items) {
    const part = isScalar(name) ? String(name.value) : "";
    const place = isScalar(name) && name.range ? source.at(name.range[0]) : at;
    const language = languages.find((one) => one === part);
    if (!isScalar(value)) {
      collect(source, value, { key: `${key}.${part}`, at: place }, subject, reading);
    } else if (wordsOf(value).trim() === "") {
      reading.strays.push({ kind: "empty", name: part, at: place });
    } else if (language === undefined) {
      reading.strays.push({ kind: "language", name: part, at: place });
    } else forms.set(language, readForm(source, value, language));
  }
  if (forms.size > 0) reading.sentences.push({ key, subject, at, forms });
}

function readForm(source: Source, scalar: Scalar, language: Language): Form {
  const text = wordsOf(scalar);
  const placeOf = (index: number): Place => placeInside(source, scalar, index);
  const form = { text, at: placeOf(0), placeOf };
  // The same rule as when it is said: a text without braces is said as it stands.
  if (!text.includes("{") && !text.includes("''")) {
    return { ...form, variables: new Map(), parts: [], mistake: null };
  }
  try {
    const options = { captureLocation: true };
    const message = new IntlMessageFormat(text, intlLocales[language], undefined, options);
    // The parser's own tree, of which `Part` is what we walk.
    const parts = message.getAst() as readonly Part[];
    return { ...form, variables: variablesOf(parts, placeOf), parts, mistake: null };
  } catch (error) {
    return { ...form, variables: new Map(), parts: [], mistake: mistakeOf(error, placeOf) };
  }
}

/** A number or `true` without quotes is said as it is written. */
function wordsOf({ value }: Scalar): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

function variablesOf(parts: readonly Part[], placeOf: Form["placeOf"]): Form["variables"] {
  const found = new Map<string, { at: Place; numeric: boolean }>();
  const walk = (all: readonly Part[]): void => {
    for (const { type, value, options, children, location } of all) {
      if (type !== 0 && type !== 7 && type !== 8 && value !== undefined) {
        const before = found.get(value);
        const numeric = type === 2 || type === 6;
        if (before === undefined) {
          found.set(value, { at: placeOf((location?.start.offset ?? 0) + 1), numeric });
        } else before.numeric ||= numeric;
      }
      for (const option of Object.values(options ?? {})) walk(option.value);
      walk(children ?? []);
    }
  };
  walk(parts);
  return found;
}

/** The parser throws an error that carries the offset and a code such as `MISSING_OTHER_CLAUSE`. */
function mistakeOf(error: unknown, placeOf: Form["placeOf"]): NonNullable<Form["mistake"]> {
  const message = error instanceof Error ? error.message : String(error);
  // `location` is not in its types.
  const { location } = error as {
    readonly location?: { readonly start: { readonly offset: number } };
  };
  return {
    message: message.toLowerCase().replaceAll("_", " "),
    at: placeOf(location?.start.offset ?? 0),
  };
}
