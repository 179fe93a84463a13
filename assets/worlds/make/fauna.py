"""Birds, fish, a hare, a cow and small winged things as pieces; each looks towards +y, z up.

Birds on the water float: their waterline is at z = 0. Wings that beat are pieces of their own.
"""

import math

import numpy as np

from forms import Form, Paint, linear

TAU = 2 * math.pi


def body(form, stations, paint, sides=9, part=0.5):
    """A skin over cross-sections (x, y, z, half width, half height) from tail to beak."""
    a = np.linspace(0, TAU, sides, endpoint=False)
    rings = [np.stack([x + w * np.cos(a), np.full(sides, y), z + h * np.sin(a)], -1) for x, y, z, w, h in stations]
    form.loft(rings, paint, True, True, True, part)
    return form


def zones(*rules, base):
    """A colour by place: rules are (test(p) → bool array, colour), later ones win."""
    def colour(p, part):
        out = np.tile(linear(base), (len(p), 1))
        for test, tone in rules:
            out[test(p)] = linear(tone)
        return out

    return colour


def mallard(drake=True):
    """A mallard: the drake with green head, white ring and brown breast; the hen speckled brown."""
    form = Form(3)
    if drake:
        plumage = Paint("solid-feather", zones(
            (lambda p: p[:, 1] > 0.10, "5a3527"), (lambda p: p[:, 1] < -0.17, "1d1c1e"), (lambda p: p[:, 1] < -0.235, "e6e2da"),
            (lambda p: (p[:, 2] > 0.105) & (p[:, 1] < 0.06) & (p[:, 1] > -0.17), "6f675f"), base="a39f98"), vary=0)
        head = Paint("solid-feather", zones((lambda p: p[:, 2] < 0.175, "efece6"), (lambda p: p[:, 2] < 0.145, "5a3527"), base="145c3c"), vary=0)
        bill = Paint("solid-feather", "c9b23a")
    else:
        def speckle(p, part):
            mark = np.sin(p[:, 1] * 95 + np.sin(p[:, 0] * 60) * 2) * np.sin(p[:, 2] * 80) > 0.1
            return np.where(mark[:, None], linear("4c3726"), linear("8a6a46"))

        plumage, head, bill = Paint("solid-feather", speckle), Paint("solid-feather", zones((lambda p: (p[:, 2] > 0.225), "6b5038"), base="b0926a")), Paint("solid-feather", "b8743a")
    body(form, [(0, -0.29, 0.10, 0.012, 0.008), (0, -0.24, 0.085, 0.05, 0.03), (0, -0.17, 0.055, 0.088, 0.075), (0, -0.10, 0.045, 0.107, 0.092), (0, 0.0, 0.04, 0.115, 0.10),
                (0, 0.07, 0.035, 0.11, 0.097), (0, 0.12, 0.035, 0.098, 0.09), (0, 0.17, 0.045, 0.075, 0.072), (0, 0.21, 0.06, 0.04, 0.045)], plumage, 11)
    form.tube([(0, 0.15, 0.05), (0, 0.185, 0.11), (0, 0.19, 0.15), (0, 0.19, 0.17), (0, 0.192, 0.18), (0, 0.197, 0.20)], [0.062, 0.05, 0.042, 0.04, 0.04, 0.042], 9, head)
    form.ball((0, 0.207, 0.228), (0.04, 0.054, 0.045), head, 10, 7)
    form.loft([[(x * w, y, z + s) for x, s in ((-1, 0), (-0.6, 0.008), (0.6, 0.008), (1, 0), (0.6, -0.006), (-0.6, -0.006))] for y, z, w in ((0.245, 0.222, 0.022), (0.28, 0.213, 0.02), (0.318, 0.208, 0.021), (0.326, 0.207, 0.008))], bill, True, True, True)
    for x in (-1, 1):
        form.ball((x * 0.036, 0.228, 0.238), 0.007, Paint("solid-feather", "0c0a08"), 5, 4)
    return form.piece()


