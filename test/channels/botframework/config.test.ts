import { expect, test } from "vitest";
import { botframeworkSettings } from "../../../src/channels/botframework/config.ts";

const azure = {
  MICROSOFT_APP_ID: "0f8fad5b-d9cb-469f-a165-70867728950e",
  MICROSOFT_APP_PASSWORD: "not-a-real-client-secret",
  MICROSOFT_APP_TENANT_ID: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
};

test("the web chat is on by itself, but not in production", () => {
  expect(botframeworkSettings.parse({})).toMatchObject({ webChat: true, azure: null });
  const production = { NODE_ENV: "production" };
  expect(botframeworkSettings.parse(production)).toMatchObject({ webChat: false });
  expect(botframeworkSettings.parse({ ...production, WEB_CHAT: "on" })).toMatchObject({
    webChat: true,
    production: true,
  });
});

test("empty lines count as unset, and sites are read from a list", () => {
  const empty = { WEB_CHAT: "", MICROSOFT_APP_ID: "", WEB_CHAT_ORIGINS: "" };
  expect(botframeworkSettings.parse(empty)).toMatchObject({ webChat: true, origins: null });
  const some = { WEB_CHAT_ORIGINS: "https://a.example.org, https://b.example.org," };
  expect(botframeworkSettings.parse(some).origins).toEqual([
    "https://a.example.org",
    "https://b.example.org",
  ]);
});

test("Azure needs all its credentials, never a part", () => {
  expect(botframeworkSettings.parse(azure).azure).toMatchObject({ type: "SingleTenant" });
  for (const name of Object.keys(azure)) {
    const part = { ...azure, [name]: "" };
    const refused = botframeworkSettings.safeParse(part);
    expect(refused.error?.issues.map(({ path }) => path)).toEqual([[name]]);
    expect(JSON.stringify(refused.error)).not.toContain("client-secret");
  }
});
