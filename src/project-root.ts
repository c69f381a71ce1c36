import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The project's folder, where `flows/`, `locales/` and `src/` stand: also for a program that was put together elsewhere below it. */
export const projectRoot = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, "package.json")) ? folder : rootAbove(above);
}
