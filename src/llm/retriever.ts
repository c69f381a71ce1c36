import { Document } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import { find, type Knowledge } from "../core/knowledge/knowledge.ts";
import type { Topic } from "../core/knowledge/topic.ts";
import { guessLanguage } from "../core/language/detect.ts";
import type { Language } from "../core/language/languages.ts";
import { articleOf } from "./prompt.ts";

/** What stands beside the text of a topic. */
export interface TopicMetadata {
  readonly id: number;
  readonly title: string;
  readonly language: Language;
  readonly answer: string;
  readonly sources: Topic["sources"];
}

/**
 * The knowledge base as a retriever: the topics that answer a question, the likeliest first, at
 * most three. None for small talk, abuse, an appeal for money, and what we know nothing about.
 */
export class KnowledgeRetriever extends BaseRetriever<TopicMetadata> {
  override lc_namespace = ["rafiq", "knowledge"];
  private readonly knowledge: Knowledge;
  private readonly language: Language | null;

  /** Without a language each question is answered in its own, or in French when it has none. */
  constructor(knowledge: Knowledge, language: Language | null = null) {
    super();
    this.knowledge = knowledge;
    this.language = language;
  }

  override _getRelevantDocuments(query: string): Promise<Document<TopicMetadata>[]> {
    const language = this.language ?? languageOf(query);
    const found = find(this.knowledge, query, language);
    const topics = found.kind === "answer" || found.kind === "offer" ? found.topics : [];
    return Promise.resolve(topics.map((topic) => documentOf(topic, language)));
  }
}

/** A topic as a document: its answer and what to do today, in one language. */
export function documentOf(topic: Topic, language: Language): Document<TopicMetadata> {
  const { id, title, text } = articleOf(topic, language);
  return new Document({
    id: String(id),
    pageContent: text,
    metadata: { id, title, language, answer: topic.answer[language], sources: topic.sources },
  });
}

function languageOf(query: string): Language {
  const { language } = guessLanguage(query);
  return language === null || language === "zgh" ? "fr" : language;
}
