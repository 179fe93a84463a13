"""Trees, bushes and flowers as geometry: every leaf and petal is a face of its own.

Each function adds to forms it is given, at a place, so that what stands still together becomes one
mesh. What belongs to one season only (blossom, apples, snow) goes into a form of its own.
"""

import math

import numpy as np

from form import linear, noise, toned, unit_rows

UP = np.array([0, 0, 1.0])


def ring(n, radius=1.0, start=0.0):
    """n points round a circle, (n, 3)."""
    a = start + np.arange(n) * 2 * math.pi / n
    return np.stack([np.cos(a) * radius, np.sin(a) * radius, np.zeros(n)], -1)


def rosettes(form, centres, ways, radius, paint, heart="f2cf4a", petals=5, cup=0.25, material="leaf-flower", sway=0.6):
    """Open flowers: a scalloped disc each, its middle in the heart's colour."""
    centres, ways = np.asarray(centres, float), unit_rows(ways)
    n = len(centres)
    if not n:
        return
    side = unit_rows(np.cross(ways, form.random.normal(size=(n, 3))))
    up = np.cross(ways, side)
    radius = np.broadcast_to(np.asarray(radius, float), n)[:, None, None]
    a = np.arange(petals * 2) * math.pi / petals
    reach = np.where(np.arange(petals * 2) % 2, 0.72, 1.0)
    edge = np.cos(a)[None, :, None] * side[:, None] + np.sin(a)[None, :, None] * up[:, None]
    edge = centres[:, None] + edge * reach[None, :, None] * radius + ways[:, None] * radius * cup
    points = np.concatenate([centres[:, None], edge], 1)
    k = petals * 2
    i = np.arange(k)
    faces = np.stack([np.zeros(k, int), 1 + i, 1 + (i + 1) % k], -1)
    faces = (np.arange(n)[:, None, None] * (k + 1) + faces).reshape(-1, 3)
    colours = np.broadcast_to(linear(paint), (n, 3))
    shade = np.where(np.arange(k) % 2, 0.82, 1.0)
    colours = np.concatenate([np.broadcast_to(linear(heart), (n, 1, 3)), colours[:, None] * shade[None, :, None]], 1)
    soft = np.repeat(unit_rows(ways + UP * 0.6), k + 1, 0)
    form.add(points.reshape(-1, 3), faces, colours.reshape(-1, 3), material, True, sway, 0, soft)


def rosette_leaves(form, at, count, length, width, paint, rise=0.6, material="leaf", sway=0.4):
    """A tuft of broad leaves round a point: what a perennial stands in."""
    r = form.random
    at = np.asarray(at, float)
    way = ring(count, 1, r.random() * 6) + r.normal(size=(count, 3)) * 0.2 + UP * rise * r.uniform(0.5, 1.5, (count, 1))
    form.kites(at + way * 0.02, way, length * r.uniform(0.7, 1.2, count), width, toned(r, count, *paint), material, UP, 0.2, sway, way + UP)


def bush(form, at, size, seed, leaves, leaf, colours, material="leaf", sway=0.4):
    """A rounded bush of leaf kites on unseen twigs; `size` is its (width, height)."""
    r = np.random.default_rng(seed)
    at = np.asarray(at, float)
    ball = unit_rows(r.normal(size=(leaves, 3)) * [1, 1, 0.9] + [0, 0, 0.35])
    ball[:, 2] = np.abs(ball[:, 2])
    depth = r.uniform(0.6, 1.05, (leaves, 1)) ** 0.6
    lumps = 1 + 0.22 * noise(ball[:, 0] * 2 + ball[:, 2], ball[:, 1] * 2, seed, 2, 1.6)[:, None]
    base = at + ball * depth * lumps * [size[0] / 2, size[0] / 2, size[1]]
    way = ball + r.normal(size=(leaves, 3)) * 0.7
    paint = toned(r, leaves, *colours) * (0.55 + 0.45 * depth)
    form.random = r
    form.kites(base, way, leaf * r.uniform(0.7, 1.3, leaves), leaf * 0.62, paint, material, ball + r.normal(size=(leaves, 3)) * 0.5, 0.15, sway, ball + UP * 0.3)
    return base, ball


