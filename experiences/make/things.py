"""Things people had: a rowing boat, a jetty, a bucket, a coffee set, garden furniture.

Each is a `Shape` about its own origin, its materials named in its docstring in order.
"""

import math

import numpy as np

from shapes import Shape


def rowing_boat(length=4.3, beam=1.42, seed=4):
    """A clinker-built rowing boat (eka), bow towards +y. Materials: hull, inside, trim, iron."""
    boat = Shape(seed)
    stations = np.linspace(0, 1, 33)
    half = beam / 2 * np.clip(np.sin((0.16 + 0.84 * (1 - stations)) * math.pi * 0.62), 0, 1) ** 0.8
    half *= np.clip((1 - stations) * 3.2, 0, 1) ** 0.62
    half = np.maximum(half, 0.018)
    sheer = 0.50 + 0.30 * (stations - 0.42) ** 2 / 0.336 * 0.9
    keel = -0.10 + 0.34 * np.clip(stations - 0.80, 0, 1) ** 2 / 0.04 * 0.42 + 0.10 * np.clip(0.25 - stations, 0, 1) ** 2 / 0.0625
    y = (stations - 0.45) * length

    def section(i, inset, stepped):
        """One frame of the hull from port rail over the keel to starboard rail."""
        strakes = 6
        side = []
        for j in range(strakes):
            for end in (0.0, 1.0):
                u = (j + end) / strakes  # 0 at the keel, 1 at the rail
                bulge = math.sin(u * math.pi / 2) ** 0.72
                x = half[i] * (0.10 + 0.90 * bulge) if u > 0 else half[i] * 0.10
                z = keel[i] + (sheer[i] - keel[i]) * u**1.55
                lip = (0.016 * end if stepped else 0.0) - inset
                side.append((max(x + lip, 0.004), z + inset * 0.9))
        starboard = [(x, z) for x, z in side]
        port = [(-x, z) for x, z in side[::-1]]
        return np.array([[x, y[i], z] for x, z in port + starboard])

    outer = [section(i, 0.0, True) for i in range(len(stations))]
    inner = [section(i, 0.024, False) for i in range(len(stations))]
    boat.loft(outer, 0, False, False)
    boat.loft([ring[::-1] for ring in inner], 1, False, False)
    # Transom, stem and rails.
    stern = outer[0]
    boat.add(np.concatenate([stern, [[0, y[0], 0.2]]]), [[i, i + 1, len(stern)] for i in range(len(stern) - 1)] + [[len(stern) - 1, 0, len(stern)]], 0)
    boat.box((0, y[0] + 0.01, sheer[0] - 0.14), (half[0] * 2 + 0.02, 0.045, 0.32), 0)
    boat.tube([[0, y[-3], keel[-3] - 0.03], [0, y[-1] + 0.02, keel[-1] + 0.1], [0, y[-1] + 0.05, sheer[-1] + 0.10]], [0.035, 0.035, 0.03], 8, 2)
    for side in (-1, 1):
        rail = np.stack([side * (half + 0.012), y, sheer + 0.004], -1)
        boat.tube(rail, 0.026, 8, 2)
        inwale = np.stack([side * np.maximum(half - 0.045, 0.0), y, sheer - 0.012], -1)
        boat.tube(inwale[:-2], 0.018, 6, 1)
    for i in range(3, 30, 3):
        frame = section(i, 0.034, False)
        boat.tube(frame, 0.015, 6, 1)
    for station, low in ((3, 0.20), (13, 0.19), (22, 0.16)):
        w = half[station] * 2 - 0.08
        boat.box((0, y[station], sheer[station] - low), (w, 0.25, 0.03), 2 if station == 3 else 1)
    # The bottom boards lie above the waterline, or the lake would show inside.
    wide = half * np.clip(0.60 - 1.6 * np.clip(keel, 0, 1), 0.05, 1)
    sole = np.stack([np.stack([side * wide, y, np.maximum(0.045, keel + 0.05)], -1) for side in (-1, 1)])
    boat.loft(sole, 1, False, False)
    for x in np.linspace(-0.32, 0.32, 6):
        long = length * (0.62 - 0.35 * abs(x))
        boat.box((x, -0.25, 0.058), (0.112, long, 0.018), 1)
    for side in (-1, 1):
        at = 16
        boat.tube([[side * half[at], y[at], sheer[at]], [side * half[at], y[at], sheer[at] + 0.09]], 0.012, 8, 3)
        # Oars laid inside along the boat.
        a, b = np.array([side * 0.18, y[2] + 0.25, 0.40]), np.array([side * 0.30, y[27], 0.47])
        boat.tube([a, a + (b - a) * 0.75], [0.021, 0.024], 10, 2)
        boat.beam(a + (b - a) * 0.72, b, 0.12, 0.014, 2, 0.006)
    return boat


