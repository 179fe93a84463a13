export default {
  title: "Rapporter",
};
