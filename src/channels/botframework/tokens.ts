import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import { minute, second } from "../../core/instant.ts";

/** What a token allows, and in which conversation. Nothing of it is kept on our side. */
export interface Pass {
  /** `talk`: everything in the conversation. `listen`: to open its stream. */
  readonly use: "talk" | "listen";
  readonly conversation: string;
  /** The sender it is bound to; null when the client names itself. */
  readonly user: string | null;
}

export type Checked =
  | { readonly kind: "valid"; readonly pass: Pass }
  | { readonly kind: "expired"; readonly pass: Pass; readonly since: Instant }
  | { readonly kind: "forged" };

/** Direct Line 3.0: tokens live for half an hour, stream addresses for a minute. */
export const lifetimes: Readonly<Record<Pass["use"], number>> = {
  talk: 30 * minute,
  listen: 60 * second,
};

const header = encode({ alg: "HS256", typ: "JWT" });

const claims = z.object({
  use: z.enum(["talk", "listen"]),
  conv: z.string(),
  // The name the official client looks for.
  user: z.string().optional(),
  exp: z.number(),
});

/** Writes a token. `secret` is the same in all processes, so that any of them may check it. */
export function signPass(pass: Pass, secret: string, now: Instant): string {
  const exp = Math.floor((now + lifetimes[pass.use]) / second);
  const body = encode({
    use: pass.use,
    conv: pass.conversation,
    ...(pass.user === null ? {} : { user: pass.user }),
    exp,
  });
  return `${header}.${body}.${mac(body, secret)}`;
}

export function checkPass(token: string, secret: string, now: Instant): Checked {
  const [head, body, signature, ...rest] = token.split(".");
  if (head !== header || body === undefined || signature === undefined || rest.length > 0) {
    return { kind: "forged" };
  }
  const expected = Buffer.from(mac(body, secret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    return { kind: "forged" };
  }
  const { use, conv, user, exp } = claims.parse(
    JSON.parse(Buffer.from(body, "base64url").toString("utf8")),
  );
  const pass: Pass = { use, conversation: conv, user: user ?? null };
  const since = exp * second;
  return now < since ? { kind: "valid", pass } : { kind: "expired", pass, since };
}

/** The header is fixed, so that no token can choose how it is checked. */
function mac(body: string, secret: string): string {
  return createHmac("sha256", secret).update(`${header}.${body}`).digest("base64url");
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
