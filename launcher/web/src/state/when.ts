//! Days, times and spans as they are said in a language. The clock comes in as an argument.

/** English dates as in Europe: the day before the month. */
export function localeOf(tag: string): string {
  return tag === "en" ? "en-GB" : tag;
}

/** A day: "12 november", with the year when it is not this year's. */
export function dayOf(moment: string | number | Date, tag: string, now: number): string {
  const date = new Date(moment);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(localeOf(tag), {
    day: "numeric",
    month: "long",
    ...(!sameYear && { year: "numeric" }),
  }).format(date);
}

/** A time of day on a day: "12 november 14:05". */
export function momentOf(moment: string | number | Date, tag: string, now: number): string {
  const time = new Intl.DateTimeFormat(localeOf(tag), { hour: "2-digit", minute: "2-digit" }).format(new Date(moment));
  return `${dayOf(moment, tag, now)} ${time}`;
}

/** A day as an address and a date field have it: 2026-11-12, in the tablet's own zone. */
export function isoDay(moment: number | Date): string {
  const date = new Date(moment);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A number with at most one decimal, as the language writes it. */
export function tenths(value: number, tag: string): string {
  return new Intl.NumberFormat(localeOf(tag), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

/** Bytes as "3,4 MB". */
export function megabytes(bytes: number, tag: string): string {
  const value = bytes / 1_000_000;
  return `${new Intl.NumberFormat(localeOf(tag), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} MB`;
}
