export default {
  question: "Vart vill ni åka?",
  running: "Pågår nu",
  headsets: "Glasögon",
  goBack: (experience: string) => `Tillbaka till ${experience}`,
  cannotStart: "Går inte att starta",
  cannotStartWhy:
    "Något i den här upplevelsen behöver rättas. Utsikt har lagt den åt sidan. Välj en annan så länge.",
};
