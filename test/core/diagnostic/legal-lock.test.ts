import { describe, expect, test } from "vitest";
import { organizationTypes } from "../../../src/core/diagnostic/answers.ts";
import { legalLock, type Evidence } from "../../../src/core/diagnostic/legal-lock.ts";

const authorization: Evidence = {
  kind: "authorization",
  number: "12/2026",
  from: "2026-12-01",
  until: "2026-12-31",
};
const platform: Evidence = { kind: "platform", name: "P", checkedOn: "2026-11-20" };
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

describe("the legal lock", () => {
  test.each(organizationTypes)("is closed without evidence for the type %s", (type) => {
    expect(legalLock([], type, at("2026-12-10T10:00Z"))).toEqual({ kind: "closed" });
  });

  test.each([
    ["2026-11-30T23:59Z", "closed"],
    ["2026-12-01T00:00Z", "open"],
    ["2026-12-31T23:59Z", "open"],
    ["2027-01-01T00:00Z", "closed"],
  ])("opens for an authorized association only between its dates: %s is %s", (instant, kind) => {
    expect(legalLock([authorization], "association", at(instant)).kind).toBe(kind);
  });

  test.each(["coop", "fondation", "AE", "mutuelle"] as const)(
    "stays closed for the type %s, whatever authorization it shows",
    (type) => {
      expect(legalLock([authorization], type, at("2026-12-10T10:00Z")).kind).toBe("closed");
    },
  );

  test.each([
    ["association", "donation"],
    ["fondation", "donation"],
    ["coop", "loan-or-investment"],
    ["AE", "loan-or-investment"],
    ["mutuelle", "loan-or-investment"],
  ] as const)("a checked platform opens it for the type %s, for %s", (type, offers) => {
    expect(legalLock([platform], type, at("2026-12-10T10:00Z"))).toEqual({
      kind: "open",
      by: "platform",
      offers,
    });
  });

  test("does not open before the day of the check", () => {
    expect(legalLock([platform], "association", at("2026-11-19T12:00Z")).kind).toBe("closed");
  });
});
