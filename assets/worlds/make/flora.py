"""Northern plants as pieces with vertex colours, each about its own foot, z up.

Leaves are cards cut to the outline of a leaf cluster, so they need no texture; far trees are
jagged tiers and clumps that keep the right silhouette for thirty vertices. Trees come in three
finenesses: `near` (5–20 m), `mid` (20–50 m) and `far`. Sway grows with height and out on the twigs.

Materials: needle-spruce, needle-pine, leaf-birch (and other leaf-…), solid-bark, grass-…; call
`seasons()` once so that they carry their colours through the year.
"""

import math

import numpy as np

import world
from forms import Form, Paint, Piece, linear

TAU = 2 * math.pi
CLUSTER = [(0, 0), (0.35, 0.12), (0.62, 0.38), (0.26, 0.36), (0.42, 0.78), (0.10, 0.55), (0.02, 1.0), (-0.16, 0.58), (-0.45, 0.72), (-0.27, 0.36), (-0.6, 0.30), (-0.3, 0.1)]
SPRIG = [(0, 0), (0.5, 0.3), (0.18, 0.35), (0.32, 0.85), (0, 0.55), (-0.25, 0.95), (-0.2, 0.4), (-0.55, 0.35)]
FEATHER = [(0, 0), (0.5, 0.30), (0.2, 0.36), (0.44, 0.62), (0.16, 0.68), (0, 1.0), (-0.2, 0.70), (-0.44, 0.56), (-0.2, 0.36), (-0.5, 0.28)]
TRIANGLE = [(-0.5, 0), (0.5, 0), (0, 1.0)]
LEAF = [(0, 0), (0.42, 0.4), (0, 1.0), (-0.42, 0.4)]


def star(points, inner=0.45):
    """A spiky round card about its middle: pine needles, daisies."""
    rim = [(0.5 * r * math.cos(a), 0.5 + 0.5 * r * math.sin(a)) for a, r in ((i * math.pi / points, 1.0 if i % 2 == 0 else inner) for i in range(2 * points))]
    return [(0, 0.5)] + rim + rim[:1]


def seasons():
    """The seasons' colours of the plants' materials (they multiply the vertex colour)."""
    world.material("leaf-birch", season={"spring": (1.45, 1.25, 0.75), "autumn": (3.1, 1.45, 0.6)}, bare_in=["winter"])
    world.material("leaf-aspen", season={"spring": (1.35, 1.2, 0.8), "autumn": (3.6, 0.95, 0.6)}, bare_in=["winter"])
    world.material("leaf-bush", season={"spring": (1.3, 1.2, 0.8), "autumn": (2.6, 1.1, 0.7)}, bare_in=["winter"])
    world.material("leaf-berry", season={"spring": (1.3, 1.2, 0.8), "autumn": (3.0, 0.6, 0.8)}, bare_in=["winter"])
    world.material("needle-spruce", season={"winter": (0.85, 0.95, 1.05)})
    world.material("needle-pine", season={"winter": (0.85, 0.95, 1.05)})
    world.material("grass-meadow", season={"spring": (0.95, 1.1, 0.8), "autumn": (1.5, 0.86, 1.3), "winter": (1.9, 1.1, 2.2)})
    world.material("grass-reed", season={"spring": (1.8, 1.15, 2.0), "autumn": (1.7, 1.0, 1.9), "winter": (2.0, 1.3, 3.2)})


def rising(height, most=0.6, power=1.6):
    """Sway that grows with height."""
    return lambda p, part: most * np.clip(p[:, 2] / height, 0, 1) ** power


def bark_of(kind, height):
    """A paint for a trunk: spruce, pine (orange above), birch (white with dark marks, rough foot)."""
    def birch(p, part):
        n = len(p)
        t = p[:, 2] / height
        around = np.arctan2(p[:, 1], p[:, 0])
        white = np.tile(linear("dcd8ce"), (n, 1)) * (0.86 + 0.14 * np.sin(p[:, 2] * 3.1 + around * 2))[:, None]
        mark = (np.sin(p[:, 2] * 23 + 2.5 * np.sin(p[:, 2] * 5.1)) * np.sin(around * 2 + p[:, 2] * 1.7 + np.sin(p[:, 2] * 9))) > 0.55
        white[mark] = linear("3a342f")
        foot = np.clip(1.1 - p[:, 2] / 0.9 + 0.5 * np.sin(around * 3 + p[:, 2] * 6), 0, 1)[:, None]
        twigs = np.clip((t - 0.55) * 3, 0, 0.8)[:, None]
        return (white * (1 - foot) + linear("4a433c") * foot) * (1 - twigs) + linear("6a4a3e") * twigs

    def pine(p, part):
        t = np.clip((p[:, 2] / height - 0.30) * 3.5, 0, 1)[:, None]
        plate = (0.85 + 0.25 * np.sin(p[:, 2] * 11 + np.arctan2(p[:, 1], p[:, 0]) * 3))[:, None]
        return (linear("5d4b40") * (1 - t) + linear("b0713f") * t) * plate

    def spruce(p, part):
        return np.tile(linear("574639"), (len(p), 1)) * (0.85 + 0.2 * np.sin(p[:, 2] * 9 + np.arctan2(p[:, 1], p[:, 0]) * 4))[:, None]

    return Paint("solid-bark", {"birch": birch, "pine": pine, "spruce": spruce}[kind], sway=rising(height, 0.25, 2.0))


