/** Only our own files, nothing inline, no frame around us, forms to ourselves alone. */
const policy = [
  "default-src 'none'",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "trusted-types rafiq",
  "require-trusted-types-for 'script'",
].join("; ");

/** On every answer of the console. */
export const safeHeaders = {
  "Content-Security-Policy": policy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "X-Frame-Options": "DENY",
  "X-Robots-Tag": "noindex",
  "Cache-Control": "no-store",
} as const;

/** Once somebody came over HTTPS, their browser never tries without. A year. */
export const onlySecure = "max-age=31536000; includeSubDomains";

/** With the end of a session: what the browser kept of our pages goes. */
export const nothingLeft = '"cache", "storage"';
