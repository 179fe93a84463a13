"""What people made at the near shore: the jetty, the rowing boat, the lantern, and winter's things."""

import math

import numpy as np

import flora
import world
from forms import Form, Paint, linear, noise2
from place import WATER, height

PLANK = Paint("solid-plank", lambda p, part: (linear("a99b8a") + (linear("7d7164") - linear("a99b8a")) * part[:, None]) * (0.9 + 0.12 * np.sin(p[:, 0] * 7 + part * 40) * np.sin(p[:, 0] * 17 + part * 9))[:, None], vary=0.1)
POST = Paint("solid-post", lambda p, part: np.where((p[:, 2] < WATER + 0.12)[:, None], linear("3a372c"), linear("786c5f")), vary=0.1)
IRON = Paint("solid-iron", "35302c", vary=0.05)
ROPE = Paint("solid-rope", "b59b72", "9a8058")
END, WIDE = 2.7, 0.88


def jetty():
    """Grey planks under the chair, leading ahead; the shore end lies on stones."""
    form = Form(2)
    r = form.random
    y = END
    while y > -6.6:
        wide = 0.142 * r.uniform(0.93, 1.05)
        cells = [-WIDE + r.normal() * 0.012, 0.0, WIDE + r.normal() * 0.012]
        top = -0.002 + r.normal() * 0.0025
        part = r.random()
        ends = [(x, y - 0.006 - r.random() * 0.002, top) for x in cells], [(x, y - wide + 0.006, top) for x in cells]
        n = len(cells)
        points = ends[1] + ends[0] + [(x, yy, top - 0.035) for (x, yy, _) in ends[1]] + [(x, yy, top - 0.035) for (x, yy, _) in ends[0]]
        faces = [[i, i + 1, n + i + 1, n + i] for i in range(n - 1)] + [[2 * n + i, 2 * n + i + 1, i + 1, i] for i in range(n - 1)]
        faces += [[2 * n, 0, n, 3 * n], [n - 1, 3 * n - 1, 4 * n - 1, 2 * n - 1]]
        form.add(points, faces, PLANK, False, part)
        y -= wide
    for x in (-0.7, 0.7):
        form.beam((x, -6.6, -0.11), (x, END - 0.04, -0.11), 0.09, 0.14, POST)
        for at in np.arange(END - 0.3, -5.0, -2.3):
            last = at > END - 1
            px = x * (1.28 if last else 1.0)
            form.tube([(px, at, WATER - 1.0), (px + r.normal() * 0.015, at, WATER + 0.05), (px + r.normal() * 0.02, at, 0.34 if last else -0.04)], [0.085, 0.08, 0.072], 9, POST)
    form.piece(outward=True).thing("jetty")
    ladder = Form(4)
    for y in (1.15, 1.55):
        ladder.tube([(0.93, y, WATER - 0.9), (0.93, y, 0.55), (0.86, y, 0.66), (0.74, y, 0.66)], 0.021, 6, IRON)
    for k in range(5):
        ladder.tube([(0.93, 1.15, 0.0 - 0.24 * (k + 1)), (0.93, 1.55, 0.0 - 0.24 * (k + 1))], 0.018, 6, IRON)
    ladder.thing("ladder", at=(0, -3.4, 0))
    bucket = Form(5)
    bucket.turned([(0.0, 0.012), (0.098, 0.012), (0.104, 0.03), (0.137, 0.25), (0.130, 0.255), (0.10, 0.05), (0.0, 0.035)], sides=16, material=Paint("solid-zinc", "a9adae", vary=0.05))
    t = np.linspace(0, math.pi, 9)
    bucket.tube(np.stack([0.138 * np.cos(t), -0.02 - 0.12 * np.sin(t), 0.235 - 0.05 * np.sin(t)], -1), 0.005, 5, IRON)
    bucket.thing("bucket", at=(-0.62, 1.95, 0), turn=30)
    coil = Form(6)
    for k in range(4):
        a = np.linspace(0, 2 * math.pi, 15)
        rr = 0.10 + 0.022 * (k % 2) + 0.01 * k
        coil.tube(np.stack([rr * np.cos(a), rr * np.sin(a), np.full(15, 0.014 + 0.017 * k)], -1), 0.012, 5, ROPE, cap=False)
    coil.thing("coil", at=(-0.60, 1.55, 0))


