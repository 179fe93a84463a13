//! When the launcher can't be reached, or there is nothing yet.

import type { Words } from "..";

const words: Words["connection"] = {
  looking: "Fetching the experiences …",
  away: "Can't reach Utsikt just now. What the headsets show goes on. I keep trying.",
  never: "Can't reach Utsikt",
  neverText:
    "The tablet gets no answer. I keep trying. Check that the computer with Utsikt is on.",
  noExperiences: "There are no experiences here yet",
  noExperiencesText:
    "Utsikt has looked in its folder and found none. Ask the person who makes the content to add one.",
  noHeadsets: "No headset has been in touch. Utsikt keeps looking. Switch one on, and it turns up here.",
  notThrough: {
    pause: "The pause did not get through: Utsikt can't be reached. Lift the headset off and it pauses by itself.",
    stop: "Utsikt can't be reached. Lift the headset off now. I stop it as soon as I get through.",
    volume: "The sound did not change: Utsikt can't be reached. Try again in a while.",
    recentre: "Facing forward did not get through: Utsikt can't be reached. Try again in a while.",
    listening: "Sound and text did not change: Utsikt can't be reached. Try again in a while.",
    cue: "The button did not get through: Utsikt can't be reached. Try again in a while.",
    next: "The next place did not get through: Utsikt can't be reached. Try again in a while.",
    start: "It could not start: Utsikt can't be reached. Try again in a while.",
    react: "The tap did not get through: Utsikt can't be reached. Try again in a while.",
    wiped: "It was not saved that it is wiped: Utsikt can't be reached. Try again in a while.",
    keep: "It was not saved: Utsikt can't be reached. Try again in a while.",
  },
  unexpected: "That did not work. Nothing has changed. Try once more.",
};

export default words;
