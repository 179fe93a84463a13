//! Where a resident would like to go, and the check-list.

import type { Words } from "..";
import { count } from "../count";

const words: Words["resident"] = {
  whereTo: (name) => `Where would ${name} like to go?`,
  guestWhereTo: "Where would you like to go?",
  edit: "About",
  editWho: (name) => `About ${name}`,
  again: "Again",
  againWhat: (experience) => `Again: ${experience}`,
  againOn: (headset) => `Starts on ${headset}`,
  suggestions: "Suggestions",
  favourites: "Favourites",
  everything: "Search and pick",
  search: "Find a topic, place or year",
  filters: "Show only",
  short: (minutes) => `At most ${minutes} minutes`,
  calm: "Calm",
  still: "Still picture",
  reclined: "Fine lying down",
  found: (n) => count(n, "experience", "experiences"),
  noneFound: "Nothing fits just that. Take away a choice or search for something else.",
  more: "Show more",
  gone: "The resident is no longer here",
  goneText: "Someone may have removed the details. Go to the start and pick someone else.",
  looking: "Fetching …",
  noSuggestions: "There are no suggestions here yet. Fill in the life story and they come.",
  favourite: "Favourite",
  disliked: "Does not like it",
  check: {
    title: (name) => `Before ${name} goes`,
    why: "Asked once a year. Tap what is true.",
    epilepsy: "Epilepsy",
    pacemaker: "Pacemaker",
    wounds: "Wounds on the face",
    neck: "Sore neck",
    stroke: "Recent stroke",
    blindness: "Sees very poorly",
    none: "None of these",
    consent: (name) => `${name} says yes`,
    assent: (name) => `${name} shows that it is fine`,
    askFirst: "Ask the nurse before you go. If the nurse says yes, tap below.",
  },
};

export default words;