def lantern():
    """A storm lantern hanging from an iron hook on a post at the jetty's corner."""
    holder = world.target(world.empty("lantern", (1.03, 2.30, 0)))
    post = Form(7)
    post.tube([(0, 0, WATER - 0.8), (0.01, 0, 0.6), (0.0, 0, 1.55)], [0.06, 0.052, 0.045], 9, POST)
    post.tube([(0, 0, 1.42), (-0.10, 0.02, 1.50), (-0.19, 0.04, 1.49), (-0.22, 0.045, 1.44)], 0.011, 6, IRON)
    at = np.array([-0.22, 0.045, 1.10])
    metal = Paint("solid-tin", "5d6a63", "4c5852")
    post.turned([(0.0, 0.0), (0.075, 0.0), (0.08, 0.02), (0.07, 0.055), (0.045, 0.07), (0.03, 0.085), (0.0, 0.085)], at, 12, metal)
    post.turned([(0.052, 0.235), (0.056, 0.245), (0.034, 0.27), (0.036, 0.285), (0.015, 0.30), (0.0, 0.302)], at, 12, metal)
    for x in (-1, 1):
        post.tube(at + [(x * 0.07, 0, 0.03), (x * 0.082, 0, 0.12), (x * 0.07, 0, 0.22), (x * 0.03, 0, 0.275)], 0.005, 5, metal)
    ring = np.linspace(0, math.pi, 7)
    post.tube(at + np.stack([0.045 * np.cos(ring), 0 * ring, 0.295 + 0.045 * np.sin(ring)], -1), 0.004, 5, metal)
    post.piece().thing("lantern-body", parent=holder)
    glass = Form(8)
    glass.turned([(0.034, 0.08), (0.055, 0.13), (0.058, 0.165), (0.045, 0.215), (0.036, 0.24)], at, 12, Paint("glass-lamp", "e8e2d0"))
    glass.piece().thing("lantern-glass", parent=holder)
    wick = world.empty("lantern-flame", tuple(at + [0, 0, 0.088]), parent=holder, scale=0.45)
    flame = Form(9)
    flame.turned([(0.0, 0.0), (0.016, 0.015), (0.022, 0.04), (0.014, 0.075), (0.0, 0.115)], (0, 0, 0), 8, Paint("flame-lamp", "ffc668", vary=0))
    flame.piece().thing("flame", parent=wick)
    world.lamp(np.array([1.03, 2.30, 0]) + at + [0, 0, 0.13], 0.75, 0.04)
    world.clip("lantern-lights", wick, [(0, {}), (1.2, dict(scale=0.7)), (2.6, dict(scale=1.15)), (4.0, dict(scale=1.0)), (26, dict(scale=1.0)), (34, dict(scale=0.45))])


