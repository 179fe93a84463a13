//! What the wall board and the lock show: headsets and what they do, never a resident.

import { ask, type Answer } from "./client";
import type { Board } from "./soon";

export const board = (): Promise<Answer<Board>> => ask("GET", "/board");
