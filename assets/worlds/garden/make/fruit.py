"""The apple tree through the year, currant bushes, the vegetable bed."""

import numpy as np

import blooms
import growth
import world
from form import Form, linear, mixed, rotation_z, toned, unit_rows
from land import BEDS, height

UP = np.array([0, 0, 1.0])
APPLE = (4.3, 6.3)


def apple_tree():
    """Blossom in spring, leaves in summer, red apples in autumn, bare with snow in winter; a target.
    In "apple-falls" one apple comes down into the grass."""
    x, y = APPLE
    at = np.array([x, y, float(height(x, y)) - 0.05])
    here = world.target(world.keep(world.empty("apple-tree", tuple(at)), baked=True))
    r = np.random.default_rng(41)
    frame = growth.crown(41, 4.3, spread=0.52, fork=0.26, boughs=11, sub=5, thick=0.036, lean=(0.25, -0.2))
    wood, leaves, bloom, fruit, snow = (Form(400 + k) for k in range(5))
    for k, (line, radii) in enumerate(frame):
        growth.trunk(wood, line, radii, sides=8 if k == 0 else 5 if radii.mean() > 0.03 else 3, lichen=0.25)
    m = 440
    feet = growth.along(frame, r, m, 0.14)
    centre = np.array([0, 0, 2.4])
    way = unit_rows((feet - centre) * 0.8 + r.normal(size=(m, 3)) * 0.9)
    s = np.linspace(0, 1, 8)[None, :, None]
    lines = feet[:, None] + way[:, None] * s * 0.50 - UP * 0.10 * s**2
    tone = np.clip(np.linalg.norm(feet - centre, axis=1) / 2.0, 0, 1)
    leaves.random = r
    green, soft = mixed("44632c", "86a24c", tone) * r.uniform(0.85, 1.15, (m, 1)), feet - centre + UP * 0.5
    # In spring the blossom is out before most of the leaves are.
    early = np.arange(m) % 3 == 0
    later = Form(406)
    for form, some in ((leaves, early), (later, ~early)):
        form.twigs(lines[some], 0.125, green[some], "leaf-apple", 0.4, soft[some])
    n = 420
    spots = growth.along(frame, r, n, 0.17)
    away = unit_rows(spots - centre + UP * 0.3 + r.normal(size=(n, 3)) * 0.4)
    bloom.random = r
    blooms.rosettes(bloom, spots + away * 0.10, away, 0.075, toned(r, n, "fdf3f2", "fbe3e6", "f6ccd4", spread=0.04), "f0c9b8", 4, 0.3, "leaf-blossom", 0.4)
    k = 46
    spots = growth.along(frame, r, k, 0.10) - UP * 0.12
    for p in spots:
        tint = linear("c9382c") if r.random() < 0.65 else linear("d9a23c")
        fruit.ball(p, r.uniform(0.045, 0.056), tint, 7, 5, tone=0.12)
    for p in spots[:14] * [1.1, 1.1, 0]:
        fruit.ball((p[0], p[1], 0.08), 0.045, "b8402c", 6, 4, tone=0.15)
    growth.laden(snow, frame, (0, 0, 0), 0.012, 0.07)
    wood.build("apple-wood", parent=here)
    leaves.build("apple-leaves", parent=here)
    for form, name in ((later, "apple-leaves-later@summer+autumn"), (bloom, "apple-blossom@spring"), (fruit, "apples@autumn"), (snow, "apple-snow@winter")):
        world.keep(form.build(name, parent=here), baked=True)
    # One apple that falls, on the side towards the seat.
    one = Form(409)
    one.ball((0, 0, 0), 0.055, "cf3a2c", 9, 7)
    one.tube([(0, 0, 0.045), (0.008, 0, 0.08)], 0.005, "4a3728", 3)
    hang = (-0.95, -1.15, 2.02)
    apple = one.build("falling-apple@autumn+summer", hang, parent=here)
    low = (-0.95, -1.15, 0.10)
    world.clip("apple-falls", apple, [(0, {"at": hang}), (0.5, {"at": (-0.95, -1.15, 2.00), "turn": (6, 0, 0)}), (1.9, {"at": low, "turn": (20, 0, 10)}), (2.3, {"at": (-1.0, -1.22, 0.20), "turn": (60, 0, 10)}), (2.8, {"at": (-1.08, -1.32, 0.10), "turn": (120, 0, 15)}), (4.0, {"at": (-1.25, -1.6, 0.10), "turn": (240, 0, 20)})])
    world.empty("emit-petals@spring", (x, y, 2.6))
    world.empty("emit-leaves@autumn", (x, y, 2.6))


