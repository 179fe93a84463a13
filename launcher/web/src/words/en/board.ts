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
  freeCount: (free, all) => `${free} of ${all} free`,
};

export default words;
