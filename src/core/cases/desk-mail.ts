import { z } from "zod";
import {
  caseId,
  command,
  consultant,
  contact,
  count,
  instant,
  name,
  needSchema,
  phases,
  reasons,
  wakeSchema,
} from "./mail.ts";
import { modeSchema } from "./hours.ts";
import { consultantSchema, dutySchema } from "./rota.ts";

/*
 * What is posted to the desk, by cases and by the console; `mail.ts` says who tells whom.
 */

/** A case in the desk's list. The higher `revision` is the truth. */
export const rowSchema = z.strictObject({
  case: caseId,
  contact,
  revision: count,
  phase: z.enum(phases),
  need: needSchema,
  seats: z.literal([1, 2]),
  reason: z.enum(reasons),
  opened: instant,
  /** Null until the desk has promised. */
  promised: instant.nullable(),
  /** The promise was kept: a human has answered. */
  answered: z.boolean(),
  holders: z.array(consultant),
  /** To whom it is offered now. */
  offered: z.array(consultant),
  /** Offered before, or refused. */
  tried: z.array(consultant),
  /** Offers made since nobody held it. */
  round: z.int().min(0),
  /** When the person wrote and nobody answered yet; null when it is not our turn. */
  waitsSince: instant.nullable(),
});
export type Row = z.infer<typeof rowSchema>;

/** Why a coordinator should look. */
export const alarms = [
  "urgent",
  "distress",
  "nobody",
  "late",
  "silent",
  "given-back",
  "pair",
  "report",
] as const;
export type Alarm = (typeof alarms)[number];

/** How a claim ended. `waits`: they have a seat, and the case waits for the second person. */
export const seatings = ["seated", "waits", "taken", "needs-experience", "closed"] as const;
export type Seating = (typeof seatings)[number];

/** Posted to the desk by cases. */
export const toDeskSchema = z.discriminatedUnion("kind", [
  /** A new case wants a date, and somebody. */
  z.strictObject({ kind: z.literal("register"), row: rowSchema }),
  /** It wants somebody. */
  z.strictObject({ kind: z.literal("find"), row: rowSchema }),
  /** How it stands; a closed one leaves the list. */
  z.strictObject({ kind: z.literal("listed"), row: rowSchema }),
  /** Erased: nothing of it is left. */
  z.strictObject({ kind: z.literal("removed"), case: caseId }),
  z.strictObject({
    kind: z.literal("seated"),
    command,
    case: caseId,
    consultant,
    outcome: z.enum(seatings),
    holders: z.array(name),
  }),
  z.strictObject({ kind: z.literal("alert"), case: caseId, why: z.enum(alarms) }),
]);
export type ToDesk = z.infer<typeof toDeskSchema>;

/** Posted to the desk by the console. */
export const deskCommandSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("claim"), command, case: caseId }),
  /** Without a reason once; from then on with one. */
  z.strictObject({
    kind: z.literal("refuse"),
    command,
    case: caseId,
    reason: z.string().trim().min(1).max(200).nullable(),
  }),
  z.strictObject({ kind: z.literal("hand-over"), command, case: caseId, to: consultant }),
  /** « Signaler » */
  z.strictObject({ kind: z.literal("report"), command, case: caseId }),
  // A coordinator's.
  z.strictObject({
    kind: z.literal("rota"),
    command,
    consultants: z.array(consultantSchema).max(200),
    duty: z.array(dutySchema).max(100),
    /** `rotaChanges` as it was read: set only if nobody set it since. Left out: whatever was set. */
    since: z.int().min(0).optional(),
  }),
  /** Who answers from now on, with what they told of themselves; hours and exceptions stay. */
  z.strictObject({
    kind: z.literal("team"),
    command,
    members: z
      .array(
        consultantSchema
          .unwrap()
          .pick({ id: true, name: true, languages: true, skills: true, experienced: true }),
      )
      .max(200),
    gone: z.array(consultant).max(200),
  }),
  z.strictObject({ kind: z.literal("mode"), command, mode: modeSchema }),
  z.strictObject({
    kind: z.literal("assign"),
    command,
    case: caseId,
    to: z.array(consultant).min(1).max(2),
  }),
  z.strictObject({ kind: z.literal("free"), command, case: caseId, consultant }),
  /** Alarms up to that moment were looked at. */
  z.strictObject({ kind: z.literal("seen"), command, until: instant }),
]);
export type DeskCommand = z.infer<typeof deskCommandSchema>;

/** Everything that is posted to the desk; `wake` is its own timer. */
export const deskMailSchema = z.union([toDeskSchema, deskCommandSchema, wakeSchema]);
export type DeskMail = z.infer<typeof deskMailSchema>;

/** What became of a command. `with` are the names of those who hold the case. */
export const answerSchema = z.strictObject({
  command,
  outcome: z.enum([
    "done",
    "pending",
    ...seatings,
    "not-yours",
    "unknown",
    "changed",
    "full",
    "language",
    "reason-wanted",
  ]),
  with: z.array(name),
});
export type Answer = z.infer<typeof answerSchema>;
