import { describe, expect, test } from "vitest";
import {
  twilioWhatsappSettings,
  twilioWhatsappVariables,
} from "../../../src/channels/twilio-whatsapp/config.ts";

const secret = "s3cr3t-s3cr3t-s3cr3t";
const full = {
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: secret,
  TWILIO_WHATSAPP_FROM: "whatsapp:+212500000000",
  PUBLIC_URL: "https://rafiq.example/bot/#rc=3",
  HOME: "/somewhere",
};

describe("settings of twilio-whatsapp", () => {
  test("turn the channel on with the account, and leave it off without", () => {
    expect(twilioWhatsappSettings.parse({})).toBeNull();
    expect(twilioWhatsappSettings.parse({ TWILIO_ACCOUNT_SID: "", PUBLIC_URL: "" })).toBeNull();
    expect(twilioWhatsappSettings.parse(full)).toEqual({
      accountSid: full.TWILIO_ACCOUNT_SID,
      authToken: secret,
      oldAuthToken: null,
      from: "+212500000000",
      publicUrl: "https://rafiq.example/bot",
      apiBase: null,
    });
  });

  test("name everything that is missing at once", () => {
    const { error } = twilioWhatsappSettings.safeParse({
      TWILIO_ACCOUNT_SID: full.TWILIO_ACCOUNT_SID,
    });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([
      "TWILIO_AUTH_TOKEN",
      "TWILIO_WHATSAPP_FROM",
      "PUBLIC_URL",
    ]);
  });

  test("never show a value in what they complain about", () => {
    const { error } = twilioWhatsappSettings.safeParse({
      ...full,
      TWILIO_ACCOUNT_SID: secret,
      TWILIO_AUTH_TOKEN: "short!",
      PUBLIC_URL: `ftp://${secret}`,
      TWILIO_WHATSAPP_FROM: secret,
    });
    expect(error?.issues.length).toBe(4);
    expect(JSON.stringify(error)).not.toContain(secret);
    expect(JSON.stringify(error)).not.toContain("short!");
  });

  test("say what each is for", () => {
    for (const schema of Object.values(twilioWhatsappVariables)) {
      expect(schema.description).toMatch(/\.$/u);
    }
  });
});
