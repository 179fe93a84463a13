"""Things people put into a garden: fence, flag, clothes line, bench, bird bath, arch, chair and table."""

import math

import numpy as np

import blooms
import world
from form import Form, linear, toned
from land import height

UP = np.array([0, 0, 1.0])
WHITE = "efebe0"
BATH = (0.74, 4.5)
BENCH = (2.55, 7.9)
ARCH = (-0.95, 6.2)


def fence():
    """White pickets round the garden, a gate behind the seat; snow on the pickets in winter."""
    f, snow = Form(501), Form(502)
    lines = [[(-11.5, -9.0), (-1.0, -9.0)], [(1.0, -9.0), (12.8, -8.8)], [(12.8, -8.8), (12.8, 12.5)], [(12.8, 12.5), (6.0, 17.0)], [(-11.5, -9.0), (-11.8, 8.0)]]
    for a, b in lines:
        a, b = np.array(a), np.array(b)
        length = np.linalg.norm(b - a)
        turn = math.degrees(math.atan2(*(b - a)[::-1]))
        n = int(length / 0.20)
        for k in range(n):
            p = a + (b - a) * (k + 0.5) / n
            z = float(height(*p))
            w, h = 0.042, 0.88
            c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            outline = np.array([(-w, 0.06), (w, 0.06), (w, h - 0.07), (0, h), (-w, h - 0.07)])
            local = np.stack([outline[:, 0] * c, outline[:, 0] * s, outline[:, 1]], -1) + [*p, z]
            f.add(local, [[0, 1, 2, 3, 4]], linear(WHITE) * f.random.uniform(0.9, 1.02), "cloth-fence")
        steps = max(2, int(length / 2.0))
        for k in range(steps):
            p, q = a + (b - a) * k / steps, a + (b - a) * (k + 1) / steps
            for z in (0.26, 0.66):
                f.beam((*p, float(height(*p)) + z), (*q, float(height(*q)) + z), 0.04, 0.07, WHITE)
            f.box((*p, float(height(*p)) + 0.45), (0.10, 0.10, 0.95), WHITE)
            line = np.linspace([*p, float(height(*p)) + 0.89], [*q, float(height(*q)) + 0.89], 5)
            blooms.snow_line(snow, line, 0.08, 0.07)
    for x in (-1.0, 1.0):
        f.box((x, -9.0, 0.65), (0.14, 0.14, 1.35), WHITE)
        f.ball((x, -9.0, 1.38), 0.09, WHITE, 8, 6)
    f.build("fence")
    snow.build("fence-snow@winter")


def flagpole():
    """The flag by day, a pennant in the evening."""
    x, y = -8.4, 8.8
    z = float(height(x, y))
    f, flag, pennant = Form(503), Form(504), Form(505)
    f.tube([(x, y, z), (x, y, z + 5), (x, y, z + 8.6)], [0.075, 0.06, 0.04], WHITE, 9)
    f.ball((x, y, z + 8.68), 0.09, "d9b25a", 9, 7)
    n, m = 17, 11
    u, v = np.meshgrid(np.linspace(0, 2.3, n), np.linspace(0, 1.44, m))
    cross = (np.abs(v - 0.72) < 0.15) | (np.abs(u - 0.86) < 0.16)
    # Hangs easily, with soft folds.
    px = u * 0.80
    py = 0.16 * np.sin(u * 3.0 + v) * (u / 2.3) ** 0.7
    pz = v - 0.22 * (u / 2.3) ** 1.6 * 1.6
    c, s = math.cos(math.radians(-18)), math.sin(math.radians(-18))
    points = np.stack([x + 0.06 + px * c - py * s, y + px * s + py * c, z + 7.05 + pz], -1)
    index = np.arange(n * m).reshape(m, n)
    faces = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], -1).reshape(-1, 4)
    flag.add(points.reshape(-1, 3), faces, np.where(cross[..., None], linear("f3c02c"), linear("1f5c9e")).reshape(-1, 3), "cloth-flag", True, (u / 2.3 * 0.9).reshape(-1))
    t = np.linspace(0, 1, 14)
    top = np.stack([x + 0.06 + 2.6 * t * c * 0.55, y + 2.6 * t * s * 0.55 + 0.1 * np.sin(t * 7), z + 8.4 - 1.7 * t**1.3], -1)
    wide = 0.34 * (1 - t) + 0.03
    half = [top + UP * wide[:, None] / 2, top + UP * wide[:, None] / 12, top - UP * wide[:, None] / 12, top - UP * wide[:, None] / 2]
    blue, yellow = linear("1f5c9e"), linear("f3c02c")
    for k, colour in enumerate((blue, yellow, blue)):
        pennant.loft(np.stack([half[k + 1], half[k]]), colour, "cloth-flag", True, False, sway=np.tile(t * 0.9, 2))
    f.build("flagpole")
    flag.build("flag@morning+day")
    pennant.build("pennant@evening+night")


