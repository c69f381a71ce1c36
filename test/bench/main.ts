import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { loadBook } from "../../src/runtime/book-on-disk.ts";
import { benchEngine } from "./engine.ts";
import { fullPace } from "./measure.ts";

const { positionals } = parseArgs({ allowPositionals: true });
process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})\n\n`,
);
process.stdout.write(benchEngine(await loadBook(), fullPace));