def _hull(outside, inside, trim, upturned=False):
    """A clinker-built rowing boat (eka), bow towards +y, about its waterline."""
    shell, form = Form(11), Form(12)
    length, beam = 4.2, 1.42
    s = np.linspace(0, 1, 15)
    half = beam / 2 * np.clip(np.sin((0.16 + 0.84 * (1 - s)) * math.pi * 0.62), 0, 1) ** 0.8 * np.clip((1 - s) * 3.2, 0, 1) ** 0.62
    half = np.maximum(half, 0.02)
    sheer = 0.42 + 0.33 * (s - 0.42) ** 2 / 0.336
    keel = -0.12 + 0.16 * np.clip(s - 0.80, 0, 1) ** 2 / 0.04 + 0.08 * np.clip(0.25 - s, 0, 1) ** 2 / 0.0625
    y = (s - 0.45) * length

    def ring(i, inset, stepped):
        side = []
        for j in range(5):
            for end in (0.0, 1.0):
                u = (j + end) / 5
                x = half[i] * (0.10 + 0.90 * math.sin(u * math.pi / 2) ** 0.72)
                z = keel[i] + (sheer[i] - keel[i]) * u**1.55
                side.append((max(x + (0.018 * end if stepped else 0) - inset, 0.004), z + inset * 0.9))
        return np.array([[x, y[i], z] for x, z in [(-x, z) for x, z in side[::-1]] + side])

    outer, inner = [ring(i, 0, True) for i in range(15)], [ring(i, 0.026, False) for i in range(15)]
    shell.loft(np.array(outer)[:, ::-1], outside, False, False)
    if not upturned:
        shell.loft(inner, inside, True, False)
    stern = outer[0]
    shell.add(np.concatenate([stern, [[0, y[0], 0.2]]]), [[i, i + 1, len(stern)] for i in range(len(stern) - 1)] + [[len(stern) - 1, 0, len(stern)]], outside)
    for side in (-1, 1):
        form.tube(np.stack([side * (half + 0.01), y, sheer + 0.002], -1), 0.027, 6, trim)
    form.tube([(0, y[-3], keel[-3] - 0.03), (0, y[-1] + 0.02, keel[-1] + 0.08), (0, y[-1] + 0.05, sheer[-1] + 0.08)], [0.035, 0.035, 0.03], 6, trim)
    if upturned:
        return shell.piece(outward=False) + form.piece()
    for i in range(2, 13, 2):
        form.tube(ring(i, 0.036, False)[::2], 0.014, 4, inside)
    for i, low in ((1, 0.16), (6, 0.15), (10, 0.14)):
        form.box((0, y[i], sheer[i] - low), (half[i] * 2 - 0.09, 0.26, 0.03), inside)
    wide = half * np.clip(0.62 - 1.6 * np.clip(keel, 0, 1), 0.05, 1)
    shell.loft(np.stack([np.stack([-wide, y, np.maximum(0.06, keel + 0.05)], -1), np.stack([wide, y, np.maximum(0.06, keel + 0.05)], -1)], 1), inside, False, False)
    for x in (-0.27, -0.09, 0.09, 0.27):
        form.box((x, -0.25, 0.078), (0.155, 4.2 * (0.60 - 0.35 * abs(x)), 0.02), inside)
    for side in (-1, 1):
        form.tube([(side * half[7], y[7], sheer[7]), (side * half[7], y[7], sheer[7] + 0.10)], 0.013, 6, IRON)
        a, b = np.array([side * 0.17, y[1] + 0.3, 0.41]), np.array([side * 0.27, y[12], 0.47])
        form.tube([a, a + (b - a) * 0.75], [0.02, 0.024], 7, Paint("solid-oar", "c0a070"))
        form.beam(a + (b - a) * 0.72, b, 0.12, 0.016, Paint("solid-oar", "c0a070"))
    return shell.piece(outward=False) + form.piece()


