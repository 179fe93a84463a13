"""A cat, small birds: bodies in parts, so that heads turn and tails move without bones.

Each part is a `Body` about its own joint; `cat_curled`, `bird` say where the joints are.
"""

import math

import numpy as np

from rooms.body import Body
from rooms.form import hexa, linear, noise, turned_about


def fur(coat, stripes, belly, seed=1):
    """A colour function for a tabby: stripes across, pale below."""
    coat, stripes, belly = linear(coat), linear(stripes), linear(belly)

    def paint(points, normals):
        x, y, z = points.T
        band = np.clip(np.sin(x * 58 + 2.2 * noise(y, z, seed, 2, 0.12)) * 1.6 - 0.2, 0, 1) * np.clip(normals[:, 2] + 0.75, 0, 1)
        pale = np.clip(-normals[:, 2] * 1.3 - 0.1, 0, 1)
        c = coat * (1 - band[:, None]) + stripes * band[:, None]
        c = c * (1 - pale[:, None]) + belly * pale[:, None]
        return c * (1 + 0.10 * noise(x * 9, y * 9 + z * 7, seed + 3, 3, 0.3))[:, None]

    return paint


def cat_curled(coat="c98a4b", stripes="8f5526", belly="efe2cc"):
    """A cat lying curled, head towards −x on its paws, facing −y: {"body", "head", "tail"} with the
    joints of head and tail. About 0.42 m long, resting on z = 0."""
    colour = fur(coat, stripes, belly)
    body = Body(2)
    form = body["solid"]
    # The trunk: a thick crescent, open towards the viewer.
    t = np.linspace(0, 1, 15)
    angle = np.radians(200 - 235 * t)
    centre = np.stack([0.105 * np.cos(angle) + 0.01, 0.075 * np.sin(angle) + 0.01, 0.078 + 0.012 * np.sin(t * math.pi)], -1)
    radius = np.interp(t, [0, 0.08, 0.25, 0.5, 0.75, 0.92, 1], [0.052, 0.074, 0.083, 0.086, 0.094, 0.082, 0.030])
    form.tube(centre, radius, colour, 18, flat=0.92)
    # The haunch and the hind paw.
    form.ball((0.105, -0.035, 0.066), (0.075, 0.068, 0.064), colour, 16, 11)
    form.ball((0.035, -0.115, 0.020), (0.050, 0.020, 0.018), linear(belly) * 0.95, 12, 8)
    # Fore paws under the chin.
    for y in (-0.075, -0.112):
        form.tube([[-0.13, y + 0.03, 0.035], [-0.10, y, 0.022], [-0.052, y - 0.006, 0.018]], [0.026, 0.021, 0.017], colour, 10)
        form.ball((-0.045, y - 0.006, 0.017), (0.022, 0.017, 0.015), linear(belly), 10, 7)
    head = cat_head(coat, stripes, belly)
    tail = Body(3)
    share = np.linspace(0, 1, 14)
    curve = np.stack([0.02 - 0.25 * share, -0.055 - 0.080 * np.sin((0.15 + 0.85 * share) * math.pi * 0.86), np.zeros(14)], -1)
    width = np.interp(share, [0, 0.15, 0.8, 1], [0.022, 0.025, 0.019, 0.008])
    rings = np.sin(share * 38) > 0.35
    shade = np.where(rings[:, None], linear(stripes), linear(coat))
    tail["solid"].tube(curve, width, shade, 10)
    return {"body": body, "head": (head, (-0.125, -0.060, 0.098)), "tail": (tail, (0.155, 0.005, 0.026))}


