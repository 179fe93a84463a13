//! A headset's state.

import type { Words } from "..";

const words: Words["headset"] = {
  state: {
    Lobby: "Ready",
    Loading: "Getting ready",
    Playing: "Showing",
    Paused: "Paused",
    Ending: "Fading out",
    Unreachable: "Not answering",
  },
  off: "Not on",
  showing: (experience) => `Showing ${experience}`,
  battery: (percent) => `Battery ${percent}%`,
  batteryLow: (percent) => `Battery ${percent}%. Charge it soon.`,
  lifted: "Taken off",
};

export default words;