def _greens(low, high, foot=None, top=None):
    """A colour that goes from `low` deep in a crown to `high` outside by the part's number and height."""
    a, b = linear(low), linear(high)

    def colour(p, part):
        mix = part if foot is None else np.clip(0.55 * part + 0.45 * (p[:, 2] - foot) / (top - foot), 0, 1)
        return a + (b - a) * mix[:, None]

    return colour


def spruce(seed, height, fine="far"):
    """A Norway spruce: sagging whorls with lifted tips, broad below and a spire above."""
    form = Form(seed)
    r = form.random
    reach = 0.165 * height * r.uniform(0.85, 1.15)
    needles = Paint("needle-spruce", _greens("24391a", "527539"), sway=rising(height, 0.35), normals="out", centre=(0, 0, height * 0.30), vary=0.15)
    if fine == "far":
        tiers, teeth = 6, 7
    elif fine == "mid":
        tiers, teeth = 12, 11
    else:
        tiers, teeth = 0, 0
    if fine != "near":
        form.tube([(0, 0, -0.3), (0, 0, 0.25 * height)], [0.014 * height, 0.012 * height], 5, bark_of("spruce", height), cap=False)
        turn = r.random() * TAU
        for k in range(tiers):
            share = k / tiers
            foot = height * (0.07 + 0.88 * share**0.92)
            wide = reach * (1 - share) ** 0.85 * (0.72 if k == 0 else 1.0) + 0.02 * height
            top = min(height, foot + height * (1.9 / tiers) * (1 - 0.35 * share))
            points = [(0, 0, top)]
            parts = [0.15]
            for i in range(2 * teeth):
                a = turn + i * TAU / (2 * teeth) + r.normal() * 0.07
                out = wide * (r.uniform(0.8, 1.12) if i % 2 == 0 else r.uniform(0.5, 0.62))
                z = foot - (0.035 * height * (1 - share) * r.uniform(0.6, 1.4) if i % 2 == 0 else -0.012 * height)
                points.append((out * math.cos(a), out * math.sin(a), z))
                parts.append(r.uniform(0.5, 1.0) if i % 2 == 0 else r.uniform(0.0, 0.3))
            n = 2 * teeth
            form.add(points, [[0, 1 + i, 1 + (i + 1) % n] for i in range(n)], needles, True, np.array(parts))
            turn += 0.9
        return form.piece()
    lean = r.normal(size=2) * 0.008 * height
    stem = [(lean[0] * t * t, lean[1] * t * t, -0.3 + t * (height + 0.2)) for t in np.linspace(0, 1, 7)]
    form.tube(stem, np.linspace(0.017, 0.001, 7) * height, 7, bark_of("spruce", height), cap=False)
    base, way, long, normal, part = [], [], [], [], []
    z = 0.06 * height
    while z < 0.97 * height:
        share = z / height
        count = 8 if share < 0.6 else 6
        start = r.random() * TAU
        for i in range(count):
            a = start + i * TAU / count + r.normal() * 0.15
            length = (reach * (1 - share) ** 0.8 + 0.05) * r.uniform(0.75, 1.15) * min(1, 0.6 + share * 4)
            rise = math.radians(-20 + 70 * share**1.4) + r.normal() * 0.1
            base.append((lean[0] * share**2, lean[1] * share**2, z))
            way.append((math.cos(a) * math.cos(rise), math.sin(a) * math.cos(rise), math.sin(rise)))
            normal.append((-math.cos(a) * math.sin(rise), -math.sin(a) * math.sin(rise), math.cos(rise)))
            long.append(length)
            part.append(r.random())
        z += height * 0.043 * (1.15 - 0.6 * share)
    base, way, long, normal, part = map(np.array, (base, way, long, normal, part))
    form.cards(base, way, long, long * 0.62, FEATHER, normal + r.normal(size=normal.shape) * 0.15, needles, 0.22, part)
    # Hanging curtains under the boughs.
    for at in (0.5,):
        keep = r.random(len(base)) < 0.7
        feet = base[keep] + way[keep] * long[keep][:, None] * at - [0, 0, 1] * (0.2 * at**2 * long[keep])[:, None]
        down = np.stack([way[keep][:, 0] * 0.7, way[keep][:, 1] * 0.7, -np.ones(keep.sum())], -1)
        form.cards(feet, down, 0.26 * long[keep] + 0.08, 0.30 * long[keep] + 0.06, SPRIG, None, needles, 0.0, part[keep] * 0.5)
    return form.piece()


