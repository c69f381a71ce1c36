import type { IncomingMessage } from "node:http";
import { isSame } from "./seal.ts";
import type { Visit } from "./visit.ts";

/**
 * Whether what arrives was sent from one of our own pages: by what the browser says of where it
 * comes from, and by the token that only a page of this session carries.
 */
export function admits(
  { headers }: Pick<IncomingMessage, "headers">,
  { form, token }: Pick<Visit, "form" | "token">,
): boolean {
  return isFromUs(headers) && isSame(form.get("token") ?? "", token);
}

function isFromUs(headers: IncomingMessage["headers"]): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin } = headers;
  // Our pages tell no one where they are, so browsers without the other header may send this.
  if (origin === undefined || origin === "null") return true;
  const { host } = URL.parse(origin) ?? { host: "" };
  return host === (headers["x-forwarded-host"] ?? headers.host);
}
