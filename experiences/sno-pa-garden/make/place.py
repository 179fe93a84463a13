"""The farmyard in the blue hour: house with lit windows, red barn, storehouse, well, sledge, lantern.

    nice python3 experiences/sno-pa-garden/make/place.py --width 4096 --layers DIR

Writes two layers of light, the evening sky's and the lamps', and the depth that lets snow fall
behind things. The snow in the air is drawn by `film.py`.
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
import winter
from shapes import Shape, noise2, stand

EYE = (0.0, 0.0, 1.45)
LANTERN = (-1.55, 3.15)


def path(y):
    """The middle (x) of the trodden path from the gate behind us to the house's door."""
    return 0.6 + 0.75 * np.sin(y / 4.3) - 0.02 * y


def ground(x, y):
    """Height of the snow: drifts, lower where feet have trodden, higher along walls."""
    z = 0.13 * noise2(x, y, 5, 4, 12.0) * np.clip((np.hypot(x, y) - 2) / 5, 0.15, 1) + 0.02 * noise2(x, y, 7, 3, 2.2)
    beside = np.abs(x - path(y))
    trodden = (y < 12.2) * (y > -16)
    return z - trodden * 0.13 * np.exp(-((beside / 0.36) ** 4)) + trodden * 0.05 * np.exp(-(((beside - 0.56) / 0.2) ** 2))


def height(x, y):
    return float(ground(np.array(float(x)), np.array(float(y))))


