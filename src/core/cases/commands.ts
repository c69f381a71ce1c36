import { spokenBy, type DeskPlay } from "./desk.ts";
import type { Answer, DeskCommand } from "./desk-mail.ts";
import { findForAll } from "./offers.ts";
import type { Consultant } from "./rota.ts";

/** What a consultant or a coordinator wants of the desk. The same command twice does nothing twice. */
export function command(play: DeskPlay, told: DeskCommand): void {
  if (play.desk.answers.some((one) => one.command === told.command)) return;
  const outcome = perform(play, told);
  // Ids only: what a rota holds is not for the journal.
  if (outcome !== "unknown") play.note(told.kind, "case" in told ? told.case : "");
  play.answer(told.command, outcome, outcome === "taken" ? holdersOf(play, told) : []);
}

function perform(play: DeskPlay, told: DeskCommand): Answer["outcome"] {
  const [role = "", id = ""] = play.from.split(":");
  switch (told.kind) {
    case "claim":
      return claim(play, told, id);
    case "refuse":
      return refuse(play, told, id);
    case "hand-over":
      return handOver(play, told, id);
    case "report":
      play.alarm(told.case, "report");
      return "done";
    case "rota":
    case "team":
    case "mode":
    case "assign":
    case "free":
    case "seen":
      return role === "coordinator" ? coordinate(play, told) : "not-yours";
  }
}

/** A claim goes to the case, which alone decides; the desk sees to it that nobody takes too much. */
function claim(
  play: DeskPlay,
  told: Extract<DeskCommand, { kind: "claim" }>,
  id: string,
): Answer["outcome"] {
  const row = play.desk.rows[told.case];
  const one = play.consultant(id);
  if (row === undefined || one === undefined) return "unknown";
  const isInvited = row.holders.length > 0 && row.offered.includes(id);
  if (!isInvited && row.holders.length >= row.seats && !row.holders.includes(id)) return "taken";
  if (!row.need.urgent && !row.holders.includes(id) && play.load(id) >= play.cap) return "full";
  // On duty one does what one can.
  if (!row.need.urgent && !one.languages.includes(spokenBy(row.need))) return "language";
  const { command } = told;
  play.change({ claims: [...play.desk.claims, { command, case: told.case, consultant: id }] });
  play.tell(told.case, { kind: "seat", command, consultant: play.person(one) });
  return "pending";
}

function refuse(
  play: DeskPlay,
  told: Extract<DeskCommand, { kind: "refuse" }>,
  id: string,
): Answer["outcome"] {
  const row = play.desk.rows[told.case];
  if (row === undefined || play.consultant(id) === undefined) return "unknown";
  if (!row.offered.includes(id)) return "not-yours";
  if (told.reason === null) {
    if (play.record(id).refusedFreely) return "reason-wanted";
    play.remember(id, { refusedFreely: true });
  }
  play.tell(told.case, { kind: "refused", consultant: id });
  return "done";
}

function handOver(
  play: DeskPlay,
  told: Extract<DeskCommand, { kind: "hand-over" }>,
  id: string,
): Answer["outcome"] {
  const row = play.desk.rows[told.case];
  const to = play.consultant(told.to);
  if (row === undefined || to === undefined) return "unknown";
  if (!row.holders.includes(id) || row.holders.includes(to.id)) return "not-yours";
  if (play.load(to.id) >= play.cap) return "full";
  if (!to.languages.includes(spokenBy(row.need))) return "language";
  const { command } = told;
  play.tell(told.case, { kind: "invite", command, by: id, to: play.person(to) });
  return "done";
}

type Coordination = Extract<
  DeskCommand,
  { kind: "rota" | "team" | "mode" | "assign" | "free" | "seen" }
>;

function coordinate(play: DeskPlay, told: Coordination): Answer["outcome"] {
  switch (told.kind) {
    case "rota":
      if ((told.since ?? play.desk.rotaChanges) !== play.desk.rotaChanges) return "changed";
      play.change({ rotaChanges: play.desk.rotaChanges + 1 });
      return setRota(play, told);
    case "team":
      return setTeam(play, told);
    case "mode":
      play.change({ mode: told.mode });
      findForAll(play);
      return "done";
    case "assign": {
      const row = play.desk.rows[told.case];
      const to = told.to.map((id) => play.consultant(id));
      if (row === undefined || !to.every((one): one is Consultant => one !== undefined)) {
        return "unknown";
      }
      const { command } = told;
      const people = to.map((one) => play.person(one));
      play.tell(told.case, { kind: "appoint", command, by: play.from, to: people });
      return "done";
    }
    case "free":
      if (play.desk.rows[told.case] === undefined) return "unknown";
      play.tell(told.case, { kind: "unseat", consultant: told.consultant });
      return "done";
    case "seen":
      play.change({ alarms: play.desk.alarms.filter(({ at }) => at > told.until) });
      return "done";
  }
}

/** People come, go and change their profile, while a coordinator may be setting hours. */
function setTeam(
  play: DeskPlay,
  { members, gone }: Extract<DeskCommand, { kind: "team" }>,
): Answer["outcome"] {
  const known = play.desk.consultants
    .filter(({ id }) => !gone.includes(id))
    .map((one) => ({ ...one, ...members.find(({ id }) => id === one.id) }));
  const fresh = members
    .filter(({ id }) => !known.some((one) => one.id === id))
    .map((one) => ({ ...one, slots: null, ramadan: null, exceptions: [] }));
  const consultants = [...known, ...fresh].slice(0, 200);
  const duty = play.desk.duty
    .map((one) => ({ ...one, who: one.who.filter((id) => !gone.includes(id)) }))
    .filter(({ who }) => who.length > 0);
  return setRota(play, { consultants, duty });
}

/** Whoever is no longer in it gives back what they hold. */
function setRota(
  play: DeskPlay,
  { consultants, duty }: Pick<DeskPlay["desk"], "consultants" | "duty">,
): Answer["outcome"] {
  play.change({ consultants, duty });
  for (const row of Object.values(play.desk.rows)) {
    for (const id of [...row.holders, ...row.offered]) {
      if (play.consultant(id) === undefined)
        play.tell(row.case, { kind: "unseat", consultant: id });
    }
  }
  return "done";
}

function holdersOf(play: DeskPlay, told: DeskCommand): readonly string[] {
  const row = "case" in told ? play.desk.rows[told.case] : undefined;
  return (row?.holders ?? []).map((id) => play.consultant(id)?.name ?? id);
}
