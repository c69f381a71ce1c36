import { describe, expect, it } from "vitest";
import {
  caseNumber,
  caseOwner,
  contactOf,
  deskOwner,
  isNumber,
} from "../../../src/core/cases/number.ts";
import type { FromDesk } from "../../../src/core/cases/mail.ts";
import { day, hour } from "../../../src/core/instant.ts";
import {
  acts,
  checkMail,
  closing,
  commandsDesk,
  consultant,
  deliver,
  does,
  newTown,
  person,
  post,
  settle,
  until,
  type Town,
} from "./town.ts";
import { monday } from "./simple-hours.ts";

const id = caseOwner(person, 1);
const team = [consultant("amal"), consultant("badr"), consultant("chama")];
const asked = (request = {}, people = team): Town =>
  settle(does(newTown(people), { kind: "asks", request }));
const claim = (town: Town, who: string): Town =>
  commandsDesk(town, `consultant:${who}`, { kind: "claim", case: id });
const say = (town: Town, who: string, text: string): Town =>
  acts(town, who, id, { kind: "say", text, language: "fr", assisted: false });
const write = (town: Town, words: string): Town => settle(does(town, { kind: "writes", words }));
const close = (town: Town, who: string): Town => acts(town, who, id, { kind: "close", closing });
const file = (town: Town) => town.cases[id]?.file ?? null;
const outcome = (town: Town) => town.desk.answers.at(-1)?.outcome;
const conversation = (town: Town): readonly string[] =>
  (town.journals[id] ?? []).flatMap((one) =>
    one.kind === "message" ? [`${one.author}: ${one.text}`] : [],
  );

