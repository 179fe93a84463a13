"""The kitchen around 1955: builds, bakes and writes `world.glb`.

    nice -n 15 python3 assets/worlds/kitchen/make/build.py [rays] [out.glb]

The resident sits at the table, the window ahead, the settle with the cat to the left, the range to
the right, sink and dresser behind. `shell.py` is the room and the yard, `furniture.py` what stands in
it, `alive.py` what moves.
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "make")]

import glb  # noqa: E402
import world  # noqa: E402

import alive  # noqa: E402
import furniture  # noqa: E402
import shell  # noqa: E402
from rooms import house, prints, things  # noqa: E402
from rooms.body import Body  # noqa: E402
from rooms.form import glossy, hexa, linear, metal, turned_about  # noqa: E402

ALWAYS = {season: (1, 1, 1) for season in world.SEASONS}
TABLE = (0.0, 2.08, 0.745)  # the middle of its top
RANGE, RANGE_TURN = (2.37, 1.45, 0.0), -90
CHEST = (-1.62, 3.24, 0.82)  # the top of the chest under the radio


def pictures(folder):
    """Draws what is printed, woven and embroidered; gives the sheet and sets up the materials."""
    sheet = prints.Sheet(1024)
    sheet.put("cloth", prints.tablecloth(600, 416)).put("rug", prints.rug(96, 400, ("8c3b33", "e4d9bd", "47617c", "c79a4b", "5e7a58", "e4d9bd", "2f3a4a", "a9564a", "d8c79d")))
    sheet.put("rug2", prints.rug(96, 400, ("3f5b78", "e4d9bd", "a9564a", "e9e0c8", "6d7f5a", "c79a4b"), 4)).put("clock", prints.clock_face(190))
    sheet.put("towel", prints.embroidered(200, 320, ("MORGON-", "STUND HAR", "GULD I", "MUND"), cell=4, letter=8, hearts=False))
    sheet.put("sampler", prints.embroidered(400, 176, ("Borta bra", "men hemma bäst"), cell=4, letter=9)).put("calendar", prints.calendar(150, 218)).put("news", prints.newspaper())
    sheet.put("check", prints.checks(96, 240, "#b8473c", size=8)).put("stripe", prints.stripes(320, 80, ("#e6dcc4", "#7f95a3", "#e6dcc4", "#a4503f", "#e6dcc4", "#6f8a72"), (14, 6, 9, 4, 9, 6)))
    sheet.put("pillow", prints.embroidered(128, 128, ("",), ground="#a5483c", thread="#efe2c4", second="#e2b95c", cell=4)).put("painting", prints.landscape())
    sheet.put("dial", prints.radio_dial(lit=False)).put("dial-lit", prints.radio_dial(lit=True))
    for text in ("SOCKER", "MJÖL", "GRYN", "KAFFE", "SALT"):
        sheet.put(text, prints.label(text.capitalize()))
    image = sheet.save(folder / "prints.jpg")
    for material in ("solid-print", "cloth-print", "glow-dial"):
        world.material(material, texture=image)
    world.material("solid-wood", texture=prints.grain(folder / "grain.jpg"))
    world.material("solid-paper", texture=prints.wallpaper(folder / "paper.jpg"))
    world.material("leaf-pot", season=ALWAYS)
    world.material("leaf-birch", bare_in=["winter"]), world.material("leaf-bush", bare_in=["winter"])
    return sheet


def furnish(sheet):
    """What stands still."""
    stay = Body(9)
    stay.merge(furniture.table(1.5, 0.94, TABLE[2] - 0.001, sheet.place("cloth")), (TABLE[0], TABLE[1], 0))
    stay.merge(furniture.chair(), (1.14, 2.14, 0), turn=-82), stay.merge(furniture.chair(seed=2), (-1.18, 2.02, 0), turn=84)
    stay.merge(furniture.settle(1.78, sheet.place("stripe"), sheet.place("pillow")), (shell.LEFT + 0.33, 0.92, 0), turn=90)
    body, door, places = furniture.stove(RANGE, RANGE_TURN)
    stay.merge(body, RANGE, turn=RANGE_TURN)
    at = (-0.95, shell.BACK + 0.24, 0)
    stay.merge(furniture.dresser(1.16, 4, at, 180), at, turn=180)
    at = (shell.RIGHT - 0.29, -0.42, 0)
    stay.merge(furniture.sink(1.56, at, -90), at, turn=-90)
    stay.merge(furniture.cupboard(1.0, 0.42, 2.05), (shell.LEFT + 0.22, -1.52, 0), turn=90)
    stay.merge(furniture.chest(0.96, 0.44, CHEST[2], CHEST, 0), (CHEST[0], CHEST[1] + 0.04, 0))
    stay.merge(things.rug(0.74, 2.9, sheet.place("rug")), (-1.50, 0.10, 0), turn=2), stay.merge(things.rug(0.74, 2.7, sheet.place("rug2"), seed=2), (1.52, 0.55, 0), turn=-2)
    on_table(stay, sheet), on_walls(stay, sheet), here_and_there(stay)
    stay.thing("things")
    return door, places


def on_table(stay, sheet):
    top = TABLE[2] + 0.001
    for x, y, turn in ((-0.56, 2.20, 200), (0.60, 2.30, -20)):
        stay.merge(things.cup((x, y, top), turn), (x, y, top), turn)
    stay.merge(things.sugar_bowl((0.22, 1.86, top)), (0.22, 1.87, top)), stay.merge(things.jug((-0.06, 2.06, top), 200), (-0.07, 2.10, top), 200)
    news = Body(1)
    u0, v0, u1, v1 = sheet.place("news")
    news["solid-print"].panel((-0.14, -0.10, 0.004), (0.28, 0, 0), (0, 0.19, 0), 3, 3, (1, 1, 1), (0, 0, 1), (u0, (v0 + v1) / 2, u1, v1))
    news["solid"].box((0, -0.005, 0.0015), (0.29, 0.20, 0.004), hexa("d8d0ba"), chamfer=0.001)
    for s in (-1, 1):  # reading glasses on it
        news["solid"].tube([[s * 0.032 + 0.024 * c, 0.015 + 0.020 * d, 0.016] for c, d in ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7), (1, 0))], 0.0022, hexa("4a2f1a"), 5)
        news["solid"].tube([[s * 0.056, 0.018, 0.016], [s * 0.062, 0.06, 0.010], [s * 0.050, 0.12, 0.006]], 0.0018, hexa("4a2f1a"), 5)
    news["solid"].tube([[-0.009, 0.022, 0.017], [0, 0.026, 0.019], [0.009, 0.022, 0.017]], 0.002, hexa("4a2f1a"), 5)
    stay.merge(news, (-0.57, 1.84, top), turn=14)
    sill = shell.AHEAD[2] + 0.008
    for k, (x, bloom, size) in enumerate(((-0.80, "cf3b34", 0.84), (-0.46, "e39aa8", 0.72), (0.80, "cf3b34", 0.84))):
        stay.merge(things.pelargonium(k + 2, bloom), (x, shell.FRONT - 0.06, sill), turn=k * 80, scale=size)
    stay.merge(things.pelargonium(9, "f3ece6"), (shell.RIGHT - 0.05, -0.78, shell.SIDE[2] + 0.008), scale=0.72)


def on_walls(stay, sheet):
    front, left, right, back = (shell.WALLS[k] for k in ("front", "left", "right", "back"))
    # Enamel jars on a shelf under the clock.
    front.box(stay["solid-wood"], 4.46, 1.245, 0.085, 1.10, 0.024, 0.17, linear("c39a66"), chamfer=0.005, step=0.2)
    for s in (-0.45, 0.45):
        front.box(stay["solid-wood"], 4.46 + s, 1.175, 0.07, 0.024, 0.13, 0.13, linear("b48a58"))
    for k, (text, radius, height) in enumerate((("SOCKER", 0.068, 0.150), ("MJÖL", 0.068, 0.150), ("GRYN", 0.062, 0.132), ("KAFFE", 0.062, 0.132), ("SALT", 0.055, 0.112))):
        at = shell.LEFT + 4.05 + k * 0.205, shell.FRONT - 0.095, 1.258
        stay.merge(things.jar(sheet.place(text), radius, height, at), at, turn=-27)
    # Calendar, sampler over the settle, towel by the range, a painting and a thermometer's brass.
    place_picture(stay, sheet, "calendar", front, 0.42, 1.66, 0.26, 0.38, frame=None)
    place_picture(stay, sheet, "sampler", left, 3.22, 1.62, 0.98, 0.43, frame=None)
    stay["solid"].tube([left.at(2.70, 1.845, 0.02), left.at(3.74, 1.845, 0.02)], 0.008, hexa("b08d4a"), 8)
    place_picture(stay, sheet, "painting", left, 1.82, 1.62, 0.46, 0.34, frame="8a6a34")
    towel(stay, sheet, right)
    hooks(stay, back), copper(stay, right)


def place_picture(stay, sheet, name, wall, u, z, wide, tall, frame):
    """A picture flat on a wall, framed or not."""
    a = wall.at(u, z, 0.016)
    stay["solid-print"].panel(a - wall.along * wide / 2 * _sense(wall) - [0, 0, tall / 2], wall.along * wide * _sense(wall), (0, 0, tall), 5, 3, (1, 1, 1), wall.facing, sheet.place(name))
    wall.box(stay["solid"], u, z, 0.007, wide + 0.004, tall + 0.004, 0.014, hexa("d9cfb6"))
    if frame:
        for s in (-1, 1):
            wall.box(stay["solid"], u + s * wide / 2, z, 0.016, 0.034, tall + 0.034, 0.030, hexa(frame), chamfer=0.009), wall.box(stay["solid"], u, z + s * tall / 2, 0.016, wide + 0.034, 0.034, 0.030, hexa(frame), chamfer=0.009)


def _sense(wall):
    """Whether the wall's own way along it runs to the right (1) or to the left (−1) of who looks at it."""
    right = (-wall.facing[1], wall.facing[0])
    return 1.0 if right[0] * wall.along[0] + right[1] * wall.along[1] > 0 else -1.0


