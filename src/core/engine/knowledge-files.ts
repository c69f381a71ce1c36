import { z } from "zod";
import { Fault } from "../fault.ts";
import {
  makeKnowledge,
  smallTalk,
  webinarSubjects,
  type Knowledge,
} from "../knowledge/knowledge.ts";
import { signNames } from "../knowledge/sureness.ts";
import { inEach, topicSchema, type Topic } from "../knowledge/topic.ts";
import { isTopicFile, parseFile, type BookFile, type ParseFile } from "./book-files.ts";

/** Reads a topic. Throws `book/invalid` naming the file. */
export function readTopic(file: BookFile, parse: ParseFile = parseFile): Topic {
  const parsed = topicSchema.safeParse(parse(file));
  if (!parsed.success) throw new Fault("book/invalid", file.path, { cause: parsed.error });
  const slug = file.path.slice("flows/knowledge/".length, -".yaml".length);
  return { ...parsed.data, slug };
}

const talkSchema = z.record(
  z.enum([
    ...smallTalk,
    ...webinarSubjects.map((subject) => `webinar-${subject}` as const),
    "abuse",
    "outside",
    "appeal",
    "fair",
  ]),
  inEach(z.array(z.string().min(1))),
);

const judgeSchema = z.strictObject({
  signs: z.record(z.enum(signNames), z.number()),
  languages: inEach(z.number()),
});

const thresholdsSchema = inEach(
  z.strictObject({ answer: z.number().min(0).max(1), offer: z.number().min(0).max(1) }),
).extend({ sureness: z.strictObject({ right: judgeSchema, ours: judgeSchema }) });

/** Learns from all files that `isKnowledgeFile` names. Throws `book/invalid`. */
export function readKnowledge(files: readonly BookFile[], parse: ParseFile = parseFile): Knowledge {
  const said = (path: string): unknown => {
    const file = files.find((one) => one.path === path);
    if (file === undefined) throw new Fault("book/invalid", `${path} is missing`);
    return parse(file);
  };
  return makeKnowledge(
    files.filter(isTopicFile).map((file) => readTopic(file, parse)),
    talkSchema.parse(said("flows/talk.yaml")),
    thresholdsSchema.parse(said("flows/thresholds.yaml")),
  );
}
