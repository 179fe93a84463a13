"""The kitchen's furniture: table, chairs, settle, dresser, stove, sink, shelves. Fronts towards −y."""

import math

import numpy as np

from rooms.body import Body
from rooms.form import glossy, grid, hexa, linear, metal, noise, turned_about
from rooms.things import BRASS, COPPER, STEEL, ring


def table(width, depth, top, cloth, hang=0.19):
    """A table under an embroidered cloth that hangs over its edges."""
    t = Body(3)
    wood = linear("a9713f")
    for x in (-1, 1):
        for y in (-1, 1):
            at = (x * (width / 2 - 0.09), y * (depth / 2 - 0.09), 0)
            t["solid"].turned([(0.022, 0.0), (0.030, 0.03), (0.026, 0.10), (0.036, 0.34), (0.030, 0.50), (0.038, 0.56)], wood, at, 14)
            t["solid-wood"].box(np.array(at) + [0, 0, 0.625], (0.075, 0.075, 0.13), wood)
    for y in (-1, 1):
        t["solid-wood"].box((0, y * (depth / 2 - 0.09), 0.64), (width - 0.2, 0.025, 0.10), wood)
    for x in (-1, 1):
        t["solid-wood"].box((x * (width / 2 - 0.09), 0, 0.64), (0.025, depth - 0.2, 0.10), wood)
    t["solid-wood"].box((0, 0, top - 0.020), (width, depth, 0.028), wood, chamfer=0.008)
    # The cloth: flat on the table, falling over the edges in soft folds.
    u0, v0, u1, v1 = cloth
    full_w, full_d = width + 2 * hang, depth + 2 * hang
    xs = np.concatenate([np.linspace(-full_w / 2, -width / 2, 5)[:-1], np.linspace(-width / 2, width / 2, 27), np.linspace(width / 2, full_w / 2, 5)[1:]])
    ys = np.concatenate([np.linspace(-full_d / 2, -depth / 2, 5)[:-1], np.linspace(-depth / 2, depth / 2, 17), np.linspace(depth / 2, full_d / 2, 5)[1:]])
    x, y = np.meshgrid(xs, ys)
    over_x, over_y = np.maximum(np.abs(x) - width / 2, 0), np.maximum(np.abs(y) - depth / 2, 0)
    over = np.maximum(over_x, over_y)
    both = np.minimum(over_x, over_y)
    fold = (0.016 * np.sin(x * 24 + 1) * (over_y > 0) + 0.016 * np.sin(y * 26) * (over_x > 0)) * np.clip(over / hang, 0, 1)
    lean = 0.012 + 0.05 * over + 0.30 * both + fold
    px = np.clip(x, -width / 2, width / 2) + np.sign(x) * (over_x > 0) * lean
    py = np.clip(y, -depth / 2, depth / 2) + np.sign(y) * (over_y > 0) * lean
    pz = top - over - 0.25 * both + 0.0012
    points = np.stack([px, py, pz], -1)
    normals = np.stack([np.sign(x) * (over_x > 0), np.sign(y) * (over_y > 0), np.where(over > 0, 0.12, 1.0)], -1)
    uv = np.stack([u0 + (u1 - u0) * (x / full_w + 0.5), v0 + (v1 - v0) * (y / full_d + 0.5)], -1).reshape(-1, 2)
    t["solid-print"].add(points, grid(len(ys), len(xs)), normals.reshape(-1, 3), (1, 1, 1), uv)
    return t


