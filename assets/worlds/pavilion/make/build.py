"""Builds the world `pavilion`: a folk park's dance floor on a summer evening, and in other seasons.

    python3 assets/worlds/pavilion/make/build.py [--samples 64] [--no-bake] [--out FILE]
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "garden" / "make"), str(HERE.parents[1] / "make")]

import numpy as np  # noqa: E402

import glb  # noqa: E402
import world  # noqa: E402
import band  # noqa: E402
import beasts  # noqa: E402
import flora  # noqa: E402
import floor  # noqa: E402
import park  # noqa: E402
import seat  # noqa: E402
from form import Form, linear, mixed, rotation_z  # noqa: E402

TURN = -7.5


def seasons():
    """How the year changes the materials' colours."""
    flora.seasons()
    world.material("leaf-garland", season={"autumn": (1.6, 1.0, 0.6), "winter": (0.45, 0.6, 0.5)})
    world.material("leaf-bed", season={"spring": (1.1, 1.1, 0.9), "autumn": (1.1, 0.95, 0.7)})
    for name in ("leaf", "leaf-flower", "leaf-stem", "leaf-petal", "leaf-fallen", "leaf-twig"):
        world.material(name, season={season: (1, 1, 1) for season in world.SEASONS})
    world.material("leaf-birch", season={"spring": (1.35, 1.25, 0.75), "autumn": (3.6, 1.9, 0.45)}, bare_in=["winter"])
    world.material("leaf-bush", season={"spring": (1.3, 1.2, 0.8), "autumn": (2.8, 1.3, 0.6)}, bare_in=["winter"])
    world.material("grass-lawn", season={"spring": (0.9, 1.05, 0.8), "autumn": (1.25, 1.0, 0.7), "winter": (1.6, 1.4, 1.2)}, bare_in=["winter"])
    world.material("ground-park", season={"spring": (0.95, 1.05, 0.85), "autumn": (1.2, 0.98, 0.75)})


def stage(here):
    """The low stage at the back of the floor with its painted backdrop, where the band stands."""
    f = Form(15)
    y0, y1, w, z = 2.15, 4.1, 5.2, floor.FLOOR + 0.42
    for k in range(16):
        y = y0 + (y1 - y0) * (k + 0.5) / 16
        f.box((0, y, z - 0.03), (w, (y1 - y0) / 16 - 0.008, 0.05), "b08d62", tone=0.07, bare=("-z",))
    for k in range(20):
        x = -w / 2 + w * (k + 0.5) / 20
        f.box((x, y0 + 0.02, z - 0.22), (w / 20 - 0.015, 0.03, 0.38), floor.RED if k % 2 else floor.CREAM)
    # The backdrop: a painted summer evening, hills and a sun, framed with leaves.
    n = 24
    xs = np.linspace(-w / 2 + 0.1, w / 2 - 0.1, n)
    back = lambda zs, lift: np.stack([xs, np.full(n, y1 - 0.02 - lift), np.broadcast_to(zs, n)], -1)
    sky = np.array([back(z + 0.05 + 2.05 * t, 0) for t in np.linspace(0, 1, 6)])
    f.loft(sky, mixed("f6d29a", "7fa5c0", np.linspace(0, 1, 6)), smooth=False, closed=False)
    f.loft(sky[:, ::-1] + [0, 0.02, 0], "efe8d6", smooth=False, closed=False)
    around = np.linspace(0, 2 * np.pi, 18, endpoint=False)
    disc = np.stack([1.35 + 0.30 * np.cos(around), np.full(18, y1 - 0.03), z + 1.05 + 0.30 * np.sin(around)], -1)
    f.add(disc, [list(range(18))], "f7e08c", facing=(0, -1, 0))
    for lift, low, wave, phase, colour in ((0.02, 0.80, 0.20, 0.5, "8fae94"), (0.03, 0.55, 0.18, 2.0, "5f8a6a"), (0.04, 0.32, 0.12, 3.4, "3f6a4a")):
        top = z + low + wave * np.sin(xs * (1.1 + lift * 20) + phase)
        f.loft(np.array([back(z + 0.05, lift), back(top, lift)]), np.array([np.tile(linear(colour) * 0.8, (n, 1)), np.tile(linear(colour), (n, 1))]), smooth=False, closed=False)
    for a, b in (((-w / 2, z), (-w / 2, z + 2.2)), ((w / 2, z), (w / 2, z + 2.2)), ((-w / 2, z + 2.2), (w / 2, z + 2.2))):
        f.beam((a[0], y1 - 0.02, a[1]), (b[0], y1 - 0.02, b[1]), 0.12, 0.12, floor.GREEN)
    f.build("stage", tuple(here.location), TURN)
    world.lamp(tuple(place(here, (0, 2.0, 3.1))), 2.2, 0.3)
    return z


