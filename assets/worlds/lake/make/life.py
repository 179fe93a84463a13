"""What lives at the lake: ducks, loon, fish, dragonflies, swallows, and what they do."""

import math

import numpy as np

import fauna
import world
from forms import Form, Paint, Piece
from place import WATER

OPEN = "spring+summer+autumn"
TAU = math.tau


def _on(path, s):
    """Place and heading (degrees about z, 0 = +y) at share s of the length of a smooth path (n, 2)."""
    p = np.asarray(path, float)
    n = len(p) - 1

    def at(u):
        u = min(max(u, 0.0), 1.0) * n
        i = min(int(u), n - 1)
        f = u - i
        a, b = p[i], p[i + 1]
        before, after = (p[i - 1] if i else 2 * a - b), (p[i + 2] if i + 2 <= n else 2 * b - a)
        return 0.5 * (2 * a + (b - before) * f + (2 * before - 5 * a + 4 * b - after) * f**2 + (3 * a - before - 3 * b + after) * f**3)

    s = min(max(s, 0.0), 1.0)
    here, ahead = at(s - 0.01), at(s + 0.01)
    way = ahead - here
    return at(s), -math.degrees(math.atan2(way[0], way[1]))


def _ease(t):
    t = min(max(t, 0.0), 1.0)
    return t * t * t * (t * (6 * t - 15) + 10)


def _turned(a, b, share):
    """From heading a to b the short way round."""
    return a + ((b - a + 180) % 360 - 180) * share


def ducks():
    """A mallard pair and five ducklings: rest off the right, come to the jetty's end, dabble, leave again."""
    family = [("duck", fauna.mallard(), 0.0, 0.0, 1.0), ("duck-hen", fauna.mallard(False), -0.55, 1.1, 0.95)]
    family += [(f"duckling-{k + 1}", fauna.duckling(), -0.5 + 0.16 * (k % 2), 1.75 + 0.36 * k, 1.15) for k in range(5)]
    come = [(2.0, 8.9), (2.6, 7.6), (2.4, 6.5), (1.6, 5.7), (0.6, 5.1), (-0.1, 4.95)]
    back = [(-0.1, 4.95), (-0.9, 5.5), (-0.8, 6.8), (0.1, 8.2), (1.1, 8.9), (2.0, 8.9)]
    for index, (name, piece, side, behind, size) in enumerate(family):
        tags = OPEN if index < 2 else "spring+summer"

        def place(path, s, side=side, behind=behind):
            length = 7.0
            (x, y), turn = _on(path, max(s - behind / length, -0.02) if s < 0.999 else 1 - behind / length)
            a = math.radians(turn)
            return x + side * math.cos(a), y + side * math.sin(a), turn

        def settled(path, end, index=index):
            """Where each floats when it has arrived: gathered, not in a queue."""
            spread = [(0, 0), (-0.75, -0.15), (-0.35, 0.55), (0.1, 0.75), (0.5, 0.5), (-0.75, 0.62), (0.75, 0.15)][index]
            return path[end][0] + spread[0], path[end][1] + spread[1], [200, 150, 190, 220, 170, 130, 240][index] + (0 if end < 0 else -80)

        home = settled(come, 0)
        near = settled(come, -1)
        outer = world.empty(f"{name}@{tags}", (home[0], home[1], WATER), turn=home[2])
        if index == 0:
            world.target(outer)
        tip = world.empty(f"{name}-tip", parent=outer)
        inner = world.empty(f"{name}-idle", parent=tip)
        piece.placed(scale=size).thing(f"{name}-body", parent=inner)
        slow, phase = 24.0, index * 0.9
        radius = 0.22 if index < 2 else 0.12
        world.clip_along("idle-ducks", inner, slow, lambda t, phase=phase, radius=radius, index=index: dict(
            at=(radius * math.sin(t * TAU / 24 + phase), radius * math.sin(t * TAU / 12 + phase) * 0.6, 0.006 * math.sin(t * TAU / 2.4 + phase)),
            turn=(1.5 * math.sin(t * TAU / 3 + phase), 1.2 * math.sin(t * TAU / 4 + phase), 16 * math.sin(t * TAU / 24 + phase) + (6 * math.sin(t * TAU / 4.8) if index > 1 else 0))), 4)

        def trip(path, start, stop, seconds):
            def motion(t):
                u = t / seconds
                s = _ease(u) * 1.0
                x, y, turn = place(path, s)
                # Out of the gathering into line, and into a gathering again.
                a, b = _ease(u / 0.35), _ease((u - 0.65) / 0.35)
                x, y, turn = start[0] + (x - start[0]) * a, start[1] + (y - start[1]) * a, _turned(start[2], turn, a)
                x, y, turn = x + (stop[0] - x) * b, y + (stop[1] - y) * b, _turned(turn, stop[2], b)
                return dict(at=(x, y, WATER), turn=turn)
            return motion

        world.clip_along("duck-comes", outer, 18, trip(come, home, near, 18), 6)
        world.clip_along("duck-leaves", outer, 26, trip(back, near, home, 26), 6)
        if index < 2:
            start = 0.0 if index == 0 else 2.6
            keys = [(0, dict(turn=(0, 0, 0), at=(0, 0, 0)))]
            for k in range(3):
                t = start + 0.6 + 3.4 * k
                keys += [(t, dict(turn=(0, 0, 0), at=(0, 0, 0))), (t + 0.9, dict(turn=(-74, 0, 8 * (k - 1)), at=(0, 0.05, -0.03))), (t + 2.0, dict(turn=(-70, 0, -6 * (k - 1)), at=(0, 0.05, -0.03))), (t + 2.9, dict(turn=(0, 0, 0), at=(0, 0, 0)))]
            keys += [(14, dict(turn=(0, 0, 0), at=(0, 0, 0)))]
            world.clip("duck-dabbles", tip, keys)
    world.empty("sound-duck", (1.5, 5.5, WATER + 0.1))