def blob(form, centre, radii, paint, sides=8, rings=4, jag=0.25, part=None):
    """A jagged clump of leaves or needles, flat below."""
    r = form.random
    polar = np.linspace(0.0, math.pi * 0.72, rings + 1)[1:]
    points, parts = [(0, 0, 1.0)], [0.9]
    turn = r.random() * TAU
    for j, p in enumerate(polar):
        for i in range(sides):
            a = turn + (i + 0.5 * (j % 2)) * TAU / sides
            size = 1 + r.uniform(-jag, jag) + (jag if (i + j) % 2 else -jag) * 0.5
            points.append((math.sin(p) * math.cos(a) * size, math.sin(p) * math.sin(a) * size, math.cos(p) * size))
            parts.append(np.clip(0.5 + 0.5 * math.cos(p) + r.uniform(-0.3, 0.3), 0, 1))
    points.append((0, 0, -0.35)), parts.append(0.0)
    faces = [[0, 1 + i, 1 + (i + 1) % sides] for i in range(sides)]
    for j in range(rings - 1):
        a, b = 1 + j * sides, 1 + (j + 1) * sides
        for i in range(sides):
            k = (i + 1) % sides
            if j % 2 == 0:
                faces += [[a + i, b + i, a + k], [a + k, b + i, b + k]]
            else:
                faces += [[a + i, b + i, b + k], [a + i, b + k, a + k]]
    last = 1 + (rings - 1) * sides
    faces += [[last + i, len(points) - 1, last + (i + 1) % sides] for i in range(sides)]
    form.add(np.array(points) * radii + np.asarray(centre, float), faces, paint, True, np.array(parts) if part is None else part)


def pine(seed, height, fine="far"):
    """A Scots pine: a tall bare stem, orange above, and a flat-topped open crown."""
    form = Form(seed)
    r = form.random
    bark = bark_of("pine", height)
    needles = Paint("needle-pine", _greens("33472a", "6f8a4c"), sway=rising(height, 0.4), normals="out", centre=(0, 0, height * 0.62), vary=0.12)
    bend = r.normal(size=2) * 0.035 * height
    n = {"far": 3, "mid": 6, "near": 16}[fine]
    t = np.linspace(0, 1, n)
    stem = np.stack([bend[0] * np.sin(t * 3), bend[1] * np.sin(t * 2.3), t * height * 0.95 - 0.2], -1)
    form.tube(stem, np.linspace(0.019, 0.004, n) * height, {"far": 4, "mid": 6, "near": 10}[fine], bark, cap=False)
    clumps = {"far": 5, "mid": 9, "near": 13}[fine]
    for k in range(clumps):
        share = 0.55 + 0.43 * (k + r.random() * 0.6) / clumps
        a = k * 2.4 + r.normal() * 0.5
        out = height * 0.15 * math.sin(min(1.0, (1.08 - share) * 2.4) * math.pi / 2) * r.uniform(0.55, 1.15)
        foot = np.array([np.interp(share * 0.92, t, stem[:, i]) for i in range(3)])
        end = foot + [math.cos(a) * out, math.sin(a) * out, out * 0.35 + 0.02 * height]
        if k == clumps - 1:
            end = stem[-1] + [0, 0, 0.01 * height]
        size = height * r.uniform(0.075, 0.11) * (1.25 if fine == "far" else 1.0)
        if fine != "far":
            form.tube([foot, (foot + end) / 2 - [0, 0, 0.06 * out], end], [0.005 * height, 0.004 * height, 0.0015 * height], 4, bark, cap=False)
        if fine == "near":
            blob(form, end - [0, 0, 0.1 * size], np.array([0.72, 0.72, 0.34]) * size, needles, 7, 3, 0.35)
            m = 34
            ball = r.normal(size=(m, 3))
            ball /= np.linalg.norm(ball, axis=1, keepdims=True)
            feet = end + ball * size * r.uniform(0.35, 0.95, (m, 1)) * [1.15, 1.15, 0.5]
            form.cards(feet - [0, 0, 0.1], ball * [1, 1, 0.6] + [0, 0, 0.35], size * r.uniform(0.34, 0.5, m), size * 0.44, star(5, 0.36), None, needles, 0.0, np.clip(0.5 + 0.5 * ball[:, 2] + r.normal(size=m) * 0.2, 0, 1))
        else:
            if fine == "mid":
                m = 5
                ball = r.normal(size=(m, 3))
                ball /= np.linalg.norm(ball, axis=1, keepdims=True)
                form.cards(end + ball * size * [1.0, 1.0, 0.42] - [0, 0, 0.2], ball * [1, 1, 0.6] + [0, 0, 0.4], size * 0.6, size * 0.55, star(4, 0.42), None, needles, 0.0, np.clip(0.5 + 0.5 * ball[:, 2] + r.normal(size=m) * 0.2, 0, 1))
            if fine in ("far", "mid"):
                m = 8 if fine == "far" else 11
                a = np.arange(m) * TAU / m + r.random()
                form.cards(np.tile(end, (m, 1)) + np.stack([np.cos(a), np.sin(a), r.uniform(-0.2, 0.5, m)], -1) * size * 0.55, np.stack([np.cos(a), np.sin(a), r.uniform(0.1, 0.6, m)], -1), size * 0.85, size * 0.55, TRIANGLE, np.tile([0, 0, 1.0], (m, 1)) + r.normal(size=(m, 3)) * 0.4, needles, 0.0, r.uniform(0.4, 1.0, m))
            blob(form, end, np.array([1.2, 1.2, 0.55]) * 0.72 * size * (1.0 if fine == "far" else 0.8), needles, 7, 2 if fine == "far" else 3, 0.34)
    return form.piece()


