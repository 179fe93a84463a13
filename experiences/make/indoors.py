"""Things of a Swedish kitchen around 1955: stove, Mora clock, radio, settle, rag rug, dresser.

Each is a `Shape` about its own origin standing on the floor (or the shelf), front towards −y,
its materials named in its docstring in order.
"""

import math

import numpy as np

from shapes import Shape, noise2


def wood_stove(seed=1):
    """A whitewashed hearth with a black iron range (vedspis) in it. Materials: plaster, iron, brass,
    glow, steel."""
    s = Shape(seed)
    s.box((0, 0.05, 0.36), (1.30, 0.72, 0.72), 0, chamfer=0.02)
    s.box((0.0, 0.05, 0.04), (1.40, 0.86, 0.08), 0, chamfer=0.02)
    # The range: front plate, doors, top with its rings, rail.
    s.box((0.05, -0.30, 0.42), (1.02, 0.06, 0.60), 1, chamfer=0.008)
    s.box((0.05, -0.02, 0.735), (1.10, 0.66, 0.035), 1, chamfer=0.008)
    for x, z, w, h in ((-0.28, 0.55, 0.26, 0.17), (-0.28, 0.29, 0.26, 0.20), (0.26, 0.42, 0.46, 0.40)):
        s.box((x, -0.335, z), (w, 0.025, h), 1, chamfer=0.010)
        s.box((x, -0.350, z), (w - 0.06, 0.015, h - 0.06), 1, chamfer=0.006)
        s.tube([[x + w / 2 - 0.03, -0.355, z], [x + w / 2 - 0.03, -0.385, z]], 0.010, 10, 2)
        s.ball((x + w / 2 - 0.03, -0.39, z), 0.016, 2)
        for k in (-1, 1):
            s.tube([[x - w / 2 + 0.005, -0.345, z + k * h * 0.3 - 0.02], [x - w / 2 + 0.005, -0.345, z + k * h * 0.3 + 0.02]], 0.009, 8, 1)
    for x in (-0.35, -0.31, -0.27, -0.23):
        s.box((x, -0.352, 0.475), (0.014, 0.012, 0.03), 3, chamfer=0.002)
    for x, y, r in ((-0.26, -0.06, 0.13), (0.26, -0.06, 0.13), (0.0, 0.14, 0.08)):
        for k in (1.0, 0.66, 0.33):
            a = np.linspace(0, 2 * math.pi, 41)
            s.tube(np.stack([x + 0.05 + r * k * np.cos(a), y + r * k * np.sin(a), np.full(41, 0.753)], -1), 0.003, 6, 1, cap=False)
    s.tube([[-0.44, -0.40, 0.70], [0.54, -0.40, 0.70]], 0.011, 12, 2)
    for x in (-0.42, 0.52):
        s.tube([[x, -0.33, 0.70], [x, -0.40, 0.70]], 0.010, 8, 2)
        s.ball((x + math.copysign(0.025, x), -0.40, 0.70), 0.018, 2)
    # The hood and the chimney breast.
    for x in (-1, 1):
        s.box((x * 0.60, 0.10, 1.14), (0.12, 0.62, 0.84), 0, chamfer=0.02)
    s.box((0, 0.36, 1.2), (1.2, 0.10, 1.0), 0, chamfer=0.01)
    s.add(*_frustum((1.34, 0.80), (0.80, 0.50), 1.52, 2.0, 0.05), 0)
    s.box((0, 0.05, 1.54), (1.38, 0.82, 0.07), 0, chamfer=0.02)
    s.box((0, 0.13, 2.35), (0.80, 0.50, 0.75), 0, chamfer=0.02)
    return s


def _frustum(low, high, z0, z1, y):
    corners = []
    for (w, d), z, shift in ((low, z0, 0.0), (high, z1, 0.08)):
        corners += [[-w / 2, y - d / 2 + shift, z], [w / 2, y - d / 2 + shift, z], [w / 2, y + d / 2 + shift * 0.3, z], [-w / 2, y + d / 2 + shift * 0.3, z]]
    return corners, [[i, (i + 1) % 4, (i + 1) % 4 + 4, i + 4] for i in range(4)]


