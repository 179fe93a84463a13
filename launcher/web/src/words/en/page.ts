//! What stands on every screen.

import type { Words } from "..";

const words: Words["page"] = {
  home: "To the start",
  back: "Back",
  lock: "Lock",
  text: "Text",
  textSize: { usual: "Usual text", large: "Larger text" },
  theme: "Light",
  themes: { auto: "As the tablet", light: "Light", dark: "Dark" },
  install: "Put Utsikt on the tablet",
  idleSoon: "I lock soon. Touch the screen and we go on.",
  idleStay: "Go on",
  notYours: "This page is for others",
  notYoursText: "What you logged in with does not open this page. Go to the start and pick something there.",
};

export default words;
