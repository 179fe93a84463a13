"""Small Swedish buildings seen from some way off: a red cottage, a boathouse, a grey hay barn.

Each is a piece about the middle of its floor, its front towards −y (towards the seat), z up.
"""

import numpy as np

from forms import Form, Paint

RED = Paint("solid-boards", "8e2f22", "7d281d", vary=0.12)
WHITE = Paint("solid-boards", "efece4", vary=0.03)
GREY = Paint("solid-boards", "8d857a", "6f675d", vary=0.15)
TILE = Paint("ground-roof", "9a5138", "7c3f2c", vary=0.12)
SHINGLE = Paint("ground-roof", "7d766c", "655e54", vary=0.12)
STONE = Paint("solid-foot", "8a8680", vary=0.1)
PANE = Paint("glow-window", "c98a3c", vary=0.0)
DARK = Paint("solid-inside", "241d18", vary=0.0)


def house(width=6.0, depth=4.4, wall=2.4, ridge=1.9, seed=1, walls=RED, roof=TILE, trim=WHITE, windows=(-1.7, 1.7), door=0.0, chimney=True, porch=True):
    """A cottage of boards with a ridge along x: windows and a door in front, windows at the ends."""
    form = Form(seed)
    w, d = width / 2, depth / 2
    form.box((0, 0, 0.0), (width + 0.1, depth + 0.1, 0.9), STONE)
    n = 14
    for k in range(n):
        x = -w + width * (k + 0.5) / n
        for y in (-d, d):
            form.plane([(x - width / n / 2, y, 0.4), (x + width / n / 2, y, 0.4), (x + width / n / 2, y, wall + 0.4), (x - width / n / 2, y, wall + 0.4)], (1, 2), walls, part=form.random.random())
    for x in (-w, w):
        form.add([(x, -d, 0.4), (x, d, 0.4), (x, d, wall + 0.4), (x, -d, wall + 0.4)], [[0, 1, 2, 3]], walls)
        form.add([(x, -d, wall + 0.4), (x, d, wall + 0.4), (x, 0, wall + ridge + 0.4)], [[0, 1, 2]], walls)
    top = wall + ridge + 0.46
    eave = 0.45
    slope = ridge / d
    for side in (-1, 1):
        rows = 6
        for k in range(rows):
            a, b = k / rows, (k + 1) / rows
            y0, y1 = side * (d + eave) * (1 - a), side * (d + eave) * (1 - b)
            z0, z1 = top - slope * (d + eave) * (1 - a), top - slope * (d + eave) * (1 - b)
            form.plane([(-w - 0.4, y0, z0 + 0.05), (w + 0.4, y0, z0 + 0.05), (w + 0.4, y1, z1), (-w - 0.4, y1, z1)], (6, 1), roof, part=form.random.random())
        for x in (-w - 0.4, w + 0.4):
            form.beam((x, side * (d + eave), top - slope * (d + eave) - 0.08), (x, 0, top - 0.08), 0.05, 0.2, trim)
    for x in (-w, w):
        for y in (-d, d):
            form.box((x, y, wall / 2 + 0.4), (0.17, 0.17, wall), trim)
    for x in windows:
        window(form, (x, -d - 0.02, 1.65), 1.0, 1.1, trim)
    for x in (-w, w):
        window(form, (x + (0.02 if x > 0 else -0.02), 0, 1.65), 0.9, 1.1, trim, True)
    if door is not None:
        form.box((door, -d - 0.02, 1.4), (0.95, 0.06, 2.0), Paint("solid-boards", "3f5d46"))
        for x in (-0.53, 0.53):
            form.box((door + x, -d - 0.03, 1.42), (0.1, 0.07, 2.1), trim)
        form.box((door, -d - 0.03, 2.46), (1.16, 0.07, 0.1), trim)
        if porch:
            form.box((door, -d - 0.5, 0.2), (1.6, 1.0, 0.4), STONE)
            for x in (-0.75, 0.75):
                form.box((door + x, -d - 0.95, 1.5), (0.1, 0.1, 2.2), trim)
            for side in (-1, 1):
                form.plane([(door, -d - 1.1, 3.05), (door + side, -d - 1.1, 2.55), (door + side, -d, 2.55), (door, -d, 3.05)], (1, 1), roof)
            form.add([(door - 1, -d - 1.05, 2.55), (door + 1, -d - 1.05, 2.55), (door, -d - 1.05, 3.05)], [[0, 1, 2]], trim)
    if chimney:
        form.box((0.6, 0, top + 0.25), (0.6, 0.6, 1.3), Paint("solid-brick", "8a4a38", "75402f"))
        form.box((0.6, 0, top + 0.9), (0.72, 0.72, 0.12), STONE)
    return form.piece()