def cat_head(coat, stripes, belly, asleep=True):
    """A cat's head about its neck, facing −y."""
    head = Body(4)
    form = head["solid"]

    def face(points, normals):
        base = fur(coat, stripes, belly, 5)(points, normals)
        muzzle = np.exp(-(((points[:, 0]) / 0.030) ** 2 + ((points[:, 1] + 0.062) / 0.035) ** 2 + ((points[:, 2] + 0.020) / 0.026) ** 2))
        m = np.clip(muzzle * 1.5, 0, 1)[:, None]
        brow = np.clip(np.sin(points[:, 0] * 300) * 2, 0, 1) * (points[:, 2] > 0.022) * (np.abs(points[:, 0]) < 0.03)
        base = base * (1 - 0.45 * brow[:, None])
        return base * (1 - m) + linear(belly) * m

    form.ball((0, -0.015, 0), (0.062, 0.056, 0.052), face, 18, 13)
    form.ball((0, -0.058, -0.016), (0.030, 0.024, 0.021), linear(belly), 14, 9)
    for s in (-1, 1):
        form.ball((s * 0.036, -0.030, -0.018), (0.030, 0.030, 0.024), face, 12, 8)  # cheeks
        base, tip = np.array([s * 0.036, -0.004, 0.034]), np.array([s * 0.052, -0.004, 0.090])
        ring = []
        for k, wide in ((0.0, 1.0), (0.55, 0.62), (0.85, 0.26), (1.0, 0.03)):
            c = base + (tip - base) * k
            a = np.linspace(0, 2 * math.pi, 10, endpoint=False)
            ring.append(np.stack([c[0] + 0.026 * wide * np.cos(a), c[1] + 0.012 * wide * np.sin(a), np.full(10, c[2])], -1))
        form.loft(ring, linear(coat) * 0.82)
        inner = np.array([base + [s * -0.012, -0.0125, 0.006], base + [s * 0.016, -0.0125, 0.006], tip + [0, -0.006, -0.014]])
        form.add(inner, [[0, 1, 2]], np.tile([0, -1.0, 0.1], (3, 1)), hexa("d9a99a"))
        if asleep:
            a = np.linspace(-0.9, 0.9, 7)
            form.tube(np.stack([s * 0.026 + 0.013 * np.sin(a), -0.0655 + 0.010 * np.abs(np.sin(a)) ** 2, 0.006 - 0.006 * np.cos(a)], -1), 0.0018, hexa("3a2a1c"), 5)
        else:
            form.ball((s * 0.027, -0.062, 0.008), (0.011, 0.008, 0.011), hexa("a9b85c"), 12, 8)
            form.ball((s * 0.027, -0.069, 0.008), (0.004, 0.003, 0.009), hexa("0f0d0a"), 8, 6)
        for k in range(3):  # whiskers
            start = np.array([s * 0.020, -0.072, -0.018 - 0.003 * k])
            form.tube([start, start + [s * 0.035, -0.004, 0.006 - 0.008 * k], start + [s * 0.062, 0.008, 0.002 - 0.013 * k]], [0.0010, 0.0008, 0.0003], hexa("f5f1e8"), 3, caps=False)
    form.ball((0, -0.081, -0.008), (0.0085, 0.005, 0.006), hexa("c9837a"), 8, 6)
    for s in (-1, 1):
        a = np.linspace(0, 2.2, 6)
        form.tube(np.stack([s * (0.007 - 0.007 * np.cos(a)), np.full(6, -0.0805) + 0.002 * a, -0.018 - 0.006 * np.sin(a)], -1), 0.0012, hexa("6b4a3a"), 4)
    return head


def cat_walking(coat="c98a4b", stripes="8f5526", belly="efe2cc"):
    """A cat on its legs, facing +x, hips at the origin's height: {"body", "head", "tail", "legs"}
    with joints; standing height of the back 0.25 m."""
    colour = fur(coat, stripes, belly)
    body = Body(2)
    t = np.linspace(0, 1, 12)
    centre = np.stack([-0.17 + 0.34 * t, np.zeros(12), 0.190 + 0.014 * np.sin(t * math.pi)], -1)
    radius = np.interp(t, [0, 0.06, 0.2, 0.5, 0.8, 0.94, 1], [0.02, 0.055, 0.070, 0.066, 0.064, 0.050, 0.028])
    body["solid"].tube(centre, radius, colour, 16, flat=1.06)
    body["solid"].tube([[0.13, 0, 0.20], [0.19, 0, 0.235]], [0.050, 0.040], colour, 14)
    legs = []
    for x, hip in ((0.125, 0.165), (-0.125, 0.165)):
        for y in (-0.036, 0.036):
            leg = Body(5)
            back = x < 0
            line = [[0, 0, 0.02], [-0.012 if not back else 0.022, 0, -0.06], [0.0 if not back else -0.018, 0, -0.115], [0.004, 0, -0.150], [0.022, 0, -0.156]]
            leg["solid"].tube(line, [0.040 if back else 0.032, 0.030 if back else 0.022, 0.016, 0.015, 0.013], colour, 10)
            legs.append((leg, (x, y, hip)))
    tail = Body(3)
    s = np.linspace(0, 1, 12)
    curve = np.stack([-0.20 * s, np.zeros(12), 0.05 * np.sin(s * 3.2) + 0.14 * s**2], -1)
    shade = np.where((np.sin(s * 38) > 0.35)[:, None], linear(stripes), linear(coat))
    tail["solid"].tube(curve, np.interp(s, [0, 0.2, 0.85, 1], [0.020, 0.019, 0.016, 0.006]), shade, 9)
    head = Body(4)
    head.merge(cat_head(coat, stripes, belly, asleep=False), turn=90)
    return {"body": body, "legs": legs, "tail": (tail, (-0.165, 0, 0.20)), "head": (head, (0.215, 0, 0.262))}


