"""Whole pieces of northern landscape: meshes with their materials, far shores, ground, rock, birds."""

import math

import numpy as np

import materials as m
import plants
from shapes import Shape, noise2, stand


def _with(shape, name, *kinds):
    mesh = shape.mesh(name)
    for kind in kinds:
        mesh.materials.append(kind)
    return mesh


class Forest:
    """A few grown trees of each kind, ready to stand many times."""

    def __init__(self, seed=1, far=True, snow=0.0, near=False):
        h = m.hexa
        bark = m.surface("bark", h("4a3d33"), h("2a221d"), scale=4, stretch=(3, 3, 0.5), bump=1, rough=0.9)
        pine_bark = m.surface("pine bark", h("9a6138"), h("4d3526"), scale=1.5, stretch=(2, 2, 0.4), bump=1, rough=0.9)
        needles = m.surface("spruce needles", h("2f4527"), h("1c2e1d"), scale=0.5, parts=0.35, instances=0.25, rough=0.8, specular=0.15, through=0.12)
        pine_needles = m.surface("pine needles", h("47592f"), h("2b3d22"), scale=0.5, parts=0.35, instances=0.25, rough=0.8, specular=0.15, through=0.12)
        white = m.surface("snow on boughs", h("eef2f8"), h("dfe7f2"), scale=3, rough=0.8, specular=0.2)
        fine = (0.45, 14) if not far else (0.75, 7)
        self.spruces = [
            _with(plants.spruce(seed + i, tall, *fine, snow=snow), "spruce", bark, needles, white)
            for i, tall in enumerate((17, 21, 14, 19))
        ]
        self.pines = [
            _with(plants.pine(seed + 20 + i, tall, 60 if far else 110, 40 if far else 80), "pine", pine_bark, pine_needles)
            for i, tall in enumerate((17, 20, 15))
        ]
        self.near_spruces = [
            _with(plants.spruce(seed + 40 + i, tall, 0.34, 24, snow=snow), "near spruce", bark, needles, white)
            for i, tall in enumerate((11, 7.5, 15))
        ] if near else []


def birches(seed, heights=(11, 9, 13), leaves=11000, leaf=0.055, colour="6d8a35"):
    """Silver birches with hanging twigs, in leaf."""
    bark = m.birch_bark()
    leaf_kind = m.surface("birch leaf", m.hexa(colour), m.hexa("4e6b2a"), scale=0.6, parts=0.4, instances=0.1, rough=0.6, through=0.35)
    return [
        _with(plants.broadleaf(seed + i, tall, crown_from=0.28, width=0.24, boughs=30, leaves=leaves, leaf=leaf, droop=0.75, rise=1.0, trunk=0.011), "birch", bark, leaf_kind)
        for i, tall in enumerate(heights)
    ]


