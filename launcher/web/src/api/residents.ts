//! Residents as a caregiver needs them to go on an outing: the list, suggestions, tastes, the check-list.

import { answer, asking, client, type Answer } from "./client";
import type { Resident, Suggestion, Taste } from "./types";

export { answerChecklist as checklist, resident, residents } from "./residents-edit";

export const suggestions = (id: string): Promise<Answer<Suggestion[]>> =>
  answer(client.GET("/api/v1/residents/{id}/suggestions", { params: { path: { id } }, ...asking() }));

/** Says what a resident thinks of an experience; null forgets what was said. */
export const taste = (id: string, experience: string, taste: Taste | null): Promise<Answer<Resident>> =>
  answer(
    client.PUT("/api/v1/residents/{id}/tastes/{experience}", {
      params: { path: { id, experience } },
      body: { taste },
      ...asking(),
    }),
  );
