"""The lake: a jetty with its boat, coffee on a table in the grass, a cottage, an islet and far forest.

    nice python3 experiences/ljusets-vandring/make/place.py --width 4096 --layers DIR

Writes the layers of light that `film.py` mixes into a day. We look south-west: the sun rises behind
us on the left, passes high on the left, stands ahead in the afternoon and sets on the right.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import bpy
import numpy as np

import buildings
import layers
import materials as m
import nature
import plants
import stage
import things
from day import SUNS
from shapes import Shape, noise2, stand

EYE = (0.0, 1.0, 1.75)


def step(x, low, high):
    """0 below low, 1 above high, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def shore(x):
    """Where our own shore lies (y) at x; land is below it."""
    return 2.5 + 0.45 * np.sin(x / 2.1 + 0.6) + 0.35 * np.sin(x / 0.9) * 0.4 + 26 * step(x, 13, 48) + 17 * step(-x, 15, 48) - 0.006 * np.maximum(np.abs(x) - 42, 0) ** 2


def ground(x, y):
    """Height of our own shore's ground."""
    inland = shore(x) - y
    dry = np.maximum(inland, 0)
    return np.where(inland > 0, 0.42 * (1 - np.exp(-dry / 1.6)) + 0.035 * dry, 0.25 * inland) + 0.05 * noise2(x, y, 8, 4, 5.0) * np.clip(dry / 2, 0, 1)


def height(x, y):
    return float(ground(np.array(float(x)), np.array(float(y))))