def chair(paint="6f8a86", seed=1):
    """A painted kitchen chair with spindles, its front towards −y; seat at 0.45 m."""
    c = Body(seed)
    f, colour = c["solid"], linear(paint)
    f.box((0, 0, 0.44), (0.40, 0.38, 0.032), colour, chamfer=0.012)
    for x in (-1, 1):
        f.tube([[x * 0.165, -0.15, 0.43], [x * 0.19, -0.18, 0]], [0.019, 0.013], colour, 9)
        f.tube([[x * 0.155, 0.15, 0.43], [x * 0.18, 0.20, 0]], [0.019, 0.013], colour, 9)
        f.tube([[x * 0.17, 0.165, 0.44], [x * 0.18, 0.20, 0.70], [x * 0.185, 0.235, 0.92]], [0.018, 0.017, 0.015], colour, 9)
        f.tube([[x * 0.180, -0.17, 0.17], [x * 0.172, 0.18, 0.17]], 0.010, colour, 7)
    for k in range(5):
        x = (k - 2) * 0.068
        f.tube([[x, 0.17, 0.45], [x * 1.08, 0.225, 0.84]], 0.0075, colour, 6)
    f.tube([[-0.19, 0.225, 0.87], [0, 0.245, 0.89], [0.19, 0.225, 0.87]], 0.016, colour, 8, flat=3.0)
    f.tube([[-0.18, 0, 0.17], [0.18, 0, 0.17]], 0.010, colour, 7)
    return c


def settle(width, stripe, cushion, paint="9fb08c"):
    """A kitchen sofa: panelled box, spindled back, striped mattress, two cushions."""
    s = Body(2)
    f, colour = s["solid"], linear(paint)
    f.box((0, 0.0, 0.20), (width, 0.56, 0.32), colour, chamfer=0.01, step=0.3)
    for k in range(4):
        x = -width / 2 + width * (k + 0.5) / 4
        f.box((x, -0.283, 0.20), (width / 4 - 0.06, 0.012, 0.24), colour * 0.86, chamfer=0.006)
        f.box((x, -0.289, 0.20), (width / 4 - 0.12, 0.014, 0.18), colour * 1.03, chamfer=0.009)
    f.box((0, -0.01, 0.375), (width + 0.03, 0.60, 0.028), colour, chamfer=0.010, step=0.3)
    for x in (-1, 1):
        end = x * (width / 2)
        f.box((end, -0.24, 0.40), (0.055, 0.055, 0.56), colour), f.box((end, 0.255, 0.50), (0.055, 0.055, 1.0), colour)
        f.ball((end, 0.255, 1.02), 0.034, colour, 12, 9)
        f.tube([[end, -0.285, 0.685], [end, 0.0, 0.70], [end, 0.25, 0.715]], 0.028, colour, 10)
        for y in np.linspace(-0.16, 0.17, 5):
            f.tube([[end, y, 0.39], [end, y, 0.70]], 0.010, colour, 6)
        f.box((end, -0.24, 0.06), (0.06, 0.06, 0.12), colour)
    f.box((0, 0.262, 0.955), (width, 0.032, 0.10), colour, chamfer=0.012, step=0.3), f.box((0, 0.262, 0.60), (width, 0.026, 0.07), colour, step=0.3)
    shape = np.array([[-0.34, 0], [0.34, 0], [0.26, 0.05], [0.10, 0.075], [0, 0.10], [-0.10, 0.075], [-0.26, 0.05]])
    f.outline(shape, 0.03, colour, offset=(0, 0.262, 1.0))
    for x in np.linspace(-width / 2 + 0.09, width / 2 - 0.09, 15):
        f.turned([(0.008, 0.0), (0.014, 0.08), (0.009, 0.14), (0.014, 0.20), (0.008, 0.29)], colour, (x, 0.262, 0.625), 7)
    # The mattress: rounded, striped across.
    u0, v0, u1, v1 = stripe
    n, m = 26, 13
    a = np.linspace(0, 1, n)
    around = np.linspace(0, math.pi, m)
    wide, deep, tall = width - 0.07, 0.50, 0.085
    px = (a - 0.5) * wide
    swell = 1 - 0.08 * np.abs(2 * a - 1) ** 6
    y, z = -np.cos(around), np.sin(around)
    y, z = np.sign(y) * np.abs(y) ** 0.35, np.abs(z) ** 0.35
    points = np.stack([np.broadcast_to(px[:, None], (n, m)), -0.015 + y[None] * deep / 2 * swell[:, None], 0.39 + z[None] * tall * swell[:, None] + 0.004 * noise(px[:, None], y[None] * 0.25, 3, 2, 0.3)], -1)
    uv = np.stack([np.broadcast_to((u0 + (u1 - u0) * a)[:, None], (n, m)), np.broadcast_to((v0 + (v1 - v0) * np.linspace(0, 1, m))[None], (n, m))], -1)
    normals = np.stack([np.zeros((n, m)), np.broadcast_to(y[None] * 0.8, (n, m)), np.broadcast_to(z[None], (n, m))], -1)
    s["solid-print"].add(points, grid(n, m), normals.reshape(-1, 3), (1, 1, 1), uv.reshape(-1, 2))
    for x, turn in ((-width / 2 + 0.24, 12), (width / 2 - 0.24, -9)):
        s.merge(pillow(cushion), offset=(x, 0.12, 0.655), turn=turn, matrix=turned_about("x", -14))
    return s