def loon():
    """A loon far out; it comes nearer, dives, and is back where it was."""
    rest = (-7.5, 27.0, WATER)
    outer = world.target(world.empty(f"loon@{OPEN}", rest, turn=60))
    inner = world.empty("loon-idle", parent=outer)
    fauna.loon().placed(scale=1.15).thing("loon-body", parent=inner)
    world.clip_along("idle-loon", inner, 40, lambda t: dict(at=(2.2 * math.sin(t * TAU / 40), 0.9 * math.sin(t * TAU / 20), 0.012 * math.sin(t * TAU / 4)), turn=(1.5 * math.sin(t * TAU / 5), 0, 35 * math.sin(t * TAU / 40 + 0.8))), 3)
    path = [(-7.5, 27), (-6.5, 24), (-4.0, 20.5), (-1.5, 17.5), (0.8, 15.8)]

    def motion(t):
        if t <= 26:
            (x, y), turn = _on(path, _ease(t / 26))
            return dict(at=(x, y, WATER), turn=(0, 0, _turned(60, turn, _ease(t / 4))))
        (x, y), turn = _on(path, 1.0)
        if t <= 40:
            return dict(at=(x, y, WATER), turn=(0, 0, _turned(turn, -60, _ease((t - 28) / 6))))
        if t <= 43:
            u = _ease((t - 40) / 3)
            return dict(at=(x + 0.7 * u, y + 0.3 * u, WATER - 0.75 * u), turn=(-38 * math.sin(math.pi * u), 0, -60))
        u = _ease((t - 43) / 14)
        if t <= 57:
            return dict(at=(x + 0.7 + (rest[0] - x - 0.7) * u, y + 0.3 + (rest[1] - y - 0.3) * u, WATER - 0.75), turn=(0, 0, _turned(-60, 60, u)))
        u = _ease((t - 57) / 3)
        return dict(at=(rest[0], rest[1], WATER - 0.75 * (1 - u)), turn=(10 * math.sin(math.pi * u), 0, 60))

    world.clip_along("loon-comes", outer, 60, motion, 4)
    world.empty("sound-loon", (-6, 30, 0))


