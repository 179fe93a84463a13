//! Practice mode.

import type { Words } from "..";

const words: Words["practice"] = {
  on: "You are practising.",
  onWhy: "Everything is as real. Nothing is saved.",
  end: "End practice",
  start: "Practice",
  someone: "Made-up resident",
  room: "For practice only",
};

export default words;