def pear_tree():
    """A smaller tree behind the seat, white in spring."""
    x, y = 5.6, -5.2
    at = (x, y, float(height(x, y)) - 0.05)
    r = np.random.default_rng(43)
    frame = growth.crown(43, 4.0, spread=0.36, fork=0.30, boughs=9, sub=4, thick=0.030, rise=1.3)
    wood, leaves, bloom, snow = Form(441), Form(442), Form(443), Form(444)
    for k, (line, radii) in enumerate(frame):
        growth.trunk(wood, line, radii, sides=7 if k == 0 else 4 if radii.mean() > 0.03 else 3, lichen=0.2)
    m = 190
    feet = growth.along(frame, r, m, 0.12)
    centre = np.array([0, 0, 2.5])
    way = unit_rows((feet - centre) * 0.8 + r.normal(size=(m, 3)) * 0.9)
    lines = feet[:, None] + way[:, None] * np.linspace(0, 1, 7)[None, :, None] * 0.5
    leaves.random = bloom.random = r
    leaves.twigs(lines, 0.14, mixed("3f5f2c", "7a9a48", r.random(m)), "leaf-apple", 0.4, feet - centre + UP * 0.5)
    spots = growth.along(frame, r, 130, 0.15)
    away = unit_rows(spots - centre + r.normal(size=(130, 3)) * 0.4)
    blooms.rosettes(bloom, spots + away * 0.1, away, 0.08, "fbf7f2", "d8cfa8", 4, 0.3, "leaf-blossom", 0.4)
    growth.laden(snow, frame, (0, 0, 0), 0.014, 0.06)
    wood.build("pear-wood", at)
    leaves.build("pear-leaves", at)
    bloom.build("pear-blossom@spring", at)
    snow.build("pear-snow@winter", at)


def currants(random):
    """Currant bushes hung with red berries in summer; snow mounds in winter."""
    leaves, fruit, snow = Form(411), Form(412), Form(413)
    for k, (x, y) in enumerate(((7.9, 4.6), (9.1, 5.4), (8.9, 3.5))):
        z = float(height(x, y))
        base, ball = blooms.bush(leaves, (x, y, z), (1.35, 0.95), 420 + k, 150, 0.14, ("5c7f3c", "7a9a4a"), "leaf-bush")
        for j in random.integers(0, len(base), 26):
            if ball[j, 2] < 0.75:
                p = base[j] + ball[j] * 0.05
                fruit.tube([p, p - UP * 0.10], 0.022, "c8261f", 4, cap=True, tone=0.15)
        blooms.snow_cap(snow, (x, y, z + 0.02), (1.1, 1.1, 0.5), k)
    leaves.build("currants")
    fruit.build("currant-berries@summer")
    snow.build("currant-snow@winter")


