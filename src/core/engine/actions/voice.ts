import { z } from "zod";
import type { Action } from "./action.ts";

const voiceNote = z.strictObject({ url: z.string() });
const words = z.strictObject({ text: z.string() });

/** Voice notes that are listened to for one contact in a day (UTC). */
const spokenADay = 60;

/** Has a voice note turned into words, unless their day's share is used up. */
export const transcribe = {
  about: "Has a voice note turned into words; they come as the event `transcribed`.",
  takes: voiceNote,
  gives: { asked: "double" },
  perform({ url }, play) {
    const day = Math.floor(play.now / 86_400_000);
    const [lastDay, count] = z
      .tuple([z.number(), z.number()])
      .catch([0, 0])
      .parse(play.state.facts["spoken"]);
    const used = lastDay === day ? count : 0;
    if (used >= spokenADay) return { gives: { asked: 0 } };
    play.keep("contact.spoken", [day, used + 1]);
    const { language } = play.state;
    play.effects.push({ kind: "transcribe", asked: play.move, url, language });
    return { gives: { asked: play.move } };
  },
} satisfies Action<z.infer<typeof voiceNote>>;

/** « Oui, c'est ça »: what they said is heard where they said it, once this conversation is over. */
export const takeSpoken = {
  about: "Takes the words of a voice note for what the person wrote.",
  takes: words,
  gives: {},
  perform({ text }, play) {
    play.spoken = text;
    return { gives: {}, move: { kind: "stay" } };
  },
} satisfies Action<z.infer<typeof words>>;
