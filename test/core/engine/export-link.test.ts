import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  exportStands,
  filesFor,
  fileTicket,
  makeExportLink,
  readExportLink,
} from "../../../src/core/engine/export-link.ts";
import { blankState } from "../../../src/core/engine/state.ts";
import { day } from "../../../src/core/instant.ts";

const sign = (text: string): string => createHmac("sha256", "key").update(text).digest("hex");
const state = { ...blankState, id: "c17-9f2c" };
const now = Date.UTC(2026, 11, 1, 9);
const made = makeExportLink({ sign, publicUrl: "https://rafiq.example" }, state, "seed", now);
const token = made?.url.split("/").at(-1) ?? "";
const { secret = "" } = readExportLink(token) ?? {};
const exported = made?.state.exported ?? null;

describe("the link to a copy of one’s data", () => {
  it("is kept without what opens it", () => {
    expect(made?.url).toMatch(/^https:\/\/rafiq\.example\/export\/c17-9f2c\.[0-9a-f]{32}$/u);
    expect(JSON.stringify(made?.state)).not.toContain(secret);
    expect(readExportLink("c17-9f2c.zz")).toBeNull();
  });

  it("leads somewhere for a day, once, and to its files for a quarter of an hour", () => {
    expect(exportStands(exported, secret, sign, now + day - 1)).toBe("new");
    expect(exportStands(exported, secret, sign, now + day)).toBe("gone");
    expect(exportStands(exported, "0".repeat(32), sign, now)).toBe("gone");
    expect(exportStands(null, secret, sign, now)).toBe("gone");
    if (exported === null) throw new Error("no link");
    const opened = { ...exported, opened: now };
    expect(exportStands(opened, secret, sign, now + filesFor - 1)).toBe("open");
    expect(exportStands(opened, secret, sign, now + filesFor)).toBe("gone");
    expect(fileTicket(opened, secret, sign)).not.toBe(fileTicket(exported, secret, sign));
  });

  it("is replaced by the next one", () => {
    const next = makeExportLink({ sign, publicUrl: null }, made?.state ?? state, "other", now);
    expect(exportStands(next?.state.exported ?? null, secret, sign, now)).toBe("gone");
    expect(makeExportLink({ sign: null, publicUrl: null }, state, "seed", now)).toBeNull();
  });
});
