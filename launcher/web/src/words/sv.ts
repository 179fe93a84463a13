//! Swedish, and the shape every other language follows: same keys, same order. Spoken, short, "du".
//! One file an area, gathered here.

import access from "./sv/access";
import after from "./sv/after";
import board from "./sv/board";
import connection from "./sv/connection";
import experience from "./sv/experience";
import headset from "./sv/headset";
import home from "./sv/home";
import log from "./sv/log";
import page from "./sv/page";
import practice from "./sv/practice";
import reports from "./sv/reports";
import resident from "./sv/resident";
import residents from "./sv/residents";
import session from "./sv/session";
import settings from "./sv/settings";
import together from "./sv/together";

export default {
  tag: "sv",
  name: "Svenska",
  language: "Språk",
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
