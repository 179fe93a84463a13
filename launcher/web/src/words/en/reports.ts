import type { Words } from "..";

const words: Words["reports"] = {
  title: "Reports",
};

export default words;
