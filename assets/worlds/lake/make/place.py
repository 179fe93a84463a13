"""The lake's land: shores, island, hills, forest, reeds and stones."""

import numpy as np

import cottage
import flora
import terrain
import world
from forms import Form, Paint, linear, noise2

WATER = -0.45
SHORE = terrain.smooth_polygon([
    (-3.2, -4.6), (0, -5.2), (3.2, -4.8), (6.0, -3.2), (8.6, 0.2), (10.5, 5), (13.5, 10), (20, 16), (30, 25), (36, 38), (38, 52), (43, 64),
    (56, 84), (66, 118), (52, 160), (22, 188), (-12, 202), (-48, 190), (-80, 160), (-92, 122), (-74, 92), (-54, 72), (-42, 54), (-33, 37),
    (-27, 25), (-20, 14), (-13.5, 7), (-10, 1.2), (-7.6, -2.4), (-5.2, -4.2)])
ISLAND = terrain.smooth_polygon([(-33, 84), (-28, 79), (-20, 78), (-13, 82), (-10, 87), (-15, 92), (-24, 93), (-31, 90)])
COTTAGE = np.array([54.0, 68.5])
PATH = lambda y: 1.6 * np.sin(y / 7.0) - 0.04 * y  # noqa: E731


_NEAR = []  # distances near the seat on a grid of 25 cm, made when first asked for


def inland(x, y):
    """Metres from the water's edge, positive on land."""
    p = np.stack([np.ravel(x), np.ravel(y)], -1).astype(float)
    if len(p) == 1 and np.abs(p).max() < 30:
        if not _NEAR:
            axis = np.linspace(-30, 30, 241)
            gx, gy = np.meshgrid(axis, axis)
            _NEAR.append(inland(gx, gy))
        u, v = (p[0] + 30) * 4
        i, j = min(int(u), 239), min(int(v), 239)
        f, g = u - i, v - j
        d = _NEAR[0]
        return np.reshape((d[j, i] * (1 - f) + d[j, i + 1] * f) * (1 - g) + (d[j + 1, i] * (1 - f) + d[j + 1, i + 1] * f) * g, np.shape(x))
    return np.maximum(terrain.distance(p, SHORE), -terrain.distance(p, ISLAND)).reshape(np.shape(x))


def height(x, y):
    """Height of the ground, the lake's bed included."""
    d = inland(x, y)
    dry = np.maximum(d, 0)
    far = np.hypot(x, y)
    rise = 0.42 * (1 - np.exp(-dry / 1.1)) + 0.035 * dry + np.clip(dry - 8, 0, 60) * 0.05 * np.clip(far / 60 - 0.3, 0, 1.6)
    bumps = 0.14 * noise2(x, y, 8, 3, 6.0) * np.clip(dry / 2 - 0.3, 0, 1) + 0.5 * noise2(x, y, 9, 2, 30.0) * np.clip(dry / 12, 0, 1)
    knoll = 2.4 * np.exp(-(((x - COTTAGE[0]) ** 2 + (y - COTTAGE[1]) ** 2) / 130.0)) * np.clip(dry / 5, 0, 1)
    return WATER + np.where(d > 0, rise + bumps + knoll, np.maximum(0.3 * d, -3.0))


def earth(p, part):
    """Sand at the water's edge, moss and needles under the trees, a trodden path behind the jetty."""
    d = inland(p[:, 0], p[:, 1])
    moss, needles, sand, trodden = (linear(c) for c in ("586b2c", "5d4a2c", "77684e", "7d6a4c"))
    mix = np.clip(0.5 + 0.75 * noise2(p[:, 0], p[:, 1], 4, 3, 9.0), 0, 1)[:, None]
    out = moss + (needles - moss) * mix * np.clip(d / 6, 0.1, 0.85)[:, None]
    edge = np.clip(1 - d / 0.8, 0, 1)[:, None]
    out = out + (sand - out) * edge
    on = (np.clip(1.0 - np.abs(p[:, 0] - PATH(p[:, 1])) / 0.8, 0, 1) * (p[:, 1] < -4.5) * (p[:, 1] > -40))[:, None]
    out = out + (trodden - out) * on
    wet = np.clip(-d / 0.8, 0, 1)[:, None]
    return out * (1 - 0.65 * wet)