def build():
    """Everything that stands; returns the water's mirror and mark, and the lamps of the cottage."""
    h = m.hexa
    random = np.random.default_rng(33)
    stage.begin()
    m.use_mist(None)
    water, mirror, marked = layers.still_water()
    nature.lake_surface(water)

    # The far shore, two ridges behind it, an islet with pines.
    floor = m.surface("meadow ground", h("66693a"), h("4c4a2a"), scale=0.9, contrast=0.8, rough=1, specular=0.05, bump=0.5)
    forest = nature.Forest(seed=3, far=True)
    birch = nature.birches(70, leaves=9000, leaf=0.085)
    yaw = np.radians(np.linspace(-106, 106, 90))
    reach = 175 - 62 * np.abs(yaw / 1.85) ** 2 + 20 * np.sin(yaw * 3.3 + 1.4) + 8 * np.sin(yaw * 9.5 + 1)
    line = np.stack([np.sin(yaw) * reach, np.cos(yaw) * reach], -1)
    nature.bank(line, floor, depth=90, rise=0.16)
    nature.far_shore(forest, random, line, depth=60, rows=7, step=3.3, rise=0.16, pines=0.3, birch=birch)
    dark = m.surface("thicket", h("27331f"), h("1b2618"), scale=0.3, rough=1.0, specular=0.0)
    nature.thicket(random, line, dark, 10, 5, 9)
    nature.thicket(random, line, dark, 34, 9, 15, 4)
    nature.ridge(random, h("34443a"), 900, -95, 25, 120, 4, 12)
    nature.ridge(random, h("39493f"), 1500, -10, 110, 210, 6, 16)
    stone = m.granite(colour="aa9a8a", dark="7c7067")
    nature.rock("islet", stone, 7.0, 1.1, 4, (-20, 66, -0.25), (1.5, 0.8))
    nature.rock("skerry", stone, 1.6, 0.5, 9, (14, 48, -0.15), (1.5, 0.8))
    for x, y, s in ((-23.5, 66.5, 0.50), (-20.5, 67.2, 0.66), (-17.7, 66.0, 0.44), (-15.5, 67, 0.34)):
        plants.scatter(forest.pines, [(x, y, 0.3)], random, (s, s), 3)

    # Our own shore: grass with late flowers, reeds, stones at the water's edge, birches and the wood.
    xs, ys = np.linspace(-130, 130, 520), np.linspace(-100, 34, 300)
    gx, gy = np.meshgrid(xs, ys)
    Shape(2).sheet(ground(gx, gy), xs, ys).build("shore", floor)
    stalk = m.surface("stalk", h("6a6238"))
    blade = m.surface("shore grass", h("8f9648"), h("62702f"), scale=1, parts=0.35, through=0.35, rough=0.7)
    white, blue = m.surface("yarrow", h("f1eee2"), h("ded9c4"), scale=30), m.surface("bluebell", h("7d86c4"), h("6770b4"), scale=20)
    turf = [nature._with(plants.grass(k, 800, 0.75, 0.09, 0.005, 0.9), "turf", stalk, blade) for k in range(3)]
    tufts = [nature._with(plants.grass(k, 420, 0.8, tall, 0.007, 0.7, tops=tops), "grass", stalk, blade, flower) for k, tall, tops, flower in ((11, 0.26, 6, white), (12, 0.38, 10, blue), (13, 0.32, 0, white), (14, 0.46, 14, white))]
    lawn = [(a, b, height(a, b) - 0.012) for a, b in ((x + random.normal() * 0.12, y + random.normal() * 0.12) for x in np.arange(-9, 17, 0.5) for y in np.arange(-10, 5, 0.5)) if shore(a) - b > 0.25]
    plants.scatter(turf, lawn, random, (0.85, 1.25), 3)
    spots = []
    while len(spots) < 2300:
        far, around = 2.2 + 34 * random.random() ** 1.5, random.random() * 2 * np.pi
        x, y = far * np.sin(around), far * np.cos(around)
        mown = -4 < x < 12 and y > -9 and shore(x) - y > 0.9
        if shore(x) - y > 0.12 and (not mown or random.random() < 0.04) and not (9.5 < x < 18 and -8.5 < y < -0.5):
            spots.append((x, y, height(x, y) - 0.03))
    plants.scatter(tufts, spots, random, (0.7, 1.3), 4)
    reed = [nature._with(plants.reeds(5 + k, 70), "reeds", stalk, m.surface("reed", h("8c9a48"), h("62742f"), parts=0.35, through=0.35), m.surface("plume", h("7d604a"), h("57412f"), through=0.2)) for k in range(3)]
    for low, high, count in ((4.6, 13, 42), (-17, -6.6, 34)):
        for _ in range(count):
            x = random.uniform(low, high)
            plants.scatter(reed, [(x, shore(x) + random.uniform(0.3, 2.8), 0)], random, (0.7, 1.05), 3)
    pads = [m.surface("lily stalk", h("405020")), m.surface("lily pad", h("4f6b33"), h("6d7a3a"), scale=3, parts=0.25, rough=0.5, specular=0.3), m.surface("lily flower", h("fbf8f0"), h("f3e9e4"), through=0.2), m.surface("lily heart", h("f0b93a"))]
    for seed, at in ((1, (4.6, 6.6, 0)), (2, (6.4, 8.6, 0)), (3, (-8.6, 7.6, 0))):
        plants.lilies(seed, 24, 2.2, 3).build("lilies", *pads, at=at)
    near = nature.Forest(seed=30, far=False)
    wood = 0
    while wood < 330:
        x, y = random.uniform(-80, 80), random.uniform(-70, 30)
        if shore(x) - y > 4.0 and x * x + y * y > 19**2 and not (abs(x + 2) < 5 and y > -30) and not (5 < x < 24 and -12 < y < 6):
            kinds = (near.pines if random.random() < 0.4 else near.spruces) if random.random() > 0.25 else birch
            plants.scatter(kinds, [(x, y, height(x, y) - 0.1)], random, (0.55, 0.95), 1.5)
            wood += 1
    back = np.radians(np.linspace(80, 275, 120))
    nature.thicket(random, np.stack([np.sin(back) * 60, np.cos(back) * 60], -1), dark, 4, 8, 16, 3)
    big = nature.birches(90, (10.5, 9), 26000, 0.064)
    for mesh, x, y, turn, lean in ((big[0], -7.6, -0.4, 40, (5, 6)), (big[1], 8.8, 3.4, 200, (-5, -3)), (big[0], 17.8, -8.0, 120, (2, 2)), (big[1], -10.8, -6.5, 10, (0, 3))):
        stand(mesh, (x, y, height(x, y) - 0.05), turn, 1.0, lean)
    for x, y, size in ((-1.2, 2.9, 0.34), (1.5, 2.7, 0.42), (2.6, 3.2, 0.6), (3.6, 2.9, 0.34), (-5.6, 3.2, 0.7), (-6.5, 2.4, 0.45), (0.3, 3.1, 0.24)):
        nature.rock("stone", stone, size, size * 0.62, int(x * 7 + 90), (x, y, -0.04), flat=0.9)

    # The cottage, its windows towards the lake, and a lamp by the door for the evening.
    cottage = buildings.house(6.6, 5.0, 2.35, 1.9, windows=(("front", -2.0, 0.8, 0.95, 1.15, True), ("front", 2.0, 0.8, 0.95, 1.15, True), ("left", 0.0, 0.8, 0.95, 1.15, True)), doors=(("front", 0, 0.92, 1.98),), chimney=0.8, seed=5)
    cottage.build("cottage", *buildings.palette(0.0), at=(14.0, -3.6, height(14, -3.6) - 0.15), turn=-72)

    # The jetty, the boat beside it.
    grey = m.surface("jetty plank", h("a7988a"), h("77695c"), scale=2.2, stretch=(0.6, 9, 9), contrast=0.8, parts=0.22, rough=0.85, bump=0.7, detail=6)
    post = m.surface("jetty post", h("74675b"), h("4a4139"), scale=3, stretch=(5, 5, 0.5), rough=0.9, bump=0.8)
    iron = m.surface("iron", h("4b3a30"), h("2f2621"), rough=0.6, metallic=0.6)
    things.jetty(8.2, 1.5, 0.0, 0.5).build("jetty", grey, post, iron, at=(-4.5, 9.6, 0), turn=10)
    tar = m.surface("tarred hull", h("8a5a34"), h("5c3a22"), scale=1.2, stretch=(5, 0.5, 5), parts=0.1, rough=0.45, specular=0.2, bump=0.4)
    inside = m.surface("boat inside", h("b0946f"), h("86694a"), scale=1.5, stretch=(6, 0.5, 6), parts=0.2, rough=0.7, bump=0.5)
    green = m.surface("green trim", h("3f6b58"), h("2f5144"), scale=2, parts=0.1, rough=0.45)
    things.rowing_boat().build("eka", tar, inside, green, iron, at=(-1.75, 7.0, 0.0), turn=24)
    hemp = m.surface("hemp", h("b59b72"), h("8c7450"), scale=60, rough=0.95)
    things.rope((-3.75, 9.0, 0.85), (-2.6, 9.0, 0.75), 0.12).build("mooring", hemp)
    things.bucket().build("bucket", m.surface("zinc", h("aeb2b3"), h("8b9092"), scale=5, rough=0.38, metallic=0.85), at=(-4.3, 8.2, 0.5), turn=30)

    # Coffee for two in the grass.
    paint = m.surface("garden white", h("e9e6dc"), h("d2ccbd"), scale=3, parts=0.06, rough=0.55, bump=0.15)
    top = height(2.9, 1.55)
    things.table(1.15, 0.75, 0.70).build("table", paint, at=(2.9, 1.55, top), turn=-30)
    things.chair().build("chair", paint, at=(3.75, 0.95, height(3.75, 0.95)), turn=-125)
    things.chair().build("chair", paint, at=(2.15, 0.80, height(2.15, 0.8)), turn=150)
    enamel, china = m.surface("blue enamel", h("34568b"), h("2b4a7a"), rough=0.2, specular=0.5), m.surface("china", h("f5f2ea"), h("eceade"), rough=0.2, specular=0.5)
    things.coffee_pot().build("coffee pot", enamel, m.surface("black", h("1b1b1d"), rough=0.4), enamel, enamel, at=(3.05, 1.75, top + 0.70), turn=200)
    coffee = m.surface("coffee", h("2a160c"), h("22120a"), rough=0.1)
    for x, y in ((2.62, 1.48), (3.10, 1.40)):
        things.cup().build("cup", china, coffee, m.surface("rim", h("3b5f9a")), china, at=(x, y, top + 0.70), turn=x * 90)
    return mirror, marked