def rose(form, at, way, size, colour, material="leaf-petal", petals=(5, 7, 8), sway=0.3):
    """A full rose or peony: rings of petals that open outward, the inner ones upright and darker."""
    r = form.random
    at, way = np.asarray(at, float), unit_rows(np.asarray(way, float))
    side = unit_rows(np.cross(way, [0.3, 0.2, 0.93]))
    other = np.cross(way, side)
    for k, n in enumerate(petals):
        share = (k + 0.6) / len(petals)
        a = np.arange(n) * 2 * math.pi / n + k * 0.7 + r.normal(size=n) * 0.1
        out = np.cos(a)[:, None] * side + np.sin(a)[:, None] * other
        lay = 0.25 + 1.25 * share**1.5
        direction = unit_rows(out * lay + way * (1.15 - 0.85 * share))
        form.kites(at + out * size * 0.12 * share, direction, size * (0.55 + 0.4 * share), size * (0.55 + 0.35 * share), linear(colour) * (0.62 + 0.4 * share),
                   material, -out + way * 0.2, -0.28, sway, direction * 0.5 + way)


def spike(form, foot, height, bloom, radius, colours, seed, florets=26, material="leaf-flower", stem="5f7a3c", tip=None):
    """A lupin or larkspur: a stem whose upper part (`bloom` metres) is whorls of small flowers, buds at the top."""
    r = np.random.default_rng(seed)
    foot = np.asarray(foot, float)
    lean = r.normal(size=2) * 0.06 * height
    at = lambda s: foot + np.stack([lean[0] * s**1.5, lean[1] * s**1.5, s * height], -1)
    form.tube(at(np.linspace(0, 1, 3)), [0.008, 0.006, 0.003], stem, 3, "leaf-stem", sway=[0, 0.3, 0.6])
    s = np.linspace(0, 1, florets)
    base = at(1 - bloom / height * (1 - s))
    a = np.arange(florets) * 2.4
    out = np.stack([np.cos(a), np.sin(a), 0.15 + 0.9 * s], -1)
    size = radius * (1.05 - 0.75 * s)
    low, high = linear(colours[0]), linear(tip or colours[-1])
    paint = low * (1 - s[:, None] ** 1.5) + high * s[:, None] ** 1.5
    form.random = r
    form.kites(base, out, size * 1.3, size * 1.15, paint * r.uniform(0.85, 1.15, (florets, 1)), material, UP, 0.3, 0.6, out + UP * 0.3)


def stems(form, feet, tops, radius, paint="5f7a3c", material="leaf-stem"):
    """Straight thin stems, two crossed slivers each."""
    feet, tops = np.asarray(feet, float), np.asarray(tops, float)
    n = len(feet)
    side = unit_rows(np.cross(tops - feet, form.random.normal(size=(n, 3)))) * radius
    points = np.stack([feet - side, feet + side, tops], 1)
    form.add(points.reshape(-1, 3), np.arange(n * 3).reshape(n, 3), paint, material, True, np.tile([0, 0, 0.5], n), 0, np.repeat(unit_rows(np.cross(side, UP) + UP * 0.5), 3, 0))


