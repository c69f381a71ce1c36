import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { checkFlows } from "../../src/cli/check-flows.ts";
import { bookFiles } from "../../src/runtime/book-on-disk.ts";

const made: string[] = [];

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true });
});

/** The real book in a folder of its own, with one file changed. */
async function bookWith(path: string, change: (text: string) => string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "book-"));
  made.push(root);
  for (const file of await bookFiles()) {
    const target = join(root, file.path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, file.path === path ? change(file.text) : file.text);
  }
  return root;
}

async function run(root?: string): Promise<{ readonly sound: boolean; readonly text: string }> {
  const written: string[] = [];
  const sound = await checkFlows((text) => written.push(text), root);
  return { sound, text: written.join("") };
}

describe("check-flows", () => {
  it("finds no error in the book, and sums it up", async () => {
    const { sound, text } = await run();
    expect(text).toMatch(/\n0 errors, \d+ warnings\n$/u);
    expect(text).toMatch(
      /\d+ flows, \d+ steps, \d+ sentences\nlanguages: fr [^\n]+\nlongest label: \d+ characters/u,
    );
    expect(sound).toBe(true);
  });

  it("names file, line and column of an error with what to do, and fails", async () => {
    const root = await bookWith("flows/menu.yaml", (text) =>
      text.replace("to: webinars }", "to: webinar }"),
    );
    const { sound, text } = await run(root);
    expect(text).toMatch(
      /^flows\/menu\.yaml:\d+:\d+ error unknown-step there is no step "webinar" in "menu"\n {4}did you mean "webinars"\?$/mu,
    );
    expect(sound).toBe(false);
  });

  it("counts what a language lacks without failing", async () => {
    const root = await bookWith("locales/menu.yaml", (text) =>
      text.replace(/^ +ary-Latn: .*\n/mu, ""),
    );
    const { sound, text } = await run(root);
    expect(text).toContain("ary-Latn lacks 1");
    expect(sound).toBe(true);
  });
});
