"""Things on tables, shelves and stoves, around 1955. Each is a `Body` about the middle of its foot.

`at` and `turn` say where it will stand, so that polished metal and china mirror the room as the seat
sees them; they do not move it.
"""

import math

import numpy as np

from rooms.body import Body
from rooms.form import glossy, grid, hexa, linear, metal, mixed, noise, turned_about, unit

COPPER, BRASS, STEEL, IRON, GOLD = "b5653c", "b98f45", "b9bcbf", "2b2a2c", "c79a3f"


def ring(form, radius, z, thick, colour, sides=24, at=(0, 0, 0), tube=5):
    a = np.linspace(0, 2 * math.pi, sides + 1)
    form.tube(np.stack([radius * np.cos(a), radius * np.sin(a), np.full(sides + 1, z)], -1) + np.asarray(at, float), thick, colour, tube, caps=False)


def coffee_pot(at, turn=0.0):
    """A copper coffee pot (kopparpanna): wide flat foot, swelling body, long beak, hinged lid, and a
    handle of dark wood on a brass ferrule. Spout towards +x; the lid is a body of its own."""
    pot, lid = Body(1), Body(2)
    copper, brass = metal(COPPER, at, turn), metal(BRASS, at, turn)
    pot["solid"].turned([(0.0, 0.0), (0.088, 0.0), (0.093, 0.004), (0.098, 0.018), (0.100, 0.040), (0.094, 0.075), (0.078, 0.112), (0.060, 0.142), (0.052, 0.160), (0.0505, 0.172), (0.054, 0.180), (0.055, 0.184)], copper, sides=44)
    ring(pot["solid"], 0.0945, 0.004, 0.003, copper, 40), ring(pot["solid"], 0.0525, 0.168, 0.0026, brass, 36)
    # The beak: flat at its root, an open lip at its end.
    line = np.array([[0.066, 0, 0.080], [0.092, 0, 0.104], [0.122, 0, 0.140], [0.142, 0, 0.168], [0.153, 0, 0.184]])
    pot["solid"].tube(line, [0.030, 0.022, 0.0135, 0.010, 0.011], copper, 16)
    for z in (0.150, 0.062):
        pot["solid"].tube([[-0.050 - (0.03 if z < 0.1 else 0), 0, z], [-0.092, 0, z + 0.012]], [0.010, 0.008], brass, 10)
    grip = np.array([[-0.088, 0, 0.165], [-0.118, 0, 0.160], [-0.136, 0, 0.132], [-0.134, 0, 0.100], [-0.114, 0, 0.080], [-0.090, 0, 0.074]])
    pot["solid"].tube(grip, [0.008, 0.0115, 0.0125, 0.0125, 0.0115, 0.008], glossy("3a2216", at, turn, 0.25), 12)
    lid["solid"].turned([(0.056, 0.0), (0.057, 0.004), (0.050, 0.012), (0.034, 0.022), (0.014, 0.028), (0.008, 0.032), (0.009, 0.037), (0.015, 0.044), (0.013, 0.052), (0.0, 0.056)], copper, sides=36)
    ring(lid["solid"], 0.0555, 0.002, 0.0025, brass, 36)
    return pot, lid


def kettle(at, turn=0.0, colour=COPPER):
    """A copper kettle, spout towards +x, with a hoop over it."""
    k = Body(1)
    paint = metal(colour, at, turn)
    k["solid"].turned([(0.0, 0.0), (0.100, 0.0), (0.113, 0.012), (0.119, 0.050), (0.112, 0.090), (0.090, 0.125), (0.060, 0.145), (0.055, 0.152), (0.056, 0.157), (0.040, 0.166), (0.012, 0.174), (0.009, 0.181), (0.015, 0.190), (0.0, 0.198)], paint, sides=36)
    k["solid"].tube([[0.095, 0, 0.060], [0.140, 0, 0.090], [0.168, 0, 0.138], [0.182, 0, 0.150]], [0.024, 0.017, 0.011, 0.010], paint, 14)
    a = np.linspace(0.10, 0.90, 15) * math.pi
    k["solid"].tube(np.stack([0.092 * np.cos(a), np.zeros(15), 0.115 + 0.165 * np.sin(a)], -1), 0.0068, metal(IRON, at, turn), 10)
    for s in (-1, 1):
        k["solid"].ball((s * 0.088, 0, 0.150), (0.013, 0.016, 0.018), metal(IRON, at, turn), 10, 7)
    return k