def place(node, p):
    """A point of the pavilion in the room."""
    return rotation_z(TURN) @ np.asarray(p, float) + np.array(node.location)


def dancers(here):
    """Four couples: one that always sails round, three that join it when the dance begins."""
    z = floor.FLOOR
    home = world.empty("floor", (0, 0, z), parent=here)
    target = world.target(world.empty("couple@spring+summer+autumn", (0, 0, 0), parent=home))
    band.Couple(target, "couple-1", None, (-0.1, -1.7, 0), 0.62, ("56678a", "c8453e", "c8453e", "f6efe0"), 0.0, True, 30.0, "border", hat=None)
    others = world.empty("others@spring+summer+autumn", (0, 0, 0), parent=home)
    band.Couple(others, "couple-2", (-3.5, -0.6, 0), (-2.55, -0.45, 0), 0.75, ("8a7256", "39506b", "5d83b5", "f4f0e4"), 0.37, False, 34.0, "stripes", ("8a8178", "c9a25a"), ("short", "bun"))
    band.Couple(others, "couple-3", (3.5, -0.4, 0), (2.5, -0.35, 0), 0.75, ("74866c", "e0b455", "e3b84e", "f8f2df"), 0.61, False, 38.0, "border", ("2b2320", "6b3a22"), ("short", "ponytail"))
    band.Couple(others, "couple-4", (0.9, 1.55, 0), (0.35, 0.95, 0), 0.5, ("9a958c", "7a2f2c", "7fa383", "f1ede0"), 0.83, False, 32.0, "flowers", ("c9a25a", "4a3728"), ("short", "waves"), "5b4a3a")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--samples", type=int, default=64)
    parser.add_argument("--no-bake", action="store_true")
    parser.add_argument("--out", type=Path, default=HERE.parent / "world.glb")
    wish = parser.parse_args()
    random = np.random.default_rng(17)
    world.begin()
    seasons()
    base = float(park.height(*park.PAVILION))
    here = floor.build((*park.PAVILION, base), TURN)
    z = stage(here)
    players = world.target(world.empty("band@spring+summer+autumn", (0, 3.15, z), parent=here))
    band.band(players)
    for name, at in (("band", (park.PAVILION[0], park.PAVILION[1] + 3, 1.8)), ("couple", (*park.PAVILION, 1.4)), ("lanterns", (-3.2, 6.8, 2.8)), ("birch", (-4.9, 3.4, 6.0))):
        world.empty(f"sound-{name}", at)
    dancers(here)
    seat.terrace()
    seat.strings([place(here, floor.corner(k, floor.RADIUS + 0.4, floor.EAVES - 0.25)) for k in (0, 1)])
    seat.table()
    seat.gramophone()
    seat.boxes()
    park.ground()
    park.trees(random)
    park.lawn(random)
    stand = park.kiosk()
    park.seller(*stand)
    park.benches()
    park.bicycles()
    park.gate()
    park.moon()
    park.lanterns(np.array([-5.9, 7.3, 3.3]), place(here, floor.corner(0, floor.RADIUS + 0.45, floor.EAVES - 0.35)))
    for k, (at, turn) in enumerate((((1.75, 2.6, 0.45), 150), ((-1.95, 2.6, 0.45), -140), ((0.25, 2.55, 0.01), 100))):
        bird = beasts.perched(f"bullfinch-{k + 1}", "bullfinch", at, turn, 1.3, tags="winter")
        beasts.hop(f"life-bullfinch-{k + 1}", bird, at, turn, (0.16 - 0.1 * k, 0.03, 0), 5.0)
    world.empty("sound-lake", (-16, 18, park.WATER))
    world.empty("emit-fireflies@summer", (-4.5, 5.5, 0.6))
    glb.export(wish.out, samples=wish.samples, bounces=1, bake=not wish.no_bake)


if __name__ == "__main__":
    main()