def clothes_line():
    """Sheets and shirts on a line between two posts, drying in the wind; the line alone in winter."""
    a, b = np.array([7.8, 9.6]), np.array([11.6, 7.2])
    f, wash = Form(506), Form(507)
    posts = [np.array([*p, float(height(*p))]) for p in (a, b)]
    for p in posts:
        f.tube([p, p + UP * 1.95], [0.05, 0.045], "9a8a70", 6)
        f.beam(p + UP * 1.88 - [0.25, 0.35, 0], p + UP * 1.88 + [0.25, 0.35, 0], 0.05, 0.06, "9a8a70")
    line = lambda s, o=0.0: posts[0] + UP * (1.86 - 0.10 * math.sin(math.pi * s)) + (posts[1] - posts[0]) * s + np.array([0.2, 0.3, 0]) * o
    for o in (-1, 1):
        f.tube([line(s, o) for s in np.linspace(0, 1, 9)], 0.008, "d8d2c2", 3)
    for s0, s1, drop, colour, o in ((0.06, 0.44, 1.25, "f4f2ec", -1), (0.50, 0.72, 0.95, "dfe6ee", -1), (0.76, 0.92, 0.62, "e8c9c4", -1), (0.30, 0.62, 1.2, "f1eee4", 1), (0.70, 0.86, 0.5, "a9c0d8", 1)):
        n, m = 11, 7
        rows, paint, sway = [], [], []
        for v in np.linspace(0, 1, m):
            row = []
            for k, s in enumerate(np.linspace(s0, s1, n)):
                bulge = 0.07 * math.sin(k * 1.3 + o) * v + 0.10 * math.sin(math.pi * k / (n - 1)) * v
                row.append(line(s, o) - UP * (drop * v + 0.03 * math.sin(math.pi * k / (n - 1))) + np.array([0.55, 0.83, 0]) * bulge)
            rows.append(row), sway.append(np.full(n, 0.75 * v))
            stripe = 1.0 - 0.06 * (np.arange(n) % 2)
            paint.append(linear(colour) * stripe[:, None])
        # From below upwards, so that they face the seat and the sun of the day.
        wash.loft(np.array(rows)[::-1], np.array(paint)[::-1], "cloth-wash", True, False, sway=np.array(sway)[::-1].reshape(-1))
        for s in np.linspace(s0 + 0.01, s1 - 0.01, 4):
            wash.box(line(s, o) + UP * 0.01, (0.02, 0.03, 0.09), "c9a673")
    f.build("clothes-posts")
    wash.build("washing@spring+summer+autumn")


def bench():
    """A white garden bench under the apple tree, a target; a cushion and a straw hat on it, snow in winter."""
    x, y = BENCH
    here = world.target(world.keep(world.empty("bench", (x, y, float(height(x, y))), 172), baked=True))
    f, soft, snow = Form(508), Form(509), Form(510)
    for s in (-0.82, 0.82):
        for v in (-0.22, 0.24):
            f.box((s, v, 0.22), (0.07, 0.07, 0.44), WHITE)
        f.box((s, -0.25, 0.68), (0.07, 0.06, 0.56), WHITE)
        f.beam((s, -0.26, 0.66), (s, 0.27, 0.66), 0.07, 0.05, WHITE)
        f.box((s, 0.24, 0.54), (0.06, 0.06, 0.24), WHITE)
    for v in (-0.15, -0.02, 0.11, 0.24):
        f.box((0, v, 0.45), (1.72, 0.115, 0.035), WHITE, tone=0.03)
    a = np.linspace(-0.82, 0.82, 11)
    arch = np.stack([a, np.full(11, -0.26), 0.92 + 0.14 * np.cos(a / 0.82 * math.pi / 2)], -1)
    f.tube(arch, 0.038, WHITE, 5)
    for k in range(13):
        u = -0.72 + 0.12 * k
        f.box((u, -0.25, 0.49 + 0.24 + 0.06 * math.cos(u / 0.82 * math.pi / 2)), (0.045, 0.022, 0.46 + 0.12 * math.cos(u / 0.82 * math.pi / 2)), WHITE)
    soft.ball((-0.45, -0.12, 0.60), (0.20, 0.09, 0.17), "c8646a", 10, 6)
    soft.turned([(0.21, 0.475), (0.20, 0.485), (0.11, 0.49), (0.10, 0.57), (0.05, 0.60), (0.0, 0.60)], [linear(c) for c in ("e0c078", "e0c078", "b0483c", "e0c078", "e0c078", "e0c078")], (0.42, 0.06, 0), 14)
    snow.box((0, 0.04, 0.50), (1.66, 0.44, 0.08), "eef3f9", material="solid-snow")
    blooms.snow_line(snow, arch + UP * 0.03, 0.08, 0.07)
    f.build("bench-wood", parent=here)
    for form, name in ((soft, "bench-cushion@spring+summer+autumn"), (snow, "bench-snow@winter")):
        world.keep(form.build(name, parent=here), baked=True)