def build():
    """Everything that stands."""
    h = m.hexa
    random = np.random.default_rng(41)
    stage.begin()
    m.use_mist(None)
    snow = m.surface("snow", h("f0f4fa"), h("e2e9f4"), scale=2.2, contrast=0.4, detail=8, rough=0.75, specular=0.2, bump=0.5)
    near = np.concatenate([np.linspace(-150, -13, 50), np.linspace(-12.9, 12.9, 300), np.linspace(13, 150, 50)])
    gx, gy = np.meshgrid(near, near)
    Shape(2).sheet(ground(gx, gy), near, near).build("snow field", snow)

    # The dwelling house ahead to the left, the barn on the right, the storehouse behind it.
    house = buildings.house(10.5, 6.4, 3.0, 2.5, windows=(
        ("front", -3.6, 0.85, 1.05, 1.35, True), ("front", -1.75, 0.85, 1.05, 1.35, True), ("front", 1.75, 0.85, 1.05, 1.35, True), ("front", 3.6, 0.85, 1.05, 1.35, False),
        ("right", -1.2, 0.85, 1.0, 1.3, True), ("right", 1.2, 0.85, 1.0, 1.3, False), ("right", 0.0, 3.35, 0.65, 0.75, True)), doors=(("front", 0, 1.0, 2.1),), chimney=1.4, eaves=0.55, base=0.5, snow=0.30, seed=5)
    house.build("house", *buildings.palette(0.0), at=(-3.2, 15.0, height(-3, 15) - 0.1), turn=8)
    barn = buildings.house(15, 8.0, 3.8, 3.8, windows=(("front", -5.0, 1.5, 0.8, 0.8, False), ("front", 5.0, 1.5, 0.8, 0.8, True)), doors=(("front", 0, 3.0, 2.9),), eaves=0.6, base=0.45, batten=0.26, snow=0.30, seed=6)
    barn.build("barn", *buildings.palette(0.0), at=(17.5, 8.5, height(17, 8) - 0.1), turn=-64)
    store = buildings.house(5.0, 4.2, 2.5, 1.9, windows=(("front", 1.4, 1.2, 0.55, 0.55, False),), doors=(("front", -0.6, 0.95, 1.85),), eaves=0.6, base=0.55, snow=0.30, seed=9)
    store.build("storehouse", *buildings.palette(0.0), at=(-13.5, 4.5, height(-13, 4) - 0.1), turn=72)

    # A spruce in the yard, wearing its snow; birches, apple tree; fence with a gate behind us.
    trees = nature.Forest(seed=31, far=False, snow=0.85, near=True)
    for mesh, x, y, turn, s in ((trees.near_spruces[1], 6.8, 13.6, 10, 0.85), (trees.near_spruces[0], -17.5, 15, 80, 1.0), (trees.near_spruces[2], 12.5, -13, 30, 0.8), (trees.near_spruces[0], -14, -10, 220, 0.8), (trees.near_spruces[2], 13, 22, 120, 0.95)):
        stand(mesh, (x, y, height(x, y) - 0.05), turn, s)
    bare = nature._with(plants.broadleaf(5, 8.5, crown_from=0.25, width=0.34, boughs=34, leaves=1500, leaf=0.03, droop=0.6, rise=1.0, trunk=0.013), "bare birch", m.birch_bark(), snow)
    apple = nature._with(plants.broadleaf(9, 4.2, crown_from=0.3, width=0.55, boughs=26, leaves=1700, leaf=0.035, droop=0.15, rise=0.7, trunk=0.03), "apple tree", m.surface("apple bark", h("5d5148"), h("3c342e"), scale=5, rough=0.9, bump=0.6), snow)
    for mesh, x, y, turn in ((bare, -9.2, 12.5, 0), (bare, 9.5, -7.5, 100), (bare, 4.4, 25, 200), (apple, -6.8, 8.4, 40), (apple, -8.8, -4.2, 150)):
        stand(mesh, (x, y, height(x, y)), turn)
    rails = Shape(6)
    grey = m.surface("fence wood", h("7b7068"), h("5a514a"), scale=4, stretch=(0.5, 5, 5), rough=0.9, bump=0.6)
    for part in (((-22, -2), (-19, -8), (-12, -12.5), (-5, -14), (-1.1, -14.3)), ((1.9, -14.3), (7, -14), (14, -11.5), (21, -5), (24, 0))):
        for (a, b), (c, d) in zip(part[:-1], part[1:]):
            for k in np.linspace(0, 1, 4):
                x, y = a + (c - a) * k, b + (d - b) * k
                rails.box((x, y, height(x, y) + 0.5), (0.10, 0.10, 1.15), 0)
                rails.ball((x, y, height(x, y) + 1.09), (0.08, 0.08, 0.055), 1)
            for z in (0.45, 0.85):
                e, f = np.array([a, b, height(a, b) + z]), np.array([c, d, height(c, d) + z])
                rails.beam(e, f, 0.05, 0.10, 0), rails.beam(e + [0, 0, 0.065], f + [0, 0, 0.065], 0.06, 0.04, 1, 0.012)
    for x in (-1.1, 1.9):
        rails.box((x, -14.3, height(x, -14.3) + 0.75), (0.2, 0.2, 1.7), 0)
        rails.ball((x, -14.3, height(x, -14.3) + 1.62), (0.15, 0.15, 0.09), 1)
    rails.build("fence", grey, snow)

    # The well with its lid, the woodpile at the storehouse, the kicksled, the lanterns.
    well = Shape(7)
    for k in range(4):
        for side in (-1, 1):
            well.beam((-0.62, side * 0.55, 0.15 + k * 0.2), (0.62, side * 0.55, 0.15 + k * 0.2), 0.14, 0.19, 0, 0.02)
            well.beam((side * 0.55, -0.62, 0.15 + k * 0.2), (side * 0.55, 0.62, 0.15 + k * 0.2), 0.14, 0.19, 0, 0.02)
    well.box((0, 0, 0.92), (1.3, 1.3, 0.05), 0)
    well.ball((0, 0, 0.95), (0.70, 0.70, 0.20), 1, 28, 14)
    for side in (-1, 1):
        well.beam((side * 0.55, 0, 0.8), (side * 0.55, 0, 2.1), 0.11, 0.11, 0)
    well.tube([[-0.62, 0, 1.7], [0.62, 0, 1.7]], 0.09, 14, 0)
    well.tube([[0.62, 0, 1.7], [0.78, 0, 1.7], [0.78, 0, 1.45], [0.98, 0, 1.45]], 0.014, 8, 2)
    for side in (-1, 1):
        well.beam((-0.8, 0, 2.42), (-0.8, side * 0.75, 2.0), 0.04, 0.06, 0), well.beam((0.8, 0, 2.42), (0.8, side * 0.75, 2.0), 0.04, 0.06, 0)
        well.add([[-0.85, 0, 2.45], [0.85, 0, 2.45], [0.85, side * 0.8, 2.0], [-0.85, side * 0.8, 2.0]], [[0, 1, 2, 3]], 0)
    u = np.linspace(-0.9, 0.9, 30)
    v = np.linspace(-0.85, 0.85, 30)
    ux, vy = np.meshgrid(u, v)
    well.sheet(2.5 - np.abs(vy) * 0.56 + 0.16 * np.clip((0.92 - np.abs(ux)) * 6, 0, 1) ** 0.5 * np.clip((0.87 - np.abs(vy)) * 6, 0, 1) ** 0.5, u, v, 1)
    well.build("well", m.surface("well wood", h("80746a"), h("5c534b"), scale=4, stretch=(0.6, 5, 5), parts=0.2, rough=0.9, bump=0.6), snow, m.surface("iron", h("3b3431"), rough=0.5, metallic=0.7), at=(4.1, 9.6, height(4, 9.6) - 0.05), turn=20)
    wood = Shape(8)
    for row in range(7):
        for k in range(22):
            x = -1.7 + k * 0.155 + (row % 2) * 0.075
            wood.tube([[x, -0.25, 0.1 + row * 0.135], [x + random.normal() * 0.01, 0.25, 0.1 + row * 0.135]], 0.068 + random.normal() * 0.006, 9, int(random.random() < 0.3))
    xs, ys = np.linspace(-1.85, 1.8, 50), np.linspace(-0.32, 0.32, 14)
    gx, gy = np.meshgrid(xs, ys)
    wood.sheet(1.08 + 0.17 * np.clip((1.85 - np.abs(gx)) * 5, 0, 1) ** 0.5 * np.clip((0.33 - np.abs(gy)) * 8, 0, 1) ** 0.5 + 0.015 * noise2(gx, gy, 3, 3, 0.8), xs, ys, 2)
    wood.build("woodpile", m.surface("birch wood", h("cdb793"), h("a98f69"), scale=5, parts=0.25, rough=0.8), m.birch_bark("log bark"), snow, at=(-10.6, 2.2, height(-10.6, 2.2) - 0.05), turn=78)
    ash = m.surface("sled wood", h("b98c54"), h("94693a"), scale=4, stretch=(5, 0.6, 5), rough=0.45)
    winter.kicksled().build("kicksled", ash, m.surface("steel", h("9a9da2"), rough=0.3, metallic=0.9), snow, at=(2.35, 4.4, height(2.35, 4.4)), turn=-28)
    tin, glass = m.surface("black tin", h("2b2c30"), h("1f2023"), scale=6, rough=0.45, metallic=0.6), m.pane("lantern glass", clear=0.95)
    wax, flame = m.surface("wax", h("f3e6c8"), h("efdfbc"), through=0.4), m.light_source("flame", h("ffb347"), 0.0)
    stump = Shape(9)
    stump.tube([[0, 0, -0.3], [0, 0, 0.46]], [0.22, 0.19], 20, 0)
    stump.ball((0, 0, 0.46), (0.20, 0.20, 0.05), 1, 24, 10)
    stump.build("stump", m.surface("stump bark", h("5d5148"), h("3c342e"), scale=5, rough=0.9, bump=0.8), snow, at=(*LANTERN, height(*LANTERN)))
    winter.lantern().build("lantern", tin, glass, wax, flame, snow, at=(*LANTERN, height(*LANTERN) + 0.50), turn=20)

    # The oat sheaf on its pole, asleep for the day; the wood all round.
    straw = m.surface("oat straw", h("d3b16c"), h("b38f4e"), scale=9, parts=0.25, through=0.15, rough=0.8)
    winter.sheaf().build("sheaf", straw, m.surface("oat grain", h("e0c388"), h("c09c5c"), scale=9, parts=0.25, through=0.25, rough=0.8), m.surface("red band", h("a8322a"), rough=0.7), at=(-4.3, 7.6, height(-4.3, 7.6) + 1.15))
    pole = Shape(4)
    pole.tube([[-4.3, 7.66, -0.3], [-4.3, 7.66, 1.9]], [0.032, 0.026], 12)
    pole.build("pole", grey)
    forest = nature.Forest(seed=3, far=True, snow=0.75)
    yaw = np.radians(np.linspace(-180, 178, 130))
    reach = 62 + 9 * np.sin(yaw * 4 + 1) + 6 * np.sin(yaw * 7)
    ring = np.stack([np.sin(yaw) * reach, np.cos(yaw) * reach], -1)
    nature.far_shore(forest, random, ring, depth=45, rows=5, step=4.2, rise=0.07, pines=0.12)
    nature.thicket(random, ring, m.surface("thicket", h("59626f"), h("424c58"), scale=0.6, rough=1.0, specular=0.0), inland=18)


