//! Words to pixels: the typeface, how wide its lines are, and the picture of a caption.
//!
//! [`Lettering`] measures and draws on the processor, without a graphics card: a page is a small picture
//! that is made once when it is shown. Its ground is a soft warm dark, so that the letters can be
//! read before a white sky; the letters are off-white.
//!
//! Everything is Atkinson Hyperlegible Next, drawn for readers of poor sight. It has the letters of
//! European languages that are written with Latin ones; what it lacks is left out. Right-to-left
//! writing is not laid out.

use swash::scale::{Render, ScaleContext, Source};
use swash::shape::ShapeContext;
use swash::zeno::{Format, Vector};
use swash::{FontRef, GlyphId};

use super::size::{TextSize, width_in_cone};

const TYPEFACE: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/fonts/AtkinsonHyperlegibleNext-Medium.ttf"
));

/// The colour of the letters, sRGB.
pub const INK: [u8; 3] = [0xf6, 0xf0, 0xe6];
/// The colour behind them, sRGB.
pub const GROUND: [u8; 3] = [0x1e, 0x17, 0x12];
/// How much of the picture behind is covered by the ground, 0 to 1.
pub const COVER: f32 = 0.88;

/// From one line to the next; this and the following in heights of the type (its em).
const LINE: f32 = 1.22;
/// The ground to the left and right of the longest line.
const BESIDE: f32 = 0.52;
/// The ground above the first capitals and below the last letters' feet.
const ABOVE: f32 = 0.48;
/// How round the ground's corners are.
const ROUND: f32 = 0.55;
/// Where the ground fades into the picture, outside of all that.
const SOFT: f32 = 0.42;

/// The letters at one size and density.
pub struct Lettering {
    font: FontRef<'static>,
    shaper: ShapeContext,
    scaler: ScaleContext,
    /// Pixels a degree.
    density: f32,
    /// Degrees from line to line of a type that is set solid.
    em: f32,
    /// The height of a capital, in ems.
    capital: f32,
}

/// A caption as pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct CaptionPicture {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// How wide it is to be seen, in degrees.
    pub across: f32,
    /// How high it is to be seen, in degrees.
    pub high: f32,
    /// Rows from the top, RGBA with the colours (sRGB) multiplied by how much they cover.
    pub pixels: Vec<u8>,
}

/// A glyph and how far from the beginning of its line it stands, in pixels.
struct Placed {
    glyph: GlyphId,
    x: f32,
    y: f32,
}

impl Lettering {
    /// Pixels a degree at the least, so that no headset shows more than there is.
    pub const LEAST_DENSITY: f32 = 25.0;

    /// The letters at a size, drawn with so many pixels a degree. `None` only if the typeface that is a
    /// part of this program were not one.
    pub fn new(size: TextSize, density: f32) -> Option<Self> {
        let font = FontRef::from_index(TYPEFACE, 0)?;
        let metrics = font.metrics(&[]);
        let capital = metrics.cap_height / f32::from(metrics.units_per_em);
        (capital > 0.0).then(|| Self {
            font,
            shaper: ShapeContext::new(),
            scaler: ScaleContext::new(),
            density: density.max(Self::LEAST_DENSITY),
            em: size.capitals() / capital,
            capital,
        })
    }

    /// How wide the letters of a line are, in degrees.
    pub fn width(&mut self, line: &str) -> f32 {
        self.shape(line).1 / self.density
    }

    /// Whether a line stands within the cone (H3) as one of two.
    pub fn fits(&mut self, line: &str) -> bool {
        let height = (LINE + self.capital + 2.0 * ABOVE) * self.em;
        self.width(line) <= width_in_cone(height) - 2.0 * BESIDE * self.em
    }

    /// Draws lines one below the other, each in the middle.
    pub fn picture(&mut self, lines: &[String]) -> CaptionPicture {
        let em = self.em * self.density;
        let shaped: Vec<_> = lines.iter().map(|line| self.shape(line)).collect();
        let longest = shaped.iter().map(|(_, width)| *width).fold(0.0, f32::max);
        let between = LINE * em * lines.len().saturating_sub(1) as f32;
        let ground = (
            longest + 2.0 * BESIDE * em,
            between + (self.capital + 2.0 * ABOVE) * em,
        );
        let soft = SOFT * em;
        let width = (ground.0 + 2.0 * soft).ceil();
        let height = (ground.1 + 2.0 * soft).ceil();
        let mut canvas = Canvas::new(width as usize, height as usize);
        canvas.ground(ground, ROUND * em, soft);
        let first = (height - ground.1) / 2.0 + (ABOVE + self.capital) * em;
        for (number, (glyphs, line_width)) in shaped.iter().enumerate() {
            let left = (width - line_width) / 2.0;
            // Feet of letters on whole pixels: their lower edges stay sharp.
            let feet = (first + LINE * em * number as f32).round();
            self.write(&mut canvas, glyphs, left, feet);
        }
        CaptionPicture {
            width: width as u32,
            height: height as u32,
            across: width / self.density,
            high: height / self.density,
            pixels: canvas.pixels,
        }
    }

