const link = String.raw`https?:\/\/[^\s\u2066-\u2069<>]*[^\s\u2066-\u2069<>.,;:!?)»،؛؟]`;
const edge = String.raw`[\p{L}\p{N}]`;
const marked = (mark) =>
  String.raw`(?<!${edge})[${mark}](?=\S)[^\n${mark}]*(?<=\S)[${mark}](?!${edge})`;

/** WhatsApp draws *bold*, _italic_ and ~struck~; Messenger on a phone does not. */
const patterns = {
  whatsapp: new RegExp(`${link}|${["*", "_", "~"].map(marked).join("|")}`, "gu"),
  messenger: new RegExp(link, "gu"),
};
const tags = { "*": "strong", _: "em", "~": "s" };

/** A text as nodes, with its links and marks, as the skin's real application draws it. */
export function drawText(text, skin) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(patterns[skin])) {
    const [found] = match;
    if (match.index > from) nodes.push(text.slice(from, match.index));
    const tag = tags[found[0]];
    nodes.push(tag === undefined ? drawLink(found) : element(tag, {}, found.slice(1, -1)));
    from = match.index + found.length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

function drawLink(href) {
  return element("a", { href, target: "_blank", rel: "noopener noreferrer", dir: "ltr" }, href);
}

/** Makes an element; `null` attributes and children are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** One of the icons at the top of the page. */
export function icon(name, className = null) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  if (className !== null) svg.setAttribute("class", className);
  svg.append(use);
  return svg;
}
