"""Trees, grass, reeds and flowers, grown from numbers.

Each function gives a `shapes.Shape` whose material 0 is wood and 1 is leaf or needle (and 2 flower
or snow, where said). Grow a few and stand each many times with `scatter`.
"""

import math

import numpy as np

from shapes import Shape, stand


def spruce(seed, height, spacing=0.45, twigs=14, snow=0.0, reach=0.17):
    """A Norway spruce: whorls of sagging boughs whose tips lift, hung with twigs.

    `spacing` (metres between whorls) and `twigs` (a bough) set how fine it is; `snow` 0–1 lays snow
    (material 2) on the boughs.
    """
    tree = Shape(seed)
    r = tree.random
    lean = r.normal(size=2) * 0.01 * height
    tree.tube(
        [[lean[0] * t**2, lean[1] * t**2, t * height] for t in np.linspace(0, 1, 8)],
        np.linspace(0.016, 0.001, 8) * height, 8, 0,
    )
    boughs = []
    z = 0.05 * height
    while z < 0.985 * height:
        share = z / height
        for k in range(5 + int(share < 0.5)):
            boughs.append((z + r.normal() * spacing * 0.2, r.random() * 2 * math.pi, share))
        z += spacing * (1.05 - 0.6 * share)
    z, around, share = np.array(boughs).T
    length = reach * height * (1 - share) ** 0.8 * r.uniform(0.7, 1.15, len(z)) + 0.12
    length *= np.clip(0.55 + share * 4, 0, 1)
    rise = np.radians(-32 + 70 * share**1.5) + r.normal(size=len(z)) * 0.1
    out = np.stack([np.cos(around), np.sin(around)], -1)

    def along(t):
        """Points on every bough at share t of its length, (boughs, 3)."""
        droop = np.sin(rise) * t * length + 0.22 * length * t**2.5
        reach_out = np.cos(rise) * t * length
        foot = np.stack([lean[0] * share**2, lean[1] * share**2, z], -1)
        return foot + np.concatenate([out * reach_out[:, None], droop[:, None]], -1)

    bases, ways, lengths, widths, snowy = [], [], [], [], []
    for i in range(twigs):
        t = (i + r.random(len(z)) * 0.8) / twigs
        for side in (-1, 1):
            base = along(t)
            spread = around + side * (1.05 - 0.35 * t) + r.normal(size=len(z)) * 0.2
            long = length * (0.42 - 0.30 * t) * r.uniform(0.7, 1.2, len(z)) + 0.06
            way = np.stack([np.cos(spread), np.sin(spread), -0.35 - 0.35 * r.random(len(z)) + rise * 0.4], -1)
            bases.append(base), ways.append(way), lengths.append(long)
            widths.append(np.maximum(long * 0.22, 0.03)), snowy.append(np.ones(len(z)))
        # Hanging curtains below the bough, what makes a spruce a spruce.
        t2 = np.clip(t + 0.03, 0, 1)
        bases.append(along(t2)), ways.append(np.stack([r.normal(size=len(z)) * 0.3, r.normal(size=len(z)) * 0.3, -np.ones(len(z))], -1))
        lengths.append((0.05 * length * (1 - t2) + 0.10) * r.uniform(0.8, 2.2, len(z))), widths.append(np.full(len(z), 0.07)), snowy.append(np.zeros(len(z)))
    tip = along(0.9)
    bases.append(tip), ways.append(along(1.0) - tip + 1e-6), lengths.append(0.16 * length + 0.08), widths.append(0.05 * length + 0.03), snowy.append(np.ones(len(z)))
    bases, ways, lengths, widths, snowy = map(np.concatenate, (bases, ways, lengths, widths, snowy))
    upward = np.tile([0, 0, 1.0], (len(bases), 1)) + r.normal(size=(len(bases), 3)) * 0.25
    tree.kites(bases, ways, lengths, widths, upward, 1, 0.1)
    tree.kites(bases, ways, lengths * 0.95, widths * 0.7, r.normal(size=(len(bases), 3)), 1)
    if snow:
        laden = (snowy > 0) & (r.random(len(bases)) < snow)
        lift = np.array([0, 0, 0.025])
        tree.kites(bases[laden] + lift, ways[laden] * [1, 1, 0.8], lengths[laden] * 0.97, widths[laden] * 1.5, upward[laden], 2, 0.35)
        for t in np.linspace(0.15, 0.9, 7):
            heavy = r.random(len(z)) < snow
            n = heavy.sum()
            a = along(t)[heavy] + [0, 0, 0.03]
            b = along(min(t + 0.16, 1.0))[heavy] + [0, 0, 0.03]
            tree.kites(a, b - a, np.linalg.norm(b - a, axis=1) * 1.4, 0.10 + 0.10 * length[heavy] * (1 - t), np.tile([0, 0, 1.0], (n, 1)), 2, 0.4)
    return tree


