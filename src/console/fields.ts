import { html, type Html } from "./html.ts";

interface Labeled {
  /** Unique in its page. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly optional?: boolean;
}

/** One line, shorter than what `field` of a page gives: several stand in one page. */
export function line(
  one: Labeled & {
    readonly most?: number;
    readonly type?: "text" | "date" | "url" | "datetime-local" | "number";
  },
): Html {
  return html`<div class="field">
    ${labelOf(one)}
    <input
      id="${one.id}"
      name="${one.name}"
      type="${one.type ?? "text"}"
      value="${one.value ?? ""}"
      ${one.optional === true ? null : html`required`}
      maxlength="${one.most ?? 200}"
      dir="auto"
      autocomplete="off"
      aria-describedby="${one.hint === undefined ? "" : `${one.id}-hint`}"
    />
  </div>`;
}

/** Room for some sentences. `typing` is where the page tells that somebody writes. */
export function area(
  one: Labeled & {
    readonly most?: number;
    readonly rows?: number;
    readonly typing?: string;
    readonly dir?: string;
  },
): Html {
  return html`<div class="field">
    ${labelOf(one)}
    <textarea
      id="${one.id}"
      name="${one.name}"
      rows="${one.rows ?? 4}"
      maxlength="${one.most ?? 4_096}"
      ${one.optional === true ? null : html`required`}
      dir="${one.dir ?? "auto"}"
      autocomplete="off"
      data-typing="${one.typing ?? ""}"
      aria-describedby="${one.hint === undefined ? "" : `${one.id}-hint`}"
    >
${one.value ?? ""}</textarea>
  </div>`;
}

/** One of several. */
export function select(
  one: Labeled & { readonly options: readonly (readonly [value: string, text: string])[] },
): Html {
  return html`<div class="field">
    ${labelOf(one)}
    <select id="${one.id}" name="${one.name}" ${one.optional === true ? null : html`required`}>
      ${one.options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === one.value ? html`selected` : null}>
            ${text}
          </option>`,
      )}
    </select>
  </div>`;
}

function labelOf({ id, label, hint }: Labeled): Html {
  return html`<label for="${id}">${label}</label>
    ${hint === undefined ? null : html`<p class="hint" id="${`${id}-hint`}">${hint}</p>`}`;
}

/** Something that is seldom needed, behind a line one taps. */
export function fold(title: string, content: Html, isOpen = false): Html {
  return html`<details class="fold" ${isOpen ? html`open` : null}>
    <summary>${title}</summary>
    ${content}
  </details>`;
}
