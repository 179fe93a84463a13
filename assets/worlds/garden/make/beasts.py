"""Those who live in the garden: birds by the season, butterflies, a bumblebee, hens, the cat.

Bodies of cat and small birds are the shared ones (`make/rooms/creatures.py`).
"""

import math

import numpy as np

import world
from form import Form, linear
from land import height
from rooms import creatures
from yard import BATH


def perched(name, kind, at, turn, size=1.0, parent=None, tags=""):
    """A small bird as a node with a head that looks about (idle); returns its node."""
    parts = creatures.bird(kind, size)
    node = world.empty(name + ("@" + tags if tags else ""), at, turn, parent)
    parts["body"].thing(f"{name}-body", parent=node)
    head, joint = parts["head"]
    head = head.thing(f"{name}-head", at=joint, parent=node)
    world.keep(node, light=(0.95, 0.1, 0.95))
    phase = (sum(map(ord, name)) % 17) / 17
    world.clip_along("idle-birds", head, 12.0, lambda t: {"turn": (6 * math.sin(2 * math.pi * (t / 6 + phase)), 0, 38 * math.tanh(3 * math.sin(2 * math.pi * (t / 12 + phase))))}, rate=4)
    return node


def hop(name, node, at, turn, away, seconds=6.0):
    """A little hop along and back, now and then."""
    at, away = np.asarray(at, float), np.asarray(away, float)
    keys = [(0, {"at": tuple(at), "turn": turn})]
    for k, share in enumerate((0.5, 1.0, 0.5, 0.0)):
        t = 0.4 + k * (seconds - 1) / 4
        before = (0.0, 0.5, 1.0, 0.5)[k]
        keys += [(t, {"at": tuple(at + away * before)}), (t + 0.18, {"at": tuple(at + away * (before + share) / 2 + [0, 0, 0.05])}), (t + 0.36, {"at": tuple(at + away * share), "turn": turn + (25 if k == 1 else 0)})]
    keys.append((seconds, {"at": tuple(at), "turn": turn}))
    world.clip(name, node, keys)


