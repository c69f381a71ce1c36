import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Document } from "../../../src/core/documents/document.ts";
import { keepFile, keptAt, linkCode, readLink } from "../../../src/core/engine/files.ts";
import { blankState, type State } from "../../../src/core/engine/state.ts";
import { hour } from "../../../src/core/instant.ts";

const sign = (text: string): string => createHmac("sha256", "secret").update(text).digest("hex");
const book = { sign, publicUrl: "https://rafiq.example" };
const now = Date.UTC(2026, 11, 1);

function document(heading: string): Document {
  const rows = [{ name: "Site", bar: { full: 1, of: 5 }, value: "11" }];
  const rest = { level: "", score: "", sentence: "", stage: null, rows, footer: "" };
  return { form: "result-picture", language: "fr", heading, ...rest };
}

function made(count: number, from: State = { ...blankState, id: "c07-abc", moves: 5 }) {
  let state = from;
  const links = Array.from({ length: count }, (_, at) => {
    const kept = keepFile(book, state, document(`${at}`), "resultat-rafiq.png", now);
    state = kept.state;
    if (kept.file === null) throw new Error("there is a secret");
    return kept.file;
  });
  return { state, links };
}

describe("a file kept for a contact", () => {
  test("has a link with a code, a plain name and nothing of the person", () => {
    const { state, links } = made(1);
    expect(links).toEqual([
      {
        url: expect.stringMatching(
          /^https:\/\/rafiq\.example\/d\/c07-abc\.5-1\.[0-9a-f]{24}\/resultat-rafiq\.png$/u,
        ),
        name: "resultat-rafiq.png",
        type: "image/png",
      },
    ]);
    expect(links.map((link) => keptAt(state, link)?.document)).toEqual([document("0")]);
  });

  test("is the same link when the same turn is played again", () => {
    expect(made(2).links).toEqual(made(2).links);
    expect(new Set(made(2).links.map(({ url }) => url)).size).toBe(2);
  });

  test("gives way to newer ones, and lasts a day", () => {
    const { state, links } = made(6);
    expect(state.files.length).toBe(4);
    expect(links.map((link) => keptAt(state, link) !== null)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
    const later = keepFile(book, { ...state, moves: 6 }, document("new"), "a.png", now + 24 * hour);
    expect(later.state.files.map(({ id }) => id)).toEqual(["6-1"]);
  });

  test("has no link where nobody keeps a secret, and a path alone where nobody reaches us", () => {
    const state = { ...blankState, id: "c07-abc" };
    expect(keepFile({ ...book, sign: null }, state, document("x"), "a.png", now)).toEqual({
      state,
      file: null,
    });
    const local = keepFile({ ...book, publicUrl: null }, state, document("x"), "a.png", now);
    expect(local.file?.url).toMatch(/^\/d\/c07-abc\./u);
    expect(local.file && keptAt(local.state, local.file)).not.toBeNull();
  });
});

describe("a link", () => {
  test("is read back, and its code depends on every part of it", () => {
    const [link] = made(1).links;
    const read = readLink(new URL(link?.url ?? "").pathname);
    expect(read).toMatchObject({ owner: "c07-abc", id: "5-1", name: "resultat-rafiq.png" });
    const codes = [
      ["c07-abc", "5-1", "resultat-rafiq.png"],
      ["c07-abd", "5-1", "resultat-rafiq.png"],
      ["c07-abc", "5-2", "resultat-rafiq.png"],
      ["c07-abc", "5-1", "rapport-rafiq.pdf"],
    ].map(([owner = "", id = "", name = ""]) => linkCode(sign, owner, id, name));
    expect(codes[0]).toBe(read?.code);
    expect(new Set(codes).size).toBe(4);
  });

  test.each([
    "/d/c07-abc.5-1.0123/resultat.png",
    `/d/o07-abc.5-1.${"0".repeat(24)}/resultat.png`,
    `/d/c07-abc.5-1.${"0".repeat(24)}/../../etc.png`,
    `/d/c07-abc.5-1.${"0".repeat(24)}/a b.png`,
    `/d/c07-abc.5-1.${"0".repeat(24)}/a.html`,
    `/d/c07-abc.5-1.${"0".repeat(24)}`,
    `/x/d/c07-abc.5-1.${"0".repeat(24)}/a.png`,
  ])("that is none of ours is none: %s", (path) => {
    expect(readLink(path)).toBeNull();
  });
});
