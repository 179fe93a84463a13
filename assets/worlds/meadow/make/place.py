"""The meadow's land: pasture, birches, forest edge, hills; fence, wall, barn and hay."""

import math

import numpy as np

import cottage
import flora
import terrain
import world
from forms import Form, Paint, Piece, linear, noise2

STAKE = Paint("solid-pole", "8b8378", "6d655a", vary=0.15)
FENCE = [(-15.0, 3.2), (-10.5, 6.6), (-5.5, 8.6), (0.5, 9.6), (6.0, 11.6), (10.5, 15.5), (16.5, 21.0), (24.0, 26.0)]
WALL = [(7.4, -7.0), (8.0, -3.0), (9.0, 1.0), (11.2, 5.5), (15.0, 9.5), (21.0, 13.0)]
TREE = (2.75, 6.3)
BARN = (-15.0, 47.0)


def path_from(x, y):
    """Metres from the middle of the path that leads left into the wood."""
    along = np.clip(-x, -2, 60)
    return np.abs(y - (1.6 + 0.36 * along + 1.6 * np.sin(along / 6.0))) + np.clip(x - 1.5, 0, 50)


def wooded(x, y):
    """How far inside the wood: it stands left and behind; positive is wood, negative is pasture."""
    edge = -9.5 - 0.30 * y + 2.2 * np.sin(y / 7.0) + 1.2 * np.sin(y / 2.9)
    left = edge - x - np.clip(y - 16, 0, 100) * 0.25
    behind = -9.5 - y + 1.8 * np.sin(x / 5.0) - 0.12 * np.clip(x, 0, 60)
    return np.maximum(left, behind)


def height(x, y):
    """A pasture that falls gently away ahead and rises into the wood."""
    r = np.hypot(x, y)
    fall = -3.2 * np.clip((y - 6) / 60, 0, 1) ** 1.2
    rise = 0.9 * (1 - np.exp(-np.clip(wooded(x, y), 0, 60) / 9))
    return (fall + rise + 0.22 * noise2(x, y, 5, 3, 9.0) * np.clip(r / 5 - 0.5, 0, 1) + 0.9 * noise2(x, y, 6, 2, 45.0) * np.clip(r / 25 - 0.4, 0, 1)) * np.clip(r / 2.5 - 0.4, 0, 1)


def at(x, y):
    return float(height(np.array(float(x)), np.array(float(y))))


def earth(p, part):
    """Meadow green with paler and redder drifts, needles in the wood, a trodden path, a mown far field."""
    x, y = p[:, 0], p[:, 1]
    green, pale, red, needles, trodden = (linear(c) for c in ("6b8436", "94a04e", "8a7d48", "5f5030", "8a744f"))
    a = np.clip(0.5 + 0.8 * noise2(x, y, 11, 3, 6.5), 0, 1)[:, None]
    b = np.clip(0.9 * noise2(x, y, 12, 3, 13.0) - 0.1, 0, 1)[:, None]
    out = green + (pale - green) * a
    out = out + (red - out) * b * 0.6
    mown = np.clip((y - 30) / 8, 0, 1)[:, None]
    out = out + (linear("a5a456") * (1 + 0.06 * np.sin(x * 1.1))[:, None] - out) * mown * 0.6
    inside = np.clip(wooded(x, y) / 3 + 0.3, 0, 0.9)[:, None]
    out = out + (needles + (linear("5d6b2c") - needles) * a - out) * inside
    trod = (np.clip(1.15 - path_from(x, y) / 0.62, 0, 1) * 0.85)[:, None]
    return out + (trodden - out) * trod


def land():
    """Ground and hills."""
    world.material("ground-earth", season={"spring": (1.0, 1.0, 0.85), "autumn": (1.12, 0.9, 0.8), "winter": (0.9, 0.9, 0.95)})
    radii = np.concatenate([[0.02, 0.6], 1.2 * 1.10 ** np.arange(60)])
    terrain.polar_sheet(Form(1), height, Paint("ground-earth", earth, vary=0), radii, 88).piece(outward=False).thing("land")
    world.material("needle-far", season={"winter": (1.25, 1.3, 1.35), "autumn": (1.1, 1.0, 0.95)})
    hills = Form(3)
    terrain.ridge(hills, 14, 300, -180, 180.4, 17, "465c3f", 1.0, 0.016, -12)
    terrain.ridge(hills, 15, 520, -40, 70, 52, "52706a", 0.8, 0.008, -20)
    terrain.ridge(hills, 16, 820, -75, 35, 96, "6a8790", 0.8, 0.005, -20)
    hills.piece(outward=False).thing("hills")