def birch(seed, height, fine="far", leaf="leaf-birch", clusters=700, bark="birch", greens=("3c5a1e", "86a544"), droop=0.8, width=0.22):
    """A silver birch with hanging outer twigs; bare it keeps trunk, boughs and purple twigs."""
    form = Form(seed)
    r = form.random
    wood = bark_of(bark, height)
    leaves = Paint(leaf, _greens(*greens), sway=rising(height, 0.9, 1.0), normals="out", centre=(0, 0, height * 0.5), vary=0.14)
    twig = Paint("cloth-twig", "5a4038", "7a5a4e", sway=rising(height, 0.8, 1.0), normals="out", centre=(0, 0, height * 0.5))
    rings = {"far": 3, "mid": 7, "near": int(height * 3.5)}[fine]
    t = np.linspace(0, 1, rings)
    wander = r.normal(size=4) * 0.02 * height
    stem = np.stack([wander[0] * np.sin(t * 2.5) + wander[1] * t**2, wander[2] * np.sin(t * 2.1) + wander[3] * t**2, t * height * 0.95 - 0.15], -1)
    girth = 0.0125 * height * (1 - 0.92 * t) + 0.05 * height * 0.0125 * np.exp(-t * 30) * 8
    form.tube(stem, girth, {"far": 4, "mid": 5, "near": 8}[fine], wood, cap=False)
    boughs = {"far": 0, "mid": 7, "near": 22}[fine]
    ends = []
    for k in range(boughs):
        share = 0.26 + 0.70 * (k + r.random()) / boughs
        foot = np.array([np.interp(share, t, stem[:, i]) for i in range(3)])
        a = k * 2.4 + r.normal() * 0.4
        swell = math.sin(math.pi * min(1.0, (share - 0.26) / 0.74 * 0.72 + 0.28)) ** 0.7
        long = width * height * swell * r.uniform(0.75, 1.15)
        s = np.linspace(0, 1, 5)[:, None]
        line = foot + np.array([math.cos(a), math.sin(a), 1.1]) * s * long - [0, 0, 1] * (droop * long * s**2.4)
        form.tube(line, np.linspace(0.0032, 0.0007, 5) * height * (1.2 - 0.6 * share), 3, wood, cap=False)
        ends.append((line, long))
    if fine == "far":
        blob(form, (0, 0, 0.52 * height), np.array([0.085, 0.085, 0.22]) * height, leaves, 6, 3, 0.35, part=np.zeros(20))
        m = 100
        ball = r.normal(size=(m, 3))
        ball /= np.linalg.norm(ball, axis=1, keepdims=True)
        feet = ball * np.array([0.15, 0.15, 0.30]) * height * r.uniform(0.6, 1.05, (m, 1)) * np.clip(1.25 - 0.6 * np.clip(ball[:, 2:], 0, 1), 0, 1) + [0, 0, 0.60 * height]
        form.cards(feet, ball * 0.6 + r.normal(size=(m, 3)) * 0.3 + [0, 0, -0.8], 0.085 * height * r.uniform(0.7, 1.3, m), 0.07 * height, TRIANGLE, None, leaves, 0.0, np.clip(0.5 + ball[:, 2] * 0.4 + r.normal(size=m) * 0.2, 0, 1))
        m = 10
        a, z = r.random(m) * TAU, height * r.uniform(0.3, 0.7, m)
        form.cards(np.stack([a * 0, a * 0, z], -1), np.stack([np.cos(a), np.sin(a), np.full(m, 1.6)], -1), height * 0.28, height * 0.02, TRIANGLE, None, twig)
        return form.piece()
    # Fine hanging twigs, seen in winter, and the leaf clusters that hang along them.
    hang = []
    for line, long in ends:
        for _ in range(3 if fine == "mid" else 9):
            at = r.uniform(0.35, 1.0)
            start = np.array([np.interp(at, np.linspace(0, 1, 5), line[:, i]) for i in range(3)])
            way = np.array([r.normal() * 0.35, r.normal() * 0.35, -0.25]) + (line[-1] - line[0]) / max(long, 0.1) * 0.35
            length = long * r.uniform(0.35, 0.75) * (0.6 + 0.4 * droop)
            hang.append((start, way, length))
    start, way, length = (np.array(x) for x in zip(*hang))
    form.cards(start, way, length, 0.02 if fine == "near" else 0.05, TRIANGLE, None, twig)
    near = fine == "near"
    count = clusters if near else 74
    if near:
        # Beside the seat leaves are seen one by one.
        count *= 4
    pick = r.integers(0, len(hang), count)
    s = r.uniform(0.0, 1.0, count)[:, None]
    unit = way / np.linalg.norm(way, axis=1, keepdims=True)
    feet = start[pick] + unit[pick] * s * length[pick][:, None] - [0, 0, 1] * (0.35 * s**2 * length[pick][:, None])
    feet = feet + r.normal(size=(count, 3)) * (0.08 if near else 0.2)
    outward = (feet - [0, 0, height * 0.5]) / height
    size = (0.0155 if near else 0.07) * height * r.uniform(0.6, 1.25, count)
    part = np.clip(np.linalg.norm(outward[:, :2], axis=1) * 2.2 + r.normal(size=count) * 0.25, 0, 1)
    way = r.normal(size=(count, 3)) * (0.55 if near else 0.28) + outward * 0.5 + [0, 0, -droop]
    form.cards(feet, way, size, size * (0.82 if near else 0.45), LEAF if near else FEATHER[:6] + FEATHER[7:], None, leaves, 0.1, part)
    return form.piece()