describe("a case", () => {
  it("has an owner beside its contact, and a number people can read aloud", () => {
    expect(id).toBe("k17-9f2c.1");
    expect(contactOf(id)).toBe(person);
    expect(caseNumber(id)).toMatch(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/u);
    expect(isNumber(caseNumber(id).toLowerCase().replace("-", " "), caseNumber(id))).toBe(true);
  });

  it("is offered to two people at once, and its date is told", () => {
    const town = asked();
    expect(file(town)).toMatchObject({ phase: "offered", promised: monday + 2 * day });
    expect(file(town)?.offered.map((one) => one.id)).toEqual(["amal", "badr"]);
    expect(town.contact.said).toEqual(["case.promised"]);
    expect(town.contact.human.open?.promised).toBe(monday + 2 * day);
  });

  it("is won by one of fifty who claim it at once; the others are told who", () => {
    const fifty = Array.from({ length: 50 }, (_, at) => consultant(`student-${at}`));
    let town = asked({}, fifty);
    for (const { id: who } of fifty) {
      town = post(town, `consultant:${who}`, deskOwner, { kind: "claim", command: who, case: id });
    }
    town = settle(town);
    const outcomes = Object.groupBy(town.desk.answers, (one) => one.outcome);
    expect(outcomes.seated).toHaveLength(1);
    expect(outcomes.taken).toHaveLength(49);
    const [winner] = file(town)?.holders ?? [];
    expect(outcomes.taken?.every((one) => one.with.join() === winner?.name)).toBe(true);
    expect(town.contact.said.filter((line) => line === "case.held")).toHaveLength(1);
  });

  it("keeps what both sides say in order, without numbers that say who people are", () => {
    let town = say(claim(asked({ words: "Un site, CIN BK 123456" }), "amal"), "amal", "Bonjour");
    town = write(town, "Merci");
    town = acts(town, "amal", id, { kind: "note", text: "à rappeler au 0612345678" });
    town = acts(town, "amal", id, { kind: "say", text: "Voici", language: "fr", assisted: true });
    expect(conversation(town)).toEqual([
      "person: Un site, CIN […]",
      "consultant: Bonjour",
      "person: Merci",
      "note: à rappeler au […]",
      "assisted: Voici",
    ]);
    expect(town.contact.said).toEqual(["case.promised", "case.held", "« Bonjour »", "« Voici »"]);
    expect(file(town)?.phase).toBe("waiting_user");
  });

  it("hears only whoever holds it", () => {
    const town = say(claim(asked(), "amal"), "badr", "Bonjour");
    expect(file(town)?.answers.at(-1)).toMatchObject({ outcome: "not-yours", with: ["Amal"] });
    expect(town.contact.said).not.toContain("« Bonjour »");
  });

  it("does nothing twice for a command that comes twice", () => {
    const mail = {
      kind: "say",
      command: "one",
      text: "Bonjour",
      language: "fr",
      assisted: false,
    } as const;
    let town = claim(asked(), "amal");
    for (let time = 0; time < 3; time += 1) town = settle(post(town, "consultant:amal", id, mail));
    expect(town.contact.said.filter((line) => line === "« Bonjour »")).toHaveLength(1);
  });

  it("is offered twice for four open hours, then it is the coordinator's", () => {
    const people = ["amal", "badr", "chama", "driss", "essadia"].map((one) => consultant(one));
    let town = asked({}, people);
    town = until(town, monday + 4 * hour);
    expect(file(town)?.offered.map((one) => one.id)).toEqual(["chama", "driss"]);
    town = until(town, monday + 8 * hour);
    expect(file(town)?.phase).toBe("escalated");
    expect(town.desk.alarms.map((one) => one.why)).toEqual(["nobody"]);
    town = commandsDesk(town, "coordinator:zineb", { kind: "assign", case: id, to: ["essadia"] });
    expect(file(town)).toMatchObject({ phase: "accepted", holders: [{ id: "essadia" }] });
  });

  it("may be refused once without a reason", () => {
    const refuse = (town: Town, reason: string | null): Town =>
      commandsDesk(town, "consultant:amal", { kind: "refuse", case: id, reason });
    const town = refuse(asked(), null);
    expect(outcome(town)).toBe("done");
    expect(file(town)?.offered.map((one) => one.id)).toEqual(["badr"]);
    const other = { ...asked(), desk: { ...asked().desk, records: town.desk.records } };
    expect(outcome(refuse(other, null))).toBe("reason-wanted");
    expect(outcome(refuse(other, "examen"))).toBe("done");
  });

  it("about money takes two people before a word is said", () => {
    const need = { ...asked().desk.rows[id]!.need, sensitive: true };
    let town = claim(asked({ need }), "amal");
    expect(outcome(town)).toBe("waits");
    town = say(town, "amal", "Bonjour");
    expect(town.contact.said).toEqual(["case.promised"]);
    town = claim(town, "badr");
    expect(file(town)).toMatchObject({ phase: "accepted" });
    expect(town.contact.human.open?.who).toEqual(["Amal", "Badr"]);
  });

  it("is never a newcomer's alone", () => {
    const people = [
      consultant("nour", { experienced: false }),
      consultant("amal"),
      consultant("neo", { experienced: false }),
    ];
    let town = claim(asked({}, people), "nour");
    expect(outcome(town)).toBe("waits");
    town = claim(town, "neo");
    expect(outcome(town)).toBe("needs-experience");
    town = claim(town, "amal");
    expect(file(town)?.phase).toBe("accepted");
  });

  it("changes hands when the other takes it, and keeps its hold", () => {
    let town = say(claim(asked(), "amal"), "amal", "Bonjour");
    town = commandsDesk(town, "consultant:amal", { kind: "hand-over", case: id, to: "chama" });
    expect(file(town)?.holders.map((one) => one.id)).toEqual(["amal"]);
    town = say(claim(town, "chama"), "chama", "Je prends la suite");
    expect(file(town)).toMatchObject({ hold: 1, holders: [{ id: "chama" }] });
    expect(town.contact.said.slice(-2)).toEqual(["case.other", "« Je prends la suite »"]);
    expect(file(say(town, "amal", "Encore"))?.answers.at(-1)?.outcome).toBe("not-yours");
  });

  it("apologizes for a date that was not kept, gives a new one and alerts the coordinator", () => {
    let town = until(asked(), monday + 2 * day);
    expect(town.contact.said.at(-1)).toBe("case.late");
    expect(file(town)?.promised).toBe(monday + 4 * day);
    expect(town.desk.alarms.map((one) => one.why)).toContain("late");
    town = until(town, monday + 4 * day);
    expect(town.contact.said.filter((line) => line === "case.late")).toHaveLength(2);
  });

  it("apologizes with the answer itself when the night lies between", () => {
    const night = monday + 11 * hour;
    let town: Town = { ...newTown(team), now: night };
    town = until(settle(does(town, { kind: "asks" })), night + 2 * day + hour);
    town = say(claim(town, "amal"), "amal", "Bonjour");
    expect(town.contact.said.slice(-2)).toEqual(["case.sorry", "« Bonjour »"]);
    expect(town.contact.said).not.toContain("case.late");
  });

  it("keeps a date the contact told itself, and says nothing of it", () => {
    const town = asked({ promised: monday + 3 * hour });
    expect(town.contact.said).toEqual([]);
    expect(file(town)?.promised).toBe(monday + 3 * hour);
  });

  it("goes back to the team a day after a student who is silent was warned", () => {
    let town = claim(asked(), "amal");
    town = until(town, monday + 4 * hour);
    expect(town.desk.alarms.map((one) => one.why)).toEqual(["silent"]);
    town = write(town, "Allô ?");
    town = until(town, monday + 28 * hour);
    expect(town.contact.said.slice(1)).toEqual([
      "case.held",
      "case.given-back",
      "case.bot-again",
      "case.returned",
    ]);
    expect(file(town)?.offered.map((one) => one.id)).toEqual(["chama", "badr"]);
    expect(conversation(town)).toContain("person: Allô ?");
  });

  it("is closed a day after the person was warned, unless somebody writes", () => {
    const answered = say(claim(asked(), "amal"), "amal", "Bonjour");
    const warned = acts(answered, "amal", id, { kind: "warn", closing });
    expect(warned.contact.said.at(-1)).toBe("case.warned");
    expect(file(until(warned, monday + day))?.closed?.how.code).toBe("solved_with_plan");
    expect(file(until(write(warned, "Attendez"), monday + day))?.phase).toBe("active");
  });

  it("ends after three messages over ten days without an answer, and asks nothing", () => {
    const town = until(say(claim(asked(), "amal"), "amal", "Bonjour"), monday + 40 * day);
    expect(town.contact.said.slice(2)).toEqual([
      "« Bonjour »",
      "case.nudged",
      "case.nudged",
      "case.bot-again",
    ]);
    expect(file(town)?.closed).toMatchObject({
      at: monday + 10 * day,
      how: { code: "no_answer_user" },
    });
  });

  it("is handed back with a summary, rated once in permitted hours, and followed after 14 days", () => {
    const town = until(
      close(say(claim(asked(), "amal"), "amal", "Bonjour"), "amal"),
      monday + 60 * day,
    );
    expect(town.contact.said.slice(3)).toEqual([
      "case.summary",
      "« Nous avons choisi trois pages. »",
      "case.bot-again",
      "? resolved",
      "? satisfaction",
      "? follow-up",
    ]);
    expect(file(town)?.asked).toEqual(["satisfaction", "follow-up"]);
    const rated = settle(
      does(town, { kind: "answers", told: { question: "satisfaction", score: 4 } }),
    );
    const again = settle(
      does(rated, { kind: "answers", told: { question: "satisfaction", score: 1 } }),
    );
    expect(file(again)?.score).toBe(4);
    expect(rated.contact.said.at(-1)).toBe("? remark");
  });

  it("comes back to the same student when it is not solved within seven days", () => {
    const over = close(say(claim(asked(), "amal"), "amal", "Bonjour"), "amal");
    const no = { kind: "answers", told: { question: "resolved", answer: "no" } } as const;
    const town = settle(does(until(over, monday + 6 * day), no));
    expect(file(town)).toMatchObject({ phase: "accepted", holders: [{ id: "amal" }], reopened: 1 });
    expect(town.contact.said.slice(-2)).toEqual(["case.reopened", "case.held"]);
    const late = settle(does(until(over, monday + 8 * day), no));
    expect(file(late)?.phase).toBe("closed");
    expect(late.contact.said.at(-1)).toBe("case.thanks");
  });

  it("gives back words that arrive when it is over: the bot answers them, once", () => {
    let town = say(claim(asked(), "amal"), "amal", "Bonjour");
    town = does(town, { kind: "writes", words: "Une question" });
    town = post(town, "consultant:amal", id, { kind: "close", command: "end", closing });
    const { [`${person}>${id}`]: late, ...ways } = town.ways;
    town = settle({ ...town, ways });
    expect(file(town)?.phase).toBe("closed");
    town = settle({ ...town, ways: { [`${person}>${id}`]: late ?? [] } });
    expect(town.contact.answered).toEqual({ "Une question": 1 });
    expect(conversation(town)).not.toContain("person: Une question");
  });

  it("ends at once when they withdraw, stop, or have everything erased", () => {
    const held = say(claim(asked(), "amal"), "amal", "Bonjour");
    const withdrawn = settle(does(held, { kind: "withdraws" }));
    expect(file(withdrawn)?.closed).toMatchObject({ by: "person", how: { code: "user_stopped" } });
    const stopped = until(settle(does(held, { kind: "stops" })), monday + 60 * day);
    expect(stopped.contact.said).toEqual(held.contact.said);
    const erased = settle(does(held, { kind: "erases" }));
    expect(JSON.stringify(erased.desk)).not.toContain("9f2c");
    const gone = until(erased, monday + hour);
    expect([file(gone), gone.journals[id]]).toEqual([null, []]);
  });

  it("forgets everything after twelve months", () => {
    const over = close(say(claim(asked(), "amal"), "amal", "Bonjour"), "amal");
    const town = until(over, monday + 366 * day);
    expect([file(town), town.journals[id]]).toEqual([null, []]);
  });

  it("that becomes urgent is promised sooner, to whoever is on duty", () => {
    let town = asked();
    const need = { ...town.desk.rows[id]!.need, urgent: true };
    town = settle(does(town, { kind: "asks", request: { need } }));
    expect(file(town)).toMatchObject({ promised: monday + 6 * hour });
    expect(town.contact.said.at(-1)).toBe("case.sooner");
    expect(town.desk.alarms.map((one) => one.why)).toEqual(["urgent"]);
  });
});

