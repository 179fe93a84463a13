//! The first screen.

import type { Words } from "..";

const words: Words["home"] = {
  question: "Who is going on an outing?",
  running: "On now",
  headsets: "Headsets",
  goBack: (experience) => `Back to ${experience}`,
  goBackFor: (resident, experience) => `Back to ${resident}: ${experience}`,
  search: "Find a name or a room",
  noneFound: "No resident is called that. Try another name or a room.",
  noResidents: "There are no residents here yet. Add the first one, or take a guest along for now.",
  addResident: "Add a resident",
  room: (room) => `Room ${room}`,
  favourite: (experience) => `Favourite: ${experience}`,
  last: (experience) => `Last: ${experience}`,
  first: "First outing",
  guest: "A guest",
  guestWhy: "Someone who does not live here",
  ways: "More",
  residents: "Residents",
  reports: "Reports",
  settings: "Settings",
  log: "Who has seen what",
  makerQuestion: "Experiences",
  makerText: "This is how staff see them. What needs mending stands with each experience.",
  auditorQuestion: "What would you like to review?",
  cannotStart: "Can't be started",
  cannotStartWhy: "Something in this experience needs mending. Utsikt has put it aside. Pick another one for now.",
};

export default words;