def bush(seed, size=1.2, leaf="leaf-bush", count=70, greens=("2f4a1c", "6f8f3e"), cluster=0.22, outline=None):
    """A round bush of leaf clusters on a few stems."""
    form = Form(seed)
    r = form.random
    leaves = Paint(leaf, _greens(*greens), sway=rising(size, 0.7, 1.0), normals="out", centre=(0, 0, 0.1 * size), vary=0.15)
    stem = Paint("cloth-twig", "5a4a3c", "6b5a4a", sway=rising(size, 0.5, 1.0), normals="out")
    m = 9 if size > 1 else 4
    a = r.random(m) * TAU
    form.cards(np.zeros((m, 3)), np.stack([np.cos(a), np.sin(a), r.uniform(0.8, 2.0, m)], -1), size * r.uniform(0.7, 1.0, m), 0.035 * size, TRIANGLE, None, stem)
    ball = r.normal(size=(count, 3))
    ball /= np.linalg.norm(ball, axis=1, keepdims=True)
    ball[:, 2] = np.abs(ball[:, 2])
    feet = ball * r.uniform(0.45, 0.95, (count, 1)) ** 0.5 * size * [0.62, 0.62, 0.85]
    long = size * cluster * r.uniform(0.7, 1.3, count)
    form.cards(feet, ball + r.normal(size=(count, 3)) * 0.5, long, long * 0.9, outline or SPRIG, None, leaves, 0.15, np.clip(0.3 + ball[:, 2] * 0.5 + r.normal(size=count) * 0.2, 0, 1))
    return form.piece()


def tuft(seed, blades=12, height=0.3, spread=0.14, width=0.016, material="grass-meadow", greens=("3a5a1c", "8aa548"), lean=0.5, simple=False):
    """A tuft of bent grass: each blade two triangles, darker at the foot."""
    form = Form(seed)
    r = form.random
    foot, tip = linear(greens[0]), linear(greens[1])
    paint = Paint(material, lambda p, part: foot + (tip - foot) * np.clip(p[:, 2] / height * 0.9 + 0.1 * part, 0, 1)[:, None], sway=lambda p, part: np.clip(p[:, 2] / height, 0, 1) ** 1.3, normals="up", vary=0.2)
    a = r.random(blades) * TAU
    base = np.stack([r.normal(size=blades) * spread, r.normal(size=blades) * spread, np.full(blades, -0.02)], -1)
    tall = height * r.uniform(0.55, 1.15, blades)
    out = np.stack([np.cos(a), np.sin(a), np.zeros(blades)], -1)
    side = np.stack([-np.sin(a), np.cos(a), np.zeros(blades)], -1) * width / 2
    bend = (lean * r.uniform(0.2, 1.0, blades) * tall)[:, None]
    middle = base + [0, 0, 1] * tall[:, None] * 0.6 + out * bend * 0.35
    end = base + [0, 0, 1] * tall[:, None] + out * bend
    if simple:
        form.add(np.stack([base - side, base + side, end], 1).reshape(-1, 3), np.arange(blades * 3).reshape(-1, 3), paint, False, np.repeat(r.random(blades), 3))
        return form.piece()
    points = np.stack([base - side, base + side, middle + side * 0.8, end, middle - side * 0.8], 1).reshape(-1, 3)
    index = np.arange(blades)[:, None] * 5
    form.add(points, np.concatenate([index + [0, 1, 2], index + [0, 2, 4], index + [4, 2, 3]]), paint, False, np.repeat(r.random(blades), 5))
    return form.piece()


