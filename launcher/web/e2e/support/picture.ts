//! Comparing pictures as the eye would from across the room: each is brought down to 32 × 18 fields by
//! averaging, and the mean difference of their colours is what counts.

import type { Locator, Page } from "playwright-core";

/** 32 × 18 fields of red, green and blue, 0 to 255. */
export type Fields = number[];

/** What an image on a page looks like. */
export function seen(image: Locator): Promise<Fields> {
  return image.evaluate(shrink);
}

/** What a PNG or JPEG looks like, decoded by the browser too. */
export async function seenInFile(page: Page, file: Buffer, kind: "png" | "jpeg" = "png"): Promise<Fields> {
  const image = await page.evaluateHandle(async (data) => {
    const image = new Image();
    image.src = data;
    await image.decode();
    return image;
  }, `data:image/${kind};base64,${file.toString("base64")}`);
  return image.evaluate(shrink as (image: HTMLImageElement) => Fields);
}

/** Mean difference of two pictures, 0 (the same) to 255. */
export function difference(one: Fields, other: Fields): number {
  if (one.length !== other.length) throw new Error(`${one.length} and ${other.length} values cannot be compared`);
  return one.reduce((sum, value, index) => sum + Math.abs(value - other[index]!), 0) / one.length;
}

/** How many fields are clearly magenta: a colour that no room of ours has. */
export function magenta(fields: Fields): number {
  let count = 0;
  for (let field = 0; field < fields.length; field += 3) {
    const [red, green, blue] = fields.slice(field, field + 3) as [number, number, number];
    if (Math.min(red, blue) - green > 40) count += 1;
  }
  return count;
}

/** In the page: an image as 32 × 18 averaged fields. */
function shrink(element: Element): number[] {
  const image = element as HTMLImageElement;
  const [columns, rows, cell] = [32, 18, 30];
  const canvas = document.createElement("canvas");
  canvas.width = columns * cell;
  canvas.height = rows * cell;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const sums = new Array<number>(columns * rows * 3).fill(0);
  for (let y = 0; y < canvas.height; y += 1) {
    for (let x = 0; x < canvas.width; x += 1) {
      const field = (Math.floor(y / cell) * columns + Math.floor(x / cell)) * 3;
      const pixel = (y * canvas.width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) sums[field + channel]! += data[pixel + channel]!;
    }
  }
  return sums.map((sum) => sum / (cell * cell));
}
