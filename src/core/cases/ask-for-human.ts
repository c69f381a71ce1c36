import type { Instant } from "../instant.ts";
import { nothing, sentence, type Heard } from "./heard.ts";
import type { Human, OpenCase } from "./human.ts";
import type { FromContact } from "./mail.ts";
import { caseNumber, caseOwner } from "./number.ts";

/** What a contact knows when it passes somebody on. */
export type Request = Omit<Extract<FromContact, { kind: "open" }>, "kind">;

/**
 * Opens a case, or says where the open one stands: a person has one at a time.
 *
 * What is said of a new case comes back as mail: `case.promised` with the date. When the contact told
 * a date itself it names it in `request.promised`, and nothing more is said unless an earlier one holds.
 * An open case gets the new words, and becomes urgent if this is.
 */
export function askForHuman(human: Human, contact: string, request: Request, now: Instant): Heard {
  const { open } = human;
  if (open !== null) return askAgain(human, open, request);
  const cases = human.cases + 1;
  const id = caseOwner(contact, cases);
  const opened: OpenCase = {
    case: id,
    number: caseNumber(id),
    since: now,
    stage: "waiting",
    hold: 0,
    life: 0,
    who: [],
    promised: request.promised,
    returns: null,
    promises: 0,
    told: 0,
    nudges: 0,
    wrote: 0,
    attended: 0,
  };
  return {
    ...nothing({ ...human, cases, open: opened }),
    posts: [{ to: id, body: { kind: "open", ...request } }],
  };
}

function askAgain(human: Human, open: OpenCase, request: Request): Heard {
  const posts: { to: string; body: FromContact }[] = [];
  let next = human;
  if (request.words !== null) {
    const n = open.wrote + 1;
    next = { ...human, open: { ...open, wrote: n } };
    posts.push({ to: open.case, body: { kind: "wrote", n, words: request.words, media: null } });
  }
  if (request.need.urgent) posts.push({ to: open.case, body: { kind: "urge" } });
  return { ...nothing(next), posts, said: standing(human).said };
}

/** « Où en est ma demande ? », from what the contact knows itself. */
export function standing(human: Human): Heard {
  const { open } = human;
  if (open === null) return { ...nothing(human), said: [sentence("case.no-open")] };
  const { number, promised: date, returns, who, stage } = open;
  if (stage === "held") {
    return { ...nothing(human), said: [sentence("case.attending", { who: who.join(", ") })] };
  }
  const dated = date === null ? {} : { date };
  const said =
    returns === null
      ? sentence("case.still-open", { number, ...dated })
      : sentence("case.still-away", { number, returns, ...dated });
  return { ...nothing(human), said: [said] };
}