def fish():
    """Rings where a fish rises now and then; it jumps."""
    spot = np.array([-2.9, 10.2, WATER])
    holder = world.target(world.empty(f"fish@{OPEN}", tuple(spot)))
    pale = Paint("cloth-ring", "d3dfe4", vary=0, normals="up")

    def ring(name, parent):
        form = Form(1)
        a = np.linspace(0, TAU, 36, endpoint=False)
        form.loft(np.stack([np.stack([w * np.cos(a), w * np.sin(a), np.full(36, h)], -1) for w, h in ((0.86, 0.03), (0.93, 0.042), (1.0, 0.03))]), pale, True, True)
        return form.piece(outward=False).thing(name, parent=parent)

    for k in range(2):
        node = world.empty(f"rise-{k + 1}", (0, 0, -0.05), parent=holder, scale=0.02)
        ring(f"rise-ring-{k + 1}", node)
        begin = 1.0 + 1.1 * k
        world.clip("idle-fish", node, [(0, dict(at=(0, 0, -0.05), scale=0.02)), (begin, dict(at=(0, 0, -0.05), scale=0.02)), (begin + 0.3, dict(at=(0, 0, 0.004), scale=0.12)), (begin + 5.0, dict(at=(0, 0, 0.0), scale=0.95)), (begin + 6.0, dict(at=(0, 0, -0.05), scale=1.05)), (begin + 6.3, dict(scale=0.02)), (17, dict(scale=0.02))], ease=True, rate=5)
    body = world.empty("fish-body", (-0.45, 0, -0.9), turn=-90, parent=holder)
    fauna.fish().placed(scale=1.25).thing("fish-scales", parent=body)

    def leap(t):
        u = min(max((t - 0.4) / 1.9, 0), 1)
        x = -0.75 + 1.5 * u
        z = -0.9 + 5.6 * u * (1 - u)
        slope = math.degrees(math.atan2(5.6 * (1 - 2 * u), 1.5 * 1.4))
        return dict(at=(x, 0, z), turn=(slope, 0, -90))

    world.clip_along("fish-jumps", body, 9, leap, 12)
    for k, (x, when) in enumerate(((-0.45, 0.65), (0.45, 2.0), (0.45, 2.7))):
        node = world.empty(f"splash-{k + 1}", (x, 0, -0.06), parent=holder, scale=0.02)
        ring(f"splash-ring-{k + 1}", node)
        world.clip("fish-jumps", node, [(0, dict(at=(x, 0, -0.06), scale=0.02)), (when, dict(scale=0.02)), (when + 0.2, dict(at=(x, 0, 0.006), scale=0.15)), (when + 4.2, dict(at=(x, 0, 0.0), scale=1.7)), (when + 5.4, dict(at=(x, 0, -0.06), scale=1.9)), (9, dict(scale=0.02))], rate=5)
    world.empty("sound-fish", tuple(spot))


def insects():
    """Two dragonflies over the lilies: they hover, dart a little, hover."""
    for k, (x, y) in enumerate(((2.3, 3.9), (-3.9, 4.8))):
        node = world.empty(f"dragonfly-{k + 1}@summer+morning+day+evening", (x, y, WATER + 0.75))
        trunk, wings = fauna.dragonfly()
        trunk.placed(scale=1.3).thing(f"dragonfly-trunk-{k + 1}", parent=node)
        beat = world.empty(f"dragonfly-wings-{k + 1}", parent=node)
        wings.placed(scale=1.3).thing(f"dragonfly-wing-{k + 1}", parent=beat)
        r = np.random.default_rng(k + 5)
        spots = [np.array([x, y, WATER + 0.75])] + [np.array([x, y, WATER + 0.6]) + r.uniform(-1, 1, 3) * [0.8, 1.1, 0.22] for _ in range(6)]
        spots.append(spots[0])
        keys, t, turn = [(0, dict(at=tuple(spots[0]), turn=0))], 0.0, 0.0
        for a, b in zip(spots, spots[1:]):
            t += r.uniform(1.6, 3.4)
            keys.append((t, dict(at=tuple(a + [0, 0, 0.03]), turn=turn)))
            turn = _turned(turn, -math.degrees(math.atan2(b[0] - a[0], b[1] - a[1])), 1.0)
            t += 0.5
            keys.append((t, dict(turn=turn)))
            t += max(1.0, np.linalg.norm(b - a) * 1.7)
            keys.append((t, dict(at=tuple(b), turn=turn)))
        keys.append((t + 0.8, dict(turn=round(turn / 360) * 360)))
        world.clip("idle-dragonflies" if k == 0 else "idle-dragonflies-2", node, keys, rate=6)
        world.clip_along("idle-wings" if k == 0 else "idle-wings-2", beat, 1.2, lambda t: dict(turn=(0, 6 * math.sin(t * TAU / 0.2), 0)), 30)


