"""The park round the pavilion: ground and lake, coffee stand, benches, bicycles, the gate, the trees."""

import math

import numpy as np

import blooms
import flora
import growth
import people
import world
from floor import BULBS, bulb, sagging, wire
from form import Form, linear, mixed, noise, rotation_z, toned
from forms import Piece
from lettering import words

SHORE = np.array([math.sin(math.radians(-42)), math.cos(math.radians(-42))])
WATER = -1.35
PAVILION = (1.4, 10.6)
KIOSK = (6.9, 4.6)
PATHS = [[(0.6, -40), (0.3, -14), (1.2, -8), (4.2, -2), (4.6, 2.5), (2.6, 4.6), (1.4, 5.6)], [(4.6, 2.5), (5.6, 3.6), (6.4, 3.9)], [(2.0, 4.8), (-3.5, 6.4), (-7.5, 9.2), (-12.0, 14.5)]]


def inland(x, y):
    """Metres from the water's side: how far a place lies towards the lake."""
    return np.asarray(x) * SHORE[0] + np.asarray(y) * SHORE[1]


def height(x, y):
    """The ground's height: level about the seat and the floor, sinking to the lake, rising behind."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    d = inland(x, y) + 1.8 * noise(x, y, 3, 2, 26.0)
    sink = np.clip((d - 15.5) / 9.0, 0, 1)
    sink = sink**2 * (3 - 2 * sink)
    calm = np.clip((np.minimum(np.hypot(x, y), np.hypot(x - PAVILION[0], y - PAVILION[1])) - 5.5) / 8, 0, 1)
    rise = 0.05 * np.maximum(np.hypot(x, y) - 22, 0) * (d < 6)
    return -0.12 + 0.16 * noise(x, y, 5, 3, 18.0) * calm - 2.4 * sink - 1.2 * np.clip((d - 26) / 20, 0, 1) + rise * np.clip((6 - d) / 10, 0, 1)


def to_path(x, y):
    """Distance to the nearest gravel path."""
    p = np.stack([np.asarray(x, float), np.asarray(y, float)], -1)
    best = np.full(p.shape[:-1], 1e9)
    for line in PATHS:
        for a, b in zip(np.array(line, float)[:-1], np.array(line, float)[1:]):
            t = np.clip(((p - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
            best = np.minimum(best, np.linalg.norm(p - a - t[..., None] * (b - a), axis=-1))
    return best


def ground():
    """Grass and gravel round the seat, finer near; the far shore; the lake."""
    f = Form(71)
    radii = np.concatenate([np.arange(2.0, 9, 0.42), np.geomspace(9, 74, 20)])
    n = 104
    a = np.linspace(0, 2 * math.pi, n, endpoint=False)
    r, t = np.meshgrid(radii, a, indexing="ij")
    x, y = r * np.sin(-t), r * np.cos(t)
    grass = mixed("5f7a38", "86934c", np.clip(0.5 + 0.6 * noise(x, y, 8, 4, 7.0), 0, 1))
    grass = grass * (0.92 + 0.12 * noise(x, y, 9, 3, 1.6))[..., None]
    gravel = mixed("b8a88c", "9a8b72", np.clip(0.5 + 0.7 * noise(x, y, 4, 3, 1.1), 0, 1))
    share = np.clip((1.15 + 0.25 * noise(x, y, 6, 3, 1.5) - to_path(x, y)) / 0.5, 0, 1)[..., None]
    worn = np.clip(1.2 - np.abs(np.hypot(x - PAVILION[0], y - PAVILION[1]) - 5.6) / 0.9, 0, 0.55)[..., None]
    paint = grass * (1 - worn) + linear("8f8458") * worn
    paint = paint * (1 - share) + gravel * share
    sand = np.clip((inland(x, y) - 19) / 3.0, 0, 1)[..., None]
    paint = paint * (1 - sand) + linear("8b7f64") * sand
    f.loft(np.stack([x, y, height(x, y)], -1)[:, ::-1], paint[:, ::-1], "ground-park")
    # What lies under the deck and far away beyond the lake.
    f.build("ground")
    shore = Form(72)
    side = np.array([SHORE[1], -SHORE[0]])
    rings, paints = [], []
    for out, z, colour in ((0, -1.7, "5d6446"), (4, -0.9, "65703f"), (30, 2.0, "4a5c38"), (110, 14.0, "46583a"), (200, 20.0, "46583a")):
        s = np.linspace(-420, 420, 50)
        d = 175 + out + 22 * np.sin(s / 70 + 0.6) + 9 * np.sin(s / 23)
        p = SHORE * d[:, None] + side * s[:, None]
        rings.append(np.concatenate([p, (z + (0.06 * z + 0.2) * noise(s, s * 0, 7, 3, 60.0))[:, None]], -1))
        paints.append(np.tile(linear(colour), (50, 1)))
    shore.loft(np.array(rings), np.array(paints), "ground-far", True, False)
    shore.build("far-shore")
    water = Form(73)
    us, vs = np.concatenate([np.linspace(10, 40, 6), np.geomspace(50, 230, 8)]), np.linspace(-1, 1, 17)
    u, v = np.meshgrid(us, vs, indexing="ij")
    wide = 40 + 1.9 * u
    p = SHORE[None, None] * u[..., None] + side[None, None] * (v * wide)[..., None]
    water.loft(np.concatenate([p, np.full(u.shape + (1,), WATER)], -1), "20343a", "water-lake", True, False)
    water.build("lake")


def trees(random):
    """Birches near, a mixed wood behind, the far shore's forest."""
    wood, leaf, dark = Form(78), Form(79), Form(80)
    foot = lambda x, y: (x, y, float(height(x, y)) - 0.05)
    for seed, x, y, tall in ((11, -6.4, 7.6, 11.5), (12, -4.9, 3.4, 9.4), (13, 8.9, 9.6, 10.6)):
        growth.birch(wood, leaf, foot(x, y), tall, seed, twigs=140)
    more = [(-11, 12.5), (-10, 2.5), (11.8, 2.5), (13.5, 6.5), (9.5, -4.5), (-7.5, -8.5), (-14.5, 8), (6, -10.5), (-4.6, -12.5), (-2.4, 19.0)]
    for k, (x, y) in enumerate(more):
        growth.birch(wood, leaf, foot(x, y), random.uniform(9, 13), 20 + k, twigs=62, pieces=6, leaf=0.24, boughs=9, bands=6)
    wood.build("birches")
    leaf.build("birch-leaves")
    far = [flora.spruce(30 + s, h, "far") for s, h in ((1, 15), (2, 18), (3, 12))] + [flora.pine(36, 16, "far")]
    out = Piece()
    for radius, step in ((19.5, 4.3), (28, 4.4), (40, 6.4)):
        places = []
        for k in range(int(2 * math.pi * radius / step)):
            a = k * step / radius + random.normal() * 0.05
            x, y = (radius + random.normal() * 1.5) * math.sin(a), (radius + random.normal() * 1.5) * math.cos(a)
            if inland(x, y) < 5 - 0.1 * radius and to_path(x, y) > 2.6 and not (abs(x) < 3.2 and y < -10):
                places.append(foot(x, y))
        if radius < 20:
            for k, place in enumerate(places):
                growth.spruce(dark, place, random.uniform(10, 17), 60 + k)
        else:
            out += flora.scatter(far, places, random, (0.75, 1.2), 1.5)
    dark.build("spruces")
    far_forest(random)
    bushes = Form(68)
    for k, (x, y) in enumerate(((-9.4, 6.6), (-13, 5), (10.6, 3.4), (11.4, -1.5), (-5.6, -6.8), (4.5, -12))):
        blooms.bush(bushes, foot(x, y), (random.uniform(1.4, 2.0), random.uniform(0.9, 1.3)), 110 + k, 130, 0.19, ("4f7038", "6f8f46"), "leaf-bush")
    bushes.build("bushes")
    side = np.array([SHORE[1], -SHORE[0]])
    reeds = [flora.reeds(61, 6, 1.5), flora.reeds(62, 5, 1.3)]
    places = []
    for s in np.linspace(-26, 14, 22):
        p = SHORE * (21.5 + random.normal() * 0.8) + side * s
        if abs(s + 6) > 4:
            places.append((p[0], p[1], WATER))
    out += flora.scatter(reeds, places, random, (0.8, 1.2), 2)
    out.thing("trees")