def towel(stay, sheet, right):
    """The show towel with its proverb, on a rail in the corner by the range."""
    u, z = 5.05, 1.72
    right.box(stay["solid"], u, z + 0.03, 0.012, 0.62, 0.10, 0.024, linear("efe8d6"), chamfer=0.006)
    stay["solid"].tube([right.at(u - 0.26, z, 0.055), right.at(u + 0.26, z, 0.055)], 0.009, hexa("c9a878"), 8)
    house.curtain(stay, right, u - 0.21, 0.42, z + 0.012, 0.72, "cloth-print", (1, 1, 1), 2, _flip(sheet.place("towel")), 0.0, 0.062, sway=0.10, depth=0.010, columns=12, rows=8)


def _flip(place):
    """A picture's place, read from the other side."""
    return place[2], place[1], place[0], place[3]


def hooks(stay, back):
    """Coats, a hat and a broom beside the door."""
    u0 = 4.36
    back.box(stay["solid-wood"], u0 + 0.42, 1.98, 0.014, 0.84, 0.10, 0.028, linear("b48a58"))
    for k in range(4):
        p = back.at(u0 + 0.12 + k * 0.20, 1.98, 0.03)
        stay["solid"].tube([p, p + [0, 0.06, -0.01], p + [0, 0.075, 0.03]], 0.007, hexa("2b2a2c"), 7)
    for k, (shade, length) in enumerate((("4d5a52", 0.92), ("7a4a3a", 0.78))):
        things.coat(stay, back, u0 + 0.12 + k * 0.40, 1.96, length, linear(shade))
    hat = back.at(u0 + 0.72, 2.02, 0.10)
    stay["solid"].turned([(0.0, 0.0), (0.15, -0.006), (0.155, 0.002), (0.092, 0.012), (0.088, 0.075), (0.055, 0.098), (0.0, 0.090)], linear("4a3d31"), hat, 24, crease=60)


