const name = "rafiq-simulator";

/** What this browser remembers of the page; an empty object where it may not. */
export function recall() {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

/** Adds to what it remembers; a private window simply forgets. */
export function remember(more) {
  try {
    localStorage.setItem(name, JSON.stringify({ ...recall(), ...more }));
  } catch {
    // Nothing is lost but the way back after a reload.
  }
}