def far_forest(random):
    """The wood beyond the lake: two ragged rows of spires, the farther one paler."""
    f = Form(70)
    side = np.array([SHORE[1], -SHORE[0]])
    for out, low, tall, colour in ((26, 1.6, 13, "46603f"), (6, -0.9, 11, "34502f")):
        s = np.arange(-360, 360, 2.1)
        d = 175 + out + 22 * np.sin(s / 70 + 0.6) + 9 * np.sin(s / 23)
        feet = np.concatenate([SHORE * d[:, None] + side * s[:, None], np.full((len(s), 1), low)], -1)
        growth.spires(f, feet, tall, colour, random)
    f.build("far-forest")


def lawn(random):
    """Grass, daisies and clover near the seat; wood anemones in spring, fallen leaves in autumn."""
    f = Form(74)
    n = 2400
    d, a = 2.7 + 9 * random.random(n) ** 1.6, random.uniform(-2.2, 2.2, n)
    x, y = d * np.sin(a), d * np.cos(a)
    ok = (to_path(x, y) > 1.1) & (np.hypot(x - PAVILION[0], y - PAVILION[1]) > 5.3) & ((np.abs(x) > 2.55) | (y > 2.95)) & (np.hypot(x - KIOSK[0], y - KIOSK[1]) > 1.8)
    x, y = x[ok], y[ok]
    f.random = random
    f.blades(np.stack([x, y, height(x, y) + 0.012], -1), 0.13, 0.6, 0.022, toned(random, len(x), "6d8840", "7f9650", "93a05a"), "grass-lawn", 0.6)
    f.build("lawn")
    summer = Form(75)
    k = random.integers(0, len(x), 90)
    tops = np.stack([x[k], y[k], height(x[k], y[k]) + 0.10], -1)
    blooms.rosettes(summer, tops, np.tile([0, -0.3, 1.0], (90, 1)) + random.normal(size=(90, 3)) * 0.2, 0.026, "f7f4ea", "edc23c", 6)
    summer.build("daisies@summer")
    spring = Form(76)
    m = 70
    spots = np.array([(-5.4, 4.6), (-7.2, 6.6), (-4.2, 6.0), (8.2, 8.0), (-6.2, 2.4)])[random.integers(0, 5, m)] + random.normal(size=(m, 2)) * 0.7
    tops = np.stack([spots[:, 0], spots[:, 1], height(spots[:, 0], spots[:, 1]) + 0.11], -1)
    blooms.rosettes(spring, tops, np.tile([0.2, -0.5, 1.0], (m, 1)) + random.normal(size=(m, 3)) * 0.25, 0.036, "fbfaf4", "e8d27a", 6)
    feet = tops - [0, 0, 0.04]
    spring.kites(np.repeat(feet, 2, 0), random.normal(size=(m * 2, 3)) + [0, 0, 0.2], 0.07, 0.045, toned(random, m * 2, "5f7f42", "4d6f38"), "leaf-bed", [0, 0, 1.0], 0.1, 0.2)
    constant(spring.build("anemones@spring"))
    autumn = Form(77)
    m = 420
    d, a = 1.7 + 9 * random.random(m) ** 1.3, random.uniform(-2.6, 2.6, m)
    x, y = d * np.sin(a), d * np.cos(a)
    inside = (np.abs(x) < 2.5) & (y < 2.9)
    z = np.where(inside, 0.008, height(x, y) + 0.05)
    ok = np.hypot(x - PAVILION[0], y - PAVILION[1]) > 5.2
    autumn.kites(np.stack([x, y, z], -1)[ok], (random.normal(size=(m, 3)) * [1, 1, 0.12])[ok], 0.07, 0.055, toned(random, ok.sum(), "d9a23a", "c9822c", "b8862f", "e0b854"), "leaf-fallen", np.array([0, 0, 1.0]), 0.2, 0.0)
    constant(autumn.build("fallen-leaves@autumn"))