def fence(random):
    """A round-pole fence: pairs of stakes, and long split poles that all lean the same way."""
    form = Form(21)
    line = np.array(FENCE, float)
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    where = lambda s: np.array([np.interp(s, lengths, line[:, k]) for k in (0, 1)])
    step = 1.15
    for k, s in enumerate(np.arange(0, lengths[-1], step)):
        x, y = where(s)
        way = where(min(s + 0.1, lengths[-1])) - where(max(s - 0.1, 0))
        way /= np.linalg.norm(way)
        off = np.array([-way[1], way[0]])
        z = at(x, y)
        for side in (-1, 1):
            px, py = np.array([x, y]) + off * side * 0.10
            lean = random.normal() * 0.05
            form.tube([(px, py, z - 0.2), (px + lean + off[0] * side * -0.03, py + off[1] * side * -0.03, z + random.uniform(1.32, 1.6))], [0.034, 0.024], 4, STAKE)
        for j in range(2):
            long = random.uniform(3.4, 4.0)
            low = np.array([x, y]) + way * j * step * 0.5
            end = low + way * long
            if s + long > lengths[-1]:
                continue
            zl, zh = at(*low) + 0.05 + 0.06 * random.random(), at(*end) + random.uniform(1.05, 1.22)
            form.tube([(low[0], low[1], zl), ((low[0] + end[0]) / 2, (low[1] + end[1]) / 2, (zl + zh) / 2 + random.normal() * 0.03), (end[0], end[1], zh)], [0.042, 0.036, 0.026], 4, STAKE)
        if k % 2 == 0:
            ring = np.linspace(0, math.tau, 9)
            form.tube(np.stack([x + off[0] * 0.13 * np.cos(ring) + way[0] * 0.03 * np.sin(ring), y + off[1] * 0.13 * np.cos(ring) + way[1] * 0.03 * np.sin(ring), z + 0.75 + 0.03 * np.sin(ring)], -1), 0.012, 4, Paint("solid-withy", "6a5440"), cap=False)
    form.thing("fence")


def wall(random):
    """A grey-stone wall with moss, half sunk."""
    line = np.array(WALL, float)
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    stones = [flora.stone(90 + k, 0.34, 0.75) for k in range(4)]
    out = Piece()
    for row, (z, size, step) in enumerate(((0.14, 1.35, 0.66), (0.56, 1.05, 0.60))):
        for s in np.arange(0.2 * row, lengths[-1], step):
            x, y = (np.interp(s, lengths, line[:, k]) + random.normal() * 0.06 for k in (0, 1))
            out += stones[random.integers(4)].placed((x, y, at(x, y) + z - 0.1), random.random() * 360, size * random.uniform(0.8, 1.2), tuple(random.normal(size=2) * 9), random.uniform(0.85, 1.12))
    for k, (x, y, size) in enumerate(((-3.4, 5.6, 1.5), (4.9, 3.6, 1.1), (-6.6, -3.2, 1.7), (3.2, -5.6, 1.2), (0.9, 7.6, 0.8), (-1.75, 3.35, 1.15))):
        out += stones[k % 4].placed((x, y, at(x, y) - 0.05), 50 * k, size)
    out.thing("stones")


