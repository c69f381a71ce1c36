import type { BookFile } from "../../../../src/core/engine/book-files.ts";
import { rafiq, type Program } from "../../../../src/core/engine/check/program.ts";

/** A book without a mistake, in which each type of step stands at least once. */
export const smallBook: Readonly<Record<string, string>> = {
  "flows/facts.yaml": `contact:
  language: string
  consent: string
org:
  P1: string
  members: double
`,
  "flows/welcome.yaml": `flow: welcome
version: 1.0.0
about: Every type of step once.
variables:
  name: string
  about: string
  page: double
  found: string
  choices: dyn
  question: string
  valid: bool
renamed: { greet: hello }

steps:
  - id: hello
    say: small.hello
    with: { who: '"Rafiq"' }

  - id: find
    do: find-answer
    with: { about: about, page: page }

  - id: found
    branch:
      - { when: 'found == "one" && page < 3.0', to: again }
    else: which

  - id: which
    ask: small.which
    choicesFrom: choices
    keep: question
    doubt: "no"

  - id: again
    set: { page: page + 1.0 }

  - id: place
    pick: question
    among: [type, tell]
    else: tell

  - id: type
    ask: small.type
    choices:
      - association
      - { id: coop, to: tell }
    keep: org.P1

  - id: tell
    ask: small.tell
    text: 200
    keep: name
    doubt: "no"

  - id: other
    call: other

  - id: redeem
    do: redeem-invitation
    with: { typed: name }

  - id: waiting
    wait: { joined: bye, refused: bye }
    minutes: 2
    late: bye

  - id: bye
    say: small.bye

  - id: end
    end: flow
`,
  "flows/other.yaml": `flow: other
version: 1.0.0

steps:
  - id: sure
    ask: other.sure
    choices: ["yes", "no"]
    doubt: "no"

  - id: end
    end: flow
`,
  "locales/small.yaml": `hello:
  fr: Bonjour, je suis {who}.
  ar: مرحبا، أنا {who}.
  ary: السلام، أنا {who}.
  ary-Latn: salam, ana {who}.
  en: Hello, I am {who}.
which:
  fr: Laquelle ?
  ar: أيها؟
  ary: شمن وحدة؟
  ary-Latn: chmen we7da?
  en: Which one?
type:
  fr: Qui est {org} ?
  ar: من هي {org}؟
  ary: شكون هي {org}؟
  ary-Latn: chkoun hiya {org}?
  en: Who is {org}?
  name:
    fr: Type
    ar: النوع
    ary: النوع
    ary-Latn: naw3
    en: Type
  association:
    fr: Association
    ar: جمعية
    ary: جمعية
    ary-Latn: jam3iya
    en: Association
  coop:
    fr: Coopérative
    ar: تعاونية
    ary: تعاونية
    ary-Latn: ta3awniya
    en: Cooperative
    about:
      fr: Loi 112-12
      ar: القانون 112.12
      ary: القانون 112.12
      ary-Latn: l9anoun 112-12
      en: Law 112-12
tell:
  fr: Quel est votre nom ?
  ar: ما اسمكم؟
  ary: شنو سميتكم؟
  ary-Latn: chno smiytkom?
  en: What is your name?
bye:
  fr: Merci {name}.
  ar: شكراً {name}.
  ary: شكرا {name}.
  ary-Latn: choukran {name}.
  en: Thank you {name}.
`,
  "locales/other.yaml": `sure:
  fr: Sûr ?
  ar: متأكد؟
  ary: متأكد؟
  ary-Latn: met2ekked?
  en: Sure?
  "yes":
    fr: Oui
    ar: نعم
    ary: آه
    ary-Latn: ah
    en: Yes
  "no":
    fr: Non
    ar: لا
    ary: لا
    ary-Latn: la
    en: "No"
`,
  "locales/words.yaml": `org:
  coop:
    fr: votre coopérative
    ar: تعاونيتكم
    ary: التعاونية ديالكم
    ary-Latn: ta3awniya dyalkom
    en: your cooperative
left:
  fr: "{n, plural, one {reste # question} other {reste # questions}}"
  ar: "{n, plural, zero {انتهى} one {سؤال} two {سؤالان} few {# أسئلة} many {# سؤالاً} other {# سؤال}}"
  ary: "{n, plural, zero {سالينا} one {سؤال} two {جوج أسئلة} few {# أسئلة} many {# سؤال} other {# سؤال}}"
  ary-Latn: "{n, plural, one {b9a # so2al} other {b9aw # so2al}}"
  en: "{n, plural, one {# question left} other {# questions left}}"
`,
};

/** A program that starts one flow and says two sentences by itself. */
export const smallProgram: Program = {
  ...rafiq,
  needs: ["flows/facts.yaml"],
  starts: { welcome: [] },
  spoken: () =>
    new Map([
      ["words.org.coop", { with: [], optional: false }],
      ["words.left", { with: ["n"], optional: false }],
    ]),
};

export function filesOf(book: Readonly<Record<string, string>>): readonly BookFile[] {
  return Object.entries(book).map(([path, text]) => ({ path, text }));
}