def birds():
    """A great tit that bathes, a robin in spring and autumn, bullfinches on the sheaf in winter, swallows in summer."""
    x, y = BATH
    rim = float(height(x, y)) + 0.75
    # The tit waits in the apple tree; "bird-bathes" takes it to the bowl and back.
    wait = (3.35, 5.55, 2.15)
    tit = perched("tit", "tit", wait, 200, 1.25)
    edge, bath = (x + 0.30, y + 0.22, rim), (x + 0.05, y, rim - 0.045)
    keys = [(0, {"at": wait, "turn": 200}), (0.7, {"at": (3.25, 5.4, 2.2), "turn": 220}), (3.9, {"at": (x + 0.7, y + 0.7, rim + 0.25), "turn": 225}), (4.9, {"at": edge, "turn": 215}), (6.0, {"at": edge, "turn": 190}), (6.5, {"at": ((edge[0] + bath[0]) / 2, (edge[1] + bath[1]) / 2, rim + 0.06)}), (6.9, {"at": bath, "turn": 180})]
    for k in range(9):
        keys.append((7.3 + 0.35 * k, {"at": (bath[0], bath[1], bath[2] - 0.012 * (k % 2)), "turn": (14 * (k % 2), (-16, 16)[k % 2], 180 + (-22, 22)[k % 2])}))
    keys += [(10.8, {"at": bath, "turn": (0, 0, 180)}), (11.3, {"at": ((edge[0] + bath[0]) / 2, (edge[1] + bath[1]) / 2, rim + 0.06)}), (11.7, {"at": edge, "turn": 90}), (13.0, {"at": edge, "turn": 30}), (14.0, {"at": (x + 0.7, y + 0.7, rim + 0.35), "turn": 25}), (17.4, {"at": (3.25, 5.4, 2.25), "turn": 30}), (18.2, {"at": wait, "turn": 200})]
    world.clip("bird-bathes", tit, keys)
    # Splashing drops while it bathes.
    g = Form(801)
    for j in range(14):
        a = j * 2.4
        g.ball((0.10 * math.cos(a), 0.10 * math.sin(a), 0.05 + 0.05 * (j % 3)), 0.008, "cfe4ee", 5, 4, "solid-water")
    splash = world.keep(g.build("splash@spring+summer+autumn", (bath[0], bath[1], rim - 0.05), scale=0.001), light=(1, 0.1, 1))
    keys = [(0, {"scale": 0.001, "at": (bath[0], bath[1], rim - 0.05)}), (7.1, {"scale": 0.001})]
    for k in range(5):
        keys += [(7.4 + 0.7 * k, {"scale": (1.0, 1.0, 1.4)}), (7.7 + 0.7 * k, {"scale": (1.5, 1.5, 0.05)}), (7.75 + 0.7 * k, {"scale": 0.001})]
    world.clip("bird-bathes", splash, keys + [(18.2, {"scale": 0.001})])
    usual = dict(creatures.BIRDS)
    creatures.BIRDS["bullfinch"] = ("d9772e", "7d6a4f", "7d6a4f", "6d5a42", "efe9dd")
    at = (-1.35, 3.1, 0.02)
    robin = perched("robin", "bullfinch", at, -30, 1.25, tags="spring+autumn")
    hop("life-robin", robin, at, -30, (0.35, 0.25, 0))
    creatures.BIRDS.update(usual)
    # The sheaf of oats for the birds in winter, and who comes to it.
    sheaf = Form(802)
    r = sheaf.random
    px, py = -1.25, 3.9
    sheaf.tube([(px, py, -0.02), (px, py, 1.75)], 0.022, "8a7358", 5)
    n = 150
    a = r.random(n) * 6.283
    tie = np.array([px, py, 1.25])
    base = tie + np.stack([0.03 * np.cos(a), 0.03 * np.sin(a), r.normal(size=n) * 0.02], -1)
    spread = r.uniform(0.1, 0.45, n)
    sheaf.kites(base, np.stack([np.cos(a) * spread, np.sin(a) * spread, np.ones(n)], -1), r.uniform(0.35, 0.55, n), 0.016, linear("d9bd72") * r.uniform(0.8, 1.15, (n, 1)), "leaf-straw", None, 0.0, 0.3, np.stack([np.cos(a), np.sin(a), a * 0 + 0.5], -1))
    sheaf.kites(base[:70], np.stack([np.cos(a) * spread, np.sin(a) * spread, -np.ones(n)], -1)[:70], 0.40, 0.014, linear("c9a85c"), "leaf-straw", None, 0.0, 0.2)
    top = base + np.stack([np.cos(a) * spread, np.sin(a) * spread, np.ones(n)], -1) * 0.42
    sheaf.kites(top, np.stack([np.cos(a), np.sin(a), r.normal(size=n) * 0.5 - 0.2], -1), 0.09, 0.035, linear("e3c981") * r.uniform(0.85, 1.1, (n, 1)), "leaf-straw", None, 0.1, 0.4)
    sheaf.turned([(0.05, 1.22), (0.055, 1.25), (0.05, 1.28)], "b0392e", (px, py, 0), 9)
    sheaf.made_of("leaf-straw").build("sheaf@winter")
    for k, (dx, dy, z, turn) in enumerate(((0.16, -0.10, 1.55, 25), (-0.20, -0.05, 1.48, -60))):
        bird = perched(f"bullfinch-{k + 1}", "bullfinch", (px + dx, py + dy, z), turn, 1.3, tags="winter")
        hop(f"life-bullfinch-{k + 1}", bird, (px + dx, py + dy, z), turn, (-0.05 * (1 - 2 * k), -0.06, 0.03), 5.0)
    ground = (-0.9, 3.35, 0.05)
    bird = perched("bullfinch-3", "bullfinch", ground, 200, 1.3, tags="winter")
    hop("life-bullfinch-3", bird, ground, 200, (-0.4, 0.15, 0))


