//! What the charts show, and the sentence each of them says, worked out from the launcher's figures.
//! Pure functions; the sentence says what is there and claims nothing about why.

import type { Figures, Tick } from "../api/types";
import type { Words } from "../words";
import { isoDay, tenths } from "./when";

/** So many rows are seen at a glance. */
export const FEW = 8;

/** The spans of time that can be chosen. */
export type Period = "month" | "quarter" | "year" | "own";

/** The days of a period that ends today, both included: 28, 91 and 365 of them. */
export function daysOf(period: Exclude<Period, "own">, now: number): { from: string; to: string } {
  const length = { month: 28, quarter: 91, year: 365 }[period];
  const first = new Date(now);
  first.setDate(first.getDate() - (length - 1));
  return { from: isoDay(first), to: isoDay(now) };
}

/** A time in words: hours from ninety minutes on. */
export function timeOf(seconds: number, words: Words): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? words.reports.minutes(minutes) : words.reports.hours(Math.round(minutes / 60));
}

/** Whether the steps of time grow in number of sessions: the later half against the earlier, by a quarter at least. */
export function trendOf(steps: readonly { sessions: number }[]): "more" | "fewer" | "even" {
  const half = Math.floor(steps.length / 2);
  if (half === 0) return "even";
  const sum = (some: readonly { sessions: number }[]) => some.reduce((all, step) => all + step.sessions, 0);
  const earlier = sum(steps.slice(0, half));
  const later = sum(steps.slice(-half));
  if (later >= earlier * 1.25 && later > earlier) return "more";
  if (later <= earlier * 0.8 && later < earlier) return "fewer";
  return "even";
}

/** What the smileys say on average, or that there are none. */
export function smileysSay(figures: Pick<Figures, "before" | "after">, words: Words): string {
  const { before, after } = figures;
  if (before == null || after == null) return words.reports.smileys.none;
  const [one, other] = [tenths(before, words.tag), tenths(after, words.tag)];
  return one === other ? words.reports.smileys.same(one) : words.reports.smileys.up(one, other);
}

/** The ticks that were made, the most common first. */
export function ticksOf(figures: Pick<Figures, "ticks">): { tick: Tick; n: number }[] {
  return (Object.entries(figures.ticks) as [Tick, number][])
    .map(([tick, n]) => ({ tick, n }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
}

/** What was seen most. */
export function ticksSay(figures: Pick<Figures, "ticks">, words: Words): string {
  const [first] = ticksOf(figures);
  return first === undefined ? words.reports.ticks.none : words.reports.ticks.most(words.after.ticks[first.tick].toLocaleLowerCase(), first.n);
}

/** The two ends of a shift of the smiley, where both are known. */
export function shiftsOf<T extends Pick<Figures, "before" | "after">>(all: readonly T[]): (T & { before: number; after: number })[] {
  return all.filter((one): one is T & { before: number; after: number } => one.before != null && one.after != null);
}

/** The largest first; the order they came in where they are equal. */
export function largestFirst<T>(all: readonly T[], size: (one: T) => number): T[] {
  return [...all].sort((a, b) => size(b) - size(a));
}

/** Which columns of a chart get a label below: the first of each month, with `room` columns between two. */
export function monthLabels(steps: readonly { start: string }[], room: number): number[] {
  const chosen: number[] = [];
  steps.forEach(({ start }, index) => {
    const begins = index === 0 || start.slice(0, 7) !== steps[index - 1]!.start.slice(0, 7);
    const last = chosen.at(-1);
    if (begins && (last === undefined || index - last >= room)) chosen.push(index);
  });
  return chosen;
}
