/**
 * Calls `late` after so many ms; answers how to stop it. Time counts only while this process is
 * awake: after a sleep, timers run before sockets are read, and what was answered meanwhile would
 * be called late.
 */
export function watchAwake(ms: number, late: () => void): () => void {
  let left = 10;
  const beat = () => {
    left -= 1;
    if (left === 0) late();
    else timer = setTimeout(beat, ms / 10);
  };
  let timer = setTimeout(beat, ms / 10);
  return () => clearTimeout(timer);
}
