"""The red cottage: boards and battens, white corners, small-paned windows, a verandah with sawn lace.

Built about the middle of its front wall's foot, which looks towards −y; the house lies behind it.
"""

import math

import numpy as np

import world
from blooms import snow_line
from form import Form, linear

RED, WHITE, DOOR, STONE, TILE = "8e3024", "efebe0", "3f6150", "8b867d", "9a4f38"
WIDE, DEEP, BASE, WALL, RIDGE = 7.6, 5.2, 0.42, 2.5, 2.15


def boards(form, a, b, low, high, out, holes=(), gable=None):
    """A wall of upright boards with battens from a to b (x, y), facing `out`; holes are (from, to, sill, top)
    along it; `gable` = how much higher it is in the middle."""
    a, b, out = np.asarray(a, float), np.asarray(b, float), np.asarray(out, float)
    length = np.linalg.norm(b - a)
    way = (b - a) / length
    n = int(round(length / 0.215))
    for k in range(n):
        s0, s1 = length * k / n, length * (k + 1) / n
        top = high
        if gable:
            top = high + gable * (1 - abs((s0 + s1) / length - 1)) - 0.02
        spans = [(low, top)]
        for h0, h1, sill, head in holes:
            if s1 > h0 + 0.02 and s0 < h1 - 0.02:
                spans = [piece for lo, hi in spans for piece in ((lo, min(hi, sill)), (max(lo, head), hi)) if piece[1] - piece[0] > 0.02]
        tone = form.random.uniform(0.86, 1.1)
        for lo, hi in spans:
            zs = np.linspace(lo, hi, max(2, int((hi - lo) / 0.6) + 1))
            p, q = a + way * s0, a + way * s1
            rows = np.array([[(*p, z), (*q, z)] for z in zs])
            weather = np.array([linear(RED) * tone * (0.82 + 0.18 * min(1, (z - low) / 0.8)) for z in zs])
            form.add(rows.reshape(-1, 3), [[2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2] for i in range(len(zs) - 1)], np.repeat(weather, 2, 0), facing=(*out, 0))
            # The batten over the joint: three narrow faces.
            c = p + out * 0.022
            w = way * 0.024
            quad = np.array([[(*(p - w), z), (*(c - w), z), (*(c + w), z), (*(p + w), z)] for z in (lo, hi)])
            form.add(quad.reshape(-1, 3), [[0, 1, 5, 4], [2, 3, 7, 6]], linear(RED) * tone * 0.9)
            form.add(quad.reshape(-1, 3), [[1, 2, 6, 5]], linear(RED) * tone * 1.06, facing=(*out, 0))


