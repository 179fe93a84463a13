//! When the launcher can't be reached, or there is nothing yet.

export default {
  looking: "Hämtar upplevelserna …",
  away: "Når inte Utsikt just nu. Det som visas i glasögonen går vidare. Jag försöker hela tiden.",
  never: "Når inte Utsikt",
  neverText:
    "Surfplattan får inget svar. Jag försöker igen hela tiden. Se efter att datorn med Utsikt är på.",
  noExperiences: "Här finns inga upplevelser än",
  noExperiencesText:
    "Utsikt har letat i sin mapp och inte hittat någon. Be den som gör innehållet att lägga in en.",
  noHeadsets: "Inga glasögon har hört av sig. Utsikt letar hela tiden. Sätt på ett par, så dyker de upp här.",
  notThrough: {
    pause: "Pausen gick inte fram: jag når inte Utsikt. Lyft av glasögonen, så pausar de själva.",
    stop: "Jag når inte Utsikt. Lyft av glasögonen nu. Jag avbryter så fort jag får kontakt.",
    volume: "Ljudet ändrades inte: jag når inte Utsikt. Försök igen om en stund.",
    recentre: "Det gick inte att rikta om: jag når inte Utsikt. Försök igen om en stund.",
    listening: "Ljud och text ändrades inte: jag når inte Utsikt. Försök igen om en stund.",
    cue: "Knappen gick inte fram: jag når inte Utsikt. Försök igen om en stund.",
    next: "Det gick inte att byta plats: jag når inte Utsikt. Försök igen om en stund.",
    start: "Det gick inte att starta: jag når inte Utsikt. Försök igen om en stund.",
    react: "Trycket gick inte fram: jag når inte Utsikt. Försök igen om en stund.",
    wiped: "Det gick inte att spara att de är torkade: jag når inte Utsikt. Försök igen om en stund.",
    keep: "Det gick inte att spara: jag når inte Utsikt. Försök igen om en stund.",
  },
  unexpected: "Det gick inte. Inget har ändrats. Försök en gång till.",
};
