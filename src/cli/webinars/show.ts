import { seatsLeft } from "../../core/webinar/seats.ts";
import { readArguments } from "./arguments.ts";
import { checkStarts, sayStart } from "./dates.ts";
import { knownWebinar, type Command } from "./desk.ts";
import { startOf } from "../../core/webinar/plan.ts";

const usage = "show ID                                one of them, whole";

export const show: Command = {
  usage,
  async run(args, desk) {
    const { positionals } = readArguments(args, usage, {}, { least: 1, most: 1 });
    const { kept, waiting } = await knownWebinar(desk, positionals[0]);
    const { webinar } = kept;
    const { audience, documents } = webinar;
    const left = seatsLeft(kept);
    const line = (name: string, text: string) => desk.say(`  ${name.padEnd(11)}${text}`);
    desk.say(webinar.id);
    line("state", webinar.state);
    line("starts", sayStart(webinar));
    if (webinar.zone !== "Africa/Casablanca") line("zone", `${webinar.starts} in ${webinar.zone}`);
    line("minutes", String(webinar.minutes));
    line("spoken", webinar.spoken.join(", "));
    for (const [language, title] of Object.entries(webinar.title)) line(language, title);
    line("for", forWhom(audience));
    line(
      "seats",
      `${kept.taken} taken, ${left ?? "any number"} left, ${kept.waiting.length} requests wait`,
    );
    line("link", webinar.link ?? "none yet");
    line("replay", webinar.replay ?? "none yet");
    for (const { title, url } of documents) line("document", `${title} ${url}`);
    line("changes", `${kept.revision}, moved ${kept.occasion} times`);
    if (waiting > 0) line("mail", `${waiting} not read by the bot yet; shown as it will be`);
    if (startOf(webinar) <= desk.now) return;
    for (const warning of checkStarts(webinar, await desk.calendar(), desk.now)) {
      desk.warn(`careful: ${warning}`);
    }
  },
};

function forWhom(audience: {
  readonly dimensions: readonly string[];
  readonly levels: readonly number[];
  readonly types: readonly string[];
}): string {
  const { dimensions, levels, types } = audience;
  const parts = [
    ...types,
    ...dimensions,
    ...(levels.length === 0 ? [] : [`levels ${levels.join(" ")}`]),
  ];
  return parts.length === 0 ? "everybody" : parts.join(", ");
}
