"""Evening by the lake: small waves at the jetty, wind in spruces, a thrush far off, a loon.

    python3 experiences/skogssjo/make/sounds.py
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import numpy as np

import synthesis as s

SECONDS = 88


def main():
    random = np.random.default_rng(4)
    wind = [s.hiss(SECONDS, 120, 1400, k, -4) * s.swell(SECONDS, 14, 7 + k, 0.6) for k in (1, 2)]
    loop = 0.012 * s.both(*wind, 0.8)
    shimmer = [s.hiss(SECONDS, 500, 3800, k, -3) * s.swell(SECONDS, 5, 17 + k, 0.8, 1.6) for k in (3, 4)]
    loop += 0.0045 * s.both(*shimmer, 0.9)
    at = 0.0
    while at < SECONDS:
        s.put(loop, s.lap(int(at * 100)), at, random.uniform(0.03, 0.10), random.uniform(-0.6, 0.6))
        at += random.uniform(0.45, 1.5)
    for k, at in enumerate((6.0, 13.5, 22.0, 35.0, 43.5, 58.0, 66.5, 79.0)):
        s.put(loop, s.far(s.song_thrush(40 + k), 2.5, k), at, 0.05, 0.55)
    for k, at in enumerate((17.5, 49.0, 72.0)):
        s.put(loop, s.far(s.blackbird(60 + k), 3.5, k), at, 0.045, -0.7)
    for k, at in enumerate((28.0, 62.0)):
        s.put(loop, s.far(s.loon(k + 1), 4, 9 + k, 3.2), at, 0.09, -0.15)
    s.save(loop, HERE.parent / "media/evening.ogg")


if __name__ == "__main__":
    main()
