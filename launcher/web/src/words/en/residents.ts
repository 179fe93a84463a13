import type { Words } from "..";

const words: Words["residents"] = {
  title: "Residents",
};

export default words;