def lamps(on):
    """The light from inside the cottage and by its door, or none."""
    window = bpy.data.materials["lit window"].node_tree
    for node in window.nodes:
        if node.type == "EMISSION":
            node.inputs["Strength"].default_value = 2.2 if on else 0.0
    if on:
        stage.lamp((11.0, -4.4, 2.5), 24, (1, 0.62, 0.30), 0.1)
        stage.lamp((10.2, -2.0, 1.8), 10, (1, 0.66, 0.34), 0.4)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--width", type=int, default=1024)
    parser.add_argument("--layers", type=Path, required=True, help="folder for the layers")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", nargs="*", help="these layers alone")
    arguments = parser.parse_args()
    mirror, marked = build()
    layers.camera(EYE)
    full, quarter = arguments.width, arguments.width // 4

    def wanted(name):
        return not arguments.only or name in arguments.only

    def render(name, *settings, **more):
        layers.render(arguments.layers / f"{name}.exr", *settings, threads=arguments.threads, **more)

    lamps(False)
    if wanted("depth"):
        layers.world()
        render("depth", full, 2, bounces=0, denoise=False, override=layers.depth_material())
    if wanted("shape"):
        layers.world(mirrored=(0, 1, 0))
        mirror.inputs["Color"].default_value, marked.inputs["Strength"].default_value = (0, 1, 0, 1), 1.0
        render("shape", full, 4, bounces=1, denoise=False)
        mirror.inputs["Color"].default_value, marked.inputs["Strength"].default_value = (1, 1, 1, 1), 0.0
    if wanted("sky"):
        layers.world((0.8, 0.8, 0.8), (1.15, 1.15, 1.15))
        render("sky", full, 3)
    layers.world()
    for name, (yaw, pitch) in SUNS.items():
        if wanted(name):
            sun = stage.sun(yaw, pitch, 3.0, (1, 1, 1), 3.0)
            render(name, quarter, 4)
            bpy.data.objects.remove(sun)
    if wanted("lamps"):
        lamps(True)
        render("lamps", quarter * 2, 6)


if __name__ == "__main__":
    main()