def cup(at, turn=0.0, full=True, rim=GOLD, flowers=True, coffee="24120a"):
    """A thin cup with a gold rim on its saucer; its handle towards +x."""
    c = Body(1)
    china = glossy("f4efe4", at, turn, 0.5)
    gold = metal(rim, at, turn)
    c["solid"].turned([(0.0, 0.004), (0.036, 0.003), (0.048, 0.006), (0.072, 0.017), (0.0745, 0.019), (0.072, 0.0205), (0.046, 0.011), (0.0, 0.009)], china, sides=32, crease=80)
    c["solid"].turned([(0.0, 0.010), (0.021, 0.010), (0.022, 0.016), (0.031, 0.025), (0.038, 0.044), (0.0415, 0.066), (0.040, 0.066), (0.036, 0.046), (0.029, 0.030), (0.0, 0.024)], china, sides=28, crease=80)
    ring(c["solid"], 0.0408, 0.0665, 0.0015, gold, 28, tube=3), ring(c["solid"], 0.0742, 0.0195, 0.0015, gold, 28, tube=3)
    if full:
        c["solid"].disc((0, 0, 0.0575), 0.0388, lambda p, n: mixed(coffee, "6a4327", np.clip(np.hypot(p[:, 0], p[:, 1]) / 0.0388, 0, 1) ** 6), sides=28, rings=3)
    t = np.linspace(-1.9, 1.9, 12)
    c["solid"].tube(np.stack([0.0395 + 0.017 * np.cos(t * 0.85), np.zeros(12), 0.045 + 0.016 * np.sin(t * 0.85)], -1), 0.0028, china, 7)
    if flowers:  # a wreath of small roses round the bowl
        for k in range(7):
            a = k * 2 * math.pi / 7 + 0.3
            out = np.array([math.cos(a), math.sin(a), -0.25])
            spot = np.array([0.0375 * math.cos(a), 0.0375 * math.sin(a), 0.042])
            c["solid"].disc(spot + out * 0.0010, 0.0048, hexa(("c4605c", "7f98b8", "c4605c")[k % 3]), out, 7, up=(0, 0, 1))
            side = np.array([-math.sin(a), math.cos(a), 0])
            for s in (-1, 1):
                c["solid"].disc(spot + out * 0.0009 + side * s * 0.0075 + [0, 0, -0.002], (0.0036, 0.0018), hexa("7d9a66"), out, 6, up=(0, 0, 1))
    return c


def jug(at, turn=0.0):
    """A cream jug of the same service."""
    j = Body(1)
    china, gold = glossy("f4efe4", at, turn, 0.5), metal(GOLD, at, turn)
    j["solid"].turned([(0.0, 0.0), (0.028, 0.0), (0.030, 0.005), (0.042, 0.030), (0.043, 0.050), (0.032, 0.080), (0.034, 0.096), (0.032, 0.096), (0.029, 0.080), (0.0, 0.078)], china, sides=28, crease=80)
    j["solid"].disc((0, 0, 0.080), 0.030, hexa("f7f1e2"), sides=20)
    j["solid"].tube([[0.028, 0, 0.088], [0.040, 0, 0.096], [0.046, 0, 0.099]], [0.012, 0.009, 0.005], china, 8)
    t = np.linspace(-1.7, 1.7, 10)
    j["solid"].tube(np.stack([-0.036 - 0.024 * np.cos(t), np.zeros(10), 0.058 + 0.026 * np.sin(t)], -1), 0.0032, china, 7)
    ring(j["solid"], 0.0335, 0.0965, 0.0014, gold, 26, tube=4), ring(j["solid"], 0.0435, 0.044, 0.0012, gold, 28, tube=4)
    return j


def sugar_bowl(at, turn=0.0):
    """A sugar bowl with lumps and tongs."""
    b = Body(1)
    china, gold = glossy("f4efe4", at, turn, 0.5), metal(GOLD, at, turn)
    b["solid"].turned([(0.0, 0.0), (0.030, 0.0), (0.032, 0.006), (0.052, 0.030), (0.055, 0.054), (0.053, 0.054), (0.048, 0.034), (0.0, 0.028)], china, sides=28, crease=80)
    ring(b["solid"], 0.0545, 0.0545, 0.0014, gold, 28, tube=4)
    r = b["solid"].random
    for k in range(15):
        x, y = r.normal(size=2) * 0.018
        b["solid"].box((x, y, 0.046 + 0.008 * (k % 3)), (0.015, 0.013, 0.011), hexa("fbf8f1"), turn=r.uniform(0, 90), chamfer=0.002, vary=0.05, matrix=turned_about("x", r.uniform(-25, 25)))
    return b


