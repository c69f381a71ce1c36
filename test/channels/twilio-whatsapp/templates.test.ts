import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Channel, Outbound, Sending } from "../../../src/channels/channel.ts";
import type { Shaped } from "../../../src/channels/shape.ts";
import { loadTemplates, type ChannelTemplates } from "../../../src/channels/templates.ts";
import { twilioWhatsapp } from "../../../src/channels/twilio-whatsapp/channel.ts";
import { day, hour, minute, second } from "../../../src/core/instant.ts";
import { languages, type Language } from "../../../src/core/language/languages.ts";
import {
  exampleOf,
  fillTemplate,
  variablesOf,
  type Template,
} from "../../../src/core/templates.ts";
import { startTwilioFake, type TwilioFake } from "../../fakes/twilio/fake.ts";

const account = {
  accountSid: `AC${"0123456789abcdef".repeat(2)}`,
  authToken: "f00dfacef00dfacef00dfacef00dface",
  from: "+212500000000",
  publicUrl: "https://rafiq.example",
};
const phone = "+212600000001";
const total = 19 * languages.length;
const all = await loadTemplates();

type Form = Extract<Shaped, { kind: "template" }>;

describe("templates at Twilio", () => {
  let fake: TwilioFake;
  let now: number;
  let notes: Map<string, string>;
  let keeps: boolean;
  let count = 0;
  beforeEach(async () => {
    now = Date.UTC(2026, 11, 1, 9);
    notes = new Map();
    keeps = true;
    fake = await startTwilioFake({ ...account, clock: () => now, windows: true });
  });
  afterEach(() => fake.close());

  /** As after a start: nothing in memory but the notes. */
  function start(templates: readonly Template[] = all): Channel & { templates: ChannelTemplates } {
    const channel = twilioWhatsapp(
      { ...account, oldAuthToken: null, apiBase: fake.url },
      {
        clock: () => now,
        note: async (name) => notes.get(name) ?? null,
        setNote: async (name, value) => {
          if (!keeps) throw new Error("killed before it was kept");
          notes.set(name, value);
        },
        templates: async () => templates,
      },
    );
    const { templates: desk } = channel;
    if (desk === undefined) throw new Error("the channel has no templates");
    return { ...channel, templates: desk };
  }
  const signal = (): AbortSignal => AbortSignal.timeout(60_000);
  const sync = (channel = start()) => channel.templates.sync(signal());
  const calls = (kind: string): number =>
    fake.ledger.filter((call) => call.kind === kind && call.taken).length;
  async function ready(channel = start()): Promise<typeof channel> {
    await sync(channel);
    fake.moderate("rafiq", "approved");
    await channel.templates.look(signal());
    return channel;
  }
  function form(name: string, language: Language, more: Partial<Form> = {}): Form {
    const template = all.find((one) => one.name === name);
    if (template === undefined) throw new Error(`no template ${name}`);
    const values = Object.fromEntries(
      variablesOf(template.body[language]).map((one) => [one, exampleOf(template, one, language)]),
    );
    const rtl = language === "ar" || language === "ary";
    const text = "what it would be freely";
    return {
      kind: "template",
      name,
      language,
      values,
      until: null,
      text,
      buttons: [],
      rtl,
      ...more,
    };
  }
  function outbound(body: Shaped): Outbound {
    count += 1;
    const address = { channel: "twilio-whatsapp", id: phone };
    return { id: `d${count}`, address, body, uncertain: false };
  }
  const send = (channel: Channel, body: Shaped): Promise<Sending> =>
    channel.send(outbound(body), signal());
  const one = all.filter(({ name }) => name === "plan-check");
  const changed = (): readonly Template[] =>
    one.map((template) => ({
      ...template,
      body: { ...template.body, fr: `Bonjour. ${template.body.fr}` },
    }));

  describe("a sync", () => {
    test("creates and submits each text once, however often it runs", async () => {
      const { standings, trouble } = await sync();
      expect(trouble).toBeNull();
      expect(standings).toHaveLength(total);
      expect(standings.every(({ state }) => state === "pending")).toBe(true);
      await sync();
      notes.clear();
      await sync();
      expect([calls("content"), calls("approval")]).toEqual([total, total]);
    });

    test("is approved of by rules that are not ours", async () => {
      await sync();
      const turned = fake.contents().filter(({ approval }) => approval?.status === "rejected");
      expect(turned.map(({ approval }) => [approval?.name, approval?.rejection_reason])).toEqual(
        [],
      );
    });

    test("names, files and limits them as WhatsApp needs it", async () => {
      await sync();
      const found = fake
        .contents()
        .filter(({ approval }) => approval?.name.startsWith("rafiq_webinar_hour_before"));
      expect(
        found.map(({ content, approval }) => [
          approval?.name,
          content.language,
          approval?.category,
          approval?.send_ttl_seconds,
        ]),
      ).toEqual([
        ["rafiq_webinar_hour_before", "fr", "UTILITY", 3_000],
        ["rafiq_webinar_hour_before", "ar", "UTILITY", 3_000],
        ["rafiq_webinar_hour_before", "ar_MA", "UTILITY", 3_000],
        ["rafiq_webinar_hour_before_latn", "fr", "UTILITY", 3_000],
        ["rafiq_webinar_hour_before", "en", "UTILITY", 3_000],
      ]);
    });

    test.each([
      ["killed between creation and note", "content", { kind: "drop" }],
      ["cut while the answer comes", "content", { kind: "cut" }],
      ["killed while approval is asked for", "approval", { kind: "drop" }],
    ] as const)("creates nothing twice when it is %s", async (_, on, accident) => {
      fake.misbehave({ ...accident, on });
      keeps = false;
      expect((await sync(start(one))).trouble).not.toBeNull();
      keeps = true;
      const { standings, trouble } = await sync(start(one));
      expect(trouble).toBeNull();
      expect(standings.map(({ state }) => state)).toEqual(Array(5).fill("pending"));
      expect([calls("content"), calls("approval")]).toEqual([5, 5]);
    });

    test("stops when Twilio throttles it, and goes on the next time", async () => {
      fake.misbehave({ kind: "throttle", after: "5", on: "approval" });
      expect(await sync(start(one))).toMatchObject({ trouble: "throttled" });
      await sync(start(one));
      expect([calls("content"), calls("approval")]).toEqual([5, 5]);
    });

    test("tells what was turned down, and goes on with the others", async () => {
      fake.misbehave({ kind: "refuse", code: 92007, on: "approval" });
      const { standings, trouble } = await sync(start(one));
      expect(trouble).toBeNull();
      expect(standings.map(({ state, because }) => [state, because])).toEqual([
        ["unsubmitted", "92007"],
        ...Array.from({ length: 4 }, () => ["pending", null]),
      ]);
    });

    test("gives a changed text a new version, and the old one goes out until that is approved", async () => {
      await ready(start(one));
      const later = start(changed());
      const { standings } = await sync(later);
      expect(standings[0]).toMatchObject({ state: "pending", version: 2, covered: true });
      expect(standings[1]).toMatchObject({ state: "approved", version: 1 });
      expect(fake.contents().at(-1)?.approval?.name).toBe("rafiq_plan_check_v2");
      const action = "Un tableau";
      await send(later, form("plan-check", "fr", { values: { action } }));
      expect(fake.taken().at(-1)?.body).toMatch(/^Votre plan .*Un tableau/u);
      fake.moderate("rafiq_plan_check_v2", "approved");
      await later.templates.look(signal());
      await send(later, form("plan-check", "fr", { values: { action } }));
      expect(fake.taken().at(-1)?.body).toMatch(/^Bonjour. Votre plan .*Un tableau/u);
    });

    test("never uses the name of a deleted one again", async () => {
      await ready(start(one));
      const deleted = fake.contents()[0]?.sid ?? "";
      fake.forget(deleted);
      const { standings } = await sync(start(one));
      expect(standings[0]).toMatchObject({ version: 2, state: "pending", because: null });
    });

    test("leaves what was rejected alone until its text changes", async () => {
      await sync(start(one));
      fake.moderate("rafiq_plan_check", "rejected");
      const { standings } = await sync(start(one));
      expect(standings[0]).toMatchObject({ state: "rejected", because: "INVALID_FORMAT" });
      expect([calls("content"), calls("approval")]).toEqual([5, 5]);
    });

    test("finds its own among hundreds of other resources", async () => {
      const channel = start(one);
      await sync(channel);
      const labels = Array.from({ length: 520 }, (_, at) => `N${at}`);
      for (const label of labels) {
        await fetch(`${fake.url}/v1/Content`, {
          method: "POST",
          headers: {
            authorization: `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}`,
          },
          body: JSON.stringify({
            friendly_name: `rafiq-${label}`,
            language: "fr",
            types: { "twilio/text": { body: label } },
          }),
        });
      }
      await ready(start(changed()));
      expect(calls("content")).toBe(5 + labels.length + 1);
    });
  });

  describe("sending", () => {
    test("gives each text in each language its own values, and nobody an example", async () => {
      const channel = await ready();
      const contents = new Map(fake.contents().map((kept) => [kept.sid, kept.content]));
      for (const template of all) {
        for (const language of languages) {
          const names = variablesOf(template.body[language]);
          const values = Object.fromEntries(names.map((name) => [name, `«${name}» ${language}`]));
          const body = form(template.name, language, { values });
          expect(await send(channel, body)).toMatchObject({ kind: "sent" });
          const call = fake.taken().at(-1);
          expect(JSON.parse(call?.contentVariables ?? "")).toEqual(
            Object.fromEntries(names.map((name, at) => [String(at + 1), `«${name}» ${language}`])),
          );
          expect(call?.body).toBe(fillTemplate(template.body[language], values));
          for (const name of names) {
            expect(call?.body).not.toContain(exampleOf(template, name, language));
          }
          expect(call?.shown?.choices.map(({ id, label }) => [id, label])).toEqual(
            template.buttons.map(({ id, label }) => [`t:${template.name}:${id}`, label[language]]),
          );
          const limit = template.expires === null ? null : template.expires * 60;
          expect(call?.validityPeriod).toBe(limit && String(Math.min(limit, 36_000)));
          expect(contents.get(call?.contentSid ?? "")?.language).toBeDefined();
        }
      }
    });

    test("cleans what a person typed, and lets nothing be empty", async () => {
      const channel = await ready(start(one));
      const values = { action: "\u2068Un\n\ttableau\u2069     {{1}}" };
      await send(channel, form("plan-check", "fr", { values }));
      expect(fake.taken().at(-1)?.contentVariables).toBe('{"1":"Un tableau ((1))"}');
      await send(channel, form("plan-check", "fr", { values: { action: "\u200F" } }));
      expect(fake.taken().at(-1)?.contentVariables).toBe('{"1":"—"}');
    });

    test("comes back as a tap that names the template, the choice and the message", async () => {
      const channel = await ready(start(one));
      await send(channel, form("plan-check", "ary"));
      const call = fake.taken().at(-1);
      const choice = call?.shown?.choices[1];
      const request = fake.sign({
        from: phone,
        buttonPayload: choice?.id ?? "",
        buttonText: choice?.label ?? "",
        quoted: call?.sid ?? "",
      });
      expect(channel.webhooks[0]?.open(request)).toMatchObject({
        inbounds: [{ content: { kind: "tap", id: "t:plan-check:not-yet" }, quoted: call?.sid }],
      });
    });

    test("ends in time: the message is thrown away rather than sent late", async () => {
      const channel = await ready();
      const body = form("webinar-hour-before", "fr");
      await send(channel, { ...body, until: now + 20 * minute });
      expect(fake.taken().at(-1)?.validityPeriod).toBe("1200");
      expect(await send(channel, { ...body, until: now + 5 * second })).toEqual({
        kind: "refused",
        code: "template-late",
        because: "content",
      });
    });

    test("refuses a set of values that is not whole", async () => {
      const channel = await ready(start(one));
      expect(await send(channel, form("plan-check", "fr", { values: {} }))).toMatchObject({
        code: "template-values",
        because: "content",
      });
      const action = "long ".repeat(300);
      expect(await send(channel, form("plan-check", "fr", { values: { action } }))).toMatchObject({
        code: "template-values",
      });
    });

    test.each(["pending", "rejected", "paused", "disabled"] as const)(
      "refuses a template that is %s, without asking Twilio to send it",
      async (verdict) => {
        const channel = start(one);
        await sync(channel);
        fake.moderate("rafiq_plan_check", verdict);
        now += 2 * minute;
        const before = fake.ledger.filter(({ kind }) => kind === "message").length;
        expect(await send(channel, form("plan-check", "en"))).toEqual({
          kind: "refused",
          code: `template-${verdict}`,
          because: "content",
        });
        expect(fake.ledger.filter(({ kind }) => kind === "message")).toHaveLength(before);
        expect(channel.templates.warnings()).toEqual([
          expect.stringMatching(new RegExp(`^templates/${verdict}: 5 of 5`, "u")),
        ]);
      },
    );

    test("refuses one that Twilio does not know, and one that is filed as advertising", async () => {
      const channel = await ready(start(one));
      expect(await send(channel, form("rediagnosis", "fr"))).toMatchObject({
        code: "template-missing",
      });
      fake.moderate("rafiq", "approved", "MARKETING");
      await channel.templates.look(signal());
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({
        code: "template-marketing",
        because: "content",
      });
    });

    test.each([
      ["rejected", "63040"],
      ["paused", "63041"],
      ["disabled", "63042"],
    ] as const)("learns from Twilio's answer that one is %s", async (verdict, code) => {
      const channel = await ready(start(one));
      fake.moderate("rafiq_plan_check", verdict);
      expect(await send(channel, form("plan-check", "fr"))).toEqual({
        kind: "refused",
        code,
        because: "content",
      });
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({
        code: `template-${verdict}`,
      });
      // Other processes and the next start know it too.
      expect(await send(start(one), form("plan-check", "fr"))).toMatchObject({
        code: `template-${verdict}`,
      });
    });

    test("goes out as soon as it is approved, without a restart", async () => {
      const channel = start(one);
      await sync(channel);
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({
        code: "template-pending",
      });
      fake.moderate("rafiq", "approved");
      now += 2 * minute;
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
    });

    test("needs no look after a restart, and none when the notes are lost but Twilio knows", async () => {
      await ready(start(one));
      const looks =
        calls("contents") + fake.ledger.filter(({ kind }) => kind === "contents").length;
      expect(await send(start(one), form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
      expect(fake.ledger.filter(({ kind }) => kind === "contents")).toHaveLength(looks);
      notes.clear();
      expect(await send(start(one), form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
    });

    test.each([
      [{ kind: "fail", status: 503 }, { kind: "unsent" }],
      [
        { kind: "throttle", after: "7" },
        { kind: "throttled", after: 7_000 },
      ],
      [
        { kind: "refuse", code: 20003, status: 401 },
        { kind: "refused", because: "account" },
      ],
    ] as const)("waits while nobody can say what is approved: %o", async (accident, outcome) => {
      fake.misbehave({ ...accident, on: "contents" });
      expect(await send(start(one), form("plan-check", "fr"))).toMatchObject(outcome);
      expect(calls("message")).toBe(0);
    });

    test("reaches somebody whom free words do not reach any more", async () => {
      const channel = await ready(start(one));
      const text: Shaped = { kind: "text", text: "Bonjour", rtl: false };
      expect(await send(channel, text)).toMatchObject({ code: "63016", because: "window" });
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
      await fake.inbound({ from: phone, body: "salam" });
      now += 23 * hour + 59 * minute;
      expect(await send(channel, text)).toMatchObject({ kind: "sent" });
      now += 2 * minute;
      expect(await send(channel, text)).toMatchObject({ code: "63016" });
    });

    test("is found again at Twilio when its fate was unknown", async () => {
      const channel = await ready(start(one));
      const out = outbound(form("plan-check", "fr"));
      now += minute;
      const since = now;
      fake.misbehave({ kind: "cut" });
      expect(await channel.send(out, signal())).toMatchObject({ kind: "uncertain" });
      expect(await channel.evidence(out, since)).toEqual({
        providerId: fake.taken().at(-1)?.sid,
      });
    });

    test("survives files that cannot be read: what was approved goes out, and it is told", async () => {
      await ready(start(one));
      const channel = twilioWhatsapp(
        { ...account, oldAuthToken: null, apiBase: fake.url },
        {
          clock: () => now,
          note: async (name) => notes.get(name) ?? null,
          setNote: async () => undefined,
          templates: () => Promise.reject(new Error("broken")),
        },
      );
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
      expect(channel.templates?.warnings()).toEqual([expect.stringMatching(/^templates\/unseen/u)]);
    });
  });

  test("a kept look is old after an hour, and the warnings ask anew in the background", async () => {
    const channel = start(one);
    expect(channel.templates.warnings()).toEqual([]);
    await channel.templates.look(signal());
    expect(channel.templates.warnings()).toEqual([
      expect.stringMatching(/^templates\/missing: 5 of 5 .* sync`\.$/u),
    ]);
    await sync(start(one));
    fake.moderate("rafiq", "approved");
    now += day;
    const asked = fake.next();
    channel.templates.warnings();
    expect(await asked).toMatchObject({ kind: "contents" });
    await channel.templates.look(signal());
    expect(channel.templates.warnings()).toEqual([]);
  });

  test("the notes hold no value and no address of anybody", async () => {
    const channel = await ready(start(one));
    await send(channel, form("plan-check", "fr", { values: { action: "Coopérative Secrète" } }));
    const kept = z.string().parse([...notes.values()].join(" "));
    expect(kept).not.toContain("Secrète");
    expect(kept).not.toContain(phone);
  });
});
