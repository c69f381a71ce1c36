import { z } from "zod";
import { languages } from "../language/languages.ts";

/** Words as they will be shown; may be "". */
export const words = z.string().max(2_000);
/** One line. */
export const line = z.string().max(400);
export const inLanguage = z.enum(languages);

/** A level as steps of a bar; null where nothing may be said of it. */
export const steps = z
  .strictObject({ full: z.int().min(0).max(10), of: z.int().min(1).max(10) })
  .nullable();
