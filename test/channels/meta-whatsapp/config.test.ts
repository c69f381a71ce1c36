import { describe, expect, test } from "vitest";
import {
  metaWhatsappSettings,
  metaWhatsappVariables,
} from "../../../src/channels/meta-whatsapp/config.ts";

const secret = "s3cr3t-s3cr3t-s3cr3t-s3cr3t";
const full = {
  WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
  WHATSAPP_BUSINESS_ID: "102290129340398",
  WHATSAPP_TOKEN: secret,
  META_APP_SECRET: secret,
  META_VERIFY_TOKEN: secret,
  HOME: "/somewhere",
};

describe("settings of meta-whatsapp", () => {
  test("turn the channel on with the number's id, and leave it off without", () => {
    expect(metaWhatsappSettings.parse({})).toBeNull();
    expect(metaWhatsappSettings.parse({ ...full, WHATSAPP_PHONE_NUMBER_ID: "" })).toBeNull();
    expect(metaWhatsappSettings.parse(full)).toEqual({
      phoneNumberId: full.WHATSAPP_PHONE_NUMBER_ID,
      businessId: full.WHATSAPP_BUSINESS_ID,
      token: secret,
      meta: {
        appSecret: secret,
        oldAppSecret: null,
        verifyToken: secret,
        graphBase: "https://graph.facebook.com",
        graphVersion: "v25.0",
        publicUrl: null,
      },
    });
  });

  test("take another address and another version of the Graph API", () => {
    const settings = metaWhatsappSettings.parse({
      ...full,
      META_GRAPH_BASE: "http://127.0.0.1:9/graph/",
      META_GRAPH_VERSION: "v26.0",
      PUBLIC_URL: "https://rafiq.example/bot/#rc=3",
    });
    expect(settings?.meta).toMatchObject({
      graphBase: "http://127.0.0.1:9/graph",
      graphVersion: "v26.0",
      publicUrl: "https://rafiq.example/bot",
    });
  });

  test("name everything that is missing at once", () => {
    const { error } = metaWhatsappSettings.safeParse({
      WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
    });
    expect(error?.issues.map(({ path }) => path.join(".")).sort()).toEqual([
      "META_APP_SECRET",
      "META_VERIFY_TOKEN",
      "WHATSAPP_BUSINESS_ID",
      "WHATSAPP_TOKEN",
    ]);
  });

  test("never show a value in what they complain about", () => {
    const { error } = metaWhatsappSettings.safeParse({
      WHATSAPP_PHONE_NUMBER_ID: secret,
      WHATSAPP_BUSINESS_ID: secret,
      WHATSAPP_TOKEN: "short!",
      META_APP_SECRET: "short!",
      META_VERIFY_TOKEN: "short!",
      META_GRAPH_VERSION: secret,
      META_GRAPH_BASE: `ftp://${secret}`,
    });
    expect(error?.issues.length).toBe(7);
    expect(JSON.stringify(error)).not.toContain(secret);
    expect(JSON.stringify(error)).not.toContain("short!");
  });

  test("say what each is for", () => {
    for (const schema of Object.values(metaWhatsappVariables)) {
      expect(schema.description).toMatch(/\.$/u);
    }
  });
});