def jetty(length, width, end, deck=0.55, seed=2, plank=0.145):
    """A jetty along y that ends at `end`. Materials: planks, posts, nails."""
    d = Shape(seed)
    r = d.random
    y = end
    while y > end - length:
        w = plank * r.uniform(0.94, 1.04)
        over = r.normal() * 0.015
        tilt = np.eye(3)
        a = r.normal() * 0.004
        tilt = np.array([[math.cos(a), 0, math.sin(a)], [0, 1, 0], [-math.sin(a), 0, math.cos(a)]])
        d.box((over, y - w / 2, deck - 0.018 + r.normal() * 0.002), (width + r.normal() * 0.03, w - 0.012, 0.036), 0, r.normal() * 0.3, 0.006, tilt)
        for x in (-1, 1):
            for k in (-0.25, 0.25):
                d.ball((x * (width / 2 - 0.16) + r.normal() * 0.006, y - w / 2 + k * w, deck + 0.001), (0.006, 0.006, 0.002), 2, 8, 4)
        y -= w
    for x in (-1, 1):
        d.beam((x * (width / 2 - 0.16), end - length, deck - 0.11), (x * (width / 2 - 0.16), end - 0.03, deck - 0.11), 0.09, 0.15, 1)
        for post in np.arange(end - 0.35, end - length, -2.4):
            high = deck - 0.03 if post < end - 1 else deck + 0.42
            at = x * (width / 2 + (0.07 if post > end - 1 else -0.16))
            d.tube([[at, post, -1.5], [at + r.normal() * 0.02, post, high]], [0.085, 0.072], 14, 1)
    return d


def bucket(seed=1):
    """A zinc bucket with its handle down. Material: zinc."""
    b = Shape(seed)
    b.turned([(0.0, 0.012), (0.098, 0.012), (0.10, 0.0), (0.104, 0.03), (0.118, 0.13), (0.132, 0.245), (0.137, 0.25), (0.132, 0.256), (0.124, 0.24), (0.10, 0.05), (0.0, 0.035)], sides=40)
    for z, r in ((0.09, 0.114), (0.18, 0.126)):
        ring = np.linspace(0, 2 * math.pi, 41)
        b.tube(np.stack([r * np.cos(ring), r * np.sin(ring), np.full(41, z)], -1), 0.003, 6, cap=False)
    a = np.linspace(0, math.pi, 21)
    b.tube(np.stack([0.138 * np.cos(a), -0.02 - 0.12 * np.sin(a), 0.235 - 0.05 * np.sin(a)], -1), 0.004, 6)
    return b


