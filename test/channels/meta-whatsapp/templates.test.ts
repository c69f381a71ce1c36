import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Outbound, Sending } from "../../../src/channels/channel.ts";
import type { Shaped } from "../../../src/channels/shape.ts";
import { loadTemplates, type ChannelTemplates } from "../../../src/channels/templates.ts";
import { day, hour, minute, second } from "../../../src/core/instant.ts";
import { languages, type Language } from "../../../src/core/language/languages.ts";
import {
  exampleOf,
  fillTemplate,
  variablesOf,
  type Template,
} from "../../../src/core/templates.ts";
import type { GraphFake } from "../../fakes/graph/server.ts";
import { address, makeStand, phone, type Stand } from "./stand.ts";

const all = await loadTemplates();
const total = all.length * languages.length;
const one = all.filter(({ name }) => name === "plan-check");

type Form = Extract<Shaped, { kind: "template" }>;

describe("templates at Meta", () => {
  let stand: Stand;
  let fake: GraphFake;
  let keeps: boolean;
  let count = 0;
  beforeEach(async () => {
    stand = await makeStand({ windows: true });
    ({ fake } = stand);
    keeps = true;
  });
  afterEach(() => fake.close());

  /** As after a start: nothing in memory but the notes. */
  function start(
    templates: readonly Template[] | Error = one,
  ): Channel & { templates: ChannelTemplates } {
    const channel = stand.channel(fake.url, {
      templates: async () => {
        if (templates instanceof Error) throw templates;
        return templates;
      },
      setNote: async (name, value) => {
        if (!keeps) throw new Error("killed before it was kept");
        stand.notes.set(name, value);
      },
    });
    const { templates: desk } = channel;
    if (desk === undefined) throw new Error("the channel has no templates");
    return { ...channel, templates: desk };
  }
  const signal = (): AbortSignal => AbortSignal.timeout(60_000);
  const sync = (channel = start()) => channel.templates.sync(signal());
  const made = (): number =>
    fake.ledger.filter(({ kind, taken }) => kind === "template" && taken).length;
  const looks = (): number => fake.ledger.filter(({ kind }) => kind === "templates").length;
  async function ready(channel = start()): Promise<typeof channel> {
    await sync(channel);
    fake.whatsapp.moderate("rafiq", "APPROVED");
    await channel.templates.look(signal());
    return channel;
  }
  function form(name: string, language: Language, more: Partial<Form> = {}): Form {
    const template = all.find((each) => each.name === name);
    if (template === undefined) throw new Error(`no template ${name}`);
    const values = Object.fromEntries(
      variablesOf(template.body[language]).map((each) => [
        each,
        exampleOf(template, each, language),
      ]),
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
    return { id: `d${count}`, address, body, uncertain: false };
  }
  const send = (channel: Channel, body: Shaped): Promise<Sending> =>
    channel.send(outbound(body), signal());
  const changed = (): readonly Template[] =>
    one.map((template) => ({
      ...template,
      body: { ...template.body, fr: `Bonjour. ${template.body.fr}` },
    }));

  describe("a sync", () => {
    test("makes each text once, however often it runs, and others approve of it", async () => {
      const { standings, trouble } = await sync(start(all));
      expect(trouble).toBeNull();
      expect(standings).toHaveLength(total);
      expect(standings.every(({ state }) => state === "pending")).toBe(true);
      await sync(start(all));
      stand.notes.clear();
      await sync(start(all));
      expect(made()).toBe(total);
      expect(fake.whatsapp.templates().filter(({ status }) => status === "REJECTED")).toEqual([]);
    });

    test("names, files and limits them as WhatsApp needs it", async () => {
      await sync(start(all));
      const found = fake.whatsapp
        .templates()
        .filter(({ made: { name } }) => name.startsWith("rafiq_webinar_hour_before"));
      expect(
        found.map(({ made: { name, language, category, message_send_ttl_seconds } }) => [
          name,
          language,
          category,
          message_send_ttl_seconds,
        ]),
      ).toEqual([
        ["rafiq_webinar_hour_before", "fr", "UTILITY", 3_000],
        ["rafiq_webinar_hour_before", "ar", "UTILITY", 3_000],
        ["rafiq_webinar_hour_before", "ar_MA", "UTILITY", 3_000],
        ["rafiq_webinar_hour_before_latn", "fr", "UTILITY", 3_000],
        ["rafiq_webinar_hour_before", "en", "UTILITY", 3_000],
      ]);
    });

    test.each(["drop", "cut"] as const)(
      "makes nothing twice when it is killed in the middle (%s)",
      async (kind) => {
        fake.misbehave({ kind, on: "template" });
        keeps = false;
        expect((await sync()).trouble).not.toBeNull();
        keeps = true;
        const { standings, trouble } = await sync();
        expect(trouble).toBeNull();
        expect(standings.map(({ state }) => state)).toEqual(Array(5).fill("pending"));
        expect(made()).toBe(5);
      },
    );

    test("stops when Meta throttles it, and goes on the next time", async () => {
      fake.misbehave({ kind: "throttle", after: "5", code: 80008, on: "template" });
      expect(await sync()).toMatchObject({ trouble: "throttled" });
      await sync();
      expect(made()).toBe(5);
    });

    test("tells what was turned down, and goes on with the others", async () => {
      fake.misbehave({ kind: "refuse", code: 100, subcode: 2388293, on: "template" });
      const { standings, trouble } = await sync();
      expect(trouble).toBeNull();
      expect(standings.map(({ state, because }) => [state, because])).toEqual([
        ["missing", "100/2388293"],
        ...Array.from({ length: 4 }, () => ["pending", null]),
      ]);
    });

    test("gives a changed text a new version, and the old one goes out until that is approved", async () => {
      await ready();
      const later = start(changed());
      const { standings } = await sync(later);
      expect(standings[0]).toMatchObject({ state: "pending", version: 2, covered: true });
      expect(standings[1]).toMatchObject({ state: "approved", version: 1 });
      expect(fake.whatsapp.templates().at(-1)?.made.name).toBe("rafiq_plan_check_v2");
      const values = { action: "Un tableau" };
      await send(later, form("plan-check", "fr", { values }));
      expect(fake.taken().at(-1)?.shown?.text).toMatch(/^Votre plan .*Un tableau/u);
      fake.whatsapp.moderate("rafiq_plan_check_v2", "APPROVED");
      await later.templates.look(signal());
      await send(later, form("plan-check", "fr", { values }));
      expect(fake.taken().at(-1)?.shown?.text).toMatch(/^Bonjour. Votre plan .*Un tableau/u);
    });

    test("takes the next name when one is locked, or taken by somebody else", async () => {
      await ready();
      fake.whatsapp.forget(fake.whatsapp.templates()[0]?.id ?? "");
      stand.notes.clear();
      const { standings } = await sync();
      expect(standings[0]).toMatchObject({ version: 2, state: "pending", because: null });
    });

    test("leaves what was rejected alone until its text changes", async () => {
      await sync();
      fake.whatsapp.moderate("rafiq_plan_check", "REJECTED");
      const { standings } = await sync();
      expect(standings[0]).toMatchObject({ state: "rejected", because: "INVALID_FORMAT" });
      expect(made()).toBe(5);
    });

    test("reads a list of many pages", async () => {
      await sync(start(all));
      const before = looks();
      stand.notes.clear();
      await sync(start(all));
      expect(looks() - before).toBe(Math.ceil(total / 100));
      expect(made()).toBe(total);
    });

    test("notices that the reviewers filed one as advertising", async () => {
      fake.whatsapp.fileUnder("MARKETING");
      await sync();
      fake.whatsapp.moderate("rafiq", "APPROVED");
      const { standings } = await start().templates.look(signal());
      expect(standings.map(({ state, because }) => [state, because])).toEqual(
        Array.from({ length: 5 }, () => ["marketing", "MARKETING"]),
      );
    });
  });

  describe("sending", () => {
    test("gives each text in each language its own values, and nobody an example", async () => {
      const channel = await ready(start(all));
      for (const template of all) {
        for (const language of languages) {
          const names = variablesOf(template.body[language]);
          const values = Object.fromEntries(names.map((name) => [name, `«${name}» ${language}`]));
          const body = form(template.name, language, { values });
          expect(await send(channel, body)).toMatchObject({ kind: "sent" });
          const { shown } = fake.taken().at(-1) ?? {};
          expect(shown?.text).toBe(fillTemplate(template.body[language], values));
          expect(shown?.choices.map(({ id, label }) => [id, label])).toEqual(
            template.buttons.map(({ id, label }) => [`t:${template.name}:${id}`, label[language]]),
          );
        }
      }
    });

    test("lets a tap name the choice of this very message, where it is known", async () => {
      const channel = await ready();
      const buttons = ["done", "not-yet"].map((id, at) => ({
        id: `41:${id}`,
        label: id,
        digit: `${at + 1}`,
      }));
      await send(channel, form("plan-check", "ary", { buttons }));
      const call = fake.taken().at(-1);
      const choice = call?.shown?.choices[1];
      expect(choice?.id).toBe("41:not-yet");
      const tap = { id: choice?.id ?? "", label: choice?.label ?? "", kind: "template" } as const;
      const request = fake.whatsapp.sign({ from: phone, tap, quoted: call?.id ?? "" });
      expect(channel.webhooks[1]?.open(request)).toMatchObject({
        inbounds: [{ content: { kind: "tap", id: "41:not-yet" }, quoted: call?.id }],
      });
    });

    test("cleans what a person typed, and lets nothing be empty", async () => {
      const channel = await ready();
      const values = { action: "\u2068Un\n\ttableau\u2069     {{1}}" };
      await send(channel, form("plan-check", "fr", { values }));
      expect(fake.taken().at(-1)?.shown?.text).toContain("Un tableau ((1))");
      await send(channel, form("plan-check", "fr", { values: { action: "\u200F" } }));
      expect(fake.taken().at(-1)?.shown?.text).toContain("—");
    });

    test("refuses what would come late, and a set of values that is not whole", async () => {
      const channel = await ready(start(all));
      const late = form("webinar-hour-before", "fr", { until: stand.now + 5 * second });
      expect(await send(channel, late)).toEqual({
        kind: "refused",
        code: "template-late",
        because: "content",
      });
      expect(await send(channel, form("plan-check", "fr", { values: {} }))).toMatchObject({
        code: "template-values",
      });
      const action = "long ".repeat(300);
      expect(await send(channel, form("plan-check", "fr", { values: { action } }))).toMatchObject({
        code: "template-values",
      });
    });

    test.each(["PENDING", "REJECTED", "PAUSED", "DISABLED"] as const)(
      "refuses a template that is %s, without asking Meta to send it",
      async (verdict) => {
        const channel = start();
        await sync(channel);
        fake.whatsapp.moderate("rafiq_plan_check", verdict);
        stand.now += 2 * minute;
        expect(await send(channel, form("plan-check", "en"))).toEqual({
          kind: "refused",
          code: `template-${verdict.toLowerCase()}`,
          because: "content",
        });
        expect(fake.ledger.filter(({ kind }) => kind === "message")).toEqual([]);
        expect(channel.templates.warnings()).toEqual([
          expect.stringMatching(new RegExp(`^templates/${verdict.toLowerCase()}: 5 of 5`, "u")),
        ]);
      },
    );

    test.each([
      ["paused", "PAUSED", "132015"],
      ["disabled", "DISABLED", "132016"],
    ] as const)("learns from Meta's answer that one is %s", async (state, verdict, code) => {
      const channel = await ready();
      fake.whatsapp.moderate("rafiq_plan_check", verdict);
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({ code });
      const again = { code: `template-${state}` };
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject(again);
      // Other processes and the next start know it too.
      expect(await send(start(), form("plan-check", "fr"))).toMatchObject(again);
    });

    test("goes out as soon as it is approved, without a restart", async () => {
      const channel = start();
      await sync(channel);
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({
        code: "template-pending",
      });
      fake.whatsapp.moderate("rafiq", "APPROVED");
      stand.now += 2 * minute;
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
    });

    test("needs no look after a restart, and none when the notes are lost but Meta knows", async () => {
      await ready();
      const before = looks();
      expect(await send(start(), form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
      expect(looks()).toBe(before);
      stand.notes.clear();
      expect(await send(start(), form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
    });

    test.each([
      [{ kind: "fail", status: 503 }, { kind: "unsent" }],
      [
        { kind: "throttle", after: "7" },
        { kind: "throttled", after: 7_000 },
      ],
      [
        { kind: "refuse", code: 190, status: 401 },
        { kind: "refused", because: "account" },
      ],
    ] as const)("waits while nobody can say what is approved: %o", async (accident, outcome) => {
      fake.misbehave({ ...accident, on: "templates" });
      expect(await send(start(), form("plan-check", "fr"))).toMatchObject(outcome);
      expect(fake.taken()).toEqual([]);
    });

    test("survives files that cannot be read: what was approved goes out, and it is told", async () => {
      await ready();
      const channel = start(new Error("broken"));
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
      expect(channel.templates.warnings()).toEqual([expect.stringMatching(/^templates\/unseen/u)]);
    });
  });

  describe("what Meta tells by a webhook", () => {
    const about = { message_template_name: "rafiq_plan_check", message_template_language: "fr" };
    async function hear(channel: Channel, field: string, value: object): Promise<void> {
      const opened = channel.webhooks[1]?.open(fake.whatsapp.signField(field, value));
      expect(opened).toMatchObject({ kind: "opened", inbounds: [], reply: { status: 200 } });
      // What is heard is kept after the answer.
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }

    test("stops a template at once: paused, or filed as advertising", async () => {
      const channel = await ready();
      await hear(channel, "template_category_update", { ...about, new_category: "MARKETING" });
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({
        code: "template-marketing",
      });
      expect(await send(channel, form("plan-check", "en"))).toMatchObject({ kind: "sent" });
      expect(stand.told).toEqual([
        [
          "meta-template",
          { name: "rafiq_plan_check", locale: "fr", state: "marketing", because: "MARKETING" },
        ],
      ]);
      expect(channel.templates.warnings()).toEqual([
        expect.stringMatching(/^templates\/marketing: 1 of 5 .*Appeal within 60 days/u),
      ]);
    });

    test("makes us look again when one may go out again", async () => {
      const channel = start();
      await sync(channel);
      fake.whatsapp.moderate("rafiq", "APPROVED");
      await hear(channel, "message_template_status_update", { ...about, event: "APPROVED" });
      expect(await send(channel, form("plan-check", "fr"))).toMatchObject({ kind: "sent" });
    });

    test("of the account is logged, told in warnings for a week, and by other processes too", async () => {
      const channel = await ready();
      await hear(channel, "account_update", { event: "ACCOUNT_RESTRICTION" });
      expect(stand.told.at(-1)).toEqual([
        "meta-account-worse",
        { field: "account_update", says: "ACCOUNT_RESTRICTION" },
      ]);
      const line = [expect.stringMatching(/^meta\/account: WhatsApp says ACCOUNT_RESTRICTION/u)];
      expect(channel.templates.warnings()).toEqual(line);
      const other = start();
      other.templates.warnings();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      expect(other.templates.warnings()).toEqual(line);
      stand.now += 8 * day;
      await channel.templates.look(signal());
      expect(channel.templates.warnings()).toEqual([]);
    });

    test("that all is well again ends the warning", async () => {
      const channel = await ready();
      await hear(channel, "phone_number_quality_update", { event: "FLAGGED" });
      expect(channel.templates.warnings()).toHaveLength(1);
      stand.now += hour / 2;
      await hear(channel, "phone_number_quality_update", { event: "UNFLAGGED" });
      expect(channel.templates.warnings()).toEqual([]);
    });
  });

  test("the notes hold no value and no address of anybody", async () => {
    const channel = await ready();
    await send(channel, form("plan-check", "fr", { values: { action: "Coopérative Secrète" } }));
    const kept = [...stand.notes.values()].join(" ");
    expect(kept).not.toContain("Secrète");
    expect(kept).not.toContain(phone);
  });
});
