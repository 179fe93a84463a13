//! What the wall board and the lock show: headsets and what they do, never a resident.

import { answer, asking, client, type Answer } from "./client";
import type { Board } from "./types";

export const board = (): Promise<Answer<Board>> => answer(client.GET("/api/v1/board", asking()));