def bun(form, x, y, z, size=0.040, seed=1, steps=32, sides=6, sugar=7):
    """One cinnamon bun: a coil of dough, brown in its folds, with pearl sugar."""
    t = np.linspace(0, 4.4 * math.pi, steps)
    s = size * (0.10 + 0.72 * (1 - t / t[-1]) ** 0.9)
    up = z + size * 0.40 + size * 0.34 * (t / t[-1]) ** 1.2
    line = np.stack([x + s * np.cos(t + seed), y + s * np.sin(t + seed), up], -1)

    def crust(points, normals):
        top = np.clip(normals[:, 2], 0, 1)
        c = mixed("c98b4c", "8a4c20", top * 0.75)
        fold = np.clip(normals[:, 2] + 0.55, 0, 1)[:, None]
        return hexa("5c2f16") * (1 - fold) + c * fold

    form.tube(line, np.interp(np.linspace(0, 1, steps), [0, 0.1, 0.85, 1], [0.10, 0.20, 0.20, 0.15]) * size, crust, sides, caps=False, flat=1.75)
    form.turned([(0.0, z + 0.001), (size * 0.90, z + 0.001), (size * 0.95, z + size * 0.16), (size * 0.86, z + size * 0.30)], hexa("b98047"), (x, y, 0), 12)
    r = np.random.default_rng(seed)
    for _ in range(sugar):
        a, q = r.random() * 2 * math.pi, size * 0.80 * math.sqrt(r.random())
        form.box((x + q * math.cos(a), y + q * math.sin(a), z + size * (0.98 - 0.30 * (q / size) ** 2) - 0.002), (0.0052, 0.0046, 0.0040), hexa("fdfbf5"), turn=r.uniform(0, 90), chamfer=0.001)


def bun_plate(at, buns=7, radius=0.15, seed=1):
    """A plate with a gold rim, heaped with cinnamon buns."""
    p = Body(seed)
    china, gold = glossy("f4efe4", at, 0, 0.5), metal(GOLD, at)
    p["solid"].turned([(0.0, 0.006), (0.07, 0.004), (0.10, 0.008), (radius, 0.022), (radius - 0.003, 0.025), (0.098, 0.013), (0.0, 0.011)], china, sides=40, crease=80)
    ring(p["solid"], radius - 0.001, 0.0235, 0.0016, gold, 40, tube=4)
    for k in range(buns):
        a = k * 2 * math.pi / (buns - 1)
        x, y, z = (0.083 * math.cos(a), 0.083 * math.sin(a), 0.012) if k < buns - 1 else (0.004, 0.0, 0.046)
        bun(p["solid"], x, y, z, 0.042, seed + k)
    return p