def trees(random):
    """Birches in the pasture, the forest's edge left and behind, far woods round about."""
    target = flora.birch(101, 9.5, "near", clusters=640, width=0.24)
    tree = target.thing("birch", at=(*TREE, at(*TREE) - 0.1), turn=20)
    world.keep(world.target(tree), baked=True)
    whole = Piece()
    for seed, x, y, tall, turn in ((102, -5.2, 3.0, 8.5, 130), (103, 6.8, -2.4, 9.0, 60)):
        whole += flora.birch(seed, tall, "near", clusters=230).placed((x, y, at(x, y) - 0.1), turn)
    whole += flora.spruce(104, 10, "near").placed((-9.6, -2.6, at(-9.6, -2.6)), 40)
    whole += flora.spruce(105, 7.5, "near").placed((-12.4, 8.4, at(-12.4, 8.4)), 140)
    far = {"spruce": [flora.spruce(s, h, "far") for s, h in ((1, 14), (2, 18), (3, 11))], "pine": [flora.pine(s, h, "far") for s, h in ((11, 14), (12, 16))], "birch": [flora.birch(s, h, "far") for s, h in ((21, 11), (22, 9), (23, 12))]}
    mid = {"spruce": [flora.spruce(5, 13, "mid"), flora.spruce(6, 16, "mid")], "birch": [flora.birch(24, 9.5, "mid"), flora.birch(25, 11, "mid")], "pine": [flora.pine(14, 13, "mid")]}
    cards = {kind: [flora.backdrop(50 + s, kind, h) for s, h in enumerate(heights)] for kind, heights in (("spruce", (15, 19, 12, 17)), ("pine", (14, 17, 15)), ("birch", (11, 9, 13)))}
    for x, y, kind in ((8.5, 19, "birch"), (13.2, 16.5, "birch"), (-8.0, 17.5, "birch"), (12.4, 1.6, "birch"), (-3.0, -7.4, "birch"), (2.2, -8.8, "birch")):
        whole += mid[kind][random.integers(2)].placed((x, y, at(x, y) - 0.1), random.random() * 360, random.uniform(0.85, 1.05), tuple(random.normal(size=2) * 2))
    placed = [TREE]
    count = {"mid": 0, "far": 0, "card": 0}
    for _ in range(16000):
        r, a = 8.5 * (230 / 8.5) ** random.random(), random.random() * math.tau
        x, y = r * math.sin(a), r * math.cos(a)
        w = wooded(np.array(x), np.array(y))
        yaw = math.degrees(a)
        yaw = yaw - 360 if yaw > 180 else yaw
        rim = 75 + 14 * math.sin(math.radians(yaw * 3)) + (30 if -32 < yaw < 25 else 0)
        distant = rim < r < rim + 26 and abs(yaw) < 130
        grove = 40 < yaw < 150 and 26 + 6 * math.sin(yaw / 9) < r < 52
        if not (0.4 < w < (16 if r < 40 else 9) or distant or grove) or path_from(np.array(x), np.array(y)) < 1.6:
            continue
        if any((x - p) ** 2 + (y - q) ** 2 < (3.2 + r / 45) ** 2 for p, q in placed):
            continue
        if np.hypot(x - BARN[0], y - BARN[1]) < 8 or r > 110 and not distant:
            continue
        placed.append((x, y))
        edge = w < 3.5 and not distant
        chance = random.random()
        kind = "birch" if chance < (0.42 if edge or grove else 0.12) else "pine" if chance < 0.55 and not edge else "spruce"
        fine = "mid" if r < 13 else "far" if r < 35 else "card"
        count[fine] += 1
        tone = 1 + random.uniform(-0.14, 0.14) + random.uniform(-0.05, 0.05, 3)
        choice = {"mid": mid, "far": far, "card": cards}[fine][kind]
        turn = -math.degrees(math.atan2(x, y)) if fine == "card" else random.random() * 360
        whole += choice[random.integers(len(choice))].placed((x, y, at(x, y) - 0.1), turn, random.uniform(0.75, 1.1) * (0.8 if edge else 1), (0, float(random.normal())) if fine == "card" else tuple(random.normal(size=2) * 1.5), tone)
    print(count)
    whole.thing("trees")


def _seen(x, y):
    """Where nothing tall may stand: about the hare and before it."""
    return math.hypot(x + 2.5, y - 8.0) < 0.7 or (abs(x + 0.3125 * y) < 0.42 and 4.6 < y < 8)


