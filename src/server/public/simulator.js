import { drawMessage, drawMoment, hourOf, setReaction, setTicks, summarize } from "./bubbles.js";
import { connect } from "./connection.js";
import { listenForReplies } from "./gestures.js";
import { recall, remember } from "./keeping.js";
import { askAction, askRow, askSample, closeBeside, samples } from "./sheets.js";
import { writePage } from "./page.js";
import { element } from "./texts.js";
import { words as allWords } from "./words.js";

const at = (id) => document.getElementById(id);
const log = at("log");
const scroll = at("scroll");
const text = at("text");
const asked = new URLSearchParams(location.search);
const kept = recall();

let skin = pick(asked.get("skin"), kept.skin, ["whatsapp", "messenger"]) ?? "whatsapp";
let language =
  pick(asked.get("lang"), kept.language, Object.keys(allWords)) ??
  pick(navigator.language.slice(0, 2), null, Object.keys(allWords)) ??
  "fr";
let words = allWords[language];
let connection = null;
let status = "connecting";
let quoted = null;
/** Every activity shown, by its id and by the client's own. */
let shown = new Map();
let last = null;
let waiting = 0;

begin(kept.skin === skin && kept.id !== undefined ? kept : null);
speak();
listen();

/** Starts a conversation, or takes up the one that was kept. */
function begin(record) {
  connection?.close();
  shown = new Map();
  last = null;
  log.replaceChildren();
  quote(null);
  stopWaiting();
  document.body.dataset.skin = skin;
  showStatus("connecting");
  remember({ skin, ...(record === null ? { id: undefined, token: undefined, queue: [] } : {}) });
  const mine = connect({
    skin,
    record,
    on: {
      activity: (activity) => connection === mine && hear(activity),
      status: (now) => connection === mine && showStatus(now),
      sent: (name) => tick(name, "sent"),
      failed: (name) => tick(name, "failed"),
      save: (more) => remember({ skin, ...more }),
      gone: () => {
        begin(null);
        log.append(element("li", { class: "event" }, words.expired));
      },
    },
  });
  connection = mine;
  for (const activity of record?.queue ?? []) draw(activity, "pending");
  showChips();
}

/** Takes an activity in, once, whatever it is. */
function hear(activity) {
  if (shown.has(activity.id)) return;
  const own = activity.from?.role === "user";
  const pending = own ? shown.get(activity.channelData?.clientActivityID) : undefined;
  if (activity.type === "messageReaction") {
    const line = shown.get(activity.replyToId)?.line;
    if (line !== undefined) setReaction(line, activity.reactionsAdded?.[0]?.type ?? "");
    return;
  }
  if (activity.type !== "message") return;
  if (pending !== undefined) {
    pending.activity = activity;
    pending.line.dataset.id = activity.id;
    const moment = drawMoment(activity, pending.before, { skin, language });
    if (moment !== null) pending.line.before(moment);
    pending.line.querySelector("time").textContent = hourOf(activity);
    shown.set(activity.id, pending);
    if (pending.line.dataset.state !== "read") setTicks(pending.line, "delivered", words);
    return;
  }
  if (!own) {
    stopWaiting();
    for (const line of log.querySelectorAll(".out")) setTicks(line, "read", words);
  }
  draw(activity, own ? "delivered" : null);
}

function draw(activity, state) {
  const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  const own = activity.from?.role === "user";
  const line = drawMessage(activity, {
    skin,
    words,
    quoted: describeQuoted(activity),
    tap: (message, choice) => send(tapOf(choice, message)),
    open: (message) => void openList(message),
    more: (chosen) => void act(chosen),
  });
  const moment = drawMoment(activity, last?.activity ?? null, { skin, language });
  if (moment !== null) log.append(moment);
  const previous = log.lastElementChild;
  const follows =
    previous?.classList.contains(own ? "out" : "in") && previous.querySelector(".under") === null;
  line.classList.toggle("follows", follows === true);
  previous?.classList.toggle("followed", follows === true);
  log.append(line);
  const entry = { activity, line, before: last?.activity ?? null };
  if (activity.id !== undefined) line.dataset.id = activity.id;
  for (const id of [activity.id, activity.channelData?.clientActivityID]) {
    if (id !== undefined) shown.set(id, entry);
  }
  last = entry;
  if (state !== null) setTicks(line, state, words);
  showChips();
  if (near || state === "pending") toBottom();
  else at("latest").hidden = false;
}

function describeQuoted(activity) {
  const id = activity.channelData?.quoted;
  const entry = id === undefined ? undefined : shown.get(id);
  if (entry === undefined) return null;
  return {
    name: entry.activity.from?.role === "user" ? words.you : "Rafiq",
    text: summarize(entry.activity, words, skin),
    jump: () => {
      entry.line.scrollIntoView({ block: "center", behavior: "smooth" });
      entry.line.classList.add("found");
      setTimeout(() => entry.line.classList.remove("found"), 1_200);
    },
  };
}

/** Puts a message on its way, and shows it at once. */
function send({ channelData = {}, ...activity }) {
  const clientActivityID = makeId();
  const full = {
    type: "message",
    from: { id: "visitor", role: "user" },
    locale: language,
    ...activity,
    channelData: { clientActivityID, ...channelData },
  };
  if (full.type === "message") draw(full, "pending");
  connection.send(full);
  if (full.type === "message") startWaiting();
}