    /// The glyphs of a line and its width, in pixels.
    fn shape(&mut self, line: &str) -> (Vec<Placed>, f32) {
        let line = self.readable(line);
        let size = self.em * self.density;
        let mut shaper = self.shaper.builder(self.font).size(size).build();
        shaper.add_str(&line);
        let (mut glyphs, mut at) = (Vec::new(), 0.0);
        shaper.shape_with(|cluster| {
            for glyph in cluster.glyphs {
                glyphs.push(Placed {
                    glyph: glyph.id,
                    x: at + glyph.x,
                    y: glyph.y,
                });
                at += glyph.advance;
            }
        });
        (glyphs, at)
    }

    /// The line in characters that the typeface has.
    fn readable(&self, line: &str) -> String {
        let known = self.font.charmap();
        let has = |character: char| known.map(character) != 0;
        let nearest = |character: char| match character {
            '♫' | '♬' | '♩' => '♪',
            '\u{2010}' | '\u{2011}' => '-',
            other => other,
        };
        line.chars()
            .map(nearest)
            .filter(|&character| has(character))
            .collect()
    }

    fn write(&mut self, canvas: &mut Canvas, glyphs: &[Placed], left: f32, feet: f32) {
        let size = self.em * self.density;
        let mut scaler = self
            .scaler
            .builder(self.font)
            .size(size)
            .hint(false)
            .build();
        for placed in glyphs {
            let (x, y) = (left + placed.x, feet - placed.y);
            let (whole_x, whole_y) = (x.floor(), y.floor());
            let image = Render::new(&[Source::Outline])
                .format(Format::Alpha)
                .offset(Vector::new(x - whole_x, whole_y - y))
                .render(&mut scaler, placed.glyph);
            if let Some(image) = image {
                let corner = (
                    whole_x as i32 + image.placement.left,
                    whole_y as i32 - image.placement.top,
                );
                canvas.ink(corner, image.placement.width as usize, &image.data);
            }
        }
    }
}

/// The pixels while they are drawn.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![0; width * height * 4],
        }
    }

    /// A rounded ground of a size in the middle, fading outwards over `soft` pixels.
    fn ground(&mut self, size: (f32, f32), round: f32, soft: f32) {
        let middle = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let round = round.min(size.0 / 2.0).min(size.1 / 2.0);
        let straight = (size.0 / 2.0 - round, size.1 / 2.0 - round);
        for (index, pixel) in self.pixels.chunks_exact_mut(4).enumerate() {
            let (x, y) = (index % self.width, index / self.width);
            let beyond = |at: usize, middle: f32, straight: f32| {
                ((at as f32 + 0.5 - middle).abs() - straight).max(0.0)
            };
            let outside =
                beyond(x, middle.0, straight.0).hypot(beyond(y, middle.1, straight.1)) - round;
            // The eye sees no edge where the light changes evenly at both ends.
            let gone = (outside / soft).clamp(0.0, 1.0);
            let cover = COVER * (1.0 - gone * gone * (3.0 - 2.0 * gone));
            for (value, colour) in pixel.iter_mut().zip(GROUND) {
                *value = (f32::from(colour) * cover).round() as u8;
            }
            pixel[3] = (255.0 * cover).round() as u8;
        }
    }

    /// Lays a glyph over what is there: `shape` is how much each pixel is covered, in rows of `width`.
    fn ink(&mut self, corner: (i32, i32), width: usize, shape: &[u8]) {
        for (row, line) in shape.chunks_exact(width.max(1)).enumerate() {
            for (column, &covered) in line.iter().enumerate() {
                let place = (
                    usize::try_from(corner.0 + column as i32),
                    usize::try_from(corner.1 + row as i32),
                );
                let (Ok(x), Ok(y)) = place else { continue };
                if x >= self.width || y >= self.height {
                    continue;
                }
                let covered = f32::from(covered) / 255.0;
                let pixel = &mut self.pixels[(y * self.width + x) * 4..][..4];
                let over = |under: u8, colour: u8| {
                    (f32::from(colour) * covered + f32::from(under) * (1.0 - covered)).round() as u8
                };
                for (value, colour) in pixel.iter_mut().zip([INK[0], INK[1], INK[2], 255]) {
                    *value = over(*value, colour);
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "lettering_tests.rs"]
mod tests;