def pillow(picture, size=0.40, thick=0.13):
    """A square cushion standing up, a picture on its front (−y)."""
    p = Body(1)
    n = 13
    s, t = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n))
    puff = ((1 - s**2) * (1 - t**2)) ** 0.42
    pinch = 1 - 0.07 * (1 - np.abs(s) ** 2) * np.abs(t) ** 4
    u0, v0, u1, v1 = picture
    uv = np.stack([u0 + (u1 - u0) * (s * 0.5 + 0.5), v0 + (v1 - v0) * (t * 0.5 + 0.5)], -1)
    for way in (-1, 1):
        points = np.stack([s * size / 2 * (1 - 0.07 * (1 - t**2) * np.abs(s) ** 4), way * puff * thick / 2, t * size / 2 * pinch], -1)
        normals = np.stack([s * 0.7 * np.abs(s) ** 2, np.full_like(s, way), t * 0.7 * np.abs(t) ** 2], -1)
        p["solid-print"].add(points, grid(n, n), normals.reshape(-1, 3), (1, 1, 1), uv.reshape(-1, 2))
    return p


def stove(at, turn):
    """A black wood range in a whitewashed hearth with a hood. Returns (range, oven door about its
    hinge, places): the oven is at +x, the fire at −x, its mouth open."""
    s, door = Body(2), Body(3)
    f = s["solid"]
    iron, nickel, brass = metal("646166", at, turn, 0.1), metal(STEEL, at, turn), metal(BRASS, at, turn)
    white = linear("ece6d8")
    f.box((0, 0.04, 0.10), (1.16, 0.66, 0.20), white, chamfer=0.02, step=0.3)
    # The front: an iron plate with two mouths.
    y, low, high = -0.27, 0.20, 0.74
    mouths = ((-0.46, -0.14, 0.46, 0.64), (-0.06, 0.46, 0.30, 0.66))
    xs, zs = [-0.56, -0.46, -0.14, -0.06, 0.46, 0.56], [low, 0.30, 0.46, 0.64, 0.66, high]
    for x0, x1 in zip(xs[:-1], xs[1:]):
        for z0, z1 in zip(zs[:-1], zs[1:]):
            cx, cz = (x0 + x1) / 2, (z0 + z1) / 2
            if not any(a < cx < b and c < cz < d for a, b, c, d in mouths):
                f.panel((x0, y, z0), (x1 - x0, 0, 0), (0, 0, z1 - z0), 1, 1, iron, (0, -1, 0))
    for (a, b, c, d), deep in zip(mouths, (0.30, 0.46)):
        dark = linear("16120f")
        f.panel((a, y + deep, c), (b - a, 0, 0), (0, 0, d - c), 4, 3, dark, (0, -1, 0))
        f.panel((a, y, c), (b - a, 0, 0), (0, deep, 0), 4, 3, dark, (0, 0, 1)), f.panel((a, y, d), (b - a, 0, 0), (0, deep, 0), 2, 2, dark, (0, 0, -1))
        f.panel((a, y, c), (0, deep, 0), (0, 0, d - c), 3, 2, dark, (1, 0, 0)), f.panel((b, y, c), (0, deep, 0), (0, 0, d - c), 3, 2, dark, (-1, 0, 0))
        for p, q, r_, h in ((a - 0.012, b + 0.012, c - 0.006, 0.018), (a - 0.012, b + 0.012, d + 0.006, 0.018)):
            f.bar((p, y - 0.008, r_), (q, y - 0.008, r_), 0.020, h, iron)
        for x in (a - 0.006, b + 0.006):
            f.bar((x, y - 0.008, c), (x, y - 0.008, d), 0.018, 0.020, iron)
    for x in np.linspace(-0.42, -0.18, 7):  # the grate before the fire
        f.tube([[x, y + 0.015, 0.462], [x, y + 0.005, 0.535]], 0.006, hexa("241f1c"), 6)
    f.bar((-0.45, y + 0.005, 0.535), (-0.15, y + 0.005, 0.535), 0.012, 0.012, hexa("241f1c"))
    # The open fire door, swung to the left, and the ash door.
    f.box((-0.545, y - 0.130, 0.55), (0.018, 0.26, 0.19), iron, turn=-18, chamfer=0.006), f.ball((-0.585, y - 0.235, 0.55), 0.014, nickel, 10, 7)
    f.box((-0.30, y - 0.012, 0.335), (0.32, 0.022, 0.15), iron, chamfer=0.008), f.box((-0.30, y - 0.022, 0.335), (0.25, 0.016, 0.09), iron, chamfer=0.008)
    f.ball((-0.17, y - 0.045, 0.335), 0.013, nickel, 10, 7)
    # Top with rings, rail, side walls.
    f.panel((-0.60, y - 0.05, 0.775), (1.20, 0, 0), (0, 0.62, 0), 12, 6, iron, (0, 0, 1))
    f.bar((-0.60, y - 0.05, 0.758), (0.60, y - 0.05, 0.758), 0.012, 0.034, iron, step=0.3)
    for x in (-0.60, 0.60):
        f.bar((x, y - 0.05, 0.758), (x, 0.30, 0.758), 0.012, 0.034, iron)
        f.panel((x * 0.93, y, 0.2), (0, 0.6, 0), (0, 0, 0.56), 4, 4, white, (math.copysign(1, x), 0, 0))
    for x, yy, r_ in ((-0.28, -0.02, 0.13), (0.27, -0.02, 0.125), (0.0, 0.18, 0.07)):
        for share in (1.0, 0.62, 0.25):
            ring(f, r_ * share, 0.777, 0.0028, hexa("151414"), 22, (x, yy, 0), 3)
    f.tube([[-0.54, y - 0.095, 0.715], [0.54, y - 0.095, 0.715]], 0.010, nickel, 10)
    for x in (-0.52, 0.52):
        f.tube([[x, y - 0.05, 0.74], [x, y - 0.095, 0.715]], 0.008, nickel, 8)
        f.ball((x * 1.045, y - 0.095, 0.715), 0.016, brass, 10, 7)
    # White tiles behind, the hood and the chimney breast.
    for k in range(9):
        for j in range(5):
            f.panel((-0.585 + k * 0.131, 0.282, 0.78 + j * 0.131), (0.127, 0, 0), (0, 0, 0.127), 1, 1, glossy("eeebe1", at, turn, 0.4), (0, -1, 0), vary=0.03)
    f.panel((-0.60, 0.284, 0.77), (1.2, 0, 0), (0, 0, 0.68), 4, 3, linear("b9b2a2"), (0, -1, 0))
    lowz, highz = 1.52, 2.02
    rows = []
    for k in range(5):
        q = k / 4
        w, d0 = 0.64 - 0.26 * q**0.8, -0.30 + 0.22 * q**0.8
        rows.append([[-w, 0.36, lowz + (highz - lowz) * q], [-w, d0, lowz + (highz - lowz) * q], [w, d0, lowz + (highz - lowz) * q], [w, 0.36, lowz + (highz - lowz) * q]])
    rows = np.array(rows)
    for side, normal in ((0, (-1, 0, 0.4)), (1, (0, -1, 0.4)), (2, (1, 0, 0.4))):
        part = rows[:, [side, side + 1]]
        dense = np.stack([part[:, 0] + (part[:, 1] - part[:, 0]) * q for q in np.linspace(0, 1, 9)], 1)
        f.loft(dense, white, closed=False, outward=normal)
    f.box((0, 0.02, lowz - 0.02), (1.34, 0.70, 0.07), white, chamfer=0.02, step=0.25)
    f.panel((-0.62, -0.3, lowz - 0.05), (1.24, 0, 0), (0, 0.64, 0), 4, 3, linear("5e564c"), (0, 0, -1))
    f.box((0, 0.17, 2.26), (0.80, 0.44, 0.52), white, chamfer=0.02, step=0.25)
    shelf = lowz + 0.015
    f.turned([(0.0, 0.0), (0.048, 0.0), (0.050, 0.012), (0.026, 0.024), (0.030, 0.040), (0.052, 0.105), (0.060, 0.112), (0.052, 0.112), (0.0, 0.03)], brass, (-0.50, -0.27, shelf), 20, crease=60)  # a mortar
    f.tube([[-0.49, -0.27, shelf + 0.06], [-0.455, -0.26, shelf + 0.165]], [0.010, 0.014], brass, 8)
    f.turned([(0.0, 0.0), (0.045, 0.0), (0.080, 0.050), (0.098, 0.062), (0.094, 0.064), (0.072, 0.050), (0.0, 0.010)], metal(COPPER, at, turn), (-0.28, -0.26, shelf), 24, crease=60)  # a copper bowl
    for x, h in ((0.36, 0.15), (0.50, 0.12)):  # enamel jugs
        f.turned([(0.0, 0.0), (0.042, 0.0), (0.046, 0.03), (0.034, h * 0.8), (0.040, h), (0.036, h), (0.0, h * 0.7)], glossy("eae5d8" if x < 0.4 else "7f98ac", at, turn), (x, -0.26, shelf), 20, crease=60)
        f.tube([[x + 0.036, -0.26, shelf + h * 0.85], [x + 0.070, -0.26, shelf + h * 0.75], [x + 0.066, -0.26, shelf + h * 0.35], [x + 0.042, -0.26, shelf + h * 0.25]], 0.005, hexa("33507f"), 6)
    # The oven's door, about its lower edge.
    d = door["solid"]
    d.box((0, -0.014, 0.180), (0.52, 0.024, 0.36), iron, chamfer=0.008)
    d.box((0, -0.028, 0.180), (0.42, 0.014, 0.26), iron, chamfer=0.010)
    d.tube([[-0.10, -0.040, 0.315], [-0.10, -0.066, 0.315], [0.10, -0.066, 0.315], [0.10, -0.040, 0.315]], 0.008, nickel, 8)
    d.turned([(0.0, -0.001), (0.035, 0.0), (0.035, 0.004), (0.0, 0.005)], nickel, (0, -0.036, 0.18), 20, axis="y")
    return s, (door, (0.20, y - 0.004, 0.30)), {"fire": (-0.30, y + 0.13, 0.47), "tray": (0.20, y + 0.24, 0.42), "top": 0.777}