def pine(seed, height, clumps=70, needles=60):
    """A Scots pine: a tall bare stem (orange above) and a rounded crown of needle clumps."""
    tree = Shape(seed)
    r = tree.random
    bend = r.normal(size=(2, 2)) * 0.012 * height
    t = np.linspace(0, 1, 10)
    stem = np.stack([bend[0, 0] * np.sin(t * 3), bend[0, 1] * np.sin(t * 2.3 + 1) - bend[0, 1] * math.sin(1), t * height * 0.97], -1)
    tree.tube(stem, np.linspace(0.018, 0.004, 10) * height, 9, 0)
    base, way, long = [], [], []
    for k in range(clumps):
        share = r.uniform(0.52, 1.0) ** 0.8
        around = r.random() * 2 * math.pi
        reach = height * 0.17 * math.sin(min(1.0, (1.06 - share) * 2.3) * math.pi / 2) * r.uniform(0.35, 1.1)
        foot = np.array([np.interp(share * 0.9, t, stem[:, 0]), np.interp(share * 0.9, t, stem[:, 1]), share * height * 0.88])
        end = foot + [math.cos(around) * reach, math.sin(around) * reach, reach * 0.35 + 0.1 * height * (share - 0.5)]
        if k % 2 == 0:
            mid = (foot + end) / 2 + [0, 0, -0.06 * reach]
            tree.tube([foot, mid, end], [0.004 * height, 0.003 * height, 0.001 * height], 5, 0)
        ball = r.normal(size=(needles, 3)) * [1, 1, 0.45]
        ball /= np.linalg.norm(ball, axis=1, keepdims=True)
        size = 0.055 * height * r.uniform(0.7, 1.2)
        base.append(end + ball * size * r.uniform(0.1, 0.8, (needles, 1)) * [1, 1, 0.6])
        way.append(ball + [0, 0, 0.5]), long.append(np.full(needles, size * 0.75))
    base, way, long = map(np.concatenate, (base, way, long))
    tree.kites(base, way, long, long * 0.20, None, 1)
    return tree