def far_shore(forest, random, line, depth=60.0, rows=9, step=4.2, rise=0.12, pines=0.3, scale=(0.7, 1.15), birch=None):
    """Forest behind a shore line of (x, y) points: rows of trees on ground that rises inland."""
    line = np.asarray(line, float)
    tangent = np.gradient(line, axis=0)
    normal = np.stack([tangent[:, 1], -tangent[:, 0]], -1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    normal[(normal * line).sum(axis=1) < 0] *= -1
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    for row in range(rows):
        inland = 1.0 + depth * (row / rows) ** 1.4
        for s in np.arange(0, length[-1], step * (1 + 0.12 * row)):
            s += random.normal() * step * 0.4
            here = np.array([np.interp(s, length, line[:, i]) for i in (0, 1)])
            away = np.array([np.interp(s, length, normal[:, i]) for i in (0, 1)])
            place = here + away * (inland + random.random() * depth / rows)
            z = 0.2 + rise * inland + 1.2 * noise2(place[0], place[1], 3, 3, 60.0)
            kinds = forest.pines if random.random() < pines else forest.spruces
            if birch and row == 0 and random.random() < 0.12:
                kinds = birch
            stand(kinds[random.integers(len(kinds))], (*place, max(float(z) - 0.2, 0.0)), random.random() * 360,
                  random.uniform(*scale) * (0.72 if row == 0 else 1.0), tuple(random.normal(size=2) * 1.5))
    return length[-1]


def bank(line, material, depth=90.0, rise=0.12, out=2.0):
    """The ground under a far shore: a strip from the water's edge inland."""
    line = np.asarray(line, float)
    away = line / np.linalg.norm(line, axis=1, keepdims=True)
    strip = Shape(5)
    rings = [
        np.concatenate([line + away * d, np.full((len(line), 1), z)], -1)
        for d, z in ((-out, -0.4), (0.0, 0.06), (2.0, 0.5), (depth, depth * rise))
    ]
    strip.loft(np.asarray(rings), 0, True, False)
    return strip.build("bank", material)


def thicket(random, line, material, inland=12.0, low=6.0, high=11.0, ground=1.0):
    """The darkness inside a wood: a ragged wall behind the first trees, so no sky shows through."""
    line = np.asarray(line, float)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    s = np.arange(0, length[-1], 0.8)
    here = np.stack([np.interp(s, length, line[:, i]) for i in (0, 1)], -1)
    here += here / np.linalg.norm(here, axis=1, keepdims=True) * (inland + random.uniform(-3, 3, (len(s), 1)))
    tops = ground + low + (high - low) * random.random(len(s)) * (0.6 + 0.4 * noise2(s, s * 0, 2, 3, 40.0))
    # Sinks into the ground at both ends, so that no edge of it shows.
    tops = (tops + 1) * np.clip(np.minimum(s, length[-1] - s) / 25, 0, 1) ** 0.6 - 1
    wall = Shape(3)
    wall.loft(np.stack([np.concatenate([here, np.full((len(s), 1), z)], -1) for z in (-0.5, 0.0)] + [np.concatenate([here, tops[:, None]], -1)]), 0, False, False)
    return wall.build("thicket", material)


def ridge(random, forest_colour, distance, yaw_from, yaw_to, height, seed, tooth=5.0):
    """A far wooded ridge as a silhouette whose edge is tree tops."""
    yaws = np.radians(np.arange(yaw_from, yaw_to, 0.12))
    base = height * (0.6 + 0.4 * noise2(np.degrees(yaws), yaws * 0, seed, 4, 55.0))
    base *= np.sin(np.clip((np.degrees(yaws) - yaw_from) / (yaw_to - yaw_from), 0, 1) * math.pi) ** 0.35
    tops = base + np.abs(random.normal(size=len(yaws))) * tooth * 0.5
    shape = Shape(seed)
    x, y = np.sin(yaws) * distance, np.cos(yaws) * distance
    rings = np.stack([np.stack([x, y, np.full_like(x, -2.0)], -1), np.stack([x, y, tops], -1)])
    shape.loft(rings, 0, False, False)
    return shape.build("ridge", m.surface("ridge", forest_colour, scale=0.01, rough=1.0, specular=0.0))


def lake_surface(material, reach=3000.0):
    """The water plane at height 0."""
    plane = Shape(1)
    plane.add([[-reach, -reach, 0], [reach, -reach, 0], [reach, reach, 0], [-reach, reach, 0]], [[0, 1, 2, 3]], 0)
    return plane.build("lake", material)


def rock(name, material, radius, height, seed, at, stretch=(1.0, 1.0), flat=0.6):
    """A rounded boulder or a bare rock slab worn smooth by ice."""
    polar = np.linspace(0, math.pi * 0.62, 90)
    angle = np.linspace(0, 2 * math.pi, 180, endpoint=False)
    p, a = np.meshgrid(polar, angle, indexing="ij")
    unit = np.stack([np.sin(p) * np.cos(a), np.sin(p) * np.sin(a), np.cos(p)], -1)
    bulge = 1 + 0.15 * noise2(unit[..., 0] * 3 + unit[..., 2], unit[..., 1] * 3 - unit[..., 2], seed, 3, 3.2)
    v = unit * bulge[..., None] * [radius * stretch[0], radius * stretch[1], height]
    # Worn flat on top: heights above the limit are pressed together softly.
    limit, over = height * flat, v[..., 2] - height * flat
    v[..., 2] = np.where(over > 0, limit + 0.2 * height * (1 - np.exp(-np.maximum(over, 0) / (0.2 * height) * 0.6)), v[..., 2])
    stone = Shape(seed)
    stone.loft(v[::-1], 0, True, True)
    return stone.build(name, material, at=at)


def loon(at, turn=0.0):
    """A black-throated loon (storlom) on the water: grey head, dark throat, chequered back."""
    bird = Shape(7)
    s = np.linspace(0, 1, 15)
    width = 0.13 * np.sin(np.clip(s * 1.02, 0, 1) * math.pi) ** 0.6 + 0.004
    angle = np.linspace(0, 2 * math.pi, 18, endpoint=False)
    rings = []
    for t, w in zip(s, width):
        low, high = -0.05, 0.10 * math.sin(math.pi * t) ** 0.5 + 0.01
        ring = np.stack([w * np.cos(angle), np.full(18, (t - 0.5) * 0.62), np.where(np.sin(angle) > 0, high * np.sin(angle), -low * np.sin(angle))], -1)
        rings.append(ring)
    bird.loft(rings, 0)
    neck = [[0, 0.25, 0.02], [0, 0.29, 0.11], [0, 0.285, 0.20], [0, 0.29, 0.26], [0, 0.315, 0.285]]
    bird.tube(neck[:4], [0.060, 0.050, 0.040, 0.040], 14, 1)
    bird.ball([0, 0.315, 0.285], (0.038, 0.062, 0.042), 1)
    bird.tube([[0, 0.36, 0.282], [0, 0.41, 0.284], [0, 0.46, 0.288]], [0.016, 0.010, 0.002], 8, 2)
    bird.tube([[0, 0.318, 0.22], [0, 0.325, 0.15], [0, 0.318, 0.09]], [0.022, 0.026, 0.02], 10, 2)
    r = np.random.default_rng(3)
    n = 60
    x, y = r.uniform(0.03, 0.09, n) * r.choice([-1, 1], n), r.uniform(-0.12, 0.18, n)
    bird.kites(np.stack([x, y, 0.103 * np.sqrt(np.clip(1 - (x / 0.13) ** 2 - (y / 0.33) ** 2, 0.05, 1)) + 0.004], -1), np.tile([0, 1.0, 0], (n, 1)), 0.02, 0.014, np.tile([0, 0, 1.0], (n, 1)), 3)
    h = m.hexa
    return bird.build(
        "loon", m.surface("loon back", h("15171a"), h("0c0d10"), rough=0.5), m.surface("loon head", h("8d9299"), h("6e737b"), rough=0.6),
        m.surface("loon throat", h("0d0d10"), rough=0.4), m.surface("loon spots", h("f2f2ee"), rough=0.6), at=at, turn=turn,
    )
