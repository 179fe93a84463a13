"""Make every picture again, one after the other, the calm lobby first.

    nice python3 experiences/make/everything.py --quality final [--sounds]

About half an hour at final quality on two free cores.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("assets/lobby", "experiences/skogssjo", "experiences/forsta-snon", "experiences/sommarstugan")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quality", default="draft")
    parser.add_argument("--sounds", action="store_true", help="the sounds too")
    arguments = parser.parse_args()
    for place in PLACES:
        print(place, flush=True)
        subprocess.run([sys.executable, ROOT / place / "make/pictures.py", "--quality", arguments.quality], check=True)
        if arguments.sounds:
            subprocess.run([sys.executable, ROOT / place / "make/sounds.py"], check=True)


if __name__ == "__main__":
    main()