def window(form, at, wide, tall, trim, side=False):
    """A window of four panes; `side` puts it into an end wall."""
    x, y, z = at
    size = lambda a, b, c: (b, a, c) if side else (a, b, c)
    form.box(at, size(wide, 0.04, tall), PANE)
    for s in (-1, 1):
        along = (x, y + s * wide / 2, z) if side else (x + s * wide / 2, y, z)
        form.box(along, size(0.1, 0.08, tall + 0.1), trim)
        form.box((x, y, z + s * tall / 2), size(wide + 0.1, 0.08, 0.1), trim)
    form.box(at, size(0.05, 0.06, tall), trim)
    form.box(at, size(wide, 0.06, 0.05), trim)


def boathouse(seed=2):
    """A red boathouse on stones with wide grey doors towards the water."""
    form = Form(seed)
    body = house(4.2, 5.4, 2.1, 1.5, seed, windows=(), door=None, chimney=False)
    form.box((0, -2.74, 1.35), (2.2, 0.06, 1.9), GREY)
    form.box((0, -2.78, 1.35), (0.06, 0.04, 1.9), DARK)
    # The house has its ridge along x; a boathouse turns its gable to the lake.
    return body.placed(turn=90) + form.piece()


def barn(seed=3):
    """A grey timbered hay barn with gaps between its logs and an open hatch."""
    form = Form(seed)
    w, d, wall = 3.2, 2.4, 2.3
    log = Paint("solid-log", "8a8074", "6a6158", vary=0.15)
    for k in range(10):
        z = 0.25 + k * 0.235
        for y in (-d, d):
            form.beam((-w - 0.25, y, z), (w + 0.25, y, z), 0.17, 0.2, log)
        for x in (-w, w):
            form.beam((x, -d - 0.25, z + 0.1), (x, d + 0.25, z + 0.1), 0.17, 0.2, log)
    form.box((0, 0, 1.3), (2 * w - 0.3, 2 * d - 0.3, 2.2), DARK)
    form.box((0.2, -d - 0.10, 1.5), (1.3, 0.05, 1.5), Paint("solid-inside", "3a2f22"))
    form.box((0.2, -d - 0.12, 1.05), (1.2, 0.06, 0.5), Paint("grass-hay", "b59f62"))
    for side in (-1, 1):
        for k in range(16):
            x = -w - 0.5 + (2 * w + 1.0) * (k + 0.5) / 16
            form.beam((x, side * (d + 0.6), wall + 0.15), (x, 0, wall + 1.75 + 0.02 * (k % 2)), 0.40, 0.05, SHINGLE)
    for x in (-w, w):
        form.add([(x, -d, wall + 0.3), (x, d, wall + 0.3), (x, 0, wall + 1.65)], [[0, 1, 2]], log)
    return form.piece()


def flag_pole(tall=9.0):
    """(pole, flag): a white pole with a gilt knob; the flag hangs out towards +x in a light wind."""
    pole, flag = Form(4), Form(5)
    pole.tube([(0, 0, -0.2), (0, 0, tall)], [0.075, 0.04], 7, WHITE)
    pole.ball((0, 0, tall + 0.06), 0.09, Paint("solid-gilt", "d0a83a"), 7, 5)
    high, long = 1.15, 1.85
    xs, zs = np.array([0, 5, 7, 16]) / 16 * long, np.array([0, 4, 6, 10]) / 10 * high
    for i in range(3):
        for j in range(3):
            paint = Paint("cloth-flag", "f2c230" if i == 1 or j == 1 else "1f5a96", vary=0, sway=lambda p, part: np.clip(p[:, 0] / long, 0, 1))
            def at(x, z):
                return (x * 0.93, 0.10 * np.sin(x * 4.0) * x, tall - 0.15 - high + z - 0.22 * x * x / long)
            k = 3 if i == 2 else 2
            for s in range(k):
                a, b = xs[i] + (xs[i + 1] - xs[i]) * s / k, xs[i] + (xs[i + 1] - xs[i]) * (s + 1) / k
                flag.add([at(a, zs[j]), at(b, zs[j]), at(b, zs[j + 1]), at(a, zs[j + 1])], [[0, 1, 2, 3]], paint, True)
    return pole.piece(), flag.piece()