def constant(thing):
    """Small things of one season get a constant light: a bake of the whole world for them is not worth it."""
    world.keep(thing, light=(0.9, 0.15, 0.9))
    thing["moves"] = True
    return thing


def kiosk():
    """The coffee stand: white boards and green trim, striped awning, a hatch with cups and a lit lamp."""
    turn = math.degrees(math.atan2(-KIOSK[0], KIOSK[1])) - 8
    here = ((*KIOSK, -0.12), turn)
    f, glow, snow = Form(81), Form(82), Form(83)
    w, d, h = 2.7, 1.9, 2.25
    white, green, red = "efe9da", "5c8a72", "b5483c"

    def boards(a, b, low, high):
        a, b = np.asarray(a, float), np.asarray(b, float)
        n = max(1, int(np.linalg.norm(b - a) / 0.13))
        out = np.array([(b - a)[1], -(b - a)[0], 0])
        for i in range(n):
            p, q = a + (b - a) * (i + 0.04) / n, a + (b - a) * (i + 0.96) / n
            zs = np.linspace(low, high, 4)
            f.loft(np.array([[p + [0, 0, z], q + [0, 0, z]] for z in zs])[:, ::1], linear(white) * f.random.uniform(0.93, 1.03), closed=False, smooth=False)
        return out

    half = 0.95
    # Front: a counter wall and two sides, the hatch open between.
    boards((-w / 2, -d / 2, 0), (w / 2, -d / 2, 0), 0, 1.0)
    boards((-w / 2, -d / 2, 0), (-half, -d / 2, 0), 1.0, h)
    boards((half, -d / 2, 0), (w / 2, -d / 2, 0), 1.0, h)
    boards((-half, -d / 2, 0), (half, -d / 2, 0), 1.95, h)
    boards((w / 2, -d / 2, 0), (w / 2, d / 2, 0), 0, h)
    boards((-w / 2, d / 2, 0), (-w / 2, -d / 2, 0), 0, h)
    boards((w / 2, d / 2, 0), (-w / 2, d / 2, 0), 0, h)
    # Inside: floor, back wall in warm pine with shelves of cups.
    for p, q, face in (((-w / 2, d / 2 - 0.04), (w / 2, d / 2 - 0.04), (0, -1, 0)), ((w / 2 - 0.04, -d / 2), (w / 2 - 0.04, d / 2), (-1, 0, 0)), ((-w / 2 + 0.04, -d / 2), (-w / 2 + 0.04, d / 2), (1, 0, 0))):
        grid = np.array([[(p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, z) for t in np.linspace(0, 1, 7)] for z in np.linspace(0, h, 6)])
        f.add(grid.reshape(-1, 3), [[i * 7 + j, i * 7 + j + 1, i * 7 + j + 8, i * 7 + j + 7] for i in range(5) for j in range(6)], "c9a673", facing=face)
    f.box((0, 0, h - 0.03), (w - 0.1, d - 0.1, 0.03), "d9c094")
    for z in (1.28, 1.62):
        f.box((0, d / 2 - 0.17, z), (w - 0.3, 0.22, 0.03), "8a6844")
        for k in range(9):
            x = -1.05 + 0.26 * k
            if (k + int(z * 10)) % 4 == 3:
                f.turned([(0.05, 0), (0.06, 0.06), (0.045, 0.14), (0.02, 0.15)], ("c8453e", "e0b455", "5d7fa8")[k % 3], (x, d / 2 - 0.17, z + 0.015), 8)
            else:
                f.turned([(0.022, 0), (0.036, 0.03), (0.040, 0.06), (0.034, 0.055)], "f5f1e6", (x, d / 2 - 0.17, z + 0.015), 8)
    f.box((0, -d / 2 - 0.12, 1.02), (2 * half + 0.35, 0.50, 0.05), "a37a4c")
    for x in (-half - 0.03, half + 0.03):
        f.box((x, -d / 2 - 0.01, 1.48), (0.08, 0.07, 0.98), green)
    f.box((0, -d / 2 - 0.01, 1.97), (2 * half + 0.14, 0.07, 0.08), green)
    for x in (-w / 2, w / 2):
        for y in (-d / 2, d / 2):
            f.box((x, y, h / 2), (0.10, 0.10, h), green)
    f.box((0, 0, 0.07), (w + 0.06, d + 0.06, 0.14), "8f8a80")
    # Cups, the big coffee pot and a plate of buns on the counter.
    counter = 1.047
    pot = [(0.10, 0), (0.11, 0.04), (0.095, 0.16), (0.06, 0.24), (0.065, 0.26), (0.02, 0.30), (0.025, 0.325), (0.0, 0.335)]
    f.turned(pot, "b9763d", (-0.62, -d / 2 - 0.12, counter), 12)
    f.tube([(-0.54, -d / 2 - 0.12, counter + 0.10), (-0.46, -d / 2 - 0.12, counter + 0.16), (-0.42, -d / 2 - 0.12, counter + 0.24)], [0.03, 0.02, 0.014], "b9763d", 6)
    f.tube([(-0.70, -d / 2 - 0.12, counter + 0.22), (-0.80, -d / 2 - 0.12, counter + 0.17), (-0.72, -d / 2 - 0.12, counter + 0.06)], 0.012, "2b211c", 5)
    for x in (-0.25, -0.12, 0.02):
        f.turned([(0.022, 0), (0.036, 0.03), (0.040, 0.06), (0.034, 0.055)], "f5f1e6", (x, -d / 2 - 0.20, counter), 8)
        f.turned([(0.03, 0), (0.062, 0.012), (0.055, 0.008)], "f5f1e6", (x, -d / 2 - 0.20, counter), 8)
    f.turned([(0.06, 0), (0.17, 0.02), (0.165, 0.014), (0.0, 0.010)], "f5f1e6", (0.45, -d / 2 - 0.14, counter), 14)
    for k in range(7):
        a = k * 1.05
        f.ball((0.45 + 0.09 * math.cos(a) * (k < 6), -d / 2 - 0.14 + 0.09 * math.sin(a) * (k < 6), counter + 0.035 + 0.03 * (k == 6)), (0.045, 0.045, 0.03), "b9773a", 8, 5, tone=0.1)
    # Striped awning over the counter, with a scalloped edge.
    n = 16
    for i in range(n):
        x0, x1 = -w / 2 + w * i / n, -w / 2 + w * (i + 1) / n
        colour = white if i % 2 else red
        mid = (x0 + x1) / 2
        pts = [(x0, -d / 2 - 0.02, 2.24), (x1, -d / 2 - 0.02, 2.24), (x0, -d / 2 - 0.42, 2.12), (x1, -d / 2 - 0.42, 2.12), (x0, -d / 2 - 0.78, 1.96), (x1, -d / 2 - 0.78, 1.96), (x0, -d / 2 - 0.80, 1.87), (mid, -d / 2 - 0.80, 1.82), (x1, -d / 2 - 0.80, 1.87)]
        f.add(pts, [[0, 2, 3, 1], [2, 4, 5, 3], [4, 6, 7, 5], [5, 7, 8]], colour, "cloth-awning", False, [0, 0, 0, 0, 0.05, 0.05, 0.2, 0.25, 0.2])
    for x in (-w / 2 + 0.05, w / 2 - 0.05):
        f.tube([(x, -d / 2, 1.55), (x, -d / 2 - 0.78, 1.95)], 0.014, "d8d2c2", 5)
    # A roof towards both sides, the sign above.
    for s in (-1, 1):
        a = np.array([[x, s * (d / 2 + 0.25) * t, h + 0.62 - 0.64 * t] for t in (0, 0.33, 0.66, 1.0) for x in np.linspace(-w / 2 - 0.25, w / 2 + 0.25, 6)])
        f.add(a, [[i * 6 + j, i * 6 + j + 1, i * 6 + j + 7, i * 6 + j + 6] for i in range(3) for j in range(5)], toned(f.random, 24, "4f6a5c", "5a7566", spread=0.06), facing=(0, s, 1))
        snow.add(a + [0, 0, 0.10], [[i * 6 + j, i * 6 + j + 1, i * 6 + j + 7, i * 6 + j + 6] for i in range(3) for j in range(5)], "eef3f9", "solid-snow", True, facing=(0, s, 1))
        edge = a[-6:]
        f.beam(edge[0] - [0, 0, 0.02], edge[-1] - [0, 0, 0.02], 0.04, 0.10, green)
    for x in (-1, 1):
        f.add([(x * w / 2, -d / 2, h), (x * w / 2, d / 2, h), (x * w / 2, 0, h + 0.58)], [[0, 1, 2]], white, facing=(x, 0, 0))
    f.box((0, -d / 2 - 0.22, h + 0.36), (1.9, 0.06, 0.56), green)
    f.box((0, -d / 2 - 0.255, h + 0.36), (1.78, 0.02, 0.45), "f4ecd2")
    f.merge(words("KAFFE", 0.30, "8d2f2a"), (0, -d / 2 - 0.268, h + 0.21))
    # A chalk board beside the hatch.
    f.box((-1.62, -d / 2 - 0.35, 0.50), (0.52, 0.05, 0.86), "3b3f3a", tilt=rotation_z(14))
    for k, text in enumerate(("DANS", "I KVÄLL")):
        f.merge(words(text, 0.11 if k == 0 else 0.085, "f1efe6"), (-1.62 + 0.01, -d / 2 - 0.385, 0.66 - 0.24 * k), 14)
    for k in range(9):
        p = (-w / 2 - 0.2 + (w + 0.4) * k / 8, -d / 2 - 0.3, h + 0.0)
        bulb(glow, p, BULBS[k % 5], 0.045)
    wire(glow, [(-w / 2 - 0.25, -d / 2 - 0.3, h + 0.02), (w / 2 + 0.25, -d / 2 - 0.3, h + 0.02)])
    glow.ball((0.2, 0.15, 1.98), (0.10, 0.10, 0.09), "ffd890", 10, 7, "glow-lamp")
    f.turned([(0.17, 2.0), (0.06, 2.12), (0.02, 2.14)], green, (0.2, 0.15, 0), 12)
    world.lamp(rotation_z(turn) @ np.array([0.2, 0.05, 1.85]) + [*KIOSK, -0.12], 1.3, 0.1)
    # Behind the counter's boards; and a lamp under the awning for her who serves.
    f.add([(-w / 2, -d / 2 + 0.04, 0), (w / 2, -d / 2 + 0.04, 0), (w / 2, -d / 2 + 0.04, 1.0), (-w / 2, -d / 2 + 0.04, 1.0)], [[0, 1, 2, 3]], "b8ab92", facing=(0, -1, 0))
    world.lamp(rotation_z(turn) @ np.array([0.0, -d / 2 - 0.55, 1.85]) + [*KIOSK, -0.12], 0.7, 0.1)
    f.build("kiosk-house", *here)
    glow.build("kiosk-lamps", *here)
    snow.build("kiosk-snow@winter", *here)
    return here


