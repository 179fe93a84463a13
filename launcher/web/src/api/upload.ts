//! Sends a file with word of how far it has come; `fetch` does not tell that.

import { language } from "../state/language.svelte";
import type { Answer } from "./client";
import type { Media } from "./types";

/** Milliseconds without any progress after which the launcher counts as out of reach. */
const PATIENCE = 20_000;

/** Adds a photo or a sound to a resident; `progress` hears the share that is sent, 0 to 1. */
export function addMedia(resident: string, file: File, progress: (share: number) => void): Promise<Answer<Media>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), PATIENCE);
    };
    const away = () => {
      clearTimeout(timer);
      resolve({ kind: "unreachable" });
    };
    request.upload.onprogress = (event) => {
      wait();
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = away;
    request.onabort = away;
    request.onload = () => {
      clearTimeout(timer);
      let body: unknown = null;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // Not from the launcher; the status says enough.
      }
      if (request.status >= 200 && request.status < 300) resolve({ kind: "done", value: body as Media });
      else {
        const { detail, code } = (body ?? {}) as { detail?: string; code?: string };
        resolve({ kind: "refused", sentence: detail ?? null, status: request.status, code: code ?? null, problem: body });
      }
    };
    request.open("POST", `/api/v1/residents/${encodeURIComponent(resident)}/media?name=${encodeURIComponent(file.name.slice(0, 200))}`);
    request.setRequestHeader("Accept-Language", language.tag);
    // A tablet that does not know what a file is leaves that to the launcher, which looks inside.
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    wait();
    request.send(file);
  });
}
