//! The picture of each thing that can be ticked during and after a session (T7).

import type { Component } from "svelte";
import CloudRain from "@lucide/svelte/icons/cloud-rain";
import Hand from "@lucide/svelte/icons/hand";
import MessageCircle from "@lucide/svelte/icons/message-circle";
import Music from "@lucide/svelte/icons/music";
import Smile from "@lucide/svelte/icons/smile";
import Thermometer from "@lucide/svelte/icons/thermometer";
import Wind from "@lucide/svelte/icons/wind";
import type { Tick } from "../api/shapes";

export const TICKS: Record<Tick, Component<{ size?: number; "aria-hidden"?: "true" }>> = {
  smile: Smile,
  talks: MessageCircle,
  sings: Music,
  reaches_out: Hand,
  restless: Wind,
  sad: CloudRain,
  sick: Thermometer,
};
