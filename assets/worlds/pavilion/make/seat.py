"""Where the resident sits: a low wooden terrace, the table with the gramophone, boxes of flowers."""

import math

import numpy as np

import blooms
import instruments
import world
from floor import BULBS, bulb, sagging, wire
from form import Form, linear, toned

TABLE = (-0.82, 2.15)
TOP = 0.72
# Snow lies on "solid", and somebody has swept the table: cloth that does not sway stays free of it.
DRY = "cloth-dry"


def terrace():
    """Boards underfoot, a frame round them, two masts with strings of lamps towards the pavilion."""
    f, snow = Form(101), Form(102)
    r = f.random
    wide, back, front = 2.5, -2.0, 2.8
    n = 31
    for k in range(n):
        x0, x1 = -wide + 2 * wide * k / n + 0.004, -wide + 2 * wide * (k + 1) / n - 0.004
        tone = r.uniform(0.84, 1.1)
        ys = np.linspace(back, front, 15)
        grain = np.array([linear("a58a66") * tone * r.uniform(0.95, 1.05) for _ in ys])
        f.loft(np.array([[(x1, y, 0) for y in ys], [(x0, y, 0) for y in ys]]), np.array([grain, grain]), smooth=False, closed=False)
    for a, b in (((-wide, front), (wide, front)), ((-wide, back), (wide, back)), ((-wide, back), (-wide, front)), ((wide, back), (wide, front))):
        f.beam((*a, -0.07), (*b, -0.07), 0.06, 0.16, "8a7152")
    f.add([(-wide, back, -0.05), (wide, back, -0.05), (wide, front, -0.05), (-wide, front, -0.05)], [[0, 1, 2, 3]], "2e2620")
    # Snow lies along the edges of the swept boards.
    for a, b in (((-wide, front), (-1.0, front)), ((1.0, front), (wide, front)), ((-wide, -1.0), (-wide, front)), ((wide, -1.0), (wide, front))):
        line = np.linspace([*a, 0.0], [*b, 0.0], 14)
        blooms.snow_line(snow, line, 0.42, 0.13)
    f.build("terrace")
    snow.build("terrace-snow@winter")


def strings(corners):
    """Two masts at the terrace's front corners; lamps hang from them to the pavilion's eaves (`corners`)."""
    f = Form(103)
    r = f.random
    for x, y, end in zip((-3.3, 2.6), (3.1, 3.6), corners):
        f.tube([(x, y, -0.2), (x, y, 3.3)], [0.042, 0.03], "8a7358", 7)
        line = sagging((x, y, 3.25), end, 0.40, 14)
        wire(f, line)
        for k in range(14):
            bulb(f, (line[k] + line[k + 1]) / 2, BULBS[int(r.integers(len(BULBS)))], 0.05, 8, 6)
        world.lamp(tuple(line[4] - [0, 0, 0.3]), 0.6, 0.2)
    # The lamp that hangs over the table.
    world.lamp((TABLE[0] + 0.1, TABLE[1] - 0.75, 2.1), 0.55, 0.2)
    f.build("lamp-strings")


def table():
    """A round garden table with a cloth, coffee for two, an empty chair."""
    f = Form(104)
    x, y = TABLE
    a = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    f.turned([(0.20, 0.0), (0.05, 0.06), (0.035, 0.40), (0.06, TOP - 0.05)], "6d5a45", (x, y, 0), 10)
    white, red = "f3ede0", "b9564a"
    rows = ((0.02, 0, 0, white), (0.20, 0, 0, white), (0.300, 0, 0, white), (0.301, 0, 0, red), (0.325, 0, 0, red), (0.326, 0, 0, white), (0.40, 0, 0, white), (0.415, 0.02, 0, white),
            (0.428, 0.12, 0.03, white), (0.429, 0.121, 0.03, red), (0.436, 0.165, 0.04, red), (0.437, 0.166, 0.04, white), (0.446, 0.23, 0.05, white))
    rings = [np.stack([x + rr * (1 + fold * np.cos(8 * a)) * np.cos(a), y + rr * (1 + fold * np.cos(8 * a)) * np.sin(a), np.full(24, TOP - drop)], -1) for rr, drop, fold, _ in rows]
    f.loft(np.array(rings)[::-1], [linear(row[3]) for row in rows][::-1], "cloth-table", sway=np.array([0.25 * row[1] for row in rows])[::-1])
    for dx, dy in ((0.27, 0.10), (0.24, -0.18)):
        at = (x + dx, y + dy, TOP)
        f.turned([(0.03, 0.004), (0.066, 0.016), (0.060, 0.010)], "f5f1e6", at, 14)
        f.turned([(0.022, 0.012), (0.038, 0.035), (0.042, 0.07), (0.036, 0.066), (0.0, 0.060)], [linear(c) for c in ("f5f1e6", "f5f1e6", "5d7fa8", "f5f1e6", "2b170d")], at, 12)
    f.made_of("cloth-table").build("table")
    g = Form(105)
    from band import chair

    chair(g, "efe8d6", (0, 0))
    g.build("terrace-chair", (-1.85, 1.75, 0), -60)


