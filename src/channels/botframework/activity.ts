import { z } from "zod";

const text = z.string().nullish();

/**
 * The Bot Framework activity, as far as we read it (protocol 3.1, github.com/microsoft/botframework-sdk,
 * read on 2026-11-23). Clients add fields freely: unknown ones are let through.
 */
export const activitySchema = z.looseObject({
  type: z.string().min(1).max(64),
  id: text,
  text,
  textFormat: text,
  locale: text,
  name: text,
  replyToId: text,
  from: z.looseObject({ id: text, name: text }).nullish(),
  value: z.unknown().optional(),
  attachments: z
    .array(z.looseObject({ contentType: text, name: text }))
    .max(50)
    .nullish(),
  entities: z.array(z.looseObject({ type: text })).nullish(),
  reactionsAdded: z.array(z.looseObject({ type: z.string() })).nullish(),
  reactionsRemoved: z.array(z.looseObject({ type: z.string() })).nullish(),
  channelData: z.unknown().optional(),
});

export type Activity = z.infer<typeof activitySchema>;

/** What a client may put into `channelData`; whatever has another shape counts as absent. */
const channelDataSchema = z.object({
  /** Web Chat's own id for what it sends, the same when it tries again. */
  clientActivityID: z.string().min(1).max(256).optional().catch(undefined),
  /** Our page: the choice that was tapped. */
  tap: z
    .object({ id: z.string(), label: z.string().nullable().default(null) })
    .optional()
    .catch(undefined),
  /** Our page: the activity that is quoted. */
  quoted: z.string().optional().catch(undefined),
  /** Our page: what kind of media it pretends to send. */
  media: z
    .enum(["voice", "audio", "image", "video", "document", "sticker"])
    .optional()
    .catch(undefined),
  /** Web Chat: the text is the value of a card action and was never typed. */
  postBack: z.boolean().optional().catch(undefined),
  messageBack: z.looseObject({ displayText: z.string().optional() }).optional().catch(undefined),
});

export function readChannelData(activity: Activity): z.infer<typeof channelDataSchema> {
  return channelDataSchema.catch({}).parse(activity.channelData ?? {});
}
