import { describe, expect, test } from "vitest";
import { Conversation } from "../../src/cli/chat/conversation.ts";
import { readTranscripts } from "../../src/core/engine/transcript.ts";
import { loadBook } from "../../src/runtime/book-on-disk.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { perform } from "../transcripts/perform.ts";
import { expectThen } from "../transcripts/then.ts";
import { waysOf } from "../transcripts/files.ts";

const book = await loadBook();

async function talk(work: (conversation: Conversation) => Promise<void>) {
  const store = await openSqliteStore({ file: ":memory:" });
  const printed: string[] = [];
  const conversation = new Conversation({
    book,
    store,
    start: Date.UTC(2026, 11, 1, 18),
    print: (text) => printed.push(text),
  });
  await conversation.open();
  await work(conversation);
  await store.close();
  return { printed, written: conversation.transcript("recorded") };
}

async function say(conversation: Conversation, lines: readonly string[]): Promise<void> {
  for (const line of lines) await conversation.say(line);
}

describe("a conversation at the terminal", () => {
  test("answers through the whole program", async () => {
    const { printed } = await talk((chat) => say(chat, ["salam", "Français", "1"]));
    expect(printed.join("\n")).toContain("Quel est votre type de structure ?");
  });

  test("is written down as a transcript that replays in every way of answering", async () => {
    const { written } = await talk(async (chat) => {
      await say(chat, ["salam", "2", "/tap 1", "coopérative", "2 ou 3", "6-15", "blorp", "/voice"]);
      await chat.wait("26h");
      await say(chat, ["/quote 5 1", "retour", "/photo"]);
    });
    const [transcript] = readTranscripts("recorded", written);
    if (transcript === undefined) throw new Error("nothing was recorded");
    expect(transcript.when).toContainEqual({ choice: "coop" });
    expect(transcript.when).toContainEqual({ contact: "blorp" });
    expect(transcript.when).toContainEqual({ after: "26h" });
    for (const way of waysOf(transcript, "fr")) {
      expectThen(perform(book, transcript, "fr", way, null));
    }
  });

  test("begins anew for somebody else", async () => {
    const { printed } = await talk(async (chat) => {
      await say(chat, ["salam", "2"]);
      await chat.reset();
      await say(chat, ["salam"]);
    });
    expect(printed.at(-1)).toContain("Quelle langue ?");
  });

  test("lets time go by, with its reminders", async () => {
    const { printed } = await talk(async (chat) => {
      await say(chat, ["salam", "2", "1"]);
      expect(await chat.wait("3 weeks")).toBe(false);
      expect(await chat.wait("26h")).toBe(true);
    });
    expect(printed.at(-1)).toContain("Nous nous sommes arrêtés ici.");
  });
});
