//! English: one file an area, gathered here.

import type { Words } from ".";
import access from "./en/access";
import after from "./en/after";
import board from "./en/board";
import connection from "./en/connection";
import experience from "./en/experience";
import headset from "./en/headset";
import home from "./en/home";
import log from "./en/log";
import page from "./en/page";
import practice from "./en/practice";
import reports from "./en/reports";
import resident from "./en/resident";
import residents from "./en/residents";
import session from "./en/session";
import settings from "./en/settings";
import together from "./en/together";

const words: Words = {
  tag: "en",
  name: "English",
  language: "Language",
  page,
  access,
  home,
  resident,
  experience,
  headset,
  session,
  after,
  together,
  board,
  connection,
  practice,
  residents,
  reports,
  settings,
  log,
};

export default words;