def plants(random):
    """Grass, drifts of flowers by season, berry scrub and ferns at the wood's edge."""
    tall = [flora.tuft(s, 8, 0.30, 0.12, 0.016, greens=("56762a", "a3ba5c"), simple=s > 1) for s in range(4)]
    low = [flora.tuft(s + 10, 8, 0.26, 0.26, 0.03, greens=("5f7d2e", "a8bc60"), simple=True) for s in range(4)]
    near, away = [], []
    for _ in range(6000):
        r, a = 1.7 + 22 * random.random() ** 1.25, random.random() * math.tau
        x, y = r * math.sin(a), r * math.cos(a)
        if path_from(np.array(x), np.array(y)) < 0.75 or wooded(np.array(x), np.array(y)) > 2.5 or (abs(y) < 0.8 and abs(x) < 0.8):
            continue
        if _seen(x, y):
            continue
        if r < 7.5 and len(near) < 165:
            near.append((x, y, at(x, y)))
        elif r >= 5 and len(away) < 320:
            away.append((x, y, at(x, y)))
    (flora.scatter(tall, near, random, (0.6, 1.15), 6) + flora.scatter(low, away, random, (0.9, 1.7), 6)).thing("grass")

    def drift(kinds, spots, number, spread, nearest=1.7, reach=15):
        out = []
        for k in range(number):
            cx, cy = spots[random.integers(len(spots))]
            x, y = cx + random.normal() * spread, cy + random.normal() * spread
            if math.hypot(x, y) > nearest and not _seen(x, y) and path_from(np.array(x), np.array(y)) > 0.6:
                out.append((x, y, at(x, y)))
        return flora.scatter(kinds, out, random, (1.05, 1.5), 4, 0.06)

    make = lambda kind, n: [flora.flower(s, kind) for s in range(n)]
    spots = [(1.4, 3.3), (-3.0, 4.6), (3.6, 1.9), (-3.6, 6.6), (5.2, 5.2), (0.2, 6.0)]
    world.keep(world.target(drift(make("daisy", 3) + make("bluebell", 2) + make("buttercup", 1), [(1.35, 3.1)], 46, 0.55).thing("flowers@summer")), baked=True)
    (drift(make("daisy", 3), spots, 150, 0.7) + drift(make("buttercup", 3), [(-1.2, 5.0), (4.4, 3.2), (2.2, 8.2), (-4.5, 1.0)], 110, 0.9) + drift(make("bluebell", 3), [(-3.4, 5.2), (4.0, 4.6), (-1.0, 3.0)], 70, 0.6)
     + drift(make("clover", 3), [(0.9, 2.3), (-0.8, 2.4), (3.0, 3.0)], 50, 0.8) + drift(make("parsley", 2), [(-8, 6.6), (-3.5, 8.4), (4.2, 10.0), (7.4, 4.2), (8.2, -0.5)], 40, 0.9)).thing("wild-flowers", tags="summer")
    world.keep(world.target(drift(make("anemone", 3), [(1.9, 4.1)], 40, 0.6).thing("flowers@spring")), baked=True)
    drift(make("anemone", 3), [(2.8, 5.4), (-4.8, 3.6), (-6.5, 5.5), (6.2, -1.6), (3.8, 7.0), (-3.0, -6.0)], 110, 0.8).thing("anemones", tags="spring")
    world.keep(world.target(drift(make("heather", 3), [(1.5, 3.3)], 16, 0.5).thing("flowers@autumn")), baked=True)
    world.keep(world.target(drift(make("dry", 3), [(1.5, 3.3)], 18, 0.5).thing("flowers@winter")), baked=True)
    scrub = [flora.bush(s, 0.4, "leaf-bush", 15, ("2f4a1c", "66853a"), 0.34, flora.LEAF) for s in range(3)]
    places = []
    for _ in range(900):
        x, y = random.uniform(-14, 9), random.uniform(-13, 12)
        w = float(wooded(np.array(x), np.array(y)))
        if -0.6 < w < 4 and path_from(np.array(x), np.array(y)) > 0.9 and len(places) < 52:
            places.append((x, y, at(x, y)))
    flora.scatter(scrub, places, random, (0.8, 1.5), 4).thing("scrub")


def far_things():
    """The hay barn, hay racks in summer, smoke-grey details far off."""
    x, y = BARN
    cottage.barn().placed((x, y, at(x, y) - 0.1), 22).thing("barn")
    rack = Form(31)
    hay = Paint("grass-hay", "b8a468", "97864a", vary=0.15, normals="up")
    for k in range(7):
        px = k * 1.5
        rack.tube([(px, 0, -0.1), (px, 0.0, 2.0)], [0.05, 0.04], 5, STAKE)
    for z in (0.5, 1.0, 1.5):
        rack.tube([(-0.3, 0, z), (9.3, 0, z)], 0.03, 4, STAKE)
    n = 30
    xs = np.linspace(-0.2, 9.2, n)
    lump = np.random.default_rng(4).uniform(0.8, 1.2, (4, n))
    rings = np.stack([np.stack([xs, np.full(n, 0) + off * lump[j], z * np.ones(n) * lump[j] ** 0.2], -1) for j, (off, z) in enumerate(((-0.42, 0.35), (-0.28, 1.25), (0.28, 1.3), (0.42, 0.35)))])
    top = np.stack([xs, xs * 0, 1.85 * lump[0] ** 0.3], -1)
    rack.loft(np.concatenate([rings[:2], top[None], rings[2:]]), hay, True, False)
    world.material("grass-hay")
    made = rack.piece(outward=False)
    for k, (x, y, turn) in enumerate(((7.0, 33.0, -15), (17.5, 39.0, -12), (-4.0, 42.0, 8))):
        made.placed((x, y, at(x + 3, y) - 0.1), turn).thing(f"hay-rack-{k}", tags="summer")
    for name, place in (("forest", (16, 12, 4)), ("bird", (-2.4, 9.0, 1.5)), ("birch", (TREE[0], TREE[1], 4.5)), ("spruce", (-14, 2.5, 6)), ("fence", (12, -1.0, 1.8)), ("sky", (3, 30, 42)),
                        ("flowers", (1.3, 3.1, 0.4)), ("cows", (15, 52, 1)), ("berries", (-1.6, 2.6, 0.3)), ("hare", (-2.5, 8.0, 0.3))):
        world.empty(f"sound-{name}", place)
    world.empty("emit-leaves@autumn", (TREE[0], TREE[1], 5.0), scale=2.0)