def land():
    """Ground, water, far hills."""
    world.material("ground-earth", season={"spring": (1.0, 0.95, 0.9), "autumn": (1.2, 0.95, 0.8), "winter": (0.9, 0.9, 0.95)})
    radii = 1.3 * 1.105 ** np.arange(57)
    terrain.polar_sheet(Form(1), height, Paint("ground-earth", earth, vary=0), radii, 96, lambda x, y, z: z > WATER - 0.9).piece(outward=False).thing("land")
    water = Form(2)
    terrain.polar_sheet(water, lambda x, y: np.full_like(x, WATER), Paint("water-lake", "1c2b2a", vary=0), np.array([0.02, 1.5, 3, 5, 8, 12, 18, 27, 40, 60, 90, 130, 180, 260]), 40)
    water.piece(outward=False).thing("water")
    world.material("needle-far", season={"winter": (1.25, 1.3, 1.35), "autumn": (1.1, 1.0, 0.95)})
    hills = Form(3)
    terrain.ridge(hills, 4, 330, -180, 180.4, 21, "3c5440", 1.0, 0.016)
    terrain.ridge(hills, 5, 520, -62, 40, 62, "4a6660", 0.8, 0.008)
    terrain.ridge(hills, 6, 800, -30, 75, 105, "64818a", 0.8, 0.005)
    terrain.ridge(hills, 9, 900, 100, 250, 90, "64818a", 1.4, 0.005)
    hills.piece(outward=False).thing("hills")


