//! What stands on every screen.

export default {
  home: "Till början",
  back: "Tillbaka",
  lock: "Lås",
  text: "Text",
  textSize: { usual: "Vanlig text", large: "Större text" },
  theme: "Ljus",
  themes: { auto: "Som surfplattan", light: "Ljust", dark: "Mörkt" },
  install: "Lägg Utsikt på surfplattan",
  idleSoon: "Jag låser snart. Rör vid skärmen, så fortsätter vi.",
  idleStay: "Fortsätt",
  notYours: "Den här sidan är för andra",
  notYoursText: "Det du loggade in med öppnar inte den här sidan. Gå till början och välj något där.",
};
