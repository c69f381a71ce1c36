import { describe, expect, test } from "vitest";
import { metaMessengerSettings } from "../../../src/channels/meta-messenger/config.ts";

const whole = {
  MESSENGER_PAGE_ID: "104857600000001",
  MESSENGER_TOKEN: "EAAGpagetokenpagetoken",
  META_APP_SECRET: "5ec2e75ec2e75ec2e75ec2e75ec2e75e",
  META_VERIFY_TOKEN: "a word of our own",
};

describe("the settings of Messenger", () => {
  test("are off without a page", () => {
    expect(metaMessengerSettings.parse({})).toBeNull();
    expect(metaMessengerSettings.parse({ MESSENGER_TOKEN: whole.MESSENGER_TOKEN })).toBeNull();
  });

  test("are whole with a page, its token, the app's secret and our word", () => {
    expect(metaMessengerSettings.parse(whole)).toMatchObject({
      pageId: whole.MESSENGER_PAGE_ID,
      token: whole.MESSENGER_TOKEN,
      appId: null,
      humanAgent: false,
      personaPicture: null,
      meta: { graphBase: "https://graph.facebook.com", graphVersion: "v25.0" },
    });
  });

  test.each(["MESSENGER_TOKEN", "META_APP_SECRET", "META_VERIFY_TOKEN"])("need %s", (name) => {
    const { error } = metaMessengerSettings.safeParse({ ...whole, [name]: undefined });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([name]);
    for (const value of Object.values(whole)) expect(error?.message).not.toContain(value);
  });

  test("turn the seven days of humans on by one word", () => {
    const on = { ...whole, MESSENGER_HUMAN_AGENT: "on", MESSENGER_APP_ID: "314159265358979" };
    expect(metaMessengerSettings.parse(on)).toMatchObject({
      humanAgent: true,
      appId: "314159265358979",
    });
    expect(metaMessengerSettings.safeParse({ ...on, MESSENGER_HUMAN_AGENT: "yes" }).success).toBe(
      false,
    );
  });
});
