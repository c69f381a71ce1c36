/** What the browser keeps for us. */
export type CookieName = "session" | "door" | "language";

const names: { readonly [Name in CookieName]: string } = {
  session: "rafiq",
  door: "rafiq-door",
  language: "rafiq-language",
};

/** Of another site nobody can set a `__Host-` cookie; on this machine, without HTTPS, there are none. */
function nameOf(cookie: CookieName, secure: boolean): string {
  return secure ? `__Host-${names[cookie]}` : names[cookie];
}

/** The value of a cookie in the `Cookie` header; null when it is not there. */
export function readCookie(
  header: string | undefined,
  cookie: CookieName,
  secure: boolean,
): string | null {
  const start = `${nameOf(cookie, secure)}=`;
  const found = (header ?? "").split(/;\s*/u).find((one) => one.startsWith(start));
  const value = found?.slice(start.length) ?? "";
  return /^[\w-]{1,100}$/u.test(value) ? value : null;
}

/** A `Set-Cookie` header. Null forgets it; the language stays for a year, all others for the visit. */
export function writeCookie(cookie: CookieName, value: string | null, secure: boolean): string {
  const parts = [`${nameOf(cookie, secure)}=${value ?? ""}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  if (secure) parts.push("Secure");
  if (value === null) parts.push("Max-Age=0");
  else if (cookie === "language") parts.push("Max-Age=31536000");
  return parts.join("; ");
}