def baking_tray(width=0.42, depth=0.34):
    """A black oven tray with twelve buns on it; its front towards −y."""
    t = Body(3)
    t["solid"].box((0, 0, 0.004), (width, depth, 0.006), hexa("2d2a28"), chamfer=0.002)
    for s in (-1, 1):
        t["solid"].box((s * width / 2, 0, 0.012), (0.008, depth, 0.022), hexa("3a3633"), chamfer=0.002)
        t["solid"].box((0, s * depth / 2, 0.012), (width, 0.008, 0.022), hexa("3a3633"), chamfer=0.002)
    for k in range(12):
        bun(t["solid"], (k % 4 - 1.5) * 0.098, (k // 4 - 1) * 0.100, 0.008, 0.043, 20 + k, 20, 5, 0)
    return t


def radio(at, turn, dial, dial_lit):
    """A valve radio of veneer: rounded case, golden cloth, dial, knobs and keys. Front towards −y.
    Returns (case, lit dial); the lit one is to lie 4 mm before the unlit one."""
    r, lit = Body(2), Body(3)
    w, h, d = 0.54, 0.34, 0.22
    outline = []
    for cx, cz, start, radius in ((w / 2 - 0.05, h - 0.05, 0, 0.05), (-w / 2 + 0.05, h - 0.05, 90, 0.05), (-w / 2 + 0.02, 0.032, 180, 0.02), (w / 2 - 0.02, 0.032, 270, 0.02)):
        for k in np.linspace(0, 90, 7):
            b = math.radians(start + k)
            outline.append([cx + radius * math.cos(b), 0, cz + radius * math.sin(b)])
    outline = np.array(outline)
    n = len(outline)
    middle = np.array([0, 0, h / 2 + 0.005])
    veneer = glossy("7b4a27", at, turn, 0.35)
    around = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(outline, axis=0), axis=1))])
    for y0, y1, grow0, grow1 in ((d / 2, -d / 2 + 0.014, 1, 1), (-d / 2 + 0.014, -d / 2, 1, 0.975)):
        rings = np.stack([(outline - middle) * [g, 1, g] + middle + [0, y, 0] for y, g in ((y0, grow0), (y1, grow1))])
        uv = np.stack([np.stack([around / 1.1, np.full(n, y * 2.0)], -1) for y in (y0, y1)])
        r["solid-wood"].loft(rings, veneer, uv=uv.reshape(-1, 2))
    front = (outline - middle) * 0.975 + middle
    flat = np.concatenate([front + [0, -d / 2, 0], [middle + [0, -d / 2, 0]]])
    i = np.arange(n)
    r["solid-wood"].add(flat, np.stack([i, (i + 1) % n, np.full(n, n)], -1), np.tile([0, -1.0, 0], (n + 1, 1)), veneer, flat[:, [0, 2]] * [1.2, 3.0])
    r["solid"].add(flat + [0, d, 0], np.stack([i, (i + 1) % n, np.full(n, n)], -1), np.tile([0, 1.0, 0], (n + 1, 1)), hexa("4a3524"))
    # The cloth in its brass frame: fine ribs.
    y = -d / 2 - 0.002
    s, t = np.meshgrid(np.linspace(-0.215, 0.215, 44), np.linspace(0.172, 0.298, 3))
    tone = mixed("b9955a", "8f6f3d", (np.arange(44) % 2).astype(float))
    r["solid"].add(np.stack([s, np.full_like(s, y), t], -1).reshape(-1, 3), grid(3, 44), np.tile([0, -1.0, 0], (132, 1)), np.tile(tone, (3, 1)))
    brass = metal(BRASS, at, turn)
    for z in (0.170, 0.300):
        r["solid"].bar((-0.222, y - 0.002, z), (0.222, y - 0.002, z), 0.006, 0.006, brass)
    for x in (-0.219, 0.219):
        r["solid"].bar((x, y - 0.002, 0.170), (x, y - 0.002, 0.300), 0.006, 0.006, brass)
    r["solid-print"].panel((-0.150, y - 0.001, 0.088), (0.300, 0, 0), (0, 0, 0.070), 1, 1, (1, 1, 1), (0, -1, 0), dial)
    for z in (0.086, 0.160):
        r["solid"].bar((-0.153, y - 0.002, z), (0.153, y - 0.002, z), 0.005, 0.005, brass)
    for x in (-0.152, 0.152):
        r["solid"].bar((x, y - 0.002, 0.086), (x, y - 0.002, 0.160), 0.005, 0.005, brass)
    # What glows adds its bare colour over its picture: low, so that the towns stay readable.
    lit["glow-dial"].panel((-0.150, -0.0005, 0.0), (0.300, 0, 0), (0, 0, 0.070), 1, 1, (0.34, 0.27, 0.16), (0, -1, 0), dial_lit)
    ivory = glossy("e9dcbb", at, turn, 0.4)
    knob = [(0.0, 0.030), (0.022, 0.030), (0.027, 0.026), (0.030, 0.010), (0.033, 0.004), (0.033, 0.0)]
    for x in (-0.212, 0.212):
        part = Body(4)
        part["solid"].turned(knob[::-1], ivory, sides=24)
        r.merge(part, offset=(x, y, 0.118), matrix=turned_about("x", 90))
    for x in np.linspace(-0.105, 0.105, 6):
        r["solid"].box((x, y - 0.008, 0.048), (0.036, 0.018, 0.022), ivory, chamfer=0.005)
    for x in (-0.2, 0.2):
        r["solid"].box((x, 0, 0.006), (0.05, 0.16, 0.014), hexa("2a1a10"))
    return r, lit