def window(wood, day, night, at, way, out, w, h, flower=None):
    """A casement window: white frame and glazing bars, curtains within; lit in `night`."""
    at, way, out = (np.asarray(v, float) for v in (at, way, out))
    up = np.array([0, 0, 1.0])
    turn = math.degrees(math.atan2(way[1], way[0]))
    box = lambda u, z, o, su, sz, so, paint: wood.box(at + way * u + up * z + out * o, (su, so, sz), paint, turn)
    for s in (-1, 1):
        box(s * (w / 2 + 0.05), h / 2, 0.03, 0.11, h + 0.18, 0.07, WHITE)
    box(0, h + 0.06, 0.04, w + 0.32, 0.13, 0.09, WHITE)
    box(0, -0.05, 0.05, w + 0.26, 0.07, 0.11, WHITE)
    box(0, h / 2, 0.02, 0.07, h, 0.05, WHITE)
    for z in (h / 3, 2 * h / 3):
        box(0, z, 0.02, w, 0.03, 0.035, WHITE)
    n, m = 13, 7
    us, zs = np.linspace(-w / 2, w / 2, n), np.linspace(0, h, m)
    u, z = np.meshgrid(us, zs)
    points = at + u[..., None] * way + z[..., None] * up - out * 0.03
    # Lace curtains drawn to the sides, a pale reflection of the sky above.
    side = np.abs(u) / (w / 2) > 0.52 + 0.30 * (z / h - 0.55)
    valance = z / h > 0.80
    curtain = (side | valance)[..., None]
    fold = (0.86 + 0.14 * np.cos(u * 60))[..., None]
    glass = linear("24323c") * (1 - (z / h)[..., None]) + linear("7d97a8") * (z / h)[..., None]
    index = np.arange(n * m).reshape(m, n)
    faces = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], -1).reshape(-1, 4)
    day.add(points.reshape(-1, 3), faces, np.where(curtain, linear("e9e4d6") * 0.75 * fold, glass).reshape(-1, 3), facing=out)
    warm = linear("ffc46e") * (0.75 + 0.35 * (1 - np.abs(z / h - 0.45))[..., None])
    night.add((points + out * 0.004).reshape(-1, 3), faces, np.clip(np.where(curtain, linear("ffdba0") * 0.85 * fold, warm), 0, 1).reshape(-1, 3), "glow-window", facing=out)
    if flower:
        # A pelargonium behind the pane.
        p = at + way * (w * 0.2) - out * 0.02
        for form in (day, night):
            form.turned([(0.05, 0), (0.065, 0.11)], "a5562f", p, 7)
            r = form.random
            base = p + up * 0.16 + r.normal(size=(16, 3)) * [0.06, 0.02, 0.05]
            form.kites(base, r.normal(size=(16, 3)) + up * 0.4, 0.09, 0.08, "4f7a3c", "leaf-house", None, 0.1, 0.0)
            form.kites(base[:7] + up * 0.09, r.normal(size=(7, 3)) + up, 0.07, 0.07, flower, "leaf-house", None, 0.1, 0.0)