def seller(kiosk_at, kiosk_turn):
    """She who pours the coffee: a body that sways, an arm with the small pot."""
    f = Form(84)
    people.woman_trunk(f, "5d7fa8")
    f.turned([(0.20, 0.55), (0.17, 0.80), (0.122, 1.0)], "5d7fa8", sides=14)
    f.add([(-0.10, 0.128, 0.72), (0.10, 0.128, 0.72), (0.085, 0.135, 1.18), (-0.085, 0.135, 1.18)], [[0, 1, 2, 3]], "f6f1e6", smooth=True, facing=(0, 1, 0))
    people.limb(f, [(-0.165, 0, 1.29), (-0.24, 0.10, 1.10), (-0.16, 0.30, 1.10)], [0.048, 0.040, 0.034], people.SKIN[2], people.SKIN[2])
    people.limb(f, [(0.165, 0, 1.29), (0.27, 0.10, 1.12), (0.18, 0.33, 1.16)], [0.048, 0.040, 0.034], people.SKIN[2], people.SKIN[2])
    f.turned([(0.045, 0), (0.05, 0.03), (0.03, 0.09), (0.0, 0.11)], "f0e7d0", (0.18, 0.37, 1.10), 8)
    stand = world.empty("kiosk", kiosk_at, kiosk_turn)
    node = f.build("seller", (0.1, -0.32, 0.03), 180, parent=stand)
    h = Form(85)
    people.head(h, (0, 0, 0), people.SKIN[2], "c9a25a", "bun")
    head = h.build("seller-head", (0, 0.01, 1.38), parent=node)
    world.keep(node, baked=True)
    world.clip_along("idle-seller", node, 9.0, lambda t: {"turn": (1.5 * math.sin(2 * math.pi * t / 4.5), 0, 180 + 9 * math.sin(2 * math.pi * t / 9))}, rate=4)
    world.clip_along("idle-heads", head, 16.0, lambda t: {"turn": (4 * math.sin(2 * math.pi * t / 8), 0, 16 * math.sin(2 * math.pi * t / 16 + 1))}, rate=3)


