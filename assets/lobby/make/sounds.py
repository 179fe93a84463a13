"""The calm scene's sound: faint water, still air, one far loon now and then. Very quiet.

    python3 assets/lobby/make/sounds.py
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "experiences/make"))

import numpy as np

import synthesis as s

SECONDS = 100


def main():
    random = np.random.default_rng(2)
    air = [s.hiss(SECONDS, 100, 700, k, -5) * s.swell(SECONDS, 12, 7 + k, 0.5) for k in (1, 2)]
    loop = 0.010 * s.both(*air, 0.8)
    at = 0.0
    while at < SECONDS:
        s.put(loop, s.lap(int(at * 100) + 5), at, random.uniform(0.014, 0.05), random.uniform(-0.7, 0.7))
        at += random.uniform(0.9, 2.6)
    for k, at in enumerate((18.0, 66.0)):
        s.put(loop, s.far(s.loon(k + 4), 5.5, 9 + k, 4.0), at, 0.060, 0.2 - 0.4 * k)
    # Well below the experiences: this is a room to rest in.
    s.save(loop, HERE.parent / "lake.ogg", loudness=-32.0, kilobits=96)


if __name__ == "__main__":
    main()
