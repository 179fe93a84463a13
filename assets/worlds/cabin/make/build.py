"""The winter cabin in the mountains: builds, bakes and writes `world.glb`.

    nice -n 15 python3 assets/worlds/cabin/make/build.py [rays] [out.glb]

The resident sits before the hearth (a little to the left) and the big window (to the right). `shell.py`
is the room and the mountains, `furniture.py` what stands in it, `alive.py` what moves.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "make")]

import glb  # noqa: E402
import world  # noqa: E402

import alive  # noqa: E402
import furniture  # noqa: E402
import shell  # noqa: E402
from rooms import prints, things  # noqa: E402
from rooms.body import Body  # noqa: E402
from rooms.form import hexa, linear, metal, turned_about  # noqa: E402

ALWAYS = {season: (1, 1, 1) for season in world.SEASONS}
HEARTH = (-1.22, 2.97, 0.0)
TABLE = (2.52, 1.05, 0.74)


def pictures(folder):
    """Draws what is woven; sets up the materials."""
    sheet = prints.Sheet(640)
    sheet.put("rug", prints.rug(112, 400, ("6b2f2a", "d9c9a4", "2f3f52", "b8863e", "4f6a50", "d9c9a4", "7a3b30"), 2))
    sheet.put("pelt", prints.pelt()).put("painting", prints.landscape(176, 130)).put("cloth", prints.embroidered(224, 96, (), ground="#ece3cf", thread="#a83a30", second="#44618f", cell=3))
    world.material("solid-print", texture=sheet.save(folder / "prints.jpg"))
    world.material("solid-wood", texture=prints.grain(folder / "grain.jpg"))
    world.material("leaf-birch", bare_in=["winter"])
    return sheet


def furnish(sheet):
    """What stands still."""
    stay = Body(9)
    stay.merge(furniture.hearth(), HEARTH)
    stay.merge(furniture.bench(1.75), (shell.LEFT + 0.32, 1.05, 0), turn=90)
    skin = furniture.reindeer_skin(sheet.place("pelt"), 1.35, 0.62, 2)
    stay.merge(skin, (shell.LEFT + 0.33, 1.05, 0.465), turn=92)
    stay.merge(furniture.reindeer_skin(sheet.place("pelt"), 1.5, 1.05, 4), (-0.78, 1.88, 0.006), turn=14)
    stay.merge(furniture.bunk(), (-1.85, shell.BACK + 0.50, 0), turn=180)
    stay.merge(furniture.table(1.15, 0.60, TABLE[2]), (TABLE[0], TABLE[1], 0), turn=90)
    stay.merge(stool(), (1.86, 1.30, 0), turn=20)
    stay.merge(furniture.bookshelf(), (shell.RIGHT - 0.16, 2.58, 0), turn=-90)
    stay.merge(furniture.skis(), (shell.RIGHT - 0.06, -0.72, 0), turn=-90)
    for y, turn in ((-0.15, -86), (0.14, -95)):
        stay.merge(furniture.snowshoe(), (shell.RIGHT - 0.055, y, 0.0 if y < 0 else 0.02), turn=turn, matrix=turned_about("x", 6))
    stay.merge(furniture.woodpile(), (-2.50, 3.10, 0))
    stay.merge(things.rug(0.85, 2.4, sheet.place("rug")), (1.25, 0.95, 0), turn=-8)
    stay.merge(furniture.copper_pan((-2.35, 3.3, 1.7)), (-2.42, shell.FRONT - 0.075, 1.70)), stay.merge(furniture.copper_pan((-0.2, 3.3, 1.7)), (-2.70, shell.FRONT - 0.075, 1.62), scale=0.8)
    on_table(stay, sheet), on_sill(stay), drying(stay), on_walls(stay, sheet)
    stay.thing("things")


def stool():
    """A three-legged stool."""
    s = Body(2)
    s["solid-wood"].turned([(0.0, 0.41), (0.16, 0.41), (0.172, 0.425), (0.17, 0.445), (0.0, 0.45)], linear("a67a4a"), sides=22, crease=60)
    for k in range(3):
        a = k * 2.094
        s["solid"].tube([[0.09 * np.cos(a), 0.09 * np.sin(a), 0.41], [0.17 * np.cos(a), 0.17 * np.sin(a), 0]], [0.020, 0.015], linear("8d653c"), 8)
    return s


def on_table(stay, sheet):
    """Bowl, cups, the oil lamp, a book laid open, a runner."""
    x, y, top = TABLE
    stay["solid-print"].panel((x - 0.19, y + 0.46, top + 0.003), (0.38, 0, 0), (0, -0.92, 0), 6, 12, (1, 1, 1), (0, 0, 1), sheet.place("cloth"))
    stay.merge(furniture.bowl(), (x - 0.04, y - 0.20, top + 0.004))
    at = (x - 0.02, y + 0.24, top + 0.004)
    stay.merge(things.oil_lamp(at), at)
    for dx, dy, turn in ((-0.19, -0.42, 140), (-0.17, 0.05, 200)):
        stay.merge(furniture.guksi((x, y, top)), (x + dx, y + dy, top + 0.004), turn=turn)
    world.lamp((at[0], at[1], at[2] + 0.26), 0.20, radius=0.03)


def on_sill(stay):
    """Candles that burn in the window, a lantern's glass between frost and room, a pine cone."""
    z = shell.AHEAD[2] + 0.008
    for x, height in ((0.42, 0.085), (1.82, 0.11)):
        at = (x, shell.FRONT - 0.10, z)
        stay.merge(furniture.candlestick(at), at, turn=30)
        stay.merge(things.candle(height), (at[0], at[1], z + 0.034))
        flame = things.candle_flame()
        stay.merge(flame, (at[0], at[1], z + 0.034 + height + 0.004))
        world.lamp((at[0], at[1] - 0.01, z + 0.06 + height), 0.055, radius=0.012)
    r = np.random.default_rng(2)
    for x in (1.30, 1.44):  # cones
        for k in range(34):
            a, up = k * 2.4, 0.008 + 0.062 * k / 34
            out = 0.028 * np.sin(np.clip((k + 4) / 34, 0, 1) * 2.6) + 0.004
            base = np.array([x, shell.FRONT - 0.09 + 0.02 * (x > 1.4), z + up])
            way = np.array([np.cos(a), np.sin(a), 0.55])
            stay["cloth-hair"].kites([base], [way], out * 1.5, 0.017, linear("6b4a30") * r.uniform(0.8, 1.2), [[0, 0, 1.0]])


