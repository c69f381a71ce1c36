import { z } from "zod";
import { languages } from "../language/languages.ts";

/** Why a case ended (brief § 6.4). */
export const closingCodes = [
  "solved",
  "solved_with_plan",
  "work_started",
  "to_webinar",
  "to_article",
  "referred",
  "legal_referred",
  "no_answer_user",
  "out_of_scope",
  "duplicate",
  "abuse",
  "user_stopped",
] as const;
export type ClosingCode = (typeof closingCodes)[number];

const line = z.string().trim().min(1).max(200);

/**
 * What a consultant fills in to end a case: a code and « ce qui a été fait » are required.
 *
 * `summary` is what the person reads, in their language, in the consultant's words: three lines at
 * most. A case that is `referred` names the other organization.
 */
export const closingSchema = z
  .strictObject({
    code: z.enum(closingCodes),
    done: line,
    next: line.nullable(),
    summary: z.array(line).min(1).max(3).readonly(),
    /** The language the summary is in: the person's. */
    language: z.enum(languages),
    referredTo: line.nullable(),
  })
  .readonly()
  .refine(({ code, referredTo }) => (code === "referred") === (referredTo !== null), {
    path: ["referredTo"],
    message: "a referred case names the other organization, and no other case does",
  });
export type Closing = z.infer<typeof closingSchema>;

/** « Est-ce résolu ? » and the rest is asked only of people who were helped. */
export function asksWhetherResolved(code: ClosingCode): boolean {
  return !["no_answer_user", "duplicate", "abuse", "user_stopped"].includes(code);
}

/** Whether something is left to do, so that day 14 asks whether it was done. */
export function leavesAction(code: ClosingCode): boolean {
  return ["solved", "solved_with_plan", "to_webinar", "to_article", "referred"].includes(code);
}
