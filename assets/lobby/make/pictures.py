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
        [(0.0, h("f6bd84")), (0.035, h("f3c69a")), (0.10, h("e3bfae")), (0.24, h("bdb0bd")), (0.5, h("8a93b2")), (1.0, h("5a6c96"))],
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
    nature.bank(line, floor, depth=90, rise=0.16)
    nature.far_shore(forest, random, line, depth=60, rows=7, step=3.3, rise=0.16, pines=0.3, birch=birch)
    dark = m.surface("thicket", h("27331f"), h("1b2618"), scale=0.3, rough=1.0, specular=0.0)
    nature.thicket(random, line, dark, 10, 5, 9)
    nature.thicket(random, line, dark, 34, 9, 15, 4)
    nature.ridge(random, h("2c3a34"), 900, -110, 12, 120, 4, 12)
    nature.ridge(random, h("2f3d3a"), 1500, -25, 110, 230, 6, 16)

    # An islet with a few wind-shaped pines, a little right of straight ahead.
    stone = m.granite(colour="aa9a8a", dark="7c7067")
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
    spots = []
    while len(spots) < 4200:
        # Thicker near the eye, where every gap is seen.
        far, around = 1.5 + 34 * random.random() ** 1.8, random.random() * 2 * np.pi
        x, y = far * np.sin(around), far * np.cos(around)
        if shore(x) - y > 0.15 and ((x - 0.2) / 4.6) ** 2 + ((y - 1.0) / 2.7) ** 2 > 1.0:
            spots.append((x, y, float(ground(np.array(x), np.array(y))) - 0.03))
    plants.scatter(tufts, spots, random, (0.7, 1.4), 4)
    reed = [nature._with(plants.reeds(5 + k), "reeds", bark, blade, m.surface("plume", h("6d5443"), h("4e3b30"))) for k in range(2)]
    plants.scatter(reed, [(x, shore(x) + random.uniform(0.3, 1.5), 0) for x in random.uniform(-26, -10, 22)], random, (0.7, 1.1), 3)
    plants.scatter(reed, [(x, shore(x) + random.uniform(0.3, 1.5), 0) for x in random.uniform(12, 26, 18)], random, (0.7, 1.1), 3)
    berries = nature._with(plants.broadleaf(8, 0.34, crown_from=0.05, width=0.75, boughs=22, leaves=1300, leaf=0.022, droop=0.1, trunk=0.012, stems=7, rise=1.0), "blueberry",
                           bark, m.surface("blueberry leaf", h("5d7a38"), h("6f5a38"), scale=3, parts=0.35, through=0.3))
    plants.scatter([berries], [spot for spot in spots if shore(spot[0]) - spot[1] > 2.2][::4], random, (0.7, 1.5), 5)
    near = nature.Forest(seed=30, far=False, near=True)
    wood = 0
    while wood < 420:
        far, around = 12 + 70 * random.random(), random.random() * 2 * np.pi
        x, y = far * np.sin(around), far * np.cos(around)
        if shore(x) - y > 3.5 and not (abs(x) < 4 and y > -15):
            kinds = (near.pines if random.random() < 0.4 else near.spruces + near.near_spruces) if random.random() > 0.16 else birch
            plants.scatter(kinds, [(x, y, float(ground(np.array(x), np.array(y))) - 0.1)], random, (0.5, 0.95), 1.5)
            wood += 1
    back = np.radians(np.linspace(100, 262, 90))
    behind = np.stack([np.sin(back) * 62, np.cos(back) * 62], -1)
    nature.thicket(random, behind, dark, 4, 8, 16, 3)
    nature.loon((1.2, 12.2, 0.0), 62)
    nature.loon((2.6, 13.6, 0.0), 78)


def main():
    arguments = stage.arguments("The calm scene's panorama")
    build()
    pixels = stage.picture(arguments.quality, (0, 0, 1.75), exposure=0.6, threads=arguments.threads, bounces=2)
    gpano.write(pixels, (arguments.out or HERE.parent) / "lake.jpg", 82)


if __name__ == "__main__":
    main()