def wall_clock(at, face):
    """A wall clock with its pendulum behind glass: (case, pendulum about its suspension, minute hand,
    hour hand about the face's middle). Back towards +y; hangs from z = 0 downwards to −0.72."""
    c, pendulum, minute, hour = Body(3), Body(4), Body(5), Body(6)
    wood = "5f3519"
    dark, brass = glossy(wood, at, 0, 0.3), metal(BRASS, at)
    w = c["solid-wood"]
    w.box((0, -0.01, -0.36), (0.30, 0.02, 0.66), dark)
    for x in (-0.145, 0.145):
        w.box((x, -0.075, -0.36), (0.024, 0.15, 0.66), dark, step=0.2)
        c["solid"].turned([(0.012, 0), (0.018, 0.02), (0.012, 0.04), (0.015, 0.3), (0.012, 0.54), (0.018, 0.56), (0.012, 0.58)], dark, (x * 1.02, -0.158, -0.65), 14)
    w.box((0, -0.075, -0.035), (0.32, 0.16, 0.028), dark), w.box((0, -0.08, -0.692), (0.34, 0.17, 0.03), dark)
    w.box((0, -0.08, -0.715), (0.26, 0.13, 0.025), dark)
    shape = np.array([[-0.16, -0.02], [0.16, -0.02], [0.155, 0.01], [0.10, 0.03], [0.055, 0.045], [0.03, 0.085], [0.0, 0.098], [-0.03, 0.085], [-0.055, 0.045], [-0.10, 0.03], [-0.155, 0.01]])
    w.outline(shape, 0.03, dark, offset=(0, -0.12, 0))
    c["solid"].ball((0, -0.14, 0.042), (0.022, 0.012, 0.022), brass, 12, 8)
    for x in (-0.15, 0.15):
        c["solid"].turned([(0.0, 0), (0.016, 0.0), (0.011, 0.012), (0.015, 0.026), (0.006, 0.044), (0.0, 0.058)], dark, (x, -0.13, -0.018), 12)
    a = np.linspace(0, 2 * math.pi, 41)
    c["solid-print"].disc((0, -0.125, -0.19), 0.112, (1, 1, 1), (0, -1, 0), 36, up=(0, 0, 1), uv=face, rings=2)
    c["solid"].tube(np.stack([0.116 * np.cos(a), np.full(41, -0.128), -0.19 + 0.116 * np.sin(a)], -1), 0.008, brass, 8, caps=False)
    pendulum["solid"].box((0, 0, -0.14), (0.010, 0.005, 0.30), glossy("8a6a3a", at, 0, 0.2), chamfer=0.001)
    bob = Body(7)
    bob["solid"].turned([(0.0, -0.008), (0.030, -0.007), (0.043, 0.0), (0.030, 0.007), (0.0, 0.010)], brass, sides=28, crease=80)
    pendulum.merge(bob, offset=(0, -0.003, -0.315), matrix=turned_about("x", 90))
    black = hexa("1b1613")
    for part, long, wide in ((minute, 0.092, 0.0075), (hour, 0.064, 0.011)):
        part["solid"].outline([[-wide * 0.5, -0.018], [wide * 0.5, -0.018], [wide * 0.55, long * 0.72], [0, long], [-wide * 0.55, long * 0.72]], 0.002, black)
        part["solid"].disc((0, -0.0015, 0), 0.009, brass, (0, -1, 0), 12)
    return c, pendulum, minute, hour


def jar(text_place, radius, height, at, colour="f1ece0", rim="2c4a7a"):
    """An enamel jar with its lid and a label, front towards −y."""
    j = Body(1)
    enamel, edge = glossy(colour, at, 0, 0.45), glossy(rim, at, 0, 0.3)
    j["solid"].turned([(0.0, 0.0), (radius * 0.97, 0.0), (radius, 0.006), (radius, height), (radius * 1.03, height + 0.002), (radius * 1.03, height + 0.016), (radius * 0.9, height + 0.024), (radius * 0.3, height + 0.032)], enamel, sides=22)
    j["solid"].turned([(radius * 0.3, height + 0.032), (radius * 0.14, height + 0.036), (radius * 0.16, height + 0.046), (radius * 0.26, height + 0.054), (0.0, height + 0.064)], edge, sides=12, crease=90)
    for z in (0.004, height + 0.009):
        ring(j["solid"], radius * 1.01, z, 0.0032, edge, 22, tube=3)
    n, wide, tall = 9, 1.15, height * 0.34
    a = np.linspace(-wide / 2, wide / 2, n) - math.pi / 2
    low = height * 0.40
    rings = np.array([[[1.008 * radius * math.cos(b), 1.008 * radius * math.sin(b), z] for b in a] for z in (low, low + tall)])
    u0, v0, u1, v1 = text_place
    s = np.linspace(0, 1, n)
    uv = np.stack([np.stack([u0 + (u1 - u0) * s, np.full(n, v)], -1) for v in (v0, v1)])
    j["solid-print"].loft(rings, (1, 1, 1), closed=False, outward=(0, -1, 0), uv=uv.reshape(-1, 2))
    return j


