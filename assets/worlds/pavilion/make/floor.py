"""The dance pavilion itself: an eight-sided open floor under a shingled roof, with its lamps and garlands.

Everything is built about the floor's middle, z = 0 the ground there; one side, towards −y, is open
and has steps.
"""

import math

import numpy as np

import world
from form import Form, linear, rotation_z
from blooms import snow_line

FLOOR = 0.42
RADIUS = 4.7
EAVES = 3.35
APEX = 6.3
OVERHANG = 0.75
CREAM, GREEN, RED, YELLOW = "efe8d6", "7fa08c", "a8443a", "e0b455"
BULBS = ("ffb347", "ff6b4a", "8fd16a", "6fb4f0", "ffd76a")


def corner(k, radius=RADIUS, z=0.0):
    """Corner k of eight; the side between 0 and 1 looks towards −y."""
    a = math.radians(-90 - 22.5 + 45 * k)
    return np.array([math.cos(a) * radius, math.sin(a) * radius, z])


def between(a, b, n):
    """n + 1 points from a to b."""
    return np.linspace(np.asarray(a, float), np.asarray(b, float), n + 1)


def planks(form):
    """The dance floor: boards across, worn paler in the middle where everybody dances."""
    r = form.random
    apothem = RADIUS * math.cos(math.pi / 8)
    wide = 0.16
    for k in range(int(2 * apothem / wide)):
        y = -apothem + (k + 0.5) * wide
        side = RADIUS * math.sin(math.pi / 8)
        reach = apothem if abs(y) < side else apothem - (abs(y) - side)
        tone = r.uniform(0.86, 1.12)
        xs = np.linspace(-reach, reach, max(4, int(reach * 3)))
        rows = []
        for yy in (y - wide / 2, y + wide / 2):
            rows.append(np.stack([xs, np.full_like(xs, yy), np.full_like(xs, FLOOR)], -1))
        worn = np.clip(1.15 - np.hypot(xs, y) / 4.4, 0, 1)[:, None]
        paint = (linear("8a6844") * (1 - worn) + linear("c19a68") * worn) * tone
        form.loft(np.array(rows), np.array([paint, paint]), smooth=False, closed=False)


def post(form, at, low, high):
    """A turned post: square foot, vase, rings and a square head."""
    x, y, _ = at
    h = high - low
    form.box((x, y, low + 0.17), (0.17, 0.17, 0.34), CREAM)
    form.turned([(0.085, 0.34), (0.06, 0.38), (0.085, 0.42), (0.055, 0.50), (0.082, 0.80), (0.070, 1.15), (0.052, 1.55), (0.048, 2.1), (0.066, 2.14), (0.048, 2.18), (0.062, 2.32)],
                [linear(c) for c in (CREAM, GREEN, GREEN, CREAM, CREAM, CREAM, CREAM, CREAM, YELLOW, CREAM, CREAM)], (x, y, low), 10)
    form.box((x, y, low + (2.32 + h) / 2), (0.15, 0.15, h - 2.32), CREAM)


def rail(form, a, b, low):
    """A railing between two posts: hand rail, foot rail, sawn balusters."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    way = (b - a) / np.linalg.norm(b - a)
    angle = math.degrees(math.atan2(way[1], way[0]))
    up = np.array([0, 0, 1.0])
    form.beam(a + up * (low + 0.90), b + up * (low + 0.90), 0.11, 0.06, CREAM)
    form.beam(a + up * (low + 0.14), b + up * (low + 0.14), 0.06, 0.06, CREAM)
    n = int(np.linalg.norm(b - a) / 0.29)
    for k in range(n):
        p = a + (b - a) * (k + 0.5) / n
        # A sawn board with a waist, green in the middle.
        outline = [(-0.05, 0.15), (0.05, 0.15), (0.024, 0.40), (0.060, 0.56), (0.024, 0.72), (0.042, 0.88), (-0.042, 0.88), (-0.024, 0.72), (-0.060, 0.56), (-0.024, 0.40)]
        form.plate(outline, 0.022, CREAM if k % 2 else GREEN, tilt=rotation_z(angle), at=(p[0], p[1], low))


def skirting(form):
    """The closed side of the floor's base, boards upright, and the steps of the open side."""
    r = form.random
    for k in range(8):
        a, b = corner(k, RADIUS + 0.1), corner(k + 1, RADIUS + 0.1)
        for i, (p, q) in enumerate(zip(between(a, b, 10)[:-1], between(a, b, 10)[1:])):
            gap = (q - p) * 0.03
            quad = [p + gap, q - gap, q - gap + [0, 0, FLOOR - 0.04], p + gap + [0, 0, FLOOR - 0.04]]
            form.add(quad, [[0, 1, 2, 3]], linear(RED) * r.uniform(0.85, 1.1), facing=(p + q) * [1, 1, 0])
        form.beam(a + [0, 0, FLOOR - 0.025], b + [0, 0, FLOOR - 0.025], 0.14, 0.09, CREAM)
    y = -RADIUS * math.cos(math.pi / 8) - 0.1
    for i in range(2):
        z = FLOOR * (2 - i) / 3
        form.box((0, y - 0.18 - 0.33 * i, z), (2.9 + 0.3 * i, 0.36, 0.06), "b08d62", tone=0.05)
        form.box((0, y - 0.02 - 0.33 * i, z - 0.09), (2.8 + 0.3 * i, 0.04, 0.14), "7a5c40")


