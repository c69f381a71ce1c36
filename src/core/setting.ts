import { z } from "zod";

/** A setting that may be left out: an empty line in an environment file means that it is not set. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
}
