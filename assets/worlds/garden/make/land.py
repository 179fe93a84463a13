"""What lies round the cottage: lawn, gravel path, fields and hills, the church far off, the edge of the wood.

`height` is the ground everywhere; `PATH` the gravel path from the seat to the verandah.
"""

import math

import numpy as np

import blooms
import growth
import world
from form import Form, linear, mixed, noise, rotation_z, toned, unit_rows

COTTAGE = (-3.4, 12.2)
COTTAGE_TURN = 14.0
PATH = [(0.15, 1.2), (0.10, 2.6), (-0.55, 4.4), (-0.95, 6.2), (-1.5, 8.2), (-2.55, 10.0)]
GATE = [(0.15, 1.2), (0.4, -1.5), (0.3, -5.0), (0.0, -9.0), (0.5, -16.0)]
BEDS = [((6.6, 1.9), (2.7, 1.5), 10.0)]  # vegetable bed: middle, half sizes, turn
FENCE = 13.0


def height(x, y):
    """The ground's height in metres: level in the garden, rolling fields beyond."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    r = np.hypot(x, y)
    calm = np.clip((r - 12) / 14, 0, 1)
    hills = 2.2 * noise(x, y, 3, 2, 150.0) + 0.010 * np.maximum(r - 40, 0) * (1 + 0.8 * noise(x, y, 6, 2, 260.0))
    return 0.05 * noise(x, y, 5, 3, 11.0) * np.clip((r - 2.5) / 4, 0, 1) + hills * calm - 0.015


def to_line(x, y, line):
    """Distance to a line of points."""
    p = np.stack([np.asarray(x, float), np.asarray(y, float)], -1)
    best = np.full(p.shape[:-1], 1e9)
    for a, b in zip(np.array(line, float)[:-1], np.array(line, float)[1:]):
        t = np.clip(((p - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
        best = np.minimum(best, np.linalg.norm(p - a - t[..., None] * (b - a), axis=-1))
    return best


def in_bed(x, y, margin=0.0):
    """Whether a place lies in the vegetable bed."""
    inside = np.zeros(np.broadcast(x, y).shape, bool)
    for (cx, cy), (w, d), turn in BEDS:
        q = np.stack([np.asarray(x) - cx, np.asarray(y) - cy], -1) @ rotation_z(turn)[:2, :2]
        inside |= (np.abs(q[..., 0]) < w + margin) & (np.abs(q[..., 1]) < d + margin)
    return inside


def in_garden(x, y):
    return (np.abs(x) < FENCE) & (np.asarray(y) > -9.2) & (np.asarray(y) < 19)


def ground():
    """Lawn, path and soil near; fields beyond the fence; hills."""
    near, field = Form(301), Form(302)
    n = 112
    a = np.linspace(0, 2 * math.pi, n, endpoint=False)

    def rings(radii):
        r, t = np.meshgrid(radii, a, indexing="ij")
        return r * np.sin(-t), r * np.cos(t)

    radii = np.concatenate([[0.05], np.arange(0.8, 9.5, 0.42), np.geomspace(9.9, 26, 13)])
    x, y = rings(radii)
    grass = mixed("50692c", "6f833a", np.clip(0.5 + 0.6 * noise(x, y, 8, 4, 6.0), 0, 1)) * (0.93 + 0.10 * noise(x, y, 9, 3, 1.4))[..., None]
    meadow = mixed("66763a", "8a8646", np.clip(0.5 + 0.6 * noise(x, y, 12, 3, 9.0), 0, 1))
    grass = np.where(in_garden(x, y)[..., None], grass, meadow)
    gravel = mixed("b5a68c", "93866f", np.clip(0.5 + 0.7 * noise(x, y, 4, 3, 0.9), 0, 1))
    way = np.minimum(to_line(x, y, PATH), to_line(x, y, GATE))
    share = np.clip((0.72 + 0.10 * noise(x, y, 6, 3, 1.2) - way) / 0.26, 0, 1)[..., None]
    paint = grass * (1 - share) + gravel * share
    soil = in_bed(x, y)[..., None]
    paint = np.where(soil, mixed("5a4330", "6d543c", np.clip(0.5 + noise(x, y, 7, 3, 0.7), 0, 1)), paint)
    near.loft(np.stack([x, y, height(x, y)], -1)[:, ::-1], paint[:, ::-1], "ground-garden")
    near.build("ground")
    radii = np.geomspace(26, 420, 22)
    x, y = rings(radii)
    angle = np.degrees(np.arctan2(x, y))
    strip = np.sin(np.radians(angle * 5) + 0.012 * np.hypot(x, y) + 1.5 * noise(x, y, 2, 2, 120.0))
    crop = np.where(strip[..., None] > 0.35, linear("b0954c"), np.where(strip[..., None] > -0.35, linear("75823f"), linear("637a38")))
    crop = crop * (0.93 + 0.12 * noise(x, y, 15, 3, 25.0))[..., None]
    far = np.clip((np.hypot(x, y) - 120) / 260, 0, 0.6)[..., None]
    field.loft(np.stack([x, y, height(x, y) + 0.0], -1)[:, ::-1], (crop * (1 - far) + linear("8b9a78") * far)[:, ::-1], "ground-field")
    field.build("fields")


def lawn(random):
    """Blades of grass and small flowers of the lawn, taller by the fence and round the trees."""
    f = Form(303)
    n = 1500
    d, t = 1.7 + 9.5 * random.random(n) ** 1.5, random.uniform(-math.pi, math.pi, n)
    x, y = d * np.sin(t), d * np.cos(t)
    ok = (np.minimum(to_line(x, y, PATH), to_line(x, y, GATE)) > 0.72) & ~in_bed(x, y, 0.1)
    x, y = x[ok], y[ok]
    f.random = random
    f.blades(np.stack([x, y, height(x, y) + 0.012], -1), 0.10, 0.6, 0.022, toned(random, len(x), "5f7a34", "6f8840", "7d8a46"), "grass-lawn", 0.6)
    f.build("lawn")
    daisies = Form(315)
    k = random.integers(0, len(x), 90)
    spots = np.stack([x[k], y[k], height(x[k], y[k]) + 0.07], -1)
    blooms.rosettes(daisies, spots, np.tile([0, -0.2, 1.0], (90, 1)) + random.normal(size=(90, 3)) * 0.2, 0.026, "f7f4ea", "edc23c", 5)
    daisies.build("daisies@summer")
    meadow = Form(304)
    n = 800
    d, t = random.uniform(13.5, 30, n), random.uniform(-math.pi, math.pi, n)
    x, y = d * np.sin(t), d * np.cos(t)
    ok = ~in_garden(x, y) & (to_line(x, y, GATE) > 1.2)
    x, y = x[ok], y[ok]
    meadow.random = random
    meadow.blades(np.stack([x, y, height(x, y) + 0.02], -1), 0.5, 0.6, 0.09, toned(random, len(x), "7f8a42", "8f8c4a", "6a7c3a"), "grass-meadow", 0.8)
    meadow.build("meadow")


def church(at, turn):
    """A white country church with a shingled spire, two kilometres off in the feeling, small in the view."""
    f = Form(305)
    white, dark = "f0ece2", "4a4440"
    f.box((0, 0, 2.0), (11, 26, 14), white)
    for s in (-1, 1):
        f.add([(s * 6.2, -13.5, 8.6), (s * 6.2, 13.5, 8.6), (0, 13.5, 15.5), (0, -13.5, 15.5)], [[0, 1, 2, 3]], dark, facing=(s, 0, 1))
        f.add([(-5.5, s * 13, 9), (5.5, s * 13, 9), (0, s * 13, 15.2)], [[0, 1, 2]], white, facing=(0, s, 0))
        for y in (-8, -3, 2, 7):
            f.box((s * 5.55, y, 4.5), (0.1, 1.6, 4.2), "5b6670")
            f.tube([(s * 5.5, y, 6.6), (s * 5.62, y, 6.6)], 0.8, "5b6670", 10, cap=True)
    f.box((0, -17, 7), (8, 8, 26), white)
    f.box((0, -21.05, 3), (2.4, 0.1, 4.4), "5b4a3a")
    for x, y in ((0, -21.06), (4.06, -17), (-4.06, -17)):
        f.box((x, y, 16.2), (2.0 if x == 0 else 0.1, 0.1 if x == 0 else 2.0, 3.2), "2f2b29")
        f.ball((x, y, 12), (1.1 if x == 0 else 0.1, 0.1 if x == 0 else 1.1, 1.1), "d9b25a", 10, 6)
    f.box((0, -17, 20.3), (8.8, 8.8, 0.6), white)
    ring = lambda r, z, n=8: [(r * math.cos(math.pi / 8 + k * math.pi / 4), -17 + r * math.sin(math.pi / 8 + k * math.pi / 4), z) for k in range(n)]
    f.loft(np.array([ring(5.4, 20.6), ring(3.2, 24.0), ring(1.6, 31.0), ring(0.1, 41.0)]), dark, smooth=False)
    f.tube([(0, -17, 40), (0, -17, 44)], 0.15, "d9b25a", 4)
    f.box((0, -17, 43), (1.6, 0.2, 0.25), "d9b25a")
    # Large faces are cut so that their light lies in more than their hidden corners.
    world.subdivide(f.build("church", at, turn), 6.0)
    trees = Form(306)
    r = trees.random
    for k in range(5):
        a = k * 1.3
        growth.crown_ball(trees, (at[0] + 16 * math.cos(a), at[1] + 20 * math.sin(a), at[2] - 1), r.uniform(7, 10), 300 + k)
    trees.build("church-trees")


def barn(at, turn, size=(13, 8, 4.2, 4.0)):
    """A red barn with white corners beyond the field."""
    w, d, h, ridge = size
    f = Form(307)
    f.box((0, 0, h / 2), (w, d, h), "8e3024")
    for s in (-1, 1):
        f.add([(-w / 2 - 0.4, s * (d / 2 + 0.5), h - 0.3), (w / 2 + 0.4, s * (d / 2 + 0.5), h - 0.3), (w / 2 + 0.4, 0, h + ridge), (-w / 2 - 0.4, 0, h + ridge)], [[0, 1, 2, 3]], "6d4438", facing=(0, s, 1))
        f.add([(s * w / 2, -d / 2, h), (s * w / 2, d / 2, h), (s * w / 2, 0, h + ridge - 0.2)], [[0, 1, 2]], "8e3024", facing=(s, 0, 0))
        for t in (-1, 1):
            f.box((s * w / 2, t * d / 2, h / 2), (0.3, 0.3, h), "efebe0")
    f.box((0, -d / 2 - 0.02, 1.7), (3.2, 0.1, 3.4), "efebe0")
    f.box((0, -d / 2 - 0.05, 1.65), (2.8, 0.1, 3.1), "7a2a20")
    world.subdivide(f.build("barn", at, turn), 3.0)


def hay(random):
    """Hay drying on wooden racks in the field (summer)."""
    f = Form(308)
    for x, y, turn in ((24, 27, 20), (29, 22, 35), (34, 30, 25)):
        z = float(height(x, y))
        local = Form(309)
        s = np.linspace(-3.2, 3.2, 11)
        rings = []
        for t in np.linspace(-1, 1, 9):
            z1 = 0.15 + 1.55 * (1 - abs(t)) ** 0.5 * 1.0
            rings.append(np.stack([s, np.full(11, t * 0.62) + random.normal(size=11) * 0.04, np.full(11, z1) + random.normal(size=11) * 0.05], -1))
        local.loft(np.array(rings), mixed("b0a05a", "8f9450", random.random((9, 11))), closed=False)
        for k in (-3.3, 0, 3.3):
            local.tube([(k, 0, 0), (k, 0, 1.95)], 0.06, "7a6a55", 5)
        f.merge(local, (x, y, z), turn)
    f.build("hay@summer")


def trees(random):
    """Birches and lilac by the fence, the wood's edge behind and beyond the fields."""
    wood, leaf, dark, far = Form(310), Form(311), Form(312), Form(313)
    foot = lambda x, y: (x, y, float(height(x, y)) - 0.05)
    for k, (x, y) in enumerate(((-13.8, 5.5), (-12.6, -3.0), (-8.2, -11.0), (7.6, -11.5), (-16, 14), (-11, 21.5), (4.5, 23))):
        growth.birch(wood, leaf, foot(x, y), random.uniform(10, 13.5), 320 + k, twigs=66, pieces=6, leaf=0.23, boughs=10, bands=6)
    wood.build("birches")
    leaf.build("birch-leaves")
    count = 0
    for k in range(60):
        a = math.radians(random.uniform(-178, -140) if k % 3 else random.uniform(110, 180))
        d = random.uniform(24, 46)
        x, y = d * math.sin(a), d * math.cos(a)
        if to_line(x, y, GATE) > 3 and count < 20:
            growth.spruce(dark, foot(x, y), random.uniform(11, 18), 340 + k, tiers=8 if d > 32 else 11, sides=7)
            count += 1
    dark.build("spruces")
    for yaw0, yaw1, distance, tall, colour in ((-180, -140, 62, 13, "34502f"), (100, 180, 70, 13, "34502f"), (-150, 110, 330, 16, "4d6850"), (-150, 120, 400, 24, "62786a")):
        yaw = np.radians(np.arange(yaw0, yaw1, math.degrees((1.5 if distance < 100 else 4.6) / distance)))
        d = distance * (1 + 0.06 * np.sin(yaw * 7) + 0.03 * np.sin(yaw * 17))
        x, y = d * np.sin(yaw), d * np.cos(yaw)
        growth.spires(far, np.stack([x, y, height(x, y) - 0.5], -1), tall, colour, random)
    far.build("far-forest")
    bushes = Form(314)
    for k, (x, y) in enumerate(((-12.4, 1.0), (-11.2, 9.8), (-12.4, 12.5), (-9.5, -8.2), (9.8, -8.0), (11.8, -2.5), (2.6, 20.5))):
        blooms.bush(bushes, foot(x, y), (random.uniform(1.6, 2.4), random.uniform(1.2, 1.8)), 360 + k, 150, 0.21, ("4f7038", "6f8f46"), "leaf-bush")
    bushes.build("bushes")


def earth(form, at, radius, paint="5a4330"):
    """A patch of dug earth lying on the lawn."""
    radius = (radius[0] * 0.82, radius[1] * 0.82)
    a = np.linspace(0, 2 * math.pi, 14, endpoint=False)
    wave = 1 + 0.08 * np.sin(a * 3 + at[0])
    rim = np.stack([at[0] + radius[0] * wave * np.cos(a), at[1] + radius[1] * wave * np.sin(a)], -1)
    z = height(rim[:, 0], rim[:, 1])
    points = np.concatenate([np.concatenate([rim, z[:, None] + 0.004], 1), [[*at, float(height(*at)) + 0.05]]])
    form.add(points, [[k, (k + 1) % 14, 14] for k in range(14)], linear(paint) * form.random.uniform(0.85, 1.1, (15, 1)), "ground-earth", True, normals=unit_rows(np.tile([0, 0, 1.0], (15, 1))))
