//! The wall board.

import type { Words } from "..";

const words: Words["board"] = {
  title: "The board",
  free: "Free",
  used: "In use",
  wipe: "Wipe, new liner",
  off: "Not on",
  away: "No answer",
  room: (room) => `Last in ${room}`,
  battery: (percent) => `${percent} %`,
  none: "No headset has been in touch yet.",
  old: "The board can't reach Utsikt just now. This is the latest.",
  broken: (n) => (n === 1 ? "One experience needs mending." : `${n} experiences need mending.`),
  freeCount: (free, all) => `${free} of ${all} free`,
};

export default words;
