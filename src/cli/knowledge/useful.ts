import { questionCountsSchema, questionsOwner } from "../../core/engine/owners/questions.ts";
import type { Topic } from "../../core/knowledge/topic.ts";
import type { Store } from "../../store/store.ts";

/** Writes how often the answer of each topic was of use, those that often were not first. */
export async function showUseful(
  store: Pick<Store, "stateOf">,
  topics: () => Promise<readonly Topic[]>,
  json: boolean,
  write: (text: string) => void,
): Promise<void> {
  const kept = await store.stateOf(questionsOwner);
  const counts = kept === null ? null : questionCountsSchema.parse(kept.state);
  const known = counts === null ? [] : await topics();
  const titles = new Map(known.map(({ id, title }) => [id, title.fr]));
  const rows = Object.entries(counts?.topics ?? {})
    .map(([id, [useful, not]]) => ({
      id: Number(id),
      title: titles.get(Number(id)) ?? null,
      useful,
      not,
    }))
    .sort((one, other) => other.not - one.not || one.useful - other.useful || one.id - other.id);
  if (json) return write(`${JSON.stringify(rows, null, 2)}\n`);
  if (rows.length === 0) write("No answer was judged yet.\n");
  else write("useful  not  of use  topic\n");
  for (const { id, title, useful, not } of rows) {
    const share = `${Math.round((100 * useful) / (useful + not))} %`;
    const figures = `${column(useful, 6)}  ${column(not, 3)}  ${column(share, 6)}`;
    write(`${figures}  ${id} ${title ?? "(gone)"}\n`);
  }
  if (counts !== null && counts.unkept > 0) {
    write(`${counts.unkept} questions were too many for their day and are not kept.\n`);
  }
}

function column(value: number | string, width: number): string {
  return String(value).padStart(width);
}
