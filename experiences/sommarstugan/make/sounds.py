"""The garden in June (birds, bees, the flag line, leaves) and the kitchen (clock, stove, birds outside).

    python3 experiences/sommarstugan/make/sounds.py
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import numpy as np

import synthesis as s


def garden(seconds=80):
    """Outside: leaves in a light wind, blackbird, chaffinch and willow warbler, bumblebees."""
    random = np.random.default_rng(6)
    leaves = [s.hiss(seconds, 700, 5500, k, -3) * s.swell(seconds, 7, 7 + k, 0.75, 1.4) for k in (1, 2)]
    loop = 0.011 * s.both(*leaves, 0.9)
    loop += 0.008 * s.both(s.hiss(seconds, 90, 700, 5, -5), s.hiss(seconds, 90, 700, 6, -5), 0.8)
    for k, at in enumerate((2.0, 8.2, 15.0, 21.5, 36.0, 42.4, 49.5, 63.0, 70.0)):
        s.put(loop, s.far(s.blackbird(10 + k), 1.3, k, 1.2), at, 0.085, 0.5)
    for k, at in enumerate((11.5, 26.0, 39.0, 57.0, 74.0)):
        s.put(loop, s.far(s.chaffinch(k), 1.6, k, 1.2), at, 0.050, -0.6)
    for k, at in enumerate((5.0, 30.0, 45.5, 66.5)):
        s.put(loop, s.far(s.willow_warbler(k), 1.8, k, 1.2), at, 0.048, -0.1)
    for k, at in enumerate((16.0, 33.0, 52.0, 71.5)):
        buzz = s.bee(5.5, k)
        t = np.linspace(-1, 1, len(buzz)) * (1 if k % 2 else -1)
        angle = (t + 1) * np.pi / 4
        for side, gain in ((-1.0, np.cos(angle)), (1.0, np.sin(angle))):
            s.put(loop, buzz * gain, at, 0.028, side)
    for at in np.cumsum(random.uniform(1.4, 6.0, 22)):
        line = s.struck((610 * random.uniform(0.97, 1.03), 1740, 2900), (0.09, 0.05, 0.03), (0.5, 0.35, 0.2), 0.4)
        s.put(loop, s.far(line, 1.2, 3, 0.8), at % seconds, random.uniform(0.008, 0.022), 0.25)
    return loop


def kitchen(seconds=72):
    """Inside: the Mora clock's slow beat, the stove, and the garden through an open window."""
    random = np.random.default_rng(8)
    loop = 0.0040 * s.both(s.hiss(seconds, 70, 500, 1, -5), s.hiss(seconds, 70, 500, 2, -5), 0.6)
    for k in range(seconds):
        s.put(loop, s.tick(k % 2 == 0), k + 0.25, 0.060, 0.45)
    draught = s.hiss(seconds, 90, 420, 9, -4) * s.swell(seconds, 3, 12, 0.6)
    loop += 0.012 * np.stack([draught * 0.45, draught], -1)
    for at in random.uniform(0, seconds, 210):
        s.put(loop, s.crackle(int(at * 997)), at, random.uniform(0.02, 0.12), random.uniform(0.55, 0.85))
    for k, at in enumerate((4.0, 14.2, 27.0, 38.5, 52.0, 63.0)):
        s.put(loop, s.far(s.blackbird(30 + k), 4, k, 1.0), at, 0.034, -0.2)
    for k, at in enumerate((9.0, 33.0, 58.0)):
        s.put(loop, s.far(s.willow_warbler(5 + k), 4, k, 1.0), at, 0.028, -0.6)
    kettle = s.hiss(seconds, 2400, 5200, 21, -2) * s.swell(seconds, 9, 5, 0.7)
    loop += 0.0018 * np.stack([kettle * 0.5, kettle], -1)
    return loop


def main():
    s.save(garden(), HERE.parent / "media/garden.ogg")
    s.save(kitchen(), HERE.parent / "media/kitchen.ogg")


if __name__ == "__main__":
    main()