def dresser(width, plates, at, turn):
    """A painted dresser (skänk): drawers and doors below, plates and cups on shelves above."""
    d = Body(2)
    f, colour, dark = d["solid"], linear("8fa39a"), linear("7c9087")
    f.box((0, 0, 0.45), (width, 0.44, 0.84), colour, chamfer=0.01, step=0.4), f.box((0, -0.015, 0.885), (width + 0.05, 0.49, 0.032), linear("b5824e"), chamfer=0.010, step=0.3)
    brass, china, gold = metal(BRASS, at, turn), glossy("f2ede1", at, turn, 0.4), metal("c79a3f", at, turn)
    for x in (-1, 1):
        f.box((x * width / 4, -0.224, 0.34), (width / 2 - 0.05, 0.018, 0.54), dark, chamfer=0.006), f.box((x * width / 4, -0.234, 0.34), (width / 2 - 0.18, 0.016, 0.40), colour, chamfer=0.010)
        f.box((x * width / 4, -0.226, 0.75), (width / 2 - 0.05, 0.02, 0.15), dark, chamfer=0.006)
        f.ball((x * width / 4, -0.246, 0.75), 0.014, brass, 10, 7), f.ball((x * 0.05, -0.25, 0.38), 0.012, brass, 10, 7)
        f.box((x * (width / 2 - 0.015), 0.09, 1.42), (0.03, 0.24, 1.04), colour)
    f.box((0, 0.205, 1.42), (width, 0.02, 1.04), dark, step=0.3), f.box((0, 0.08, 1.955), (width + 0.08, 0.30, 0.05), colour, chamfer=0.015)
    for z in (1.20, 1.55):
        f.box((0, 0.09, z), (width - 0.05, 0.22, 0.022), colour, step=0.3), f.box((0, 0.01, z + 0.055), (width - 0.05, 0.010, 0.010), dark)
    lean = turned_about("x", 78)
    for row, (z, n, r_) in enumerate(((1.215, plates, 0.105), (1.565, plates, 0.100))):
        for k in range(n):
            plate = Body(2)
            plate["solid"].turned([(0, 0.005), (0.6 * r_, 0.004), (r_, 0.016), (r_, 0.019), (0.6 * r_, 0.008), (0, 0.007)], china, sides=18, crease=80)
            for q, thick in ((0.985, 0.0022), (0.66, 0.0014)):
                ring(plate["solid"], q * r_, 0.0185 if q > 0.9 else 0.011, thick, hexa("44618f") if row else gold, 18, tube=3)
            d.merge(plate, ((k - (n - 1) / 2) * (width - 0.16) / n, 0.155, z + r_ * 0.98), matrix=lean)
    for k in range(5):
        d.merge(_cup(china, gold), ((k - 2) * 0.19, -0.02, 1.214), turn=40)
        d["solid"].tube([[(k - 2) * 0.19, 0.0, 1.54], [(k - 2) * 0.19, -0.01, 1.512], [(k - 2) * 0.19 + 0.012, -0.01, 1.505]], 0.003, brass, 6)
    for x, tall, r_ in ((-0.36, 0.24, 0.07), (0.34, 0.17, 0.085)):
        d["solid"].turned([(0, 0), (r_ * 0.6, 0), (r_, 0.3 * tall), (r_ * 0.8, 0.7 * tall), (r_ * 0.45, 0.85 * tall), (r_ * 0.6, tall), (r_ * 0.5, tall), (0, 0.85 * tall)], glossy("7f98ac" if x < 0 else "c7b08a", at, turn), (x, -0.05, 0.902), 24, crease=70)
    return d


