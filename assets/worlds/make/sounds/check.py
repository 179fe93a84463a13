"""Hold the sounds against what is written of them: exit 1 and a line for each thing that is not so.

    python3 assets/worlds/make/sounds/check.py [--levels]

Every file that a `sounds.ron` names is there, every file that is there is named, no id stands twice in a world, all
together are not too large. With `--levels` (half a minute) also: no true peak above −1 dBTP, beds near −30 LUFS,
music near −23, no loop whose join could be heard.
"""

import re
import sys

from craft import WORLDS, s
from look import seam

MOST_MEGABYTES = 15.0


def named():
    """(world, kind, id, file) of everything written in the worlds' tables."""
    for table in sorted(WORLDS.glob("*/sounds.ron")):
        for kind, entry in re.findall(r"^\s*(Bed|Place)\((.*?)\),$", table.read_text(encoding="utf-8"), re.S | re.M):
            ident = re.search(r'id: "([a-z0-9-]+)"', entry)[1]
            for file in re.findall(r'"([^"]+\.ogg)"', entry):
                yield table.parent.name, kind, ident, (WORLDS / file).resolve()


def problems(levels):
    """What is wrong, a line each."""
    entries = list(named())
    known = {file for *_, file in entries}
    there = {f.resolve() for f in [*WORLDS.glob("*/sounds/*.ogg"), *(WORLDS.parent / "music").glob("*.ogg")]}
    for world, _, ident, file in entries:
        if file not in there:
            yield f"{world}: {ident} names {file.name}, which is not there"
    for file in sorted(there - known):
        if file.parent.name != "music":
            yield f"{file.name} is in no world's table"
    for world in {e[0] for e in entries}:
        kinds = {(kind, ident) for w, kind, ident, _ in entries if w == world}
        idents = [ident for _, ident in kinds]
        for twice in {i for i in idents if idents.count(i) > 1}:
            yield f"{world}: {twice} stands twice"
    size = sum(f.stat().st_size for f in there) / 1e6
    print(f"{len(there)} files, {size:.2f} MB")
    if size > MOST_MEGABYTES:
        yield f"{size:.1f} MB are more than {MOST_MEGABYTES:.0f}"
    if levels:
        beds = {file for _, kind, _, file in entries if kind == "Bed"}
        for file in sorted(there):
            yield from heard(file, file in beds)


def heard(file, bed):
    """What is wrong with how one file sounds."""
    level = s.measure(file)
    if level["peak"] > -1.0:
        yield f"{file.name}: true peak {level['peak']} dBTP"
    wanted = -30.0 if bed else -23.0 if file.parent.name == "music" else None
    if wanted is not None and not -5.0 < level["loudness"] - wanted < 1.0:
        yield f"{file.name}: {level['loudness']} LUFS, not {wanted}"
    if bed and (s.join(file) > 4 or abs(seam(file)) > 6):
        yield f"{file.name}: the loop does not join ({s.join(file):.1f}, {seam(file):+.1f} dB)"


def main():
    found = list(problems("--levels" in sys.argv[1:]))
    print("\n".join(found) or "all as written")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
