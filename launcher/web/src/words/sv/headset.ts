//! A headset's state.

export default {
  state: {
    Lobby: "Redo",
    Loading: "Gör i ordning",
    Playing: "Visar",
    Paused: "Pausade",
    Ending: "Tonar ut",
    Unreachable: "Svarar inte",
  },
  off: "Inte på",
  showing: (experience: string) => `Visar ${experience}`,
  battery: (percent: number) => `Batteri ${percent} %`,
  batteryLow: (percent: number) => `Batteri ${percent} %. Ladda snart.`,
  lifted: "Avtagna",
};
