//! Practice mode.

export default {
  on: "Du övar.",
  onWhy: "Allt är som på riktigt. Inget sparas.",
  end: "Sluta öva",
  start: "Öva",
  someone: "Påhittad boende",
  room: "Bara för övning",
};
