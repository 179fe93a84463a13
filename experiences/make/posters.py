"""Take the pictures for the tablet of the experiences that are drawn, from the resident's seat.

    cargo build -p worlds --example seat
    python3 experiences/make/posters.py [fisketur dansbanan …] [--seat PATH]

Where the world stands is read from `posters.json` beside this: world, season, time, weather, the view, and what has
just happened. Each becomes `experiences/<id>/media/poster.jpg`, 1280 × 800, at most 250 kB.
"""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SIZE = (1280, 800)
MOST = 250_000


def program():
    """Where cargo puts the viewer."""
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    return Path(target) / "debug/examples/seat"


def save(picture, file):
    """As good as fits."""
    for quality in range(92, 50, -4):
        picture.save(file, quality=quality, optimize=True, progressive=False)
        if file.stat().st_size <= MOST:
            return quality
    raise SystemExit(f"{file} does not fit into {MOST} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("experiences", nargs="*")
    parser.add_argument("--seat", type=Path, default=program())
    arguments = parser.parse_args()
    for name, shot in json.loads((HERE / "posters.json").read_text(encoding="utf-8")).items():
        if arguments.experiences and name not in arguments.experiences:
            continue
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "poster.png"
            each = ((key, one) for key, value in shot.items() for one in (value if isinstance(value, list) else [value]))
            options = [text for key, one in each for text in (f"--{key}", str(one))]
            # Drawn at twice the size: finer edges.
            size = f"{SIZE[0] * 2}x{SIZE[1] * 2}"
            subprocess.run([arguments.seat, *options, "--size", size, "--out", raw], check=True, cwd=ROOT)
            picture = Image.open(raw).convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
            file = ROOT / "experiences" / name / "media/poster.jpg"
            quality = save(picture, file)
            print(f"{file.relative_to(ROOT)} {file.stat().st_size // 1000} kB at quality {quality}", flush=True)


if __name__ == "__main__":
    main()