def bench(form, wood="7a5c40", iron="2f3a34"):
    """A park bench looking along +y, seat 0.45 m high, 1.7 m long."""
    for x in (-0.7, 0.7):
        form.tube([(x, 0.2, 0), (x, 0.18, 0.43), (x, -0.18, 0.42), (x, -0.28, 0.88)], 0.022, iron, 5)
        form.tube([(x, -0.22, 0), (x, -0.18, 0.42)], 0.022, iron, 5)
    for y in (-0.13, 0.0, 0.13):
        form.box((0, y, 0.45), (1.7, 0.11, 0.035), wood, tone=0.06)
    for z, y in ((0.62, -0.235), (0.76, -0.265)):
        form.box((0, y, z), (1.7, 0.03, 0.11), wood, tone=0.06)


def benches():
    """Three benches; people who talk on two of them (not in winter)."""
    f, snow, folk = Form(86), Form(87), Form(88)
    seats = [((-7.6, 10.9), 192), ((-3.9, 7.0), 215), ((-11.5, 14.0), 15)]
    for (x, y), turn in seats:
        b = Form(89)
        bench(b)
        f.merge(b, (x, y, float(height(x, y))), turn)
        s = Form(90)
        s.box((0, 0, 0.50), (1.66, 0.38, 0.07), "eef3f9", material="solid-snow")
        snow.merge(s, (x, y, float(height(x, y))), turn)
    f.build("benches")
    snow.build("benches-snow@winter")
    skin = people.SKIN

    def sit(figure, seat, along):
        (x, y), turn = seats[seat]
        p = rotation_z(turn) @ np.array([along, -0.02, 0]) + [x, y, float(height(x, y))]
        folk.merge(figure, p, turn)

    sit(people.seated_woman("c9a0a8", skin[0], "8a8178", style="bun", turn=-35, arms="cup", detail=0.6), 0, -0.45)
    sit(people.seated_man("5b4a3a", skin[1], "9a9288", turn=30, arms="cup", hat="4b4a45", detail=0.6), 0, 0.42)
    sit(people.seated_woman("6f8fb0", skin[2], "5a3d28", style="waves", turn=20, detail=0.6), 2, -0.4)
    sit(people.seated_man("4d5848", skin[0], "4a3728", turn=-25, arms="rest", detail=0.6), 2, 0.4)
    folk.build("bench-people@spring+summer+autumn")


