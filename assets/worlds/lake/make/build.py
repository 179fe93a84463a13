"""Builds the lake: `python3 assets/worlds/lake/make/build.py [samples [file]]`; 0 samples bakes nothing."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parents[1] / "make"))

import numpy as np

import flora
import glb
import life
import objects
import place
import world


def build():
    """Everything in the lake's glb."""
    world.begin()
    flora.seasons()
    random = np.random.default_rng(7)
    place.land()
    place.forest(random)
    place.shore(random)
    place.far_home()
    objects.jetty()
    objects.lantern()
    objects.boat()
    objects.winter()
    life.ducks()
    life.loon()
    life.fish()
    life.insects()
    life.swallows()
    life.gulls()
    life.winter()


if __name__ == "__main__":
    build()
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 96
    glb.export(Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent / "world.glb", samples=samples, bake=samples > 0)