def grinder(at, turn=0.0):
    """A coffee mill of beech: box with a drawer, brass bowl, crank."""
    g, crank = Body(2), Body(3)
    wood, brass, iron = glossy("a06a3a", at, turn, 0.15), metal(BRASS, at, turn), metal("3a3a3d", at, turn)
    g["solid-wood"].box((0, 0, 0.065), (0.125, 0.125, 0.115), wood, chamfer=0.006)
    g["solid-wood"].box((0, 0, 0.008), (0.150, 0.150, 0.016), wood, chamfer=0.005), g["solid-wood"].box((0, 0, 0.127), (0.140, 0.140, 0.012), wood, chamfer=0.004)
    g["solid-wood"].box((0, -0.064, 0.045), (0.085, 0.008, 0.052), linear("8a5629"), chamfer=0.003)
    g["solid"].ball((0, -0.074, 0.045), 0.008, brass, 10, 7)
    g["solid"].turned([(0.020, 0.133), (0.050, 0.142), (0.060, 0.168), (0.062, 0.176), (0.058, 0.176), (0.048, 0.146), (0.0, 0.142)], brass, sides=28, crease=80)
    crank["solid"].tube([[0, 0, 0], [0, 0, 0.050]], 0.006, iron, 8)
    crank["solid"].tube([[0, 0, 0.048], [0.05, 0, 0.056], [0.115, 0, 0.050]], [0.0055, 0.0045, 0.0045], iron, 8)
    crank["solid"].tube([[0.115, 0, 0.050], [0.115, 0, 0.085]], 0.003, iron, 6)
    crank["solid"].ball((0.115, 0, 0.090), (0.013, 0.013, 0.018), glossy("2a1a10", at, turn, 0.3), 12, 9)
    return g, (crank, (0, 0, 0.140))


def pelargonium(seed=1, bloom="cf3b34", clay="b5673f", clusters=5, leaves=19):
    """A potted pelargonium on its saucer: round scalloped leaves with a darker zone, balls of flowers."""
    g = Body(seed)
    r = np.random.default_rng(seed)
    pot = g["solid"]
    pot.turned([(0.0, 0.0), (0.078, 0.0), (0.088, 0.014), (0.084, 0.014), (0.074, 0.006)], linear(clay) * 0.9, sides=22)
    pot.turned([(0.050, 0.006), (0.066, 0.090), (0.074, 0.090), (0.076, 0.116), (0.068, 0.116), (0.064, 0.104), (0.0, 0.104)], clay, sides=22, vary=0.05)
    leaf = g["leaf-pot"]
    for k in range(leaves):
        a, share = r.random() * 2 * math.pi, (k + 0.5) / leaves
        out, up = 0.045 + 0.105 * math.sqrt(r.random()) * (1.1 - 0.5 * share), 0.135 + 0.17 * share
        top = np.array([out * math.cos(a), out * math.sin(a), up])
        size, n = r.uniform(0.030, 0.050), 8
        b = np.linspace(0.3, 2 * math.pi - 0.3, n)
        tilt = unit(np.array([math.cos(a) * 0.75, math.sin(a) * 0.75, 1.0]))
        side = unit(np.cross(tilt, [0.3, 0.2, 1.0]))
        ahead = np.cross(side, tilt)
        wave = 1 + 0.09 * np.cos(b * 6)
        edge = top + (size * wave * np.cos(b))[:, None] * ahead + (size * wave * np.sin(b))[:, None] * side + (0.010 * np.cos(b * 3))[:, None] * tilt
        zone = top + (edge - top) * 0.62 - tilt * 0.006
        pts = np.concatenate([[top - tilt * 0.008], zone, edge])
        i = np.arange(n - 1)
        tri = np.concatenate([np.stack([np.zeros(n - 1, int), 1 + i, 2 + i], -1), np.stack([1 + i, 1 + n + i, 2 + n + i], -1), np.stack([1 + i, 2 + n + i, 2 + i], -1)])
        green = linear("5c8a3e") * r.uniform(0.8, 1.15)
        shade = np.concatenate([[green * 1.05], np.tile(green * 0.62 + linear("3f2f22") * 0.10, (n, 1)), np.tile(green * 1.08, (n, 1))])
        leaf.add(pts, tri, np.tile(tilt, (len(pts), 1)), shade, None, 0.10)
        if k % 2 == 0:
            leaf.tube([[0.4 * top[0] * 0.3, 0.3 * top[1], 0.10], top * [0.6, 0.6, 0.85], top], 0.0024, hexa("6f8f4a"), 4, caps=False)
    for k in range(clusters):
        a, out = r.random() * 2 * math.pi, r.uniform(0.01, 0.095)
        top = np.array([out * math.cos(a), out * math.sin(a), r.uniform(0.33, 0.43)])
        leaf.tube([[0, 0, 0.14], top * [0.5, 0.5, 0.7], top], 0.0022, hexa("7a9a52"), 4, caps=False)
        n = 18
        v = r.normal(size=(n, 3)) * [1, 1, 0.75] + [0, 0, 0.25]
        v /= np.linalg.norm(v, axis=1, keepdims=True)
        g["leaf-pot"].kites(top + v * 0.017, v + r.normal(size=(n, 3)) * 0.55, 0.028, 0.025, linear(bloom), v, sway=(0.1, 0.14), vary=0.22)
    return g