def broadleaf(seed, height, *, crown_from=0.3, width=0.35, boughs=26, leaves=9000, leaf=0.06, droop=0.25,
              trunk=0.016, rise=0.7, flowers=0, flower=0.035, stems=1, spray=0.35):
    """A leafy tree or bush: stem(s), boughs, twigs and leaves about them; flowers are material 2."""
    tree = Shape(seed)
    r = tree.random
    ends = []
    for stem_number in range(stems):
        around = r.random() * 2 * math.pi
        out = 0.0 if stems == 1 else 0.22 * height * r.uniform(0.4, 1.0)
        t = np.linspace(0, 1, 9)
        wander = np.cumsum(r.normal(size=(9, 2)), axis=0) * 0.009 * height
        stem = np.stack([math.cos(around) * out * t**1.3 + wander[:, 0], math.sin(around) * out * t**1.3 + wander[:, 1], t * height * 0.95], -1)
        stem[:, :2] -= stem[0, :2]
        tree.tube(stem, trunk * height * (1 - 0.9 * t) / stems**0.4 + 0.004, 9, 0)
        for k in range(boughs // stems):
            share = crown_from + (0.97 - crown_from) * (k + r.random()) / (boughs // stems)
            foot = np.array([np.interp(share, t, stem[:, i]) for i in range(3)])
            turn = k * 2.4 + r.normal() * 0.4
            swell = math.sin(math.pi * min(1.0, (share - crown_from) / (1 - crown_from) * 0.75 + 0.25)) ** 0.7
            long = width * height * swell * r.uniform(0.7, 1.15)
            up = rise * (0.5 + share * 0.6)
            s = np.linspace(0, 1, 6)[:, None]
            way = np.array([math.cos(turn), math.sin(turn), up])
            bough = foot + way * s * long + np.array([0, 0, -droop * long]) * s**2.2 + np.cumsum(r.normal(size=(6, 3)), 0) * 0.02 * long
            tree.tube(bough, np.linspace(0.22, 0.03, 6) * trunk * height * (1 - share * 0.5), 5, 0, cap=False)
            ends.append((bough, long))
            for _ in range(5):
                at = r.uniform(0.3, 1.0)
                start = np.array([np.interp(at, s[:, 0], bough[:, i]) for i in range(3)])
                sideways = way + r.normal(size=3) * 0.8
                twig = start + sideways * s[:4] * long * 0.5 + np.array([0, 0, -droop * 1.3 * long]) * s[:4] ** 2
                tree.tube(twig, np.linspace(0.06, 0.015, 4) * trunk * height * 0.6, 4, 0, cap=False)
                ends.append((twig, long * 0.6))

    def places(n):
        pick = r.integers(0, len(ends), n)
        at = r.uniform(0.25, 1.0, n)
        p = np.empty((n, 3))
        for i, (bough, long) in enumerate(ends):
            mine = pick == i
            s = np.linspace(0, 1, len(bough))
            for axis in range(3):
                p[mine, axis] = np.interp(at[mine], s, bough[:, axis])
            p[mine] += r.normal(size=(mine.sum(), 3)) * spray * 0.3 * long * [1, 1, 0.8]
        return p

    base = places(leaves)
    way = r.normal(size=(leaves, 3)) + [0, 0, -0.5]
    tree.kites(base, way, leaf * r.uniform(0.7, 1.3, leaves), leaf * 0.75, r.normal(size=(leaves, 3)) * 0.7 + [0, 0, 1], 1, 0.15)
    if flowers:
        base = places(flowers)
        for _ in range(5):
            tree.kites(base, r.normal(size=(flowers, 3)) + [0, 0, 0.4], flower, flower * 0.8, None, 2)
    return tree


def grass(seed, blades=700, size=1.0, height=0.25, width=0.006, lean=0.5, tops=0):
    """A patch `size` metres square of bent blades; `tops` adds seed heads or small flowers (2)."""
    patch = Shape(seed)
    r = patch.random
    foot = np.concatenate([r.uniform(-size / 2, size / 2, (blades, 2)), np.zeros((blades, 1))], -1)
    around = r.random(blades) * 2 * math.pi
    tall = height * r.uniform(0.5, 1.2, blades)
    bend = np.stack([np.cos(around), np.sin(around), np.zeros(blades)], -1) * (tall * lean * r.random(blades))[:, None]
    side = np.stack([-np.sin(around), np.cos(around), np.zeros(blades)], -1) * width / 2
    up = np.array([0, 0, 1.0])
    middle = foot + up * tall[:, None] * 0.55 + bend * 0.3
    tip = foot + up * tall[:, None] + bend
    corners = np.stack([foot - side, foot + side, middle + side * 0.8, tip, middle - side * 0.8], 1)
    index = np.arange(blades)[:, None] * 5
    part = np.repeat(r.random(blades), 5)
    patch.add(corners, index + [0, 1, 2, 4], 1, False, part)
    patch.faces.append((index + patch.count - blades * 5 + [4, 2, 3], 1, False))
    if tops:
        pick = r.integers(0, blades, tops)
        for _ in range(4):
            patch.kites(tip[pick], r.normal(size=(tops, 3)) + [0, 0, 0.5], 0.022, 0.016, None, 2)
    return patch


def reeds(seed, stalks=60, size=1.2, height=1.7):
    """A stand of common reed with drooping brown plumes (material 2 for the plumes)."""
    bed = Shape(seed)
    r = bed.random
    for _ in range(stalks):
        x, y = r.normal(size=2) * size * 0.4
        tall = height * r.uniform(0.6, 1.1)
        lean = r.normal(size=2) * 0.09 * tall
        s = np.linspace(0, 1, 4)[:, None]
        stalk = np.array([x, y, -0.1]) + s * [0, 0, tall] + s**2 * [lean[0], lean[1], 0]
        bed.tube(stalk, [0.005, 0.005, 0.004, 0.002], 4, 1, cap=False)
        k = 7
        at = r.uniform(0.25, 0.95, k)
        base = np.stack([np.interp(at, s[:, 0], stalk[:, i]) for i in range(3)], -1)
        bed.kites(base, np.stack([r.normal(size=k), r.normal(size=k), np.full(k, 1.1)], -1), tall * 0.24, 0.022, None, 1, 0.2)
        if r.random() < 0.45:
            n = 14
            plume = stalk[-1] + np.stack([r.normal(size=n) * 0.012, r.normal(size=n) * 0.012, r.uniform(-0.12, 0.03, n)], -1)
            bed.kites(plume, np.stack([r.normal(size=n) * 0.5 + lean[0], r.normal(size=n) * 0.5 + lean[1], np.full(n, 0.6)], -1), 0.10, 0.016, None, 2)
    return bed


def lilies(seed, pads=26, size=2.0, flowers=3):
    """Water lilies: round notched pads (1), white flowers (2) with a yellow heart (3)."""
    bed = Shape(seed)
    r = bed.random
    placed = []
    for _ in range(pads * 12):
        x, y = r.normal(size=2) * size * 0.42
        radius = r.uniform(0.07, 0.15)
        if any((x - a) ** 2 + (y - b) ** 2 < ((radius + c) * 0.9) ** 2 for a, b, c in placed):
            continue
        placed.append((x, y, radius))
        turn = r.random() * 2 * math.pi
        angle = turn + np.linspace(0.12, 2 * math.pi - 0.12, 20)
        edge = np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle), 0.004 + 0.005 * r.random() + 0.006 * np.sin(angle * 2 + turn)], -1)
        vertices = np.concatenate([[[x, y, 0.004]], edge])
        bed.add(vertices, [[0, i, i + 1] for i in range(1, 20)], 1, True)
        if len(placed) >= pads:
            break
    for i in range(flowers):
        x, y, radius = placed[i * 3 % len(placed)]
        centre = np.array([x + radius * 0.9, y, 0.02])
        for ring, (count, tilt, long) in enumerate(((9, 0.35, 0.085), (8, 0.9, 0.075), (6, 1.8, 0.06))):
            around = np.arange(count) * 2 * math.pi / count + ring * 0.35
            way = np.stack([np.cos(around), np.sin(around), np.full(count, tilt)], -1)
            bed.kites(np.tile(centre, (count, 1)), way, long, 0.034, np.tile([0, 0, 1.0], (count, 1)), 2, -0.25)
        bed.ball(centre + [0, 0, 0.025], (0.014, 0.014, 0.012), 3, 10, 6)
    return bed


def scatter(mesh_list, places, random, scale=(0.8, 1.2), tilt=2.0):
    """Stand one of the meshes at each place (n, 3), turned and scaled at random."""
    for place in places:
        mesh = mesh_list[random.integers(len(mesh_list))]
        stand(mesh, tuple(place), random.random() * 360, random.uniform(*scale), tuple(random.normal(size=2) * tilt))
