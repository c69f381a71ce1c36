import { sayDate } from "../../core/calendar/say-date.ts";
import { rollsOf } from "../../runtime/webinars-kept.ts";
import { advices } from "../../channels/templates.ts";
import { progress, type DeliveryLine } from "../../core/webinar/deliveries.ts";
import type { Trouble } from "../../core/webinar/forecast.ts";
import { deliveriesOf } from "../../runtime/webinar-deliveries.ts";
import { readSurvey, type Survey } from "../../runtime/webinar-survey.ts";
import { readArguments } from "./arguments.ts";
import { writeColumns } from "./columns.ts";
import { sayStart } from "./dates.ts";
import { knownWebinar, registered, rulesOf, type Command, type Desk } from "./desk.ts";
import { troubles } from "./forecast.ts";

const usage =
  "report ID                              who comes, what became of the messages, what they say of it";

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
    sayDeliveries(await deliveriesOf(desk.store, kept, await rulesOf(desk), desk.now), desk);
    saySurvey(await readSurvey(desk.store, kept.webinar.id), desk);
  },
};

/** How far the messages of each moment came, and what is to be done about those that failed. */
function sayDeliveries(lines: readonly DeliveryLine[], { say, warn }: Desk): void {
  const states = [...progress, "failed", "skipped"] as const;
  const moments = [...new Set(lines.map(({ moment }) => moment))];
  const rows = moments.map((moment) => {
    const these = lines.filter((one) => one.moment === moment);
    return [
      moment,
      ...states.map((state) => String(these.filter((one) => one.state === state).length)),
    ];
  });
  if (rows.length === 0) return;
  say("");
  writeColumns([["message", ...states], ...rows], say);
  for (const state of ["failed", "skipped"] as const) {
    const reasons = lines.filter((one) => one.state === state).map(({ reason }) => reason);
    for (const reason of [...new Set(reasons)].sort()) {
      const times = reasons.filter((one) => one === reason).length;
      say(`  ${state} ${times} times: ${reason}`);
      const advice = adviceOn(reason);
      if (advice !== null) warn(`careful: ${reason}: ${advice}`);
    }
  }
}

/** What Twilio says of templates, beside `template-rejected` and the like, which are our own words. */
const byCode: Readonly<Record<string, string>> = {
  "63040": "rejected",
  "63041": "paused",
  "63042": "disabled",
};

function adviceOn(reason: string): string | null {
  const state = byCode[reason] ?? /^template-(.+)$/u.exec(reason)?.[1] ?? "";
  return Object.entries(advices).find(([one]) => one === state)?.[1] ?? null;
}

function saySurvey(survey: Survey, { say, warn }: Desk): void {
  const { scores, words, questions, later, crowded } = survey;
  const answers = scores.reduce((sum, one) => sum + one, 0);
  if (answers > 0) {
    const sum = scores.reduce((all, one, at) => all + one * (at + 1), 0);
    const each = scores.map((one, at) => `${at + 1}: ${one}`).join(", ");
    say(`after the session: ${answers} answers, ${(sum / answers).toFixed(1)} of 5 (${each})`);
  }
  const all = later.done + later["not-yet"] + later.help;
  if (all > 0) {
    say(
      `two weeks later: ${later.done} done, ${later["not-yet"]} not yet, ${later.help} need help`,
    );
  }
  for (const one of words) say(`  wants to: ${one}`);
  for (const one of questions) say(`  asks: ${one}`);
  for (const [moment, trouble] of Object.entries(crowded)) {
    warn(`careful: ${moment}: ${troubles[trouble as Trouble] ?? trouble}`);
  }
}
