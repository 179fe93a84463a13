"""Friendly figures as of carved and painted wood: round heads, rosy cheeks, clothes of the 1950s.

A figure stands at its origin and looks along +y. Everything is a form, so that the parts that move
(legs, skirts, arms) can be nodes of their own while the rest is one.
"""

import math

import numpy as np

from form import Form, linear, rotation, unit_rows

SKIN = ("e8bd9b", "dfae8a", "efc9ab")


def limb(form, points, radii, paint, hand=None, sides=7):
    """An arm or leg through its joints, with a hand where `hand` is a skin colour."""
    points = np.asarray(points, float)
    # Rounded at the joint: the corner is cut into three.
    fine = [points[0]]
    wide = [radii[0]]
    for i in range(1, len(points) - 1):
        for share in (-0.18, 0.0, 0.18):
            other = points[i + 1] if share > 0 else points[i - 1]
            fine.append(points[i] + (other - points[i]) * abs(share) - (points[i] - (points[i - 1] + points[i + 1]) / 2) * (0.12 if share == 0 else 0))
            wide.append(radii[i])
    fine.append(points[-1])
    wide.append(radii[-1])
    form.tube(fine, wide, paint, sides)
    form.ball(points[0], radii[0] * 1.02, paint, sides, 5)
    if hand:
        way = unit_rows(points[-1] - points[-2])
        form.ball(points[-1] + way * 0.035, (0.042, 0.042, 0.05), hand, 7, 5)
    return form


def head(form, at, skin, hair, style="short", hat=None, turn=0.0, nod=0.0, size=1.0):
    """A head whose neck ends at `at`: a painted face, hair in a style of the time, perhaps a hat.

    Styles: short, bald, waves, bun, ponytail, scarf.
    """
    h = Form(30, form.detail)
    h.ball((0, 0.012, 0.125), (0.098, 0.106, 0.128), skin, 12, 9)
    for side in (-1, 1):
        h.ball((side * 0.097, 0.0, 0.115), (0.016, 0.024, 0.032), skin, 5, 4)
        h.ball((side * 0.036, 0.107, 0.142), (0.011, 0.008, 0.0145), "2d2320", 6, 4)
        h.tube([(side * 0.020, 0.113, 0.176), (side * 0.038, 0.108, 0.182), (side * 0.057, 0.096, 0.174)], 0.0045, hair if style != "bald" else "8a6a4d", 3)
        h.ball((side * 0.060, 0.088, 0.096), (0.022, 0.012, 0.018), linear(skin) * [1.06, 0.66, 0.62], 6, 4)
    h.ball((0, 0.122, 0.120), (0.015, 0.017, 0.019), linear(skin) * [1.02, 0.86, 0.82], 6, 5)
    a = np.linspace(-0.9, 0.9, 6)
    h.tube(np.stack([0.034 * np.sin(a), 0.1045 + 0.007 * np.cos(a), 0.086 - 0.016 * np.cos(a)], -1), 0.0042, "a8443c", 3)
    # Hair: a cap that leaves the face free, thicker at the back.
    if style != "bald":
        long, back = {"short": (1.62, 22), "waves": (1.85, 21), "bun": (1.68, 21), "ponytail": (1.68, 21), "scarf": (1.9, 20)}[style]
        h.ball((0, -0.006, 0.138), (0.113, 0.123, 0.137), hair, 12, 7, tilt=rotation(x=back), polar=(long, 0.0))
        if style in ("waves", "bun", "ponytail"):
            # A soft wave over the brow.
            h.tube([(-0.104, 0.020, 0.165), (-0.075, 0.070, 0.215), (-0.01, 0.092, 0.243), (0.062, 0.074, 0.232), (0.104, 0.020, 0.175)], [0.014, 0.026, 0.028, 0.026, 0.014], hair, 6, cap=True)
    if style == "waves":
        for a in np.linspace(math.radians(35), math.radians(325), 9):
            # Rolled curls at the neck from ear to ear.
            h.ball((0.092 * math.sin(a), 0.010 - 0.0 + 0.088 * math.cos(a) * (1 if math.cos(a) < 0 else 0.35), 0.052 + 0.02 * abs(math.cos(a))), (0.036, 0.036, 0.042), hair, 6, 4)
    if style == "bun":
        h.ball((0, -0.115, 0.175), (0.055, 0.045, 0.052), hair, 9, 6)
    if style == "ponytail":
        h.tube([(0, -0.10, 0.19), (0, -0.17, 0.17), (0, -0.18, 0.08), (0, -0.16, 0.0)], [0.03, 0.045, 0.04, 0.008], hair, 7)
        h.ball((0, -0.115, 0.19), 0.028, "c8453e", 7, 5)
    if style == "scarf":
        h.tube([(-0.085, 0.045, 0.09), (0, 0.075, -0.005), (0.085, 0.045, 0.09)], 0.016, hair, 5)
    if hat:
        rim = np.linspace(0, 2 * math.pi, 15, endpoint=False)
        tilt = rotation(x=-6)
        rings = []
        for radius, z in ((0.175, 0.205), (0.178, 0.212), (0.118, 0.205), (0.116, 0.25), (0.104, 0.30), (0.05, 0.305), (0.0, 0.295)):
            rings.append(np.stack([radius * 0.94 * np.cos(rim), radius * np.sin(rim) - 0.008, np.full(15, z) + 0.012 * np.cos(2 * rim) * (radius > 0.15)], -1) @ tilt.T)
        band = linear(hat) * 0.45
        h.loft(rings, [linear(hat), linear(hat), linear(hat), band, linear(hat), linear(hat), linear(hat) * 0.9])
    form.tube([np.asarray(at) + [0, 0, -0.05], np.asarray(at) + [0, 0.004, 0.05]], [0.058, 0.052], skin, 9)
    form.merge(h, np.asarray(at) + [0, 0, 0.022], turn, size, matrix=rotation(nod, 0, turn))
    return form


