import { noAnswerAfter, nudgeAfter } from "./acts.ts";
import { rowOf, type CasePlay, type Deadline } from "./case.ts";
import { automatic, closeCase, forget } from "./ending.ts";
import { afterWarning, promise, release } from "./holding.ts";
import { endOffer } from "./seats.ts";
import { day, type Instant } from "../instant.ts";

/** When something is due next; null when nothing is. */
export function nextDue(play: CasePlay): Instant | null {
  const all = Object.values(play.file.due);
  return all.length === 0 ? null : Math.min(...all);
}

/**
 * Does what has come due, the oldest first.
 *
 * Runs before every mail: whatever happens, a promise that was broken is known to be before a word is
 * said, and a timer is only a reason to look. With `carriesApology` an apology is left to the words
 * that follow.
 */
export function proceed(play: CasePlay, carriesApology: boolean): void {
  for (;;) {
    const [first] = Object.entries(play.file.due)
      .filter(([deadline, at]) => at <= play.now && !(carriesApology && deadline === "apology"))
      .toSorted(([a, one], [b, other]) => one - other || (a < b ? -1 : 1));
    if (first === undefined || play.erase) return;
    // The keys of `due` are deadlines.
    const deadline = first[0] as Deadline;
    play.due(deadline, null);
    whenDue[deadline](play);
  }
}

const whenDue: Readonly<Record<Deadline, (play: CasePlay) => void>> = {
  offer: endOffer,
  promise(play) {
    if (play.file.answered !== null) return;
    play.change({ late: play.file.late + 1 });
    play.note("late", String(play.file.promised), "");
    play.tellDesk({ kind: "alert", case: play.id, why: "late" });
    play.due("apology", play.hours.permitted(play.now));
  },
  apology(play) {
    promise(play, "late");
    play.tellDesk({ kind: "listed", row: rowOf(play) });
  },
  silent(play) {
    play.note("silent", "", "");
    play.tellDesk({ kind: "alert", case: play.id, why: "silent" });
    play.due("give-back", play.now + afterWarning);
  },
  "give-back": (play) => release(play, "silent"),
  close(play) {
    const { warned } = play.file;
    if (warned !== null) closeCase(play, warned, "");
  },
  nudge(play) {
    const at = play.hours.permitted(play.now);
    // Not at night; and not once it is over.
    if (at > play.now) return play.due("nudge", at);
    const nudges = play.file.nudges + 1;
    play.change({ nudges });
    play.note("nudged", String(nudges), "");
    play.tell({ kind: "nudged", n: nudges });
    const over = play.file.due["no-answer"];
    if (nudges < nudgeAfter.length && over !== undefined) {
      const began = over - noAnswerAfter * day;
      play.due("nudge", Math.max(play.now + day, began + nudgeAfter[1] * day));
    }
  },
  "no-answer"(play) {
    const at = play.hours.permitted(play.now);
    if (at > play.now) return play.due("no-answer", at);
    closeCase(play, automatic("no_answer_user", "no-answer", play), "");
  },
  satisfaction: (play) => askOnce(play, "satisfaction"),
  "follow-up": (play) => askOnce(play, "follow-up"),
  forget(play) {
    if (play.file.erased) play.erase = true;
    else forget(play);
  },
};

/** A process that was down may come back at night. */
function askOnce(play: CasePlay, question: "satisfaction" | "follow-up"): void {
  const at = play.hours.permitted(play.now);
  if (at > play.now) return play.due(question, at);
  if (play.file.asked.includes(question)) return;
  play.change({ asked: [...play.file.asked, question] });
  play.tell({ kind: "question", question, action: play.file.closed?.how.next ?? null });
}
