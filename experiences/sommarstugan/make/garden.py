"""The garden of the summer cottage: coffee in the shade of the apple tree, the flag up, lilac in bloom."""

import numpy as np

import buildings
import materials as m
import nature
import plants
import stage
import things
from shapes import Shape, noise2, stand

SUN_YAW, SUN_PITCH = 118, 29


def ground(x, y):
    """Height of the lawn and the fields."""
    return 0.10 * noise2(x, y, 5, 3, 24.0) * np.clip((np.hypot(x, y) - 5) / 8, 0, 1) - 0.02 * np.maximum(-y - 14, 0) * 0.6


def height(x, y):
    return float(ground(np.array(float(x)), np.array(float(y))))


def path(y):
    """The middle (x) of the gravel path that leads to the porch."""
    return -1.7 + 1.1 * np.sin((y - 2) / 5.0) - 0.12 * (y - 9)


def garden():
    """Build it; returns where the eye is."""
    h = m.hexa
    random = np.random.default_rng(5)
    stage.begin()
    m.use_mist(m.Mist(1400, h("bcd0dc"), h("f4e2c0"), stage.direction(SUN_YAW, SUN_PITCH)))
    stage.sky(
        [(0.0, h("e9e6d8")), (0.06, h("d3e0e6")), (0.25, h("aecbdd")), (0.6, h("79a6cc")), (1.0, h("4f84b8"))],
        SUN_YAW, SUN_PITCH, (3.0, 2.5, 1.7), glow_width=9, strength=0.95, seed=1.3,
        clouds=dict(cover=0.50, scale=1.5, stretch=(1, 1, 1), lit=h("fffaf0"), shade=h("d4dbe4"), soft=0.12, most=0.95),
    )
    stage.sun(SUN_YAW, SUN_PITCH, 5.0, (1, 0.80, 0.56), 1.2)

    # Lawn, fields and the gravel path.
    lawn = m.surface("lawn", h("7c8746"), h("5f6f37"), scale=0.7, contrast=0.8, rough=1, specular=0.05, bump=0.4, detail=8)
    xs, ys = np.linspace(-160, 160, 330), np.linspace(-160, 160, 330)
    gx, gy = np.meshgrid(xs, ys)
    Shape(2).sheet(ground(gx, gy), xs, ys).build("lawn", lawn)
    gravel = m.surface("gravel", h("c3b39c"), h("8f8474"), scale=26, contrast=0.9, detail=8, rough=0.95, bump=1.2)
    along = np.linspace(-3.0, 9.6, 60)
    rings = [np.stack([path(along) + side * w, along, ground(path(along) + side * w, along) + z], -1) for side, w, z in ((-1, 0.72, -0.02), (-1, 0.55, 0.022), (1, 0.55, 0.022), (1, 0.72, -0.02))]
    Shape(3).loft(rings, 0, True, False).build("path", gravel)
    pebble = Shape(4)
    for _ in range(2600):
        y = random.uniform(-2.5, 6.5)
        x = path(y) + random.uniform(-0.60, 0.60)
        pebble.ball((x, y, height(x, y) + 0.022), random.uniform(0.006, 0.017, 3) * [1, 1, 0.7], 0, 6, 5)
    pebble.build("pebbles", m.surface("pebble", h("b8a893"), h("8d8578"), scale=3, parts=0.4, rough=0.9))
    stalk = m.surface("stalk", h("5d6a35"))
    blade = m.surface("grass blade", h("929a4f"), h("6b7f3c"), scale=1, parts=0.35, instances=0.1, through=0.35, rough=0.65)
    daisy = m.surface("daisy", h("fbf8ee"), h("f2e3a0"), scale=20)
    buttercup = m.surface("buttercup", h("f2c730"), h("e8b420"), scale=5)
    turf = [nature._with(plants.grass(k, 900, 0.7, 0.075, 0.005, 0.9), "turf", stalk, blade) for k in range(3)]
    turf += [nature._with(plants.grass(7, 850, 0.7, 0.085, 0.005, 0.9, tops=9), "turf with daisies", stalk, blade, daisy)]
    meadow = [nature._with(plants.grass(20 + k, 420, 0.9, 0.45, 0.006, 0.6, tops=t), "meadow", stalk, blade, f) for k, t, f in ((0, 8, daisy), (1, 14, buttercup), (2, 5, daisy))]
    spots = []
    for x in np.arange(-13, 13, 0.46):
        for y in np.arange(-9, 13, 0.46):
            a, b = x + random.normal() * 0.1, y + random.normal() * 0.1
            if abs(a - path(b)) > 0.66 + 0.12 * random.random() or b < -3.2:
                if not (-7.6 < a < 2.0 and 9.4 < b):
                    spots.append((a, b, height(a, b) - 0.012))
    plants.scatter(turf, spots, random, (0.85, 1.2), 3)
    outside = [(x, y, height(x, y) - 0.03) for x, y in zip(random.uniform(-34, 34, 3400), random.uniform(-36, 30, 3400)) if (y < -9.4 or abs(x) > 13.4) and np.hypot(x, y) < 36]
    plants.scatter(meadow, outside, random, (0.8, 1.3), 4)

    # The cottage, with its porch towards us.
    house = buildings.house(8.6, 5.6, 2.55, 2.1, windows=(
        ("front", -2.75, 0.75, 1.0, 1.25, False), ("front", 2.75, 0.75, 1.0, 1.25, False), ("right", -1.2, 0.75, 1.0, 1.25, False),
        ("right", 0.0, 3.0, 0.62, 0.72, False), ("left", 0.9, 0.75, 1.0, 1.25, False)), doors=(("front", 0, 0.95, 2.05),), chimney=0.9, seed=5)
    porch(house)
    house.build("cottage", *buildings.palette(), at=(-3.2, 13.2, height(-3, 12) - 0.05), turn=9)
    shed = buildings.house(3.2, 2.6, 2.0, 1.0, windows=(("front", 0.85, 0.8, 0.55, 0.6, False),), doors=(("front", -0.5, 0.8, 1.75),), eaves=0.25, base=0.2, seed=8)
    shed.build("shed", *buildings.palette(), at=(-13.5, 1.5, height(-13, 1) - 0.05), turn=78)

    white = m.surface("fence paint", h("ece9df"), h("d8d3c6"), scale=3, stretch=(4, 4, 0.6), parts=0.06, rough=0.6)
    fence = [(-14.5, -9, 0), (-9, -9.2, 0), (-4, -9.3, 0), (-0.9, -9.3, 0)]
    fence2 = [(0.9, -9.3, 0), (5, -9.3, 0), (10, -9.1, 0), (13.2, -8.8, 0), (13.3, -3, 0), (13.3, 3, 0), (13.2, 9, 0), (13, 15, 0)]
    for line in (fence, fence2, [(-14.5, -9, 0), (-14.8, -5, 0), (-15, -1, 0)]):
        things.picket_fence([(x, y, height(x, y)) for x, y, _ in line]).build("fence", white)

    # The flag is up.
    pole = Shape(8)
    pole.tube([[0, 0, 0], [0, 0, 4.5], [0, 0, 8.8]], [0.065, 0.055, 0.035], 14)
    pole.ball((0, 0, 8.87), 0.085, 1)
    pole.tube([[0.05, 0, 1.1], [0.07, 0, 8.6]], 0.005, 5)
    for side in (-1, 1):
        pole.box((side * 0.09, 0, 0.5), (0.06, 0.16, 1.0), 0)
    pole.build("flag pole", white, m.surface("gilt", h("d9ab45"), h("c8963a"), rough=0.25, metallic=1.0), at=(2.7, 9.2, height(2, 9)))
    things.flag(2.1).build("flag", m.surface("flag blue", h("1f5fa8"), h("1b5496"), scale=4, rough=0.8, through=0.25), m.surface("flag yellow", h("f5c527"), h("ebb81e"), scale=4, rough=0.8, through=0.3), at=(2.77, 9.2, height(2, 9) + 7.2), turn=-14)

    # Apple tree in bloom, lilac, birches, a bed of flowers under the window.
    bark = m.surface("apple bark", h("6b5e52"), h("473d35"), scale=5, stretch=(3, 3, 1), bump=1, rough=0.9)
    leaf = m.surface("apple leaf", h("7d9a45"), h("5c7d33"), scale=1, parts=0.35, through=0.35, rough=0.55)
    blossom = m.surface("apple blossom", h("fdf1f0"), h("f6cfd4"), scale=14, parts=0.1, through=0.35, rough=0.8)
    apple = nature._with(plants.broadleaf(3, 4.6, crown_from=0.26, width=0.58, boughs=24, leaves=26000, leaf=0.060, droop=0.25, rise=0.70, trunk=0.032, flowers=6500, flower=0.034, spray=0.40), "apple tree", bark, leaf, blossom)
    stand(apple, (5.5, 4.3, height(5, 4)), 20)
    stand(apple, (7.4, -3.6, height(7, -3)), 160, 0.95)
    lilac_flower = m.surface("lilac bloom", h("a987c4"), h("8661a8"), scale=9, parts=0.2, through=0.25, rough=0.8)
    lilac_leaf = m.surface("lilac leaf", h("5f8a45"), h("456b32"), scale=1, parts=0.3, through=0.3, rough=0.5)
    lilac = nature._with(lilac_bush(4), "lilac", bark, lilac_leaf, lilac_flower)
    for x, y, s in ((-8.6, 8.3, 1.0), (-10.4, 7.0, 0.85), (-9.6, 9.8, 1.1), (3.4, 12.2, 0.72)):
        stand(lilac, (x, y, height(x, y)), x * 50, s)
    bed_leaf = m.surface("bed leaf", h("567a3a"), h("3f5f2c"), scale=2, parts=0.3, through=0.25)
    for k, (colour, second) in enumerate((("d8486a", "e9a3b8"), ("f4efe6", "e8d9c8"), ("e9863a", "f2c04a"))):
        bush = nature._with(plants.broadleaf(40 + k, 0.55, crown_from=0.1, width=0.5, boughs=14, leaves=420, leaf=0.09, droop=0.1, trunk=0.01, flowers=16, flower=0.055, stems=5), "flowers", stalk, bed_leaf, m.surface("petal", h(colour), h(second), scale=9, through=0.2))
        for x in np.arange(-6.9 + k * 0.55, -4.2, 1.65):
            stand(bush, (x, 9.75 - 0.16 * (x + 3), height(x, 10)), x * 77, random.uniform(0.85, 1.2))
        for x in np.arange(-1.2 + k * 0.55, 1.3, 1.65):
            stand(bush, (x, 9.85 + 0.13 * x + 0.35, height(x, 10)), x * 77, random.uniform(0.85, 1.2))
    birch = nature.birches(70, (11, 9, 13), 26000, 0.085)
    for x, y in ((-17, 12), (-19, 3), (-16, -12), (-4, -19), (6, -23), (16, -16), (19, 5), (17, 18), (9, 24)):
        plants.scatter(birch, [(x, y, height(x, y))], random, (0.9, 1.2), 2)
    forest = nature.Forest(seed=3, far=True)
    yaw = np.radians(np.linspace(-180, 180, 160))
    reach = 62 + 14 * np.sin(yaw * 2 + 1) + 6 * np.sin(yaw * 5)
    line = np.stack([np.sin(yaw) * reach, np.cos(yaw) * reach], -1)
    nature.far_shore(forest, random, line, depth=40, rows=5, step=4.0, rise=0.05, pines=0.2, birch=birch)
    nature.thicket(random, line, m.surface("thicket", h("6f7f54"), h("586a42"), scale=0.5, rough=1.0, specular=0.0))

    coffee_table(h, random)
    return (0.0, 0.0, 1.18)


