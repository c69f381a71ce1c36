import { type Activity, activitySchema } from "./activity.ts";
import { readJson } from "./read-json.ts";

/** Files in one upload, as in an activity. */
const filesMost = 50;
/** Of a file's name and type, in characters. */
const nameMost = 200;

/**
 * The activity of a multipart upload, with what its files are called; null when it cannot be read.
 *
 * `most`: characters the activity may have. The files themselves are dropped: nobody here opens what strangers send. The contact learns that
 * from the bot, which answers media with a request to type.
 */
export async function readUpload(
  request: {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly raw: Uint8Array;
  },
  most: number,
): Promise<Activity | null> {
  const form = await readForm(request.headers["content-type"] ?? "", request.raw);
  if (form === null) return null;
  const files: { contentType: string; name: string }[] = [];
  let described: unknown = { type: "message" };
  for (const [name, part] of form) {
    if (name === "activity") {
      const text = typeof part === "string" ? part : await part.text();
      if (text.length >= most) return null;
      described = readJson(text);
    } else if (typeof part !== "string") {
      files.push({
        contentType: (part.type || "application/octet-stream").slice(0, nameMost),
        name: part.name.slice(0, nameMost),
      });
    }
    if (files.length > filesMost) return null;
  }
  const read = activitySchema.safeParse(described);
  return read.success && files.length > 0 ? { ...read.data, attachments: files } : null;
}

async function readForm(contentType: string, raw: Uint8Array) {
  try {
    // The copy is a plain array buffer, which a shared one might not be.
    const response = new Response(new Uint8Array(raw), {
      headers: { "content-type": contentType },
    });
    return await response.formData();
  } catch {
    return null;
  }
}