def duckling():
    """A fluffy yellow-and-brown duckling."""
    form = Form(5)
    down = Paint("solid-feather", zones((lambda p: p[:, 2] > 0.055, "6d5230"), (lambda p: p[:, 1] > 0.05, "dcb548"), (lambda p: (p[:, 2] > 0.115), "6d5230"), base="dcb548"), vary=0)
    body(form, [(0, -0.085, 0.045, 0.01, 0.01), (0, -0.06, 0.03, 0.036, 0.035), (0, -0.01, 0.022, 0.048, 0.045), (0, 0.035, 0.025, 0.04, 0.042), (0, 0.06, 0.04, 0.02, 0.025)], down, 8)
    form.ball((0, 0.058, 0.095), (0.029, 0.034, 0.03), down, 8, 6)
    form.tube([(0, 0.085, 0.09), (0, 0.112, 0.085)], [0.011, 0.008], 5, Paint("solid-feather", "7a6a58"))
    return form.piece()


def loon():
    """A black-throated loon (storlom): grey head, black throat, chequered back, low in the water."""
    form = Form(7)
    def back(p, part):
        out = np.tile(linear("15171a"), (len(p), 1))
        check = (np.sin(p[:, 0] * 130) * np.sin(p[:, 1] * 70) > 0.15) & (p[:, 2] > 0.05) & (np.abs(p[:, 0]) > 0.03)
        out[check] = linear("e9e9e4")
        out[(p[:, 2] < 0.02) & (p[:, 1] > 0.1)] = linear("dcdcd8")
        return out
    body(form, [(0, -0.36, 0.05, 0.02, 0.015), (0, -0.28, 0.04, 0.07, 0.05), (0, -0.18, 0.03, 0.115, 0.085), (0, -0.08, 0.03, 0.135, 0.1), (0, 0.02, 0.03, 0.14, 0.105),
                (0, 0.12, 0.03, 0.13, 0.1), (0, 0.2, 0.03, 0.105, 0.085), (0, 0.27, 0.04, 0.06, 0.06)], Paint("solid-feather", back, vary=0), 14)
    neck = Paint("solid-feather", zones((lambda p: p[:, 1] > 0.275, "0d0d10"), (lambda p: p[:, 2] > 0.255, "8d9299"), base="7d838b"), vary=0)
    form.tube([(0, 0.23, 0.05), (0, 0.27, 0.13), (0, 0.27, 0.20), (0, 0.275, 0.26)], [0.06, 0.048, 0.042, 0.042], 9, neck)
    form.ball((0, 0.30, 0.285), (0.04, 0.065, 0.044), neck, 10, 7)
    form.tube([(0, 0.35, 0.282), (0, 0.40, 0.284), (0, 0.45, 0.288)], [0.017, 0.01, 0.002], 6, Paint("solid-feather", "1a1a1c"))
    return form.piece()


def fish():
    """A perch of 35 cm: green bars, red fins."""
    form = Form(8)
    scales = Paint("solid-scale", lambda p, part: np.where((np.sin(p[:, 1] * 62) > 0.35)[:, None] & (p[:, 2] > -0.02)[:, None], linear("2c3f26"), linear("a9a85a") * (0.7 + 0.3 * np.clip(0.5 - p[:, 2] * 8, 0, 1))[:, None]), vary=0)
    body(form, [(0, -0.14, 0, 0.006, 0.012), (0, -0.10, 0, 0.012, 0.02), (0, -0.03, 0, 0.024, 0.042), (0, 0.05, 0, 0.03, 0.05), (0, 0.11, -0.004, 0.025, 0.036), (0, 0.155, -0.008, 0.012, 0.014)], scales, 8)
    fin = Paint("cloth-fin", "b0452a")
    form.add([(0, -0.13, 0), (0, -0.2, 0.05), (0, -0.18, 0), (0, -0.2, -0.05)], [[0, 1, 2], [0, 2, 3]], fin)
    form.add([(0, 0.08, 0.045), (0, 0.04, 0.09), (0, -0.04, 0.06), (0, -0.05, 0.03)], [[0, 1, 2], [0, 2, 3]], Paint("cloth-fin", "4a5a38"))
    form.add([(0, 0.04, -0.04), (0, 0.0, -0.085), (0, -0.02, -0.04)], [[0, 1, 2]], fin)
    return form.piece()


