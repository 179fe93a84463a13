"""What hangs in the album until it is filled: old photographs of our own places, slides, and a tune on the radio.

    python3 experiences/familjealbumet/make/samples.py

The pictures are views out of the panoramas of the other experiences, toned and worn by numbers. Needs ffmpeg.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "make"))

import numpy as np
from PIL import Image, ImageFilter

from look import flat

MEDIA = HERE.parent / "media"
SIZE = (720, 540)

# Name: the panorama, which part of it one eye sees, and the view: yaw, pitch, degrees across.
SHORE, PORCH = ("skogssjo/media/shore.jpg", "top"), ("forsta-snon/media/porch.jpg", "left")
VERANDA, KITCHEN = ("sommarstugan/media/veranda.jpg", None), ("sommarstugan/media/kok.jpg", None)
DAY, YARD = ("ljusets-vandring/media/day.jpg", None), ("sno-pa-garden/media/snow.jpg", None)
PHOTOGRAPHS = {
    "brygga": (SHORE, 4, -4, 62),
    "veranda": (VERANDA, -4, -6, 58),
    "kok": (KITCHEN, 0, -4, 70),
    "vinter": (YARD, -8, 2, 66),
    "sjon": (DAY, 0, 0, 60),
    "farstun": (PORCH, 0, -4, 60),
}
SLIDES = {
    "dia-sjo": (SHORE, -38, 0, 62),
    "dia-tradgard": (VERANDA, 62, -2, 66),
    "dia-stuga": (KITCHEN, 75, -4, 66),
    "dia-sno": (PORCH, 28, 0, 56),
}


def view(source, yaw, pitch, across):
    """The view as floats 0..1, shape (height, width, 3)."""
    file, part = source
    pixels = np.asarray(Image.open(ROOT / file).convert("RGB"))
    if part == "top":
        pixels = pixels[: len(pixels) // 2]
    if part == "left":
        pixels = pixels[:, : pixels.shape[1] // 2]
    return flat(pixels, yaw, pitch, across, SIZE, half=part == "left") / 255.0


def grain(seed, amount):
    """Grain as film has it: soft, the same in all colours."""
    noise = Image.fromarray((np.random.default_rng(seed).normal(0.5, 0.2, SIZE[::-1]).clip(0, 1) * 255).astype(np.uint8))
    soft = np.asarray(noise.filter(ImageFilter.GaussianBlur(0.8))) / 255.0 - 0.5
    return amount * soft[..., None]


def falling_off(strength):
    """Darker corners."""
    x, y = np.meshgrid(np.linspace(-1, 1, SIZE[0]), np.linspace(-1, 1, SIZE[1]))
    return (1 - strength * np.clip((x * x + y * y) / 2, 0, 1) ** 1.5)[..., None]


def photograph(picture, seed):
    """Grey, softly toned, on paper with a white border that has yellowed."""
    grey = (picture @ [0.35, 0.5, 0.15])[..., None]
    dark, bright = np.percentile(grey, [1, 99])
    grey = np.clip((grey - dark) / (bright - dark), 0, 1)
    grey = np.clip(grey * falling_off(0.35) + grain(seed, 0.16), 0, 1)
    shade, paper = np.array([0.17, 0.12, 0.08]), np.array([0.97, 0.93, 0.84])
    toned = shade + (paper - shade) * grey
    border = 26
    framed = np.ones((SIZE[1] + 2 * border, SIZE[0] + 2 * border, 3)) * paper * [1.0, 0.995, 0.985]
    framed[border:-border, border:-border] = toned
    return framed


def slide(picture, seed):
    """Colour film of the sixties: warm, a little too much contrast, shadows towards blue."""
    bent = np.clip(picture, 0, 1) ** [0.92, 1.0, 1.1]
    bent = bent * bent * (3 - 2 * bent) * 0.45 + bent * 0.55
    warm = bent * [1.05, 0.99, 0.88] + [0.02, 0.015, 0.035]
    return np.clip(warm * falling_off(0.25) + grain(seed, 0.08), 0, 1)


def save(picture, name):
    file = MEDIA / f"{name}.jpg"
    Image.fromarray((picture * 255).round().astype(np.uint8)).save(file, quality=84)
    print(file.name, file.stat().st_size // 1024, "kB", flush=True)


def main():
    MEDIA.mkdir(parents=True, exist_ok=True)
    for number, (name, place) in enumerate(PHOTOGRAPHS.items()):
        save(photograph(view(*place), number), name)
    for number, (name, place) in enumerate(SLIDES.items()):
        save(slide(view(*place), 100 + number), name)
    # As a small loudspeaker gives it: no bass, no treble, a little rough.
    radio = "highpass=f=220,lowpass=f=3800,acompressor=threshold=-20dB:ratio=3,afade=t=in:d=2,loudnorm=I=-23:TP=-3"
    tune = ROOT.parent / "assets/music/varmland.ogg"
    command = ["ffmpeg", "-v", "error", "-y", "-i", tune, "-af", radio, "-ac", "1", "-ar", "48000", "-c:a", "libvorbis", "-b:a", "64k"]
    subprocess.run([*command, "-map_metadata", "-1", "-metadata", "LICENSE=CC0-1.0", MEDIA / "radio.ogg"], check=True)


if __name__ == "__main__":
    main()
