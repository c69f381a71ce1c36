// Makes the console's pages pleasanter. Without it, everything still works.

const status = document.getElementById("status");
const words = document.body.dataset;

function tell(text) {
  status.textContent = text;
}

/** Passwords may be looked at while they are written. */
for (const input of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "reveal";
  button.textContent = words.show;
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shows = input.type === "password";
    input.type = shows ? "text" : "password";
    button.textContent = shows ? words.hide : words.show;
  });
  input.after(button);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = navigator.clipboard === undefined;
  button.addEventListener("click", () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    void navigator.clipboard.writeText(text).then(() => tell(words.copied));
  });
}

/** A second tap on a slow line must not do it twice. */
document.addEventListener("submit", ({ target }) => {
  // Not where a file comes back and the page stays, nor where one only looks.
  if (target.matches(".download") || target.method === "get") return;
  if (target.dataset.sent === "yes") return;
  target.dataset.sent = "yes";
  setTimeout(() => {
    for (const button of target.querySelectorAll("button:not([type=button])"))
      button.disabled = true;
  });
});
// A page that comes back from the browser's memory can be used again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});

/** What lies in view of the place one is at. */
document
  .querySelector(".places [aria-current=page]")
  ?.scrollIntoView({ block: "nearest", inline: "center" });

/** Ready words go where the cursor is; without this they come with the next page. */
for (const link of document.querySelectorAll("[data-insert]")) {
  link.addEventListener("click", (event) => {
    const area = document.getElementById("text");
    if (area === null) return;
    event.preventDefault();
    const before = area.value.slice(0, area.selectionStart);
    const gap = before === "" || before.endsWith("\n") ? "" : "\n";
    area.setRangeText(gap + link.dataset.insert, area.selectionStart, area.selectionEnd, "end");
    area.focus();
  });
}

/** Others see that somebody writes, at most every few seconds. */
const typingEvery = 4_000;
for (const area of document.querySelectorAll("textarea[data-typing^='/']")) {
  let last = 0;
  area.addEventListener("input", () => {
    const now = performance.now();
    if (last !== 0 && now - last < typingEvery) return;
    last = now;
    const token = area.form.querySelector("[name=token]").value;
    const body = new URLSearchParams({ token });
    void fetch(area.dataset.typing, { method: "POST", body }).catch(() => undefined);
  });
}

/** What is true for a while only: who writes, and how long one may write freely. */
let since = performance.now();
function countDown() {
  const gone = performance.now() - since;
  for (const line of document.querySelectorAll("[data-vanish]"))
    line.hidden = gone > Number(line.dataset.vanish);
  for (const part of document.querySelectorAll("[data-left]")) {
    const left = Number(part.dataset.left) - gone;
    const minutes = Math.floor(Math.max(0, left) / 60_000);
    part.textContent = `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
    const line = part.closest("[data-window]");
    if (left > 0 || line === null) continue;
    line.textContent = line.dataset.window;
    line.className = "notice";
    line.dataset.kind = "warning";
  }
}
setInterval(countDown, 1_000);

const regions = [...document.querySelectorAll("[data-live]")];
if (regions.length > 0) follow(regions);

/** Shows parts of the page anew when the server says that there is news of them. */
function follow(parts) {
  const policy = window.trustedTypes?.createPolicy("rafiq", { createHTML: (text) => text });
  const topics = [...new Set(parts.flatMap(({ dataset }) => dataset.live.split(",")))].join(",");
  const news = new EventSource(`/console/live?topics=${encodeURIComponent(topics)}`);
  news.addEventListener("open", () => tell(""));
  news.addEventListener("error", () => tell(words.offline));
  // Either signed out, or the same under another name: the server knows.
  news.addEventListener("gone", () => {
    news.close();
    location.reload();
  });
  let asking = false;
  let again = false;
  news.addEventListener("news", () => void refresh());

  async function refresh() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    do {
      again = false;
      try {
        const answer = await fetch(location.href, {
          headers: { Accept: "text/html", "X-Refresh": "news" },
        });
        if (answer.redirected || answer.status === 404) {
          // What was just sent answers for itself.
          if (document.querySelector("form[data-sent]") !== null) return;
          if (isWriting()) return tell(words.gone);
          const { away } = parts[0].dataset;
          return away === undefined || away === "" ? location.reload() : location.assign(away);
        }
        const text = await answer.text();
        const page = new DOMParser().parseFromString(policy?.createHTML(text) ?? text, "text/html");
        for (const part of parts) replace(part, page.getElementById(part.id));
        since = performance.now();
        countDown();
        tell(words.updated);
      } catch {
        tell(words.offline);
      }
    } while (again);
    asking = false;
  }
}

/** Words that would be lost with the page. */
function isWriting() {
  return [...document.querySelectorAll("textarea")].some(({ value }) => value.trim() !== "");
}

/** Leaves alone where somebody is writing, and keeps the focus where it was. */
function replace(part, fresh) {
  if (fresh === null || part.innerHTML === fresh.innerHTML) return;
  const focused = document.activeElement;
  if (part.contains(focused) && focused.matches("input, textarea, select")) return;
  const id = part.contains(focused) ? focused.id : "";
  part.replaceChildren(...fresh.childNodes);
  if (id !== "") document.getElementById(id)?.focus();
}