def _cup(china, gold):
    c = Body(1)
    c["solid"].turned([(0.0, 0.0), (0.022, 0.0), (0.031, 0.015), (0.041, 0.056), (0.039, 0.056), (0.028, 0.02), (0, 0.015)], china, sides=14, crease=80)
    ring(c["solid"], 0.040, 0.056, 0.0014, gold, 14, tube=3)
    return c


def sink(width, at, turn):
    """A sink bench: panelled cupboard, zinc top with a basin, brass tap, dish rack with plates."""
    s = Body(3)
    f, colour, dark = s["solid"], linear("e6dfcc"), linear("d3cbb6")
    zinc, brass, china = metal("b4b8b6", at, turn, 0.1), metal(BRASS, at, turn), glossy("f2ede1", at, turn, 0.4)
    f.box((0, 0, 0.43), (width, 0.54, 0.80), colour, chamfer=0.006, step=0.35)
    n = 4
    for k in range(n):
        x = (k - (n - 1) / 2) * width / n
        f.box((x, -0.276, 0.44), (width / n - 0.03, 0.016, 0.70), dark, chamfer=0.006), f.box((x, -0.286, 0.44), (width / n - 0.14, 0.014, 0.56), colour, chamfer=0.010)
        f.ball((x + (width / n / 2 - 0.045) * (1 if k % 2 == 0 else -1), -0.298, 0.62), 0.013, brass, 10, 7)
    f.panel((-width / 2 - 0.01, -0.30, 0.868), (width + 0.02, 0, 0), (0, 0.58, 0), 14, 5, zinc, (0, 0, 1)), f.bar((-width / 2 - 0.01, -0.30, 0.850), (width / 2 + 0.01, -0.30, 0.850), 0.014, 0.036, zinc, step=0.3)
    s["solid"].turned([(0.0, 0.006), (0.13, 0.006), (0.18, 0.045), (0.205, 0.100), (0.215, 0.102), (0.212, 0.108), (0.195, 0.104), (0.168, 0.048), (0.12, 0.014), (0.0, 0.012)], glossy("eee9dc", at, turn, 0.4), (0.35, -0.02, 0.868), 32, crease=60)
    ring(f, 0.213, 0.973, 0.004, hexa("33507f"), 32, (0.35, -0.02, 0))
    f.tube([[0.35, 0.25, 1.06], [0.35, 0.14, 1.075], [0.35, 0.07, 1.06], [0.35, 0.06, 1.02]], [0.012, 0.012, 0.011, 0.011], brass, 10)
    f.box((0.35, 0.25, 1.06), (0.06, 0.03, 0.06), brass), f.tube([[0.35, 0.17, 1.075], [0.35, 0.17, 1.115]], 0.006, brass, 6), f.tube([[0.32, 0.17, 1.118], [0.38, 0.17, 1.118]], 0.007, brass, 6)
    for k in range(6):
        plate = Body(2)
        plate["solid"].turned([(0, 0.004), (0.065, 0.004), (0.105, 0.014), (0.105, 0.017), (0, 0.008)], china, sides=24, crease=80)
        s.merge(plate, (-0.58 + k * 0.045, 0.02, 0.985), matrix=turned_about("y", 74))
    for y in (-0.06, 0.10):
        f.bar((-0.68, y, 0.905), (-0.28, y, 0.905), 0.012, 0.014, hexa("b28a58"))
    for x in np.arange(-0.66, -0.29, 0.045):
        for y in (-0.06, 0.10):
            f.tube([[x, y, 0.875], [x, y, 0.985]], 0.0045, hexa("b28a58"), 5)
    return s


