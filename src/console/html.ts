const markup = Symbol("markup");

/** Markup that only `html` makes: nothing read from a store or a form can be taken for it. */
export interface Html {
  readonly [markup]: string;
}

export type Shown = string | number | Html | null | undefined | false | readonly Shown[];

const checked = new WeakSet<TemplateStringsArray>();

/**
 * Markup with texts in it, every one of them escaped; what `html` made itself stays as it is.
 *
 * Null, undefined and false show nothing, lists one after another. A text that is a whole address
 * (`href`, `src`, `action`) must be a path or a web address, else it leads nowhere. Throws for a
 * template with an unquoted attribute, a script or an inline handler: those can be escaped by nobody.
 */
export function html(parts: TemplateStringsArray, ...texts: readonly Shown[]): Html {
  if (!checked.has(parts)) check(parts);
  let text = parts[0] ?? "";
  for (const [at, shown] of texts.entries()) {
    text += /\b(?:href|src|action)="$/iu.test(parts[at] ?? "") ? addressOf(shown) : textOf(shown);
    text += parts[at + 1] ?? "";
  }
  return { [markup]: text };
}

/** The text of markup, for whoever sends it. */
export function textOf(shown: Shown): string {
  if (shown === null || shown === undefined || shown === false) return "";
  if (typeof shown === "string") return escape(shown);
  if (typeof shown === "number") return String(shown);
  return markup in shown ? shown[markup] : shown.map(textOf).join("");
}

/** What a person wrote: in its own direction, whatever stands around it. */
export function said(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/** The same with its line breaks. Nothing may stand beside it: blanks would be shown too. */
export function written(text: string): Html {
  return html`<span class="words" dir="auto">${text}</span>`;
}

function check(parts: TemplateStringsArray): void {
  for (const part of parts.slice(0, -1)) {
    if (/=\s*$/u.test(part)) throw new TypeError("an attribute stands in quotes");
  }
  const whole = parts.join("");
  if (/<(?:script|style)\b(?![^>]*\bsrc=)|\son\w+\s*=|\sstyle\s*=/iu.test(whole)) {
    throw new TypeError("nothing inline");
  }
  checked.add(parts);
}

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function escape(text: string): string {
  // A page cannot hold a null, nor half of a sign.
  return text
    .toWellFormed()
    .replaceAll("\0", "\uFFFD")
    .replaceAll(/[&<>"'`]/gu, (sign) => signs[sign] ?? sign);
}

function addressOf(shown: Shown): string {
  const address = typeof shown === "string" ? shown : "";
  return /^(?:\/(?![/\\])|#|https?:\/\/|otpauth:\/\/)/u.test(address) ? escape(address) : "#";
}
