import { describe, expect, test } from "vitest";
import { minute, second } from "../../src/core/instant.ts";
import { Circuit } from "../../src/runtime/circuit.ts";
import { morning } from "../world.ts";

/** Processes that share the notes of one store. */
function processes(count: number): readonly Circuit[] {
  const notes = new Map<string, string>();
  const store = {
    note: (name: string) => Promise.resolve(notes.get(name) ?? null),
    setNote: async (name: string, value: string) => void notes.set(name, value),
  };
  return Array.from({ length: count }, () => new Circuit(store));
}

const whatsapp = "whatsapp";

describe("a refused account", () => {
  test("is told of with the provider's code, until a message is taken", async () => {
    const [circuit] = processes(1);
    if (circuit === undefined) throw new Error("there is none");
    expect(await circuit.refuse(whatsapp, "20003", morning)).toBe(morning + 30 * second);
    expect([...circuit.silent(morning)]).toEqual([[whatsapp, "20003"]]);
    expect(circuit.refused).toEqual([whatsapp]);
    await circuit.accept(whatsapp);
    expect([...circuit.silent(morning)]).toEqual([]);
    expect(circuit.refused).toEqual([]);
  });

  test("is tried by one process in half a minute, even when all want to at the same moment", async () => {
    const all = processes(8);
    for (const circuit of all) await circuit.refuse(whatsapp, "20003", morning);
    for (let round = 1; round <= 3; round += 1) {
      const now = morning + round * 30 * second;
      const early = await Promise.all(all.map((one) => one.mayTry(whatsapp, now - 1)));
      expect(early).not.toContain(true);
      const due = await Promise.all(all.map((one) => one.mayTry(whatsapp, now)));
      expect(due.filter((may) => may)).toHaveLength(1);
      const again = await Promise.all(all.map((one) => one.mayTry(whatsapp, now)));
      expect(again).not.toContain(true);
    }
  });

  test("is known to a process that starts later, and so is its end", async () => {
    const [first, second_] = processes(2);
    if (first === undefined || second_ === undefined) throw new Error("there are none");
    await first.refuse(whatsapp, "20003", morning);
    await second_.listen([whatsapp], morning + second);
    expect([...second_.silent(morning + second)]).toEqual([[whatsapp, "20003"]]);
    expect(await second_.mayTry(whatsapp, morning + 29 * second)).toBe(false);
    await first.accept(whatsapp);
    expect(await second_.mayTry(whatsapp, morning + 31 * second)).toBe(false);
    expect(second_.refused).toEqual([]);
  });

  test("of long ago, or of a clock that was wrong, keeps nobody silent", async () => {
    for (const at of [morning - 6 * minute, morning + 6 * minute]) {
      const [first, other] = processes(2);
      await first?.refuse(whatsapp, "20003", at);
      await other?.listen([whatsapp], morning);
      expect(other?.refused).toEqual([]);
      expect(await first?.mayTry(whatsapp, morning)).toBe(true);
    }
  });
});
