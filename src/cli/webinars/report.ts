import { sayDate } from "../../core/calendar/say-date.ts";
import { rollsOf } from "../../runtime/webinars-kept.ts";
import { readArguments } from "./arguments.ts";
import { sayStart } from "./dates.ts";
import { knownWebinar, registered, type Command } from "./desk.ts";

const usage =
  "report ID                              how many: registered, coming, reminded, present";

export const report: Command = {
  usage,
  async run(args, desk) {
    const { positionals } = readArguments(args, usage, {}, { least: 1, most: 1 });
    const { kept } = await knownWebinar(desk, positionals[0]);
    const rolls = await rollsOf(desk.store, kept);
    const people = registered(rolls).map(([, entry]) => entry);
    const count = (wanted: (entry: (typeof people)[number]) => boolean) =>
      people.filter(wanted).length;
    const line = (name: string, number: number | string) =>
      desk.say(`  ${name.padEnd(22)}${number}`);
    desk.say(`${kept.webinar.id}  ${kept.webinar.title.fr}`);
    desk.say(sayStart(kept.webinar));
    line(
      "registered",
      count(({ held }) => held > 0),
    );
    line("seats taken", kept.taken);
    line(
      "waiting list",
      count(({ held, ticket }) => held === 0 && ticket !== null),
    );
    line(
      "imported",
      count(({ source }) => source === "import"),
    );
    line(
      "want no reminders",
      count(({ reminders }) => !reminders),
    );
    line(
      "say they come",
      count(({ intent }) => intent === "comes"),
    );
    line(
      "say they cannot",
      count(({ intent }) => intent === "cannot"),
    );
    line(
      "want the replay",
      count(({ intent }) => intent === "replay"),
    );
    line(
      "said nothing",
      count(({ intent }) => intent === null),
    );
    line(
      "opened the link",
      count(({ opened }) => opened),
    );
    line(
      "came",
      count(({ attended }) => (attended ?? 0) > 0),
    );
    line(
      "stayed 60 % or more",
      count(({ attended }) => (attended ?? 0) >= kept.webinar.minutes * 0.6),
    );
    for (const language of new Set(people.map((entry) => entry.language))) {
      line(
        `language ${language}`,
        count((entry) => entry.language === language),
      );
    }
    const planned = new Map(rolls.flatMap((roll) => Object.entries(roll.planned)));
    planned.delete("end");
    const moments = new Set([...planned.keys(), ...people.flatMap(({ got }) => got)]);
    for (const moment of moments) {
      const at = planned.get(moment);
      const when = at === undefined ? "" : `, planned for ${sayDate(at, "en", true)}`;
      line(`told ${moment}`, `${count(({ got }) => got.includes(moment))}${when}`);
    }
  },
};