def coffee_pot(seed=1):
    """A Swedish enamelled coffee pot (kaffepanna): wide foot, straight spout low on the body,
    hinged lid with a knob, black handle. Materials: enamel, black, inside."""
    p = Shape(seed)
    p.turned([(0.0, 0.003), (0.088, 0.003), (0.094, 0.006), (0.095, 0.02), (0.088, 0.08), (0.074, 0.135), (0.064, 0.165), (0.066, 0.172), (0.064, 0.176)], sides=48)
    p.turned([(0.066, 0.174), (0.067, 0.178), (0.060, 0.186), (0.040, 0.198), (0.014, 0.206), (0.008, 0.210), (0.009, 0.216), (0.015, 0.224), (0.012, 0.232), (0.0, 0.235)], sides=48, material=0)
    for z, r in ((0.0035, 0.0945), (0.172, 0.0665), (0.178, 0.0672)):
        ring = np.linspace(0, 2 * math.pi, 49)
        p.tube(np.stack([r * np.cos(ring), r * np.sin(ring), np.full(49, z)], -1), 0.0022, 6, 1, cap=False)
    p.tube([[0.080, 0, 0.045], [0.115, 0, 0.085], [0.150, 0, 0.135], [0.170, 0, 0.160]], [0.026, 0.020, 0.013, 0.010], 16, 0)
    t = np.linspace(-0.5, 1.25, 15) * math.pi / 1.5
    handle = np.stack([-0.072 - 0.062 * np.cos(t - 0.35), np.zeros(15), 0.10 + 0.065 * np.sin(t - 0.35)], -1)
    p.tube(np.array([[-0.062, 0, 0.160], [-0.085, 0, 0.170], [-0.118, 0, 0.160], [-0.135, 0, 0.130], [-0.132, 0, 0.095], [-0.115, 0, 0.068], [-0.090, 0, 0.055]]), 0.0085, 10, 1)
    return p


def cup(seed=1):
    """A thin coffee cup on its saucer, with coffee in it. Materials: china, rim, coffee."""
    c = Shape(seed)
    c.turned([(0.0, 0.004), (0.035, 0.003), (0.045, 0.006), (0.070, 0.016), (0.073, 0.018), (0.070, 0.020), (0.045, 0.010), (0.0, 0.008)], sides=40)
    c.turned([(0.0, 0.010), (0.022, 0.010), (0.023, 0.016), (0.030, 0.024), (0.038, 0.045), (0.041, 0.066), (0.0395, 0.066), (0.036, 0.045), (0.028, 0.026), (0.0, 0.020)], sides=40)
    for r, z in ((0.0402, 0.0665), (0.0728, 0.0185)):
        ring = np.linspace(0, 2 * math.pi, 41)
        c.tube(np.stack([r * np.cos(ring), r * np.sin(ring), np.full(41, z)], -1), 0.0011, 5, 1, cap=False)
    c.turned([(0.0385, 0.056), (0.0, 0.0565)], sides=32, material=2)
    t = np.linspace(-1.9, 1.9, 13)
    c.tube(np.stack([0.038 + 0.017 * np.cos(t * 0.85) + 0.002, np.zeros(13), 0.045 + 0.016 * np.sin(t * 0.85)], -1), 0.003, 8, 1)
    return c


def bun_plate(seed=1, buns=6):
    """A plate of cinnamon buns with pearl sugar. Materials: china, rim, bun, cinnamon, sugar."""
    p = Shape(seed)
    r = p.random
    p.turned([(0.0, 0.005), (0.07, 0.004), (0.085, 0.008), (0.125, 0.020), (0.122, 0.023), (0.084, 0.012), (0.0, 0.010)], sides=48)
    ring = np.linspace(0, 2 * math.pi, 49)
    p.tube(np.stack([0.1245 * np.cos(ring), 0.1245 * np.sin(ring), np.full(49, 0.0215)], -1), 0.0015, 5, 1, cap=False)
    for i in range(buns):
        a = i * 2 * math.pi / (buns - 1)
        x, y, z = (0.062 * math.cos(a), 0.062 * math.sin(a), 0.012) if i < buns - 1 else (0.0, 0.0, 0.045)
        p.ball((x, y, z + 0.016), (0.036, 0.036, 0.022), 2, 20, 10)
        t = np.linspace(0, 4.2 * math.pi, 46)
        s = 0.033 * (1 - t / (4.8 * math.pi))
        up = z + 0.016 + 0.0225 * np.sqrt(np.clip(1 - (s / 0.0375) ** 2, 0, 1))
        p.tube(np.stack([x + s * np.cos(t), y + s * np.sin(t), up], -1), 0.0021, 6, 3)
        n = 16
        u = r.random(n) * 2 * math.pi
        q = 0.027 * np.sqrt(r.random(n))
        for k in range(n):
            p.box((x + q[k] * math.cos(u[k]), y + q[k] * math.sin(u[k]), z + 0.0165 + 0.022 * math.sqrt(max(0.0, 1 - (q[k] / 0.036) ** 2))), (0.0032, 0.0032, 0.0028), 4, r.random() * 90, 0.0006)
    return p