def kettle(seed=1):
    """A copper kettle. Materials: copper, iron."""
    k = Shape(seed)
    k.turned([(0.0, 0.0), (0.10, 0.0), (0.115, 0.015), (0.118, 0.06), (0.10, 0.12), (0.06, 0.15), (0.055, 0.158), (0.045, 0.166), (0.012, 0.176), (0.010, 0.186), (0.016, 0.194), (0.0, 0.204)], sides=40)
    k.tube([[0.10, 0, 0.06], [0.15, 0, 0.10], [0.175, 0, 0.15]], [0.022, 0.014, 0.010], 12, 0)
    a = np.linspace(0.12, 0.88, 15) * math.pi
    k.tube(np.stack([0.085 * np.cos(a), np.zeros(15), 0.12 + 0.15 * np.sin(a)], -1), 0.007, 10, 1)
    return k


def mora_clock(seed=1):
    """A Mora clock (moraklocka): the curved pendulum clock of Dalarna. Materials: paint, gilt, face,
    black, brass, glass."""
    c = Shape(seed)
    z = np.array([0.0, 0.10, 0.11, 0.32, 0.34, 0.45, 0.62, 0.80, 1.0, 1.18, 1.32, 1.42, 1.48])
    w = np.array([0.235, 0.235, 0.215, 0.20, 0.175, 0.20, 0.235, 0.255, 0.24, 0.20, 0.155, 0.135, 0.17])
    zz = np.linspace(0, 1.48, 60)
    ww = np.interp(zz, z, w)
    ww[8:-3] = np.convolve(np.pad(ww, 3, mode="edge"), np.ones(7) / 7, "valid")[8:-3]
    rings = []
    for half, height in zip(ww, zz):
        deep = 0.10 + 0.05 * (half > 0.205)
        deep = 0.12
        c2 = half * 0.72
        rings.append([[-half, 0.0, height], [-c2, -deep, height], [c2, -deep, height], [half, 0.0, height], [half, deep, height], [-half, deep, height]])
    c.loft(rings, 0, False, True, True)
    # The round head with its hood.
    a = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    for r, y0, y1, material in ((0.245, -0.12, 0.12, 0), (0.262, -0.135, -0.10, 0), (0.222, -0.137, -0.128, 1)):
        ring = np.stack([r * np.cos(a), np.zeros(48), 1.70 + r * np.sin(a)], -1)
        c.loft([ring + [0, y1, 0], ring + [0, y0, 0]], material, False, True, True)
    c.ball((0, -0.03, 1.985), (0.05, 0.04, 0.06), 1)
    c.turned([(0.05, 0), (0.02, 0.03), (0.03, 0.05), (0.0, 0.10)], (0, -0.03, 2.02), 20, 1)
    for x in (-1, 1):
        c.tube([[x * 0.03, -0.05, 1.95], [x * 0.14, -0.06, 1.955], [x * 0.19, -0.06, 1.915]], [0.022, 0.018, 0.006], 10, 1)
    face = np.stack([0.205 * np.cos(a), np.full(48, -0.139), 1.70 + 0.205 * np.sin(a)], -1)
    c.loft([face, face * [0, 1, 0] + [0, 0, 1.70]], 2, False, True)
    for hour in range(12):
        b = hour * math.pi / 6
        way = np.array([math.sin(b), 0, math.cos(b)])
        c.beam(np.array([0, -0.141, 1.70]) + way * 0.150, np.array([0, -0.141, 1.70]) + way * (0.190 if hour % 3 else 0.195), 0.010 if hour % 3 else 0.016, 0.003, 3, 0.0005)
    for angle, long, wide in ((14.5 / 12 * 2 * math.pi, 0.11, 0.014), (0.5 * 2 * math.pi * 0.34, 0.165, 0.009)):
        way = np.array([math.sin(angle), 0, math.cos(angle)])
        c.beam(np.array([0, -0.146, 1.70]) - way * 0.025, np.array([0, -0.146, 1.70]) + way * long, wide, 0.003, 3, 0.0005)
    c.ball((0, -0.147, 1.70), (0.012, 0.004, 0.012), 4)
    # The little window in the belly, with the pendulum behind it.
    ring = np.stack([0.085 * np.cos(a), np.full(48, -0.123), 0.86 + 0.085 * np.sin(a)], -1)
    c.loft([ring, ring * [0, 1, 0] + [0, 0, 0.86]], 3, False, True)
    c.ball((0.018, -0.128, 0.85), (0.055, 0.008, 0.055), 4, 32, 12)
    outer = np.stack([0.090 * np.cos(np.append(a, 0)), np.full(49, -0.128), 0.86 + 0.090 * np.sin(np.append(a, 0))], -1)
    c.tube(outer, 0.010, 8, 1, cap=False)
    for height in (0.105, 0.33, 1.47):
        half = float(np.interp(height, z, w)) + 0.012
        c.box((0, -0.01, height), (half * 1.75, 0.26, 0.022), 1, chamfer=0.006)
    return c


