import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Outbound } from "../../../src/channels/channel.ts";
import { metaMessenger } from "../../../src/channels/meta-messenger/channel.ts";
import type { Shaped } from "../../../src/channels/shape.ts";
import { day, hour, minute } from "../../../src/core/instant.ts";
import { readTemplates, type Template } from "../../../src/core/templates.ts";
import { makeStand, person, settingsFor, type Stand } from "./stand.ts";

function fileOf(body: string): readonly Template[] {
  const text = `
moment: The evening before.
category: UTILITY
expires: 720
body:
  fr: ${JSON.stringify(body)}
  ar: "ندوة «{title}» التي سجلتم فيها غداً على الساعة {hour}. إلى الغد."
  ary: "الندوة «{title}» اللي تسجلتو فيها غدا مع {hour}. حتى لغدا."
  ary-Latn: "lwebinaire « {title} » li tsejjeltou fih ghedda m3a {hour}. 7ta l ghedda."
  en: "The webinar {title} you registered for is tomorrow at {hour}. See you there."
buttons:
  - id: coming
    label: { fr: Je viens, ar: سأحضر, ary: غادي نجي, ary-Latn: ghadi nji, en: I will come }
examples: { title: Les mots de passe, hour: "18:00" }
`;
  return readTemplates([{ path: "infra/templates/day-before.yaml", text }]);
}

const first = "Le webinaire « {title} » auquel vous êtes inscrits est demain à {hour}. À demain.";

describe("the templates of a page", () => {
  let stand: Stand;
  let file = fileOf(first);
  let channel: Channel;
  const open = (): Channel =>
    metaMessenger(settingsFor(stand.fake.url), {
      clock: () => stand.now,
      note: async (name) => stand.notes.get(name) ?? null,
      setNote: async (name, value) => {
        stand.notes.set(name, value);
      },
      templates: async () => file,
    });
  beforeEach(async () => {
    stand = await makeStand();
    file = fileOf(first);
    channel = open();
  });
  afterEach(() => stand.fake.close());

  const body = (more: Partial<Extract<Shaped, { kind: "template" }>> = {}): Shaped => ({
    kind: "template",
    name: "day-before",
    language: "fr",
    values: { title: "Les mots\nde passe {1}", hour: "18:00" },
    until: null,
    text: "Demain",
    buttons: [],
    rtl: false,
    ...more,
  });
  const send = (shaped: Shaped, through = channel) => {
    const address = { channel: "meta-messenger", id: person };
    const outbound: Outbound = { id: "c17-9f.1.0", address, body: shaped, uncertain: false };
    return through.send(outbound, AbortSignal.timeout(9_000));
  };
  const sync = async (through = channel) => {
    const review = await through.templates?.sync(AbortSignal.timeout(30_000));
    if (review === undefined) throw new Error("there are no templates");
    return review;
  };
  const states = (standings: Awaited<ReturnType<typeof sync>>["standings"]) =>
    standings.map(({ state, version }) => `${state} ${version}`);

  test("are made once in each language, and looked at from then on", async () => {
    const review = await sync();
    expect(review.trouble).toBeNull();
    expect(states(review.standings)).toEqual(Array.from({ length: 5 }, () => "pending 1"));
    expect(stand.fake.messenger.templates.all().map(({ made }) => made.name)).toEqual([
      ...Array.from({ length: 3 }, () => "rafiq_day_before"),
      "rafiq_day_before_latn",
      "rafiq_day_before",
    ]);
    await sync();
    await sync(open());
    expect(stand.fake.messenger.templates.all()).toHaveLength(5);
  });

  test("reach somebody whose window is shut, once they are approved", async () => {
    await sync();
    expect(await send(body())).toMatchObject({ kind: "refused", code: "template-pending" });
    stand.fake.messenger.templates.moderate("rafiq_", "APPROVED");
    stand.now += 2 * minute;
    expect(await send(body())).toMatchObject({ kind: "sent" });
    const call = stand.fake.taken().at(-1);
    expect(call?.body).toMatchObject({
      messaging_type: "UTILITY",
      message: { metadata: "rafiq:c17-9f.1.0" },
    });
    expect(call?.shown).toMatchObject({
      text: "Le webinaire « Les mots de passe (1) » auquel vous êtes inscrits est demain à 18:00. À demain.",
      choices: [{ label: "Je viens" }],
    });
    expect(await send(body({ language: "ary" }))).toMatchObject({ kind: "sent" });
    expect(stand.fake.taken().at(-1)?.shown?.text).toContain("اللي تسجلتو");
  });

  test("are not sent late, nor with a value missing", async () => {
    await sync();
    stand.fake.messenger.templates.moderate("rafiq_", "APPROVED");
    stand.now += 2 * minute;
    expect(await send(body({ until: stand.now + 5_000 }))).toMatchObject({ code: "template-late" });
    expect(await send(body({ values: { title: "x" } }))).toMatchObject({
      kind: "refused",
      code: "template-values",
    });
  });

  test("in a new wording are a new version, and the old one goes out meanwhile", async () => {
    await sync();
    stand.fake.messenger.templates.moderate("rafiq_", "APPROVED");
    file = fileOf(`${first} Bien à vous.`);
    const changed = open();
    stand.now += 2 * minute;
    const { standings } = await sync(changed);
    expect(standings.find(({ language }) => language === "fr")).toMatchObject({
      version: 2,
      state: "pending",
      covered: true,
    });
    expect(await send(body(), changed)).toMatchObject({ kind: "sent" });
    expect(stand.fake.taken().at(-1)?.shown?.text).toMatch(/À demain\.$/u);
    stand.fake.messenger.templates.moderate("rafiq_", "APPROVED");
    stand.now += 2 * hour;
    await changed.templates?.look(AbortSignal.timeout(9_000));
    await send(body(), changed);
    expect(stand.fake.taken().at(-1)?.shown?.text).toMatch(/Bien à vous\.$/u);
  });

  test("filed as advertising or rejected are told of, and not sent", async () => {
    await sync();
    stand.fake.messenger.templates.moderate("rafiq_day_before_latn", "REJECTED");
    await channel.templates?.look(AbortSignal.timeout(9_000));
    expect(channel.templates?.warnings().join("\n")).toContain("templates/rejected");
    stand.fake.messenger.templates.moderate("rafiq_", "APPROVED", "MARKETING");
    stand.now += day;
    expect(await send(body())).toMatchObject({ kind: "refused", code: "template-marketing" });
  });

  test("wait when Meta does not answer, and say why a sync stopped", async () => {
    stand.fake.misbehave({ kind: "fail", status: 503, on: "templates", times: 2 });
    expect(await send(body())).toMatchObject({ kind: "unsent" });
    expect((await sync()).trouble).toBe("http-503");
    stand.fake.misbehave({ kind: "refuse", code: 190, status: 401, on: "template" });
    expect((await sync()).trouble).toBe("190");
    expect((await sync()).trouble).toBeNull();
  });
});