describe("mail that is late", () => {
  it("carries no word before the contact says that its bot is silent", () => {
    let town = post(asked(), "consultant:amal", deskOwner, {
      kind: "claim",
      command: "c",
      case: id,
    });
    town = deliver(deliver(town, `consultant:amal>${deskOwner}`), `${deskOwner}>${id}`);
    const words = {
      kind: "say",
      command: "s",
      text: "Bonjour",
      language: "fr",
      assisted: false,
    } as const;
    town = deliver(post(town, "consultant:amal", id, words), `consultant:amal>${id}`);
    const way = `${id}>${person}`;
    expect(town.ways[way]?.map((mail) => "told" in mail && mail.told.kind)).toEqual(["held"]);
    expect(settle(town).contact.said.slice(-2)).toEqual(["case.held", "« Bonjour »"]);
  });

  it("brings no second offer for the same round", () => {
    const town = asked();
    const [to] = file(town)?.holders.concat(file(town)?.offered ?? []) ?? [];
    if (to === undefined) throw new Error("nobody was asked");
    const late: FromDesk = {
      kind: "offer",
      round: 1,
      to: [to],
      until: monday + 90 * hour,
      mode: { kind: "normal" },
      urgent: false,
    };
    expect(file(settle(post(town, deskOwner, id, late)))?.due).toEqual(file(town)?.due);
  });

  it("does not put a case that is over on the list again", () => {
    const before = asked();
    const row = before.desk.rows[id];
    if (row === undefined) throw new Error("it is not on the list");
    const over = close(say(claim(before, "amal"), "amal", "Bonjour"), "amal");
    const town = settle(post(over, id, deskOwner, { kind: "register", row }));
    expect(town.desk.rows).toEqual({});
  });
});