def _spots(random, tries, near, far, room, depth, keep):
    """Places on land between two distances of the seat, at least room(r) apart, at most depth inland."""
    r = near * (far / near) ** random.random(tries)
    a = random.random(tries) * 2 * np.pi
    x, y = r * np.sin(a), r * np.cos(a)
    d = inland(x, y)
    ok = (d > 0.9) & (d < depth * np.where((y < 0) & (r > 25) & (r < 62), 1.7, 1.0)) & keep(x, y, d)
    x, y, d = x[ok], y[ok], d[ok]
    z = height(x, y)
    kept = []
    grid = {}
    for i in range(len(x)):
        apart = room(np.hypot(x[i], y[i])) * (1.25 if y[i] < 0 else 1.0)
        cell = (int(x[i] // 4), int(y[i] // 4))
        around = [j for dx in (-1, 0, 1) for dy in (-1, 0, 1) for j in grid.get((cell[0] + dx, cell[1] + dy), [])]
        if all((x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 > apart**2 for j in around):
            kept.append(i)
            grid.setdefault(cell, []).append(i)
    print(f"{len(kept)} trees from {near} to {far} m")
    return [(x[i], y[i], z[i] - 0.08, d[i]) for i in kept]


def forest(random):
    """Trees by how far they stand from the seat; pines on the points and the island, birches at the edge."""
    def clear(x, y, d):
        open_ = (np.abs(x - PATH(y)) < 2.0) & (y < 0) & (y > -34)
        glade = np.hypot(x + 0.5, y + 20) < 6
        yard = np.hypot(x - COTTAGE[0], y - COTTAGE[1]) < 9
        view = (np.abs(np.degrees(np.arctan2(x, y)) - 36) < 6.5) & (np.hypot(x, y) < 86) & (np.hypot(x, y) > 40)
        return ~(open_ | glade | yard | view)

    made = {
        "mid": {"spruce": [flora.spruce(s, h, "mid") for s, h in ((5, 13), (6, 17), (7, 10))], "pine": [flora.pine(s, h, "mid") for s, h in ((14, 13), (15, 16))], "birch": [flora.birch(s, h, "mid") for s, h in ((24, 10), (25, 12))]},
        "far": {"spruce": [flora.spruce(s, h, "far") for s, h in ((1, 15), (2, 19), (3, 12), (4, 17))], "pine": [flora.pine(s, h, "far") for s, h in ((11, 14), (12, 17), (13, 12))], "birch": [flora.birch(s, h, "far") for s, h in ((21, 11), (22, 9), (23, 13))]},
        "card": {kind: [flora.backdrop(50 + s, kind, h) for s, h in enumerate(heights)] for kind, heights in (("spruce", (15, 19, 12, 17, 14)), ("pine", (14, 17, 15, 12)), ("birch", (11, 9, 13)))},
    }
    near = [flora.spruce(31, 9, "near"), flora.spruce(32, 12, "near")]
    whole = flora.Piece()
    for fine, start, end, tries, depth in (("mid", 10, 16, 300, 9), ("far", 15, 42, 520, 18), ("card", 39, 290, 20000, 26)):
        for x, y, z, d in _spots(random, tries, start, end, lambda r: 3.2 if r < 52 else 3.1 + r / 78, depth, clear):
            chance = random.random()
            on_island = y > 70 and -36 < x < -8 and y < 95
            edge = d < 4
            pine = 0.75 if on_island else 0.26 + 0.25 * np.sin(x / 23 + 1) * np.cos(y / 31)
            birch = (0.34 if edge else 0.07) if not on_island else 0.2
            if y < 0 and np.hypot(x, y) < 34:
                birch = 0.45
            kind = "birch" if chance < birch else "pine" if chance < birch + pine else "spruce"
            size = random.uniform(0.7, 1.15) * (0.78 if edge else 1.0)
            tone = 1 + random.uniform(-0.16, 0.16) + random.uniform(-0.05, 0.05, 3)
            choice = made[fine][kind]
            turn = -np.degrees(np.arctan2(x, y)) if fine == "card" else random.random() * 360
            whole += choice[random.integers(len(choice))].placed((x, y, z), turn, size, (0, float(random.normal())) if fine == "card" else tuple(random.normal(size=2) * 1.5), tone)
    for piece, x, y, turn in ((near[0], -14.5, 3.6, 20), (near[1], 7.8, -12.5, 10)):
        whole += piece.placed((x, y, float(height(x, y)) - 0.05), turn)
    # The tall ones that frame the picture: a leaning pine on the left point, birches on the right.
    whole += flora.pine(41, 12.5, "near").placed((-10.6, 3.4, float(height(-10.6, 3.4)) - 0.1), 60, 1.0, (0, 7))
    whole += flora.birch(43, 10.5, "near", clusters=380).placed((10.4, 2.6, float(height(10.4, 2.6)) - 0.1), 200, 1.0, (2, -5))
    whole += flora.birch(44, 8.5, "near", clusters=200).placed((8.2, -3.6, float(height(8.2, -3.6)) - 0.1), 80, 1.0, (3, -2))
    whole += flora.birch(45, 9.0, "near", clusters=260).placed((-6.4, -6.6, float(height(-6.4, -6.6)) - 0.1), 10, 1.0, (-2, 3))
    whole.thing("forest")


def shore(random):
    """Reeds, lilies, stones, tufts, berry bushes along our own shore."""
    reed = [flora.reeds(s, 8, 1.75, 0.3) for s in range(5)]
    spots = []
    for _ in range(4000):
        x, y = random.uniform(-17, 15), random.uniform(-4, 19)
        d = float(inland(np.array([x]), np.array([y]))[0])
        left, right = x < -5.2 and y < 15, x > 5.6 and y > 1.5
        if (left or right) and -2.6 < d < 0.1 and np.sin(x * 0.9 + y * 0.6) > -0.35:
            spots.append((x, y, WATER - 0.05))
    flora.scatter(reed, spots[:46], random, (0.7, 1.1), 3).thing("reeds")
    pads, blooms = flora.Piece(), flora.Piece()
    for k, (x, y) in enumerate(((-4.6, 5.4), (-5.8, 7.4), (4.9, 5.0), (6.4, 7.6), (3.4, 8.9))):
        a, b = flora.lilies(60 + 3 * k, 15, 1.9, 2)
        pads += a.placed((x, y, WATER + 0.035))
        blooms += b.placed((x, y, WATER + 0.035))
    pads.thing("lilies", tags="spring+summer+autumn")
    blooms.thing("lily-flowers", tags="summer")
    stones = flora.Piece()
    for k, (x, y, size) in enumerate(((-2.3, -4.4, 0.5), (2.1, -4.5, 0.42), (3.9, -4.0, 0.6), (-4.5, -3.2, 0.55), (-8.2, 0.6, 0.8), (8.0, 0.6, 0.6), (9.5, 3.6, 0.9), (-9.9, 3.0, 0.5), (-6.7, -1.9, 0.35), (6.2, -1.9, 0.4),
                                      (-12.6, 6.6, 0.9), (11.2, 7.3, 0.7), (-3.4, 14.5, 0.45), (-3.0, 15.1, 0.3), (5.5, 21, 1.0))):
        z = max(float(height(x, y)), WATER - 0.25)
        stones += flora.stone(70 + k, size).placed((x, y, z), k * 47)
    stones.thing("stones")
    tufts = [flora.tuft(s, 8, 0.34, 0.13, 0.017) for s in range(4)] + [flora.tuft(9, 9, 0.5, 0.1, 0.014)]
    bushes = [flora.bush(s, 0.42, "leaf-bush", 13, ("2f4a1c", "66853a"), 0.34, flora.LEAF) for s in range(3)]
    alders = [flora.bush(80 + s, 1.9, "leaf-bush", 75, ("2c4420", "6a8a40"), 0.13, flora.LEAF) for s in range(2)]
    grass, low, high = [], [], []
    for _ in range(9000):
        a, r = random.random() * 2 * np.pi, 2.6 + 15 * random.random() ** 1.3
        x, y = r * np.sin(a), r * np.cos(a)
        if abs(x) < 1.15 or abs(x - PATH(y)) < 0.7 and y < 0:
            continue
        d = float(inland(np.array([x]), np.array([y]))[0])
        z = float(height(x, y))
        if 0.15 < d < 3.2 and len(grass) < 140:
            grass.append((x, y, z))
        elif d > 1.8 and len(low) < 75 and np.sin(x * 1.7) * np.sin(y * 1.3) > 0:
            low.append((x, y, z))
        elif 0.5 < d < 2.0 and r > 9 and len(high) < 12:
            high.append((x, y, z))
    flora.scatter(tufts, grass, random, (0.7, 1.3), 6).thing("grass")
    flora.scatter(bushes, low, random, (0.7, 1.3), 4).thing("blueberry")
    flora.scatter(alders, high, random, (0.8, 1.2), 4).thing("alders")


def far_home():
    """The red cottage, its boathouse and flagpole on the far shore."""
    x, y = COTTAGE
    turn = -np.degrees(np.arctan2(x, y)) + 12
    z = float(height(x, y))
    cottage.house(7.0, 4.8, 2.6, 2.1).placed((x, y, z), turn).thing("cottage")
    bx, by = 43.6, 62.6
    cottage.boathouse().placed((bx, by, max(float(height(bx, by)), WATER + 0.25)), turn + 18).thing("boathouse")
    pole, flag = cottage.flag_pole(9.5)
    fx, fy = 46.5, 69.5
    pole.placed((fx, fy, float(height(fx, fy)))).thing("flag-pole")
    flag.placed((fx, fy, float(height(fx, fy)))).thing("flag", tags="day+morning+evening")
    small = Form(7)
    wood = Paint("solid-jetty", "8d8377", "7a7066")
    for k in range(9):
        t = k / 8
        small.box((41.4 - 3.4 * t, 58.6 - 4.5 * t, WATER + 0.4), (1.3, 0.8, 0.06), wood, 43)
    small.thing("far-jetty")
    world.empty("emit-smoke", (x + 0.5, y, z + 6.0))
    for name, at in (("waves", (0, 4.0, WATER)), ("boat", (-2.0, 3.0, WATER)), ("lantern", (0.8, 2.3, 1.1)), ("forest", (24, 8, 4)), ("birch", (-7, -4, 5)), ("spruce", (12, -5, 7)), ("marsh", (-60, -10, 1)), ("ice", (8, 50, WATER))):
        world.empty(f"sound-{name}", at)