def table(width, depth, height=0.73, top=0.03, leg=0.06, material=0, seed=1):
    """A plain table of boards."""
    t = Shape(seed)
    boards = max(3, round(depth / 0.13))
    for i in range(boards):
        t.box((0, -depth / 2 + depth * (i + 0.5) / boards, height - top / 2), (width, depth / boards - 0.004, top), material)
    for x in (-1, 1):
        for y in (-1, 1):
            t.box((x * (width / 2 - 0.10), y * (depth / 2 - 0.09), (height - top) / 2), (leg, leg, height - top), material)
    for y in (-1, 1):
        t.box((0, y * (depth / 2 - 0.09), height - top - 0.05), (width - 0.2, 0.025, 0.09), material)
    for x in (-1, 1):
        t.box((x * (width / 2 - 0.10), 0, height - top - 0.05), (0.025, depth - 0.18, 0.09), material)
    return t


def chair(seed=1, material=0, height=0.44):
    """A Swedish stick-back chair (pinnstol), its back towards +y."""
    c = Shape(seed)
    c.box((0, 0, height), (0.42, 0.41, 0.032), material, chamfer=0.014)
    for x in (-1, 1):
        c.tube([[x * 0.19, -0.18, 0], [x * 0.16, -0.14, height]], [0.014, 0.020], 10, material)
        c.tube([[x * 0.20, 0.24, 0], [x * 0.15, 0.15, height]], [0.014, 0.020], 10, material)
        c.tube([[x * 0.18, -0.16, 0.17], [x * 0.18, 0.205, 0.17]], 0.011, 8, material)
    c.tube([[-0.18, 0.02, 0.17], [0.18, 0.02, 0.17]], 0.011, 8, material)
    for x in np.linspace(-0.17, 0.17, 7):
        c.tube([[x * 0.95, 0.17, height], [x * 1.15, 0.25, height + 0.45]], 0.0085 if abs(x) < 0.16 else 0.013, 8, material)
    a = np.linspace(-0.225, 0.225, 9)
    c.tube(np.stack([a, 0.255 - 0.35 * a**2, np.full(9, height + 0.46)], -1), [0.02, 0.026, 0.028, 0.028, 0.028, 0.028, 0.028, 0.026, 0.02], 10, material)
    return c


def rope(a, b, sag=0.2, radius=0.011, seed=1):
    """A rope hanging from a to b. Material: rope."""
    r = Shape(seed)
    t = np.linspace(0, 1, 24)[:, None]
    line = np.asarray(a, float) * (1 - t) + np.asarray(b, float) * t
    line[:, 2] -= sag * 4 * (t * (1 - t))[:, 0]
    r.tube(line, radius, 8)
    return r


