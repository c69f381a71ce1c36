import { drawText, element, icon } from "./texts.js";

/**
 * One activity as a line of the conversation.
 *
 * `context` tells the skin, the words, what is known about the message it quotes (null when none),
 * and what to do with a tap, an opened list, and a wish to reply.
 */
export function drawMessage(activity, context) {
  const own = activity.from?.role === "user";
  const shaped = activity.channelData?.rafiq ?? null;
  const rtl = shaped?.rtl === true;
  const line = element("li", { class: `message ${own ? "out" : "in"}` });
  const bubble = element(
    "div",
    { class: `bubble ${mediaOf(activity) ?? ""}`.trim() },
    element("span", { class: "sr" }, own ? context.words.you : "Rafiq", " : "),
    // The direction stands on the inside: the tail and the place belong to the page's direction.
    element("div", { class: "body", dir: rtl ? "rtl" : null }, ...drawBody(activity, context)),
    drawMore(activity, line, context),
  );
  line.append(bubble);
  if (!own && shaped !== null && context.skin === "whatsapp") {
    const under = drawUnder(activity, shaped, context);
    if (under !== null) line.append(under);
  }
  return line;
}

/** What a quote of it says: one line. */
export function summarize(activity, words, skin) {
  const media = mediaOf(activity);
  const drawn = element("span", {}, ...drawText(activity.text ?? "", skin));
  const text = drawn.textContent.replace(/\s+/gu, " ").trim();
  return text !== "" || media === null ? text : words[media];
}

/** The hour in Morocco, as the server wrote it; this browser's own zone data may be old. */
export function hourOf(activity) {
  return (activity.localTimestamp ?? "").slice(11, 16);
}

