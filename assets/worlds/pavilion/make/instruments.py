"""What a dance needs: accordion, fiddle, double bass, clarinet, and the gramophone of the time between."""

import math

import numpy as np

from form import Form, linear, rotation


def fiddle_outline(length=0.36, waist=0.055, low=0.10, high=0.082):
    """The rounded body of a fiddle or bass in x and z, its lower end at z = 0, counter-clockwise."""
    s = np.linspace(0, 1, 19)
    width = np.interp(s, [0, 0.04, 0.14, 0.30, 0.46, 0.55, 0.66, 0.82, 0.95, 1.0], [0.01, 0.07, 1, 0.95, 0.0, 0.02, 0.62, 0.80, 0.45, 0.12])
    # Smooth: what lies between waist and bouts.
    width = np.convolve(np.pad(width, 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
    half = waist + (np.where(s < 0.5, low, high) - waist) * width
    half *= np.clip(np.minimum(s, 1 - s) * 16, 0.15, 1) ** 0.5
    right = np.stack([half, s * length], -1)
    left = np.stack([-half[::-1], s[::-1] * length], -1)
    return np.concatenate([right, left])


def strings(size=1.0, thick=0.04, wood="9a4f22", length=0.36, waist=0.055, low=0.10, high=0.082):
    """A fiddle standing upright at its lower end, its belly towards −y; `size` makes a bass of it."""
    f = Form(4)
    f.plate(fiddle_outline(length, waist, low, high), thick, wood, linear(wood) * 0.6)
    y = -thick / 2 - 0.004
    neck = length * 0.62
    f.box((0, y - 0.006, length * 1.08), (0.026, 0.014, neck * 1.2), "231a15", bare=("+y",))
    f.box((0, 0, length * 1.42), (0.022, 0.026, length * 0.36), wood)
    f.ball((0, -0.004, length * 1.64), (0.022, 0.028, 0.026), wood, 8, 6)
    f.box((0, y - 0.012, length * 0.42), (low * 0.85, 0.006, 0.03 * length / 0.36), "d9b27a")
    f.add([(-0.016, y, length * 0.28), (0.016, y, length * 0.28), (0.009, y - 0.005, length * 0.06), (-0.009, y - 0.005, length * 0.06)], [[0, 1, 2, 3]], "231a15", facing=(0, -1, 0))
    for side in (-1, 1):
        # Sound holes.
        a = np.linspace(-1.2, 1.2, 6)
        x = side * (low * 0.52) + side * 0.012 * np.sin(a * 2) * length / 0.36
        f.tube(np.stack([x, np.full(6, y + 0.001), length * (0.42 + 0.085 * a)], -1), 0.004 * length / 0.36, "1d1512", 4)
        f.tube([(side * 0.008, y - 0.014, length * 0.25), (side * 0.005, y - 0.016, length * 1.4)], 0.0012 * max(1, size * 0.8), "e9e2d0", 3)
        for k in range(2):
            f.tube([(side * 0.01, 0, length * (1.5 + 0.07 * k)), (side * 0.045, 0.01, length * (1.5 + 0.07 * k))], 0.005, "231a15", 4, cap=True)
    return f


def bow(length=0.62):
    """A bow along +x from the hand at the origin."""
    f = Form(5)
    s = np.linspace(0, 1, 6)
    f.tube(np.stack([s * length, s * 0, 0.018 + 0.012 * (2 * s - 1) ** 2], -1), 0.0055, "6b3a1d", 5)
    f.add([(0, -0.004, 0.0), (length, -0.004, 0.006), (length, 0.004, 0.006), (0, 0.004, 0.0)], [[0, 1, 2, 3], [3, 2, 1, 0]], "f2eddd")
    f.box((0.01, 0, 0.012), (0.05, 0.012, 0.03), "231a15")
    return f


def accordion_half(right=True, body="a8262b"):
    """One end of an accordion, its inner side at x = 0; the player's right has the keys."""
    f = Form(6)
    side = 1 if right else -1
    f.box((side * 0.055, 0.11, 0), (0.11, 0.19, 0.40), body)
    f.box((side * 0.055, 0.207, 0), (0.085, 0.008, 0.34), "f0e4c4")
    for k in range(5):
        f.box((side * 0.055, 0.213, -0.13 + 0.065 * k), (0.06, 0.006, 0.018), body)
    for z in (-0.203, 0.203):
        f.box((side * 0.055, 0.11, z), (0.118, 0.2, 0.012), "d8c27a")
    if right:
        f.box((side * 0.135, 0.13, 0), (0.06, 0.05, 0.38), "1d1a1a")
        f.box((side * 0.135, 0.158, 0), (0.055, 0.008, 0.37), "f5f1e6")
        for k in range(13):
            f.box((side * 0.122, 0.165, -0.165 + 0.0275 * k), (0.03, 0.008, 0.011), "171515")
    else:
        for i in range(3):
            for k in range(7):
                f.ball((side * (0.112), 0.07 + 0.035 * i, -0.13 + 0.043 * k), 0.009, "f5f1e6", 5, 4)
    return f


def bellows(width=0.14, folds=7):
    """The folds between the two ends, from x = −width to 0."""
    f = Form(7)
    rings = []
    for k in reversed(range(2 * folds + 1)):
        out = 0.0 if k % 2 else -0.016
        x = -width * k / (2 * folds)
        rings.append([(x, 0.02 - out, -0.19 - out), (x, 0.20 + out, -0.19 - out), (x, 0.20 + out, 0.19 + out), (x, 0.02 - out, 0.19 + out)])
    paint = [linear("2a2324") if k % 2 == 0 else linear("d9c9a0") for k in reversed(range(2 * folds + 1))]
    f.loft(np.array(rings), paint, smooth=False)
    return f


def clarinet():
    """A clarinet along −z from its mouthpiece at the origin, bell below."""
    f = Form(8)
    f.turned([(0.040, -0.62), (0.036, -0.60), (0.020, -0.55), (0.016, -0.48), (0.0145, -0.06), (0.008, -0.0)], "1c1a1c", sides=9, cap=True)
    for z in (-0.075, -0.30, -0.55):
        f.turned([(0.0185, z - 0.008), (0.019, z), (0.0185, z + 0.008)], "c9ccd0", sides=9)
    for k in range(6):
        f.ball((0, 0.017, -0.16 - 0.055 * k), (0.008, 0.007, 0.012), "c9ccd0", 5, 4)
    return f


def case():
    """The gramophone's wooden box with its mouldings and feet, 0.40 m wide, top at z = 0.2."""
    f = Form(9)
    f.box((0, 0, 0.105), (0.40, 0.40, 0.15), "7a4524")
    f.box((0, 0, 0.022), (0.44, 0.44, 0.03), "5f331a")
    f.box((0, 0, 0.188), (0.43, 0.43, 0.024), "5f331a")
    for side in (-1, 1):
        f.box((0, side * 0.202, 0.105), (0.30, 0.008, 0.09), "8f5730")
        f.box((side * 0.202, 0, 0.105), (0.008, 0.30, 0.09), "8f5730")
        for y in (-1, 1):
            f.ball((side * 0.19, y * 0.19, 0.005), 0.022, "3f2212", 7, 5)
            f.tube([(side * 0.196, y * 0.196, 0.03), (side * 0.196, y * 0.196, 0.185)], 0.014, "8f5730", 6)
    # A painted garland on the front, the plate below it in brass.
    for k in range(7):
        x = -0.105 + 0.035 * k
        f.ball((x, -0.207, 0.105 + 0.014 * math.cos(k * 1.2)), (0.010, 0.004, 0.010), ("c8453e", "e8b04a")[k % 2], 6, 4)
    f.turned([(0.148, 0.200), (0.150, 0.208), (0.146, 0.214), (0.0, 0.214)], "2e4a3a", sides=28)
    f.tube([(0.0, 0.165, 0.20), (0.0, 0.165, 0.30)], [0.030, 0.026], "b8923f", 10)
    return f


def record():
    """A record to lie on the turntable at the origin: black, with a red label marked so that it is seen to turn."""
    f = Form(10)
    a = np.linspace(0, 2 * math.pi, 30, endpoint=False)
    rings, paint = [], []
    for radius, z, tone in ((0.138, 0.0, 0.013), (0.138, 0.004, 0.016), (0.118, 0.0045, 0.030), (0.100, 0.0045, 0.014), (0.075, 0.0045, 0.030), (0.052, 0.0045, 0.014)):
        rings.append(np.stack([radius * np.cos(a), radius * np.sin(a), np.full(30, z)], -1))
        sheen = 1 + 1.6 * np.maximum(0, np.cos(2 * a - 0.6)) ** 8
        paint.append(np.array([1.0, 1.0, 1.08]) * tone * sheen[:, None])
    f.loft(np.array(rings), np.array(paint))
    for radius, colour in ((0.050, "b03228"),):
        ring = np.stack([radius * np.cos(a), radius * np.sin(a), np.full(30, 0.0052)], -1)
        f.add(np.concatenate([ring, [[0, 0, 0.0052]]]), [[k, (k + 1) % 30, 30] for k in range(30)], np.where(((np.arange(31) // 4) % 4 == 0)[:, None], linear("e8c66a"), linear(colour)), facing=(0, 0, 1))
    f.tube([(0, 0, 0.004), (0, 0, 0.02)], 0.004, "d0d0d0", 6, cap=True)
    return f


def arm():
    """The tone arm from its pivot at the origin along −y to the sound box and needle."""
    f = Form(11)
    f.ball((0, 0, 0), 0.030, "c9a24a", 9, 6)
    f.tube([(0, 0, 0), (0.0, -0.06, 0.022), (0.0, -0.14, 0.016), (0.0, -0.185, -0.018)], [0.020, 0.015, 0.012, 0.011], "c9a24a", 8)
    f.turned([(0.0, -0.010), (0.036, -0.010), (0.038, 0.0), (0.036, 0.010), (0.0, 0.010)], "d8d8d4", sides=14)
    # The sound box stands upright: turn what was just added.
    f.vertices[-1] = (f.vertices[-1] @ rotation(x=78).T + [0.0, -0.198, -0.032]).astype(np.float32)
    f.tube([(0, -0.20, -0.06), (0, -0.205, -0.083)], [0.005, 0.001], "e6e6e6", 4)
    return f


def horn():
    """The flower-shaped horn: from the arm's pivot up, then forward (−y) and wide open."""
    f = Form(12)
    sides = 32
    a = np.linspace(0, 2 * math.pi, sides, endpoint=False)
    path = np.array([(0, 0, 0), (0, 0.03, 0.09), (0, 0.045, 0.19), (0, 0.02, 0.29), (0, -0.05, 0.375), (0, -0.135, 0.435), (0, -0.21, 0.475), (0, -0.265, 0.50)])
    radius = np.array([0.020, 0.026, 0.036, 0.052, 0.085, 0.135, 0.205, 0.275])
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.array([1.0, 0, 0])
    rings, out, inside = [], [], []
    for k, (p, t, r) in enumerate(zip(path, tangent, radius)):
        up = np.cross(side, t)
        share = k / (len(path) - 1)
        wave = 1 + 0.055 * share**3 * np.cos(9 * a)
        curl = -0.035 * share**6 * (1 + np.cos(9 * a)) * 0.5
        rings.append(p + (np.cos(a) * r * wave)[:, None] * side + (np.sin(a) * r * wave)[:, None] * up + curl[:, None] * t)
        edge = (np.abs(np.cos(4.5 * a)) < 0.25)[:, None]
        red = np.where(edge, linear("7a1f1c"), linear("b03a30")) * (0.85 + 0.35 * share)
        gold = np.where(edge, linear("a67c2c"), linear("e6bd62")) * (0.5 + 0.7 * share)
        if k == len(path) - 1:
            red = gold = np.tile(linear("e9c871"), (sides, 1))
        out.append(red), inside.append(gold)
    rings = np.array(rings)
    # The outside lies a little farther out: both sides may be drawn from either.
    outer = path[:, None] + (rings - path[:, None]) * 1.03 - 0.006 * tangent[:, None]
    f.loft(outer[:, ::-1], np.array(out)[:, ::-1])
    f.loft(rings, np.array(inside))
    return f