def swallows():
    """Two swallows that sail round the roof on summer days."""
    for k in range(2):
        f = Form(811 + k)
        f.tube([(0, -0.09, 0), (0, -0.04, 0.004), (0, 0.03, 0.004), (0, 0.08, 0)], [0.006, 0.022, 0.022, 0.008], ["1f2a44", "1f2a44", "2a3654", "9c4a2c"], 6)
        for s in (-1, 1):
            f.add([(0, 0.04, 0), (s * 0.09, 0.045, 0.02), (s * 0.19, -0.05, 0.01), (s * 0.08, -0.01, 0.01), (0, -0.03, 0)], [[0, 1, 3, 4], [1, 2, 3]], "1f2a44", "cloth-bird")
            f.add([(s * 0.004, -0.08, 0), (s * 0.03, -0.19, 0), (0, -0.10, 0)], [[0, 1, 2]], "1f2a44", "cloth-bird")
        node = f.made_of("cloth-bird").build(f"swallow-{k + 1}@summer", (-3 + k, 12, 6.5), scale=1.5)
        world.keep(node, light=(1, 0, 1))
        seconds = 24.0 + 5 * k

        def sail(t, k=k, seconds=seconds):
            a = 2 * math.pi * (t / seconds) * (1 if k else -1) + k
            at = np.array([-2.5 + 8.5 * math.cos(a), 12 + 5.0 * math.sin(a), 6.6 + 1.5 * math.sin(2 * a + k)])
            way = np.array([-8.5 * math.sin(a), 5.0 * math.cos(a)]) * (1 if k else -1)
            return {"at": tuple(at), "turn": (0, 22 * (-1 if k else 1), math.degrees(math.atan2(way[1], way[0])) - 90)}

        world.clip_along(f"idle-swallow-{k + 1}", node, seconds, sail, rate=4)


