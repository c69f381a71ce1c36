import { expect, onTestFinished, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { profilesOf, reviewProfiles, type ProfileOf } from "../../src/cli/meta.ts";
import { readProfile } from "../../src/channels/meta/profile.ts";
import { makeStand, settingsFor } from "../channels/meta-whatsapp/stand.ts";

const file = await readProfile();
const shape = z.looseObject({ whatsapp: z.looseObject({ commands: z.array(z.looseObject({})) }) });

/** The file with another part `whatsapp`. */
function changed(how: object): string {
  const { whatsapp, ...rest } = shape.parse(parse(file));
  return stringify({ ...rest, whatsapp: { ...whatsapp, ...how } });
}

/** The part of one product. */
function whatsappOf(settings: Parameters<typeof profilesOf>[0]): readonly ProfileOf[] {
  return profilesOf(settings).filter(({ product }) => product === "WhatsApp");
}

async function run(
  task: "check" | "status" | "sync",
  what: string,
  profiles: readonly ProfileOf[],
): Promise<readonly [boolean, string]> {
  let text = "";
  const isRight = await reviewProfiles(task, what, profiles, (part) => {
    text += part;
  });
  return [isRight, text];
}

test("the profile of this project is right, in every language", async () => {
  expect(await run("check", file, profilesOf(null))).toMatchObject([true, /the file is right/u]);
});

test.each([
  ["a name that is too long", { about: "x".repeat(140) }, /whatsapp\.about/u],
  ["a language that is missing", { description: { fr: "a" } }, /whatsapp\.description\.ar/u],
  [
    "five ice breakers",
    { "ice-breakers": Array.from({ length: 5 }, () => ({ language: "fr", text: "a" })) },
    /whatsapp\.ice-breakers/u,
  ],
  [
    "a command that nobody understands",
    {
      commands: [
        { name: "abracadabra", about: { fr: "a", ar: "a", ary: "a", "ary-Latn": "a", en: "a" } },
      ],
    },
    /abracadabra is no command/u,
  ],
])("a check names %s", async (_, how, line) => {
  expect(await run("check", changed(how), whatsappOf(null))).toMatchObject([false, line]);
});

test("a sync makes it so once, a status tells what differs, and nothing is asked when it is off", async () => {
  const stand = await makeStand();
  onTestFinished(() => stand.fake.close());
  const profiles = whatsappOf({ metaWhatsapp: settingsFor(stand.fake.url) });
  const writes = () =>
    stand.fake.ledger.filter(({ kind, route }) => kind === "profile" && route.startsWith("POST"));
  expect(await run("status", file, profiles)).toMatchObject([
    false,
    /profile differs.*\n.*differs/u,
  ]);
  expect(writes()).toEqual([]);
  expect(await run("sync", file, profiles)).toMatchObject([true, /profile changed.*\n.*changed/u]);
  expect(await run("sync", file, profiles)).toMatchObject([true, /all is as the file says/u]);
  expect(writes()).toHaveLength(2);
  expect(stand.fake.whatsapp.profile.automation).toMatchObject({
    enable_welcome_message: false,
    prompts: expect.arrayContaining(["bghina ndirou tachkhis"]),
    commands: expect.arrayContaining([
      {
        command_name: "menu",
        command_description: expect.stringMatching(/^Tout ce que .* · كل .* · All I can do$/u),
      },
    ]),
  });
  expect(await run("sync", changed({ websites: ["https://ecc.example"] }), profiles)).toMatchObject(
    [true, "WhatsApp: profile changed.\n"],
  );
  stand.fake.misbehave({ kind: "refuse", code: 190, status: 401, on: "profile" });
  expect(await run("sync", file, profiles)).toEqual([false, "WhatsApp: Meta stopped us (190).\n"]);
  expect(await run("sync", file, whatsappOf(null))).toEqual([true, "WhatsApp is off.\n"]);
});
