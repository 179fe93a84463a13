export default {
  title: "Vem har sett vad",
};