def roof(form, snow):
    """Two tiled slopes with barge boards, a brick chimney."""
    z = BASE + WALL
    half = DEEP / 2 + 0.30
    drop = RIDGE * half / (DEEP / 2)
    top = z + RIDGE + 0.08
    out = WIDE / 2 + 0.38
    middle = DEEP / 2
    columns, rows = 46, 11
    across = np.linspace(-out, out, columns * 2 + 1)
    wave = 0.030 * np.abs(np.sin(np.arange(columns * 2 + 1) * math.pi / 2))
    for side in (-1, 1):
        rings, paint = [], []
        tiles = form.random.uniform(0.78, 1.16, (rows, columns + 1))
        for row in range(rows):
            for end, lift in ((0.0, 0.012), (0.985, 0.050)):
                t = (row + end) / rows
                y = middle + side * half * t
                rings.append(np.stack([across, np.full_like(across, y), top - drop * t + lift + wave], -1))
                tone = tiles[row][np.arange(columns * 2 + 1) // 2]
                paint.append(linear(TILE) * (tone * (1.0 if end else 0.8))[:, None])
        rings, paint = np.array(rings), np.array(paint)
        if side > 0:
            rings, paint = rings[:, ::-1], paint[:, ::-1]
        form.loft(rings[::-1], paint[::-1], closed=False)
        edge = np.array([[-out, middle + side * half, top - drop], [out, middle + side * half, top - drop]])
        form.beam(edge[0] - [0, 0, 0.02], edge[1] - [0, 0, 0.02], 0.04, 0.12, WHITE)
        for x in (-1, 1):
            form.beam((x * out, middle, top + 0.0), (x * out, middle + side * half, top - drop + 0.0), 0.035, 0.20, WHITE)
        under = np.array([[-out, middle, top - 0.05], [out, middle, top - 0.05], [out, middle + side * half, top - drop - 0.04], [-out, middle + side * half, top - drop - 0.04]])
        form.add(under, [[0, 1, 2, 3]], linear(WHITE) * 0.8, facing=(0, 0, -1))
        rings = []
        xs = np.linspace(-out - 0.05, out + 0.05, 18)
        for t in np.linspace(0, 1.015, 9):
            thick = 0.05 + 0.17 * min(1, (1.03 - t) * 9) * snow.random.uniform(0.88, 1.08, 18) * np.clip((out + 0.06 - np.abs(xs)) * 4, 0.25, 1)
            rings.append(np.stack([xs, np.full(18, middle + side * half * t), top - drop * t + thick], -1))
        rings.append(np.stack([xs, np.full(18, middle + side * half * 1.015), np.full(18, top - drop)], -1))
        rings = np.array(rings)
        snow.loft(rings[::-1] if side < 0 else rings[::-1][:, ::-1], "eef3f9", "solid-snow", True, False)
    form.beam((-out, middle, top + 0.07), (out, middle, top + 0.07), 0.20, 0.07, linear(TILE) * 0.85)
    for zz, s in ((top + 0.30, 0.56), (top + 0.80, 0.66)):
        form.box((1.1, middle + 0.35, zz - (0.1 if s < 0.6 else 0)), (s, s, 1.1 if s < 0.6 else 0.12), "8e4634")
    snow.ball((1.1, middle + 0.35, top + 0.86), (0.36, 0.36, 0.14), "eef3f9", 9, 5, "solid-snow")


def verandah(form, snow):
    """Floor, steps, posts with brackets, a rail with sawn hearts, a gable of its own with lace."""
    deck, wide, deep, eave = BASE - 0.04, 2.7, 1.7, 2.32
    front = -deep
    for k in range(11):
        form.box((0, front + deep * (k + 0.5) / 11, deck - 0.02), (wide, deep / 11 - 0.008, 0.04), "b5a488", bare=("-z",), tone=0.05)
    form.box((0, front / 2, deck / 2 - 0.03), (wide - 0.08, deep - 0.08, deck - 0.02), linear(WHITE) * 0.9)
    for i in range(2):
        form.box((0, front - 0.17 - 0.32 * i, deck - 0.14 * (i + 1)), (1.35 + 0.1 * i, 0.34, 0.05), "b5a488")
        form.box((0, front - 0.03 - 0.32 * i, deck - 0.07 - 0.14 * (i + 1)), (1.3 + 0.1 * i, 0.03, 0.13), WHITE)
    for x in (-1, 1):
        for y in (front + 0.07, -0.06):
            form.box((x * (wide / 2 - 0.07), y, deck + eave / 2), (0.11, 0.11, eave), WHITE)
        lines = [((x * (wide / 2 - 0.07), 0.0), (x * (wide / 2 - 0.07), front + 0.07)), ((x * (wide / 2 - 0.07), front + 0.07), (x * 0.68, front + 0.07))]
        form.box((x * 0.68, front + 0.07, deck + 0.47), (0.08, 0.08, 0.96), WHITE)
        for (ax, ay), (bx, by) in lines:
            for z in (0.12, 0.88):
                form.beam((ax, ay, deck + z), (bx, by, deck + z), 0.06, 0.055, WHITE)
                if z > 0.5:
                    snow_line(snow, np.linspace([ax, ay, deck + z + 0.03], [bx, by, deck + z + 0.03], 6), 0.10, 0.06)
            n = max(2, int(math.hypot(bx - ax, by - ay) / 0.17))
            turn = math.degrees(math.atan2(by - ay, bx - ax))
            for k in range(n):
                p = ((k + 0.5) / n * (bx - ax) + ax, (k + 0.5) / n * (by - ay) + ay)
                c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
                form.plate([(-0.05, 0.14), (0.05, 0.14), (0.022, 0.42), (0.058, 0.60), (0.022, 0.74), (0.045, 0.87), (-0.045, 0.87), (-0.022, 0.74), (-0.058, 0.60), (-0.022, 0.42)],
                           0.02, WHITE, tilt=[[c, -s, 0], [s, c, 0], [0, 0, 1]], at=(*p, deck))
        a = np.linspace(0, math.pi / 2, 6)
        form.tube(np.stack([x * (wide / 2 - 0.12 - 0.45 * np.sin(a)), np.full(6, front + 0.07), deck + eave - 0.52 + 0.46 * (1 - np.cos(a))], -1), 0.026, WHITE, 5)
        ridge, out = deck + eave + 1.0, wide / 2 + 0.28
        grid = np.array([[(x * out * t, y, ridge - (1.06) * t) for y in np.linspace(front - 0.28, 0.75, 4)] for t in np.linspace(0, 1, 5)])
        form.add(grid.reshape(-1, 3), [[i * 4 + j, i * 4 + j + 1, i * 4 + j + 5, i * 4 + j + 4] for i in range(4) for j in range(3)], linear(TILE) * form.random.uniform(0.82, 1.1, (20, 1)), facing=(x * 0.6, 0, 1))
        form.add(grid.reshape(-1, 3) - [0, 0, 0.04], [[i * 4 + j, i * 4 + j + 1, i * 4 + j + 5, i * 4 + j + 4] for i in range(4) for j in range(3)], linear(WHITE) * 0.85, facing=(0, 0, -1))
        lift = grid.reshape(-1, 3) + [0, 0, 0.12]
        snow.add(lift, [[i * 4 + j, i * 4 + j + 1, i * 4 + j + 5, i * 4 + j + 4] for i in range(4) for j in range(3)], "eef3f9", "solid-snow", True, facing=(x * 0.6, 0, 1))
        form.beam((0, front - 0.29, ridge - 0.02), (x * out, front - 0.29, ridge - 1.10), 0.03, 0.17, WHITE)
        # Lace along the barge board: small drops.
        for k in range(7):
            t = (k + 0.5) / 7
            form.plate([(0.055, 0.05), (-0.055, 0.05), (-0.04, -0.06), (0, -0.11), (0.04, -0.06)], 0.018, WHITE, at=(x * out * t, front - 0.295, ridge - 0.12 - 1.07 * t))
    form.beam((-wide / 2, front + 0.07, deck + eave), (wide / 2, front + 0.07, deck + eave), 0.10, 0.13, WHITE)
    # The gable, in upright boards; points along its height hold the light.
    xs = np.linspace(-wide / 2, wide / 2, 15)
    tops = deck + eave + 0.06 + 0.90 * (1 - np.abs(xs) / (wide / 2))
    rows = np.array([np.stack([xs, np.full(15, front - 0.03), deck + eave + 0.07 + (tops - deck - eave - 0.07) * t], -1) for t in (0, 0.5, 0.93)])
    form.add(rows.reshape(-1, 3), [[15 * i + j, 15 * i + j + 1, 15 * i + j + 16, 15 * i + j + 15] for i in range(2) for j in range(14)], linear(RED), facing=(0, -1, 0))
    ray = [(0.0, 0.0), (0.03, 0.10), (0.0, 0.20), (-0.03, 0.10)]
    for k in range(7):
        t = math.radians(-72 + 24 * k)
        turned = [(x * math.cos(t) + z * math.sin(t), -x * math.sin(t) + z * math.cos(t)) for x, z in ray]
        form.plate(turned, 0.02, WHITE, at=(0, front - 0.045, deck + eave + 0.16))


def build(at, turn):
    """The cottage with its snow, its lit windows and the smoke's place, turned by degrees about z."""
    wood, day, night, snow = Form(201), Form(202), Form(203), Form(204)
    around = []
    for a, b in (((-1, -1), (1, -1)), ((1, -1), (1, 1)), ((1, 1), (-1, 1)), ((-1, 1), (-1, -1))):
        around += [(np.array(a) * (1 - t) + np.array(b) * t) for t in np.linspace(0, 1, 12)]
    around = np.array(around) * [WIDE / 2 + 0.03, DEEP / 2 + 0.03] + [0, DEEP / 2]
    wood.loft(np.array([np.concatenate([around, np.full((len(around), 1), z)], 1) for z in (0.06, 0.22, BASE + 0.01)]), [linear(STONE) * k for k in (0.8, 1.0, 1.05)], smooth=False)
    top = BASE + WALL
    w, h, sill = 1.0, 1.25, BASE + 0.66
    hole = lambda s: (s - w / 2, s + w / 2, sill, sill + h)
    boards(wood, (-WIDE / 2, 0), (WIDE / 2, 0), BASE, top, (0, -1), [hole(WIDE / 2 - 2.55), hole(WIDE / 2 + 2.55), (WIDE / 2 - 0.47, WIDE / 2 + 0.47, BASE, BASE + 2.05)])
    boards(wood, (WIDE / 2, DEEP), (-WIDE / 2, DEEP), BASE, top, (0, 1))
    boards(wood, (WIDE / 2, 0), (WIDE / 2, DEEP), BASE, top, (1, 0), [hole(1.35), hole(3.85), (DEEP / 2 - 0.3, DEEP / 2 + 0.3, top + 0.35, top + 1.05)], RIDGE)
    boards(wood, (-WIDE / 2, DEEP), (-WIDE / 2, 0), BASE, top, (-1, 0), [hole(DEEP / 2)], RIDGE)
    for x in (-1, 1):
        for y in (0, DEEP):
            s = -1 if y == 0 else 1
            wood.box((x * (WIDE / 2 + 0.02), y - s * 0.06, BASE + WALL / 2), (0.04, 0.16, WALL), WHITE)
            wood.box((x * (WIDE / 2 - 0.06), y + s * 0.02, BASE + WALL / 2), (0.16, 0.04, WALL), WHITE)
    for x, flower in ((-2.55, "d8403a"), (2.55, "e8718a")):
        window(wood, day, night, (x, 0, sill), (1, 0, 0), (0, -1, 0), w, h, flower)
    for y in (1.35, 3.85):
        window(wood, day, night, (WIDE / 2, y, sill), (0, 1, 0), (1, 0, 0), w, h)
    window(wood, day, night, (WIDE / 2, DEEP / 2, top + 0.35), (0, 1, 0), (1, 0, 0), 0.6, 0.7)
    window(wood, day, night, (-WIDE / 2, DEEP / 2, sill), (0, -1, 0), (-1, 0, 0), w, h)
    # The door: double, panelled, with a pane of glass above.
    for x in (-0.235, 0.235):
        wood.box((x, -0.01, BASE + 0.9), (0.455, 0.05, 1.78), DOOR)
        for z in (0.45, 1.25):
            wood.box((x, -0.042, BASE + z), (0.30, 0.02, 0.56), linear(DOOR) * 1.25)
    wood.box((0, -0.0, BASE + 1.93), (0.94, 0.04, 0.22), "7d97a8")
    wood.ball((0.07, -0.06, BASE + 0.95), 0.028, "d9b25a", 7, 5)
    for x in (-0.53, 0.53):
        wood.box((x, -0.02, BASE + 1.04), (0.12, 0.07, 2.1), WHITE)
    wood.box((0, -0.03, BASE + 2.13), (1.3, 0.09, 0.14), WHITE)
    roof(wood, snow)
    verandah(wood, snow)
    wood.build("cottage", at, turn)
    day.build("windows@morning+day", at, turn)
    night.build("windows-lit@evening+night", at, turn)
    snow.build("cottage-snow@winter", at, turn)
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    world.empty("emit-smoke@autumn+winter+spring", (at[0] + c * 1.1 - s * (DEEP / 2 + 0.35), at[1] + s * 1.1 + c * (DEEP / 2 + 0.35), at[2] + BASE + WALL + RIDGE + 1.0))
    for x in (-2.55, 2.55):
        p = np.array([x, -0.5, BASE + 1.2])
        world.lamp((at[0] + c * p[0] - s * p[1], at[1] + s * p[0] + c * p[1], at[2] + p[2]), 0.35, 0.3, facing=(s, -c, -0.4))
    p = np.array([0, -1.2, 2.4])
    world.lamp((at[0] - s * p[1], at[1] + c * p[1], at[2] + p[2]), 0.8, 0.1)