def reeds(seed, stalks=9, height=1.7, spread=0.35, plumes=True):
    """Common reed: stalks with long leaves; brown plumes that stay through the winter."""
    form = Form(seed)
    r = form.random
    paint = Paint("grass-reed", _greens("3f5a24", "93a650", 0, height), sway=rising(height, 1.0, 1.3), normals="up", vary=0.15)
    plume = Paint("cloth-plume", "6e5544", "8a6f58", sway=0.9)
    for _ in range(stalks):
        x, y = r.normal(size=2) * spread
        tall = height * r.uniform(0.6, 1.1)
        lean = r.normal(size=2) * 0.08 * tall
        foot, top = np.array([x, y, -0.15]), np.array([x + lean[0], y + lean[1], tall])
        part = r.random()
        form.cards([foot], [top - foot], tall + 0.15, 0.014, [(-0.5, 0), (0.5, 0), (0.25, 1), (-0.25, 1)], r.normal(size=(1, 3)) * [1, 1, 0], paint, 0.0, part)
        k = 3
        at = r.uniform(0.25, 0.85, k)[:, None]
        a = r.random(k) * TAU
        form.cards(foot + (top - foot) * at, np.stack([np.cos(a), np.sin(a), np.full(k, 1.3)], -1), tall * 0.32, 0.026, LEAF, None, paint, 0.35, part)
        if plumes and r.random() < 0.4:
            form.cards([top - [0, 0, 0.05]] * 2, [[lean[0] + 0.03, lean[1], 0.2]] * 2, 0.2, 0.06, SPRIG, r.normal(size=(2, 3)) * [1, 1, 0.2], plume, 0.15)
    return form.piece()


def lilies(seed, pads=16, size=1.6, flowers=2):
    """Water lilies: (pads piece, flowers piece); round notched pads lie at height 0."""
    form, bloom = Form(seed), Form(seed + 1)
    r = form.random
    pad = Paint("solid-lily", "3f6a35", "6b7a3a", vary=0.2)
    white, heart = Paint("cloth-lily", "f6f3ea", "efe0dc", vary=0.03), Paint("solid-lily", "e8b030")
    placed = []
    for _ in range(pads * 14):
        x, y = r.normal(size=2) * size * 0.45
        radius = r.uniform(0.08, 0.15)
        if any((x - a) ** 2 + (y - b) ** 2 < ((radius + c) * 0.95) ** 2 for a, b, c in placed):
            continue
        placed.append((x, y, radius))
        angle = r.random() * TAU + np.linspace(0.15, TAU - 0.15, 12)
        edge = np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle), 0.012 + 0.008 * np.sin(angle * 2)], -1)
        form.add(np.concatenate([[[x, y, 0.008]], edge]), [[0, i, i + 1] for i in range(1, 12)], pad, True)
        if len(placed) >= pads:
            break
    for i in range(flowers):
        x, y, radius = placed[(i * 3 + 1) % len(placed)]
        centre = np.array([x + radius * 0.9, y, 0.02])
        for count, tilt, long in ((8, 0.35, 0.085), (7, 1.0, 0.072), (5, 2.2, 0.055)):
            a = np.arange(count) * TAU / count + tilt
            bloom.cards(np.tile(centre, (count, 1)), np.stack([np.cos(a), np.sin(a), np.full(count, tilt)], -1), long, 0.045, LEAF, np.tile([0, 0, 1.0], (count, 1)), white, -0.25)
        bloom.ball(centre + [0, 0, 0.03], (0.016, 0.016, 0.014), heart, 6, 4)
    return form.piece(), bloom.piece()


def stone(seed, radius, flat=0.65, paint=None):
    """A rounded granite boulder, greyer above, with lichen, sunk a little."""
    form = Form(seed)
    r = form.random

    def granite(p, part):
        speckle = np.sin(p[:, 0] * 31 + p[:, 1] * 17 + p[:, 2] * 23 + seed)
        moss = np.clip(np.sin(p[:, 0] * 5 / radius + seed) + p[:, 2] / radius * 1.4 - 0.9, 0, 0.7)[:, None]
        grey = linear("a8a39c") * (0.75 + 0.18 * speckle)[:, None]
        return grey * (1 - moss) + linear("6a7048") * moss

    sides, rings = (11, 7) if radius > 0.35 else (8, 5)
    polar, angle = np.linspace(0.05, math.pi * 0.75, rings), np.linspace(0, TAU, sides, endpoint=False)
    p, a = np.meshgrid(polar, angle, indexing="ij")
    unit = np.stack([np.sin(p) * np.cos(a), np.sin(p) * np.sin(a), np.cos(p)], -1)
    bump = 1 + 0.22 * np.sin(unit[..., 0] * 2.3 + r.random() * 6) * np.sin(unit[..., 1] * 2.9 + r.random() * 6) + r.normal(size=p.shape) * 0.035
    form.loft(unit * bump[..., None] * np.array([1, r.uniform(0.7, 1.0), flat]) * radius, paint or Paint("ground-stone", granite), True, True, True)
    return form.piece()


