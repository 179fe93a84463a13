"""Make every sound of the worlds, and the music that radio and gramophone play.

    nice python3 assets/worlds/make/sounds/everything.py
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = (HERE.parents[2] / "music/make/music.py", *(HERE / f"{name}.py" for name in ("shared", "lake", "meadow", "cabin", "garden", "pavilion", "kitchen")))


def main():
    for script in SCRIPTS:
        print(script.name, flush=True)
        subprocess.run([sys.executable, script], check=True)


if __name__ == "__main__":
    main()
