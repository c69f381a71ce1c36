import { z } from "zod";
import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import { webinarOwner, type ProgrammeMail, type WebinarMail } from "./mail.ts";
import { endOf, startOf } from "./plan.ts";
import { webinarSchema } from "./webinar.ts";

/** A webinar as it stands in the catalogue. `left`: seats, null without limit; beyond ten, in tens. */
const listedSchema = z.strictObject({
  webinar: webinarSchema,
  revision: z.int(),
  left: z.int().nullable(),
});
export type Listed = z.infer<typeof listedSchema>;

const catalogueSchema = z.strictObject({ webinars: z.array(listedSchema) });

/** Webinars the catalogue holds at most: what is to come, then the most recent ones. */
export const listedMost = 60;

/**
 * The state of `programmeOwner` as webinars, drafts included, earliest first; none before the first
 * mail. `fitting` and `shown` leave out what people must not see.
 */
export function readCatalogue(state: Json | null): readonly Listed[] {
  return state === null ? [] : catalogueSchema.parse(state).webinars;
}

/** What people may be told of: published, and whatever was cancelled or is over but still listed. */
export function shown(webinars: readonly Listed[]): readonly Listed[] {
  return webinars.filter(({ webinar }) => webinar.state !== "draft");
}

/** Plays what the catalogue is told. An older word about a webinar changes nothing. */
export function advanceCatalogue(
  webinars: readonly Listed[],
  told: ProgrammeMail,
  now: Instant,
): {
  readonly webinars: readonly Listed[];
  readonly posts: readonly { readonly to: string; readonly body: WebinarMail }[];
} {
  if (told.kind === "replan") {
    const coming = webinars.filter(({ webinar }) => now < endOf(webinar));
    const posts = coming.map(({ webinar }) => ({
      to: webinarOwner(webinar.id),
      body: { kind: "replan" } as const,
    }));
    return { webinars, posts };
  }
  const { kind: _kind, ...listed } = told;
  const { id } = listed.webinar;
  const known = webinars.find(({ webinar }) => webinar.id === id);
  if (known !== undefined && known.revision > listed.revision) return { webinars, posts: [] };
  const all = [...webinars.filter((one) => one !== known), listed];
  all.sort((one, other) => startOf(one.webinar) - startOf(other.webinar));
  return { webinars: all.slice(-listedMost), posts: [] };
}
