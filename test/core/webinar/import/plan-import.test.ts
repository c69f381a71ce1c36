import { describe, expect, it } from "vitest";
import { recognizeColumns } from "../../../../src/core/webinar/import/columns.ts";
import { consentSchema, readDeclared } from "../../../../src/core/webinar/import/consent.ts";
import { enroll } from "../../../../src/core/webinar/import/enroll.ts";
import { planImport, settle } from "../../../../src/core/webinar/import/plan-import.ts";
import { parseTable } from "../../../../src/core/webinar/import/table.ts";
import { webinarMailSchema } from "../../../../src/core/webinar/mail.ts";
import { noRegistrations } from "../../../../src/core/webinar/registrations.ts";

describe("columns", () => {
  it.each([
    [
      "Horodateur,Nom complet,Numéro WhatsApp,Langue,J'accepte de recevoir des messages,Nombre de places",
      { given: 0, phone: 2, language: 3, consent: 4, seats: 5 },
    ],
    [
      "Timestamp;Full name;Phone number;Language;Do you agree to be contacted?;Seats;Reminders",
      { given: 0, phone: 2, language: 3, consent: 4, seats: 5, reminders: 6 },
    ],
    [
      "طابع زمني\tالاسم الكامل\tرقم الهاتف\tاللغة\tهل توافق على تلقي الرسائل؟ أوافق\tعدد الأشخاص",
      { given: 0, phone: 2, language: 3, consent: 4, seats: 5 },
    ],
    ["Consentement|Téléphone portable (WhatsApp)|Rappels", { consent: 0, phone: 1, reminders: 2 }],
    ["J'accepte les rappels WhatsApp,GSM", { consent: 0, phone: 1 }],
    ["Nombre de membres,Date de naissance,Tél,Autorisation", { phone: 2, consent: 3 }],
    ["\u200EN° de téléphone\u200F;الموافقة", { phone: 0, consent: 1 }],
  ])("are recognized by their headers: %s", (header, columns) => {
    const [row] = parseTable(header).rows;
    const found = recognizeColumns(row?.cells ?? [], [], {});
    expect(found).toMatchObject({ kind: "columns" });
    expect(found.kind === "columns" && found.columns).toEqual(columns);
  });

  it("take the column with the most numbers for the phone", () => {
    const { rows } = parseTable(
      "Avez-vous WhatsApp ?;Téléphone fixe;GSM\noui;0522334455;0612345678",
    );
    const found = recognizeColumns(rows[0]?.cells ?? [], rows.slice(1), {});
    expect(found).toMatchObject({ columns: { phone: 2 } });
  });

  it("are named by hand, by their header or their place", () => {
    const header = ["A", "Votre  numéro", "Accord"];
    expect(recognizeColumns(header, [], { phone: "votre numéro", consent: "#3" })).toEqual({
      kind: "columns",
      columns: { phone: 1, consent: 2 },
      unread: ["A"],
    });
    for (const phone of ["Autre", "#4", "#0"]) {
      expect(recognizeColumns(header, [], { phone })).toMatchObject({ kind: "mistake" });
    }
  });

  it("are not guessed: no phone, or two that may hold the consent", () => {
    expect(recognizeColumns(["Nom", "Ville"], [], {})).toMatchObject({ kind: "mistake" });
    const two = ["Tél", "J'accepte les messages", "J'autorise le traitement"];
    expect(recognizeColumns(two, [], {})).toMatchObject({ kind: "mistake" });
  });
});

const header = ["Horodateur", "Tél", "Langue", "J'accepte", "Places", "Rappels"];
const columns = { given: 0, phone: 1, language: 2, consent: 3, seats: 4, reminders: 5 };
const plan = (text: string) =>
  planImport(parseTable(text, ";").rows, { header, columns, declared: null, language: "fr" });