def bicycle(paint):
    """A lady's bicycle of the time standing along x, wheels on z = 0."""
    f = Form(91, 0.75)
    a = np.linspace(0, 2 * math.pi, 22)
    for x in (-0.52, 0.52):
        f.tube(np.stack([x + 0.33 * np.cos(a), a * 0, 0.345 + 0.33 * np.sin(a)], -1), 0.018, "23211f", 4)
        f.tube(np.stack([x + 0.31 * np.cos(a), a * 0, 0.345 + 0.31 * np.sin(a)], -1), 0.008, "c9ccd0", 3)
        for k in range(8):
            t = k * math.pi / 4 + 0.2
            f.tube([(x, 0, 0.345), (x + 0.31 * math.cos(t), 0.0, 0.345 + 0.31 * math.sin(t))], 0.0028, "b9bcc0", 3)
        arc = np.linspace(0.25 if x < 0 else 0.9, 2.6 if x < 0 else 2.9, 8)
        f.tube(np.stack([x + 0.36 * np.cos(arc), arc * 0, 0.345 + 0.36 * np.sin(arc)], -1), 0.016, paint, 4)
    hub, crank, head = (-0.52, 0, 0.345), (-0.05, 0, 0.30), (0.36, 0, 0.82)
    for line in ([hub, crank], [hub, (-0.16, 0, 0.72)], [crank, (-0.18, 0, 0.86)], [(0.38, 0, 0.72), (0.15, 0, 0.40), crank], [head, (0.38, 0, 0.72), (0.50, 0, 0.40), (0.52, 0, 0.345)], [head, (0.34, 0, 0.96)]):
        f.tube(line, 0.017, paint, 5)
    f.tube([(0.18, -0.27, 0.98), (0.33, -0.22, 1.0), (0.36, 0, 0.96), (0.33, 0.22, 1.0), (0.18, 0.27, 0.98)], 0.012, "c9ccd0", 5)
    f.ball((-0.20, 0, 0.90), (0.14, 0.09, 0.045), "5b3a24", 9, 6)
    f.box((0.58, 0, 0.83), (0.26, 0.30, 0.20), "a37a4c", bare=("+z",))
    f.ball((0.44, 0, 0.74), (0.05, 0.045, 0.045), "d8d8d4", 7, 5)
    f.tube([(-0.05, 0.06, 0.42), (-0.05, 0.06, 0.18)], 0.010, "8a8a88", 4)
    f.turned([(0.09, -0.008), (0.09, 0.008)], "8a8a88", (0, 0, 0), 10)
    f.vertices[-1] = (f.vertices[-1][:, [0, 2, 1]] + np.array(crank)).astype(np.float32)
    return f