SPRUCE = [(0, 0), (0.48, 0.06), (0.26, 0.13), (0.44, 0.18), (0.22, 0.26), (0.36, 0.31), (0.18, 0.38), (0.30, 0.44), (0.13, 0.52), (0.22, 0.58), (0.09, 0.67), (0.15, 0.73), (0.04, 0.83), (0.07, 0.87), (0.0, 1.0),
          (-0.06, 0.86), (-0.04, 0.81), (-0.16, 0.72), (-0.09, 0.66), (-0.24, 0.57), (-0.14, 0.50), (-0.31, 0.42), (-0.18, 0.36), (-0.40, 0.29), (-0.24, 0.23), (-0.47, 0.16), (-0.27, 0.12), (-0.44, 0.05)]
CLUMP = [(0, 0.42), (0.5, 0.26), (0.36, 0.46), (0.46, 0.66), (0.24, 0.68), (0.2, 0.94), (0.02, 0.76), (-0.1, 1.0), (-0.24, 0.72), (-0.46, 0.78), (-0.36, 0.50), (-0.5, 0.30), (-0.22, 0.22), (0.02, 0.02), (0.2, 0.22), (0.5, 0.26)]


def backdrop(seed, kind, height):
    """A tree as flat cards in the x–z plane, for what is always seen from the seat (beyond 50 m).

    Stand it turned towards the seat. `kind` is spruce, pine or birch.
    """
    form = Form(seed)
    r = form.random
    face = np.array([[0.0, -1.0, 0.0]])
    up = np.array([[0.0, 0.0, 1.0]])
    stem = [(-0.5, 0), (0.5, 0), (0.3, 1), (-0.3, 1)]
    if kind == "spruce":
        paint = Paint("needle-spruce", _greens("26391f", "4f6c3a", 0, height), sway=rising(height, 0.25), normals="out", centre=(0, 2.0, height * 0.2), vary=0.1)
        form.cards([(0, 0, 0.03 * height)], up, height * 0.97, height * r.uniform(0.30, 0.40), SPRUCE, face, paint, 0.0, [r.random()])
        return form.piece()
    bark = bark_of(kind, height)
    form.cards([(0, 0, -0.2)], up, height * 0.9, height * (0.036 if kind == "pine" else 0.024), stem, face, bark)
    if kind == "pine":
        paint = Paint("needle-pine", _greens("33452a", "667f48", height * 0.5, height), sway=rising(height, 0.25), normals="out", centre=(0, 2.0, height * 0.6), vary=0.1)
        for k in range(3):
            z = height * (0.58 + 0.145 * k)
            wide = height * (0.32, 0.36, 0.24)[k] * r.uniform(0.75, 1.15)
            x = r.normal() * 0.07 * height * (k < 2)
            form.cards([(x, 0.05 * (k % 3), z - 0.03 * height)], up, height * 0.15, wide * (1 if r.random() < 0.5 else -1), CLUMP, face, paint, 0.0, [r.random()])
        return form.piece()
    paint = Paint("leaf-birch", _greens("4c6a26", "86a544", height * 0.25, height), sway=rising(height, 0.35), normals="out", centre=(0, 2.0, height * 0.5), vary=0.12)
    twig = Paint("cloth-twig", "6a5048", "7d6258")
    for k in range(3):
        a = (k - 1) * 0.5 + r.normal() * 0.1
        form.cards([(0, -0.02, height * (0.35 + 0.07 * k))], [(math.sin(a), 0, math.cos(a))], height * 0.36, height * 0.035, TRIANGLE, face, twig)
    for k in range(4):
        z = height * (0.26 + 0.175 * k)
        wide = height * (0.28, 0.36, 0.32, 0.18)[k] * r.uniform(0.8, 1.1)
        form.cards([(r.normal() * 0.045 * height, 0.05 * (k % 2), z)], up, height * 0.25, wide * (1 if k % 2 else -1), CLUMP, face, paint, 0.0, [r.random()])
    return form.piece()


