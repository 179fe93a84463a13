"""Forest lake at dusk, seen from the end of a jetty. Two eyes, one above the other.

    python3 experiences/skogssjo/make/pictures.py --quality draft|middle|final
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import numpy as np

import buildings
import gpano
import materials as m
import nature
import plants
import stage
import things
from shapes import Shape, noise2, stand

SUN_YAW, SUN_PITCH = -58, 9.0
DECK = 0.55


def step(x, low, high):
    """0 below low, 1 above high, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def shore(x):
    """Where our own shore lies (y) at x; it comes forward on the right, where the boathouse stands."""
    return -7.5 + 19 * step(x, 5.5, 13) + 16 * step(-x, 9, 30) + 0.7 * np.sin(x / 2.3) - 0.004 * np.maximum(np.abs(x) - 25, 0) ** 2


def ground(x, y):
    """Height of our own shore's ground."""
    inland = shore(x) - y
    dry = np.maximum(inland, 0)
    return np.where(inland > 0, 0.55 * (1 - np.exp(-dry / 2.5)) + 0.05 * dry, 0.22 * inland) + 0.06 * noise2(x, y, 8, 4, 5.0) * np.clip(dry, 0, 1)


def height(x, y):
    return float(ground(np.array(float(x)), np.array(float(y))))


