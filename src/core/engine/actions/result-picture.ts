import type { Document } from "../../documents/document.ts";
import type { Language } from "../../language/languages.ts";
import type { Play } from "../play.ts";
import { dimensionName, type LastResult } from "./last-result.ts";
import { barOf, dayOf, headOf, resultAt, tellerOf } from "./shown-result.ts";

/** The last result as a picture. */
export function pictureOf(play: Play, last: LastResult, language: Language): Document {
  const tell = tellerOf(play, language);
  const { structure, ...head } = headOf(tell, last);
  const estimated = last.variant === "court";
  return {
    form: "result-picture",
    language,
    heading: `${tell({ say: "documents.result.heading" })} · ${structure}`,
    ...head,
    rows: last.score.dimensions.map((one) => ({
      name: tell(dimensionName(one.dimension, true)),
      ...barOf(tell, one, estimated),
    })),
    footer: tell({
      say: "documents.result.footer",
      with: { day: dayOf(resultAt(play), language) },
    }),
  };
}
