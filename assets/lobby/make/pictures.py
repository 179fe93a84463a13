"""The calm scene: a still lake at dusk, seen from a bare rock on its shore. Mono panorama.

    python3 assets/lobby/make/pictures.py --quality draft|middle|final
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "experiences/make"))

import numpy as np

import gpano
import materials as m
import nature
import plants
import stage
from shapes import Shape, noise2

SUN_YAW, SUN_PITCH = -24, 3.5


def shore(x):
    """Where our own shore lies (y) at x; land is below it."""
    return 3.4 - 0.0022 * x**2 + 1.0 * np.sin(x / 5.0 + 1) + 2.5 * np.sin(x / 17.0)


def ground(x, y):
    """Height of our own shore's ground."""
    inland = shore(x) - y
    dry = np.maximum(inland, 0)
    return np.where(inland > 0, 0.5 * (1 - np.exp(-dry / 4)) + 0.055 * dry, 0.25 * inland) + 0.05 * noise2(x, y, 8, 4, 5.0) * np.clip(dry, 0, 1)


def build():
    """Everything that is seen."""
    h = m.hexa
    random = np.random.default_rng(11)
    stage.begin()
    m.use_mist(m.Mist(620, h("a8a0ab"), h("f2b984"), stage.direction(SUN_YAW, SUN_PITCH)))
    stage.sky(
        [(0.0, h("f6bd84")), (0.035, h("f3c69a")), (0.10, h("e3bfae")), (0.24, h("b3aebf")), (0.5, h("7b8eb0")), (1.0, h("4d6791"))],
        SUN_YAW, SUN_PITCH, (1.5, 0.72, 0.25), glow_width=14, strength=1.0, seed=3.1,
        clouds=dict(cover=0.44, scale=0.55, stretch=(0.35, 1.3, 1), lit=h("ffcf9c"), shade=h("8f88a0"), soft=0.2, most=0.75),
    )
    stage.sun(SUN_YAW, SUN_PITCH + 3, 1.6, (1, 0.62, 0.36), 4)
    nature.lake_surface(m.water(ripple=0.010, size=0.9, calm=0.10, deep=h("10181a")))

    floor = m.surface("forest floor", h("4d4f2c"), h("3b3220"), scale=0.8, contrast=0.8, rough=1, specular=0.05, bump=0.5)
    forest = nature.Forest(seed=3, far=True)
    birch = nature.birches(70)
    yaw = np.radians(np.linspace(-104, 108, 90))
    reach = 190 - 60 * np.abs(yaw / 1.85) ** 2 + 22 * np.sin(yaw * 3.1 + 0.6) + 9 * np.sin(yaw * 9.0)
    line = np.stack([np.sin(yaw) * reach, np.cos(yaw) * reach], -1)
    nature.bank(line, floor, depth=90, rise=0.10)
    nature.far_shore(forest, random, line, depth=80, rows=9, step=4.6, rise=0.10, pines=0.35, birch=birch)
    nature.ridge(random, h("2c3a34"), 1100, -75, 20, 78, 4)
    nature.ridge(random, h("2f3d3a"), 1700, -15, 85, 120, 6)

    # An islet with a few wind-shaped pines, a little right of straight ahead.
    stone = m.surface("granite", h("9a8f87"), h("6f6862"), scale=1.4, contrast=0.9, detail=9, rough=0.85, specular=0.2, bump=0.8)
    nature.rock("islet", stone, 7.0, 1.1, 4, (17, 62, -0.25), (1.5, 0.8))
    nature.rock("skerry", stone, 1.8, 0.5, 9, (7.2, 55, -0.15), (1.5, 0.8))
    for x, y, s in ((13.5, 62.5, 0.50), (16.5, 63.2, 0.66), (19.3, 62.0, 0.44), (21.5, 63, 0.34)):
        plants.scatter(forest.pines, [(x, y, 0.3)], random, (s, s), 3)
    plants.scatter(birch, [(24.0, 62.5, 0.25)], random, (0.4, 0.4), 4)

    # Our own shore: a bare rock to sit on, then heather and grass, then the wood.
    xs, ys = np.linspace(-150, 150, 360), np.linspace(-110, 12, 260)
    land = Shape(2)
    gx, gy = np.meshgrid(xs, ys)
    land.sheet(ground(gx, gy), xs, ys)
    land.build("shore", floor)
    nature.rock("seat rock", stone, 4.6, 0.72, 12, (0.3, -0.4, 0.02), (1.2, 0.95), flat=0.75)
    for x, y, size in ((-5.2, 3.3, 0.7), (-6.3, 2.6, 0.45), (5.6, 3.4, 0.55), (6.9, 3.7, 0.9), (8.1, 3.4, 0.4), (-8.8, 1.4, 0.9)):
        nature.rock("stone", stone, size, size * 0.6, int(x * 7 + 90), (x, y, -0.05), flat=0.9)
    bark = m.surface("stalk", h("5c4a35"))
    blade = m.surface("shore grass", h("7c8038"), h("4c5a28"), scale=1, parts=0.35, through=0.3, rough=0.7)
    heather = m.surface("heather bloom", h("8d6a7c"), h("6b4a55"), scale=3, parts=0.3)
    tufts = [nature._with(plants.grass(k, 420, 0.8, tall, 0.007, 0.8, tops=tops), "grass", bark, blade, heather) for k, tall, tops in ((1, 0.32, 0), (2, 0.45, 25), (3, 0.24, 60))]
    spots = [(x, y, float(ground(np.array(x), np.array(y))) - 0.03) for x, y in zip(random.uniform(-26, 26, 1500), random.uniform(-20, 4.5, 1500))
             if shore(x) - y > 0.15 and ((x - 0.3) / 5.2) ** 2 + ((y + 0.4) / 4.2) ** 2 > 1.0]
    plants.scatter(tufts, spots, random, (0.7, 1.4), 4)
    reed = [nature._with(plants.reeds(5 + k), "reeds", bark, blade, m.surface("plume", h("6d5443"), h("4e3b30"))) for k in range(2)]
    plants.scatter(reed, [(x, shore(x) + random.uniform(0.3, 1.5), 0) for x in random.uniform(-26, -10, 22)], random, (0.7, 1.1), 3)
    plants.scatter(reed, [(x, shore(x) + random.uniform(0.3, 1.5), 0) for x in random.uniform(12, 26, 18)], random, (0.7, 1.1), 3)
    wood = []
    while len(wood) < 330:
        x, y = random.uniform(-110, 110), random.uniform(-75, 2)
        inland = shore(x) - y
        if inland > 3.5 and x * x + y * y > 13**2 and not (abs(x) < 7 and y > -16):
            wood.append((x, y, float(ground(np.array(x), np.array(y))) - 0.1))
    near = nature.Forest(seed=30, far=False)
    for place in wood:
        kinds = (near.pines if random.random() < 0.45 else near.spruces) if random.random() > 0.18 else birch
        plants.scatter(kinds, [place], random, (0.55, 0.95), 1.5)
    nature.loon((2.1, 17.5, 0.0), 62)
    nature.loon((3.6, 18.6, 0.0), 74)


def main():
    arguments = stage.arguments("The calm scene's panorama")
    build()
    pixels = stage.picture(arguments.quality, (0, 0, 1.75), exposure=0.35, threads=arguments.threads, bounces=3)
    gpano.write(pixels, (arguments.out or HERE.parent) / "lake.jpg", 82)


if __name__ == "__main__":
    main()
