//! How it went, and the headset wiped.

import type { Words } from "..";

const words: Words["after"] = {
  title: (name) => `How did it go for ${name}?`,
  guestTitle: "How did it go?",
  before: "Before",
  after: "Afterwards",
  feel: "How it felt, in the view of the one who went",
  smileys: { 1: "Sad", 2: "A little sad", 3: "In between", 4: "Quite glad", 5: "Glad" },
  saw: "What did you see?",
  when: { before: "Before", during: "During", after: "After" },
  ticks: {
    smile: "Smiles",
    talks: "Talks",
    sings: "Sings",
    reaches_out: "Reaches out",
    restless: "Restless",
    sad: "Sad",
    sick: "Feels sick",
  },
  line: "A line to your colleagues",
  lineWhy: "Only if you like.",
  save: "Save",
  saving: "Saving …",
  saved: "Saved",
  savedAt: (time) => `Saved ${time}`,
  notYet: "Not saved yet. I keep it here and try again until it works. Do not close the page.",
  notYetCount: "Something is not saved yet. I try again until it works. Do not close the page.",
  practice: "You are practising, so nothing is saved.",
  wipe: (headset) => `Wipe ${headset} and change the liner`,
  wipeWhy: "Then it is ready for the next one.",
  wiped: "Wiped and new liner",
  isWiped: (headset) => `${headset} is ready for the next one.`,
  later: "Later",
  done: "Done",
};

export default words;
