import { createHmac } from "node:crypto";

/** Signs a form for the address that Twilio was told, as Twilio does. */
export function signForm(token: string, url: string, form: URLSearchParams): string {
  const fields = [...new Set(form.keys())]
    .sort()
    .map((key) =>
      [...new Set(form.getAll(key))]
        .sort()
        .map((value) => key + value)
        .join(""),
    )
    .join("");
  return createHmac("sha1", token)
    .update(url + fields, "utf8")
    .digest("base64");
}
