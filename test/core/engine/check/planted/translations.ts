import { plant, type Planted } from "../plant.ts";

const small = "locales/small.yaml";
const other = "locales/other.yaml";

export const translationPlants: Readonly<Record<string, readonly Planted[]>> = {
  "unknown-language": [
    plant(
      other,
      "  ary-Latn: met2ekked?\n",
      "  ▸ary-latn: met2ekked?\n",
      'did you mean "ary-Latn"?',
    ),
    plant(other, "  en: Sure?\n", "  en: Sure?\n  ▸tamazight: Tidet?\n", "languages.ts"),
  ],
  "not-a-sentence": [plant(other, "sure:\n", "▸list: [un, deux]\nsure:\n", "one line a language")],
  "empty-sentence": [plant(other, "  fr: Sûr ?\n", "  ▸fr:\n", "remove the line")],
  "missing-language": [
    plant(
      other,
      "sure:\n  fr: Sûr ?\n  ar: متأكد؟\n  ary: متأكد؟\n  ary-Latn: met2ekked?\n  en: Sure?\n",
      "▸sure:\n  ary-Latn: met2ekked?\n",
      "add `fr:`",
    ),
  ],
  "fallback-language": [
    {
      edits: [
        { in: other, from: "sure:\n", to: "▸sure:\n" },
        { in: other, from: "  ary-Latn: met2ekked?\n", to: "" },
      ],
      suggests: "ary-Latn speakers read it in fr",
    },
  ],
  "wrong-script": [
    plant(small, "fr: Laquelle ?", "fr: ▸أيها؟", "exchanged"),
    plant(small, "ary: شمن وحدة؟", "ary: ▸chmen we7da?", "exchanged"),
  ],
  "typed-isolate": [
    plant(small, "fr: Loi 112-12", "fr: Loi ▸\u2066112-12\u2069", "delete it"),
    plant(small, "ar: ما اسمكم؟", 'ar: "ما ▸\\u200fاسمكم؟"', "delete it"),
  ],
};
