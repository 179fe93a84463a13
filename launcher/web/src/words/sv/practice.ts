export default {
  on: "Du övar.",
  onWhy: "Allt är som på riktigt. Inget sparas.",
  end: "Sluta öva",
  start: "Öva",
  startWhy: "Allt som på riktigt, inget sparas",
  someone: "Påhittad boende",
  room: "Bara för övning",
};
