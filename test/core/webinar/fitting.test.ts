import { describe, expect, it } from "vitest";
import { advanceCatalogue, listedMost, type Listed } from "../../../src/core/webinar/catalogue.ts";
import { certificateCode, certificateOf } from "../../../src/core/webinar/certificate.ts";
import { fitting } from "../../../src/core/webinar/fitting.ts";
import { schedule } from "../../../src/core/webinar/programme.ts";
import { casablanca } from "../calendar/moroccan-calendar.ts";
import { programme, webinarOf } from "./sample.ts";

const now = casablanca("2026-12-01T10:00");

/** All twelve, one a fortnight. */
const offered: readonly Listed[] = programme.map((session, index) => {
  const date = new Date(Date.UTC(2027, 0, 5 + 14 * index)).toISOString().slice(0, 10);
  const id = `w${session.number}`;
  const webinar = schedule(session, { id, starts: `${date}T18:30`, state: "published" });
  return { webinar, revision: 0, left: null };
});

function firstTwo(seeker: Parameters<typeof fitting>[1], all = offered) {
  return fitting(all, seeker, now)
    .slice(0, 2)
    .map(({ webinar }) => webinar.id);
}

describe("the webinars to propose", () => {
  it("go by the two lowest dimensions, then by the language and the date", () => {
    const coop = { language: "ary", level: 1, type: "coop" } as const;
    expect(firstTwo({ ...coop, dimensions: ["WEB", "COL", "FIN"] })).toEqual(["w1", "w5"]);
    expect(firstTwo({ ...coop, dimensions: ["SEC", "COM", "FIN"] })).toEqual(["w2", "w11"]);
    const association = { language: "fr", level: 3, type: "association" } as const;
    expect(firstTwo({ ...association, dimensions: ["FIN", "WEB"] })).toEqual(["w3", "w8"]);
    expect(firstTwo({ ...association, dimensions: ["CMP", "COL"] })).toEqual(["w12", "w10"]);
  });

  it("leave the session of another kind of organization or level for later", () => {
    const order = fitting(
      offered,
      { language: "fr", level: 1, type: "coop", dimensions: ["COL", "CMP"] },
      now,
    ).map(({ webinar }) => webinar.id);
    expect(order.slice(-5).toSorted()).toEqual(["w10", "w12", "w6", "w7", "w8"]);
  });

  it("are only those one may register for, the full ones last", () => {
    const seeker = { language: "ary-Latn", level: null, type: null, dimensions: [] } as const;
    const full = offered.map((one) => (one.webinar.id === "w1" ? { ...one, left: 0 } : one));
    expect(firstTwo(seeker)).toEqual(["w1", "w2"]);
    expect(firstTwo(seeker, full)).toEqual(["w2", "w4"]);
    const others = [
      { webinar: webinarOf({ id: "w80", state: "draft" }), revision: 0, left: null },
      { webinar: webinarOf({ id: "w81", state: "cancelled" }), revision: 0, left: null },
      { webinar: webinarOf({ id: "w82", starts: "2026-11-30T18:30" }), revision: 0, left: null },
    ];
    expect(fitting(others, seeker, now)).toEqual([]);
  });
});

describe("the catalogue", () => {
  const listed = (id: string, revision: number, starts = "2026-12-03T18:30") =>
    ({ kind: "listed", webinar: webinarOf({ id, starts }), revision, left: null }) as const;

  it("keeps the newest word of each, earliest first, and no more than it can hold", () => {
    let webinars: readonly Listed[] = [];
    const tell = (told: Parameters<typeof advanceCatalogue>[1]) => {
      const next = advanceCatalogue(webinars, told, now);
      ({ webinars } = next);
      return next.posts;
    };
    tell(listed("w2", 3));
    tell(listed("w1", 0, "2026-12-10T18:30"));
    tell(listed("w2", 2, "2026-12-20T18:30"));
    expect(webinars.map(({ webinar }) => webinar.id)).toEqual(["w2", "w1"]);
    for (let number = 100; number < 200; number += 1) tell(listed(`w${number}`, 0));
    expect(webinars).toHaveLength(listedMost);
    tell(listed("w1", 1, "2026-11-10T18:30"));
    const asked = tell({ kind: "replan" });
    // The one that is over has nothing to plan any more.
    expect(asked).toHaveLength(listedMost - 1);
    expect(asked[0]?.body).toEqual({ kind: "replan" });
  });
});

describe("the certificate", () => {
  const sign = (text: string) =>
    Array.from(text)
      .reduce((sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) % 2 ** 48, 7)
      .toString(16);

  it("is for those who were there for 60 %, with the name as they typed it", () => {
    const webinar = webinarOf({ starts: "2027-01-14T18:30" });
    expect(certificateOf(webinar, "أمينة  B.", 35, "fr", sign)).toBeNull();
    expect(certificateOf(webinar, "أمينة  B.", 36, "fr", sign)).toEqual({
      name: "أمينة  B.",
      title: "Photos",
      day: "jeudi 14 janvier 2027",
      minutes: 60,
      code: certificateCode(webinar, "أمينة  B.", sign),
    });
  });

  it("has a code that belongs to one name and one webinar", () => {
    const webinar = webinarOf();
    const code = certificateCode(webinar, "Amina", sign);
    expect(code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{2}$/u);
    expect(certificateCode(webinar, "Amina ", sign)).not.toBe(code);
    expect(certificateCode(webinarOf({ id: "w2" }), "Amina", sign)).not.toBe(code);
  });
});
