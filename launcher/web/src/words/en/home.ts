import type { Words } from "..";

const words: Words["home"] = {
  question: "Where would you like to go?",
  running: "On now",
  headsets: "Headsets",
  goBack: (experience) => `Back to ${experience}`,
  cannotStart: "Can't be started",
  cannotStartWhy:
    "Something in this experience needs mending. Utsikt has put it aside. Choose another for now.",
};

export default words;