def lamps():
    """Every warm light, and nothing else: windows, lantern, the light by the barn."""
    for name, strength in (("lit window", 3.0), ("flame", 30.0)):
        for material in bpy.data.materials:
            if material.name.startswith(name):
                for node in material.node_tree.nodes:
                    if node.type == "EMISSION":
                        node.inputs["Strength"].default_value = strength
    x, y = LANTERN
    stage.lamp((x, y, height(x, y) + 0.66), 22, (1, 0.60, 0.26), 0.03)
    for x, y in ((-6.1, 10.4), (-4.4, 10.7), (-1.0, 11.0)):
        stage.lamp((x, y, 1.6), 22, (1, 0.66, 0.34), 0.5)
    stage.lamp((2.6, 13.9, 1.6), 14, (1, 0.66, 0.34), 0.4)
    stage.lamp((10.9, 8.2, 2.9), 26, (1, 0.70, 0.40), 0.08)
    stage.lamp((-2.75, 11.1, 3.0), 16, (1, 0.70, 0.40), 0.08)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--width", type=int, default=1024)
    parser.add_argument("--layers", type=Path, required=True, help="folder for the layers")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    build()
    layers.camera(EYE)
    full, half = arguments.width, arguments.width // 2
    layers.world()
    layers.render(arguments.layers / "depth.exr", full, 2, bounces=0, denoise=False, threads=arguments.threads, override=layers.depth_material())
    layers.world((0.85, 0.85, 0.85), (1.1, 1.1, 1.1))
    layers.render(arguments.layers / "sky.exr", full, 3, bounces=2, threads=arguments.threads)
    layers.world()
    lamps()
    layers.render(arguments.layers / "lamps.exr", half, 6, bounces=2, threads=arguments.threads)


if __name__ == "__main__":
    main()