def bird_bath():
    """A stone bowl on a foot, a target; water in it, in winter a cap of snow."""
    x, y = BATH
    here = world.target(world.keep(world.empty("bird-bath", (x, y, float(height(x, y)))), baked=True))
    f, water, snow = Form(511), Form(512), Form(513)
    stone = [linear("9a958b") * k for k in (0.8, 0.9, 1.0, 0.95, 1.0, 1.05, 1.1, 1.0, 1.05, 1.1, 0.9, 0.8)]
    f.turned([(0.22, 0.0), (0.22, 0.06), (0.12, 0.12), (0.085, 0.30), (0.10, 0.52), (0.17, 0.60), (0.33, 0.66), (0.39, 0.72), (0.40, 0.75), (0.37, 0.75), (0.30, 0.69), (0.0, 0.66)], stone, sides=20)
    a = np.linspace(0, 2 * math.pi, 20, endpoint=False)
    ring = np.stack([0.345 * np.cos(a), 0.345 * np.sin(a), np.full(20, 0.722)], -1)
    water.add(np.concatenate([ring, [[0, 0, 0.722]]]), [[k, (k + 1) % 20, 20] for k in range(20)], np.concatenate([np.tile(linear("8fb0c0"), (20, 1)), [linear("5f8494")]]), "solid-pool", True, facing=(0, 0, 1))
    blooms.snow_cap(snow, (0, 0, 0.71), (0.84, 0.84, 0.20), 3)
    f.build("bath-stone", parent=here)
    for form, name in ((water, "bath-water@spring+summer+autumn"), (snow, "bath-snow@winter")):
        world.keep(form.build(name, parent=here), baked=True)


def arch():
    """A white arch over the path with climbing roses."""
    x, y = ARCH
    z = float(height(x, y))
    f, green, bloom, snow = Form(514), Form(515), Form(516), Form(517)
    r = green.random
    a = np.linspace(0, math.pi, 13)
    curve = np.stack([x - 0.82 * np.cos(a), np.full(13, y), z + 1.75 + 0.62 * np.sin(a)], -1)
    for dy in (-0.28, 0.28):
        f.tube(np.concatenate([[[x - 0.82, y + dy, z]], curve + [0, dy, 0], [[x + 0.82, y + dy, z]]]), 0.028, WHITE, 5)
    for p in list(curve[::2]) + [np.array([x + s * 0.82, y, z + h]) for s in (-1, 1) for h in (0.35, 0.75, 1.15, 1.5)]:
        f.beam(p - [0, 0.28, 0], p + [0, 0.28, 0], 0.03, 0.03, WHITE)
    n = 300
    t = r.random(n)
    leg = t < 0.52
    p = np.where(leg[:, None], np.stack([x + np.where(r.random(n) < 0.5, -0.84, 0.84), np.full(n, y), z + 1.85 * r.random(n)], -1), curve[r.integers(0, 13, n)])
    out = np.where(leg[:, None], np.stack([np.sign(p[:, 0] - x), np.zeros(n), np.zeros(n)], -1), p - [x, y, z + 1.6])
    out = out / (np.linalg.norm(out, axis=1, keepdims=True) + 1e-9)
    base = p + r.normal(size=(n, 3)) * [0.12, 0.24, 0.12] + out * 0.06
    green.kites(base, out + r.normal(size=(n, 3)) * 0.7, 0.12, 0.085, toned(r, n, "54793a", "6b9048", "46682f"), "leaf-rose", None, 0.15, 0.3, out + UP * 0.4)
    for k in r.integers(0, n, 46):
        way = out[k] + np.array([0, -0.9, 0.25])
        blooms.rose(bloom, base[k] + way * 0.07, way, 0.085, ("e2758a", "f0a9b6", "d85a74")[k % 3], petals=(4, 6))
    f.build("arch")
    green.build("arch-leaves")
    blooms.snow_line(snow, curve + UP * 0.03, 0.5, 0.12)
    bloom.build("arch-roses@summer")
    snow.build("arch-snow@winter")


