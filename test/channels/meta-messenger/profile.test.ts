import { describe, expect, onTestFinished, test } from "vitest";
import { openGraph } from "../../../src/channels/meta/graph.ts";
import { readProfile } from "../../../src/channels/meta/profile.ts";
import { decode } from "../../../src/channels/meta-messenger/decode.ts";
import {
  checkMessengerProfile,
  fieldsOf,
  messengerProfile,
  readMessengerProfile,
} from "../../../src/channels/meta-messenger/profile.ts";
import { commandOf } from "../../../src/core/language/commands.ts";
import { languages } from "../../../src/core/language/languages.ts";
import { makeStand, page, person, settingsFor } from "./stand.ts";

const text = await readProfile();
const profile = readMessengerProfile(text);

describe("the profile of the page", () => {
  test("has no mistakes", () => {
    expect(checkMessengerProfile(text)).toEqual([]);
  });

  test.each([
    ["no file at all", "{"],
    ["a text too long", text.replace("    fr: Bonjour 👋", `    fr: ${"Bonjour ".repeat(21)}`)],
    ["a language left out", text.replace("    ary: السلام 👋", "    tzm: السلام 👋")],
    ["no locale for everybody else", text.replace("    default: fr\n", "")],
    ["a locale that Meta has not", text.replace("    ar_AR: ar\n", "    ar_MA: ar\n")],
    ["the same entry twice", text.replace("        fr: Mon résultat", "        fr: Menu")],
  ])("is refused with %s", (_name, broken) => {
    expect(broken).not.toBe(text);
    expect(checkMessengerProfile(broken).length).toBeGreaterThan(0);
  });

  test("says in its menu only what every language understands as a command", () => {
    const kinds = ["menu", "human", "result", "language", "my-data", "stop"];
    for (const language of languages) {
      const heard = profile.menu.map(({ says }) => commandOf(says[language])?.kind);
      expect([language, ...heard]).toEqual([language, ...kinds]);
    }
  });

  test("is heard as words when it is tapped", () => {
    const { persistent_menu } = fieldsOf(profile) as {
      readonly persistent_menu: readonly {
        readonly locale: string;
        readonly call_to_actions: readonly { readonly title: string; readonly payload: string }[];
      }[];
    };
    const entry = persistent_menu.find(({ locale }) => locale === "ar_AR")?.call_to_actions[1];
    const { inbounds } = decode(
      {
        object: "page",
        entry: [
          {
            id: page.pageId,
            messaging: [
              {
                sender: { id: person },
                recipient: { id: page.pageId },
                timestamp: 1,
                postback: { mid: "m_1", title: entry?.title, payload: entry?.payload },
              },
            ],
          },
        ],
      },
      { now: 2, pageId: page.pageId, appId: null, graphBase: "https://graph.facebook.com" },
    );
    expect(inbounds.map(({ content }) => content)).toEqual([{ kind: "text", text: "إنسان" }]);
  });
});

describe("bringing it to the page", () => {
  async function openStand() {
    const stand = await makeStand();
    onTestFinished(() => stand.fake.close());
    const settings = settingsFor(stand.fake.url);
    const graph = openGraph({ ...settings, clock: () => stand.now });
    const profileAt = messengerProfile({ graph, pageId: page.pageId });
    const review = (what: "check" | "sync", words = text) =>
      profileAt.review(words, what === "sync", AbortSignal.timeout(9_000));
    return { stand, review };
  }
  const all = ["get_started", "greeting", "ice_breakers", "persistent_menu"];

  test("sets what differs, the button first, and then nothing", async () => {
    const { stand, review } = await openStand();
    expect(await review("check")).toEqual({ changed: all, trouble: null });
    expect(Object.keys(stand.fake.messenger.profile)).toEqual([]);
    expect(await review("sync")).toEqual({ changed: all, trouble: null });
    expect(Object.keys(stand.fake.messenger.profile)).toEqual(all);
    expect(await review("check")).toEqual({ changed: [], trouble: null });
    const changed = text.replace("    fr: Bonjour 👋 Je suis", "    fr: Bonjour, je suis");
    expect(await review("sync", changed)).toEqual({ changed: ["greeting"], trouble: null });
  });

  test("says why Meta stopped it, and goes on where it was", async () => {
    const { stand, review } = await openStand();
    stand.fake.misbehave({ kind: "refuse", code: 190, status: 401, on: "profile" });
    expect(await review("sync")).toEqual({ changed: [], trouble: "190" });
    stand.fake.misbehave({ kind: "no-json", on: "profile" });
    expect((await review("check")).trouble).toBe("not-json");
  });
});
