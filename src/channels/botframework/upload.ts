import { type Activity, activitySchema } from "./activity.ts";

/**
 * The activity of a multipart upload, with what its files are called; null when it cannot be read.
 *
 * The files themselves are dropped: nobody here opens what strangers send. The contact learns that
 * from the bot, which answers media with a request to type.
 */
export async function readUpload(request: {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly raw: Uint8Array;
}): Promise<Activity | null> {
  const form = await readForm(request.headers["content-type"] ?? "", request.raw);
  if (form === null) return null;
  const files: { contentType: string; name: string }[] = [];
  let described: unknown = { type: "message" };
  for (const [name, part] of form) {
    if (name === "activity") described = parse(typeof part === "string" ? part : await part.text());
    else if (typeof part !== "string") {
      files.push({ contentType: part.type || "application/octet-stream", name: part.name });
    }
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