def small_bird(kind):
    """great-tit, bullfinch, cuckoo or swallow perched (a swallow in flight); 14–33 cm."""
    form = Form(9)
    if kind == "great-tit":
        tone = zones((lambda p: p[:, 2] > 0.062, "66743c"), (lambda p: (p[:, 1] < -0.01) & (p[:, 2] > 0.055), "6b7d8c"), (lambda p: (np.abs(p[:, 0]) < 0.006) & (p[:, 2] < 0.07), "15151a"), base="e0c440")
        head = zones((lambda p: np.abs(p[:, 0]) > 0.013, "f0eee6"), (lambda p: p[:, 2] > 0.112, "15151a"), base="15151a")
        size = 1.0
    elif kind == "bullfinch":
        tone = zones((lambda p: p[:, 2] > 0.068, "8b8f98"), (lambda p: p[:, 1] < -0.025, "1d1d22"), (lambda p: (p[:, 1] < -0.02) & (p[:, 2] < 0.05), "efece8"), base="d0503c")
        head = zones((lambda p: (p[:, 2] < 0.095), "d0503c"), base="17171b")
        size = 1.12
    elif kind == "cuckoo":
        tone = zones((lambda p: (p[:, 2] < 0.06) & (np.sin(p[:, 1] * 300 + p[:, 2] * 200) > 0), "4b4f55"), (lambda p: p[:, 2] > 0.062, "7a828c"), base="e3e1dc")
        head = zones(base="828a94")
        size = 2.0
    else:
        tone = zones((lambda p: p[:, 2] > 0.05, "1c2746"), base="e9dcc8")
        head = zones((lambda p: p[:, 2] < 0.105, "a04a34"), base="1c2746")
        size = 1.1
    feathers = Paint("solid-feather", tone, vary=0)
    body(form, [(0, -0.13, 0.035, 0.010, 0.004), (0, -0.08, 0.043, 0.013, 0.006), (0, -0.045, 0.05, 0.02, 0.018), (0, -0.01, 0.058, 0.032, 0.033), (0, 0.02, 0.066, 0.034, 0.036), (0, 0.04, 0.08, 0.026, 0.028), (0, 0.05, 0.09, 0.018, 0.02)], feathers, 10)
    form.ball((0, 0.05, 0.108), (0.024, 0.026, 0.024), Paint("solid-feather", head, vary=0), 9, 7)
    form.tube([(0, 0.072, 0.105), (0, 0.090, 0.102)], [0.008 if kind == "bullfinch" else 0.005, 0.001], 5, Paint("solid-feather", "2a2622"))
    for x in (-1, 1):
        form.ball((x * 0.020, 0.062, 0.112), 0.0035, Paint("solid-feather", "050505"), 5, 4)
        if kind != "swallow":
            form.tube([(x * 0.012, 0.0, 0.03), (x * 0.012, 0.012, 0.0)], 0.0025, 4, Paint("solid-feather", "5a4a44"))
            form.cards([(x * 0.026, 0.02, 0.075)], [(x * 0.05, -1, -0.25)], 0.085, 0.04, [(0, 0), (0.5, 0.35), (0.2, 0.8), (0, 1.0), (-0.35, 0.6), (-0.4, 0.2)], [(x, 0, 0.25)], Paint("solid-feather", {"great-tit": "5d7080", "bullfinch": "24242a", "cuckoo": "6d757f"}[kind]))
        else:
            form.cards([(x * 0.012, 0.03, 0.07)], [(x, -0.35, 0.1)], 0.16, 0.07, [(0.4, 0), (0.3, 0.5), (0.0, 1.0), (-0.2, 0.6), (-0.5, 0)], [(0, 0, 1.0)], Paint("cloth-wing", "232f52"))
            form.cards([(x * 0.006, -0.10, 0.038)], [(x * 0.35, -1, 0)], 0.11, 0.02, [(0.5, 0), (0, 1), (-0.5, 0)], [(0, 0, 1.0)], Paint("cloth-wing", "232f52"))
    return form.piece().placed(scale=size)