def copper(stay, right):
    """Copper moulds and a ladle on the wall over the sink's end, a shelf with bowls."""
    for k, radius in enumerate((0.105, 0.085, 0.068)):
        centre = right.at(2.78 + k * 0.235, 1.92, 0.02)
        part = Body(1)
        part["solid"].turned([(radius, 0.0), (radius * 0.85, 0.03), (radius * 0.7, 0.045), (radius * 0.45, 0.03), (radius * 0.3, 0.05), (0, 0.055)], metal("b5653c", centre, 0), sides=24, crease=90)
        stay.merge(part, centre, matrix=turned_about("y", -90))


def here_and_there(stay):
    """A wood box with birch logs, a pail, a footstool, kettle and pan on the range."""
    wood = Body(8)
    for s in (-1, 1):
        wood["solid-wood"].box((s * 0.24, 0, 0.18), (0.022, 0.40, 0.34), linear("a98252")), wood["solid-wood"].box((0, s * 0.20, 0.16), (0.46, 0.022, 0.30), linear("a98252"))
    r = wood["solid"].random
    for k in range(16):
        x, z = (k % 4 - 1.5) * 0.105 + r.normal() * 0.008, 0.10 + (k // 4) * 0.092
        split = k % 3
        shade = linear("e2ddd0") if split else linear("c99f68")
        wood["solid-wood" if not split else "solid"].tube([[x, -0.17, z], [x + r.normal() * 0.012, 0.17, z]], 0.052, shade, 7, vary=0.10)
        wood["solid-wood"].disc((x, -0.171, z), 0.046, linear("d9b886"), (0, -1, 0), 7)
    stay.merge(wood, (2.42, 2.42, 0), turn=-90)
    at = (2.40, 1.10, 0.779)
    stay.merge(things.kettle(at, 150), at, 150)
    pan = Body(2)
    iron = metal("2f2d2e", (2.38, 1.72, 0.78), 0, 0.2)
    pan["solid"].turned([(0.0, 0.004), (0.10, 0.004), (0.125, 0.05), (0.130, 0.052), (0.122, 0.045), (0.10, 0.010), (0.0, 0.009)], iron, sides=28, crease=60), pan["solid"].bar((-0.12, 0, 0.045), (-0.30, 0.05, 0.075), 0.024, 0.010, iron)
    stay.merge(pan, (2.36, 1.74, 0.779), turn=70)
    at = (2.05, -1.55, 0.0)
    stay["solid"].turned([(0, 0.004), (0.12, 0.004), (0.155, 0.28), (0.160, 0.284), (0.154, 0.286), (0.118, 0.02), (0, 0.018)], glossy("dfe3df", at, 0, 0.4), at, 28, crease=60)
    basket = Body(4)
    for k, z in enumerate(range(9)):
        things.ring(basket["solid"], 0.125 + 0.006 * z, 0.02 + z * 0.021, 0.0125, linear("b08a55") * (0.85 if k % 2 else 1.0), 18, tube=5)
    for (x, y, z), c, s in (((0.03, 0.02, 0.20), "a5483c", 0.062), ((-0.05, 0.03, 0.19), "d9cfb6", 0.058), ((0.0, -0.05, 0.20), "5b7590", 0.060)):
        basket["solid"].ball((x, y, z), s, linear(c), 14, 10)
    stay.merge(basket, (-1.95, -0.42, 0.0))


def lamp():
    """The lamp over the table: an opal shade on a brass gallery, hung from the ceiling."""
    at = (TABLE[0], TABLE[1] + 0.02, 1.93)
    hang = Body(3)
    brass = metal(things.BRASS, at)
    hang["glow-lamp"].turned([(0.075, 0.165), (0.09, 0.150), (0.130, 0.105), (0.168, 0.040), (0.176, 0.0), (0.171, 0.0)], lambda p, n: linear("fff0d2") * (0.80 + 0.20 * (p[:, 2:3] / 0.165)), sides=36, crease=100)
    hang["solid"].turned([(0.078, 0.161), (0.062, 0.180), (0.030, 0.200), (0.022, 0.225), (0.008, 0.245), (0.0, 0.25)], brass, sides=24, crease=80)
    things.ring(hang["solid"], 0.174, 0.0, 0.0035, brass, 36)
    hang["glow-lamp"].ball((0, 0, 0.07), (0.035, 0.035, 0.05), linear("fff6e0"), 14, 9)
    hang["solid"].tube([[0, 0, 0.245], [0, 0, shell.TALL - at[2]]], 0.005, hexa("3a2c1e"), 6)
    hang["solid"].turned([(0.0, -0.05), (0.03, -0.045), (0.055, -0.012), (0.06, 0.0)], brass, (0, 0, shell.TALL - at[2]), 20)
    node = hang.thing("lamp", at=at)
    world.keep(node, baked=True)
    world.lamp((at[0], at[1], at[2] + 0.03), 1.05, radius=0.09)


def main():
    rays = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent / "world.glb"
    with tempfile.TemporaryDirectory() as folder:
        world.begin()
        sheet = pictures(Path(folder))
        shell.build(sheet)
        feeder = shell.outdoors()
        door, places = furnish(sheet)
        lamp()
        alive.everything(sheet, feeder, door, places, RANGE, RANGE_TURN, TABLE, CHEST)
        glb.export(out, samples=rays, near=0.6, baker=shell.daylight())


main()
