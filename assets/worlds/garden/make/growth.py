"""Trees near the seat: their frames of trunk and boughs, and leaves on twigs.

For trees farther off see the shared `flora.py`; these here spend their triangles where an eye two to
ten metres away looks. Leaves are three-cornered faces along twigs (`Form.twigs`).
"""

import math

import numpy as np

from form import linear, mixed, unit_rows

UP = np.array([0, 0, 1.0])


def birch(wood, leaves, at, height, seed, twigs=210, pieces=8, leaf=0.105, material="leaf-birch", boughs=15, bands=16):
    """A silver birch: white stem with dark marks, thin boughs, leaves on hanging twigs."""
    r = np.random.default_rng(seed)
    at = np.asarray(at, float)
    t = np.linspace(0, 1, 12)
    bend = r.normal(size=(2, 2)) * 0.025 * height
    stem = np.stack([bend[0, 0] * np.sin(t * 3), bend[0, 1] * np.sin(t * 2.5), t * height * 0.95], -1)
    radius = 0.0125 * height * (1 - t) ** 0.8 + 0.01
    radius[0] *= 1.5
    white = np.where(r.random((12, 7, 1)) < 0.10, linear("6a625a"), linear("e6e1d6") * r.uniform(0.82, 1.05, (12, 7, 1)))
    white[0] = linear("4a433c")
    white[-3:] = linear("6d5d50")
    wood.tube(stem + at, radius, white, 7)
    # Short dark bands across the bark, what everybody knows a birch by.
    for _ in range(bands):
        z = r.uniform(0.03, 0.5)
        a, p = r.random() * 6.28, np.array([np.interp(z, t, stem[:, i]) for i in range(3)]) + at
        out = np.interp(z, t, radius) * 1.03
        arc = a + np.linspace(-0.6, 0.6, 5)
        bar = np.stack([p[0] + out * np.cos(arc), p[1] + out * np.sin(arc), np.full(5, p[2])], -1)
        thick = np.outer([0.2, 0.9, 1.0, 0.8, 0.2], [0, 0, 0.028 * r.uniform(0.5, 1.6)])
        wood.loft(np.stack([bar - thick, bar + thick]), "2f2b29", closed=False)
    ends = []
    for k in range(boughs):
        share = 0.27 + 0.68 * (k + r.random() * 0.6) / boughs
        foot = np.array([np.interp(share, t, stem[:, i]) for i in range(3)])
        a = k * 2.4 + r.normal() * 0.4
        long = height * 0.26 * math.sin(math.pi * min(1, (share - 0.2) * 0.85 + 0.28)) ** 0.7 * r.uniform(0.8, 1.15)
        s = np.linspace(0, 1, 4)[:, None]
        bough = foot + np.array([math.cos(a), math.sin(a), 1.15]) * s * long + np.array([0, 0, -0.5 * long]) * s**2.4
        wood.tube(bough + at, np.linspace(0.30, 0.05, 4) * 0.0125 * height, "8d7f72", 3)
        ends.append((bough, long))
    lines, tones, bare = [], [], []
    for i in range(twigs):
        bough, long = ends[r.integers(len(ends))]
        share = r.uniform(0.3, 1.0)
        foot = np.array([np.interp(share, np.linspace(0, 1, 4), bough[:, j]) for j in range(3)])
        if i % 5 == 0:
            bare.append(len(lines))
        else:
            foot += r.normal(size=3) * [0.14, 0.14, 0.10] * long
        s = np.linspace(0, 1, pieces + 1)[:, None]
        way = unit_rows(r.normal(size=3) + [foot[0] * 0.5, foot[1] * 0.5, 0]) * [1, 1, 0.3]
        lines.append(foot + way * s * long * 0.45 + np.array([0, 0, -1]) * s**1.5 * long * r.uniform(0.35, 0.75) + at)
        tones.append(r.random())
    lines = np.array(lines)
    soft = lines.mean(1) - (at + [0, 0, height * 0.55])
    leaves.random = r
    leaves.twigs(lines, leaf, mixed("86a544", "4f6f28", tones) * r.uniform(0.85, 1.15, (twigs, 1)), material, 0.7, soft + UP * 0.4)
    # Thin twigs that stay when the leaves are gone.
    for k in bare:
        line = lines[k][[0, pieces // 2, pieces]]
        side = np.array([0.008, 0.008, 0])
        wood.add(np.concatenate([line - side * [[1], [0.7], [0.2]], line + side * [[1], [0.7], [0.2]]]), [[0, 1, 4, 3], [1, 2, 5, 4]], "5a4038", "leaf-twig", True, 0.4)


def trunk(form, points, radii, bark="6b5e52", dark="473d35", sides=8, lichen=0.0):
    """A stem in bark that is darker in its furrows."""
    r = form.random
    n = len(points)
    share = r.random((n, sides, 1))
    paint = linear(bark) * (1 - share) + linear(dark) * share
    if lichen:
        mark = (r.random((n, sides, 1)) < lichen) * 0.6
        paint = paint * (1 - mark) + linear("a9ab92") * mark
    form.tube(points, radii, paint, sides)


def crown(seed, height, *, spread=0.55, fork=0.3, boughs=11, sub=5, thick=0.035, lean=(0.0, 0.0), rise=0.75):
    """The frame of a broad tree: a list of (points, radii), first the trunk, then boughs, then branches."""
    r = np.random.default_rng(seed)
    t = np.linspace(0, 1, 6)[:, None]
    top = height * (fork + 0.18)
    stem = t * [lean[0], lean[1], top] + np.sin(t * 3) * [0.05 * height * r.normal() * 0.5, 0.04 * height * r.normal() * 0.5, 0]
    frame = [(stem, thick * height * (1.25 - 0.65 * t[:, 0]))]
    for k in range(boughs):
        a = k * 2.4 + r.normal() * 0.3
        share = r.uniform(0.6, 1.0)
        foot = np.array([np.interp(share, t[:, 0], stem[:, i]) for i in range(3)])
        up = r.uniform(0.35, 1.1) * rise
        long = height * spread * r.uniform(0.75, 1.05) / math.hypot(1, up * 0.6)
        s = np.linspace(0, 1, 5)[:, None]
        way = np.array([math.cos(a), math.sin(a), up])
        bough = foot + way * s * long + np.cumsum(r.normal(size=(5, 3)), 0) * 0.028 * long + np.array([0, 0, -0.22 * long]) * s**2.5
        bough -= bough[0] - foot
        frame.append((bough, np.linspace(0.45, 0.10, 5) * thick * height))
        for _ in range(sub):
            at = r.uniform(0.3, 1.0)
            start = np.array([np.interp(at, s[:, 0], bough[:, i]) for i in range(3)])
            q = np.linspace(0, 1, 3)[:, None]
            way2 = unit_rows(way + r.normal(size=3) * 0.75 + UP * 0.25)
            frame.append((start + way2 * q * long * r.uniform(0.3, 0.55) + np.array([0, 0, 0.1 * long]) * q**2, np.array([0.10, 0.06, 0.025]) * thick * height))
    return frame


def along(frame, r, n, spread, skip=1):
    """n points about a frame's branches (more where they are long), and how far each sits from its foot."""
    lengths = np.array([np.linalg.norm(np.diff(p, axis=0), axis=1).sum() for p, _ in frame[skip:]])
    pick = r.choice(len(lengths), n, p=lengths / lengths.sum())
    share = r.uniform(0.25, 1.02, n)
    points = np.empty((n, 3))
    for i, (line, _) in enumerate(frame[skip:]):
        mine = pick == i
        s = np.linspace(0, 1, len(line))
        for axis in range(3):
            points[mine, axis] = np.interp(share[mine], s, line[:, axis])
    return points + r.normal(size=(n, 3)) * spread




def spruce(form, at, height, seed, tiers=13, sides=9, material="needle"):
    """A spruce for fifteen metres and beyond: many ragged tiers of boughs that hang, paler at their tips."""
    r = np.random.default_rng(seed)
    at = np.asarray(at, float)
    form.tube([at - [0, 0, 0.3], at + [0, 0, height * 0.2]], [0.016 * height, 0.012 * height], "4a3d33", 5)
    for k in range(tiers):
        share = k / tiers
        z = height * (0.05 + 0.93 * share**0.95)
        reach = height * 0.185 * (1 - share) ** 0.8 * (0.75 if k == 0 else 1) + 0.10
        n = sides if share < 0.65 else max(5, sides - 3)
        i = np.arange(2 * n)
        a = i * math.pi / n + r.random() * 6 + r.normal(size=2 * n) * 0.08
        tip = i % 2 == 0
        out = reach * np.where(tip, 1.0, 0.50) * r.uniform(0.8, 1.18, 2 * n)
        low = np.where(tip, -0.030, 0.012) * height * (1 - 0.6 * share) * r.uniform(0.6, 1.4, 2 * n)
        rim = np.stack([out * np.cos(a), out * np.sin(a), z + low], -1) + at
        top = at + [0, 0, min(z + height * (0.17 - 0.08 * share), height)]
        faces = np.stack([i, (i + 1) % (2 * n), np.full(2 * n, 2 * n)], -1)
        tone = r.uniform(0.85, 1.15, (2 * n, 1))
        paint = np.concatenate([np.where(tip[:, None], linear("557a45"), linear("243a20")) * tone, [linear("1b2c19")]])
        soft = np.concatenate([rim - (at + [0, 0, z - 0.1 * height]), [[0, 0, 1.0]]])
        form.add(np.concatenate([rim, [top]]), faces, paint, material, True, 0.08, 0, unit_rows(soft))


def spires(form, feet, tall, colour, random, material="needle-far"):
    """The edge of a far wood: spires side by side along `feet` (n, 3), lit as one soft wall."""
    feet = np.asarray(feet, float)
    n = len(feet)
    share = np.where(np.arange(n) % 2, 1.0, 0.62) * random.uniform(0.65, 1.15, n) * (0.8 + 0.25 * np.sin(np.arange(n) / 15))
    tone = random.uniform(0.8, 1.15, (n, 1))
    top = feet + np.stack([np.zeros(n), np.zeros(n), tall * share], -1)
    form.loft(np.stack([feet - [0, 0, 2.0], top]), np.stack([linear(colour) * 0.75 * tone, linear(colour) * tone]), material, True, False)
    towards = -feet * [1, 1, 0] / (np.linalg.norm(feet[:, :2], axis=1, keepdims=True) + 1e-9)
    form.normals[-1][:] = np.tile(towards * 0.8 + UP * 0.6, (2, 1))


def crown_ball(form, at, height, seed, material="leaf-bush", colours=("4f7038", "6f8f48")):
    """A round leafy tree far away: a stem and three ragged clumps."""
    r = np.random.default_rng(seed)
    at = np.asarray(at, float)
    form.tube([at, at + [0, 0, height * 0.45]], [0.03 * height, 0.02 * height], "6b5e52", 4)
    for k in range(3):
        centre = at + [r.normal() * 0.10 * height, r.normal() * 0.10 * height, height * (0.52 + 0.14 * k)]
        start = form.count
        form.ball(centre, np.array([0.30, 0.30, 0.24]) * height * r.uniform(0.85, 1.15) * (1.1 - 0.15 * k), mixed(*colours, r.random()), 8, 6, material, sway=0.2)
        form.vertices[-1] += (r.normal(size=(form.count - start, 3)) * 0.035 * height).astype(np.float32)
        form.normals[-1][:] = unit_rows(form.vertices[-1] - centre + UP * 0.2 * height)


def laden(form, frame, at, least=0.012, thick=0.05):
    """Snow along the upper side of a tree's boughs."""
    from blooms import snow_line

    for line, radii in frame[1:]:
        if radii.mean() > least:
            lifted = line + np.asarray(at, float) + np.stack([radii * 0, radii * 0, radii * 0.7], -1)
            snow_line(form, lifted, radii * 2.0 + 0.015, thick)