BIRDS = {  # breast, back, cap, wing, belly
    "bullfinch": ("d8513f", "8d959c", "17181b", "1b1c20", "efeae2"),
    "tit": ("e3c53c", "7f9257", "17181b", "5f7486", "e9d98a"),
}


def bird(kind="bullfinch", scale=1.0):
    """A small bird facing −y, feet at z = 0: {"body", "head"} with the head's joint; 0.15 m long."""
    breast, back, cap, wing, belly = (linear(c) for c in BIRDS[kind])

    def plumage(points, normals):
        top = np.clip(normals[:, 2] * 1.6 + normals[:, 1] * 1.2 - 0.05, 0, 1)[:, None]
        low = np.clip((0.022 - points[:, 2]) / 0.015, 0, 1)[:, None] * (points[:, 1:2] > -0.01)
        c = breast * (1 - top) + back * top
        return c * (1 - low) + belly * low

    body = Body(1)
    form = body["solid"]
    line = np.array([[0, 0.052, 0.040], [0, 0.038, 0.042], [0, 0.015, 0.046], [0, -0.012, 0.052], [0, -0.030, 0.062], [0, -0.036, 0.074]])
    form.tube(line, [0.008, 0.020, 0.034, 0.038, 0.031, 0.018], plumage, 16)
    for s in (-1, 1):
        form.ball((s * 0.029, 0.014, 0.050), (0.010, 0.038, 0.020), wing, 10, 8, matrix=turned_about("x", -14))
        form.box((s * 0.034, -0.001, 0.049), (0.004, 0.007, 0.020), hexa("e9e4da"), chamfer=0.001)
        form.tube([[s * 0.012, 0.0, 0.022], [s * 0.012, -0.002, 0.0]], 0.0022, hexa("5a4436"), 5)
        form.tube([[s * 0.012, 0.006, 0.001], [s * 0.012, -0.014, 0.001]], 0.0018, hexa("5a4436"), 4)
    form.box((0, 0.075, 0.033), (0.022, 0.060, 0.007), wing, chamfer=0.002, matrix=turned_about("x", -16))

    def crown(points, normals):
        dark = np.clip((points[:, 2] - 0.000) * 160 + (-points[:, 1] - 0.016) * 60, 0, 1)[:, None]
        side = breast if kind == "bullfinch" else linear("f1efe6")
        return side * (1 - dark) + cap * dark

    beak = Body(3)
    beak["solid"].turned([(0.0085, 0.0), (0.006, 0.006), (0.0, 0.013)], hexa("1a1715"), (0, 0, 0), 8)
    head = Body(2)
    head["solid"].ball((0, -0.006, 0.006), (0.025, 0.026, 0.024), crown, 16, 11)
    head.merge(beak, offset=(0, -0.029, 0.003), matrix=turned_about("x", 90))
    for s in (-1, 1):
        head["solid"].ball((s * 0.0195, -0.020, 0.011), 0.0036, hexa("0b0b0d"), 6, 5)
    whole = Body(1).merge(body, scale=scale)
    top = Body(2).merge(head, scale=scale)
    return {"body": whole, "head": (top, (0, -0.034 * scale, 0.080 * scale))}