def flower(seed, kind):
    """One plant in flower: daisy (oxeye), buttercup, bluebell, clover, parsley (cow parsley), anemone, heather, dry."""
    form = Form(seed)
    r = form.random
    tall = {"daisy": 0.42, "buttercup": 0.38, "bluebell": 0.34, "clover": 0.2, "parsley": 0.85, "anemone": 0.14, "heather": 0.26, "dry": 0.5}[kind] * r.uniform(0.8, 1.2)
    sway = lambda p, part: np.clip(p[:, 2] / tall, 0, 1) * 0.9
    stem = Paint("cloth-stem", "5c7a34" if kind not in ("dry", "heather") else "7a6448", sway=sway, normals="up")
    petal = lambda colour, other=None: Paint("cloth-petal", colour, other, sway=sway, normals="up", vary=0.06)
    up = np.array([[0, 0, 1.0]])
    lean = r.normal(size=2) * 0.12 * tall
    top = np.array([lean[0], lean[1], tall])

    def stalk(end, wide=0.007):
        form.cards([(0, 0, -0.02)], [end], np.linalg.norm(end) + 0.02, wide, TRIANGLE, None, stem)

    def disc(at, size, colour, points, inner, tilt=0.25):
        face = up + r.normal(size=(1, 3)) * tilt
        way = np.cross(face, r.normal(size=(1, 3)))
        way /= np.linalg.norm(way)
        form.cards(np.asarray([at]) - way * size / 2, way, size, size, star(points, inner), face, petal(colour), 0.0, [r.random()])

    if kind == "daisy":
        stalk(top)
        disc(top, 0.062, "f4f2ea", 7, 0.62), disc(top + [0, 0, 0.006], 0.024, "e9b52e", 4, 0.8)
    elif kind == "buttercup":
        for k in range(2):
            end = top * (1 - 0.22 * k) + [0.05 * k, -0.03 * k, 0]
            stalk(end, 0.006), disc(end, 0.034, "f2c81e", 5, 0.7, 0.5)
    elif kind == "bluebell":
        stalk(top)
        for k in range(3):
            at = top * (1 - 0.14 * k) + [0.022 * (k - 1), 0.012, -0.008]
            a = np.arange(4) * TAU / 4 + k
            ring = np.stack([0.015 * np.cos(a), 0.015 * np.sin(a), np.full(4, -0.03)], -1)
            form.add(np.concatenate([[at], at + ring]), [[0, 1 + i, 1 + (i + 1) % 4] for i in range(4)], petal("7a86d8", "5a68c8"))
    elif kind == "clover":
        stalk(top)
        form.ball(top, (0.018, 0.018, 0.016), petal("c8789c", "b86a94"), 6, 4)
        form.cards(np.tile([[lean[0] / 2, lean[1] / 2, tall * 0.4]], (3, 1)), [(1, 0, 0.1), (-0.5, 0.8, 0.1), (-0.5, -0.8, 0.1)], 0.035, 0.03, LEAF, np.tile(up, (3, 1)), stem)
    elif kind == "parsley":
        stalk(top, 0.01)
        for k in range(6):
            a = k * 2.4
            at = top + [0.085 * math.cos(a) * (k > 0), 0.085 * math.sin(a) * (k > 0), 0.02 * r.normal()]
            disc(at, 0.06, "f3f2ea", 5, 0.55, 0.3)
            form.cards([top * 0.9], [at - top * 0.9], np.linalg.norm(at - top * 0.9), 0.004, TRIANGLE, None, stem)
        form.cards(np.tile([[0, 0, 0.1]], (3, 1)), [(1, 0, 0.8), (-0.5, 0.8, 0.9), (-0.5, -0.8, 0.7)], 0.3, 0.16, FEATHER, None, stem, 0.3)
    elif kind == "anemone":
        stalk(top)
        disc(top, 0.05, "f7f6f2", 6, 0.66, 0.4)
        form.cards(np.tile([[lean[0] * 0.6, lean[1] * 0.6, tall * 0.6]], (3, 1)), [(1, 0, 0.15), (-0.5, 0.8, 0.15), (-0.5, -0.8, 0.15)], 0.05, 0.05, SPRIG, np.tile(up, (3, 1)), stem)
    elif kind == "heather":
        for k in range(6):
            end = np.array([r.normal() * 0.09, r.normal() * 0.09, tall * r.uniform(0.75, 1.1)])
            stalk(end, 0.008)
            form.cards([end * 0.45], [end], tall * 0.6, 0.035, FEATHER, None, petal("a868a0", "8a5490"))
    else:
        stalk(top)
        disc(top, 0.05, "8a7050", 5, 0.5)
    return form.piece()


def scatter(pieces, places, random, scale=(0.8, 1.2), tilt=2.0, tint=0.12):
    """Stands pieces at the places (x, y, z), each turned, sized, leant and toned at random; one piece."""
    out = Piece()
    for place in places:
        tone = 1 + random.uniform(-tint, tint) + random.uniform(-tint, tint, 3) * 0.35
        out += pieces[random.integers(len(pieces))].placed(tuple(place), random.random() * 360, random.uniform(*scale), tuple(random.normal(size=2) * tilt), tone)
    return out