def swallows():
    """Three swallows that hunt high over the bay for a while, and are gone behind the trees."""
    for k in range(3):
        tags = "spring+summer+morning+day+evening"
        outer = world.empty(f"swallow-{k + 1}@{tags}", (-60 + 5 * k, 70, -12))
        fauna.small_bird("swallow").placed(scale=1.7).thing(f"swallow-body-{k + 1}", parent=outer)
        path = np.array([(-60, 72, 7), (-34, 48, 13), (-12, 30, 11), (6, 24, 9), (16, 32, 13), (8, 44, 15), (-10, 38, 11), (-18, 26, 12), (-4, 19, 14), (14, 26, 12), (34, 46, 14), (60, 74, 7)], float)
        r = np.random.default_rng(k)
        path = path + r.normal(size=path.shape) * [3, 3, 1.2] + [2.0 * k, 0, 0]

        def motion(t, path=path):
            (xy, turn), _ = _on(path[:, :2], t / 34), None
            z = float(np.interp(t / 34, np.linspace(0, 1, len(path)), path[:, 2]))
            (_, before), (_, after) = _on(path[:, :2], t / 34 - 0.02), _on(path[:, :2], t / 34 + 0.02)
            bank = np.clip(((after - before + 180) % 360 - 180) * 0.6, -50, 50)
            hidden = -22 * (1 - _ease(t / 1.5)) - 22 * _ease((t - 32.5) / 1.5)
            return dict(at=(xy[0], xy[1], z + hidden), turn=(0, -bank, turn))

        world.clip_along("life-swallows", outer, 34, motion, 5)


def gulls():
    """A white bird that crosses far off, at any time without ice."""
    node = world.empty(f"gull@{OPEN}", (120, 140, -15))
    form = Form(3)
    fauna.body(form, [(0, -0.3, 0, 0.03, 0.015), (0, -0.1, 0, 0.07, 0.06), (0, 0.15, 0.01, 0.06, 0.06), (0, 0.28, 0.02, 0.03, 0.03)], Paint("solid-feather", "f0efec"), 7)
    for x in (-1, 1):
        form.cards([(x * 0.05, 0.05, 0.02)], [(x, -0.15, 0.25)], 0.65, 0.2, [(0.5, 0), (0.45, 0.5), (0.0, 1.0), (-0.3, 0.5), (-0.5, 0)], [(0, 0, 1.0)], Paint("cloth-wing", "c9ccd0"))
    form.thing("gull-body", parent=node)
    way = np.array([(120, 140), (60, 100), (10, 80), (-40, 90), (-70, 120), (-110, 150)], float)

    def motion(t):
        (x, y), turn = _on(way, t / 48)
        return dict(at=(x, y, 14 + 4 * math.sin(t / 7) - 30 * (1 - _ease(t / 3)) - 30 * _ease((t - 45) / 3)), turn=(0, 10 * math.sin(t / 3), turn))

    world.clip_along("life-gull", node, 48, motion, 3)


def winter():
    """In winter a great tit on the kick-sled, and a fox that trots across the ice far out."""
    perch = world.empty("tit@winter", (-1.97, 4.69, WATER + 0.015 + 0.94), turn=150)
    fauna.small_bird("great-tit").placed(scale=1.5).thing("tit-body", parent=perch)
    still = dict(turn=(0, 0, 150), at=(-1.97, 4.69, WATER + 0.955))
    world.clip("idle-tit", perch, [(0, still), (3.0, still), (3.3, dict(turn=(10, 0, 190))), (5.2, dict(turn=(10, 0, 190))), (5.5, dict(turn=(0, 0, 120))), (7.5, dict(turn=(0, 0, 120))), (7.9, dict(turn=(20, 0, 120))), (8.4, dict(turn=(0, 0, 120))), (11, still)], rate=10)
    node = world.empty("fox@winter", (-70, 62, WATER - 3))
    body, legs = fauna.fox()
    body.thing("fox-body", parent=node)
    way = np.array([(-52, 58), (-34, 47), (-14, 42), (6, 44), (22, 38), (36, 46), (48, 56)], float)

    def trot(t):
        (x, y), turn = _on(way, t / 75)
        hidden = -3 * (1 - _ease(t / 2)) - 3 * _ease((t - 73) / 2)
        return dict(at=(x, y, WATER + 0.015 + hidden + 0.02 * abs(math.sin(t * 6))), turn=(1.5 * math.sin(t * 6), 0, turn))

    world.clip_along("life-fox", node, 75, trot, 6)
    for k, leg in enumerate(legs):
        hip = world.empty(f"fox-hip-{k + 1}", ((-0.07, 0.07, -0.07, 0.07)[k], (0.2, 0.2, -0.2, -0.2)[k], 0.3), parent=node)
        leg.thing(f"fox-leg-{k + 1}", parent=hip)
        world.clip_along("life-fox", hip, 75, lambda t, k=k: dict(turn=(24 * math.sin(t * 6 + (0, math.pi, math.pi, 0)[k]), 0, 0)), 6)