def boat():
    """The boat at its mooring; in winter it lies upturned on the shore."""
    tar = Paint("solid-tar", "7e5231", "6a4328", vary=0.1)
    inside = Paint("solid-boat", "ab8d69", "93754f", vary=0.1)
    green = Paint("solid-trim", "3f6b58", "35594a")
    outer = world.keep(world.target(world.empty("boat@spring+summer+autumn", (-2.05, 3.1, WATER), turn=7)), baked=True)
    inner = world.empty("boat-idle", parent=outer)
    _hull(tar, inside, green).thing("boat-hull", parent=inner)
    world.clip_along("idle-boat", inner, 16, lambda t: dict(at=(0.03 * math.sin(t * math.tau / 16), 0.04 * math.sin(t * math.tau / 16 + 1), 0.010 * math.sin(t * math.tau / 4)), turn=(0.7 * math.sin(t * math.tau / 8), 1.3 * math.sin(t * math.tau / 16 * 3), 1.0 * math.sin(t * math.tau / 16))), 6)
    world.clip_along("boat-rocks", outer, 12, lambda t: dict(turn=(1.2 * math.sin(t * 1.7) * _swell(t, 12), 5.0 * math.sin(t * 2.1) * _swell(t, 12), 7 + 1.5 * math.sin(t * 1.05) * _swell(t, 12))), 8)
    rope = Form(12)
    a, b = np.array([-0.92, 2.42, 0.22]), np.array([-2.3, 5.25, WATER + 0.55])
    t = np.linspace(0, 1, 9)[:, None]
    rope.tube(a + (b - a) * t - [0, 0, 1] * (0.9 * t * (1 - t)), 0.013, 5, ROPE, cap=False)
    ring = np.linspace(0, 2 * math.pi, 11)
    for k in range(3):
        rope.tube(np.stack([-0.90 + 0.088 * np.cos(ring), 2.4 + 0.088 * np.sin(ring), np.full(11, 0.20 + k * 0.024)], -1), 0.012, 5, ROPE, cap=False)
    rope.thing("mooring", tags="spring+summer+autumn")
    z = float(height(-4.4, -7.3))
    cold = world.target(world.empty("boat@winter", (-4.4, -7.3, z + 0.44)))
    _hull(tar, inside, green, True).thing("boat-upturned", turn=(0, 180, -62), parent=cold)


def _swell(t, end):
    """Comes in soft and dies away."""
    return math.sin(math.pi * min(1.0, t / end)) ** 0.8 * math.exp(-t / end)


