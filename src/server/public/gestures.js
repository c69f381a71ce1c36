/** A long press, a right click and a swipe along the line, as on a phone. */
export function listenForReplies(log, on) {
  let press = null;

  log.addEventListener("contextmenu", (event) => {
    const line = lineOf(event.target);
    if (line === null || event.target.closest("a") !== null) return;
    event.preventDefault();
    on.more(line);
  });

  log.addEventListener("pointerdown", (event) => {
    const line = lineOf(event.target);
    if (line === null || event.pointerType === "mouse") return;
    forget();
    const timer = setTimeout(() => {
      forget();
      on.more(line);
    }, 500);
    press = { line, timer, x: event.clientX, y: event.clientY };
  });

  log.addEventListener("pointermove", (event) => {
    if (press === null) return;
    const x = event.clientX - press.x;
    const y = event.clientY - press.y;
    if (Math.abs(x) > 8 || Math.abs(y) > 8) clearTimeout(press.timer);
    if (Math.abs(y) > 30) forget();
    else if (Math.abs(x) > 8) press.line.style.translate = `${Math.max(-56, Math.min(56, x))}px`;
  });

  log.addEventListener("pointerup", (event) => {
    if (press === null) return;
    const { line, x } = press;
    forget();
    if (Math.abs(event.clientX - x) > 48) on.quote(line);
  });
  log.addEventListener("pointercancel", forget);

  function forget() {
    if (press === null) return;
    clearTimeout(press.timer);
    press.line.style.translate = "";
    press = null;
  }
}

function lineOf(target) {
  return target.closest(".bubble")?.closest(".message") ?? null;
}
