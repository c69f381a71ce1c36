import { beforeAll, describe, expect, it } from "vitest";
import { advance } from "../../../src/core/engine/advance.ts";
import type { Flowbook } from "../../../src/core/engine/book.ts";
import { readBook, type BookFile } from "../../../src/core/engine/book-files.ts";
import { blankState, type State } from "../../../src/core/engine/state.ts";
import type { Turn } from "../../../src/core/engine/turn.ts";
import { bookFiles } from "../../../src/runtime/book-on-disk.ts";

const seed = "5e".repeat(32);
const at = Date.UTC(2026, 11, 1, 9);

let files: readonly BookFile[];
beforeAll(async () => {
  files = await bookFiles();
});

/** The real book, with a small flow in the place of the diagnostic. */
function bookWith(...flows: readonly string[]): Flowbook {
  const others = files.filter(({ path }) => path !== "flows/diagnostic.yaml");
  return readBook([
    ...others,
    ...flows.map((text, index) => ({ path: `flows/diagnostic-${index}.yaml`, text })),
  ]);
}

const flow = (version: string, steps: string, more = ""): string =>
  `flow: diagnostic\nversion: ${version}\n${more}\nsteps:\n${steps}\n  - { id: end, end: session }\n`;

const town = "  - { id: town, ask: profile.P4, choices: [town, rural, both], keep: org.P4 }";
const size = '  - { id: size, ask: profile.P2, choices: ["1-5", "6-15"], keep: org.P2 }';
const role = "  - { id: role, ask: profile.P6, choices: [direction, membre], keep: org.P6 }";
const tools = "  - { id: tools, ask: profile.P5, choices: [phones, pcs], keep: org.P5 }";

function hear(book: Flowbook, state: State, text: string): Turn {
  return advance(
    book,
    state,
    { kind: "heard", content: { kind: "text", text }, quoted: null, seed },
    at,
  );
}

/** Somebody who agreed and answered these, in a book. */
function answered(book: Flowbook, ...texts: readonly string[]): State {
  const agreed: State = { ...blankState, facts: { consent: "1" } };
  return ["menu", "1", ...texts].reduce((state, text) => hear(book, state, text).state, agreed);
}

const keysOf = (turn: Turn): readonly string[] => turn.said.flatMap(({ message }) => message.keys);

describe("versions", () => {
  it("keep a session on the one it began with, while newcomers get the newest", () => {
    const before = bookWith(flow("1.0.0", `${town}\n${size}\n${role}`));
    const both = bookWith(
      flow("1.0.0", `${town}\n${size}\n${role}`),
      flow("2.0.0", `${tools}\n${town}\n${size}`),
    );
    const state = answered(before, "1");
    expect(keysOf(hear(both, state, "2"))).toContain("profile.P6");
    expect(keysOf(hear(both, answered(both), "1"))).toContain("profile.P4");
  });

  it("that are gone lead to the same question under its new name, with an apology", () => {
    const state = answered(bookWith(flow("1.0.0", `${town}\n${size}\n${role}`)), "1");
    const renamed = size.replace("id: size", "id: people");
    const after = bookWith(flow("2.0.0", `${town}\n${renamed}`, "renamed: { size: people }"));
    const turn = hear(after, state, "2");
    expect(keysOf(turn)).toEqual(["system.moved", "profile.P2"]);
    expect(keysOf(hear(after, turn.state, "2"))).not.toContain("system.moved");
  });

  it("that are gone lead to the nearest answered question that is left, never to a restart", () => {
    const state = answered(bookWith(flow("1.0.0", `${tools}\n${town}\n${size}`)), "1", "2");
    const after = bookWith(flow("2.0.0", `${tools}\n${town}\n${role}`));
    const turn = hear(after, state, "1");
    expect(keysOf(turn)).toEqual(["system.moved", "profile.P4"]);
    expect(turn.state.organization?.values["P5"]?.[0]).toBe("phones");
    expect(turn.state.organization?.values["P4"]?.[0]).toBe("rural");
  });

  it("of a flow that is gone altogether lead to the menu", () => {
    const state = answered(bookWith(flow("1.0.0", `${town}\n${size}`)), "1");
    const other = flow("1.0.0", tools).replace("flow: diagnostic", "flow: other");
    const turn = hear(bookWith(other), { ...state }, "1");
    expect(keysOf(turn)).toEqual(["system.moved", "menu.choose"]);
  });

  it("whose flow turns in circles without asking stop with a fault", () => {
    const circle =
      '  - { id: a, set: { org.P4: "\\"both\\"" }, to: b }\n  - { id: b, set: { org.P4: "\\"town\\"" }, to: a }';
    const book = bookWith(flow("1.0.0", circle));
    const agreed: State = { ...blankState, facts: { consent: "1" } };
    const menu = hear(book, agreed, "menu").state;
    expect(() => hear(book, menu, "1")).toThrow("flow/endless");
  });
});
