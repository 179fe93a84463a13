//! The wall board.

export default {
  title: "Tavlan",
  free: "Ledig",
  used: "Används",
  wipe: "Torka och byt skydd",
  off: "Inte på",
  away: "Svarar inte",
  room: (room: string) => `Senast i ${room}`,
  battery: (percent: number) => `${percent} %`,
  none: "Inga glasögon har hört av sig än.",
  old: "Tavlan når inte Utsikt just nu. Det här är det senaste.",
  broken: (n: number) => (n === 1 ? "En upplevelse behöver rättas." : `${n} upplevelser behöver rättas.`),
  freeCount: (free: number, all: number) => `${free} av ${all} lediga`,
};
