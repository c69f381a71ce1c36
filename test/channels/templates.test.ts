import { describe, expect, test } from "vitest";
import type { Capabilities } from "../../src/channels/channel.ts";
import {
  chooseForm,
  providerName,
  readProviderName,
  templateWarnings,
  warnOf,
  type ChannelTemplates,
  type Standing,
} from "../../src/channels/templates.ts";
import { hour, minute, second } from "../../src/core/instant.ts";
import { languages } from "../../src/core/language/languages.ts";
import type { Message } from "../../src/core/message.ts";

const capabilities: Capabilities = {
  text: 1_600,
  body: 1_024,
  buttons: { most: 3, title: 20 },
  list: null,
  window: 24 * 60,
};
const templates: ChannelTemplates = {
  warnings: () => ["templates/pending: …"],
  look: async () => ({ standings: [], trouble: null }),
  sync: async () => ({ standings: [], trouble: null }),
};
const message: Message = {
  language: "ar",
  text: "هل ستكونون معنا؟",
  choices: [{ id: "4:comes", label: "سأحضر", short: null, about: null, digit: "1" }],
  open: "",
  keys: ["webinars.day-before"],
  template: { name: "webinar-day-before", values: { title: "ندوة" }, until: 7 },
};
const { template: _, ...bare } = message;
const lastHeard = Date.UTC(2026, 11, 1, 9);

describe("a message that we start", () => {
  const channel = { capabilities, templates };
  const formAfter = (elapsed: number, said = message, on: typeof channel | object = channel) =>
    chooseForm(said, { capabilities, ...on }, lastHeard, lastHeard + elapsed);
  const free = [
    {
      kind: "buttons",
      text: message.text,
      buttons: [{ id: "4:comes", label: "سأحضر", digit: "1" }],
      rtl: true,
    },
  ];

  test("goes freely until five minutes before the window shuts, then as its template", () => {
    const almost = 23 * hour + 54 * minute + 59 * second;
    expect(formAfter(almost)).toEqual(free);
    expect(formAfter(almost + 2 * second)).toEqual([
      {
        kind: "template",
        name: "webinar-day-before",
        language: "ar",
        values: { title: "ندوة" },
        until: 7,
        text: message.text,
        buttons: [{ id: "4:comes", label: "سأحضر", digit: "1" }],
        rtl: true,
      },
    ]);
    expect(formAfter(24 * hour + second)).toMatchObject([{ kind: "template" }]);
  });

  test("goes as its template to somebody who never wrote", () => {
    expect(chooseForm(message, channel, 0, lastHeard)).toMatchObject([{ kind: "template" }]);
  });

  test("does not go once the window is shut, when it has no template or the channel none", () => {
    expect(formAfter(25 * hour, bare)).toBe("shut");
    expect(chooseForm(message, { capabilities }, lastHeard, lastHeard + 25 * hour)).toBe("shut");
    expect(formAfter(23 * hour, bare)).toEqual(free);
  });

  test("always goes freely where there is no window", () => {
    const open = { capabilities: { ...capabilities, window: null } };
    expect(chooseForm(message, open, 0, lastHeard)).toEqual(free);
  });
});

describe("the name of a template at a provider", () => {
  test.each([
    ["fr", 1, "rafiq_webinar_day_before", "fr"],
    ["ary", 1, "rafiq_webinar_day_before", "ar_MA"],
    ["ary-Latn", 2, "rafiq_webinar_day_before_latn_v2", "fr"],
    ["en", 12, "rafiq_webinar_day_before_v12", "en"],
  ] as const)("in %s, version %d, is %s under %s", (language, version, full, locale) => {
    expect(providerName("webinar-day-before", language, version)).toBe(full);
    expect(readProviderName(full, locale)).toEqual({
      name: "webinar-day-before",
      language,
      version,
    });
  });

  test("tells every template and language apart", () => {
    for (const language of languages) {
      const full = providerName("follow-up-14", language, 3);
      expect(full).toMatch(/^[a-z0-9_]+$/u);
    }
    expect(readProviderName("rafiq_webinar_moved_latn", "ar")).toBeNull();
    expect(readProviderName("rafiq_webinar_moved", "de")).toBeNull();
    expect(readProviderName("another_one", "fr")).toBeNull();
  });
});

describe("the warnings", () => {
  const standing = (language: Standing["language"], state: Standing["state"]): Standing => ({
    name: "plan-check",
    language,
    version: 1,
    state,
    covered: state === "approved",
    because: null,
  });

  test("name what cannot be sent, by state", () => {
    const lines = warnOf("twilio-whatsapp", [
      standing("fr", "approved"),
      standing("ar", "pending"),
      standing("ary", "rejected"),
      { ...standing("en", "pending"), covered: true },
    ]);
    expect(lines).toEqual([
      expect.stringMatching(/^templates\/pending: 1 of 4 on twilio-whatsapp \(plan-check ar\)/u),
      expect.stringMatching(/^templates\/rejected: 1 of 4 on twilio-whatsapp \(plan-check ary\)/u),
    ]);
  });

  test("are those of every channel that has templates", () => {
    expect(templateWarnings([{}, { templates }, {}])).toEqual(["templates/pending: …"]);
  });
});
