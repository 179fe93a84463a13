//! How this tablet likes to be read: text size, light or dark. Remembered on the tablet, nowhere else.

import { recall, remember } from "./memory";

export type TextSize = "usual" | "large";
export type Theme = "auto" | "light" | "dark";

class Comfort {
  text = $state<TextSize>(recall("text") === "large" ? "large" : "usual");
  theme = $state<Theme>(themeOf(recall("theme")));

  chooseText(text: TextSize): void {
    this.text = text;
    remember("text", text);
  }

  chooseTheme(theme: Theme): void {
    this.theme = theme;
    remember("theme", theme);
  }
}

function themeOf(text: string | null): Theme {
  return text === "light" || text === "dark" ? text : "auto";
}

/** The one comfort of this page. */
export const comfort = new Comfort();
