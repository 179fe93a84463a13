//! The seven things a caregiver may see (T7), each with its picture; the gladdest first.

import Reach from "@lucide/svelte/icons/hand";
import Frown from "@lucide/svelte/icons/frown";
import MessageCircle from "@lucide/svelte/icons/message-circle";
import Music from "@lucide/svelte/icons/music";
import Smile from "@lucide/svelte/icons/smile";
import Thermometer from "@lucide/svelte/icons/thermometer";
import Wind from "@lucide/svelte/icons/wind";
import type { Tick } from "../api/types";

export const TICKS: readonly Tick[] = ["smile", "talks", "sings", "reaches_out", "restless", "sad", "sick"];

export const TICK_ICONS = {
  smile: Smile,
  talks: MessageCircle,
  sings: Music,
  reaches_out: Reach,
  restless: Wind,
  sad: Frown,
  sick: Thermometer,
} as const;