def bicycles():
    """Three bicycles that lean on a rail beside the coffee stand."""
    f, lean = Form(92), Form(93)
    place, turn = np.array([8.6, 1.9, 0.0]), -62
    rail = Form(94)
    rail.beam((-1.6, 0, 0.72), (1.6, 0, 0.72), 0.07, 0.07, "8a7358")
    for x in (-1.5, 0, 1.5):
        rail.box((x, 0, 0.34), (0.08, 0.08, 0.76), "7a6448")
    lean.merge(rail, place + [0, 0, float(height(*place[:2]))], turn)
    for paint, along, side in (("2f4f6b", -0.75, -1), ("7a2f2c", 0.15, -1), ("3f5a44", 0.9, 1)):
        tilt = rotation_z(turn) @ np.array([[1, 0, 0], [0, math.cos(0.16 * -side), -math.sin(0.16 * -side)], [0, math.sin(0.16 * -side), math.cos(0.16 * -side)]])
        p = rotation_z(turn) @ np.array([along, side * 0.20, 0]) + place
        f.merge(bicycle(paint), p + [0, 0, float(height(p[0], p[1])) + 0.01], matrix=tilt)
    lean.build("bicycle-rail")
    f.build("bicycles@spring+summer+autumn")


def gate():
    """The way home behind the seat: two posts, a board that thanks, a few lamps."""
    f, glow = Form(95), Form(96)
    y = -13.5
    z = float(height(0.4, y))
    for x in (-1.9, 2.7):
        f.box((x, y, z + 1.6), (0.22, 0.22, 3.2), "efe8d6")
        f.ball((x, y, z + 3.32), 0.14, "e0b455", 9, 7)
    a = np.linspace(0, math.pi, 13)
    top = np.stack([0.4 - 2.2 * np.cos(a), np.full(13, y), z + 3.05 + 0.55 * np.sin(a)], -1)
    for lift, paint in ((0.0, "efe8d6"), (-0.62, "efe8d6")):
        f.tube(top + [0, 0, lift], 0.05, paint, 5)
    f.loft(np.stack([top - [0, 0, 0.60], top - [0, 0, 0.03]])[:, ::-1], "a8443a", smooth=False, closed=False)
    f.loft(np.stack([top - [0, 0, 0.60], top - [0, 0, 0.03]]) - [0, 0.02, 0], "a8443a", smooth=False, closed=False)
    f.merge(words("TACK FÖR I KVÄLL", 0.26, "f4ecd2"), (0.4, y + 0.06, z + 3.13), 180)
    for k in range(1, 12):
        bulb(glow, top[k] + [0, 0.08, -0.62], BULBS[k % 5], 0.05)
    for s in (-1, 1):
        for k in range(9):
            x = 0.4 + s * (2.6 + k * 0.55)
            zz = float(height(x, y))
            f.box((x, y, zz + 0.5), (0.09, 0.05, 1.0), "efe8d6")
        f.beam((0.4 + s * 2.3, y, z + 0.75), (0.4 + s * 7.2, y, float(height(0.4 + s * 7.2, y)) + 0.75), 0.05, 0.09, "efe8d6")
    f.build("gate")
    glow.build("gate-lamps")
    world.lamp((0.4, y + 0.4, z + 2.3), 1.0, 0.3)