def lilac_bush(seed):
    """A lilac: many stems, and cone-shaped trusses of bloom at the outside."""
    bush = plants.broadleaf(seed, 3.0, crown_from=0.2, width=0.42, boughs=36, leaves=5200, leaf=0.085, droop=0.05, trunk=0.012, stems=6, rise=1.1, spray=0.4)
    r = bush.random
    n = 260
    around, up = r.random(n) * 2 * np.pi, np.arcsin(r.uniform(-0.1, 1, n))
    out = np.stack([np.cos(around) * np.cos(up) * 1.35, np.sin(around) * np.cos(up) * 1.35, 1.75 + 1.5 * np.sin(up)], -1) * r.uniform(0.82, 1.06, (n, 1))
    for k in range(34):
        t = k / 34
        spread = 0.045 * (1 - t) + 0.006
        base = out + r.normal(size=(n, 3)) * [spread, spread, 0.01] + [0, 0, 0.17 * t]
        bush.kites(base, r.normal(size=(n, 3)) + [0, 0, 0.3], 0.028, 0.024, None, 2)
    return bush


def porch(house):
    """A small porch with posts, rails with sawn ornaments and its own gable."""
    B = buildings
    front, deck, wide, deep, eave = -2.8, 0.35, 2.3, 1.5, 2.35
    for i in range(11):
        house.box((0, front - deep * (i + 0.5) / 11, deck - 0.02), (wide, deep / 11 - 0.006, 0.04), B.WHITE)
    house.box((0, front - deep - 0.2, 0.17), (1.3, 0.34, 0.05), B.WHITE), house.box((0, front - deep - 0.45, 0.02), (1.4, 0.4, 0.1), B.STONE)
    house.box((0, front - deep / 2, 0.16), (wide - 0.1, deep - 0.1, 0.3), B.STONE)
    for x in (-1, 1):
        for y in (front - deep + 0.07, front - 0.07):
            house.box((x * (wide / 2 - 0.07), y, deck + eave / 2), (0.11, 0.11, eave), B.WHITE)
        for z in (0.14, 0.86):
            house.beam((x * (wide / 2 - 0.07), front, deck + z), (x * (wide / 2 - 0.07), front - deep, deck + z), 0.06, 0.06, B.WHITE)
            if x:
                house.beam((x * (wide / 2 - 0.07), front - deep + 0.07, deck + z), (x * 0.52, front - deep + 0.07, deck + z), 0.06, 0.06, B.WHITE)
        for k in np.arange(0.12, deep, 0.11):
            house.box((x * (wide / 2 - 0.07), front - k, deck + 0.5), (0.02, 0.065, 0.7), B.WHITE)
        for k in np.arange(0.60, wide / 2 - 0.1, 0.11):
            house.box((x * k, front - deep + 0.07, deck + 0.5), (0.065, 0.02, 0.7), B.WHITE)
        house.box((x * 0.52, front - deep + 0.07, deck + 0.48), (0.08, 0.08, 0.98), B.WHITE)
        # Sawn brackets under the beam, and the roof's slope.
        a = np.linspace(0, np.pi / 2, 7)
        arc = np.stack([x * (wide / 2 - 0.12 - 0.42 * np.sin(a)), np.full(7, front - deep + 0.07), deck + eave - 0.48 + 0.42 * (1 - np.cos(a)) + 0.0], -1)
        house.tube(arc, 0.022, 6, B.WHITE)
        top = deck + eave + 0.95
        out = wide / 2 + 0.25
        house.add([[0, front + 0.6, top], [x * out, front + 0.1, deck + eave - 0.02], [x * out, front - deep - 0.25, deck + eave - 0.02], [0, front - deep - 0.25, top]], [[0, 1, 2, 3]], B.ROOF)
        house.beam((0, front - deep - 0.26, top - 0.02), (x * out, front - deep - 0.26, deck + eave - 0.05), 0.03, 0.15, B.WHITE)
    house.beam((-wide / 2, front - deep + 0.07, deck + eave), (wide / 2, front - deep + 0.07, deck + eave), 0.1, 0.12, B.WHITE)
    house.add([[-wide / 2, front - deep + 0.05, deck + eave], [wide / 2, front - deep + 0.05, deck + eave], [0, front - deep + 0.05, deck + eave + 0.85]], [[0, 1, 2]], B.WHITE)