/** In WhatsApp an answer by button shows, and tells, which message it answers. */
function tapOf({ id, label, about = null }, message) {
  const context = skin === "whatsapp" ? { quoted: message.id } : {};
  return { text: label, channelData: { tap: { id, label, about }, ...context } };
}

async function openList(message) {
  const row = await askRow(at("list"), message.channelData.rafiq);
  if (row !== null) send(tapOf(row, message));
}

async function act(line) {
  const entry = shown.get(line.dataset.id);
  if (entry === undefined) return;
  const action = await askAction(at("actions"));
  if (action === "reply") quote(entry);
  else if (action !== "") react(entry, action);
}

function react({ activity, line }, emoji) {
  setReaction(line, emoji);
  send({ type: "messageReaction", reactionsAdded: [{ type: emoji }], replyToId: activity.id });
}

function sendSample(name) {
  if (name === "reaction") {
    const heard = [...shown.values()]
      .filter(({ activity }) => activity.from?.role === "bot")
      .at(-1);
    if (heard !== undefined) react(heard, "👍");
    return;
  }
  const { media, ...activity } = samples[name];
  send({ text: "", ...activity, channelData: media === undefined ? {} : { media } });
}

/** Quick replies stand under the latest message only, and go when anything follows it. */
function showChips() {
  const shaped = last?.activity.channelData?.rafiq;
  const offered = skin === "messenger" && shaped?.kind === "buttons" ? shaped.buttons : [];
  const chips = at("chips");
  chips.hidden = offered.length === 0;
  chips.dir = shaped?.rtl === true ? "rtl" : "";
  chips.replaceChildren(
    ...offered.map((choice) => {
      const chip = element("button", { type: "button", dir: "auto" }, choice.label);
      chip.addEventListener("click", () => send(tapOf(choice, last.activity)));
      return chip;
    }),
  );
}

function quote(entry) {
  quoted = entry;
  at("quote").hidden = entry === null;
  if (entry === null) return;
  const { activity } = entry;
  at("quote").querySelector("b").textContent = activity.from?.role === "user" ? words.you : "Rafiq";
  at("quote").querySelector("span").textContent = summarize(activity, words, skin);
  text.focus();
}

function tick(name, state) {
  const line = shown.get(name)?.line;
  if (line?.dataset.state === "pending") setTicks(line, state, words);
}

function startWaiting() {
  stopWaiting();
  const show = () => {
    if (status !== "online") return;
    at("typing").hidden = false;
    at("status").textContent = words.typing;
    toBottom();
    waiting = setTimeout(stopWaiting, 10_000);
  };
  waiting = setTimeout(show, 700);
}

function stopWaiting() {
  clearTimeout(waiting);
  at("typing").hidden = true;
  showStatus(status);
}

function showStatus(now) {
  status = now;
  document.body.dataset.status = now;
  at("status").textContent = now === "online" ? words.online : words.connecting;
  at("banner").hidden = now !== "offline";
  at("banner").textContent = now === "offline" ? words.waiting : "";
}

function speak() {
  words = allWords[language];
  writePage({ skin, language, words });
  showStatus(status);
}

function listen() {
  for (const button of document.querySelectorAll("[data-skin-choice]")) {
    button.addEventListener("click", () => {
      if (button.dataset.skinChoice === skin) return;
      skin = button.dataset.skinChoice;
      begin(null);
      speak();
    });
  }
  for (const button of document.querySelectorAll("[data-language-choice]")) {
    button.addEventListener("click", () => {
      language = button.dataset.languageChoice;
      remember({ language });
      speak();
    });
  }
  at("restart").addEventListener("click", () => {
    begin(null);
    text.focus();
  });
  at("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  at("quick").addEventListener("click", () =>
    sendSample(skin === "whatsapp" ? "voice" : "sticker"),
  );
  at("attach").addEventListener("click", async () => {
    const name = await askSample(at("menu"), words);
    if (name !== "") sendSample(name);
  });
  at("quote")
    .querySelector("button")
    .addEventListener("click", () => quote(null));
  at("latest").addEventListener("click", toBottom);
  scroll.addEventListener("scroll", () => {
    const left = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
    if (left < 120) at("latest").hidden = true;
  });
  // The keyboard of a phone makes the page smaller: the latest words stay in sight.
  new ResizeObserver(() => at("latest").hidden && toBottom()).observe(scroll);
  closeBeside(at("list"), at("menu"), at("actions"));
  at("list")
    .querySelector("header button")
    .addEventListener("click", () => at("list").close(""));
  listenForReplies(log, {
    more: (line) => void act(line),
    quote: (line) => quote(shown.get(line.dataset.id) ?? null),
  });
  grow();
}

function submit() {
  const said = text.value.trim();
  if (said === "") return;
  const id = quoted?.activity.id;
  text.value = "";
  grow();
  quote(null);
  send({ text: said, channelData: id === undefined ? {} : { quoted: id } });
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
  const empty = text.value.trim() === "";
  at("send").hidden = empty;
  at("quick").hidden = !empty;
}

function toBottom() {
  scroll.scrollTop = scroll.scrollHeight;
  at("latest").hidden = true;
}

function pick(first, second, allowed) {
  return [first, second].find((value) => allowed.includes(value)) ?? null;
}

/** `crypto.randomUUID` is missing on plain http beyond this machine, as in a workshop. */
function makeId() {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
