import { addToCase, answerCase, caseStanding, openCase, withdrawCase } from "./case.ts";
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
import { askService, beginService, keepIntake, nextIntakeQuestion } from "./service.ts";

/** Everything a flow may `do`. */
export const actions = {
  "add-to-case": addToCase,
  "answer-case": answerCase,
  "agree-to-compare": agreeToCompare,
  "ask-comparison": askComparison,
  "ask-model": askModel,
  "ask-service": askService,
  "begin-service": beginService,
  "case-standing": caseStanding,
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
  "keep-intake": keepIntake,
  "keep-previous-answer": keepPreviousAnswer,
  "list-data": listData,
  "list-dimensions": listDimensions,
  "make-invitation": makeInvitation,
  "next-intake-question": nextIntakeQuestion,
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
  "withdraw-case": withdrawCase,
} as const;
