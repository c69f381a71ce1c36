import { progresses } from "../../pages/cells.ts";
import { objectivesOf } from "../../pages/objectives.ts";
import { agree, isAgreed } from "../agreements.ts";
import { changePages } from "../pages.ts";
import { chooseUntil, objectiveId, planChecks } from "../plan-checks.ts";
import type { Play } from "../play.ts";
import { versionHere } from "./pages-shown.ts";
import { setCell } from "./pages-write.ts";

/** Asks for news of every objective at its day, once; whoever wants that has agreed to it. */
export function followObjectivesOf(play: Play): void {
  agree(play, "follow-up", true);
  watchObjectives(play);
  planChecks(play);
}

/** The objectives of the newest page become things one is asked about, where they agreed to that. */
export function watchObjectives(play: Play): void {
  const version = versionHere(play, "objectives");
  if (version === null || !isAgreed(play.state, "follow-up")) return;
  for (const { n, when, progress } of objectivesOf(version)) {
    if (when === null || progress === "done") continue;
    const due = Temporal.PlainDate.from(when).toZonedDateTime({
      timeZone: play.book.calendar.zone,
      plainTime: "10:00",
    }).epochMilliseconds;
    if (due > play.now) chooseUntil(play, objectiveId(n, version.id), due);
  }
}

/** How far an objective is, on the newest page of them. */
export function noteProgress(play: Play, n: number, how: string): void {
  const version = versionHere(play, "objectives");
  const progress = progresses.find((one) => one === how);
  if (version === null || progress === undefined) return;
  changePages(play, setCell(play, version.id, `${n}.progress`, progress));
}
