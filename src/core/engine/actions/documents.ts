import { z } from "zod";
import type { Document } from "../../documents/document.ts";
import { reportLanguages } from "../../documents/result-report.ts";
import { keepFile } from "../files.ts";
import type { Play } from "../play.ts";
import type { Action, Given } from "./action.ts";
import { json, lastResult } from "./last-result.ts";
import { pictureOf } from "./result-picture.ts";
import { reportOf } from "./result-report.ts";

const nothing = z.strictObject({});
const choosing = z.strictObject({ language: z.string() });

export const documentsStanding = {
  about: "Whether there is a result that a file can be made of.",
  takes: nothing,
  gives: { has: "bool" },
  perform(_, play) {
    return { gives: { has: lastResult(play) !== null } };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** Brief § 2.10. Nothing is made unasked: the same is said in words already. */
export const makePicture = {
  about: "The last result as a picture; `isMade` is false where no file can be fetched.",
  takes: nothing,
  gives: { picture: "file", isMade: "bool" },
  perform(_, play) {
    const last = lastResult(play);
    if (last === null) return { gives: { picture: null, isMade: false } };
    const made = pictureOf(play, last, play.state.language);
    return sent(play, "picture", made, "resultat-rafiq.png");
  },
} satisfies Action<z.infer<typeof nothing>>;

export const makeReport = {
  about: "The last result with its plan, in a language or in two (`both`).",
  takes: choosing,
  gives: { report: "file", isMade: "bool" },
  perform({ language }, play) {
    const last = lastResult(play);
    if (last === null) return { gives: { report: null, isMade: false } };
    const chosen = reportLanguages(language, play.state.language);
    return sent(play, "report", reportOf(play, last, chosen), "rapport-rafiq.pdf");
  },
} satisfies Action<z.infer<typeof choosing>>;

/** Keeps what was made, and gives its link in the variable `as`. */
export function sent(play: Play, as: string, document: Document, name: string): Given {
  const { state, file } = keepFile(play.book, play.state, document, name, play.now);
  play.state = state;
  return { gives: { [as]: file && json(file), isMade: file !== null } };
}