/** The day where it changes; in Messenger the hour too, after a pause. */
export function drawMoment(activity, previous, { skin, language }) {
  const now = activity.localTimestamp;
  const before = previous?.localTimestamp;
  if (now === undefined) return null;
  const minutes = (stamp) => Date.parse(stamp) / 60_000;
  const sameDay = before?.slice(0, 10) === now.slice(0, 10);
  const paused = before === undefined || minutes(now) - minutes(before) > 15;
  if (skin === "whatsapp" ? sameDay : sameDay && !paused) return null;
  // The date as written, in no zone of this browser's.
  const day = new Intl.DateTimeFormat(language === "ar" ? "ar-MA" : language, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(new Date(`${now.slice(0, 10)}T12:00:00Z`));
  const hour = skin === "messenger" ? ` ${hourOf(activity)}` : "";
  return element("li", { class: "moment" }, sameDay ? hour.trim() : day + hour);
}

/** Sets the mark beside the hour: pending, sent, delivered, read or failed. */
export function setTicks(line, state, words) {
  const place = line.querySelector(".ticks");
  if (place === null || line.dataset.state === state) return;
  line.dataset.state = state;
  const name = { pending: "clock", sent: "tick", failed: "alert" }[state] ?? "ticks";
  place.replaceChildren(icon(name), element("span", { class: "word" }, words[state]));
}

/** Puts an emoji on the corner of a message; an empty one takes it away. */
export function setReaction(line, emoji) {
  line.querySelector(".reaction")?.remove();
  line.classList.toggle("reacted", emoji !== "");
  if (emoji !== "")
    line.querySelector(".bubble").append(element("span", { class: "reaction" }, emoji));
}

function drawBody(activity, context) {
  const media = mediaOf(activity);
  const meta = element(
    "span",
    { class: "meta" },
    element("time", {}, hourOf(activity)),
    activity.from?.role === "user" ? element("span", { class: "ticks" }) : null,
  );
  const quoted = context.quoted === null ? null : drawQuoted(context.quoted, context);
  const about = activity.channelData?.tap?.about ?? null;
  const file = fileOf(activity);
  const words =
    file !== null && !activity.text
      ? []
      : media === null || activity.text
        ? [...drawText(activity.text ?? "", context.skin)]
        : [element("span", { class: "sr" }, context.words[media])];
  return [
    quoted,
    file !== null ? drawFile(file) : media === null ? null : drawMedia(media),
    element(
      "div",
      { class: "text", dir: "auto" },
      ...words,
      about === null ? null : element("span", { class: "about" }, `\n${about}`),
      meta,
    ),
  ].filter((part) => part !== null);
}

function drawQuoted({ name, text, jump }, context) {
  const quoted = element(
    "button",
    { type: "button", class: "quoted", dir: "auto" },
    element("b", {}, name),
    element("span", { dir: "auto" }, text),
  );
  quoted.addEventListener("click", jump);
  quoted.setAttribute("aria-label", `${context.words.reply} : ${name}, ${text}`);
  return quoted;
}

function drawMore(activity, line, context) {
  const more = element(
    "button",
    { type: "button", class: "more", "aria-label": context.words.more },
    icon("reply"),
  );
  more.addEventListener("click", () => context.more(line));
  return more;
}

/** Reply buttons, or the button that opens the list, as they hang under a bubble. */
function drawUnder(activity, shaped, context) {
  if (shaped.kind === "text" || shaped.kind === "document") return null;
  const under = element("div", { class: "under", dir: shaped.rtl ? "rtl" : null });
  if (shaped.kind === "list") {
    const open = element(
      "button",
      { type: "button", "aria-haspopup": "dialog" },
      icon("list"),
      element("span", { dir: "auto" }, shaped.open),
    );
    open.addEventListener("click", () => context.open(activity));
    under.append(open);
    return under;
  }
  for (const { id, label } of shaped.buttons) {
    const button = element(
      "button",
      { type: "button" },
      icon("reply"),
      element("span", { dir: "auto" }, label),
    );
    button.addEventListener("click", () => context.tap(activity, { id, label }));
    under.append(button);
  }
  return under;
}

/** The word for what it carries besides text; null when it carries nothing. */
function mediaOf(activity) {
  if (activity.entities?.some(({ type }) => type === "GeoCoordinates")) return "location";
  const attachment = activity.attachments?.[0];
  if (attachment === undefined) return null;
  const { media } = activity.channelData ?? {};
  if (attachment.contentType === "text/vcard") return "contact";
  return { voice: "voice", sticker: "sticker", image: "photo" }[media] ?? "document";
}

/** What the bot sends along; null when it is nothing that can be opened here. */
function fileOf(activity) {
  const { contentUrl, contentType, name } = activity.attachments?.[0] ?? {};
  if (activity.from?.role === "user" || typeof contentUrl !== "string") return null;
  const url = new URL(contentUrl, location.href);
  // Our own files are fetched from where this page is, whatever people reach us by.
  const href = url.pathname.startsWith("/d/") ? url.pathname : url.href;
  return /^https?:$/u.test(url.protocol)
    ? { href, type: contentType ?? "", name: name ?? "" }
    : null;
}

/** A picture as it is; anything else as a card to open. */
function drawFile({ href, type, name }) {
  const inside = type.startsWith("image/")
    ? [element("img", { src: href, alt: name, loading: "lazy" })]
    : [
        icon("file"),
        element("span", { class: "name", dir: "ltr" }, name),
        element("span", { class: "kind", dir: "ltr" }, (name.split(".").pop() ?? "").toUpperCase()),
      ];
  return element(
    "a",
    {
      class: type.startsWith("image/") ? "file picture" : "file",
      href,
      target: "_blank",
      rel: "noopener",
      download: type.startsWith("image/") ? null : name,
    },
    ...inside,
  );
}

function drawMedia(media) {
  const inside = {
    voice: () => [icon("play"), drawWave(), element("span", {}, "0:07")],
    photo: () => [icon("image")],
    location: () => [icon("pin")],
    sticker: () => [icon("thumb")],
    contact: () => [icon("person"), element("span", { dir: "auto" }, "+212 …")],
    document: () => [icon("file"), element("span", { dir: "ltr" }, "statuts.pdf")],
  };
  return element("div", { class: "media", "aria-hidden": "true" }, ...inside[media]());
}

function drawWave() {
  const wave = element("span", { class: "wave" });
  wave.append(...Array.from({ length: 21 }, () => element("i")));
  return wave;
}
