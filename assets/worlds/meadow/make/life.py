"""What lives and happens in the meadow: berries and basket, birds, butterfly, hare, cows."""

import math

import numpy as np

import fauna
import flora
import world
from forms import Form, Paint, Piece
from place import FENCE, at

TAU = math.tau
BASKET = np.array([-0.62, 2.35, 0.0])


def _ease(t):
    t = min(max(t, 0.0), 1.0)
    return t * t * t * (t * (6 * t - 15) + 10)


def berries(random):
    """Berry scrub on a knoll to the left, five sprigs of berries to pick, and the chip basket for them."""
    season = "summer+autumn"
    group = world.target(world.empty(f"berries@{season}", (0, 0, 0)))
    scrub = Piece()
    bush = [flora.bush(s + 200, 0.36, "leaf-berry", 62, ("34521e", "7a9a44"), 0.17, flora.LEAF) for s in range(3)]
    spots = [(-1.72, 2.62), (-1.95, 3.05), (-1.35, 3.2), (-2.3, 2.7), (-1.5, 2.3), (-2.5, 3.3), (-1.9, 2.1), (-1.05, 3.5)]
    for k, (x, y) in enumerate(spots):
        scrub += bush[k % 3].placed((x, y, at(x, y)), 70 * k, 1.0)
    world.keep(scrub.thing("berry-scrub", parent=group), baked=True)
    # In spring it flowers; there is nothing to pick yet.
    flowering = Piece(list(scrub.chunks))
    for k in range(26):
        x, y = spots[k % len(spots)][0] + random.normal() * 0.16, spots[k % len(spots)][1] + random.normal() * 0.14
        flowering += flora.flower(300 + k, "anemone").placed((x, y, at(x, y) + random.uniform(0.05, 0.2)), 50 * k, 0.8)
    world.keep(world.target(flowering.thing("berries@spring")), baked=True)
    kinds = {"blue": ("35406e", "4a5684"), "red": ("b01f24", "c4302c")}

    def sprig(seed, kind, size=0.017):
        form = Form(seed)
        r = form.random
        for k in range(6):
            a = k * 2.4
            form.ball((0.035 * math.cos(a) * (k > 0), 0.035 * math.sin(a) * (k > 0), 0.012 * r.normal()), size * r.uniform(0.85, 1.15), Paint("solid-berry", *kinds[kind], vary=0.05), 7, 5)
        form.cards([(0, 0, 0.01)] * 2, [(1, 0.3, 0.5), (-0.8, 0.5, 0.4)], 0.06, 0.04, flora.LEAF, None, Paint("cloth-leaf", "5a7a34", normals="up"))
        return form.piece()

    for k in range(10):
        x, y = spots[k % len(spots)][0] + random.normal() * 0.12, spots[k % len(spots)][1] - 0.12 + random.normal() * 0.08
        sprig(40 + k, "blue" if k % 3 else "red", 0.014).thing(f"more-berries-{k}", at=(x, y, at(x, y) + random.uniform(0.16, 0.3)), parent=group)
    for k in range(5):
        x, y = [(-1.60, 2.36), (-1.42, 2.72), (-1.82, 2.42), (-1.22, 3.02), (-2.06, 2.62)][k]
        start = np.array([x, y, at(x, y) + 0.30 + 0.03 * (k % 2)])
        stop = BASKET + [0.05 * math.cos(k * 2.4), 0.05 * math.sin(k * 2.4), 0.13 + 0.012 * k]
        node = world.empty(f"berry-sprig-{k + 1}", tuple(start), parent=group)
        sprig(60 + k, "red" if k in (1, 3) else "blue").thing(f"berries-{k + 1}", parent=node)

        def motion(t, start=start, stop=stop, k=k):
            u = _ease((t - 0.3) / 2.6)
            arc = 0.28 * math.sin(math.pi * u)
            place = start + (stop - start) * u + [0, 0, arc]
            return dict(at=tuple(place), turn=(0, 20 * math.sin(math.pi * u), 60 * u))

        world.clip_along(f"berry-{k + 1}", node, 3.2, motion, 12)
    basket = Form(50)
    chip = Paint("solid-chip", "c9a878", "b08f60", vary=0.1)
    ring = lambda w, d, z: [(w * math.copysign(abs(math.cos(a)) ** 0.5, math.cos(a)), d * math.copysign(abs(math.sin(a)) ** 0.5, math.sin(a)), z) for a in np.linspace(0, TAU, 16, endpoint=False)]
    basket.loft([ring(0.13, 0.09, 0.0), ring(0.155, 0.11, 0.16), ring(0.145, 0.10, 0.16), ring(0.12, 0.08, 0.03)], chip, False, True, False)
    basket.add(ring(0.125, 0.085, 0.045), [[0, i, i + 1] for i in range(1, 15)], Paint("solid-berry", "35406e"))
    t = np.linspace(0, math.pi, 11)
    basket.tube(np.stack([0.15 * np.cos(t), 0 * t, 0.13 + 0.19 * np.sin(t)], -1), 0.011, 5, chip)
    basket.thing("basket", at=tuple(BASKET), turn=25, tags=season)
    # Winter: rose hips over the snow where the berries stood.
    cold = world.target(world.empty("berries@winter", (-1.7, 2.9, at(-1.7, 2.9))))
    form = Form(51)
    r = form.random
    for k in range(10):
        a, top = k * 2.4, np.array([r.normal() * 0.35, r.normal() * 0.35, r.uniform(0.6, 1.0)])
        form.tube([(0, 0, 0), top * [0.4, 0.4, 0.6], top], [0.012, 0.008, 0.004], 4, Paint("solid-bark", "6a4638"))
        form.ball(top - [0, 0, 0.02], (0.016, 0.016, 0.022), Paint("solid-berry", "b02a1c"), 7, 5)
        form.ball(top * [0.8, 0.8, 0.85], (0.014, 0.014, 0.02), Paint("solid-berry", "b83420"), 7, 5)
    form.piece().thing("rose-hips", parent=cold)
    chanterelles = Form(52)
    for k in range(14):
        x, y = -3.1 + random.normal() * 0.5, 2.2 + random.normal() * 0.4
        s = random.uniform(0.7, 1.3)
        chanterelles.turned([(0.012 * s, 0.0), (0.014 * s, 0.05 * s), (0.04 * s, 0.08 * s), (0.045 * s, 0.085 * s), (0.02 * s, 0.07 * s)], (x, y, at(x, y)), 9, Paint("solid-mushroom", "e0a030", "d08a20"))
    chanterelles.thing("chanterelles", tags="autumn")