def gramophone():
    """The gramophone, a target. "gramophone-starts" winds it, lays the needle down and lets the label
    turn; "gramophone-stops" takes the needle off again."""
    x, y = TABLE
    here = world.target(world.keep(world.empty("gramophone", (x - 0.06, y + 0.02, TOP), 21), baked=True))
    instruments.case().made_of(DRY).build("gramophone-case", parent=here)
    instruments.horn().made_of(DRY).build("gramophone-horn", (0, 0.165, 0.30), parent=here)
    still = Form(106)
    disc = instruments.record()
    still.merge(disc, (0, 0, 0.214))
    still.made_of(DRY).build("record", parent=here)
    turning = world.empty("record-turning", (0, 0, 0.2205), parent=here)
    label = Form(107)
    a = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    rim = np.stack([0.0515 * np.cos(a), 0.0515 * np.sin(a), a * 0], -1)
    wedge = ((np.arange(25) // 3) % 4 == 0)[:, None]
    label.add(np.concatenate([rim, [[0, 0, 0.0]]]), [[k, (k + 1) % 24, 24] for k in range(24)], np.where(wedge, linear("f0d48a"), linear("b03228")), facing=(0, 0, 1))
    a2 = np.linspace(0.2, 0.9, 6)
    shine = np.stack([np.stack([q * np.cos(a2), q * np.sin(a2), a2 * 0 - 0.001], -1) for q in (0.06, 0.132)])
    label.loft(shine, "3c3f46", closed=False)
    spinning = world.empty("record-spin", parent=turning)
    label.made_of(DRY).build("record-label", parent=spinning)
    turning.scale = (0.02, 0.02, 1)
    world.clip_along("idle-record", spinning, 3.0, lambda t: {"turn": -120 * t}, rate=4)
    tone = instruments.arm().made_of(DRY).build("tone-arm", (0, 0.165, 0.30), 62, parent=here)
    crank = Form(108)
    crank.tube([(0, 0, 0), (0.07, 0, 0), (0.07, 0, -0.10)], 0.008, "c9ccd0", 5)
    crank.tube([(0.07, 0, -0.10), (0.13, 0, -0.10)], 0.016, "3a2416", 7, cap=True)
    crank = crank.made_of(DRY).build("crank", (0.20, 0.0, 0.11), parent=here)
    over = 23
    world.clip_along("gramophone-starts", crank, 4.0, lambda t: {"turn": (360 * 3 * (t / 4) ** 2 * (3 - 2 * t / 4), 0, 0)}, rate=10)
    world.clip("gramophone-starts", tone, [(0, {"turn": (0, 0, 62)}), (3.6, {"turn": (0, 0, 62)}), (4.3, {"turn": (9, 0, 62)}), (6.3, {"turn": (9, 0, over)}), (7.4, {"turn": (0, 0, over)})])
    world.clip("gramophone-starts", turning, [(0, {"scale": (0.02, 0.02, 1)}), (3.8, {"scale": (0.02, 0.02, 1)}), (5.2, {"scale": 1})])
    world.clip("gramophone-stops", tone, [(0, {"turn": (0, 0, over)}), (0.9, {"turn": (9, 0, over)}), (2.9, {"turn": (9, 0, 62)}), (3.8, {"turn": (0, 0, 62)})])
    world.clip("gramophone-stops", turning, [(0, {"scale": 1}), (1.2, {"scale": 1}), (2.8, {"scale": (0.02, 0.02, 1)})])
    world.empty("sound-gramophone", (x, y, TOP + 0.7))


def boxes():
    """Wooden boxes of pelargoniums and lobelias along the terrace's front; snow on them in winter."""
    f, green, snow, spruce = Form(109), Form(110), Form(111), Form(112)
    r = green.random
    for x0, x1 in ((-2.35, -1.5), (1.25, 2.3)):
        y = 2.62
        f.box(((x0 + x1) / 2, y, 0.16), (x1 - x0, 0.26, 0.26), "7fa08c")
        f.box(((x0 + x1) / 2, y, 0.30), (x1 - x0 + 0.04, 0.30, 0.03), "efe8d6")
        f.box(((x0 + x1) / 2, y, 0.312), (x1 - x0 - 0.04, 0.22, 0.03), "3b2c20")
        n = 160
        base = np.stack([r.uniform(x0, x1, n), y + r.uniform(-0.13, 0.13, n), r.uniform(0.30, 0.52, n)], -1)
        way = np.stack([r.normal(size=n) * 0.6, r.normal(size=n) * 0.6 - 0.3, r.uniform(0.0, 0.8, n)], -1)
        green.kites(base, way, 0.085, 0.085, toned(r, n, "5c8542", "6f9a4c", "4a7038"), "leaf-bed", [0, 0, 1.0], 0.2, 0.15, way + [0, 0, 0.6])
        for k in range(9):
            at = np.array([x0 + 0.06 + (x1 - x0 - 0.12) * k / 8, y + r.uniform(-0.08, 0.06), r.uniform(0.54, 0.64)])
            m = 9
            ball = r.normal(size=(m, 3))
            ball /= np.linalg.norm(ball, axis=1, keepdims=True)
            blooms.rosettes(green, at + ball * 0.036 * [1, 1, 0.7], ball + [0, -0.3, 0.4], 0.028, linear(("d8403a", "e8718a", "c83050")[k % 3]) * r.uniform(0.85, 1.15, (m, 1)), "b03038", 4, 0.2, sway=0.2)
            blooms.stems(green, [at - [0, 0, 0.2]], [at], 0.006)
        m = 46
        hang = np.stack([r.uniform(x0, x1, m), y - 0.14 + r.normal(size=m) * 0.02, r.uniform(0.14, 0.34, m)], -1)
        blooms.rosettes(green, hang, np.tile([0, -1.0, 0.3], (m, 1)) + r.normal(size=(m, 3)) * 0.3, 0.018, toned(r, m, "5b66c0", "7a86d8"), "f4f1ff", 5, 0.1, sway=0.2)
        for k in range(5):
            blooms.snow_cap(snow, (x0 + (x1 - x0) * (k + 0.5) / 5, y, 0.33), ((x1 - x0) / 4.2, 0.30, 0.12), k)
        n = 60
        base = np.stack([r.uniform(x0, x1, n), y + r.uniform(-0.10, 0.10, n), np.full(n, 0.32)], -1)
        spruce.kites(base, r.normal(size=(n, 3)) * [0.7, 0.5, 0.1] + [0, 0, 0.8], 0.26, 0.07, toned(r, n, "3b5733", "2d4629"), "needle-box", None, 0.2, 0.05)
    f.build("boxes")
    green.build("boxes-flowers@spring+summer+autumn")
    snow.build("boxes-snow@winter")
    spruce.build("boxes-spruce@winter")
    # A lantern of snowballs beside the table in winter.
    ice = Form(113)
    at = np.array([0.95, 2.35, 0.0])
    for ring, (count, radius, z) in enumerate(((10, 0.24, 0.07), (9, 0.20, 0.18), (7, 0.155, 0.29), (5, 0.105, 0.39), (1, 0.0, 0.48))):
        for k in range(count):
            t = (k + 0.5 * (ring % 2)) * 2 * math.pi / count
            ice.ball(at + [radius * math.cos(t), radius * math.sin(t), z], 0.072, "eef3f9", 7, 5, "solid-snow", tone=0.04)
    ice.ball(at + [0, 0, 0.16], (0.07, 0.07, 0.13), "ffcf80", 8, 6, "flame-snow")
    ice.build("snow-lantern@winter")
