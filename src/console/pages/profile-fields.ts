import { skills, spokenLanguages, type Skill } from "../../core/cases/rota.ts";
import { readName } from "../../core/consultants/name.ts";
import type { Profile } from "../../core/consultants/team.ts";
import { html, type Html } from "../html.ts";
import { field } from "../page.ts";
import type { Visit } from "../visit.ts";

const levels = [0, 1, 2, 3] as const;

/** Name, languages and skills to fill in. */
export function profileFields({ words, form }: Visit, kept: Partial<Profile>): Html {
  // At the door they may wait: whoever comes in wants to be in.
  const isNew = kept.name === undefined;
  const isAgain = form.has("name");
  const name = form.get("name") ?? kept.name ?? "";
  const spoken: readonly string[] = isAgain
    ? form.getAll("spoken")
    : (kept.languages ?? ["fr", "ary"]);
  const levelOf = (skill: Skill) => Number(form.get(`skill-${skill}`) ?? kept.skills?.[skill] ?? 0);
  return html` ${field({ name: "name", label: words.name, hint: words.nameHint, value: name, autocomplete: "username" })}
    <fieldset>
      <legend>${words.spoken}</legend>
      <div class="checks">
        ${spokenLanguages.map(
          (one) => html`<label class="check"
            ><input
              type="checkbox"
              name="spoken"
              value="${one}"
              ${spoken.includes(one) ? html`checked` : null}
            />
            ${words[one]}</label
          >`,
        )}
      </div>
    </fieldset>
    <details class="fold" ${isNew ? null : html`open`}>
      <summary>${words.skills}</summary>
      <div class="skills">
        ${skills.map(
          (skill) => html`<label for="skill-${skill}">${words[skill]}</label>
            <select id="skill-${skill}" name="skill-${skill}">
              ${levels.map(
                (level) =>
                  html`<option value="${level}" ${levelOf(skill) === level ? html`selected` : null}>
                    ${words[`level${level}`]}
                  </option>`,
              )}
            </select>`,
        )}
      </div>
    </details>`;
}

/** What was filled in; null when the name is none. */
export function readProfile({ form }: Visit): Profile | null {
  const name = readName(form.get("name") ?? "");
  if (name === null) return null;
  const spoken = form.getAll("spoken");
  const known = skills.flatMap((skill) => {
    const level = Number(form.get(`skill-${skill}`) ?? 0);
    return level === 1 || level === 2 || level === 3 ? [[skill, level] as const] : [];
  });
  return {
    name,
    languages: spokenLanguages.filter((one) => spoken.includes(one)),
    skills: Object.fromEntries(known),
  };
}