def roof(form, snow):
    """Rafters and boards below, rows of shingles above, scalloped boards along the eaves, a spire."""
    r = form.random
    outer = RADIUS + OVERHANG
    low = EAVES - 0.28
    for k in range(8):
        a, b = corner(k, outer, low), corner(k + 1, outer, low)
        top = np.array([0, 0, APEX])
        # Boards seen from below, warm pine.
        rings, paint = [], []
        for t in np.linspace(0, 0.97, 6):
            rings.append(between(a + (top - a) * t, b + (top - b) * t, 8) - [0, 0, 0.06])
            paint.append(np.stack([linear("b98d5c") * r.uniform(0.84, 1.08) for _ in range(9)]))
        form.loft(np.array(rings)[:, ::-1], np.array(paint), closed=False)
        # Shingles: each row a little steeper than the roof so that its foot stands out.
        rows = 12
        for i in range(rows):
            t0, t1 = i / rows, (i + 1.12) / rows
            n = max(2, int((1 - t0) * 17))
            foot = between(a + (top - a) * t0, b + (top - b) * t0, n) + [0, 0, 0.055]
            head = between(a + (top - a) * min(t1, 1), b + (top - b) * min(t1, 1), n) + [0, 0, 0.012]
            tone = np.array([linear("6d5848") * r.uniform(0.72, 1.18) for _ in range(n + 1)])
            edge = foot - [0, 0, 0.05]
            form.loft(np.array([edge, foot, head]), np.array([tone * 0.6, tone, tone]), closed=False)
        form.beam(a + [0, 0, 0.06], top + [0, 0, 0.05], 0.12, 0.06, "5d4a3d")
        form.beam(corner(k, RADIUS - 0.05, EAVES - 0.12), top - [0, 0, 0.25], 0.09, 0.14, CREAM)
        # The scalloped board under the eaves.
        n = 12
        edge = between(a, b, n)
        for i in range(n):
            p = (edge[i] + edge[i + 1]) / 2
            wide = np.linalg.norm(edge[i + 1] - edge[i]) / 2 * 0.97
            arc = np.linspace(0, -math.pi, 6)
            local = np.array([(-wide, 0.10), (wide, 0.10)] + [(wide * math.cos(t), -0.06 + 0.10 * math.sin(t)) for t in arc])
            along = (b - a) / np.linalg.norm(b - a)
            points = p + local[:, :1] * along + local[:, 1:] * [0, 0, 1] - [0, 0, 0.04]
            form.add(points, [[0, 1, 2, 7]] + [[2, j, j + 1] for j in range(3, 7)], CREAM if (i + k) % 2 else RED, "cloth-trim", facing=p * [1, 1, 0])
        # Beam between the posts and its sawn brackets.
        form.beam(corner(k, RADIUS, EAVES - 0.06), corner(k + 1, RADIUS, EAVES - 0.06), 0.14, 0.18, CREAM)
        for p, q in ((corner(k), corner(k + 1)), (corner(k + 1), corner(k))):
            way2 = (q - p) / np.linalg.norm(q - p)
            t = np.linspace(0, math.pi / 2, 6)
            arc = p + np.outer(0.08 + 0.55 * np.sin(t), way2) + np.outer(EAVES - 0.70 + 0.56 * (1 - np.cos(t)), [0, 0, 1])
            form.tube(arc, [0.03, 0.035, 0.04, 0.04, 0.035, 0.03], GREEN, 5)
            form.ball(p + way2 * 0.20 + [0, 0, EAVES - 0.28], 0.055, YELLOW, 7, 5)
        if snow is not None:
            rings = []
            for t in np.linspace(-0.01, 1, 9):
                thick = 0.16 * min(1, (1.0 - t) * 5 + 0.25) * min(1, (t + 0.02) * 16 + 0.3)
                rings.append(between(a + (top - a) * t, b + (top - b) * t, 10) + [0, 0, thick])
            snow.loft(np.array([between(a, b, 10) + [0, 0, 0.05]] + rings), "eef3f9", "solid-snow", True, False)
    form.turned([(0.30, APEX - 0.20), (0.30, APEX + 0.10), (0.16, APEX + 0.28), (0.20, APEX + 0.36), (0.06, APEX + 0.50), (0.035, APEX + 1.15), (0.0, APEX + 1.2)],
                [linear(c) for c in (CREAM, RED, CREAM, YELLOW, CREAM, CREAM, YELLOW)], sides=10)
    form.ball((0, 0, APEX + 1.2), 0.075, YELLOW, 9, 7)


