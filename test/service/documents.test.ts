import { describe, expect, test } from "vitest";
import { certificateOwner } from "../../src/core/engine/owners/certificates.ts";
import { hour } from "../../src/core/instant.ts";
import { certificateCode } from "../../src/core/webinar/certificate.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { signWith } from "../../src/runtime/sign.ts";
import { until } from "../until.ts";
import { account, openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";

const phone = "+212600000001";

/** Somebody who has a result, and the path of the file they got for a word. */
async function whoAsks(house: House, word: string, ...taps: readonly string[]) {
  const person = new Person(house, phone);
  await person.plays(["fr", "yes", "court"], ["human", "plan"], "tap");
  await person.says(word);
  for (const tap of taps) await person.taps(tap);
  const media = person.got.flatMap(({ shown }) => shown?.media ?? []);
  expect(media.length).toBe(1);
  const [url = ""] = media;
  expect(url.startsWith(`${account.publicUrl}/d/`)).toBe(true);
  return { person, path: url.slice(account.publicUrl.length) };
}

describe("a file made for somebody", () => {
  test("is fetched by its link, as the provider does, and only by it", async () => {
    const house = await openHouse();
    const { path } = await whoAsks(house, "image");
    const at = (one: string, method = "GET") => fetch(house.service.url + one, { method });
    const head = await at(path, "HEAD");
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "image/png"]);
    const got = await at(path);
    const bytes = Buffer.from(await got.arrayBuffer());
    expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(head.headers.get("content-length")).toBe(String(bytes.length));
    expect(Object.fromEntries(got.headers)).toMatchObject({
      "cache-control": "private, no-store",
      "content-disposition": 'inline; filename="resultat-rafiq.png"',
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "x-content-type-options": "nosniff",
    });
    const changed = [
      path.replace("resultat-rafiq", "autre"),
      path.replace(".png", ".pdf"),
      path.replace(/\.([0-9]+-1)\./u, ".9-1."),
      path.replace(/\.([0-9a-f])([0-9a-f]{23}\/)/u, (_, one: string, rest: string) =>
        one === "0" ? `.1${rest}` : `.0${rest}`,
      ),
      "/d/x/y.png",
    ];
    for (const one of changed) {
      const { status } = await at(one);
      expect([one, status]).toEqual([one, 404]);
    }
    expect(house.lines.join("\n")).not.toContain("/d/");
  });

  test("is there for a day, also for another life of the process, and gone with the contact", async () => {
    const house = await openHouse();
    const { person, path } = await whoAsks(house, "pdf", "both");
    const status = async (one: string) => (await fetch(house.service.url + one)).status;
    house.time.now += 23 * hour;
    await house.restart();
    expect(await status(path)).toBe(200);
    house.time.now += hour;
    expect(await status(path)).toBe(404);
    await person.says("image");
    const [, url = ""] = person.got.flatMap(({ shown }) => shown?.media ?? []);
    const picture = url.slice(account.publicUrl.length);
    expect(await status(picture)).toBe(200);
    await person.says("mes données");
    await person.taps("erase");
    await person.taps("erase");
    expect(await status(picture)).toBe(404);
  });
});

const each = (text: string) => ({ fr: text, ar: text, ary: text, "ary-Latn": text, en: text });
const webinar = {
  id: "w1",
  title: each("Être <trouvé> sur Google"),
  starts: "2027-01-14T18:30",
  zone: "Africa/Casablanca",
  minutes: 60,
};

async function issue(house: House, name: string): Promise<string> {
  const { store, secret } = house.service.world;
  const code = certificateCode(webinar, name, signWith(secret));
  const body = writeMail({ kind: "post", from: "x", body: { kind: "issued", webinar } });
  const mail = { id: `issue ${code}`, to: { owner: certificateOwner(code) }, at: house.time.now };
  await store.accept([{ ...mail, body }], house.time.now);
  await until("it is kept", async () => (await store.stateOf(certificateOwner(code))) !== null);
  return code;
}

describe("the page that checks a certificate", () => {
  test("tells the webinar in the reader's language, and never a name", async () => {
    const house = await openHouse();
    const code = await issue(house, "فاطمة الزهراء");
    const read = async (path: string, language: string) => {
      const answer = await fetch(`${house.service.url}/verify/${path}`, {
        headers: { "accept-language": language },
      });
      return { status: answer.status, text: await answer.text() };
    };
    const french = await read(code, "fr-FR,fr;q=0.9");
    expect(french.status).toBe(200);
    expect(french.text).toContain("jeudi 14 janvier 2027");
    expect(french.text).toContain("Être &lt;trouvé&gt; sur Google");
    expect(french.text).not.toContain("فاطمة");
    const arabic = await read(code.replaceAll("-", " ").toLowerCase(), "ar");
    expect(arabic.text).toContain('dir="rtl"');
    expect(arabic.text).toContain("2027");
    expect((await read(`${code}?lang=en`, "fr")).text).toContain("Thursday");
    const unknown = await read("0000-0000-00", "fr");
    expect(unknown.status).toBe(404);
    expect(unknown.text).toContain("Nous ne connaissons pas ce code");
    for (const odd of ["%3Cscript%3E", "..%2f..", "7F3A", "a".repeat(500)]) {
      const { status, text } = await read(odd, "fr");
      expect([odd, status]).toEqual([odd, 404]);
      expect(text).not.toContain("<script>");
    }
  });

  test("compares a name that is typed, and tells only whether it is the one", async () => {
    const house = await openHouse();
    const code = await issue(house, "Fatima El Idrissi");
    const compare = async (name: string) => {
      const answer = await fetch(`${house.service.url}/verify/${code}`, {
        method: "POST",
        body: new URLSearchParams({ name, lang: "fr" }),
      });
      return answer.text();
    };
    expect(await compare(" Fatima  El Idrissi ")).toContain("Ce nom est bien celui");
    const other = await compare("Fatima El Idrisi");
    expect(other).toContain("Ce nom n&#39;est pas celui");
    expect(other).not.toContain("Idrissi");
    expect(house.lines.join("\n")).not.toContain("Idris");
  });

  test("is not asked without end", async () => {
    const house = await openHouse();
    const statuses = new Set<number>();
    for (let count = 0; count < 40; count += 1) {
      statuses.add((await fetch(`${house.service.url}/verify/0000-0000-${count + 10}`)).status);
    }
    expect([...statuses]).toEqual([404, 429]);
  });
});