def candle(height=0.10, radius=0.011):
    """A candle and its wick, on z = 0, with wax run down one side."""
    c = Body(1)
    c["solid"].turned([(0.0, 0.0), (radius, 0.0), (radius * 0.97, height * 0.9), (radius * 0.9, height), (radius * 0.5, height - 0.002), (0.0, height - 0.003)], "f3ead2", sides=14)
    c["solid"].tube([[radius, 0, height * 0.95], [radius * 1.08, 0, height * 0.7], [radius * 1.05, 0, height * 0.52]], [0.002, 0.0028, 0.0014], hexa("f6efdb"), 6)
    c["solid"].tube([[0, 0, height - 0.004], [0.001, 0, height + 0.009]], 0.0011, hexa("2a2018"), 5)
    return c


def candle_flame(height=0.040, width=0.013):
    """The flame of a candle: crossed sheets shaped like a drop, on z = 0 at the wick."""
    f = Body(1)
    z = np.linspace(0, 1, 9)
    half = width / 2 * np.sin(np.clip(z * 1.02, 0, 1) ** 0.62 * math.pi) ** 0.9 * (1 - 0.25 * z) + 0.0004
    for k in range(3):
        a = k * math.pi / 3
        side = np.array([math.cos(a), math.sin(a), 0])
        rows = np.stack([np.outer(half * s, side) + np.outer(z * height, [0, 0, 1]) for s in (-1, 0, 1)], axis=1)
        shade = mixed("ffb347", "fff1b8", np.stack([z * 0 + 0.1, np.exp(-((z - 0.4) / 0.3) ** 2), z * 0 + 0.1], 1))
        shade[0] = shade[0] * 0.5 + hexa("4a6fd0") * 0.5
        shade = shade * 0.5  # the engine makes flames 3.6 times as bright
        sway = np.repeat(z[:, None], 3, axis=1) * 0.9
        f["flame"].loft(rows, shade, closed=False, outward=np.cross(side, [0, 0, 1.0]), sway=sway.reshape(-1))
    return f


def flames(width, height, seed=1, sheets=5, tongues=7, deep=0.16):
    """A fire's flames about the middle of its bed: slender tongues that bend towards each other and end
    in points, behind one another; yellow at the root and in the middle, red at tips and edges, the ones
    behind redder. The engine multiplies their colour by 3.6 and the fire's own. Tips sway (alpha)."""
    f = Body(seed)
    r = np.random.default_rng(seed)
    z = np.linspace(0, 1, 11)
    for k in range(sheets):
        depth = k / max(1, sheets - 1)  # 0 in front, 1 behind
        for j in range(tongues):
            x = (j / (tongues - 1) - 0.5 + r.normal() * 0.05) * width * (0.72 + 0.28 * depth)
            tall = height * (1 - 0.60 * (2 * x / width) ** 2) * r.uniform(0.45, 1.0) * (0.55 + 0.45 * depth)
            wide = width / tongues * r.uniform(0.65, 1.25)
            phase, curl = r.random() * 6.28, r.uniform(0.03, 0.09) * height
            bend = -x * 0.55 * z**1.3 + curl * (np.sin(z * 4.2 + phase) - np.sin(phase)) * z
            half = wide / 2 * (0.45 + 0.55 * np.minimum(1, z / 0.2)) * (1 - z) ** 0.85 * (1 + 0.18 * np.sin(z * 9 + phase))
            half[-1] = 0.0006
            turn = r.uniform(-38, 38)
            side = turned_about("z", turn) @ np.array([1.0, 0, 0])
            centre = np.stack([x + bend, np.full(11, (depth - 0.5) * deep + r.normal() * 0.012), z * tall], -1)
            rows = np.stack([centre + np.outer(half * s, side) for s in (-1, -0.45, 0.45, 1)], axis=1)
            hot = (1 - z)[:, None] ** 1.2
            core = np.array([0.40, 0.215, 0.055]) * hot + np.array([0.26, 0.050, 0.004]) * (1 - hot)
            edge = np.array([0.30, 0.075, 0.008]) * hot + np.array([0.13, 0.014, 0.001]) * (1 - hot)
            shade = np.stack([edge, core, core, edge], axis=1) * (1 - 0.35 * depth) * r.uniform(0.85, 1.1)
            sway = np.repeat((z**1.3)[:, None] * 0.9, 4, axis=1)
            f["flame"].loft(rows, shade, closed=False, outward=np.cross(side, [0, 0, 1.0]) + 1e-6, sway=sway.reshape(-1))
    return f


