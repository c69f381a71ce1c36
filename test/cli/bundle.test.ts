import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bundleProgram } from "../../src/cli/bundle.ts";
import { projectRoot } from "../../src/project-root.ts";
import { startProgram } from "../faults/program.ts";
import { until } from "../until.ts";

const folder = join(projectRoot, "node_modules", ".cache", "rafiq", "bundle-of-a-test");
const data = mkdtempSync(join(tmpdir(), "rafiq-bundle-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
});

test("the program put into a few files serves its pages and stops in order", async () => {
  await bundleProgram(folder);
  const program = startProgram(join(folder, "start.js"), {
    cwd: data,
    environment: { DATA_DIR: data, PORT: "0" },
  });
  const port = () => /open the simulator: http:\/\/[^:]+:(\d+)/iu.exec(program.output.stdout)?.[1];
  const url = `http://127.0.0.1:${await until("it listens", port)}`;
  const pages = ["/", "/simulator.css", "/console/sign-in", "/console/assets/console.css"];
  const answers = await Promise.all(pages.map((page) => fetch(`${url}${page}`)));
  expect(answers.map(({ status }) => status)).toEqual(pages.map(() => 200));
  program.kill("SIGTERM");
  expect(await program.exit).toBe(0);
});
