import { plant, type Planted } from "../plant.ts";

const flow = "flows/other.yaml";

export const yamlPlants: Readonly<Record<string, readonly Planted[]>> = {
  "yaml-syntax": [
    plant("locales/other.yaml", "fr: Sûr ?", "fr: ▸Sûr : vraiment ?", "between quotes"),
    plant(flow, '["yes", "no"]', '["yes", "no"', "same number of spaces", [8, 5]),
  ],
  "duplicate-key": [
    plant(flow, "    ask: other.sure\n", "    ask: other.sure\n    ▸ask: other.sure\n", "keep one"),
    plant("locales/other.yaml", "  en: Sure?\n", "  en: Sure?\n  ▸fr: Certain ?\n", "keep one"),
  ],
  "yaml-alias": [plant("locales/other.yaml", "fr: Sûr ?", "fr: ▸*important", "between quotes")],
  "missing-file": [
    {
      edits: [],
      without: "flows/facts.yaml",
      at: { file: "flows/facts.yaml", line: 1, column: 1 },
      suggests: "restore it",
    },
  ],
};
