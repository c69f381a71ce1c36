import { Document, isMap, isSeq } from "yaml";
import { fold, wordsOf } from "../language/fold.ts";
import { languages, type Language } from "../language/languages.ts";
import { monthsGood } from "./check-topics.ts";
import { hidden } from "./hidden.ts";
import { redact } from "./redact.ts";
import { answerMost, titleMost, type Topic } from "./topic.ts";

/** A question that a consultant answered well. */
export interface GoodAnswer {
  readonly language: Language;
  readonly question: string;
  readonly answer: string;
  /** The id of the topic nearest to it, whose service, owner and the like it takes; null when none is. */
  readonly topic: number | null;
}

export interface Draft {
  /** The file's name below `flows/knowledge/`, without `.yaml`. */
  readonly slug: string;
  /** The file. */
  readonly text: string;
}

/**
 * A topic's file begun from a good answer, with the next free id and what the given language says.
 *
 * What a person must still do stands under `todo`, one line a thing. A file with `todo` is refused
 * by `checkTopics`, and by the program at its start. Personal things are taken out of question and
 * answer, `names` too. `today` is a day as in `2026-11-25`.
 */
export function draftTopic(
  { language, question, answer, topic }: GoodAnswer,
  topics: readonly Topic[],
  today: string,
  names: readonly string[] = [],
): Draft {
  const asked = redact(question, names).replace(/\s+/gu, " ");
  const told = redact(answer, names);
  const near = topics.find(({ id }) => id === topic);
  const id = Math.max(0, ...topics.map((one) => one.id)) + 1;
  const law = near?.law ?? false;
  const months = monthsGood({ law });
  const file = {
    todo: todo({ language, asked, told }, near),
    id,
    service: near?.service ?? "training",
    dimension: near?.dimension ?? "GOV",
    levels: near?.levels ?? [1, 2, 3, 4, 5],
    law,
    owner: near?.owner ?? "coordination",
    reviewed: today,
    expires: Temporal.PlainDate.from(today).add({ months }).toString(),
    check: ["Réponse donnée par un consultant, à relire."],
    sources: [{ title: "Réponse d'un consultant, à relire par l'équipe", seen: null }],
    related: near === undefined ? [] : [near.id],
    label: inEach(() => ""),
    title: inEach((one) => (one === language && asked.length <= titleMost ? asked : "")),
    answer: inEach((one) => (one === language ? told : "")),
    today: inEach(() => ""),
    questions: inEach((one) => (one === language ? [asked] : [])),
  };
  return { slug: slugOf(asked, id), text: write(file) };
}

/** In French, as everything that is written for who keeps the topics. */
function todo(
  { language, asked, told }: Readonly<Record<"language" | "asked" | "told", string>>,
  near: Topic | undefined,
): readonly string[] {
  const others = languages.filter((one) => one !== language).join(", ");
  const tasks = [
    near === undefined
      ? "Choisir service, dimension, niveaux, responsable et sujets liés (related) ; dire si c'est du droit (law)."
      : `Relire service, dimension, niveaux et responsable, repris du sujet ${near.id} (${near.slug}).`,
    "Vérifier la réponse, et nommer la source ou la page lue.",
    `Titre : une question courte (${titleMost} caractères au plus), dans les cinq langues.`,
    "Libellé du bouton (label, 20 caractères au plus), dans les cinq langues.",
    "Un geste à faire aujourd'hui (today), dans les cinq langues.",
    `Traduire la réponse : ${others}.`,
    "Questions : au moins cinq par langue, comme les gens les écrivent.",
  ];
  if (told.length > answerMost)
    tasks.push(`Raccourcir la réponse : ${told.length} caractères, ${answerMost} avec le geste.`);
  if (asked.includes(hidden) || told.includes(hidden))
    tasks.push(`Récrire ce qui a été retiré (${hidden}) sans nommer personne.`);
  return tasks;
}

function inEach<Value>(of: (language: Language) => Value): Readonly<Record<Language, Value>> {
  // Built from the list of languages, which the compiler cannot follow.
  return Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<
    Language,
    Value
  >;
}

const unsaid = new Set(
  `bonjour bonsoir salut salam hello hi je me appelle suis est-ce que quoi quel quelle comment pourquoi faire
  le la les un une des du de et ou en sur pour avec dans notre nos mon ma mes vous nous on svp merci please
  how what can do we our my the an to on for in of with is are smiti ismi kifach kifash bghit bghina chno
  dyal dyalna wach had hadi men mn`.split(/\s+/u),
);

/** The telling words in Latin letters, or the number alone. */
function slugOf(question: string, id: number): string {
  const words = wordsOf(fold(question)).filter(
    (word) => /^[a-z][a-z0-9]+$/u.test(word) && !unsaid.has(word),
  );
  return words.length < 2 ? `topic-${id}` : words.slice(0, 4).join("-").slice(0, 40);
}

/** As the other topics are written: short lists on one line, long words in a block. */
function write(file: object): string {
  const document = new Document(file);
  for (const path of [["levels"], ["related"], ["sources", 0]]) {
    const node = document.getIn(path);
    if (isSeq(node) || isMap(node)) node.flow = true;
  }
  return document.toString({ lineWidth: 0 }).replace(/^(\w+: )\[ (.*) \]$/gmu, "$1[$2]");
}
