import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { minute } from "../../src/core/instant.ts";
import { openPress, type Press } from "../../src/documents/press.ts";
import { openShelf } from "../../src/documents/shelf.ts";
import { renderDocument } from "../../src/documents/render.ts";
import { until } from "../until.ts";
import { certificate } from "./sample.ts";

function folderOfOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-press-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function pressOfOwn(folder: string | null, patience = minute): Press {
  const press = openPress(folder, { patience, restful: minute });
  onTestFinished(() => press.close());
  return press;
}

describe("the press", () => {
  test("draws beside, as it would be drawn here", async () => {
    const press = pressOfOwn(null);
    const { bytes, type } = await press.render(certificate);
    expect(type).toBe("application/pdf");
    const here = await renderDocument(certificate);
    expect(Buffer.from(bytes).equals(Buffer.from(here.bytes))).toBe(true);
  });

  test("draws many at once, each its own, and the same one once", async () => {
    const press = pressOfOwn(null);
    const names = Array.from({ length: 6 }, (_, at) => `Personne ${at % 3}`);
    const drawn = await Promise.all(names.map((name) => press.render({ ...certificate, name })));
    expect(new Set(drawn.map(({ bytes }) => bytes)).size).toBe(3);
    expect(drawn[0]?.bytes).toBe(drawn[3]?.bytes);
  });

  test("tells whoever waited too long, and goes on", async () => {
    const press = pressOfOwn(null, -1);
    await expect(press.render(certificate)).rejects.toMatchObject({ code: "document/slow" });
    await expect(press.render(certificate)).rejects.toMatchObject({ code: "document/slow" });
  });

  test("fails one that cannot be drawn, and draws the next", async () => {
    const press = pressOfOwn(null);
    const broken = { ...certificate, facts: null } as never;
    await expect(press.render(broken)).rejects.toMatchObject({ code: "document/undrawable" });
    expect((await press.render(certificate)).bytes.length).toBeGreaterThan(1_000);
  });

  test("keeps what it drew on disk, where nobody can read it", async () => {
    const folder = folderOfOwn();
    const { bytes } = await pressOfOwn(folder).render(certificate);
    const kept = await until("it is on the shelf", async () => openShelf(folder).take(certificate));
    expect(Buffer.from(kept).equals(Buffer.from(bytes))).toBe(true);
    for (const name of readdirSync(folder)) {
      const written = readFileSync(join(folder, name)).toString("latin1");
      expect(written).not.toContain("%PDF");
      expect(`${name}${written}`).not.toContain("Idrissi");
    }
    // Another process, or the next life of this one, needs not draw it: nothing is waited for.
    expect((await pressOfOwn(folder, -1).render(certificate)).bytes.length).toBe(bytes.length);
  });
});

describe("the shelf", () => {
  test("gives nothing for another document, nor a file that was changed", async () => {
    const folder = folderOfOwn();
    const shelf = openShelf(folder);
    await shelf.keep(certificate, Buffer.from("words"));
    expect(await shelf.take({ ...certificate, name: "Autre" })).toBeNull();
    expect(Buffer.from((await shelf.take(certificate)) ?? []).toString()).toBe("words");
    const [name = ""] = readdirSync(folder);
    const bytes = readFileSync(join(folder, name));
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    writeFileSync(join(folder, name), bytes);
    expect(await shelf.take(certificate)).toBeNull();
  });

  test("is no reason to fail when the disk cannot be written", async () => {
    const folder = folderOfOwn();
    writeFileSync(join(folder, "file"), "");
    const shelf = openShelf(join(folder, "file"));
    await shelf.keep(certificate, Buffer.from("words"));
    expect(await shelf.take(certificate)).toBeNull();
  });
});
