"""Winter by a Swedish house: bullfinches at the oat sheaf, a lantern, a kicksled, snow in the air.

Each is a `Shape` about its own origin, its materials named in its docstring in order.
"""

import math

import numpy as np

from shapes import Shape


def bullfinch(male=True, seed=1):
    """A bullfinch (domherre) facing −y, feet at z = 0. Materials: breast, back, black, white."""
    b = Shape(seed)
    lean = np.array([[1, 0, 0], [0, 0.82, 0.57], [0, -0.57, 0.82]])
    body = Shape(2)
    body.ball((0, -0.006, 0), (0.040, 0.040, 0.056), 0, 24, 16, 0.5)
    body.ball((0, 0.013, 0.004), (0.037, 0.034, 0.052), 1, 24, 16, 0.5)
    for x in (-1, 1):
        body.ball((x * 0.031, 0.014, -0.008), (0.012, 0.024, 0.045), 2, 16, 12, 0.5)
        body.ball((x * 0.0345, 0.010, 0.004), (0.010, 0.021, 0.006), 3, 14, 8, 0.5)
    body.ball((0, 0.030, -0.038), (0.017, 0.012, 0.012), 3, 14, 8, 0.5)
    body.beam((0, 0.030, -0.045), (0, 0.052, -0.115), 0.026, 0.007, 2, 0.002)
    body.ball((0, -0.020, 0.052), (0.027, 0.029, 0.026), 0, 20, 12, 0.5)
    body.ball((0, -0.019, 0.060), (0.0262, 0.029, 0.022), 2, 20, 12, 0.5)
    body.ball((0, -0.038, 0.050), (0.013, 0.014, 0.013), 2, 14, 8, 0.5)
    body.turned([(0.0085, 0), (0.006, 0.010), (0.0, 0.016)], (0, 0, 0), 10, 2)
    b.merge(body, lean, (0, 0, 0.052), part=0.5)
    for x in (-0.012, 0.012):
        b.tube([[x, 0.0, 0.02], [x, -0.002, 0.0]], 0.002, 5, 2)
    return b


def sheaf(seed=1, straws=420):
    """An oat sheaf (julkärve) tied round its waist. Materials: straw, grain, band."""
    s = Shape(seed)
    r = s.random
    heads = []
    for _ in range(straws):
        a, q = r.random() * 2 * math.pi, math.sqrt(r.random())
        way = np.array([math.cos(a), math.sin(a), 0])
        low, mid, top = way * q * 0.13, way * q * 0.050, way * (q * 0.17 + r.random() * 0.03)
        high = r.uniform(0.66, 0.86)
        pts = [low + [0, 0, r.uniform(0, 0.05)], mid + [0, 0, 0.36], top + [0, 0, high], top * 1.35 + [0, 0, high + 0.06]]
        s.tube(pts, [0.0022, 0.0022, 0.0017, 0.001], 4, 0, cap=False)
        heads.append((np.array(pts[2]), way))
    for at, way in heads:
        n = 16
        t = r.random(n)
        base = at + np.outer(t, way * 0.07) + np.outer(t, [0, 0, 0.10]) - np.outer(t**2, [0, 0, 0.05]) + r.normal(size=(n, 3)) * 0.014
        s.kites(base, r.normal(size=(n, 3)) * 0.5 + way * 0.5 + [0, 0, -0.9], 0.020, 0.008, None, 1)
    a = np.linspace(0, 2 * math.pi, 33)
    for z in (0.345, 0.36, 0.375):
        s.tube(np.stack([0.062 * np.cos(a), 0.062 * np.sin(a), np.full(33, z)], -1), 0.008, 8, 2, cap=False)
    for x in (-1, 1):
        bow = np.linspace(0, 2 * math.pi, 17)
        s.tube(np.stack([x * (0.045 - 0.045 * np.cos(bow)), np.full(17, -0.075), 0.36 + 0.028 * np.sin(bow)], -1), 0.006, 6, 2, cap=False)
        s.tube([[0, -0.075, 0.36], [x * 0.03, -0.085, 0.30], [x * 0.04, -0.08, 0.24]], 0.006, 6, 2)
    return s


def lantern(seed=1):
    """A tin lantern with a candle. Materials: tin, glass, wax, flame, snow."""
    w = Shape(seed)
    w.box((0, 0, 0.012), (0.17, 0.17, 0.024), 0)
    for x in (-1, 1):
        for y in (-1, 1):
            w.box((x * 0.070, y * 0.070, 0.13), (0.012, 0.012, 0.22), 0, chamfer=0.002)
    for z in (0.03, 0.235):
        for k in (-1, 1):
            w.box((k * 0.07, 0, z), (0.012, 0.15, 0.012), 0), w.box((0, k * 0.07, z), (0.15, 0.012, 0.012), 0)
    w.turned([(0.118, 0.238), (0.115, 0.246), (0.05, 0.300), (0.035, 0.305), (0.035, 0.335), (0.045, 0.34), (0.03, 0.36), (0.0, 0.365)], sides=4, material=0)
    a = np.linspace(0, math.pi, 15)
    w.tube(np.stack([0.06 * np.cos(a), np.zeros(15), 0.335 + 0.075 * np.sin(a)], -1), 0.004, 6, 0)
    w.turned([(0.0, 0.024), (0.030, 0.024), (0.030, 0.105), (0.024, 0.109), (0.0, 0.104)], sides=24, material=2)
    w.turned([(0.0, 0.110), (0.008, 0.118), (0.0095, 0.126), (0.006, 0.142), (0.0, 0.160)], sides=14, material=3)
    w.ball((0, 0, 0.318), (0.075, 0.075, 0.022), 4)
    return w


def kicksled(seed=1):
    """A kicksled (spark), its runners along y, front towards +y. Materials: wood, steel, snow."""
    k = Shape(seed)
    for x in (-0.20, 0.20):
        k.tube([[x, -1.15, 0.012], [x, 0.55, 0.012], [x, 0.72, 0.05], [x, 0.80, 0.14]], 0.009, 8, 1)
        k.tube([[x, -0.25, 0.015], [x, 0.02, 0.45], [x, -0.06, 0.95]], 0.015, 10, 0)
        k.tube([[x, 0.50, 0.015], [x, 0.42, 0.43]], 0.014, 10, 0)
        k.tube([[x, 0.02, 0.43], [x, 0.44, 0.43]], 0.015, 10, 0)
        k.tube([[x, -0.22, 0.10], [x, 0.50, 0.10]], 0.012, 8, 0)
    for y in np.linspace(0.04, 0.42, 6):
        k.box((0, y, 0.45), (0.44, 0.05, 0.016), 0)
    k.tube([[-0.29, -0.06, 0.95], [0.29, -0.06, 0.95]], 0.016, 12, 0)
    for z in (0.60, 0.75):
        k.tube([[-0.20, -0.01, z], [0.20, -0.01, z]], 0.012, 8, 0)
    k.ball((0, 0.23, 0.458), (0.21, 0.20, 0.045), 2)
    return k


def flakes(count, near, far, seed=1):
    """Snowflakes in the air in front of the origin (+y half). Material: snow."""
    f = Shape(seed)
    r = f.random
    n = 0
    while n < count:
        p = np.array([r.uniform(-far, far), r.uniform(0.5, far), r.uniform(-1.0, far * 0.6)])
        d = np.linalg.norm(p)
        if near < d < far:
            f.ball(p, r.uniform(0.003, 0.0075, 3), 0, 6, 5)
            n += 1
    return f
