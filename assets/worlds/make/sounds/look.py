"""Look at sounds: spectrograms as pictures, and a table of how long, how loud, whether loops join.

    python3 assets/worlds/make/sounds/look.py assets/worlds/lake/sounds [--pictures /tmp/look]

A row says: seconds, kilobytes, integrated loudness (LUFS), true peak (dBTP); for loops (longer than 9 s) also the step from
the last sample to the first as a multiple of an ordinary step, and how far the loudness of the last half second is from that
of the first (dB). Both are what an ear would stumble over.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import craft
from craft import s


def spectrogram(sound, top=10000, width=1400, height=360):
    """A picture of one channel: time to the right, hertz upward, 80 dB from black to white, lines at each 1000 Hz."""
    size = 2048 if len(sound) > 2 * craft.RATE else 1024
    step = max(64, len(sound) // width)
    window = np.hanning(size)
    padded = np.pad(sound, size // 2)
    columns = [np.abs(np.fft.rfft(padded[i : i + size] * window)) for i in range(0, len(padded) - size, step)]
    power = 20 * np.log10(np.array(columns).T + 1e-9)
    power = power[: int(top * size / craft.RATE)]
    shade = np.clip((power - power.max() + 80) / 80, 0, 1)
    picture = np.stack([shade**0.8, shade**1.6, 0.25 * shade + 0.75 * shade**4], -1)[::-1]
    image = Image.fromarray((picture * 255).astype(np.uint8)).resize((width, height))
    draw = ImageDraw.Draw(image)
    for k in range(1, int(top / 1000)):
        y = height - height * k * 1000 / top
        draw.line([(0, y), (12 if k % 5 else 40, y)], fill=(120, 160, 255))
    seconds = len(sound) / craft.RATE
    for k in range(1, int(seconds) + 1):
        x = width * k / seconds
        draw.line([(x, height - (8 if k % 5 else 20)), (x, height)], fill=(120, 160, 255))
    return image


def seam(path):
    """The change of loudness over a loop's join, in decibels: half a second before against half a second after."""
    sound = craft.read(path)[:, 0]
    half = craft.RATE // 2
    power = lambda part: 10 * np.log10(np.mean(part**2) + 1e-12)
    return power(sound[:half]) - power(sound[-half:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--top", type=float, default=10000)
    arguments = parser.parse_args()
    files = [f for p in arguments.paths for f in (sorted(p.glob("*.ogg")) if p.is_dir() else [p])]
    for file in files:
        sound = craft.read(file)
        seconds = len(sound) / craft.RATE
        level = s.measure(file)
        loop = f" join {s.join(file):.2f} seam {seam(file):+.1f} dB" if seconds > 9 else ""
        print(f"{file.name:28} {seconds:6.2f} s {file.stat().st_size / 1e3:7.1f} kB {level['loudness']:6.1f} LUFS {level['peak']:6.1f} dBTP  loudest {craft.loudest(sound):6.1f}{loop}", flush=True)
        if arguments.pictures:
            arguments.pictures.mkdir(parents=True, exist_ok=True)
            picture = spectrogram(sound[:, 0], arguments.top)
            ImageDraw.Draw(picture).text((60, 4), file.stem, fill=(255, 255, 255))
            picture.save(arguments.pictures / f"{file.stem}.png")


if __name__ == "__main__":
    main()
