"""Swedish wooden buildings: red board-and-batten walls, white corners and window frames, tiled roofs.

A building is a `Shape` about the origin whose front wall faces −y; `stand_house` gives it its
materials and its place. Sizes in metres.
"""

import math

import numpy as np

import materials as m
from shapes import Shape, noise2

RED, WHITE, GLASS, ROOF, STONE, DOOR, BRICK, GLOW, SNOW = range(9)


def house(width, depth, height, ridge, windows=(), doors=(), chimney=None, tiles=True, eaves=0.45, base=0.35, batten=0.21, snow=0.0, seed=1):
    """A house with a saddle roof whose ridge runs along x.

    `windows`: (wall, along, sill, width, height, lit) with wall one of front, back, left, right;
    `doors`: (wall, along, width, height); `snow`: metres of snow on the roof.
    """
    h = Shape(seed)
    z0 = base
    h.box((0, 0, base / 2), (width - 0.1, depth - 0.1, base), STONE, chamfer=0.03)
    h.box((0, 0, z0 + height / 2), (width, depth, height), RED, chamfer=0.01, part=0.5)
    # The two gables above the walls.
    for side in (-1, 1):
        x = side * width / 2
        a = [[x, -depth / 2, z0 + height], [x, depth / 2, z0 + height], [x, 0, z0 + height + ridge]]
        h.add(a, [[0, 1, 2]], RED, part=0.5)
    r = h.random
    for wall in ("front", "back", "left", "right"):
        span = width if wall in ("front", "back") else depth
        count = int(span / batten)
        for i in range(count + 1):
            along = -span / 2 + span * i / count
            top = z0 + height
            if wall in ("left", "right"):
                top += ridge * (1 - abs(along) / (depth / 2)) - 0.02
            centre, size = on_wall(width, depth, wall, along, (z0 + top) / 2, 0.012)
            h.box(centre, turned_size(wall, 0.048, 0.028, top - z0 - 0.01), RED, chamfer=0.004, part=0.35 + 0.4 * r.random())
    for x in (-1, 1):
        for y in (-1, 1):
            h.box((x * (width / 2 + 0.022), y * (depth / 2 - 0.055), z0 + height / 2), (0.035, 0.15, height), WHITE)
            h.box((x * (width / 2 - 0.055), y * (depth / 2 + 0.022), z0 + height / 2), (0.15, 0.035, height), WHITE)
    for wall, along, sill, w, tall, lit in windows:
        window(h, width, depth, wall, along, z0 + sill, w, tall, lit)
    for wall, along, w, tall in doors:
        door(h, width, depth, wall, along, z0, w, tall)
    roof(h, width, depth, z0 + height, ridge, eaves, tiles, snow)
    if chimney is not None:
        top = z0 + height + ridge + 0.75
        h.box((chimney, 0.3, top - 0.8), (0.62, 0.62, 1.6), BRICK, chamfer=0.01)
        h.box((chimney, 0.3, top - 0.06), (0.72, 0.72, 0.12), BRICK, chamfer=0.01)
        if snow:
            h.ball((chimney, 0.3, top + 0.02), (0.36, 0.36, 0.16), SNOW)
    return h


def on_wall(width, depth, wall, along, z, out):
    """A point on a wall, `out` metres outside it, and the wall's outward direction."""
    if wall == "front":
        return (along, -depth / 2 - out, z), (0, -1, 0)
    if wall == "back":
        return (along, depth / 2 + out, z), (0, 1, 0)
    if wall == "left":
        return (-width / 2 - out, along, z), (-1, 0, 0)
    return (width / 2 + out, along, z), (1, 0, 0)


def turned_size(wall, along, out, high):
    """Box size for something lying along a wall."""
    return (along, out, high) if wall in ("front", "back") else (out, along, high)


def window(h, width, depth, wall, along, sill, w, tall, lit=False, bars=(2, 3)):
    """A casement window with glazing bars in a wide white frame."""
    put = lambda a, z, o: on_wall(width, depth, wall, along + a, z, o)[0]
    middle = sill + tall / 2
    h.box(put(0, middle, 0.02), turned_size(wall, w, 0.04, tall), GLOW if lit else GLASS, chamfer=0.001, part=0.5)
    for side in (-1, 1):
        h.box(put(side * (w / 2 + 0.045), middle, 0.035), turned_size(wall, 0.12, 0.06, tall + 0.2), WHITE)
        h.box(put(side * (w / 2 - 0.03), middle, 0.04), turned_size(wall, 0.06, 0.05, tall), WHITE)
    h.box(put(0, sill + tall + 0.07, 0.04), turned_size(wall, w + 0.32, 0.08, 0.14), WHITE)
    h.box(put(0, sill - 0.045, 0.05), turned_size(wall, w + 0.26, 0.10, 0.07), WHITE)
    for z in (sill + 0.03, sill + tall - 0.03):
        h.box(put(0, z, 0.04), turned_size(wall, w, 0.05, 0.06), WHITE)
    for i in range(1, bars[0]):
        h.box(put(-w / 2 + w * i / bars[0], middle, 0.045), turned_size(wall, 0.075, 0.05, tall), WHITE)
    for j in range(1, bars[1]):
        h.box(put(0, sill + tall * j / bars[1], 0.042), turned_size(wall, w, 0.035, 0.028), WHITE)