def birds():
    """On the fence: a cuckoo in spring, a great tit in summer and autumn, bullfinches by the sheaf in winter."""
    x, y = 0.5 * (np.array(FENCE[2]) + FENCE[3]) + [0.4, 0.05]
    perch = (x, y, at(x, y) + 1.46)
    post = Form(60)
    post.tube([(0, 0, -1.7), (0, 0, 0)], [0.035, 0.028], 6, Paint("solid-pole", "8b8378"))
    post.thing("perch", at=perch)
    for kind, season, size, turn in (("cuckoo", "spring", 1.15, 150), ("great-tit", "summer+autumn", 1.9, 200), ("bullfinch", "winter", 1.6, 190)):
        outer = world.target(world.empty(f"bird@{season}", perch, turn=turn))
        tip = world.empty(f"bird-tip-{kind}", parent=outer)
        inner = world.empty(f"bird-idle-{kind}", parent=tip)
        fauna.small_bird(kind).placed(scale=size).thing(f"bird-body-{kind}", parent=inner)
        world.clip("idle-birds", inner, [(0, dict(turn=(0, 0, 0))), (2.2, dict(turn=(0, 0, 0))), (2.6, dict(turn=(6, 0, 28))), (5.0, dict(turn=(6, 0, 28))), (5.4, dict(turn=(-4, 0, -22))), (8.2, dict(turn=(-4, 0, -22))), (8.6, dict(turn=(0, 0, 0))), (12, dict(turn=(0, 0, 0)))], rate=10)
        keys = [(0, dict(turn=(0, 0, 0), at=(0, 0, 0)))]
        for k in range(4):
            t = 0.6 + 1.8 * k
            keys += [(t, dict(turn=(0, 0, 0), at=(0, 0, 0))), (t + 0.5, dict(turn=(24, 0, 6), at=(0, -0.01, 0.012))), (t + 1.2, dict(turn=(20, 0, -6), at=(0, -0.01, 0.012)))]
        world.clip("bird-sings", tip, keys + [(8.6, dict(turn=(0, 0, 0), at=(0, 0, 0)))])
    # The sheaf of oats for the birds, and a second bullfinch on it.
    sheaf = Form(61)
    straw = Paint("cloth-straw", "c8a860", "b09048", sway=0.1, normals="up")
    r = sheaf.random
    n = 70
    a = r.random(n) * TAU
    sheaf.cards(np.tile([0, 0, 0.75], (n, 1)), np.stack([np.cos(a) * 0.45, np.sin(a) * 0.45, np.full(n, 1.0)], -1), r.uniform(0.35, 0.6, n), 0.03, flora.FEATHER, None, straw, 0.5)
    sheaf.cards(np.tile([0, 0, 0.78], (24, 1)), np.stack([np.cos(a[:24]) * 0.3, np.sin(a[:24]) * 0.3, np.full(24, -1.0)], -1), 0.35, 0.03, flora.LEAF, None, straw)
    sheaf.tube([(0, 0, -1.3), (0, 0, 0.9)], 0.03, 6, Paint("solid-pole", "8b8378"))
    sx, sy = 2.0, 8.6
    sheaf.thing("sheaf", at=(sx, sy, at(sx, sy) + 1.0), tags="winter")
    friend = world.empty("bullfinch-2@winter", (sx - 0.12, sy - 0.1, at(sx, sy) + 2.02), turn=160)
    fauna.small_bird("bullfinch").placed(scale=1.6).thing("bullfinch-2-body", parent=friend)
    world.clip("idle-birds-2", friend, [(0, dict(turn=(0, 0, 160))), (3, dict(turn=(0, 0, 160))), (3.5, dict(turn=(18, 0, 175))), (4.4, dict(turn=(0, 0, 150))), (7.0, dict(turn=(0, 0, 150))), (7.6, dict(turn=(22, 0, 150))), (9, dict(turn=(0, 0, 160)))], rate=10)