def bodice(form, rings, paint, sides=14):
    """A trunk from (half width, half depth, height, forward) rows, lowest first."""
    sides = max(6, round(sides * form.detail))
    a = np.linspace(0, 2 * math.pi, sides, endpoint=False)
    form.loft(np.array([np.stack([w * np.cos(a), d * np.sin(a) + y, np.full(sides, z)], -1) for w, d, z, y in rings]), paint, cap=True)


def man_trunk(form, suit, shirt="f3efe6", tie="8d2f2a"):
    """A jacket from the thighs to the neck, with shirt front and tie."""
    bodice(form, [(0.185, 0.125, 0.80, 0), (0.178, 0.122, 0.90, 0), (0.160, 0.112, 1.03, 0), (0.188, 0.122, 1.20, 0.005), (0.205, 0.118, 1.33, 0), (0.175, 0.098, 1.405, -0.005), (0.075, 0.07, 1.45, 0)], suit)
    front = lambda x, z, y: (x, y, z)
    form.add([front(-0.062, 1.43, 0.085), front(0.062, 1.43, 0.085), front(0, 1.12, 0.136), front(0, 1.40, 0.112)], [[1, 3, 2], [3, 0, 2], [0, 3, 1]], shirt, smooth=True, facing=(0, 1, 0))
    form.add([front(-0.022, 1.405, 0.119), front(0.022, 1.405, 0.119), front(0.020, 1.2, 0.139), front(0, 1.14, 0.143), front(-0.020, 1.2, 0.139)], [[1, 0, 4, 2], [2, 4, 3]], tie, smooth=True, facing=(0, 1, 0))
    for side in (-1, 1):
        # Lapels, a shade lighter.
        form.add([front(side * 0.070, 1.425, 0.090), front(side * 0.105, 1.335, 0.116), front(side * 0.012, 1.12, 0.1375)], [[0, 1, 2]], linear(suit) * 1.35, smooth=True, facing=(0, 1, 0))
    for z in (1.05, 0.97):
        form.ball((0.012, 0.116, z), 0.010, linear(suit) * 0.4, 6, 4)
    form.ball((-0.115, 0.108, 1.30), (0.022, 0.008, 0.014), shirt, 6, 4)


