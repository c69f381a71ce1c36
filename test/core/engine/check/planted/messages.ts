import { plant, type Planted } from "../plant.ts";

const small = "locales/small.yaml";
const words = "locales/words.yaml";

export const messagePlants: Readonly<Record<string, readonly Planted[]>> = {
  "icu-syntax": [
    plant(small, "fr: Merci {name}.", "fr: Merci ▸{name.", "close the brace"),
    plant(small, "fr: Merci {name}.", "fr: |-\n    Bonjour\n    Merci ▸{name.", "close the brace"),
    plant(small, "fr: Merci {name}.", "fr: 'L''ami ▸{name.'", "close the brace"),
    plant(
      words,
      '"{n, plural, one {# question left} other {# questions left}}"',
      '"{n, plural, one {# question left}▸}"',
      "`other` is always needed",
    ),
  ],
  "quoted-brace": [plant(small, "fr: Qui est {org} ?", "fr: Le nom d▸'{org} ?", "’")],
  "unknown-sentence-variable": [
    plant(small, "fr: Merci {name}.", "fr: Merci {▸nmae}.", 'did you mean "name"?'),
    plant(
      small,
      "fr: Quel est votre nom ?",
      "fr: Quel est le nom de {▸place} ?",
      "with: { place: … }",
    ),
    plant(
      words,
      "{reste # questions}",
      "{reste # questions, {▸minutes} minutes}",
      "with: { minutes: … }",
    ),
    plant(small, "    fr: Type\n", "    fr: Type {▸kind}\n", "with: { kind: … }"),
  ],
  "label-with-variable": [
    plant(small, "    fr: Association\n", "    fr: Nous, {▸org}\n", "without"),
    plant(small, "      en: Law 112-12\n", "      en: Law of {▸org}\n", "without"),
  ],
  "uneven-variables": [plant(small, "ar: مرحبا، أنا {who}.", "ar: ▸مرحبا، أنا رفيق.", "the same")],
  "missing-plural": [
    plant(
      words,
      '"{n, plural, zero {انتهى} one {سؤال} two {سؤالان} few {# أسئلة}',
      '"▸{n, plural, zero {انتهى} one {سؤال} few {# أسئلة}',
      "six",
    ),
  ],
  "unused-argument": [
    plant(
      "flows/welcome.yaml",
      "{ who: '\"Rafiq\"' }",
      "{ who: '\"Rafiq\"', ▸whom: name }",
      'did you mean "who"?',
    ),
  ],
};
