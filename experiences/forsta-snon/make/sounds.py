"""The hush of the first snow: soft air, bullfinches calling, church bells far away.

    python3 experiences/forsta-snon/make/sounds.py
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import numpy as np

import synthesis as s

SECONDS = 84


def main():
    random = np.random.default_rng(12)
    air = [s.hiss(SECONDS, 90, 900, k, -5) * s.swell(SECONDS, 12, 7 + k, 0.5) for k in (1, 2)]
    loop = 0.014 * s.both(*air, 0.8)
    fall = [s.hiss(SECONDS, 2500, 8000, k, -2) * s.swell(SECONDS, 8, 27 + k, 0.5) for k in (3, 4)]
    loop += 0.0016 * s.both(*fall, 1.0)
    for k, at in enumerate((3.0, 4.1, 12.5, 20.0, 21.3, 22.0, 33.5, 44.0, 45.2, 55.0, 66.0, 67.1, 75.5)):
        s.put(loop, s.far(s.bullfinch(k), 0.8 + (k % 3) * 0.6, k, 0.9), at, random.uniform(0.05, 0.09), random.uniform(-0.35, 0.25))
    for at in random.uniform(0, SECONDS, 26):
        flutter = s.hiss(0.3, 300, 2500, int(at * 10)) * np.hanning(int(0.3 * s.RATE)) * (0.6 + 0.4 * np.sin(2 * np.pi * 17 * np.arange(int(0.3 * s.RATE)) / s.RATE))
        s.put(loop, flutter, at, 0.006, random.uniform(-0.3, 0.2))
    for k in range(9):
        s.put(loop, s.far(s.bell(196.0), 5.5, 3, 4.0), 27.0 + 2.6 * k, 0.045 * np.sin(np.pi * (k + 1) / 10), 0.5)
        s.put(loop, s.far(s.bell(246.9), 5.5, 4, 4.0), 28.25 + 2.6 * k, 0.036 * np.sin(np.pi * (k + 1) / 10), 0.5)
    s.save(loop, HERE.parent / "media/snow.ogg")


if __name__ == "__main__":
    main()