def radio(seed=1):
    """A valve radio of the fifties. Materials: veneer, cloth, ivory, glowing dial, brass."""
    r = Shape(seed)
    w, h, d = 0.52, 0.34, 0.22
    outline = []
    for cx, cz, start in ((w / 2 - 0.05, h - 0.05, 0), (-w / 2 + 0.05, h - 0.05, 90), (-w / 2 + 0.025, 0.025, 180), (w / 2 - 0.025, 0.025, 270)):
        radius = 0.05 if cz > 0.1 else 0.025
        for k in np.linspace(0, 90, 7):
            b = math.radians(start + k)
            outline.append([cx + radius * math.cos(b), 0, cz + radius * math.sin(b)])
    outline = np.array(outline)
    r.loft([outline + [0, d / 2, 0], outline + [0, -d / 2 + 0.01, 0], outline * [0.985, 1, 0.985] + [0, -d / 2, 0.002]], 0, False, True, True)
    inner = outline * [0.90, 1, 0.52] + [0, -d / 2 - 0.002, 0.135]
    r.loft([inner, inner * [0, 1, 0] + [0, 0, 0.225]], 1, False, True)
    r.tube(np.concatenate([inner, inner[:1]]), 0.005, 8, 4, cap=False)
    r.box((0, -d / 2 - 0.004, 0.088), (0.34, 0.008, 0.062), 3, chamfer=0.002)
    for x in (-0.215, 0.215):
        r.tube([[x, -d / 2, 0.085], [x, -d / 2 - 0.028, 0.085]], [0.030, 0.027], 24, 2)
        r.tube([[x, -d / 2, 0.085], [x, -d / 2 - 0.006, 0.085]], 0.036, 24, 4)
    for x in np.linspace(-0.10, 0.10, 5):
        r.box((x, -d / 2 - 0.008, 0.032), (0.036, 0.018, 0.020), 2, chamfer=0.005)
    r.beam((0.04, -d / 2 - 0.009, 0.062), (0.04, -d / 2 - 0.009, 0.114), 0.003, 0.002, 2, 0.0003)
    return r


def settle(width=1.75, seed=1):
    """A wooden kitchen settle (kökssoffa) with cushions. Materials: paint, cloth, cloth."""
    s = Shape(seed)
    s.box((0, 0, 0.21), (width, 0.52, 0.36), 0, chamfer=0.01)
    for i in range(4):
        s.box((-width / 2 + width * (i + 0.5) / 4, -0.265, 0.21), (width / 4 - 0.09, 0.015, 0.24), 0, chamfer=0.006)
    s.box((0, -0.01, 0.405), (width + 0.02, 0.56, 0.03), 0, chamfer=0.01)
    for x in (-1, 1):
        s.box((x * (width / 2 + 0.005), 0.0, 0.50), (0.035, 0.54, 0.16), 0, chamfer=0.01)
        s.tube([[x * (width / 2 + 0.005), -0.24, 0.66], [x * (width / 2 + 0.005), 0.22, 0.68]], 0.026, 12, 0)
        s.box((x * (width / 2 + 0.005), -0.24, 0.52), (0.05, 0.05, 0.27), 0), s.box((x * (width / 2 + 0.005), 0.24, 0.62), (0.05, 0.05, 0.80), 0)
    s.box((0, 0.245, 0.90), (width, 0.03, 0.14), 0, chamfer=0.012), s.box((0, 0.245, 0.56), (width, 0.025, 0.10), 0)
    for x in np.linspace(-width / 2 + 0.1, width / 2 - 0.1, 17):
        s.tube([[x, 0.245, 0.60], [x, 0.245, 0.84]], 0.010, 8, 0)
    s.ball((0, -0.02, 0.445), (width / 2 - 0.03, 0.25, 0.05), 1, 40, 12)
    tilt = np.array([[1, 0, 0], [0, 0.25, -0.97], [0, 0.97, 0.25]])
    for x, turn in ((-0.55, 8), (0.52, -10)):
        cushion = Shape(3)
        cushion.ball((0, 0, 0), (0.21, 0.075, 0.20), 2, 24, 16)
        s.merge(cushion, offset=(x, 0.12, 0.64), turn=turn)
    return s