def door(h, width, depth, wall, along, z0, w, tall):
    """A panelled door with a white frame and a stone step."""
    put = lambda a, z, o: on_wall(width, depth, wall, along + a, z, o)[0]
    h.box(put(0, z0 + tall / 2, 0.03), turned_size(wall, w, 0.06, tall), DOOR)
    for i in range(5):
        h.box(put(-w / 2 + w * (i + 0.5) / 5, z0 + tall / 2, 0.06), turned_size(wall, w / 5 - 0.012, 0.02, tall - 0.04), DOOR)
    for side in (-1, 1):
        h.box(put(side * (w / 2 + 0.06), z0 + tall / 2 + 0.03, 0.04), turned_size(wall, 0.12, 0.07, tall + 0.1), WHITE)
    h.box(put(0, z0 + tall + 0.07, 0.05), turned_size(wall, w + 0.34, 0.09, 0.14), WHITE)
    h.box(put(0, z0 - 0.12, 0.35), turned_size(wall, w + 0.6, 0.7, 0.2), STONE, chamfer=0.03)
    h.ball(put(w * 0.38, z0 + 1.0, 0.10), 0.028, STONE)


def roof(h, width, depth, z, ridge, eaves, tiles, snow):
    """Both slopes with barge boards; tiles are a wavy, stepped skin."""
    half = depth / 2 + eaves
    drop = ridge * half / (depth / 2)
    top = z + ridge + 0.06
    length = math.hypot(half, drop)
    out = width / 2 + 0.35
    for side in (-1, 1):
        if tiles and not snow:
            across = np.linspace(-out, out, int(out * 2 / 0.045))
            rows = int(length / 0.34)
            rings = []
            for row in range(rows):
                for end in (0.0, 0.98):
                    t = (row + end) / rows
                    lift = 0.03 * (1 - end) * -1 + 0.03 + 0.028 * end
                    z_line = top - drop * t + lift + 0.022 * np.abs(np.sin(across * math.pi / 0.2)) ** 0.7
                    rings.append(np.stack([across, np.full_like(across, side * half * t), z_line], -1))
            n = len(across)
            part = np.tile(np.repeat(h.random.random(int(n / 4) + 1), 4)[:n], (len(rings), 1))
            part = (part + np.repeat(h.random.random((rows, 1)), 2, axis=0) * 0.9) % 1.0
            h.loft(rings if side < 0 else [ring[::-1] for ring in rings], ROOF, True, False, part=part.reshape(-1))
        else:
            a = np.array([[-out, 0, top], [out, 0, top], [out, side * half, top - drop], [-out, side * half, top - drop]])
            h.add(a, [[0, 1, 2, 3]], ROOF)
        # The boards under the roof and along its edges.
        h.add([[-out, 0, top - 0.03], [out, 0, top - 0.03], [out, side * half, top - drop - 0.03], [-out, side * half, top - drop - 0.03]], [[0, 1, 2, 3]], WHITE)
        for x in (-1, 1):
            h.beam((x * out, 0, top - 0.04), (x * out, side * half, top - drop - 0.04), 0.035, 0.19, WHITE)
        h.beam((-out, side * half, top - drop - 0.03), (out, side * half, top - drop - 0.03), 0.035, 0.14, WHITE)
        if snow:
            across = np.linspace(-out - 0.04, out + 0.04, 60)
            rings = []
            for t in np.linspace(0, 1.02, 26):
                thick = snow * (0.9 + 0.12 * noise2(across, np.full_like(across, t * length), 4 + side, 4, 3.0))
                edge = np.clip((1.03 - t) * 9, 0.0, 1) ** 0.5 * np.clip((out + 0.05 - np.abs(across)) * 6, 0.05, 1) ** 0.5
                rings.append(np.stack([across, np.full_like(across, side * half * t), top - drop * t + thick * edge], -1))
            h.loft(rings if side < 0 else [ring[::-1] for ring in rings], SNOW, True, False)
            h.add([[-out, side * half, top - drop], [out, side * half, top - drop], [out, side * half * 1.02, top - drop * 1.02 + 0.02]], [[0, 1, 2]], SNOW)


def palette(lit=3.0, roof="9a4a32"):
    """The materials of a house, in the order of the numbers above."""
    h = m.hexa
    return [
        m.surface("falu red", h("8c2f22"), h("5e1f18"), scale=2.2, stretch=(5, 5, 0.5), contrast=0.6, parts=0.18, rough=0.95, specular=0.05, bump=0.4),
        m.surface("white paint", h("ebe8df"), h("d3cec1"), scale=3, stretch=(3, 3, 0.6), parts=0.05, rough=0.55, bump=0.15),
        m.pane("window glass"),
        m.surface("roof tile", h(roof), h("5c3024"), scale=2.0, parts=0.35, rough=0.85, bump=0.4),
        m.surface("foundation stone", h("8b867d"), h("5b5852"), scale=2.5, contrast=0.7, rough=0.9, bump=1.0, detail=8),
        m.surface("door paint", h("40604f"), h("324d40"), scale=3, stretch=(4, 4, 0.5), rough=0.5, parts=0.08),
        m.surface("brick", h("8e4634"), h("6d3427"), scale=9, rough=0.9, bump=0.6),
        m.light_source("lit window", h("ffc069"), lit),
        m.surface("roof snow", h("eef2f8"), h("dde6f2"), scale=1.2, rough=0.8, specular=0.2, bump=0.3),
    ]