def winter():
    """Ice: a fishing hole with its stool and rod, a kick-sled, tracks of sledge, skis and hare."""
    z = WATER + 0.015
    things = Form(20)
    slush = Paint("solid-slush", "dfe8ee", "c6d4de", vary=0.05)
    hole = world.target(world.empty("fish@winter", (0.55, 4.7, z)))
    dark = Form(21)
    a = np.linspace(0, 2 * math.pi, 20, endpoint=False)
    dark.add(np.concatenate([[[0, 0, 0.012]], np.stack([0.16 * np.cos(a), 0.16 * np.sin(a), np.full(20, 0.012)], -1)]), [[0, 1 + i, 1 + (i + 1) % 20] for i in range(20)], Paint("cloth-hole", "0d1a20", normals="up"))
    rim = np.stack([np.stack([w * np.cos(a), w * np.sin(a), np.full(20, h)], -1) for w, h in ((0.155, 0.005), (0.18, 0.05), (0.24, 0.045), (0.36, 0.0))])
    dark.loft(rim * (1 + 0.05 * np.sin(a * 3))[None, :, None] ** [[[1, 1, 0]]], slush, True, True)
    dark.piece().thing("fishing-hole", parent=hole)
    wood = Paint("solid-sled", "9a7448", "84623c")
    stool = Form(22)
    stool.box((0, 0, 0.40), (0.42, 0.32, 0.04), wood)
    for x in (-0.16, 0.16):
        for y in (-0.11, 0.11):
            stool.beam((x, y, 0.38), (x * 1.25, y * 1.25, 0.0), 0.04, 0.04, wood)
    stool.box((0, 0, 0.43), (0.40, 0.30, 0.03), Paint("cloth-hide", "d8d0c4"))
    stool.thing("stool", at=(1.25, 5.15, z), turn=35, tags="winter")
    rod = world.empty("ice-rod@winter", (0.79, 4.82, z + 0.20), turn=120)
    pole = Form(23)
    pole.tube([(0, -0.28, -0.12), (0, -0.1, 0.0), (0, 0.12, 0.10), (0, 0.20, 0.12)], [0.016, 0.014, 0.006, 0.003], 6, wood)
    pole.tube([(0, 0.20, 0.12), (0, 0.20, -0.2)], 0.002, 4, Paint("solid-line", "cfd4d6"))
    pole.thing("rod", parent=rod)
    world.clip("fish-jumps", rod, [(0, {}), (1.0, dict(turn=(-10, 0, 120))), (1.8, dict(turn=(0, 0, 120))), (2.6, dict(turn=(-14, 0, 120))), (3.4, dict(turn=(2, 0, 120))), (5, dict(turn=(0, 0, 120)))])
    # A kick-sled (spark) at the jetty's end, its seat towards the lake.
    for x in (-0.2, 0.2):
        things.tube([(x, -1.0, 0.03), (x, 0.6, 0.03), (x, 0.85, 0.07), (x, 0.98, 0.16)], 0.013, 5, IRON)
        things.tube([(x, -0.15, 0.03), (x, -0.22, 0.92)], 0.018, 6, wood)
        things.tube([(x, 0.32, 0.03), (x, 0.30, 0.42)], 0.016, 6, wood)
        things.tube([(x, -0.18, 0.42), (x, 0.34, 0.42)], 0.016, 6, wood)
    things.tube([(-0.24, -0.22, 0.92), (0.24, -0.22, 0.92)], 0.018, 6, wood)
    for k in range(6):
        things.box((0, -0.12 + 0.075 * k, 0.44), (0.42, 0.05, 0.015), wood)
    for k in range(3):
        things.box((0, -0.19 - 0.004 * k, 0.55 + 0.11 * k), (0.40, 0.015, 0.05), wood)
    things.thing("kick-sled", at=(-1.9, 4.9, z), turn=-18, tags="winter")
    # Tracks: two runners from the far home to the jetty, and a hare's leaps across.
    track = Form(24)
    shadow = Paint("cloth-track", "b9c8d8", vary=0.02, normals="up")
    t = np.linspace(0, 1, 60)
    x, y = -2.6 + 41 * t + 7 * np.sin(t * 6.0), 4.4 + 57 * t**1.1
    for off in (-0.22, 0.22):
        side = np.stack([-np.gradient(y), np.gradient(x)], -1)
        side /= np.linalg.norm(side, axis=1, keepdims=True)
        w = 0.035 + 0.06 * t
        rings = np.stack([np.stack([x + side[:, 0] * (off + s * w), y + side[:, 1] * (off + s * w), np.full(60, z + 0.02 + 0.12 * t)], -1) for s in (-1, 1)], 1)
        track.loft(rings, shadow, False, False)
    for k in range(26):
        hx, hy = -9 + 0.95 * k, 9.5 + 0.35 * k + 0.9 * math.sin(k * 0.5)
        for dx, dy in ((-0.1, 0.14), (0.1, 0.14), (-0.02, -0.1), (0.03, -0.26)):
            track.ball((hx + dx * 0.4 + dy * 0.9, hy + dx - dy * 0.3, z + 0.012), (0.075, 0.04, 0.012), shadow, 6, 3)
    track.piece(outward=True).thing("tracks", tags="winter")
    # Snow that lies on the jetty's edges, posts and stones, and drifts along the shore.
    snow = Form(25)
    white = Paint("solid-snow", "eef2f7", "e2e9f1", vary=0.02)
    for px, py in ((-0.896, END - 0.3), (0.896, END - 0.3)):
        snow.ball((px, py, 0.35), (0.095, 0.095, 0.07), white, 9, 5)
    snow.ball((1.03, 2.30, 1.56), (0.07, 0.07, 0.05), white, 8, 5)
    for side in (-1, 1):
        ys = np.linspace(-6.5, END - 0.05, 26)
        lumps = 0.5 + 0.5 * noise2(ys, ys * 0 + side, 3, 3, 1.4)
        inner, top = 0.62 - 0.14 * lumps, 0.04 + 0.06 * lumps
        rings = np.stack([np.stack([side * w, ys, h], -1) for w, h in ((np.full(26, 0.90), np.full(26, -0.02)), (np.full(26, 0.86), top * 0.85), (0.5 * (inner + 0.86), top), (inner, top * 0 + 0.001))], 1)
        snow.loft(rings if side < 0 else rings[:, ::-1], white, True, False)
    snow.piece(outward=False).thing("snow", tags="winter")
