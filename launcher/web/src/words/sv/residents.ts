export default {
  title: "Boende",
};