def butterflies():
    """Butterflies that wander from flower to flower, a bumblebee about the lupins (not in winter)."""
    kinds = (("peacock", "b5502f", "e8c25a", [(1.5, 3.3, 1.0), (2.4, 3.9, 0.9), (1.2, 4.8, 1.2), (-0.6, 4.6, 1.0), (-1.5, 3.8, 1.05), (0.2, 3.4, 1.3)], 44.0),
             ("brimstone", "f0dc5a", "e8c83a", [(-1.6, 4.0, 1.1), (-2.5, 5.6, 1.0), (-3.2, 4.6, 0.9), (-2.0, 3.2, 0.8), (-1.1, 4.6, 1.3)], 38.0))
    for name, colour, spot, places, seconds in kinds:
        place = world.empty(f"{name}@spring+summer+autumn", places[0])
        world.keep(place, light=(1, 0.1, 1))
        points = np.array(places)

        def wander(t, points=points, seconds=seconds):
            n = len(points)
            s = (t / seconds) * n
            i, share = int(s) % n, s - int(s)
            # It rests on each flower for a third of the time, then flutters on.
            go = min(1.0, max(0.0, (share - 0.33) / 0.67))
            ease = go * go * (3 - 2 * go)
            p = points[i] * (1 - ease) + points[(i + 1) % n] * ease
            way = points[(i + 1) % n] - points[i]
            flutter = math.sin(go * math.pi)
            p = p + np.array([0.10 * math.sin(t * 2.1), 0.10 * math.cos(t * 1.7), 0.22 + 0.07 * math.sin(t * 3.3)]) * flutter
            return {"at": tuple(p), "turn": math.degrees(math.atan2(way[1], way[0])) - 90}

        world.clip_along(f"idle-{name}", place, seconds, wander, rate=4)
        body = Form(821)
        body.tube([(0, -0.022, 0), (0, 0, 0.003), (0, 0.02, 0)], [0.002, 0.004, 0.002], "3a2a20", 5)
        body.build(f"{name}-body", parent=place, scale=1.5)
        for s in (-1, 1):
            w = Form(822)
            edge = linear("3a2a20") if name == "peacock" else linear(colour) * 0.85
            points_ = [(0, 0.004, 0), (s * 0.018, 0.036, 0), (s * 0.044, 0.034, 0), (s * 0.040, 0.008, 0), (s * 0.034, -0.020, 0), (s * 0.014, -0.030, 0), (0, -0.010, 0), (s * 0.026, 0.018, 0.0005)]
            w.add(points_, [[0, 1, 7], [1, 2, 7], [2, 3, 7], [3, 4, 7], [4, 5, 7], [5, 6, 7], [6, 0, 7]], np.stack([linear(colour), edge, edge, linear(spot), edge, linear(colour), linear(colour), linear(colour)]), "cloth-wing")
            wing = w.build(f"{name}-wing-{'r' if s > 0 else 'l'}", parent=place, scale=1.5)
            world.clip_along(f"idle-{name}-wings", wing, 2.0, lambda t, s=s: {"turn": (0, -s * (38 + 34 * math.sin(2 * math.pi * 2 * t)), 0)}, rate=16)
    bee = Form(823)
    rings = [(0.004, -0.024), (0.014, -0.016), (0.017, -0.004), (0.016, 0.008), (0.011, 0.018), (0.004, 0.023)]
    bee.turned(rings, [linear(c) for c in ("f1ede0", "f1ede0", "1f1a16", "e8b030", "1f1a16", "1f1a16")], sides=8)
    bee.vertices[-1] = bee.vertices[-1][:, [0, 2, 1]] * np.array([1, 1, -1], np.float32)
    for s in (-1, 1):
        bee.add([(0, 0.004, 0.014), (s * 0.026, 0.012, 0.026), (s * 0.030, -0.006, 0.024), (0, -0.004, 0.014)], [[0, 1, 2, 3]], "c9d4da", "cloth-wing")
    node = bee.made_of("cloth-wing").build("bumblebee@spring+summer+autumn", (-1.4, 3.6, 0.9), scale=1.6)
    world.keep(node, light=(1, 0.1, 1))
    world.clip_along("idle-bumblebee", node, 26.0, lambda t: {"at": (-1.45 + 0.42 * math.sin(2 * math.pi * t / 26) + 0.10 * math.sin(2 * math.pi * t / 5.2), 3.75 + 0.35 * math.sin(4 * math.pi * t / 26 + 1), 0.86 + 0.14 * math.sin(6 * math.pi * t / 26) + 0.03 * math.sin(2 * math.pi * t / 2.6)), "turn": 60 * math.sin(2 * math.pi * t / 13)}, rate=5)


