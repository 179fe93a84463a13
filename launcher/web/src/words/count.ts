//! "1 minut", "2 minuter": the number with its word.

export const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