def drying(stay):
    """A line before the chimney with mittens and socks on it."""
    a, b = np.array([-2.62, 2.62, 1.96]), np.array([-0.14, 2.62, 1.93])
    t = np.linspace(0, 1, 16)[:, None]
    sag = -0.10 * np.sin(t[:, 0] * np.pi)
    line = a + (b - a) * t + np.stack([sag * 0, sag * 0, sag], -1)
    stay["solid"].tube(line, 0.0035, hexa("cbb896"), 5)
    # All along, and nowhere two alone: before the pale hood they would be eyes, and the hearth a mouth.
    knits = ((0.06, "mitten", "2f4a63", "e6dcc4", 6), (0.12, "mitten", "2f4a63", "e6dcc4", -8), (0.24, "sock", "d8c39a", "a83a30", 4), (0.32, "sock", "d8c39a", "a83a30", -5), (0.42, "sock", "93a088", "e6dcc4", 3), (0.50, "sock", "93a088", "e6dcc4", -3), (0.60, "mitten", "b8695a", "efe6d2", 5), (0.66, "mitten", "b8695a", "efe6d2", -4), (0.76, "sock", "b9a98c", "8d8378", 5), (0.84, "sock", "b9a98c", "8d8378", -4))
    for share, kind, colour, band, turn in knits:
        at = a + (b - a) * share - [0, 0, 0.10 * np.sin(share * np.pi) + 0.004]
        stay.merge(furniture.mitten(colour, band) if kind == "mitten" else furniture.sock(colour, band), at, turn=turn)


def on_walls(stay, sheet):
    """A painting, antlers, pegs with a rucksack and a cap."""
    left, back = shell.WALLS["left"], shell.WALLS["back"]
    a = left.at(3.55, 1.62, 0.062)
    stay["solid-print"].panel(a + [0, -0.26, -0.19], (0, 0.52, 0), (0, 0, 0.38), 5, 4, (1, 1, 1), (1, 0, 0), sheet.place("painting"))
    for s in (-1, 1):
        left.box(stay["solid-wood"], 3.55 + s * 0.275, 1.62, 0.055, 0.04, 0.46, 0.035, linear("6b4a2c"), chamfer=0.01), left.box(stay["solid-wood"], 3.55, 1.62 + s * 0.21, 0.055, 0.56, 0.04, 0.035, linear("6b4a2c"), chamfer=0.01)
    # A board of pegs with a cardigan and a wind jacket; a shelf with a lantern and bowls.
    left.box(stay["solid-wood"], 2.42, 1.80, 0.055, 0.78, 0.09, 0.03, linear("8d653c"))
    for k, (colour, long) in enumerate((("8a3b30", 0.66), ("56624f", 0.80))):
        things.coat(stay, left, 2.22 + k * 0.40, 1.80, long, linear(colour))
    left.box(stay["solid-wood"], 4.55, 1.55, 0.13, 0.80, 0.028, 0.20, linear("8d653c"), step=0.2)
    for u in (4.22, 4.88):
        left.box(stay["solid-wood"], u, 1.47, 0.10, 0.03, 0.14, 0.12, linear("7d5a38"))
    for u, radius in ((4.30, 0.075), (4.50, 0.065)):
        at = left.at(u, 1.565, 0.14)
        stay["solid"].turned([(0.0, 0.0), (radius * 0.5, 0.0), (radius * 0.9, 0.03), (radius, 0.06), (radius * 0.93, 0.06), (0.0, 0.02)], linear("a97a48"), at, 18, crease=60)
    lantern(stay, left.at(4.75, 1.565, 0.14))
    antlers(stay, back.at(3.55, 1.92, 0.06), 0)
    for u in (4.45, 4.75, 5.05):
        back.box(stay["solid-wood"], u, 1.72, 0.10, 0.035, 0.035, 0.14, linear("7d5a38"))
    rucksack(stay, back.at(4.45, 1.66, 0.17))
    hat = back.at(5.05, 1.74, 0.17)
    stay["solid"].turned([(0.10, -0.10), (0.105, -0.02), (0.085, 0.05), (0.04, 0.085), (0.0, 0.09)], lambda p, n: np.where((np.sin((p[:, 2:3] - hat[2]) * 130) > 0.4), linear("e6dcc4"), linear("3f5b4a")), hat, 18)
    stay["solid"].ball(hat + [0, 0, 0.10], 0.032, linear("e6dcc4"), 10, 8)


