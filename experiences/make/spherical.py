"""Mark an MP4 film as a panorama: the `st3d` and `sv3d` boxes of Spherical Video V2.

    python3 experiences/make/spherical.py FILM.mp4 [--stereo mono|top-bottom|left-right]

The boxes go to the end of the picture track's sample entry; the sizes of all boxes around them and,
where the index stands before the pictures, the chunk offsets grow with them. Only whole-sphere
equirectangular pictures are marked here.
"""

import argparse
import struct
from pathlib import Path

STEREO = {"mono": 0, "top-bottom": 1, "left-right": 2}
CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")


def box(kind, body):
    """One box: its size, its kind, its body."""
    return struct.pack(">I", 8 + len(body)) + kind + body


def full(kind, body):
    """A box that begins with a version and flags of nought."""
    return box(kind, b"\0\0\0\0" + body)


def panorama(stereo):
    """The two boxes that say: the whole sphere, equirectangular, its eyes so."""
    projection = full(b"prhd", struct.pack(">iii", 0, 0, 0)) + full(b"equi", struct.pack(">IIII", 0, 0, 0, 0))
    return full(b"st3d", bytes([STEREO[stereo]])) + box(b"sv3d", full(b"svhd", b"Utsikt\0") + box(b"proj", projection))


def boxes(data, start, end):
    """(kind, start of box, start of body, end) of each box between two places."""
    while start + 8 <= end:
        size, kind, body = struct.unpack_from(">I", data, start)[0], bytes(data[start + 4 : start + 8]), start + 8
        if size == 1:
            size, body = struct.unpack_from(">Q", data, start + 8)[0], start + 16
        elif size == 0:
            size = end - start
        if size < 8:
            raise ValueError(f"a box of {size} bytes at {start}")
        yield kind, start, body, start + size
        start += size


def mark(path, stereo="mono"):
    """Put the boxes into the file at `path`; says no to a file that already has them."""
    data = bytearray(Path(path).read_bytes())
    extra = panorama(stereo)
    around, place = entry(data, 0, len(data))
    if b"sv3d" in data[around[-1] : place]:
        raise ValueError(f"{path} is marked already")
    moov = around[0]
    first_mdat = next(start for kind, start, _, _ in boxes(data, 0, len(data)) if kind == b"mdat")
    if moov < first_mdat:
        shift(data, 0, len(data), len(extra))
    for start in around:
        struct.pack_into(">I", data, start, struct.unpack_from(">I", data, start)[0] + len(extra))
    data[place:place] = extra
    Path(path).write_bytes(data)


def entry(data, start, end):
    """The starts of all boxes round the picture's sample entry, outermost first, and the entry's end."""
    for kind, at, body, after in boxes(data, start, end):
        if kind in CONTAINERS:
            found = entry(data, body, after)
            if found:
                return [at, *found[0]], found[1]
        elif kind == b"stsd":
            for sample, inner, _, last in boxes(data, body + 8, after):
                if sample in (b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp09"):
                    return [at, inner], last
    return None


def shift(data, start, end, by):
    """Move every chunk offset by so many bytes."""
    for kind, _, body, after in boxes(data, start, end):
        if kind in CONTAINERS:
            shift(data, body, after, by)
        elif kind in (b"stco", b"co64"):
            form, wide = (">I", 4) if kind == b"stco" else (">Q", 8)
            for k in range(struct.unpack_from(">I", data, body + 4)[0]):
                at = body + 8 + k * wide
                struct.pack_into(form, data, at, struct.unpack_from(form, data, at)[0] + by)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("film", type=Path)
    parser.add_argument("--stereo", choices=STEREO, default="mono")
    arguments = parser.parse_args()
    mark(arguments.film, arguments.stereo)


if __name__ == "__main__":
    main()