def butterfly(colour="d8a72e", spot="7a4a1c"):
    """(body, left wing, right wing), the wings hinged at x = 0; a span of 6 cm."""
    trunk = Form(10)
    trunk.tube([(0, -0.014, 0), (0, 0.0, 0.001), (0, 0.014, 0.001)], [0.0016, 0.0026, 0.0018], 5, Paint("solid-feather", "2c241c"))
    wings = []
    for side in (-1, 1):
        form = Form(11)
        tone = lambda p, part: np.where((np.linalg.norm(p[:, :2] - [side * 0.019, 0.008], axis=1) < 0.006)[:, None] | (np.abs(p[:, 0]) > 0.026)[:, None], linear(spot), linear(colour))
        outline = [(0, 0, 0), (0.004, 0.012, 0), (0.014, 0.022, 0), (0.027, 0.024, 0), (0.029, 0.014, 0), (0.02, 0.004, 0), (0.022, -0.008, 0), (0.014, -0.019, 0), (0.006, -0.016, 0)]
        points = np.array([(side * x, y, z) for x, y, z in outline])
        form.add(points, [[0, i, i + 1] for i in range(1, 8)], Paint("cloth-wing", tone, vary=0, sway=0.0))
        wings.append(form.piece())
    return trunk.piece(), wings[0], wings[1]


def dragonfly():
    """(body, wings): a blue-green dragonfly of 7 cm."""
    trunk, wings = Form(12), Form(13)
    tone = zones((lambda p: p[:, 1] > 0.005, "3e6b3c"), base="2f6f9c")
    trunk.tube([(0, -0.05, 0), (0, -0.02, 0.001), (0, 0.0, 0.002), (0, 0.012, 0.003), (0, 0.02, 0.001)], [0.0015, 0.002, 0.004, 0.0045, 0.004], 6, Paint("solid-feather", tone, vary=0))
    for side in (-1, 1):
        for y, back in ((0.010, 0.12), (0.002, -0.2)):
            wings.cards([(0, y, 0.005)], [(side, back, 0)], 0.05, 0.011, [(0.5, 0.1), (0.5, 0.85), (0, 1.0), (-0.4, 0.8), (-0.2, 0.05)], [(0, 0, 1.0)], Paint("cloth-wing", "c6d6dc"))
    return trunk.piece(), wings.piece()


def hare(winter=False):
    """A mountain hare sitting up: (body, head with ears). Brown, in winter white with black ear tips."""
    form, top = Form(14), Form(15)
    coat = Paint("solid-fur", zones((lambda p: p[:, 2] < 0.09, "e8e6e2" if winter else "b8a58a"), base="f0efec" if winter else "8a6a48"), vary=0.04)
    face = Paint("solid-fur", zones((lambda p: p[:, 2] > 0.155, "2a2624"), base="f0efec" if winter else "94734e"), vary=0.04)
    body(form, [(0, -0.20, 0.10, 0.03, 0.03), (0, -0.16, 0.12, 0.085, 0.10), (0, -0.07, 0.15, 0.105, 0.135), (0, 0.03, 0.18, 0.09, 0.125), (0, 0.10, 0.23, 0.065, 0.10), (0, 0.13, 0.29, 0.045, 0.06)], coat, 11)
    form.ball((0, -0.22, 0.10), 0.038, Paint("solid-fur", "f2f0ec"), 7, 5)
    for x in (-1, 1):
        form.ball((x * 0.085, -0.08, 0.08), (0.045, 0.12, 0.085), coat, 8, 6)
        form.ball((x * 0.085, 0.03, 0.022), (0.028, 0.10, 0.022), coat, 7, 5)
        form.tube([(x * 0.045, 0.10, 0.20), (x * 0.045, 0.125, 0.08), (x * 0.045, 0.15, 0.012)], [0.032, 0.024, 0.022], 7, coat)
    top.ball((0, 0.03, 0.02), (0.048, 0.07, 0.052), face, 10, 7)
    top.ball((0, 0.085, 0.005), (0.026, 0.03, 0.026), face, 8, 5)
    for x in (-1, 1):
        top.loft([[(x * (0.02 + k * 0.012) + w * math.cos(a), -0.01 - 0.012 * k + 0.35 * w * math.sin(a), 0.055 + h) for a in np.linspace(0, TAU, 6, endpoint=False)] for k, (w, h) in enumerate(((0.012, 0.0), (0.020, 0.045), (0.017, 0.095), (0.004, 0.13)))], face, True, True, True)
        top.ball((x * 0.042, 0.052, 0.032), 0.009, Paint("solid-fur", "120c08"), 6, 5)
    return form.piece(), top.piece()