describe("the desk", () => {
  const coordinate = "coordinator:zineb";

  it("lets nobody have more than four open cases, two when reduced", () => {
    let town = asked();
    const rows = Object.fromEntries(
      [2, 3, 4, 5].map((n) => {
        const other = caseOwner(person, n);
        return [
          other,
          { ...town.desk.rows[id]!, case: other, holders: ["amal"], phase: "active" as const },
        ];
      }),
    );
    town = { ...town, desk: { ...town.desk, rows: { ...town.desk.rows, ...rows } } };
    expect(outcome(claim(town, "amal"))).toBe("full");
    expect(outcome(claim(town, "badr"))).toBe("seated");
  });

  it("promises twice as long when reduced", () => {
    const reduced = commandsDesk(newTown(team), coordinate, {
      kind: "mode",
      mode: { kind: "reduced" },
    });
    const town = settle(does(reduced, { kind: "asks" }));
    expect(file(town)?.promised).toBe(monday + 4 * day);
  });

  it("says when it is back, and offers then what waited", () => {
    const returns = monday + 10 * day;
    const away = commandsDesk(newTown(team), coordinate, {
      kind: "mode",
      mode: { kind: "closed", returns },
    });
    const town = settle(does(away, { kind: "asks" }));
    expect(town.contact.said).toEqual(["case.away"]);
    expect(town.contact.human.open).toMatchObject({ returns, promised: returns + 2 * day });
    expect(file(town)?.phase).toBe("new");
    expect(file(until(town, returns))?.phase).toBe("offered");
  });

  it("is ruled by coordinators only", () => {
    const town = commandsDesk(newTown(team), "consultant:amal", {
      kind: "mode",
      mode: { kind: "reduced" },
    });
    expect(outcome(town)).toBe("not-yours");
    expect(town.desk.mode.kind).toBe("normal");
  });

  it("takes the cases of whoever leaves the team, and asks first who knew the organization", () => {
    let town = say(claim(asked(), "amal"), "amal", "Bonjour");
    town = commandsDesk(town, coordinate, { kind: "rota", consultants: team.slice(1), duty: [] });
    expect(file(town)).toMatchObject({ phase: "offered", holders: [] });
    expect(town.contact.said.at(-1)).toBe("case.returned");
    town = claim(town, "chama");
    const next = settle(
      does(settle(does(close(town, "chama"), { kind: "withdraws" })), { kind: "asks" }),
    );
    expect(next.cases[caseOwner(person, 2)]?.file?.offered[0]?.id).toBe("chama");
  });

  it("posts nothing that the contract does not know", () => {
    let town = does(newTown(team), { kind: "asks", request: { words: "Un site" } });
    for (let way = Object.keys(town.ways)[0]; way !== undefined; way = Object.keys(town.ways)[0]) {
      checkMail(town);
      town = deliver(town, way);
    }
    expect(Object.keys(town.ways)).toEqual([]);
  });
});
