"""Builds the world `garden`: a cottage garden through the year.

    python3 assets/worlds/garden/make/build.py [--samples 64] [--no-bake] [--out FILE]
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "make")]

import numpy as np  # noqa: E402

import glb  # noqa: E402
import world  # noqa: E402
import beasts  # noqa: E402
import borders  # noqa: E402
import cottage  # noqa: E402
import flora  # noqa: E402
import fruit  # noqa: E402
import land  # noqa: E402
import roses  # noqa: E402
import yard  # noqa: E402


# The evening sun comes in low from behind on the left, so that house and borders lie in it; also in world.ron.
LIGHTS = {**world.LIGHTS, "evening": (-120, 14)}


def seasons():
    """How the year changes the materials' colours."""
    flora.seasons()
    for name in ("leaf", "leaf-flower", "leaf-stem", "leaf-petal", "leaf-rosebloom", "leaf-fallen", "leaf-twig", "leaf-straw", "leaf-feather", "leaf-blossom", "leaf-house", "leaf-bed"):
        world.material(name, season={season: (1, 1, 1) for season in world.SEASONS})
    world.material("leaf-birch", season={"spring": (1.35, 1.25, 0.75), "autumn": (3.6, 1.9, 0.45)}, bare_in=["winter"])
    world.material("leaf-apple", season={"spring": (1.25, 1.2, 0.8), "autumn": (2.6, 1.25, 0.5)}, bare_in=["winter"])
    world.material("leaf-rose", season={"spring": (1.2, 1.15, 0.8), "autumn": (1.5, 0.95, 0.6)}, bare_in=["winter"])
    world.material("leaf-bush", season={"spring": (1.3, 1.2, 0.8), "autumn": (2.6, 1.2, 0.6)}, bare_in=["winter"])
    world.material("grass-lawn", season={"spring": (0.95, 1.1, 0.8), "autumn": (1.25, 1.0, 0.7)}, bare_in=["winter"])
    world.material("grass-meadow", season={"spring": (0.8, 1.1, 0.8), "autumn": (1.5, 1.05, 0.6), "winter": (1.8, 1.5, 1.2)})
    world.material("ground-garden", season={"spring": (0.95, 1.08, 0.85), "autumn": (1.2, 1.0, 0.75)})
    world.material("ground-field", season={"spring": (0.72, 1.0, 0.75), "autumn": (1.1, 0.92, 0.72)})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--samples", type=int, default=64)
    parser.add_argument("--no-bake", action="store_true")
    parser.add_argument("--out", type=Path, default=HERE.parent / "world.glb")
    wish = parser.parse_args()
    random = np.random.default_rng(23)
    world.begin()
    seasons()
    land.ground()
    land.lawn(random)
    land.church((-112, 142, float(land.height(-112, 142)) - 0.5), 36)
    land.barn((66, 14, float(land.height(66, 14))), -76)
    land.hay(random)
    land.trees(random)
    cottage.build((*land.COTTAGE, float(land.height(*land.COTTAGE)) - 0.03), land.COTTAGE_TURN)
    fruit.apple_tree()
    fruit.pear_tree()
    fruit.currants(random)
    fruit.vegetables(random)
    yard.fence()
    yard.flagpole()
    yard.clothes_line()
    yard.bench()
    yard.bird_bath()
    yard.arch()
    yard.outhouse()
    chair, turn = yard.table_and_chair()
    borders.build()
    borders.fallen(random)
    roses.roses()
    roses.can()
    beasts.birds()
    beasts.swallows()
    beasts.butterflies()
    beasts.hens()
    beasts.cat(chair, turn)
    for name, at in (("apple-tree", (4.3, 6.3, 2.6)), ("hedge", (-12.4, 2.0, 1.5)), ("house", (-4.0, 12.5, 3.5)), ("forest", (30, -18, 6)), ("roses", (1.05, 2.28, 0.8)), ("can", (0.5, 2.1, 0.8)), ("church", (-112, 142, 25)), ("bird-bath", (*yard.BATH, 0.8))):
        world.empty(f"sound-{name}", at)
    glb.export(wish.out, samples=wish.samples, bounces=1, lights=LIGHTS, bake=not wish.no_bake)


if __name__ == "__main__":
    main()
