import type { Words } from "..";

const words: Words["settings"] = {
  title: "Settings",
};

export default words;
