//! Several together, and side by side.

import type { Words } from "..";

const words: Words["together"] = {
  title: "Together",
  why: "The same experience for several, in step.",
  who: "Who is going?",
  whoWhy: "Two to eight.",
  what: "Where to?",
  where: "Who has which headset?",
  wipeFirst: "Wipe and change the liners above and you can start.",
  answerFirst: "Answer the questions above and you can start.",
  next: "Next",
  start: "Start together",
  starting: "Starting …",
  chosen: (n) => `${n} chosen`,
  tooFew: "Choose at least two.",
  tooMany: (n) => `Just now ${n} headsets are free. Choose no more than that.`,
  noHeadsets: "Two headsets need to be on and free. Switch on another one and you can go together.",
  headsetOf: (name) => `Headset for ${name}`,
  sideBySide: "All side by side",
  inStep: (ms) => `In step: at most ${ms} milliseconds apart`,
  outOfStep: (ms) => `A little out of step: ${ms} milliseconds apart. Utsikt puts it right.`,
  measuring: "Measuring the step …",
  latecomer: "One more would like to come",
  latecomerWho: "Who comes later?",
  join: (headset) => `Join on ${headset}`,
  openIt: "Open",
  open: (name) => `Open ${name}`,
  over: "No session is on",
  overText: "Go to the start and pick who is going.",
  guest: (n) => `Guest ${n}`,
  addGuest: "Add a guest",
  howItWent: "How it went",
};

export default words;
