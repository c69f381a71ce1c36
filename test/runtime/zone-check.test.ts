import { describe, expect, it } from "vitest";
import { checkRuntime, describeRuntime, type Runtime } from "../../src/runtime/zone-check.ts";

function runtime(node: string, clock: string): Runtime {
  return { node, readClock: () => clock };
}

function refusal(given: Runtime): unknown {
  try {
    checkRuntime(given);
    return null;
  } catch (error) {
    return error;
  }
}

describe("the check of the runtime", () => {
  it("lets the runtime of this project start", () => {
    expect(refusal(describeRuntime())).toBeNull();
    expect(refusal(runtime("26.0.0", "09:00"))).toBeNull();
    expect(refusal(runtime("27.1.0", "09:00"))).toBeNull();
  });

  it("refuses an older Node without asking it for the time", () => {
    const old = {
      node: "20.20.2",
      readClock: () => {
        throw new ReferenceError("Temporal is not defined");
      },
    };
    expect(refusal(old)).toMatchObject({
      code: "runtime/zone-data",
      message: expect.stringMatching(/Node 20\.20\.2.*needs Node 26.*npm ci/u),
    });
    expect(refusal(runtime("", "09:00"))).toMatchObject({ code: "runtime/zone-data" });
  });

  it("refuses zone data that is one hour wrong for Morocco", () => {
    expect(refusal(runtime("26.0.0", "10:00"))).toMatchObject({
      code: "runtime/zone-data",
      message: expect.stringMatching(/reads 10:00 instead of 09:00.*older than 2026c/u),
    });
  });
});

describe("Moroccan legal time in this runtime", () => {
  it.each([
    ["2026-02-20T18:00", "2026-02-20T18:00:00Z"],
    ["2026-06-15T18:00", "2026-06-15T17:00:00Z"],
    ["2026-09-19T18:00", "2026-09-19T17:00:00Z"],
    ["2026-09-20T18:00", "2026-09-20T18:00:00Z"],
    ["2026-12-01T18:00", "2026-12-01T18:00:00Z"],
    ["2027-02-20T18:00", "2027-02-20T18:00:00Z"],
    ["2027-07-01T18:00", "2027-07-01T18:00:00Z"],
  ])("%s in Casablanca is %s", (local, instant) => {
    const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime("Africa/Casablanca");
    expect(zoned.toInstant().toString()).toBe(instant);
    expect(describeRuntime().readClock(instant, "Africa/Casablanca")).toBe("18:00");
    const asked = new Intl.DateTimeFormat("en-GB", {
      timeZone: "Africa/Casablanca",
      timeStyle: "short",
    });
    expect(asked.format(zoned.epochMilliseconds)).toBe("18:00");
  });

  it.each([
    ["winter", "2026-12-01T09:00Z", "10:00"],
    ["summer", "2027-07-01T09:00Z", "11:00"],
  ])("is behind Paris in %s", (_, instant, paris) => {
    expect(describeRuntime().readClock(instant, "Africa/Casablanca")).toBe("09:00");
    expect(describeRuntime().readClock(instant, "Europe/Paris")).toBe(paris);
  });
});