def butterflies():
    """A brimstone that flutters about the flowers, and one that comes and sits where it can be seen."""
    for k, (name, colours, home) in enumerate((("butterfly", ("e8d858", "d8b83a"), (2.6, 4.6, 0.75)), ("butterfly-2", ("c8642c", "2c201a"), (-2.8, 5.2, 0.8)))):
        outer = world.empty(f"{name}@spring+summer+morning+day+evening", home)
        middle = world.empty(f"{name}-idle", parent=outer)
        trunk, left, right = fauna.butterfly(*colours)
        trunk.placed(scale=1.9).thing(f"{name}-trunk", parent=middle)
        for side, wing in ((1, left), (-1, right)):
            hinge = world.empty(f"{name}-wing-{side}", parent=middle)
            wing.placed(scale=1.9).thing(f"{name}-wing-mesh-{side}", parent=hinge)
            world.clip_along("idle-wings" if k == 0 else "idle-wings-2", hinge, 2.4, lambda t, side=side: dict(turn=(0, side * (32 + 38 * math.sin(t * TAU / 0.3) * (0.55 + 0.45 * math.cos(t * TAU / 2.4))), 0)), 20)
        world.clip_along("idle-flutter" if k == 0 else "idle-flutter-2", middle, 20, lambda t, k=k: dict(
            at=((0.5 * math.sin(t * TAU / 20) + 0.14 * math.sin(t * TAU / 4)) * (0.3 if k == 0 else 1), (0.4 * math.sin(t * TAU / 10 + 1) - 0.34) * (0.3 if k == 0 else 1), 0.10 * math.sin(t * TAU / 2.5) * (0.3 if k == 0 else 1)),
            turn=(0, 0, 70 * math.sin(t * TAU / 20))), 6)
        if k:
            continue
        sit = np.array([0.75, 2.35, 0.52])
        way = np.array([home, (1.9, 4.0, 1.05), (2.0, 3.1, 0.85), (1.3, 2.7, 1.0), (0.9, 2.5, 0.75), tuple(sit)])

        def along(points, u):
            n = len(points) - 1
            f = min(max(u, 0), 1) * n
            i = min(int(f), n - 1)
            g = _ease(f - i) * 0.4 + (f - i) * 0.6
            return points[i] + (points[i + 1] - points[i]) * g

        def motion(t):
            if t < 9:
                u = t / 9
                p = along(way, u) + np.array([0, 0, 0.06 * math.sin(t * 5.2)]) * min(1, 4 * (1 - u), 4 * u)
                turn = 160 * _ease(u)
            elif t < 19:
                p, turn = sit, 160 + 14 * math.sin((t - 9) * 0.6) * _ease((19 - t) / 3)
            else:
                u = (t - 19) / 11
                p = along(way[::-1], u) + np.array([0, 0, 0.06 * math.sin(t * 5.2)]) * min(1, 4 * (1 - u), 4 * u)
                turn = 160 * (1 - _ease(u))
            return dict(at=tuple(p), turn=(0, 0, turn))

        world.clip_along("butterfly-comes", outer, 30, motion, 10)