def wire(form, points, paint="3a332c"):
    """A thin wire."""
    form.tube(points, 0.007, paint, 3)


def sagging(a, b, sag, n):
    """A rope hung between two points."""
    t = np.linspace(0, 1, n + 1)[:, None]
    return np.asarray(a, float) * (1 - t) + np.asarray(b, float) * t - np.array([0, 0, 4.0 * sag]) * t * (1 - t)


def bulb(form, at, colour, size=0.055, sides=5, rings=4):
    """A coloured lamp under its socket."""
    at = np.asarray(at, float)
    form.box(at + [0, 0, -0.02], (0.03, 0.03, 0.05), "2f2a26", bare=("-z", "+z"))
    form.ball(at - [0, 0, 0.045 + size * 0.8], (size, size, size * 1.25), colour, sides, rings, "glow-bulb")


def garland(form, a, b, sag, n, r, size=0.055, leaf=None):
    """A string of coloured lamps, and leaves wound round it where `leaf` is a colour."""
    line = sagging(a, b, sag, n)
    wire(form, line)
    for k in range(n):
        bulb(form, (line[k] + line[k + 1]) / 2, BULBS[int(r.integers(len(BULBS)))], size)
    if leaf:
        m = n * 14
        share = r.random(m) * n
        i = np.minimum(share.astype(int), n - 1)
        base = line[i] + (line[i + 1] - line[i]) * (share - i)[:, None]
        way = r.normal(size=(m, 3)) + [0, 0, -0.5]
        form.kites(base, way, r.uniform(0.09, 0.16, m), 0.05, linear(leaf) * r.uniform(0.7, 1.3, (m, 1)), "leaf-garland", None, 0.1, 0.15, way)


def build(at, turn):
    """The whole pavilion with lamps, at a place, turned by degrees about z."""
    here = world.empty("pavilion", at, turn)
    place = lambda p: rotation_z(turn) @ np.asarray(p, float) + np.asarray(at, float)
    wood, snow = Form(21), Form(22)
    planks(wood)
    skirting(wood)
    roof(wood, snow)
    for k in range(8):
        post(wood, corner(k), FLOOR, EAVES)
        if k not in (0,):
            rail(wood, corner(k), corner(k + 1), FLOOR)
            a, b = corner(k, RADIUS, FLOOR + 0.93), corner(k + 1, RADIUS, FLOOR + 0.93)
            snow_line(snow, between(a, b, 12), 0.12, 0.07)
        else:
            a, b = corner(0), corner(1)
            for p, q in ((a, a + (b - a) * 0.12), (b + (a - b) * 0.12, b)):
                wood.beam(p + [0, 0, FLOOR + 0.9], q + [0, 0, FLOOR + 0.9], 0.11, 0.06, CREAM)
    wood.build("pavilion-wood", at, turn)
    snow.build("pavilion-snow@winter", at, turn)
    lamps = Form(24)
    r = lamps.random
    for k in range(8):
        a, b = corner(k, RADIUS - 0.16, EAVES - 0.16), corner(k + 1, RADIUS - 0.16, EAVES - 0.16)
        garland(lamps, a, b, 0.22, 8, r)
        middle = np.array([0, 0, APEX - 1.9])
        garland(lamps, corner(k, RADIUS - 0.2, EAVES - 0.1), middle, 0.45, 8, r, 0.05, "6f8f45" if k % 2 else None)
        world.lamp(place((a + b) / 2 * [0.86, 0.86, 1] - [0, 0, 0.35]), 1.15, 0.12)
    lamps.ball((0, 0, APEX - 2.15), (0.30, 0.30, 0.27), "ffdf9a", 14, 10, "glow-bulb")
    lamps.turned([(0.10, APEX - 1.89), (0.10, APEX - 1.86)], RED, sides=10, cap=True)
    lamps.tube([(0, 0, APEX - 1.88), (0, 0, APEX - 0.4)], 0.012, "3a332c", 4)
    world.lamp(place((0, 0, APEX - 2.6)), 2.6, 0.25)
    lamps.build("pavilion-lamps", at, turn)
    return here
