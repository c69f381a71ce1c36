import { addToCase, openCase } from "./case.ts";
import { agreeToCompare, askComparison, stopComparing } from "./compare.ts";
import { changeAnswer, describeChange } from "./change.ts";
import { eraseData, giveConsent, listData } from "./data.ts";
import {
  diagnosisStanding,
  finishDiagnosis,
  forgetProfile,
  goFurther,
  startAgain,
} from "./diagnosis.ts";
import { endMessage, pause, whatIsLeftNow } from "./conversation.ts";
import { explainDimension, listDimensions } from "./why.ts";
import { findAnswer, revisit } from "./correct.ts";
import { keepPreviousAnswer, nextProfileQuestion, nextScoredQuestion } from "./questions.ts";
import { makeInvitation, redeemInvitation, whereItStands } from "./invite.ts";
import { askModel, offerTopics, rateTopic, readTopic, relatedTopics } from "./knowledge.ts";
import { readCard, readPlan } from "./plan.ts";
import { readResult } from "./result.ts";

/** Everything a flow may `do`. */
export const actions = {
  "add-to-case": addToCase,
  "agree-to-compare": agreeToCompare,
  "ask-comparison": askComparison,
  "ask-model": askModel,
  "change-answer": changeAnswer,
  "describe-change": describeChange,
  "diagnosis-standing": diagnosisStanding,
  "end-message": endMessage,
  "erase-data": eraseData,
  "explain-dimension": explainDimension,
  "find-answer": findAnswer,
  "finish-diagnosis": finishDiagnosis,
  "forget-profile": forgetProfile,
  "give-consent": giveConsent,
  "go-further": goFurther,
  "keep-previous-answer": keepPreviousAnswer,
  "list-data": listData,
  "list-dimensions": listDimensions,
  "make-invitation": makeInvitation,
  "next-profile-question": nextProfileQuestion,
  "next-question": nextScoredQuestion,
  "open-case": openCase,
  "offer-topics": offerTopics,
  pause,
  "rate-topic": rateTopic,
  "read-card": readCard,
  "read-plan": readPlan,
  "read-result": readResult,
  "read-topic": readTopic,
  "redeem-invitation": redeemInvitation,
  "related-topics": relatedTopics,
  revisit,
  "start-again": startAgain,
  "stop-comparing": stopComparing,
  "what-is-left": whatIsLeftNow,
  "where-it-stands": whereItStands,
} as const;