def hare():
    """A hare that nibbles before the fence; it sits up and looks at who is there. White in winter."""
    x, y = -2.5, 8.0
    for season, white in (("spring+summer+autumn", False), ("winter", True)):
        body, head = fauna.hare(white)
        outer = world.target(world.empty(f"hare@{season}", (x, y, at(x, y) - 0.01), turn=-60))
        rear = world.empty(f"hare-rear-{season[:6]}", parent=outer)
        body.placed(scale=1.45).thing(f"hare-body-{season[:6]}", parent=rear)
        neck = world.empty(f"hare-neck-{season[:6]}", (0, 0.185, 0.465), parent=rear)
        nod = world.empty(f"hare-nod-{season[:6]}", parent=neck)
        head.placed(scale=1.45).thing(f"hare-head-{season[:6]}", parent=nod)
        world.clip("idle-hare", nod, [(0, dict(turn=(-8, 0, 0))), (1.0, dict(turn=(-16, 0, 0))), (1.6, dict(turn=(-9, 0, 0))), (2.2, dict(turn=(-16, 0, 0))), (3.0, dict(turn=(0, 0, 0))), (6.5, dict(turn=(2, 0, 14))), (8.4, dict(turn=(2, 0, 14))), (10, dict(turn=(-8, 0, 0)))], rate=8)
        world.clip("hare-looks", neck, [(0, {}), (1.4, dict(turn=(14, 0, -105))), (2.2, dict(turn=(8, 0, -112))), (3.0, dict(turn=(14, 0, -105))), (8.0, dict(turn=(12, 0, -100))), (10, dict(turn=(0, 0, 0)))])
        world.clip("hare-looks", rear, [(0, {}), (1.4, dict(turn=(16, 0, 0), at=(0, -0.02, 0.03))), (8.0, dict(turn=(15, 0, 0), at=(0, -0.02, 0.03))), (10, dict(turn=(0, 0, 0), at=(0, 0, 0)))])
    track = Form(62)
    blue = Paint("cloth-track", "b9c8d8", vary=0.02, normals="up")
    for k in range(22):
        hx, hy = -2.4 + 0.75 * k, 7.4 + 0.35 * math.sin(k * 0.7) - 0.13 * k
        for dx, dy in ((-0.1, 0.12), (0.1, 0.12), (-0.02, -0.1), (0.03, -0.26)):
            track.ball((hx - dy, hy + dx, at(hx - dy, hy + dx) + 0.012), (0.06, 0.035, 0.012), blue, 6, 3)
    for side in (-0.11, 0.11):
        s = np.linspace(0, 1, 40)
        px, py = 7 - 20 * s, 4.4 + side + 0.9 * np.sin(s * 5) + 1.6 * s
        z = np.array([at(a, b) for a, b in zip(px, py)]) + 0.03
        track.loft(np.stack([np.stack([px, py - 0.035, z], -1), np.stack([px, py + 0.035, z], -1)], 1), blue, False, False)
    track.thing("tracks", tags="winter")


def cows():
    """Five cows far down the pasture; two of them stroll a little as they graze."""
    for k, (x, y, turn, red) in enumerate(((12, 52, 80, True), (17, 58, -60, True), (23, 50, 120, False), (27, 63, 20, True), (8, 66, -100, True))):
        node = world.empty(f"cow-{k + 1}@spring+summer+autumn", (x, y, at(x, y) - 0.02), turn=turn)
        fauna.cow(k + 1, red).thing(f"cow-body-{k + 1}", parent=node)
        if k < 2:
            world.clip_along("idle-cows", node, 60, lambda t, x=x, y=y, turn=turn: dict(at=(x + 2.2 * math.sin(t * TAU / 60), y + 0.8 * math.sin(t * TAU / 30), at(x, y) - 0.02), turn=(0, 0, turn + 12 * math.sin(t * TAU / 60 + 0.5))), 2)
        else:
            world.keep(node)


def swallows():
    """Swallows that hunt over the pasture for a while."""
    for k in range(3):
        node = world.empty(f"swallow-{k + 1}@spring+summer+morning+day+evening", (-50, 60, -20))
        fauna.small_bird("swallow").placed(scale=1.7).thing(f"swallow-body-{k + 1}", parent=node)
        r = np.random.default_rng(k + 3)
        path = np.array([(-50, 60, 8), (-22, 36, 10), (-2, 22, 7), (14, 26, 9), (20, 40, 12), (6, 46, 11), (-12, 34, 9), (-6, 20, 11), (12, 18, 10), (34, 36, 12), (60, 66, 8)], float) + r.normal(size=(11, 3)) * [3, 3, 1]
        n = len(path) - 1

        def motion(t, path=path):
            u = t / 30 * n
            i = min(int(u), n - 1)
            f = u - i
            a, b = path[i], path[i + 1]
            before, after = path[max(i - 1, 0)], path[min(i + 2, n)]
            p = 0.5 * (2 * a + (b - before) * f + (2 * before - 5 * a + 4 * b - after) * f**2 + (3 * a - before - 3 * b + after) * f**3)
            v = (b - before) * 0.5 + (2 * before - 5 * a + 4 * b - after) * f + 1.5 * (3 * a - before - 3 * b + after) * f**2
            hidden = -30 * (1 - _ease(t / 1.5)) - 30 * _ease((t - 28.5) / 1.5)
            return dict(at=(p[0], p[1], p[2] + hidden), turn=(0, 0, -math.degrees(math.atan2(v[0], v[1]))))

        world.clip_along("life-swallows", node, 30, motion, 5)