def cow(seed=1, red=True):
    """A small red-and-white cow of the old kind, standing."""
    form = Form(seed)
    phase = seed * 1.7

    def hide(p, part):
        patch = np.sin(p[:, 0] * 4 + p[:, 1] * 3.1 + phase) + np.sin(p[:, 1] * 5.3 - p[:, 2] * 4 + phase * 2)
        return np.where(((patch > 0.1) & (p[:, 2] > 0.45))[:, None], linear("8a4428" if red else "2a2624"), linear("e6ded2"))

    coat = Paint("solid-fur", hide, vary=0.03)
    body(form, [(0, -0.85, 1.02, 0.14, 0.16), (0, -0.78, 0.98, 0.25, 0.28), (0, -0.5, 0.92, 0.30, 0.34), (0, -0.1, 0.88, 0.33, 0.38), (0, 0.35, 0.90, 0.29, 0.36), (0, 0.62, 0.95, 0.23, 0.31), (0, 0.85, 1.08, 0.14, 0.2), (0, 1.0, 1.18, 0.11, 0.15)], coat, 12)
    body(form, [(0, 0.95, 1.24, 0.10, 0.12), (0, 1.08, 1.24, 0.11, 0.12), (0, 1.25, 1.12, 0.085, 0.10), (0, 1.42, 1.0, 0.07, 0.07), (0, 1.47, 0.98, 0.05, 0.05)], coat, 9)
    for x in (-1, 1):
        for y in (-0.62, 0.55):
            form.tube([(x * 0.18, y, 0.75), (x * 0.18, y + 0.02, 0.38), (x * 0.18, y - 0.01, 0.0)], [0.11, 0.055, 0.055], 7, coat)
        form.tube([(x * 0.08, 1.02, 1.32), (x * 0.2, 1.05, 1.38), (x * 0.22, 1.10, 1.5)], [0.026, 0.02, 0.006], 6, Paint("solid-fur", "d8cbb0"))
        form.ball((x * 0.18, 1.02, 1.25), (0.08, 0.025, 0.04), coat, 7, 5)
    form.tube([(0, -0.87, 1.08), (0, -0.93, 0.8), (0, -0.92, 0.45)], [0.03, 0.02, 0.035], 6, coat)
    form.ball((0, -0.4, 0.56), (0.13, 0.16, 0.1), Paint("solid-fur", "d8a898"), 8, 5)
    return form.piece()


def fox():
    """A red fox trotting: (body with head and brush, four legs hinged at their tops)."""
    form = Form(16)
    coat = Paint("solid-fur", zones((lambda p: p[:, 2] < 0.27, "e6ddd0"), (lambda p: p[:, 1] < -0.72, "eee8de"), base="b5602c"), vary=0.04)
    body(form, [(0, -0.82, 0.30, 0.02, 0.02), (0, -0.68, 0.32, 0.06, 0.06), (0, -0.45, 0.36, 0.05, 0.05), (0, -0.30, 0.38, 0.07, 0.08), (0, -0.1, 0.37, 0.09, 0.105), (0, 0.15, 0.37, 0.095, 0.12), (0, 0.28, 0.41, 0.07, 0.10), (0, 0.36, 0.47, 0.06, 0.07),
                (0, 0.44, 0.48, 0.055, 0.055), (0, 0.54, 0.45, 0.025, 0.026), (0, 0.60, 0.44, 0.012, 0.012)], coat, 9)
    for x in (-1, 1):
        form.cards([(x * 0.035, 0.40, 0.51)], [(x * 0.2, 0, 1)], 0.09, 0.05, [(-0.5, 0), (0.5, 0), (0, 1)], [(0, 1.0, 0)], Paint("cloth-ear", "6a3a20"))
    legs = []
    for k in range(4):
        leg = Form(17 + k)
        leg.tube([(0, 0, 0.02), (0, 0.01, -0.14), (0, 0, -0.30)], [0.045, 0.022, 0.018], 6, Paint("solid-fur", zones((lambda p: p[:, 2] < -0.12, "3a2a22"), base="a5562a"), vary=0))
        legs.append(leg.piece())
    return form.piece(), legs