def rag_rug(width, length, seed=1):
    """A woven rag rug (trasmatta), stripes across, with fringes. Materials: weave, fringe."""
    r = Shape(seed)
    x, y = np.meshgrid(np.linspace(-width / 2, width / 2, 24), np.linspace(-length / 2, length / 2, 160))
    edge = 0.006 * np.sin(y * 30 + 2 * np.sign(x)) * (np.abs(x) > width / 2 - 0.02)
    z = 0.010 + 0.003 * noise2(x, y, 3, 3, 0.7)
    r.loft(np.stack([x + edge, y, z], -1), 0, True, False)
    for side in (-1, 1):
        for k in np.linspace(-width / 2 + 0.01, width / 2 - 0.01, int(width / 0.012)):
            r.tube([[k, side * length / 2, 0.008], [k + r.random.normal() * 0.008, side * (length / 2 + 0.05), 0.005]], 0.0022, 4, 1, cap=False)
    return r


def geranium(seed=1):
    """A potted geranium (pelargon). Materials: clay, leaf, flower, earth."""
    g = Shape(seed)
    r = g.random
    g.turned([(0, 0.0), (0.055, 0.0), (0.075, 0.105), (0.082, 0.105), (0.083, 0.13), (0.074, 0.13), (0.070, 0.11)], sides=28)
    g.turned([(0.072, 0.115), (0, 0.118)], sides=20, material=3)
    for k in range(34):
        a, out, up = r.random() * 2 * math.pi, r.uniform(0.03, 0.13), r.uniform(0.15, 0.33)
        top = np.array([out * math.cos(a), out * math.sin(a), up])
        g.tube([[0, 0, 0.11], top * [0.5, 0.5, 0.8], top], 0.0022, 4, 1, cap=False)
        size, n = r.uniform(0.028, 0.048), 14
        b = np.linspace(0.25, 2 * math.pi - 0.25, n)
        way = np.array([math.cos(a), math.sin(a)])
        wave = 1 + 0.10 * np.cos(b * 7)
        edge = np.stack([top[0] + size * wave * np.cos(b + a), top[1] + size * wave * np.sin(b + a), top[2] + 0.010 * np.cos(b * 3) - 0.25 * size * np.cos(b)], -1)
        g.add(np.concatenate([[top], edge]), [[0, i, i + 1] for i in range(1, n)], 1, True)
    for k in range(5):
        a, out = r.random() * 2 * math.pi, r.uniform(0.0, 0.08)
        top = np.array([out * math.cos(a), out * math.sin(a), r.uniform(0.36, 0.44)])
        g.tube([[0, 0, 0.14], top], 0.002, 4, 1, cap=False)
        n = 60
        v = r.normal(size=(n, 3))
        v /= np.linalg.norm(v, axis=1, keepdims=True)
        g.kites(top + v * 0.024, v + r.normal(size=(n, 3)) * 0.6, 0.017, 0.014, None, 2)
    return g


def curtain(width, height, seed=1, folds=9):
    """A thin curtain gathered in folds, hanging from z = 0. Material: cloth."""
    c = Shape(seed)
    x, z = np.meshgrid(np.linspace(0, width, 90), np.linspace(0, -height, 24))
    depth = 0.022 * np.sin(x / width * folds * 2 * math.pi + 0.8 * np.sin(z * 2.0)) * (0.4 + 0.6 * -z / height)
    c.loft(np.stack([x + 0.01 * np.sin(z * 3), depth, z], -1), 0, True, False)
    return c