def coffee_table(h, random):
    """The garden table laid for two, right in front of us."""
    paint = m.surface("garden white", h("e9e6dc"), h("cfc9ba"), scale=4, stretch=(4, 1, 4), contrast=0.7, parts=0.06, rough=0.5, bump=0.25)
    place = (0.15, 0.98, height(0, 1))
    things.table(1.25, 0.82, 0.72).build("table", paint, at=place)
    things.chair().build("chair", paint, at=(0.25, 2.0, height(0, 2)), turn=-8)
    things.chair().build("chair", paint, at=(1.35, 1.15, height(1, 1)), turn=-97)
    cloth = Shape(2)
    u, v = np.meshgrid(np.linspace(-0.52, 0.52, 50), np.linspace(-0.36, 0.36, 40))
    cloth.loft(np.stack([u * 0.99, v, 0.7225 + 0.0012 * noise2(u, v, 3, 3, 0.5)], -1), 0, True, False)
    cloth.build("cloth", m.stripes("checked cloth", [h("f2efe6"), h("f2efe6"), h("7f9fc4"), h("f2efe6"), h("f2efe6"), h("b8cbe0")], "X", 0.028), at=place)
    top = place[2] + 0.7245
    enamel = m.surface("blue enamel", h("2f5d8c"), h("2a547f"), scale=2, rough=0.12, specular=0.6, coat=0.6)
    black = m.surface("black enamel", h("151517"), rough=0.2, specular=0.5)
    china = m.surface("china", h("f7f4ec"), h("f1ede3"), scale=2, rough=0.12, specular=0.6, coat=0.5)
    rim = m.surface("gilt rim", h("d5a94e"), rough=0.25, metallic=0.9)
    blue = m.surface("blue rim", h("3d6ba5"), rough=0.2)
    coffee = m.surface("coffee", h("24120a"), h("1d0e08"), rough=0.05, specular=0.6)
    milk = m.surface("milk", h("f6f2e8"), rough=0.3)
    bun = m.surface("bun", h("b9773a"), h("93552a"), scale=30, rough=0.6, specular=0.4)
    cinnamon = m.surface("cinnamon", h("5b2f18"), rough=0.7)
    sugar = m.surface("pearl sugar", h("fbf8f2"), rough=0.7)
    x, y = place[:2]
    things.coffee_pot().build("coffee pot", enamel, black, at=(x + 0.16, y + 0.15, top), turn=205)
    things.cup().build("cup", china, blue, coffee, at=(x - 0.24, y - 0.17, top), turn=-35)
    things.cup(2).build("cup", china, blue, coffee, at=(x + 0.14, y + 0.30, top), turn=140)
    things.cup(3).build("cup", china, blue, coffee, at=(x + 0.40, y - 0.02, top), turn=60)
    things.bun_plate().build("buns", china, blue, bun, cinnamon, sugar, at=(x - 0.09, y + 0.08, top))
    things.jug().build("milk jug", china, blue, milk, at=(x - 0.33, y + 0.10, top), turn=-60)
    things.vase_of_flowers(5, 9, 0.24, 0.02).build("lilac in a glass", m.pane("vase", clear=0.92), m.surface("cut leaf", h("5f8a45"), h("456b32"), through=0.3), m.surface("cut lilac", h("b493cc"), h("8c68ad"), scale=40, parts=0.2, through=0.2), at=(x - 0.30, y + 0.27, top))
    silver = m.surface("silver", h("d8d8d6"), rough=0.18, metallic=1.0)
    spoon = Shape(9)
    spoon.beam((0, 0, 0.004), (0.085, 0, 0.006), 0.006, 0.002, 0, 0.001), spoon.ball((0.098, 0, 0.006), (0.016, 0.011, 0.004), 0)
    spoon.build("spoon", silver, at=(x - 0.185, y - 0.205, top + 0.016), turn=70)
