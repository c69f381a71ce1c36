import { describe, expect, test } from "vitest";
import { advance } from "../../src/core/engine/advance.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import type { Content } from "../../src/core/inbound.ts";
import { minute } from "../../src/core/instant.ts";
import { morning, theBook } from "../world.ts";

const book = await theBook();

/** Somebody whose client sends back any id it likes. */
class Forger {
  state: State = blankState;
  private now = morning;

  does(content: Content): readonly string[] {
    this.now += minute;
    const input = { kind: "heard", content, quoted: null, seed: "a".repeat(64) } as const;
    const turn = advance(book, this.state, input, this.now);
    this.state = turn.state;
    return turn.said.flatMap(({ message }) => message.keys);
  }

  /** Taps a choice of the pending question, offered or not. */
  taps(choice: string): readonly string[] {
    const move = this.state.session?.pending?.move ?? 0;
    return this.does({ kind: "tap", id: `${move}:${choice}`, label: null });
  }

  says(text: string): readonly string[] {
    return this.does({ kind: "text", text });
  }
}

const strange = ["dont-know", "", "__proto__", "constructor", "agreed", "5", "yes:yes", "null"];

describe("a tap that no button sends", () => {
  test("agrees to nothing", () => {
    const forger = new Forger();
    forger.says("salam");
    forger.taps("fr");
    for (const choice of strange) {
      expect(forger.taps(choice), choice).toContain("welcome.consent");
      expect(forger.state.facts["consent"], choice).toBeUndefined();
    }
    forger.taps("yes");
    expect(forger.state.facts["consent"]).toBeDefined();
  });

  test("answers no question asked before with what it never offered", () => {
    const forger = new Forger();
    forger.says("salam");
    for (const choice of ["fr", "yes"]) forger.taps(choice);
    // Some way into the questions, by whatever they offer first.
    for (let number = 0; number < 12; number += 1) forger.says("1");
    const earlier = forger.state.asked.filter(([, flow]) => flow === "diagnostic").slice(0, -1);
    expect(earlier.length).toBeGreaterThan(9);
    for (const [move, , step] of earlier) {
      for (const choice of ["yes!", "agreed", "__proto__", "constructor", "null", "6"]) {
        const keys = forger.does({ kind: "tap", id: `${move}:${choice}`, label: null });
        // Not even asked about, as a change of mind would be.
        expect(
          keys.filter((key) => key.startsWith("change.")),
          `${step} ${choice}`,
        ).toEqual([]);
        forger.says("1");
        const kept = Object.values(forger.state.organization?.values ?? {}).map(([value]) => value);
        expect(kept, step).not.toContain(choice);
        expect(forger.says("menu").length, `${step} ${choice}`).toBeGreaterThan(0);
      }
    }
  });

  test("erases nothing", () => {
    const forger = new Forger();
    forger.says("salam");
    for (const choice of ["fr", "yes"]) forger.taps(choice);
    forger.says("mes données");
    for (const choice of strange) {
      forger.taps(choice);
      expect(forger.state.facts["consent"], choice).toBeDefined();
    }
  });
});
