//! The questions before a first visit.

import { expect, it } from "vitest";
import { callsForCare, left, QUESTIONS, whole, type Answers } from "./checklist";

it("are whole only when each has an answer, also a no, and somebody agrees", () => {
  const answers: Answers = {};
  expect(left(answers)).toBe(7);
  for (const question of QUESTIONS) answers[question] = false;
  expect(left(answers)).toBe(1);
  expect(whole(answers)).toBeNull();
  answers.consent = "assent";
  expect(left(answers)).toBe(0);
  expect(whole(answers)).toEqual(answers);
});

it("call for care at any yes", () => {
  expect(callsForCare({ epilepsy: false })).toBe(false);
  expect(callsForCare({ epilepsy: false, neck: true })).toBe(true);
});
