import { parse } from "yaml";
import { z } from "zod";
import { weekdays } from "../../core/calendar/calendar.ts";
import {
  consultantId,
  consultantName,
  consultantSchema,
  dutySchema,
  skills,
  spokenLanguages,
  type Consultant,
  type Duty,
} from "../../core/cases/rota.ts";

/** A span of hours as people write it: `18:30-21:30`. */
const span = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/u, "is written 18:30-21:30")
  .transform((written) => {
    const [from = 0, until = 0] = written.split("-").map((time) => {
      const [hours = 0, minutes = 0] = time.split(":").map(Number);
      return hours * 60 + minutes;
    });
    return { from, until };
  });
const spans = z.array(span).default([]);
const week = z.partialRecord(z.enum(weekdays), spans).nullable().default(null);

const fileSchema = z.strictObject({
  consultants: z.array(
    z.strictObject({
      id: consultantId,
      name: consultantName,
      languages: z.array(z.enum(spokenLanguages)).min(1),
      skills: z.partialRecord(z.enum(skills), z.literal([1, 2, 3])).default({}),
      /** Left out: the slots of the calendar. */
      slots: week,
      ramadan: week,
      exceptions: z
        .array(z.strictObject({ from: z.iso.date(), to: z.iso.date(), slots: spans }))
        .default([]),
      experienced: z.boolean().default(false),
    }),
  ),
  duty: z.array(dutySchema).default([]),
});

export interface RotaFile {
  readonly consultants: readonly Consultant[];
  readonly duty: readonly Duty[];
}

/** The team as a coordinator writes it in YAML, or what is wrong in it, a line each. */
export function readRota(text: string): RotaFile | string {
  let said: unknown;
  try {
    said = parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : "it is no YAML";
  }
  const file = fileSchema.safeParse(said);
  if (!file.success) return mistakesIn(file.error);
  const { consultants, duty } = file.data;
  const ids = consultants.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) return `${twice} stands there twice`;
  const stranger = duty.flatMap(({ who }) => who).find((id) => !ids.includes(id));
  if (stranger !== undefined) return `${stranger} is on duty, and is no consultant`;
  return { consultants: consultants.map((one) => consultantSchema.parse(one)), duty };
}

function mistakesIn({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`).join("\n");
}
