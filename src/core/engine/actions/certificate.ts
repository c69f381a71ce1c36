import { printable } from "../../documents/printable.ts";
import type { Document } from "../../documents/document.ts";
import { certificateOf, type Certificate } from "../../webinar/certificate.ts";
import { certificateOwner } from "../owners/certificates.ts";
import type { Play } from "../play.ts";
import { tellerOf } from "./shown-result.ts";

/**
 * The certificate of somebody who was there; null when they may not have one. `name` is printed as it
 * was typed, but for what cannot be printed.
 */
export function certificateFor(play: Play, webinar: string, name: string): Certificate | null {
  const { book, state } = play;
  const known = state.registrations.of[webinar];
  if (known?.attended == null || book.sign === null) return null;
  return certificateOf(known.card, printable(name), known.attended, state.language, book.sign);
}

/** Notes that it was issued, so that its code can be checked; nothing of the person goes along. */
export function noteIssued(play: Play, webinar: string, { code }: Certificate): void {
  const card = play.state.registrations.of[webinar]?.card;
  if (card === undefined) return;
  const { id, title, starts, zone, minutes } = card;
  play.post(certificateOwner(code), {
    kind: "issued",
    webinar: { id, title, starts, zone, minutes },
  });
}

/** The same as a page to print. */
export function certificatePage(play: Play, made: Certificate): Document {
  const { language } = play.state;
  const tell = tellerOf(play, language);
  const say = (name: string): string => tell({ say: `documents.certificate.${name}` });
  const { publicUrl } = play.book;
  return {
    form: "certificate",
    language,
    heading: say("heading"),
    before: say("before"),
    name: made.name,
    after: say("after"),
    title: made.title,
    facts: [
      { label: say("day"), value: made.day },
      {
        label: say("duration"),
        value: tell({
          say: "documents.certificate.minutes",
          with: { minutes: made.minutes },
        }),
      },
    ],
    note: say("note"),
    code: { label: say("code"), value: made.code },
    check:
      publicUrl === null ? null : { label: say("check"), url: `${publicUrl}/verify/${made.code}` },
    issuer: {
      name: tell({ say: "documents.issuer" }),
      place: tell({ say: "documents.issuer.place" }),
    },
  };
}