def moon():
    """The moon over the roof, a target: a pale ball far away, with its seas."""
    far = 420.0
    at = world.direction(25, 30) * far
    f = Form(97)
    f.ball((0, 0, 0), far * math.tan(math.radians(1.05)), "fff3cf", 18, 12, "glow-moon")
    p = f.vertices[-1] / np.linalg.norm(f.vertices[-1], axis=1, keepdims=True)
    seas = np.clip(noise(p[:, 0] * 3 + 1, p[:, 2] * 3, 4, 3, 2.4), 0, 0.5)[:, None]
    f.paints[-1][:, :3] *= 1 - 0.55 * seas
    world.target(constant(f.build("moon@evening+night", tuple(at))))


def lanterns(start, end):
    """Five paper lanterns on a string: pale until "lanterns-light" makes each shine."""
    here = world.target(world.empty("lanterns", tuple((np.asarray(start) + end) / 2)))
    world.keep(here, baked=True)
    middle = (np.asarray(start, float) + end) / 2
    line = sagging(start, end, 0.55, 20) - middle
    paper = Form(98)
    wire(paper, line)
    for k, (i, colour) in enumerate(((3, "e8806a"), (7, "f0c060"), (10, "8fc0d8"), (13, "a9cf8a"), (17, "f0a8b4"))):
        at = line[i] - [0, 0, 0.30]
        shape = [(0.05, -0.21), (0.13, -0.17), (0.19, -0.07), (0.20, 0.02), (0.17, 0.12), (0.10, 0.19), (0.05, 0.20)]
        paper.turned(shape, linear(colour) * 0.9 + 0.04, at, 14)
        for z in (-0.215, 0.205):
            paper.turned([(0.055, z - 0.012), (0.055, z + 0.012)], "7a5c40", at, 10, cap=True)
        paper.tube([at + [0, 0, 0.20], at + [0, 0, 0.30]], 0.006, "3a332c", 3)
        glow = Form(99)
        ribs = [linear(colour) * (1.0 if j % 2 else 0.8) for j in range(len(shape))]
        glow.turned([(r * 1.06, z) for r, z in shape], [np.clip(c * 1.25 + 0.05, 0, 1) for c in ribs], sides=14, material="glow-lantern")
        node = glow.build(f"lantern-{k + 1}", tuple(at), parent=here, scale=0.88)
        world.clip("lanterns-light", node, [(0, {"scale": 0.88})] + ([(1.2 * k, {"scale": 0.88})] if k else []) + [(1.2 * k + 1.6, {"scale": 1.0})], rate=6)
    paper.build("lantern-paper", parent=here)
