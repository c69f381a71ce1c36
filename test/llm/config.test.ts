import { describe, expect, test } from "vitest";
import { llmSettings } from "../../src/llm/config.ts";

describe("the model's settings", () => {
  test("are off until an address is set", () => {
    expect(llmSettings.parse({})).toBeNull();
    expect(llmSettings.parse({ LLM_BASE_URL: "", LLM_MODEL: "m" })).toBeNull();
  });

  test("want a model, and take a deadline of eight seconds", () => {
    const on = { LLM_BASE_URL: "https://models.example/v1/", LLM_MODEL: "m" };
    expect(llmSettings.parse(on)).toEqual({
      baseUrl: "https://models.example/v1",
      model: "m",
      apiKey: null,
      deadline: 8_000,
    });
    const lacking = llmSettings.safeParse({ LLM_BASE_URL: on.LLM_BASE_URL });
    expect(lacking.error?.issues).toMatchObject([{ path: ["LLM_MODEL"] }]);
  });

  test.each(["http://127.0.0.1:11434/v1", "http://localhost:8080", "http://[::1]:80/v1"])(
    "let this machine be asked in the open: %s",
    (url) => {
      expect(llmSettings.safeParse({ LLM_BASE_URL: url, LLM_MODEL: "m" }).success).toBe(true);
    },
  );

  test.each([
    "http://models.example/v1",
    "http://127.0.0.1.example/v1",
    "http://localhost.example",
    "https://key:secret@models.example/v1",
    "https://models.example/v1?key=1",
    "ftp://127.0.0.1/",
    "models",
  ])("refuse an address that is not safe, without repeating it: %s", (url) => {
    const read = llmSettings.safeParse({ LLM_BASE_URL: url, LLM_MODEL: "m", LLM_API_KEY: "k" });
    expect(read.success).toBe(false);
    expect(read.error?.message).not.toContain(url);
  });
});