def woman_trunk(form, dress, collar="f6f1e6"):
    """A bodice from waist to neck, puffed sleeves and a white collar."""
    bodice(form, [(0.118, 0.098, 0.98, 0), (0.116, 0.096, 1.03, 0), (0.140, 0.112, 1.13, 0.01), (0.152, 0.122, 1.20, 0.014), (0.160, 0.104, 1.28, 0.004), (0.138, 0.085, 1.335, 0), (0.066, 0.062, 1.38, 0)], dress)
    form.turned([(0.120, 1.005), (0.122, 1.02), (0.119, 1.04)], linear(dress) * 0.55, sides=14, squash=0.83)
    for side in (-1, 1):
        form.ball((side * 0.160, 0, 1.285), (0.072, 0.068, 0.070), dress, 9, 6)
        form.add([(side * 0.004, 0.108, 1.30), (side * 0.085, 0.082, 1.345), (side * 0.055, 0.066, 1.385), (side * 0.002, 0.075, 1.375)], [[0, 1, 2, 3]], collar, smooth=True, facing=(0, 1, 0))


def skirt(dress, pattern="plain", second="f6f1e6", hem=0.42, low=0.50, seed=1, detail=1.0):
    """A full skirt with folds about the waist at (0, 0, 0.99): a form whose pivot is that point's foot."""
    s = Form(seed, detail)
    sides = 28
    rings, paints = [], []
    first, other = linear(dress), linear(second)
    a = np.linspace(0, 2 * math.pi, sides, endpoint=False)
    levels = np.linspace(0, 1, 9)
    for t in levels:
        radius = 0.118 + (hem - 0.118) * (0.42 * math.sin(t * math.pi / 2) + 0.58 * t**1.3)
        fold = 0.085 * t**1.4
        r = radius * (1 + fold * np.cos(7 * a + 0.5))
        rings.append(np.stack([r * np.cos(a), r * np.sin(a) * 0.97, np.full(sides, 0.99 - t * (0.99 - low)) + 0.012 * t * np.cos(7 * a)], -1))
        colour = np.tile(first, (sides, 1)) * (0.90 + 0.10 * np.cos(7 * a + 0.5) * t)[:, None]
        if pattern == "border" and t > 0.8:
            colour = np.tile(other, (sides, 1))
        if pattern == "stripes" and t > 0.02:
            colour[(np.arange(sides) % 4) == 0] = other
        if pattern == "flowers" and t > 0.1:
            colour[s.random.random(sides) < 0.22] = other
        paints.append(colour)
    s.loft(np.array(rings)[::-1], np.array(paints)[::-1], sway=0.0)
    # The petticoat closes it below.
    edge = np.array(rings[-1]) + [0, 0, 0.012]
    inner = edge * [0.2, 0.2, 1] + [0, 0, 0.12]
    s.loft(np.stack([inner, edge]), "efe9dc")
    return s


def trouser(cloth, shoe="2b211c", length=0.86, detail=1.0):
    """A leg that hangs from its hip at the origin, shoe and all."""
    leg = Form(2, detail)
    a = np.linspace(0, 2 * math.pi, 8, endpoint=False)
    rings = []
    for radius, z in ((0.088, 0.02), (0.092, -0.12), (0.078, -0.42), (0.080, -0.60), (0.084, -(length - 0.075))):
        rings.append(np.stack([radius * np.cos(a), radius * 1.08 * np.sin(a), np.full(8, z)], -1))
    leg.loft(np.array(rings)[::-1], cloth)
    leg.ball((0, 0.045, -(length - 0.045)), (0.052, 0.135, 0.048), shoe, 9, 6)
    return leg


def stocking(skin="e2b08d", shoe="f2ece0", length=0.60, detail=1.0):
    """A woman's leg from the knee, hanging from the origin."""
    leg = Form(3, detail)
    leg.tube([(0, 0, 0.02), (0, -0.012, -0.2), (0, -0.018, -0.30), (0, 0, -(length - 0.10)), (0, 0, -(length - 0.05))], [0.062, 0.060, 0.060, 0.036, 0.036], skin, 7)
    leg.ball((0, 0.045, -(length - 0.035)), (0.040, 0.110, 0.036), shoe, 8, 5)
    leg.tube([(0, -0.045, -(length - 0.03)), (0, -0.045, -length)], [0.02, 0.012], shoe, 5)
    return leg


