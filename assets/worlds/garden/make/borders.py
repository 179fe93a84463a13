"""The flower borders: lupins, peonies, phlox, larkspur, hollyhocks; bulbs in spring, asters in autumn."""

import math

import numpy as np

import blooms
from form import Form, toned
from land import COTTAGE, COTTAGE_TURN, earth, height

UP = np.array([0, 0, 1.0])
PINK, WINE, WHITE, LILAC, BLUE, YELLOW = ("e2789a", "d9607f"), ("a8324e", "b8405a"), ("f6f1ea", "efe6e6"), ("a884c8", "8f6ab0"), ("5a6fc0", "4258a8"), ("efc544", "e8b23a")


def foot(x, y):
    return np.array([x, y, float(height(x, y))])


def lupins(form, x, y, seed, count=7, colours=(LILAC, PINK, BLUE)):
    """A stand of lupins with their fingered leaves."""
    r = np.random.default_rng(seed)
    for k in range(count):
        a, d = k * 2.4, 0.10 + 0.26 * math.sqrt(k / count)
        p = foot(x + d * math.cos(a), y + d * math.sin(a) * 0.7)
        pair = colours[int(r.integers(len(colours)))]
        blooms.spike(form, p, r.uniform(0.72, 0.98), 0.40, 0.062, pair, seed * 31 + k, 22, tip="c9d0a8")
    form.random = r
    for k in range(count + 2):
        a, d = k * 1.9 + 1, 0.34 * math.sqrt(r.random())
        centre = foot(x + d * math.cos(a), y + d * math.sin(a) * 0.8) + UP * r.uniform(0.18, 0.42)
        way = blooms.ring(8, 1.0, a) + UP * 0.35
        form.kites(np.tile(centre, (8, 1)), way, 0.115, 0.036, toned(r, 8, "5f8a48", "4d7a3e"), "leaf-stem", UP, 0.1, 0.4, way + UP)


def larkspur(form, x, y, seed, count=5):
    r = np.random.default_rng(seed)
    for k in range(count):
        p = foot(x + r.normal() * 0.14, y + r.normal() * 0.10)
        blooms.spike(form, p, r.uniform(1.25, 1.6), 0.65, 0.042, BLUE, seed * 17 + k, 26, tip="8ea0d8")
    form.random = r
    n = 40
    base = foot(x, y) + np.stack([r.normal(size=n) * 0.15, r.normal(size=n) * 0.12, r.uniform(0.1, 0.7, n)], -1)
    form.kites(base, r.normal(size=(n, 3)) + UP * 0.3, 0.13, 0.10, toned(r, n, "557f40", "466b35"), "leaf-stem", UP, 0.2, 0.4, r.normal(size=(n, 3)) * 0.3 + UP)


def front_of_house(along, out):
    """A place before the cottage's wall: metres along it from its middle and out from it."""
    c, s = math.cos(math.radians(COTTAGE_TURN)), math.sin(math.radians(COTTAGE_TURN))
    return COTTAGE[0] + c * along + s * out, COTTAGE[1] + s * along - c * out


