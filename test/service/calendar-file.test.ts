import { expect, test } from "vitest";
import { webinarOwner } from "../../src/core/webinar/mail.ts";
import { webinarSchema } from "../../src/core/webinar/webinar.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { until } from "../until.ts";
import { openHouse } from "./house.ts";

const each = (text: string) => ({ fr: text, ar: text, ary: text, "ary-Latn": text, en: text });
const webinar = webinarSchema.parse({
  id: "w1",
  title: each("Être trouvé sur Google"),
  summary: each("Une heure pour être trouvé."),
  starts: "2027-01-14T18:30",
  spoken: ["fr"],
  link: "https://meet.example.org/abc",
  state: "published",
});

test("a webinar has a calendar file, without the way in; a draft or an unknown one has none", async () => {
  const house = await openHouse();
  const { store } = house.service.world;
  for (const one of [webinar, { ...webinar, id: "w2", state: "draft" as const }]) {
    const mail = {
      id: `put ${one.id}`,
      to: { owner: webinarOwner(one.id) },
      at: house.time.now,
      body: writeMail({
        kind: "post",
        from: "coordinator",
        body: { kind: "put", webinar: one } as never,
      }),
    };
    await store.accept([mail], house.time.now);
  }
  await house.settled();
  const at = (path: string) => fetch(`${house.service.url}${path}`);
  const found = await until("the file is there", async () => {
    const response = await at("/w/w1/fr.ics");
    return response.status === 200 && response;
  });
  expect(found.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const text = await found.text();
  expect(text).toContain("DTSTART:20270114T183000Z");
  expect(text).toContain("SUMMARY;LANGUAGE=fr:Être trouvé sur Google");
  expect(text).not.toContain("meet.example.org");
  for (const path of ["/w/w2/fr.ics", "/w/w3/fr.ics", "/w/w1/xx.ics", "/w/w1/fr.html"]) {
    expect((await at(path)).status).toBe(404);
  }
});