def flag(width=1.6, seed=1):
    """A Swedish flag hanging out from x = 0 in a light air. Materials: blue, yellow."""
    f = Shape(seed)
    tall = width * 10 / 16
    xs = np.array([0, 0.3125, 0.4375, 1.0]) * width
    zs = np.array([0, 0.4, 0.6, 1.0]) * tall

    def cloth(x, z):
        """The waving cloth."""
        t = x / width
        return np.stack([x * (1 - 0.10 * t), 0.10 * t * np.sin(5.2 * t + 2.2 * z / tall) + 0.05 * np.sin(9 * t - z), z - 0.16 * tall * t**1.4 + 0.02 * np.sin(7 * t)], -1)

    for i in range(3):
        for j in range(3):
            u, v = np.meshgrid(np.linspace(xs[i], xs[i + 1], 16), np.linspace(zs[j], zs[j + 1], 8))
            f.loft(cloth(u, v), 1 if i == 1 or j == 1 else 0, True, False)
    return f


def picket_fence(points, height=0.95, gap=0.11, seed=1):
    """A white picket fence along (x, y, z) points. Material: paint."""
    f = Shape(seed)
    points = np.asarray(points, float)
    for a, b in zip(points[:-1], points[1:]):
        span = np.linalg.norm(b[:2] - a[:2])
        turn = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
        for k in np.arange(0, span, gap):
            p = a + (b - a) * k / span
            f.box((p[0], p[1], p[2] + height / 2 + 0.06), (0.062, 0.02, height + f.random.normal() * 0.006), 0, turn)
        for z in (0.28, 0.78):
            f.beam(a + [0, 0, z], b + [0, 0, z], 0.03, 0.07, 0)
        f.box((a[0], a[1], a[2] + height / 2), (0.09, 0.09, height + 0.15), 0, turn)
    return f


def jug(seed=1, scale=1.0):
    """A small milk jug. Materials: china, rim, milk."""
    j = Shape(seed)
    s = scale
    j.turned([(0, 0.002), (0.028 * s, 0.0), (0.036 * s, 0.02 * s), (0.038 * s, 0.04 * s), (0.029 * s, 0.068 * s), (0.033 * s, 0.088 * s), (0.031 * s, 0.088 * s), (0.027 * s, 0.068 * s)], sides=32)
    j.turned([(0.029 * s, 0.075 * s), (0, 0.0755 * s)], sides=24, material=2)
    j.tube(np.array([[-0.030, 0, 0.078], [-0.052, 0, 0.076], [-0.056, 0, 0.05], [-0.036, 0, 0.03]]) * s, 0.0035 * s, 8)
    j.tube(np.array([[0.029, 0, 0.080], [0.044, 0, 0.092]]) * s, [0.010 * s, 0.005 * s], 10)
    return j


def vase_of_flowers(seed=1, stems=12, height=0.24, blossom=0.022, balls=True):
    """A glass of cut flowers. Materials: glass, leaf, flower."""
    v = Shape(seed)
    r = v.random
    v.turned([(0, 0.0), (0.032, 0.0), (0.038, 0.03), (0.030, 0.085), (0.036, 0.12), (0.034, 0.12), (0.028, 0.085), (0.0, 0.01)], sides=32)
    for _ in range(stems):
        out = r.normal(size=2) * 0.05
        top = np.array([out[0], out[1], height * r.uniform(0.8, 1.15)])
        v.tube([[0, 0, 0.03], [out[0] * 0.3, out[1] * 0.3, 0.12], top], 0.0016, 5, 1)
        n = 46 if balls else 9
        spread = r.normal(size=(n, 3)) * ([0.016, 0.016, 0.032] if balls else [0.006, 0.006, 0.004])
        v.kites(top + spread, r.normal(size=(n, 3)) + [0, 0, 0.5], blossom * (0.6 if balls else 1), blossom * 0.5, None, 2)
        v.kites(np.tile(top * 0.72, (3, 1)) + r.normal(size=(3, 3)) * 0.01, r.normal(size=(3, 3)) + [0, 0, 0.4], 0.06, 0.035, None, 1, 0.2)
    return v