def build():
    """All borders, by season."""
    soil, summer, spring, autumn, snow = (Form(700 + k) for k in range(5))
    patches = [((-1.55, 3.9), (0.62, 0.85)), ((-2.35, 6.0), (0.8, 1.0)), ((-3.4, 8.0), (0.9, 0.9)), ((0.85, 6.4), (0.75, 0.8)), ((0.6, 8.9), (1.0, 0.9)), ((2.5, 5.0), (0.6, 0.5)), ((-3.6, 4.2), (0.9, 0.8)), ((1.05, 2.28), (0.5, 0.42))]
    for at, radius in patches:
        earth(soil, at, radius)
    for k, (at, radius) in enumerate(patches[:7]):
        blooms.bush(summer, foot(*at), (radius[0] * 1.9, 0.34), 60 + k, 95, 0.13, ("557a3c", "6f9448"), "leaf-stem")
        blooms.bush(autumn, foot(*at), (radius[0] * 1.9, 0.30), 70 + k, 50, 0.13, ("6b7038", "8a7a3e"), "leaf-stem")
    lupins(summer, -1.45, 3.75, 1, 8)
    lupins(summer, 0.95, 6.2, 2, 7, (PINK, WINE, LILAC))
    lupins(summer, -3.5, 4.4, 3, 7, (BLUE, LILAC))
    blooms.clump(summer, foot(-2.15, 5.7), 0.48, 0.62, 4, 8, WINE, "peony")
    blooms.clump(summer, foot(2.5, 5.0), 0.42, 0.58, 5, 7, ("f0b4c4", "f6dfe2"), "peony")
    blooms.clump(summer, foot(-3.2, 7.9), 0.55, 0.85, 6, 15, PINK, "phlox")
    blooms.clump(summer, foot(0.5, 8.9), 0.55, 0.85, 7, 14, WHITE, "phlox")
    blooms.clump(summer, foot(-2.75, 6.7), 0.40, 0.70, 8, 11, LILAC, "phlox")
    blooms.clump(summer, foot(-4.1, 3.9), 0.45, 0.60, 9, 18, WHITE, "daisy")
    blooms.clump(summer, foot(1.4, 5.9), 0.35, 0.50, 10, 18, WHITE, "daisy")
    blooms.clump(summer, foot(-1.7, 3.15), 0.34, 0.34, 11, 20, YELLOW, "daisy")
    larkspur(summer, -3.9, 8.5, 12)
    larkspur(summer, 1.3, 9.3, 13)
    for k, (along, colours) in enumerate(((-3.3, PINK), (-1.75, WINE), (1.85, ("f3d9a0", "f0c8a8")), (3.35, PINK))):
        x, y = front_of_house(along, 0.55)
        blooms.clump(summer, foot(x, y), 0.35, 1.75, 20 + k, 4, colours, "hollyhock")
        earth(soil, (x, y), (0.6, 0.4))
    for k, (at, radius) in enumerate(patches[:7]):
        kind, colours = (("tulip", ("d8402f", "e86a3a")), ("daffodil", ("f6e05a", "f3ead0")), ("tulip", ("f0c8d0", "e88aa0")))[k % 3]
        blooms.clump(spring, foot(*at), radius[0] * 0.8, 0.36, 30 + k, 11, colours, kind)
        blooms.clump(spring, foot(at[0] + 0.2, at[1] - radius[1] * 0.7), 0.35, 0.22, 40 + k, 8, ("5a6fc0", "7a8ad8"), "aster")
        blooms.clump(autumn, foot(*at), radius[0] * 0.85, 0.52, 50 + k, 11, (("8f6ab0", "a884c8"), ("c8607a", "d98aa0"), ("d98a2c", "c86a24"))[k % 3], "aster", leaf="6b7038")
        blooms.snow_cap(snow, foot(*at) - UP * 0.02, (radius[0] * 1.7, radius[1] * 1.7, 0.20), k)
        r = snow.random
        m = 7
        base = foot(*at) + np.stack([r.normal(size=m) * 0.2, r.normal(size=m) * 0.2, np.full(m, 0.05)], -1)
        blooms.stems(snow, base, base + r.normal(size=(m, 3)) * [0.06, 0.06, 0] + UP * r.uniform(0.4, 0.65, (m, 1)), 0.006, "8a7a5c")
    # A pumpkin or two by the arch in autumn.
    for x, y, size in ((0.55, 5.2, 0.20), (0.95, 5.35, 0.15), (-2.2, 4.7, 0.17)):
        a = np.linspace(0, 2 * math.pi, 16, endpoint=False)
        rings = [np.stack([q * size * (1 + 0.06 * np.cos(8 * a)) * np.cos(a) + x, q * size * (1 + 0.06 * np.cos(8 * a)) * np.sin(a) + y, np.full(16, float(height(x, y)) + h * size * 1.5)], -1) for q, h in ((0.5, 0.0), (0.95, 0.2), (1.0, 0.5), (0.75, 0.85), (0.15, 0.92))]
        autumn.loft(np.array(rings), "d9792a", "solid")
        autumn.tube([(x, y, float(height(x, y)) + size * 1.3), (x + 0.03, y, float(height(x, y)) + size * 1.75)], 0.02, "6b6a3a", 5, cap=True)
    soil.build("soil")
    summer.build("border-summer@summer")
    snow.build("border-snow@winter")
    spring.made_of("leaf-flower").build("border-spring@spring")
    autumn.made_of("leaf-flower").build("border-autumn@autumn")


def fallen(random):
    """Yellow leaves on the lawn in autumn."""
    f = Form(710)
    m = 420
    d, t = 1.8 + 9 * random.random(m) ** 1.2, random.uniform(-math.pi, math.pi, m)
    x, y = d * np.sin(t), d * np.cos(t)
    f.kites(np.stack([x, y, height(x, y) + 0.03], -1), random.normal(size=(m, 3)) * [1, 1, 0.15], 0.08, 0.06, toned(random, m, "d9a23a", "c9702c", "b8862f", "c8452c"), "leaf-fallen", UP, 0.2, 0.0)
    f.build("fallen-leaves@autumn")