def oil_lamp(at, turn=0.0):
    """A paraffin lamp: brass foot and oil bowl, glass chimney, its flame apart: (lamp, flame body)."""
    lamp = Body(1)
    brass = metal(BRASS, at, turn)
    lamp["solid"].turned([(0.0, 0.0), (0.062, 0.0), (0.060, 0.010), (0.030, 0.020), (0.018, 0.040), (0.016, 0.070), (0.022, 0.082), (0.052, 0.100), (0.060, 0.125), (0.052, 0.150), (0.028, 0.164), (0.026, 0.180), (0.034, 0.186), (0.034, 0.200), (0.022, 0.206)], brass, sides=28, crease=60)
    lamp["glass-chimney"].turned([(0.026, 0.198), (0.036, 0.225), (0.034, 0.260), (0.022, 0.300), (0.019, 0.390)], "e9f0ee", sides=20, crease=90)
    lamp["solid"].turned([(0.008, 0.0), (0.008, 0.010)], brass, (0.042, 0, 0.188), 8)
    return lamp


def rug(width, length, picture, across=8, along=30, bend=0.004, seed=1):
    """A woven rag rug on the floor, with fringes at its ends; it lies along y."""
    r = Body(seed)
    s, t = np.meshgrid(np.linspace(0, 1, across + 1), np.linspace(0, 1, along + 1))
    x, y = (s - 0.5) * width, (t - 0.5) * length
    x = x * (1 + 0.012 * np.sin(y * 9))
    z = 0.009 + bend * noise(x, y, seed, 2, 0.7)
    u0, v0, u1, v1 = picture
    uv = np.stack([u0 + (u1 - u0) * s, v0 + (v1 - v0) * t], -1).reshape(-1, 2)
    r["solid-print"].add(np.stack([x, y, z], -1), grid(along + 1, across + 1), np.tile([0, 0, 1.0], (x.size, 1)), (1, 1, 1), uv)
    for side in (-1, 1):
        for k in np.arange(-width / 2 + 0.015, width / 2 - 0.005, 0.045):
            q = r["solid"].random.normal(size=2) * 0.008
            r["solid"].bar((k, side * length / 2, 0.007), (k + q[0], side * (length / 2 + 0.045 + q[1]), 0.004), 0.012, 0.004, hexa("ddd3bb"), chamfer=0.001, caps=False)
    for edge in (-1, 1):
        r["solid"].bar((edge * width / 2, -length / 2, 0.004), (edge * width / 2, length / 2, 0.004), 0.006, 0.009, hexa("8f8268"), step=0.3, chamfer=0.002)
    return r


def coat(body, wall, u, top, length, colour):
    """A coat on its hook on a `house.Place`: shoulders, folds that widen downwards, a sleeve at each side."""
    t, a = np.meshgrid(np.linspace(0, 1, 11), np.linspace(0, math.pi, 15), indexing="ij")
    wide = 0.10 + 0.11 * np.clip(t * 5, 0, 1) + 0.05 * t
    deep = 0.03 + 0.085 * np.clip(t * 4, 0, 1) + 0.012 * np.sin(a * 9) * t
    points = wall.origin + (u - np.cos(a) * wide)[..., None] * wall.along + (top - t * length)[..., None] * [0, 0, 1] + (0.02 + np.sin(a) * deep)[..., None] * wall.facing
    shade = colour * (0.86 + 0.14 * np.sin(a * 9))[..., None]
    body["solid"].loft(points, shade, closed=False, outward=wall.facing)
    for s in (-1, 1):
        line = [wall.at(u + s * 0.17, top - 0.10, 0.07), wall.at(u + s * 0.225, top - 0.32, 0.085), wall.at(u + s * 0.235, top - 0.62, 0.10)]
        body["solid"].tube(line, [0.055, 0.052, 0.046], colour * 0.92, 10)