def firewood(seed=1, logs=16):
    """A basket of split birch logs. Materials: basket, bark, wood."""
    w = Shape(seed)
    r = w.random
    for z in np.arange(0.02, 0.30, 0.022):
        a = np.linspace(0, 2 * math.pi, 41)
        wob = 1 + 0.02 * np.sin(a * 14 + (round(z / 0.022) % 2) * math.pi)
        w.tube(np.stack([0.27 * wob * np.cos(a) * (0.9 + 0.4 * z), 0.20 * wob * np.sin(a) * (0.9 + 0.4 * z), np.full(41, z)], -1), 0.011, 6, 0, cap=False)
    for k in range(logs):
        x, y = r.uniform(-0.02, 0.02), -0.12 + 0.08 * (k % 4)
        z = 0.08 + 0.085 * (k // 4) + r.uniform(-0.01, 0.01)
        a = r.random() * math.pi
        ring = np.array([[0, math.cos(b), math.sin(b)] for b in (a, a + 2.0, a + 2.6, a + 3.2, a + 3.8, a + 4.4)]) * [0, 0.05, 0.05]
        long = r.uniform(0.19, 0.22)
        ends = [ring + [x - long, y, z], ring + [x + long, y, z]]
        w.loft(ends, 1 if k % 2 else 2, False, True)
        for e in ends:
            w.add(np.concatenate([e, [e.mean(axis=0)]]), [[i, (i + 1) % 6, 6] for i in range(6)], 2)
    return w


def dresser(width=1.1, seed=1):
    """A painted dresser with plates on its shelves. Materials: paint, china, rim, brass, copper."""
    d = Shape(seed)
    d.box((0, 0, 0.45), (width, 0.46, 0.86), 0, chamfer=0.01), d.box((0, -0.01, 0.895), (width + 0.06, 0.52, 0.035), 0, chamfer=0.012)
    for x in (-1, 1):
        d.box((x * width / 4, -0.238, 0.36), (width / 2 - 0.05, 0.02, 0.58), 0, chamfer=0.006), d.box((x * width / 4, -0.250, 0.36), (width / 2 - 0.19, 0.015, 0.44), 0, chamfer=0.01)
        d.box((x * width / 4, -0.238, 0.76), (width / 2 - 0.05, 0.02, 0.15), 0, chamfer=0.006)
        d.ball((x * width / 4, -0.262, 0.76), 0.015, 3), d.ball((x * 0.06, -0.262, 0.40), 0.013, 3)
        d.box((x * (width / 2 - 0.02), 0.10, 1.42), (0.03, 0.26, 1.02), 0)
    d.box((0, 0.225, 1.42), (width, 0.02, 1.02), 0), d.box((0, 0.09, 1.95), (width + 0.08, 0.32, 0.05), 0, chamfer=0.015)
    for z in (1.22, 1.55):
        d.box((0, 0.10, z), (width - 0.05, 0.24, 0.022), 0)
        d.box((0, 0.02, z + 0.05), (width - 0.05, 0.012, 0.012), 0)
    lean = np.array([[1, 0, 0], [0, 0.22, 0.975], [0, -0.975, 0.22]]).T
    for z, n, r in ((0.935, 3, 0.115), (1.24, 4, 0.105), (1.57, 4, 0.10)):
        for k in range(n):
            plate = Shape(2)
            plate.turned([(0, 0), (0.6 * r, 0), (r, 0.016), (r, 0.019), (0.6 * r, 0.005), (0, 0.004)], sides=40, material=1)
            a = np.linspace(0, 2 * math.pi, 41)
            for q in (0.99, 0.72):
                plate.tube(np.stack([q * r * np.cos(a), q * r * np.sin(a), np.full(41, 0.019 if q > 0.9 else 0.009)], -1), 0.0022, 5, 2, cap=False)
            d.merge(plate, lean, ((k - (n - 1) / 2) * (width - 0.18) / n * 1.05, 0.17, z + r))
    return d