def seated_man(suit, skin, hair, *, style="short", hat=None, turn=0.0, arms="lap", tie="8d2f2a", height=0.45, detail=1.0):
    """A man on a bench `height` metres high, knees along +y; hands in the lap, holding a cup, or resting."""
    f, trunk = Form(5, detail), Form(5, detail)
    man_trunk(trunk, suit, tie=tie)
    drop = 0.86 - height - 0.10
    f.merge(trunk, (0, 0, -drop))
    for side in (-1, 1):
        limb(f, [(side * 0.09, 0.02, height + 0.09), (side * 0.11, 0.42, height + 0.08), (side * 0.11, 0.44, 0.06)], [0.095, 0.078, 0.062], suit)
        f.ball((side * 0.11, 0.50, 0.045), (0.05, 0.12, 0.045), "2b211c", 8, 5)
        shoulder = np.array([side * 0.195, 0, 1.36 - drop])
        hand = {"lap": (side * 0.07, 0.24, height + 0.22), "cup": (side * (0.16 if side < 0 else 0.05), 0.28, height + (0.24 if side < 0 else 0.46)), "rest": (side * 0.42, 0.02, height + 0.35)}[arms]
        elbow = (shoulder + hand) / 2 + np.array([side * 0.10, -0.05, -0.10])
        limb(f, [shoulder, elbow, hand], [0.062, 0.052, 0.045], suit, skin)
    if arms == "cup":
        f.turned([(0.022, 0), (0.036, 0.03), (0.040, 0.06)], "f7f4ec", (0.05, 0.33, height + 0.46), 8)
    head(f, (0, 0.01, 1.44 - drop), skin, hair, style, hat, turn)
    return f


def seated_woman(dress, skin, hair, *, style="waves", turn=0.0, arms="lap", height=0.45, coat=None, detail=1.0):
    """A woman on a bench, skirt over her knees."""
    f, trunk = Form(6, detail), Form(6, detail)
    woman_trunk(trunk, coat or dress)
    drop = 0.99 - height - 0.14
    f.merge(trunk, (0, 0, -drop))
    a = np.linspace(0, 2 * math.pi, 12, endpoint=False)
    rings = []
    for y, w, t, z in ((-0.13, 0.15, 0.12, height + 0.10), (0.0, 0.19, 0.13, height + 0.11), (0.2, 0.20, 0.10, height + 0.10), (0.40, 0.21, 0.09, height + 0.08), (0.50, 0.22, 0.15, height - 0.06), (0.50, 0.23, 0.10, height - 0.14)):
        rings.append(np.stack([w * np.cos(a), np.full(12, y), z + t * np.sin(a)], -1))
    f.loft(np.array(rings)[:, ::-1], dress, cap=True)
    f.ball((0, 0, height + 0.13), (0.175, 0.14, 0.12), dress, 12, 7)
    for side in (-1, 1):
        f.tube([(side * 0.08, 0.46, height - 0.05), (side * 0.08, 0.47, 0.07)], [0.055, 0.038], "e2b08d", 7)
        f.ball((side * 0.08, 0.52, 0.04), (0.04, 0.10, 0.036), "5a3328", 8, 5)
        shoulder = np.array([side * 0.165, 0, 1.27 - drop])
        hand = {"lap": (side * 0.05, 0.24, height + 0.26), "cup": (side * (0.12 if side < 0 else 0.06), 0.26, height + (0.26 if side < 0 else 0.44))}[arms]
        elbow = (shoulder + hand) / 2 + np.array([side * 0.09, -0.05, -0.09])
        limb(f, [shoulder, elbow, hand], [0.048, 0.040, 0.034], coat or skin, skin)
    if arms == "cup":
        f.turned([(0.022, 0), (0.036, 0.03), (0.040, 0.06)], "f7f4ec", (0.06, 0.31, height + 0.44), 8)
    head(f, (0, 0.01, 1.37 - drop), skin, hair, style, None, turn)
    return f