def build():
    """Everything that is seen."""
    h = m.hexa
    random = np.random.default_rng(21)
    stage.begin()
    m.use_mist(m.Mist(700, h("b3aca6"), h("f6c98e"), stage.direction(SUN_YAW, SUN_PITCH)))
    stage.sky(
        [(0.0, h("f9d29b")), (0.05, h("f4d2a8")), (0.14, h("dfcabb")), (0.3, h("bcc0c8")), (0.55, h("8aa3bf")), (1.0, h("5a7ca5"))],
        SUN_YAW, SUN_PITCH, (2.6, 1.5, 0.6), glow_width=10, strength=1.0, seed=7.7,
        clouds=dict(cover=0.46, scale=0.8, stretch=(0.6, 1.2, 1), lit=h("ffe0b5"), shade=h("b0a6ac"), soft=0.18, most=0.8),
    )
    stage.sun(SUN_YAW, SUN_PITCH + 2, 5.5, (1, 0.70, 0.42), 2.5)
    nature.lake_surface(m.water(ripple=0.012, size=0.7, calm=0.12, deep=h("16201c")))

    floor = m.surface("forest floor", h("55602c"), h("433a22"), scale=0.9, contrast=0.8, rough=1, specular=0.05, bump=0.5)
    forest = nature.Forest(seed=3, far=True)
    birch = nature.birches(70, leaves=14000, leaf=0.075)
    yaw = np.radians(np.linspace(-112, 112, 100))
    reach = 125 - 42 * np.abs(yaw / 1.95) ** 2 + 14 * np.sin(yaw * 3.4 + 2.2) + 5 * np.sin(yaw * 11.0)
    line = np.stack([np.sin(yaw) * reach, np.cos(yaw) * reach], -1)
    nature.bank(line, floor, depth=70, rise=0.18)
    nature.far_shore(forest, random, line, depth=55, rows=7, step=3.0, rise=0.18, pines=0.22, birch=birch)
    dark = m.surface("thicket", h("2c3a22"), h("1f2c1a"), scale=0.3, rough=1.0, specular=0.0)
    nature.thicket(random, line, dark, 8, 5, 9)
    nature.thicket(random, line, dark, 30, 9, 15, 5)
    nature.ridge(random, h("3a4c3c"), 800, -75, 30, 130, 4, 12)
    nature.ridge(random, h("3d4f44"), 1400, 0, 100, 210, 6, 16)

    # Our own shore.
    xs, ys = np.linspace(-110, 110, 420), np.linspace(-90, 30, 300)
    gx, gy = np.meshgrid(xs, ys)
    Shape(2).sheet(ground(gx, gy), xs, ys).build("shore", floor)
    stalk = m.surface("stalk", h("5c4a35"))
    blade = m.surface("shore grass", h("87963f"), h("54682c"), scale=1, parts=0.35, through=0.35, rough=0.7)
    daisy = m.surface("daisies", h("f4f1e6"), h("e9d88a"), scale=30)
    tufts = [nature._with(plants.grass(k, 480, 0.8, tall, 0.007, 0.7, tops=tops), "grass", stalk, blade, daisy) for k, tall, tops in ((1, 0.34, 0), (2, 0.45, 10), (3, 0.26, 22))]
    spots = [(x, y, height(x, y) - 0.03) for x, y in zip(random.uniform(-30, 30, 2600), random.uniform(-24, 16, 2600))
             if shore(x) - y > 0.1 and not (abs(x) < 0.9) and x * x + y * y < 27**2 and not (10.2 < x < 15.8 and 1 < y < 8)]
    plants.scatter(tufts, spots, random, (0.7, 1.4), 4)
    reed = [nature._with(plants.reeds(5 + k, 70), "reeds", stalk, m.surface("reed", h("8c9a48"), h("62742f"), parts=0.35, through=0.35), m.surface("plume", h("7d604a"), h("57412f"), through=0.2)) for k in range(3)]
    for _ in range(46):
        x = random.uniform(4.2, 10.5)
        plants.scatter(reed, [(x, shore(x) + random.uniform(0.2, 2.6), 0)], random, (0.75, 1.1), 3)
    for _ in range(50):
        x = random.uniform(-24, -3.0)
        plants.scatter(reed, [(x, shore(x) + random.uniform(0.2, 2.2), 0)], random, (0.75, 1.1), 3)
    plants.scatter(reed, [(3.3, 2.6, 0), (3.9, 3.3, 0), (4.4, 2.2, 0), (4.3, 4.6, 0), (-4.9, -1.5, 0), (-5.6, -0.6, 0)], random, (0.7, 0.95), 3)
    pads = [m.surface("lily stalk", h("405020")), m.surface("lily pad", h("4f6b33"), h("6d7a3a"), scale=3, parts=0.25, rough=0.35, specular=0.5), m.surface("lily flower", h("fbf8f0"), h("f3e9e4"), through=0.2), m.surface("lily heart", h("f0b93a"))]
    for seed, at in ((1, (1.9, 4.4, 0)), (2, (3.3, 6.4, 0)), (3, (1.2, 7.6, 0)), (5, (2.5, 1.9, 0))):
        plants.lilies(seed, 26, 2.2, 4).build("lilies", *pads, at=at)
    near = nature.Forest(seed=30, far=False)
    wood = 0
    while wood < 380:
        x, y = random.uniform(-85, 85), random.uniform(-70, 24)
        if shore(x) - y > 3.0 and x * x + y * y > 15**2 and not (abs(x) < 3 and y > -22) and not (8 < x < 24 and -3 < y < 12):
            kinds = (near.pines if random.random() < 0.35 else near.spruces) if random.random() > 0.2 else birch
            plants.scatter(kinds, [(x, y, height(x, y) - 0.1)], random, (0.6, 0.95), 1.5)
            wood += 1
    back = np.radians(np.linspace(72, 272, 130))
    nature.thicket(random, np.stack([np.sin(back) * 58, np.cos(back) * 58], -1), dark, 4, 8, 16, 2)
    big = nature.birches(90, (10, 8.5), 30000, 0.062)
    for mesh, x, y, turn, lean in ((big[0], 7.8, 0.3, 40, (4, -7)), (big[1], -6.0, -8.6, 200, (-3, 5)), (big[0], 9.6, -2.6, 120, (2, 2)), (big[1], 17.8, 2.0, 10, (0, 3))):
        stand(mesh, (x, y, height(x, y) - 0.05), turn, 1.0, lean)
    granite = m.granite()
    for x, y, size in ((-2.4, -7.2, 0.6), (2.2, -7.0, 0.45), (3.4, -6.4, 0.7), (-4.3, -6.3, 0.5), (7.1, 2.2, 0.6), (8.2, 3.8, 0.8)):
        nature.rock("stone", granite, size, size * 0.6, int(x * 7 + 90), (x, y, -0.05), flat=0.9)

    # The boathouse, on stones at the water's edge, its doors towards the lake.
    boathouse = buildings.house(4.2, 5.4, 2.2, 1.5, windows=(("left", 0.9, 0.85, 0.8, 0.8, False), ("front", 0, 2.35, 0.45, 0.45, False)), doors=(("front", 0, 1.7, 1.95),), eaves=0.4, base=0.4, seed=3)
    boathouse.build("boathouse", *buildings.palette(), at=(12.6, 4.6, 0.25), turn=-62)

    # The jetty and what lies on it.
    grey = m.surface("jetty plank", h("a7988a"), h("77695c"), scale=2.2, stretch=(0.6, 9, 9), contrast=0.8, parts=0.22, rough=0.85, bump=0.7, detail=6)
    post = m.surface("jetty post", h("74675b"), h("4a4139"), scale=3, stretch=(5, 5, 0.5), rough=0.9, bump=0.8)
    iron = m.surface("iron", h("4b3a30"), h("2f2621"), rough=0.6, metallic=0.6)
    things.jetty(11.5, 1.75, 1.55, DECK).build("jetty", grey, post, iron)
    tar = m.surface("tarred hull", h("8a5a34"), h("5c3a22"), scale=1.2, stretch=(5, 0.5, 5), parts=0.1, rough=0.45, specular=0.4, bump=0.4)
    inside = m.surface("boat inside", h("a78a68"), h("7c6348"), scale=1.5, stretch=(6, 0.5, 6), parts=0.2, rough=0.7, bump=0.5)
    green = m.surface("green trim", h("3f6b58"), h("2f5144"), scale=2, parts=0.1, rough=0.45)
    things.rowing_boat().build("eka", tar, inside, green, iron, at=(-2.15, 2.35, 0.0), turn=14)
    hemp = m.surface("hemp", h("b59b72"), h("8c7450"), scale=60, rough=0.95)
    things.rope((-0.98, 1.2, DECK + 0.30), (-2.65, 4.62, 0.80), 0.28).build("mooring", hemp)
    for i in range(3):
        ring = np.linspace(0, 2 * np.pi, 25)
        Shape(3).tube(np.stack([-0.945 + 0.088 * np.cos(ring), 1.2 + 0.088 * np.sin(ring), np.full(25, DECK + 0.29 + i * 0.022)], -1), 0.011, 8, cap=False).build("turns", hemp)
    zinc = m.surface("zinc", h("aeb2b3"), h("8b9092"), scale=5, rough=0.38, metallic=0.85)
    things.bucket().build("bucket", zinc, at=(0.62, 1.0, DECK), turn=30)
    rod = Shape(6)
    rod.tube([[0.40, 0.35, DECK + 0.03], [0.72, 1.75, DECK + 0.46], [1.15, 3.6, DECK + 0.92]], [0.012, 0.008, 0.002], 8)
    rod.tube([[1.15, 3.6, DECK + 0.92], [1.16, 3.66, 0.02]], 0.0009, 4, 1)
    rod.ball((1.16, 3.66, 0.015), (0.016, 0.016, 0.03), 2)
    rod.build("fishing rod", m.surface("bamboo", h("c79b58"), h("a47c3f"), scale=6, stretch=(1, 0.3, 1), rough=0.4), m.surface("line", h("d8d8d0")), m.surface("float", h("c8402e"), h("c8402e"), rough=0.3))
    nature.loon((-1.6, 13.5, 0.0), -70)
    nature.loon((0.2, 15.0, 0.0), -52)


def main():
    arguments = stage.arguments(__doc__.split("\n")[0])
    build()
    left, right = stage.picture(arguments.quality, (0, -0.1, DECK + 1.2), stereo=True, exposure=0.35, threads=arguments.threads, bounces=2)
    gpano.write(np.concatenate([left, right]), (arguments.out or HERE.parent / "media") / "shore.jpg", 86, stereo="top-bottom")


if __name__ == "__main__":
    main()
