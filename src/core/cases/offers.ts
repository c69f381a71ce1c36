import { minute } from "../instant.ts";
import { spokenBy, type DeskPlay } from "./desk.ts";
import { offerHours } from "./holding.ts";
import type { Row } from "./desk-mail.ts";
import { assign, onDuty, type Consultant } from "./rota.ts";

/** Two offers of four open hours each; then the coordinator (brief § 6.2). */
const rounds = 2;
/** Whoever is on duty answers at once, or the coordinator does. */
const dutyAnswers = 30 * minute;

/** Looks for somebody, or says that there is nobody. While the team is away, only for what is urgent. */
export function find(play: DeskPlay, row: Row): void {
  const { urgent } = row.need;
  if (play.desk.mode.kind === "closed" && !urgent) return;
  if (row.round >= (urgent ? 1 : rounds)) return giveUp(play, row);
  const until = urgent ? play.now + dutyAnswers : play.hours.afterOpenHours(play.now, offerHours);
  const to = (urgent ? dutyFor(play, row) : fitFor(play, row, until)).flatMap((id) => {
    const one = play.consultant(id);
    return one === undefined ? [] : [play.person(one)];
  });
  if (to.length === 0) return giveUp(play, row);
  // So that of two that are alike the other one is asked next.
  for (const { id } of to) play.remember(id, { lastGiven: play.now });
  const { mode } = play.desk;
  play.tell(row.case, { kind: "offer", round: row.round + 1, to, until, mode, urgent });
}

/** Offers every case that waited for the team to come back, the oldest first. */
export function findForAll(play: DeskPlay): void {
  const waiting = Object.values(play.desk.rows).filter(
    ({ phase, offered }) => phase === "new" || (phase === "offered" && offered.length === 0),
  );
  for (const row of waiting.toSorted((a, b) => a.opened - b.opened)) find(play, row);
}

function giveUp(play: DeskPlay, row: Row): void {
  play.alarm(row.case, "nobody");
  play.tell(row.case, { kind: "nobody", round: row.round });
}

function fitFor(play: DeskPlay, row: Row, until: number): readonly string[] {
  const { organization, skill } = row.need;
  const need = {
    language: spokenBy(row.need),
    skill,
    seats: row.seats - row.holders.length,
    previous: organization === null ? null : (play.desk.knew[organization] ?? null),
    tried: [...row.tried, ...row.holders],
  };
  const isAvailable = (one: Consultant): boolean => play.hours.isAvailable(one, play.now, until);
  return assign(need, play.candidates(), play.cap, isAvailable);
}

/** All of them at once, whatever else they have to do; of these, who speaks the language if anybody does. */
function dutyFor(play: DeskPlay, row: Row): readonly string[] {
  const duty = onDuty(play.desk.duty, play.hours.dayOf(play.now)).filter(
    (id) => !row.tried.includes(id) && play.consultant(id) !== undefined,
  );
  const speaking = duty.filter((id) => play.consultant(id)?.languages.includes(spokenBy(row.need)));
  return speaking.length > 0 ? speaking : duty;
}