def vegetables(random):
    """Rows of carrots, cabbage, potatoes in flower, peas on sticks, with a wooden edge and a rake."""
    edge, green, snow = Form(414), Form(415), Form(416)
    (cx, cy), (w, d), turn = BEDS[0]
    R = rotation_z(turn)
    put = lambda u, v, z=0.0: R @ np.array([u, v, 0]) + [cx, cy, z]
    for a, b in (((-w, -d), (w, -d)), ((-w, d), (w, d)), ((-w, -d), (-w, d)), ((w, -d), (w, d))):
        edge.beam(put(*a, 0.05), put(*b, 0.05), 0.05, 0.16, "8a7358")
    r = random
    green.random = r
    rows = np.linspace(-d + 0.35, d - 0.35, 5)
    for j, v in enumerate(rows):
        count = {0: 26, 1: 7, 2: 18, 3: 9, 4: 13}[j]
        for u in np.linspace(-w + 0.35, w - 0.35, count):
            p = put(u + r.normal() * 0.03, v + r.normal() * 0.03, 0.02)
            if j == 0:
                m = 9
                green.kites(np.tile(p, (m, 1)), r.normal(size=(m, 3)) * [0.55, 0.55, 0] + UP, r.uniform(0.16, 0.26, m), 0.035, toned(r, m, "6fa044", "5c8a3a"), "leaf-bed", None, 0.1, 0.5, np.tile(UP, (m, 1)))
            elif j == 1:
                for ring_, (n, rise, long) in enumerate(((8, 0.25, 0.28), (7, 0.7, 0.23), (5, 1.8, 0.15))):
                    way = blooms.ring(n, 1, ring_) + UP * rise
                    green.kites(np.tile(p + UP * 0.03 * ring_, (n, 1)), way, long, long * 0.95, toned(r, n, "8fae7a", "7fa070", "a5c08a"), "leaf-bed", UP, 0.35, 0.1, way + UP)
                green.ball(p + UP * 0.13, (0.10, 0.10, 0.09), "b5cb92", 7, 5, "leaf-bed")
            elif j in (2, 4):
                blooms.rosette_leaves(green, p, 8, 0.24 if j == 2 else 0.15, 0.12 if j == 2 else 0.11, ("4f7a34", "679040") if j == 2 else ("9cc05a", "b0cf6a"), 0.8 if j == 2 else 0.4, "leaf-bed")
                if j == 2 and r.random() < 0.6:
                    blooms.rosettes(green, p + UP * 0.27 + r.normal(size=(3, 3)) * 0.04, np.tile([0, -0.5, 1.0], (3, 1)), 0.03, "f6f0f4", "e8c040", 5, material="leaf-flower")
            else:
                edge.tube([p, p + [r.normal() * 0.04, r.normal() * 0.04, 1.25]], 0.014, "8a7358", 4)
                m = 24
                z = r.uniform(0.05, 1.1, m)
                base = p + np.stack([r.normal(size=m) * 0.07, r.normal(size=m) * 0.07, z], -1)
                green.kites(base, r.normal(size=(m, 3)) + UP * 0.2, 0.10, 0.075, toned(r, m, "7aa24e", "648e40"), "leaf-bed", None, 0.2, 0.4, r.normal(size=(m, 3)) * 0.4 + UP)
                blooms.rosettes(green, base[:3] + [0, 0, 0.05], np.tile([0, -1.0, 0.4], (3, 1)), 0.03, "f4eef6", "d8a0c8", 4, material="leaf-flower")
    # A rake leans on the pea sticks' row end, a basket stands beside.
    a, b = put(-w + 0.15, -d + 0.2, 0.0), put(-w - 0.05, -d + 1.2, 1.5)
    edge.tube([a, b], 0.016, "a5875c", 5)
    edge.beam(a + [-0.22, 0, 0.02], a + [0.22, 0, 0.02], 0.03, 0.03, "5b5f63")
    for k in range(9):
        edge.tube([a + [-0.2 + 0.05 * k, 0, 0.0], a + [-0.2 + 0.05 * k, -0.05, -0.05]], 0.005, "5b5f63", 3)
    for v in rows:
        blooms.snow_line(snow, np.linspace(put(-w + 0.2, v, 0.0), put(w - 0.2, v, 0.0), 12), 0.5, 0.16)
    edge.build("vegetable-edge")
    green.build("vegetables@summer+autumn")
    snow.build("vegetable-snow@winter")
    spring = Form(417)
    spring.random = r
    for v in rows:
        u = np.linspace(-w + 0.3, w - 0.3, 20)
        base = np.array([put(a, v, 0.01) for a in u])
        spring.kites(np.repeat(base, 2, 0), r.normal(size=(40, 3)) * 0.6 + UP, 0.07, 0.04, "8fbf5a", "leaf-bed", None, 0.1, 0.3)
    spring.build("seedlings@spring")