def cupboard(width, depth, tall, paint="b7c0a6"):
    """A tall larder cupboard with two panelled doors."""
    c = Body(2)
    f, colour = c["solid"], linear(paint)
    f.box((0, 0, tall / 2), (width, depth, tall), colour, chamfer=0.008, step=0.35), f.box((0, -0.01, tall), (width + 0.08, depth + 0.06, 0.06), colour, chamfer=0.02)
    for x in (-1, 1):
        for z, h in ((tall * 0.28, tall * 0.42), (tall * 0.74, tall * 0.40)):
            f.box((x * width / 4, -depth / 2 - 0.008, z), (width / 2 - 0.05, 0.018, h), colour * 0.86, chamfer=0.006), f.box((x * width / 4, -depth / 2 - 0.018, z), (width / 2 - 0.15, 0.016, h - 0.12), colour * 1.03, chamfer=0.010)
        f.ball((x * 0.035, -depth / 2 - 0.03, tall * 0.56), 0.013, hexa("8d7440"), 10, 7)
    return c


def chest(width, depth, tall, at, turn):
    """A chest of three drawers in stained birch."""
    c = Body(3)
    wood, brass = glossy("a3683a", at, turn, 0.15), metal(BRASS, at, turn)
    f = c["solid-wood"]
    f.box((0, 0, tall / 2 + 0.03), (width, depth, tall - 0.1), wood, chamfer=0.006, step=0.3), f.box((0, -0.01, tall - 0.012), (width + 0.05, depth + 0.04, 0.026), wood, chamfer=0.008, step=0.2)
    for k in range(3):
        z = 0.12 + (tall - 0.20) * (k + 0.5) / 3
        f.box((0, -depth / 2 - 0.006, z), (width - 0.06, 0.016, (tall - 0.2) / 3 - 0.02), glossy("b0743f", at, turn, 0.15), chamfer=0.006)
        for x in (-0.25, 0.25):
            c["solid"].tube([[x - 0.04, -depth / 2 - 0.014, z + 0.008], [x - 0.03, -depth / 2 - 0.034, z - 0.008], [x + 0.03, -depth / 2 - 0.034, z - 0.008], [x + 0.04, -depth / 2 - 0.014, z + 0.008]], 0.004, brass, 6)
    for x in (-1, 1):
        for y in (-1, 1):
            f.box((x * (width / 2 - 0.04), y * (depth / 2 - 0.04), 0.045), (0.05, 0.05, 0.09), wood)
    return c
