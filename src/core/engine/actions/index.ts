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
import {
  agreeFollowUp,
  askAgainLater,
  chooseAction,
  neverAgain,
  noteActionDone,
  touchStanding,
} from "./follow-up.ts";
import { endMessage, pause, whatIsLeftNow } from "./conversation.ts";
import { explainDimension, listDimensions } from "./why.ts";
import { findAnswer, revisit } from "./correct.ts";
import { keepPreviousAnswer, nextProfileQuestion, nextScoredQuestion } from "./questions.ts";
import { makeInvitation, redeemInvitation, whereItStands } from "./invite.ts";
import { askModel, offerTopics, rateTopic, readTopic, relatedTopics } from "./knowledge.ts";
import { readCard, readPlan } from "./plan.ts";
import {
  answerWebinar,
  askSpeaker,
  certificateStanding,
  keepIntention,
  leaveWebinar,
  makeCertificate,
  moveRegistration,
  registerWebinar,
  remindOfWebinar,
  stopRemindersOfAll,
} from "./registration.ts";
import { readResult } from "./result.ts";
import { findWebinar, listMine, listWebinars, openLink, readWebinar } from "./webinars.ts";
import { askService, beginService, keepIntake, nextIntakeQuestion } from "./service.ts";

/** Everything a flow may `do`. */
export const actions = {
  "add-to-case": addToCase,
  "answer-case": answerCase,
  "agree-follow-up": agreeFollowUp,
  "agree-to-compare": agreeToCompare,
  "answer-webinar": answerWebinar,
  "ask-again-later": askAgainLater,
  "ask-comparison": askComparison,
  "ask-model": askModel,
  "ask-service": askService,
  "ask-speaker": askSpeaker,
  "begin-service": beginService,
  "case-standing": caseStanding,
  "certificate-standing": certificateStanding,
  "change-answer": changeAnswer,
  "choose-action": chooseAction,
  "describe-change": describeChange,
  "diagnosis-standing": diagnosisStanding,
  "end-message": endMessage,
  "erase-data": eraseData,
  "explain-dimension": explainDimension,
  "find-answer": findAnswer,
  "find-webinar": findWebinar,
  "finish-diagnosis": finishDiagnosis,
  "forget-profile": forgetProfile,
  "give-consent": giveConsent,
  "go-further": goFurther,
  "keep-intake": keepIntake,
  "keep-intention": keepIntention,
  "keep-previous-answer": keepPreviousAnswer,
  "leave-webinar": leaveWebinar,
  "list-data": listData,
  "list-dimensions": listDimensions,
  "list-mine": listMine,
  "list-webinars": listWebinars,
  "make-certificate": makeCertificate,
  "make-invitation": makeInvitation,
  "move-registration": moveRegistration,
  "never-again": neverAgain,
  "next-intake-question": nextIntakeQuestion,
  "next-profile-question": nextProfileQuestion,
  "next-question": nextScoredQuestion,
  "note-action": noteActionDone,
  "open-case": openCase,
  "open-link": openLink,
  "offer-topics": offerTopics,
  pause,
  "rate-topic": rateTopic,
  "read-card": readCard,
  "read-plan": readPlan,
  "read-result": readResult,
  "read-topic": readTopic,
  "read-webinar": readWebinar,
  "redeem-invitation": redeemInvitation,
  "register-webinar": registerWebinar,
  "related-topics": relatedTopics,
  "remind-of-webinar": remindOfWebinar,
  revisit,
  "start-again": startAgain,
  "stop-comparing": stopComparing,
  "stop-reminders": stopRemindersOfAll,
  "touch-standing": touchStanding,
  "what-is-left": whatIsLeftNow,
  "where-it-stands": whereItStands,
  "withdraw-case": withdrawCase,
} as const;
