import type { Words } from "..";

const words: Words["log"] = {
  title: "Who has seen what",
};

export default words;