def outhouse():
    """The red outhouse with a heart in its door, a pile of birch logs beside it, a wheelbarrow."""
    from cottage import DOOR, boards

    x, y, turn = -7.6, -5.6, 128
    z = float(height(x, y)) - 0.02
    f, snow = Form(521), Form(522)
    w, d, h = 1.5, 1.4, 2.05
    for a, b, out in (((-w / 2, 0), (w / 2, 0), (0, -1)), ((w / 2, 0), (w / 2, d), (1, 0)), ((w / 2, d), (-w / 2, d), (0, 1)), ((-w / 2, d), (-w / 2, 0), (-1, 0))):
        boards(f, a, b, 0.08, h, out, gable=0.55 if out[1] else None)
    for sx in (-1, 1):
        for sy in (0, d):
            f.box((sx * w / 2, sy, h / 2 + 0.05), (0.10, 0.10, h), WHITE)
        slope = np.array([[(sx * (w / 2 + 0.22) * t, yy, h + 0.66 - 0.74 * t) for yy in np.linspace(-0.25, d + 0.2, 4)] for t in np.linspace(0, 1, 4)])
        cells = [[4 * i + j, 4 * i + j + 1, 4 * i + j + 5, 4 * i + j + 4] for i in range(3) for j in range(3)]
        f.add(slope.reshape(-1, 3), cells, "5d4a3d", facing=(sx, 0, 1))
        snow.add(slope.reshape(-1, 3) + [0, 0, 0.11], cells, "eef3f9", "solid-snow", True, facing=(sx, 0, 1))
        f.beam((0, -0.26, h + 0.64), (sx * (w / 2 + 0.22), -0.26, h - 0.10), 0.03, 0.13, WHITE)
    f.box((0, -0.04, 1.0), (0.74, 0.05, 1.75), DOOR)
    for s in (-0.42, 0.42):
        f.box((s, -0.05, 1.02), (0.09, 0.07, 1.9), WHITE)
    f.box((0, -0.05, 1.95), (0.94, 0.07, 0.10), WHITE)
    t = np.linspace(0, 2 * math.pi, 15)[:-1]
    heart = np.stack([0.0055 * 16 * np.sin(t) ** 3, np.full(14, -0.072), 1.55 + 0.0055 * (13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))], -1)
    f.add(np.concatenate([heart, [[0, -0.072, 1.55]]]), [[k, (k + 1) % 14, 14] for k in range(14)], "1d1a18", facing=(0, -1, 0))
    f.build("outhouse", (x, y, z), turn)
    snow.build("outhouse-snow@winter", (x, y, z), turn)
    logs = Form(523)
    for row in range(5):
        for k in range(9 - row % 2):
            p = (-0.8 + 0.18 * k + 0.09 * (row % 2), 0, 0.09 + 0.155 * row)
            logs.tube([(p[0], -0.2, p[2]), (p[0], 0.2, p[2])], 0.085, ["d9cfc0", "d9cfc0"], 6, cap=True, tone=0.12)
    logs.build("logs", (-5.6, -6.6, float(height(-5.6, -6.6))), 150)


def table_and_chair():
    """A garden chair with a sleeping cat's cushion to the left, a coffee table between."""
    f = Form(518)
    x, y, turn = -1.85, 2.35, -38
    c = Form(519)
    for a in (-0.2, 0.2):
        for b in (-0.2, 0.2):
            c.tube([(a, b, 0), (a, b, 0.42)], 0.022, WHITE, 5)
        c.tube([(a, 0.2, 0.42), (a, 0.26, 0.92)], 0.022, WHITE, 5)
    for k in range(5):
        c.box((0, -0.18 + 0.09 * k, 0.43), (0.48, 0.075, 0.025), WHITE, tone=0.03)
    for z in (0.58, 0.72, 0.86):
        c.box((0, 0.20 + 0.12 * (z - 0.42), z), (0.42, 0.02, 0.07), WHITE)
    c.ball((0, -0.01, 0.465), (0.21, 0.20, 0.035), "5d7fa8", 12, 5)
    f.merge(c, (x, y, 0), turn)
    f.build("cat-chair")
    return (x, y, 0.495), turn
