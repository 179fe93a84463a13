"""Painted letters for signs: strokes of a brush, no font file."""

import numpy as np

from form import Form

# Strokes in a box 1 high; x from 0 to the width given first.
_ARC = lambda x, y, rx, ry, a, b, n=9: [(x + rx * np.cos(t), y + ry * np.sin(t)) for t in np.radians(np.linspace(a, b, n))]
STROKES = {
    "A": (0.66, [[(0, 0), (0.33, 1), (0.66, 0)], [(0.12, 0.36), (0.54, 0.36)]]),
    "C": (0.60, [_ARC(0.34, 0.5, 0.34, 0.5, 50, 310)]),
    "D": (0.60, [[(0, 0), (0, 1)], [(0, 1)] + _ARC(0.18, 0.5, 0.42, 0.5, 90, -90) + [(0, 0)]]),
    "E": (0.48, [[(0.48, 1), (0, 1), (0, 0), (0.48, 0)], [(0, 0.52), (0.38, 0.52)]]),
    "F": (0.48, [[(0.48, 1), (0, 1), (0, 0)], [(0, 0.52), (0.38, 0.52)]]),
    "I": (0.06, [[(0.03, 0), (0.03, 1)]]),
    "K": (0.56, [[(0, 0), (0, 1)], [(0.54, 1), (0.02, 0.45)], [(0.16, 0.58), (0.56, 0)]]),
    "L": (0.46, [[(0, 1), (0, 0), (0.46, 0)]]),
    "N": (0.58, [[(0, 0), (0, 1), (0.58, 0), (0.58, 1)]]),
    "O": (0.66, [_ARC(0.33, 0.5, 0.33, 0.5, 90, 450, 15)]),
    "R": (0.54, [[(0, 0), (0, 1)], [(0, 1)] + _ARC(0.26, 0.75, 0.26, 0.25, 90, -90) + [(0, 0.5)], [(0.2, 0.5), (0.54, 0)]]),
    "S": (0.52, [_ARC(0.26, 0.75, 0.25, 0.25, 40, 270) + _ARC(0.26, 0.25, 0.26, 0.25, 90, -140)]),
    "T": (0.58, [[(0, 1), (0.58, 1)], [(0.29, 1), (0.29, 0)]]),
    "V": (0.62, [[(0, 1), (0.31, 0), (0.62, 1)]]),
    " ": (0.34, []),
}
STROKES["Å"] = (0.66, STROKES["A"][1] + [_ARC(0.33, 1.16, 0.09, 0.09, 0, 360, 9)])
STROKES["Ä"] = (0.66, STROKES["A"][1] + [[(0.18, 1.16), (0.20, 1.18)], [(0.46, 1.16), (0.48, 1.18)]])
STROKES["Ö"] = (0.66, STROKES["O"][1] + [[(0.18, 1.18), (0.20, 1.2)], [(0.46, 1.18), (0.48, 1.2)]])


def words(text, height, paint, material="solid", bold=0.11):
    """A line of text as a form in the x–z plane, to be read from −y, its foot's middle at the origin."""
    f = Form(61)
    gap = 0.24
    wide = sum(STROKES[c][0] + gap for c in text) - gap
    x = -wide / 2
    for c in text:
        w, strokes = STROKES[c]
        for stroke in strokes:
            points = np.array([(x + px, 0, pz) for px, pz in stroke]) * height
            way = np.gradient(points, axis=0)
            way /= np.linalg.norm(way, axis=1, keepdims=True) + 1e-9
            side = np.stack([-way[:, 2], np.zeros(len(way)), way[:, 0]], -1) * bold * height / 2
            ends = points.copy()
            ends[0] -= way[0] * bold * height / 2
            ends[-1] += way[-1] * bold * height / 2
            n = len(points)
            f.add(np.concatenate([ends + side, ends - side]), [[i, i + 1, n + i + 1, n + i] for i in range(n - 1)], paint, material, facing=(0, -1, 0))
        x += w + gap
    return f
