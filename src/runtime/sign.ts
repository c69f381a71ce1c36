import { createHmac } from "node:crypto";
import type { Sign } from "../core/webinar/certificate.ts";

/** What makes the codes of certificates and of links to files: the secret itself stays here. */
export function signWith(secret: string): Sign {
  return (text) => createHmac("sha256", secret).update(text).digest("hex");
}
