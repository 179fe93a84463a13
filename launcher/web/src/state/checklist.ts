//! The questions before a first visit (T9): which there are, what is left, and whether something calls for care.

import type { ChecklistAnswers } from "../api/types";

export const QUESTIONS = ["epilepsy", "pacemaker", "wounds", "neck", "stroke", "blindness"] as const;
export const CONSENTS = ["consent", "assent"] as const;

/** Answers as they are given, one after the other. */
export type Answers = Partial<ChecklistAnswers>;

/** How many questions have no answer yet. */
export function left(answers: Answers): number {
  return QUESTIONS.filter((question) => answers[question] === undefined).length + (answers.consent === undefined ? 1 : 0);
}

/** The answers when all are given, else null. */
export function whole(answers: Answers): ChecklistAnswers | null {
  return left(answers) === 0 ? (answers as ChecklistAnswers) : null;
}

/** Whether an answer calls for a word with the nurse. */
export function callsForCare(answers: Answers): boolean {
  return QUESTIONS.some((question) => answers[question] === true);
}