def hens():
    """Three hens that peck on the lawn (not in winter)."""
    for k, (x, y, turn, colour) in enumerate(((3.0, 3.7, 40, "a5683a"), (4.5, 4.4, 150, "efe6d4"), (2.7, 5.7, -70, "8a4f2c"))):
        body = Form(831, 0.85)
        c = linear(colour)
        line = np.array([(0, -0.20, 0.36), (0, -0.13, 0.27), (0, -0.02, 0.235), (0, 0.08, 0.25), (0, 0.13, 0.30)])
        body.tube(line, [0.012, 0.085, 0.125, 0.11, 0.055], [c * 0.7, c * 0.9, c, c * 1.05, c], 10)
        for s in (-1, 1):
            body.ball((s * 0.105, -0.02, 0.25), (0.028, 0.12, 0.075), c * 0.85, 8, 6)
            body.tube([(s * 0.045, 0.0, 0.14), (s * 0.045, 0.015, 0.01)], 0.010, "d9a23c", 5)
            body.tube([(s * 0.045, -0.02, 0.012), (s * 0.05, 0.06, 0.008)], 0.007, "d9a23c", 4)
        r = body.random
        body.kites(np.tile([0, -0.17, 0.30], (7, 1)), r.normal(size=(7, 3)) * [0.25, 0.15, 0.2] + [0, -0.55, 0.75], 0.17, 0.06, c * r.uniform(0.55, 0.95, (7, 1)), "leaf-feather", [1.0, 0, 0], 0.1, 0.0)
        node = world.empty(f"hen-{k + 1}@spring+summer+autumn", (x, y, float(height(x, y))), turn)
        world.keep(node, baked=True)
        body.made_of("cloth-hen").build(f"hen-{k + 1}-body", parent=node)
        head = Form(832, 0.85)
        head.tube([(0, 0, -0.01), (0, 0.045, 0.07), (0, 0.065, 0.13)], [0.055, 0.042, 0.034], c, 8)
        head.ball((0, 0.075, 0.155), (0.034, 0.042, 0.036), c, 8, 6)
        head.tube([(0, 0.108, 0.155), (0, 0.150, 0.145)], [0.012, 0.002], "d9a23c", 5)
        for j in range(3):
            head.ball((0, 0.055 + 0.022 * j, 0.195 - 0.004 * j), (0.008, 0.014, 0.020), "c8362c", 5, 4)
        head.ball((0, 0.105, 0.118), (0.010, 0.012, 0.022), "c8362c", 5, 4)
        for s in (-1, 1):
            head.ball((s * 0.031, 0.088, 0.165), 0.0065, "1a1512", 5, 4)
        head = head.made_of("cloth-hen").build(f"hen-{k + 1}-head", (0, 0.12, 0.29), parent=node)

        def peck(t, k=k):
            s = (t / 14.0 + 0.31 * k) % 1.0
            down = max(0.0, math.sin(2 * math.pi * s * 1.0)) ** 0.6
            small = 9 * math.sin(2 * math.pi * 9 * s) * down
            return {"turn": (-88 * down + small, 0, 18 * math.sin(4 * math.pi * s) * (1 - down))}

        world.clip_along("idle-hens", head, 14.0, peck, rate=8)
        a = math.radians(turn)
        step = np.array([-math.sin(a), math.cos(a), 0]) * 0.55
        here = np.array([x, y, float(height(x, y))])
        world.clip(f"life-hen-{k + 1}", node, [(0, {"at": tuple(here), "turn": turn}), (2.6, {"at": tuple(here + step), "turn": turn + 12}), (6.5, {"at": tuple(here + step), "turn": turn + 12}), (8.0, {"at": tuple(here + step), "turn": turn + 176}), (10.8, {"at": tuple(here), "turn": turn + 176}), (12.6, {"at": tuple(here), "turn": turn + 360})])


def cat(at, turn):
    """The cat, curled on its chair: breathes, flicks its tail, lifts its head now and then (in winter indoors)."""
    parts = creatures.cat_curled()
    place = world.empty("cat@spring+summer+autumn", at, turn + 10)
    world.keep(place, baked=True)
    breath = world.empty("cat-breath", parent=place)
    parts["body"].thing("cat-body", parent=breath)
    world.clip_along("idle-cat", breath, 3.6, lambda t: {"scale": (1, 1, 1 + 0.022 * math.sin(2 * math.pi * t / 3.6))}, rate=5)
    head, joint = parts["head"]
    head = head.thing("cat-head", at=joint, parent=place)
    world.clip("life-cat-looks", head, [(0, {"turn": (0, 0, 0), "at": joint}), (1.6, {"turn": (-14, 0, 22), "at": tuple(np.array(joint) + [0, 0, 0.035])}), (3.6, {"turn": (-14, 0, -18)}), (5.0, {"turn": (-8, 0, -18)}), (7.0, {"turn": (0, 0, 0), "at": joint})])
    tail, joint = parts["tail"]
    tail = tail.thing("cat-tail", at=joint, parent=place)
    world.clip("life-cat-tail", tail, [(0, {"turn": 0}), (0.8, {"turn": -9}), (1.8, {"turn": 5}), (2.8, {"turn": -6}), (4.0, {"turn": 0})])
