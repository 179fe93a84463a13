"""The summer cottage: the garden on an early June afternoon, and the kitchen inside. Mono panoramas.

    python3 experiences/sommarstugan/make/pictures.py --quality draft|middle|final [--only garden|kitchen]
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))
sys.path.insert(0, str(HERE))

import gpano
import stage
from garden import garden
from kitchen import kitchen


def main():
    arguments = stage.arguments(__doc__.split("\n")[0])
    out = arguments.out or HERE.parent / "media"
    for name, build, settings in (("veranda", garden, {"exposure": 0.1, "bounces": 2}), ("kok", kitchen, {"exposure": 0.45, "bounces": 3})):
        if arguments.only in (None, name):
            eye = build()
            pixels = stage.picture(arguments.quality, eye, threads=arguments.threads, **settings)
            gpano.write(pixels, out / f"{name}.jpg", 88)


if __name__ == "__main__":
    main()