def lantern(stay, at):
    """A storm lantern, unlit: tank, globe, frame and bail."""
    tin = metal("8f8a80", at)
    stay["solid"].turned([(0.0, 0.0), (0.060, 0.0), (0.066, 0.012), (0.064, 0.045), (0.036, 0.058), (0.030, 0.070)], tin, at, 20, crease=60)
    stay["solid"].turned([(0.030, 0.175), (0.040, 0.185), (0.030, 0.215), (0.020, 0.222), (0.0, 0.228)], tin, at, 18, crease=60)
    stay["solid"].turned([(0.028, 0.070), (0.044, 0.105), (0.042, 0.140), (0.028, 0.175)], linear("c9d2cf") * 0.8, at, 18)
    for s in (-1, 1):
        stay["solid"].tube(np.array(at) + [[0, s * 0.055, 0.03], [0, s * 0.066, 0.12], [0, s * 0.036, 0.195]], 0.005, tin, 6)
    a = np.linspace(0, np.pi, 11)
    stay["solid"].tube(np.array(at) + np.stack([np.zeros(11), 0.060 * np.cos(a), 0.19 + 0.11 * np.sin(a)], -1), 0.0025, tin, 5)


def antlers(stay, at, turn):
    """A reindeer's antlers on a shield of wood."""
    bone = linear("cbb89a")
    shield = Body(1)
    shield["solid-wood"].outline([[-0.09, 0.12], [0.09, 0.12], [0.10, 0.0], [0.0, -0.16], [-0.10, 0.0]], 0.03, linear("6b4a2c"))
    for s in (-1, 1):
        t = np.linspace(0, 1, 12)
        beam = np.stack([s * (0.04 + 0.36 * np.sin(t * 1.9)), -0.05 - 0.16 * np.sin(t * 2.6), 0.03 + 0.55 * t**1.3], -1)
        shield["solid"].tube(beam, np.linspace(0.020, 0.007, 12), bone, 8)
        for q, way, long in ((2, (s * 0.35, -0.85, 0.25), 0.24), (4, (s * 0.2, -0.8, 0.5), 0.16), (8, (s * 0.9, 0.1, 0.5), 0.16), (10, (s * 0.6, -0.4, 0.7), 0.14)):
            start = beam[q]
            way = np.array(way)
            shield["solid"].tube([start, start + way * long * 0.5 + [0, 0, 0.01], start + way * long + [0, 0, 0.05]], [0.012, 0.009, 0.003], bone, 6)
    stay.merge(shield, at, turn=180 + turn)


def rucksack(stay, at):
    """A canvas rucksack with leather straps."""
    canvas, leather = linear("6f6a4a"), linear("6b4428")
    stay["solid"].ball(at + [0, 0.02, -0.32], (0.20, 0.12, 0.25), canvas, 18, 12), stay["solid"].ball(at + [0, 0.11, -0.40], (0.12, 0.06, 0.12), canvas * 0.9, 14, 9)
    stay["solid"].ball(at + [0, 0.03, -0.15], (0.18, 0.125, 0.09), canvas * 0.92, 16, 9)
    for x in (-0.09, 0.09):
        stay["solid"].bar(at + [x, 0.155, -0.16], at + [x, 0.145, -0.36], 0.022, 0.006, leather), stay["solid"].tube([at + [x * 0.3, -0.02, 0.0], at + [x * 0.8, -0.04, -0.08], at + [x * 1.3, -0.02, -0.22]], 0.010, leather, 6)


def main():
    rays = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent / "world.glb"
    with tempfile.TemporaryDirectory() as folder:
        world.begin()
        sheet = pictures(Path(folder))
        shell.build()
        shell.outdoors()
        furnish(sheet)
        alive.everything(HEARTH, TABLE)
        glb.export(out, samples=rays, near=0.6, baker=shell.daylight())


main()
