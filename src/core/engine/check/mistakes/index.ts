import { actionMistakes } from "./actions.ts";
import { expressionMistakes } from "./expressions.ts";
import { fieldMistakes } from "./fields.ts";
import { keyMistakes } from "./keys.ts";
import { lengthMistakes } from "./lengths.ts";
import { messageMistakes } from "./messages.ts";
import { nameMistakes } from "./names.ts";
import { pathMistakes } from "./paths.ts";
import { questionMistakes } from "./questions.ts";
import { ruleMistakes } from "./rules.ts";
import { translationMistakes } from "./translations.ts";
import { variableMistakes } from "./variables.ts";
import { yamlMistakes } from "./yaml.ts";

/** Every mistake the checker knows, by its code. */
export const mistakes = {
  ...yamlMistakes,
  ...fieldMistakes,
  ...nameMistakes,
  ...pathMistakes,
  ...expressionMistakes,
  ...variableMistakes,
  ...actionMistakes,
  ...keyMistakes,
  ...translationMistakes,
  ...messageMistakes,
  ...questionMistakes,
  ...lengthMistakes,
  ...ruleMistakes,
} as const;
