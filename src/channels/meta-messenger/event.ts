import { z } from "zod";

const id = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[0-9A-Za-z_-]{1,100}$/u));
const person = z
  .object({ id: id.optional().catch(undefined) })
  .optional()
  .catch(undefined);
const moment = z.unknown();
/** One event of `messaging` or `standby`: what cannot be read of it counts as missing. */
export const eventSchema = z.object({
  sender: person,
  recipient: person,
  timestamp: moment.optional(),
  message: z.record(z.string(), z.unknown()).optional().catch(undefined),
  message_edit: z
    .object({ mid: z.string(), text: z.string(), num_edit: z.unknown().optional() })
    .optional()
    .catch(undefined),
  message_unsend: z.object({ mid: z.string() }).optional().catch(undefined),
  postback: z
    .object({
      mid: z.string().optional().catch(undefined),
      title: z.string().optional().catch(undefined),
      payload: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  referral: z
    .object({ ref: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  optin: z
    .object({
      type: z.string().optional().catch(undefined),
      notification_messages_status: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  reaction: z
    .object({
      mid: z.string().optional().catch(undefined),
      action: z.string().optional().catch(undefined),
      emoji: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  delivery: z
    .object({ mids: z.array(z.string()).optional().catch(undefined), watermark: moment.optional() })
    .optional()
    .catch(undefined),
  read: z.object({ watermark: moment.optional() }).optional().catch(undefined),
  pass_thread_control: z
    .object({ new_owner_app_id: id.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  take_thread_control: z
    .object({ new_owner_app_id: id.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  request_thread_control: z
    .object({ requested_owner_app_id: id.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  policy_enforcement: z.object({ action: z.string() }).optional().catch(undefined),
});
export type Event = z.infer<typeof eventSchema>;
