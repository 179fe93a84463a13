"""The first snow, seen from the porch. The front half of the sphere (VR180), two eyes side by side.

    python3 experiences/forsta-snon/make/pictures.py --quality draft|middle|final
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import numpy as np

import buildings
import gpano
import indoors
import materials as m
import nature
import plants
import stage
import things
import winter
from shapes import Shape, noise2, stand

SUN_YAW, SUN_PITCH = -62, 7.0
FLOOR = 0.42


def ground(x, y):
    """Height of the snow: soft drifts, a trodden path to the barn."""
    z = 0.16 * noise2(x, y, 5, 4, 13.0) + 0.03 * noise2(x, y, 7, 3, 2.5)
    way = 0.9 + 0.16 * y + 0.5 * np.sin(y / 3.2)
    beside = np.abs(x - way)
    return z * np.clip((np.hypot(x, y) - 2) / 4, 0, 1) - 0.10 * np.exp(-((beside / 0.33) ** 4)) * (y > 1.8) + 0.05 * np.exp(-(((beside - 0.5) / 0.2) ** 2)) * (y > 1.8)


def height(x, y):
    return float(ground(np.array(float(x)), np.array(float(y))))


def build():
    """Everything that is seen."""
    h = m.hexa
    random = np.random.default_rng(14)
    stage.begin()
    m.use_mist(m.Mist(105, h("b3b6c6"), h("f0cdb0"), stage.direction(SUN_YAW, SUN_PITCH)))
    stage.sky(
        [(0.0, h("f3cdb4")), (0.06, h("e9c6bb")), (0.16, h("c6b9c6")), (0.38, h("94a3c0")), (1.0, h("6b83ab"))],
        SUN_YAW, SUN_PITCH, (1.5, 0.9, 0.5), glow_width=16, strength=0.9, seed=5.0,
        clouds=dict(cover=0.55, scale=0.7, stretch=(0.5, 1.2, 1), lit=h("f8d2ba"), shade=h("a4a8bb"), soft=0.25, most=0.75),
    )
    stage.sun(SUN_YAW, SUN_PITCH + 2, 1.9, (1, 0.66, 0.42), 4)

    snow = m.surface("snow", h("f0f4fa"), h("e2e9f4"), scale=2.2, contrast=0.4, detail=8, rough=0.75, specular=0.25, bump=0.5)
    xs = np.concatenate([np.linspace(-90, -12, 60), np.linspace(-11.9, 11.9, 260), np.linspace(12, 90, 60)])
    ys = np.concatenate([np.linspace(-6, 14, 240), np.linspace(14.2, 120, 120)])
    gx, gy = np.meshgrid(xs, ys)
    Shape(2).sheet(ground(gx, gy), xs, ys).build("snow field", snow)

    # The porch: floor, posts, rail with a cap of snow, the edge of the roof above.
    boards = m.surface("porch boards", h("a59a8c"), h("81766a"), scale=2.2, stretch=(9, 0.6, 9), contrast=0.7, parts=0.14, rough=0.75, bump=0.5)
    white = m.surface("porch paint", h("e8e6e0"), h("d2cec5"), scale=3, stretch=(3, 3, 0.6), parts=0.05, rough=0.55, bump=0.15)
    porch = Shape(3)
    for x in np.arange(-2.6, 2.6, 0.125):
        porch.box((x, -0.4, FLOOR - 0.02), (0.119, 3.6, 0.04), 0)
    porch.box((0, 1.42, FLOOR - 0.09), (5.2, 0.05, 0.18), 1)
    for x in (-2.1, 2.1):
        porch.box((x, 1.30, FLOOR + 1.2), (0.12, 0.12, 2.4), 1)
        for k in (-1, 1):
            a = np.linspace(0, np.pi / 2, 8)
            porch.tube(np.stack([x + k * (0.06 + 0.42 * np.sin(a)), np.full(8, 1.30), FLOOR + 1.86 + 0.42 * (1 - np.cos(a))], -1), 0.024, 6, 1)
    porch.beam((-2.7, 1.30, FLOOR + 2.42), (2.7, 1.30, FLOOR + 2.42), 0.12, 0.14, 1)
    for a, b in ((-2.1, -0.05 - 0.45), (1.25, 2.1)):
        for z in (0.12, 0.80):
            porch.beam((a, 1.30, FLOOR + z), (b, 1.30, FLOOR + z), 0.07, 0.06, 1)
        for x in np.arange(a + 0.1, b, 0.11):
            porch.box((x, 1.30, FLOOR + 0.46), (0.068, 0.02, 0.66), 1)
        porch.box((b if a < 0 else a, 1.30, FLOOR + 0.46), (0.09, 0.09, 0.94), 1)
        n = 30
        x = np.linspace(a, b, n)
        angle = np.linspace(0, 2 * np.pi, 14, endpoint=False)
        swell = 0.030 + 0.010 * noise2(x, x * 0, 3, 3, 0.6)
        edge = np.clip(np.minimum(x - a, b - x) * 14, 0.25, 1)
        rings = np.stack([np.repeat(x[:, None], 14, 1), 1.30 + 0.042 * np.cos(angle)[None] * edge[:, None], FLOOR + 0.832 + np.maximum(np.sin(angle), -0.1)[None] * (swell * edge)[:, None] * 1.6], -1)
        porch.loft(rings, 2, True, True, True)
    for y in np.arange(-1.8, 1.25, 0.14):
        porch.box((0, y, FLOOR + 2.52), (5.6, 0.134, 0.03), 1)
    porch.box((0, -0.3, FLOOR + 2.56), (5.8, 3.4, 0.04), 1)
    porch.box((0, 1.62, FLOOR + 2.50), (5.8, 0.03, 0.17), 1)
    u, v = np.meshgrid(np.linspace(-2.9, 2.9, 90), np.linspace(1.2, 1.72, 12))
    porch.sheet(FLOOR + 2.60 + 0.10 * np.clip((1.74 - v) * 7, 0, 1) ** 0.5 + 0.02 * noise2(u, v, 3, 3, 0.9), np.linspace(-2.9, 2.9, 90), np.linspace(1.2, 1.72, 12), 2)
    for i, (y, z) in enumerate(((1.62, 0.30), (1.92, 0.15))):
        porch.box((0.40, y, z - 0.05), (1.55, 0.32, 0.10), 0)
        porch.box((0.40, y + 0.01, z + 0.025), (1.60, 0.36, 0.07), 2, chamfer=0.03)
    porch.build("porch", boards, white, snow)
    wool = m.stripes("porch rug", [m.hexa(c) for c in ("8c3b33", "e4d9bd", "4d5f78", "c79a4b", "e4d9bd", "5e7158")], "X", 0.04, weave=0.013)
    indoors.rag_rug(1.0, 2.0).build("rug", wool, m.surface("fringe", h("e4d9bd"), rough=0.95), at=(0.05, 0.05, FLOOR + 0.002), turn=90)

    # The lantern on the rail, and one hanging under the beam.
    tin = m.surface("black tin", h("2b2c30"), h("1f2023"), scale=6, rough=0.45, metallic=0.6)
    glass = m.pane("lantern glass", clear=0.95)
    wax, flame = m.surface("wax", h("f3e6c8"), h("efdfbc"), through=0.4), m.light_source("flame", h("ffb347"), 40.0)
    for x, y, z, size in ((-1.05, 1.30, FLOOR + 0.87, 1.0), (1.62, 1.30, FLOOR + 1.80, 0.9)):
        winter.lantern().build("lantern", tin, glass, wax, flame, snow, at=(x, y, z), turn=20, scale=size)
        stage.lamp((x, y, z + 0.17 * size), 7, (1, 0.60, 0.26), 0.03)
    Shape(1).tube([[1.62, 1.30, FLOOR + 2.16], [1.62, 1.30, FLOOR + 2.36]], 0.004, 6).build("hook", tin)

    # The oat sheaf on its pole, with the bullfinches.
    straw = m.surface("oat straw", h("d3b16c"), h("b38f4e"), scale=9, parts=0.25, through=0.15, rough=0.8)
    grain = m.surface("oat grain", h("e0c388"), h("c09c5c"), scale=9, parts=0.25, through=0.25, rough=0.8)
    winter.sheaf().build("sheaf", straw, grain, m.surface("red band", h("a8322a"), rough=0.7), at=(-0.12, 3.1, 1.12))
    pole = Shape(4)
    pole.tube([[-0.12, 3.16, -0.3], [-0.12, 3.16, 1.75]], [0.032, 0.026], 12)
    for z, x in ((1.06, 0.42), (1.30, -0.36)):
        pole.tube([[-0.12, 3.12, z], [-0.12 + x, 3.02, z + 0.04]], [0.016, 0.010], 8)
    pole.build("pole", m.surface("pole bark", h("6a5a4c"), h("463b32"), scale=5, stretch=(3, 3, 0.6), rough=0.9, bump=0.8))
    back, cap, rump = m.surface("finch back", h("8b929e"), h("79808c"), rough=0.8), m.surface("finch black", h("141518"), rough=0.5), m.surface("finch white", h("f1f0ec"), rough=0.8)
    red, fawn = m.surface("finch red", h("d9492f"), h("cf5a3f"), scale=40, rough=0.85), m.surface("finch fawn", h("a58a78"), h("97806f"), scale=40, rough=0.85)
    for x, y, z, turn, male in ((0.27, 3.01, 1.115, 25, True), (-0.46, 3.01, 1.348, -40, True), (0.02, 2.93, 1.93, -20, True), (-0.28, 3.02, 1.90, 60, False), (-0.80, 1.30, FLOOR + 0.875, 160, True), (0.75, 3.5, 0.0, 120, True), (0.45, 3.75, 0.0, 250, False)):
        at = (x, y, z if z else height(x, y))
        winter.bullfinch(male).build("bullfinch", red if male else fawn, back, cap, rump, at=at, turn=turn)
    spill = Shape(8)
    for _ in range(160):
        x, y = -0.1 + random.normal() * 0.35, 3.1 + random.normal() * 0.3
        spill.ball((x, y, height(x, y) + 0.003), (0.006, 0.003, 0.003), 0, 6, 4)
    spill.build("spilt oats", grain)

    # The yard: barn, storehouse with a lit window, fence, kicksled, spruces heavy with snow.
    barn = buildings.house(13, 7.5, 3.6, 3.4, windows=(("front", -4.4, 1.3, 0.7, 0.8, False), ("front", 4.4, 1.3, 0.7, 0.8, True)), doors=(("front", 0, 2.6, 2.7),), eaves=0.6, base=0.45, batten=0.26, snow=0.28, seed=6)
    barn.build("barn", *buildings.palette(2.2), at=(9.0, 23, height(9, 23) - 0.1), turn=-17)
    cottage = buildings.house(6.4, 5.0, 2.4, 2.0, windows=(("front", -1.7, 0.75, 0.95, 1.15, True), ("front", 1.7, 0.75, 0.95, 1.15, True), ("right", 0, 0.75, 0.95, 1.15, True)), doors=(("front", 0, 0.9, 1.95),), chimney=0.6, snow=0.25, seed=9)
    cottage.build("cottage", *buildings.palette(2.6), at=(-11.5, 17.5, height(-11, 17) - 0.1), turn=30)
    stage.lamp((-9.6, 14.2, 1.2), 30, (1, 0.66, 0.34), 0.4)
    rails = Shape(6)
    grey = m.surface("fence wood", h("7b7068"), h("5a514a"), scale=4, stretch=(0.5, 5, 5), rough=0.9, bump=0.6)
    line = [(-26, 9.8), (-20, 10.6), (-14, 11.2), (-8, 11.6), (-3.0, 11.9)], [(4.6, 12.2), (9, 12.0), (14, 11.2), (20, 10), (27, 8.5)]
    for part in line:
        for (a, b), (c, d) in zip(part[:-1], part[1:]):
            for k in np.linspace(0, 1, 4):
                x, y = a + (c - a) * k, b + (d - b) * k
                rails.box((x, y, height(x, y) + 0.5), (0.10, 0.10, 1.15), 0)
                rails.ball((x, y, height(x, y) + 1.08), (0.075, 0.075, 0.05), 1)
            for z in (0.45, 0.85):
                e, f = np.array([a, b, height(a, b) + z]), np.array([c, d, height(c, d) + z])
                rails.beam(e, f, 0.05, 0.10, 0), rails.beam(e + [0, 0, 0.062], f + [0, 0, 0.062], 0.055, 0.035, 1, 0.012)
    rails.build("fence", grey, snow)
    ash = m.surface("sled wood", h("b98c54"), h("94693a"), scale=4, stretch=(5, 0.6, 5), rough=0.45)
    winter.kicksled().build("kicksled", ash, m.surface("steel", h("9a9da2"), rough=0.3, metallic=0.9), snow, at=(2.75, 3.3, height(2.75, 3.3)), turn=38)
    near = nature.Forest(seed=31, far=False, snow=0.85, near=True)
    for mesh, x, y, turn, s in ((near.near_spruces[1], -4.3, 6.9, 10, 0.80), (near.near_spruces[0], -6.9, 8.8, 80, 0.85), (near.near_spruces[1], 5.4, 9.0, 190, 0.62), (near.near_spruces[2], 17, 15.5, 30, 0.8), (near.near_spruces[0], -18.5, 13, 220, 1.0), (near.near_spruces[2], -15.5, 24, 120, 0.95)):
        stand(mesh, (x, y, height(x, y) - 0.05), turn, s)
    forest = nature.Forest(seed=3, far=True, snow=0.8)
    yaw = np.radians(np.linspace(-100, 100, 70))
    reach = 58 + 8 * np.sin(yaw * 4 + 1)
    ring = np.stack([np.sin(yaw) * reach, np.cos(yaw) * reach], -1)
    nature.far_shore(forest, random, ring, depth=50, rows=7, step=3.8, rise=0.07, pines=0.12)
    nature.thicket(random, ring, m.surface("thicket", h("67707c"), h("4d5763"), scale=0.6, rough=1.0, specular=0.0), inland=18)
    bare = nature._with(plants.broadleaf(5, 8.5, crown_from=0.25, width=0.34, boughs=34, leaves=1500, leaf=0.03, droop=0.6, rise=1.0, trunk=0.013), "bare birch", m.birch_bark(), snow)
    for x, y, turn in ((3.6, 16.5, 0), (-4.4, 19, 100), (19, 19, 200)):
        stand(bare, (x, y, height(x, y)), turn)
    winter.flakes(1500, 2.2, 17).build("flakes", m.surface("flake", h("f6f8fc"), h("f0f3f9"), rough=0.9), at=(0, 0, 1.6))


def main():
    arguments = stage.arguments(__doc__.split("\n")[0])
    build()
    eyes = stage.picture(arguments.quality, (0, 0, FLOOR + 1.18), width=2048, half=True, stereo=True, exposure=0.25, threads=arguments.threads, bounces=2)
    gpano.write(np.concatenate(eyes, axis=1), (arguments.out or HERE.parent / "media") / "porch.jpg", 88, half=True, stereo="left-right")


if __name__ == "__main__":
    main()
