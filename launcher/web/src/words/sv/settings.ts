export default {
  title: "Inställningar",
};