def clump(form, at, radius, height, seed, count, colours, kind="phlox", leaf="557a3a", material="leaf-flower"):
    """A clump of garden flowers of one kind: phlox, daisy, peony, tulip, daffodil, aster or hollyhock."""
    r = np.random.default_rng(seed)
    form.random = r
    at = np.asarray(at, float)
    a, d = r.random(count) * 6.283, radius * np.sqrt(r.random(count))
    feet = at + np.stack([d * np.cos(a) * 0.6, d * np.sin(a) * 0.6, np.zeros(count)], -1)
    tops = at + np.stack([d * np.cos(a), d * np.sin(a), height * r.uniform(0.75, 1.1, count) * (1 - 0.25 * (d / radius) ** 2)], -1)
    stems(form, feet, tops, 0.006)
    paint = toned(r, count, *colours)
    away = tops - (at + [0, 0, height * 0.3])
    if kind in ("phlox", "aster", "daisy"):
        many = {"phlox": 6, "aster": 2, "daisy": 1}[kind]
        spot = np.repeat(tops, many, 0) + r.normal(size=(count * many, 3)) * {"phlox": [0.035, 0.035, 0.022], "aster": [0.03] * 3, "daisy": [0.004] * 3}[kind]
        size = {"phlox": 0.026, "aster": 0.03, "daisy": 0.034}[kind]
        petals = {"phlox": 4, "aster": 6, "daisy": 6}[kind]
        heart = {"phlox": "f6e7ee", "aster": "edc23c", "daisy": "edc23c"}[kind]
        rosettes(form, spot, np.repeat(away, many, 0) + UP * 0.4 + r.normal(size=(len(spot), 3)) * 0.15, size, np.repeat(paint, many, 0), heart, petals, 0.15, material)
    elif kind == "peony":
        for top, way, colour in zip(tops, away, paint):
            rose(form, top, way + UP * 0.5, 0.10, colour, material, (5, 6, 8))
    elif kind == "tulip":
        for k in range(6):
            way = ring(1, 0.32, k * 1.047)[0] + UP
            form.kites(tops - [0, 0, 0.01], np.tile(way, (count, 1)), 0.075, 0.05, paint * (0.9 + 0.1 * (k % 2)), material, ring(1, 1, k * 1.047)[0], -0.3, 0.6, np.tile(way, (count, 1)))
    elif kind == "daffodil":
        way = ring(1, 0.8, r.random() * 6)[0] + UP * 0.35 + r.normal(size=(count, 3)) * 0.35
        rosettes(form, tops, way, 0.042, paint, "f0a429", 6, 0.1, material)
        rosettes(form, tops + unit_rows(way) * 0.008, way, 0.02, linear("f0a429"), "d9861c", 5, 0.9, material)
    elif kind == "hollyhock":
        for foot, top, colour in zip(feet, tops, paint):
            m = 9
            s = np.linspace(0.38, 0.98, m)
            b = np.arange(m) * 2.4 + r.random() * 6
            out = np.stack([np.cos(b), np.sin(b), np.full(m, 0.35)], -1)
            spot = foot + (top - foot) * s[:, None] + out * 0.03
            rosettes(form, spot, out, 0.062 * (1.15 - 0.75 * s), np.tile(colour, (m, 1)), "f3dc8d", 5, 0.3, material)
    n = max(5, int(count * {"tulip": 1.6, "daffodil": 1.6, "daisy": 0.8}.get(kind, 2.2)))
    b, q = r.random(n) * 6.283, radius * np.sqrt(r.random(n))
    if kind in ("tulip", "daffodil"):
        foot = at + np.stack([q * np.cos(b), q * np.sin(b), np.zeros(n)], -1)
        form.kites(foot, r.normal(size=(n, 3)) * 0.25 + UP, height * 0.8, 0.03, toned(r, n, "6f9a5c", leaf), "leaf-stem", None, 0.3, 0.4, np.tile(UP, (n, 1)))
    else:
        z = height * r.uniform(0.05, 0.72, n)
        foot = at + np.stack([q * np.cos(b) * 0.7, q * np.sin(b) * 0.7, z], -1)
        out = np.stack([np.cos(b), np.sin(b), r.uniform(0.1, 0.9, n)], -1)
        long = {"hollyhock": 0.17, "peony": 0.14}.get(kind, 0.10)
        form.kites(foot, out, long, long * (0.8 if kind == "hollyhock" else 0.42), toned(r, n, leaf, "466b32"), "leaf-stem", UP, 0.2, 0.35, out + UP)


def snow_cap(form, at, size, seed=1, sides=12, material="solid-snow"):
    """A cushion of snow lying on something: `size` = (width, depth, height)."""
    r = np.random.default_rng(seed)
    at = np.asarray(at, float)
    rings = []
    for radius, z in ((1.02, -0.06), (1.05, 0.25), (0.88, 0.72), (0.5, 0.95), (0.02, 1.0)):
        a = np.arange(sides) * 2 * math.pi / sides
        wave = radius * (1 + 0.06 * np.sin(a * 3 + seed) + 0.04 * r.normal(size=sides))
        rings.append(np.stack([wave * np.cos(a) * size[0] / 2, wave * np.sin(a) * size[1] / 2, np.full(sides, z * size[2])], -1) + at)
    form.loft(rings, [linear("dfe6f0"), linear("e8eef6"), linear("f1f5fa"), linear("f4f7fb"), linear("f4f7fb")], material)


def snow_line(form, points, width, thick, material="solid-snow"):
    """Snow lying along a rail or a bough: a soft ridge over the line of points."""
    points = np.asarray(points, float)
    tangent = np.gradient(points, axis=0)
    side = np.cross(tangent, UP)
    side = unit_rows(side)
    n = len(points)
    width = np.broadcast_to(np.asarray(width, float), n)[:, None]
    thick = np.broadcast_to(np.asarray(thick, float), n)[:, None] * form.random.uniform(0.7, 1.2, (n, 1))
    rings = np.stack([points - side * width / 2, points - side * width * 0.34 + UP * thick * 0.8, points + UP * thick, points + side * width * 0.34 + UP * thick * 0.8, points + side * width / 2], 1)
    form.loft(rings, "eef3f9", material, True, False)
