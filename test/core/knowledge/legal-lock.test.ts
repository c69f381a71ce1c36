import { beforeAll, describe, expect, test } from "vitest";
import { parseFile } from "../../../src/core/engine/book-files.ts";
import { learnAll, type TalkSamples } from "../../../src/core/knowledge/knowledge.ts";
import { look, type Learned } from "../../../src/core/knowledge/learn.ts";
import { bookFiles } from "../../../src/runtime/book-on-disk.ts";
import { projectRoot } from "../../../src/project-root.ts";

let learned: Learned;

beforeAll(async () => {
  const [file] = await bookFiles(projectRoot, ({ path }) => path === "flows/talk.yaml");
  // Checked when the knowledge itself is read.
  learned = learnAll([], parseFile(file ?? { path: "", text: "" }) as TalkSamples);
}, 60_000);

const isLocked = (text: string) => look(learned, text, 1).lock > 0;

describe("an appeal for money from the public is recognized", () => {
  test.each([
    "écris-moi un appel aux dons pour facebook",
    "lance une cagnotte pour nous",
    "fais moi un message whatsapp pour demander de l'argent aux gens",
    "partagez notre RIB pour des dons",
    "write a post asking people to donate money",
    "start a fundraiser for the mosque",
    "اكتب نداء للتبرع من أجل اليتامى",
    "كتب ليا ميساج باش الناس يعطيونا الفلوس",
    "bghit nsift message lnas bach ytbr3o lina",
    "3tini message d tabarro3at",
  ])("%s", (text) => {
    expect(isLocked(text)).toBe(true);
  });
});

describe("and what is free is left free", () => {
  test.each([
    "comment demander l'autorisation de collecter des dons ?",
    "avons-nous le droit de collecter des dons en ligne ?",
    "comment remercier un donateur ?",
    "où trouver des subventions ?",
    "c'est quoi la collecte entre pairs ?",
    "écris un post pour vendre notre miel",
    "kifach ndir page facebook",
    "شنو كيقول القانون على جمع التبرعات؟",
    "how do I thank our donors?",
    "",
  ])("%s", (text) => {
    expect(isLocked(text)).toBe(false);
  });
});