describe("plans of an import", () => {
  it("take whoever said yes, with what they asked for and the proof of it", () => {
    expect(plan("25/11/2026 10:02:33;06 12 34 56 78;الدارجة;Oui;2;non")).toEqual([
      {
        kind: "person",
        line: 1,
        number: "+212612345678",
        seats: 2,
        language: "ary",
        reminders: false,
        how: { kind: "column", asked: "J'accepte", said: "Oui", given: "25/11/2026 10:02:33" },
        notes: [],
      },
    ]);
  });

  it("leave out whoever did not say yes, without showing who they are", () => {
    const lines = plan(";0612345678;;Non\n;0612345679;;\n;0612345670;;peut-être\n;0522334455;;Oui");
    expect(lines.map((line) => line.kind === "skipped" && line.why)).toEqual([
      "no consent: they said no",
      "no consent: nothing is said",
      "no consent: what is said is no clear yes",
      "a landline: WhatsApp needs a mobile number",
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/\d{5}/u);
  });

  it("take the last of several lines with one number, however it is written", () => {
    const lines = plan(";0612345678;fr;Oui;1\n;+212 612 345 678;ar;Oui;2");
    expect(lines).toMatchObject([
      { kind: "skipped", why: "the same number stands on line 2, which counts" },
      { kind: "person", seats: 2, language: "ar" },
    ]);
  });

  it.each([";0612345678;;Non\n;0612345678;;Oui", ";0612345678;;Oui\n;0612345678;;Non"])(
    "take nobody who said no on another line: %j",
    (text) => {
      expect(plan(text).every(({ kind }) => kind === "skipped")).toBe(true);
    },
  );

  it("leave a good line alone when a later one with the same number says nothing clear", () => {
    expect(plan(";0612345678;;Oui\n;0612345678;;").map(({ kind }) => kind)).toEqual([
      "person",
      "skipped",
    ]);
  });

  it("say what was understood otherwise, and skip lines of blanks", () => {
    expect(plan(";612345678;espagnol;Oui;5;bof\n; ;;;;\u200E")).toMatchObject([
      {
        seats: 2,
        reminders: false,
        notes: [
          "its leading 0 was lost",
          "5 places asked for: 2 at most",
          "language not understood: fr",
          "reminders yes or no is not understood: none",
        ],
      },
    ]);
  });

  it("leave out whoever is registered, was imported before or asked for silence", () => {
    const lines = plan(";0612345671;;Oui\n;0612345672;;Oui\n;0612345673;;Oui\n;0612345674;;Oui");
    const settled = settle(lines, (number) => ({
      registered: number.endsWith("1"),
      imported: number.endsWith("2"),
      stopped: number.endsWith("3"),
    }));
    expect(settled.map((line) => line.kind === "skipped" && line.why)).toEqual([
      "registered already",
      "imported already",
      "they asked us to write no more",
      false,
    ]);
  });
});

describe("consent for a whole file", () => {
  it.each([
    ["J'accepte de recevoir des rappels, 2026-11-20", "J'accepte de recevoir des rappels"],
    ["J'accepte de recevoir des rappels 20/11/2026", "J'accepte de recevoir des rappels"],
    ["أوافق على تلقي رسائل (2026-11-20)", "أوافق على تلقي رسائل"],
  ])("is read with its date: %s", (said, shown) => {
    expect(readDeclared(said, "2026-11-25")).toEqual({
      kind: "declared",
      shown,
      since: "2026-11-20",
    });
  });

  it.each([
    "J'accepte de recevoir des rappels",
    "oui, 2026-11-20",
    "J'accepte de recevoir des rappels, 2026-12-20",
    "J'accepte de recevoir des rappels, 2026-02-30",
    "2026-11-20",
  ])("is refused without a sentence and a day that was: %s", (said) => {
    expect(readDeclared(said, "2026-11-25")).toBeNull();
  });
});

describe("the contact's turn of an import", () => {
  const consent = consentSchema.parse({
    file: "0".repeat(64),
    line: 2,
    at: 1,
    how: { kind: "column", asked: "J'accepte", said: "Oui", given: null },
  });
  const mail = {
    kind: "import",
    webinar: "w12",
    seats: 1,
    language: "fr",
    reminders: true,
    consent,
  } as const;
  const before = { registrations: noRegistrations, consents: {} };

  it("keeps the proof and registers once", () => {
    const turn = enroll(before, mail, { stopped: false, ask: 7 });
    expect(turn.consents).toEqual({ w12: consent });
    expect(turn.registrations.asked).toEqual({ w12: 7 });
    expect(turn.posts.map(({ body }) => webinarMailSchema.parse(body))).toMatchObject([
      { kind: "register", source: "import", ask: 7 },
    ]);
    const again = enroll(turn, mail, { stopped: false, ask: 8 });
    expect(again).toEqual({ ...turn, posts: [] });
  });

  it("leaves whoever asked for silence alone", () => {
    expect(enroll(before, mail, { stopped: true, ask: 7 })).toEqual({ ...before, posts: [] });
  });
});
