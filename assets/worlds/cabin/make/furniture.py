"""What stands in the cabin: hearth, bench, bunk, table, shelf, skis, wood. Fronts towards −y."""

import math

import numpy as np

from rooms.body import Body
from rooms.form import glossy, hexa, linear, metal, mixed, noise, turned_about
from rooms.things import BRASS, COPPER


def hearth():
    """A whitewashed open hearth: raised floor, arched mouth, hood that narrows to the chimney.
    About its own foot, back at y = 0.42; the fire's bed is at (0, −0.02, 0.40)."""
    h = Body(3)
    f = h["solid"]
    white, soot, stone = linear("e9e2d3"), linear("2a2320"), linear("8d867c")

    def sooty(points, normals):
        x, _, z = points.T
        dark = np.clip((z - 0.75) * 1.1 + 0.4 * noise(x * 2, z * 2, 4, 3, 0.6), 0, 0.9)[:, None]
        return (linear("51463d") * (1 - dark) + soot * dark)

    # Base and hearth stone.
    f.box((0, -0.10, 0.17), (1.62, 1.04, 0.34), white, chamfer=0.03, step=0.2)
    for k in range(5):
        f.box((-0.66 + k * 0.33, -0.10, 0.365), (0.322, 1.10, 0.07), stone, chamfer=0.012, vary=0.10, step=0.18)
    # Cheeks, back and the arch.
    for s in (-1, 1):
        f.box((s * 0.70, 0.10, 0.78), (0.22, 0.64, 0.78), white, chamfer=0.03, step=0.12)
        f.panel((s * 0.585, -0.20, 0.40), (0, 0.60, 0), (0, 0, 0.85), 6, 8, sooty, (-s, 0, 0))
    f.panel((-0.59, 0.38, 0.40), (1.18, 0, 0), (0, 0, 0.95), 12, 9, sooty, (0, -1, 0))
    a = np.linspace(math.pi, 0, 17)
    low = np.stack([0.60 * np.cos(a), np.full(17, -0.215), 1.02 + 0.20 * np.sin(a)], -1)
    top = np.stack([np.linspace(-0.82, 0.82, 17), np.full(17, -0.215), np.full(17, 1.34)], -1)
    rows = np.stack([low + (top - low) * q for q in (0, 0.33, 0.66, 1)])
    f.loft(rows, white, closed=False, outward=(0, -1, 0))
    f.loft(np.stack([low, low + [0, 0.55, 0]]), lambda p, n: mixed("5a4d42", "2a2320", np.clip((p[:, 1] + 0.2) * 2, 0, 1)), closed=False, outward=(0, 0, -1))
    # A mantel beam, the hood and the chimney.
    h["solid-wood"].box((0, -0.235, 1.375), (1.72, 0.14, 0.12), linear("7d5a38"), chamfer=0.012, step=0.2)
    levels = ((1.42, 0.80, -0.19), (1.62, 0.62, -0.10), (1.85, 0.46, 0.0), (2.10, 0.38, 0.06), (2.46, 0.36, 0.08))
    outline = np.array([[[-w, 0.42, z], [-w, y, z], [w, y, z], [w, 0.42, z]] for z, w, y in levels])
    for side, facing in ((0, (-1, 0, 0.3)), (1, (0, -1, 0.3)), (2, (1, 0, 0.3))):
        part = outline[:, [side, side + 1]]
        f.loft(np.stack([part[:, 0] + (part[:, 1] - part[:, 0]) * q for q in np.linspace(0, 1, 9)], 1), white, closed=False, outward=facing)
    # Logs crossed on the fire, ash and embers below.
    for x0, y0, z0, x1, y1, z1, r_ in ((-0.30, -0.02, 0.45, 0.27, 0.06, 0.47, 0.052), (-0.24, 0.14, 0.45, 0.30, 0.10, 0.46, 0.050), (-0.20, 0.02, 0.53, 0.18, 0.14, 0.55, 0.046), (0.22, -0.08, 0.45, -0.06, 0.16, 0.60, 0.040)):
        t = np.linspace(0, 1, 6)[:, None]
        line = np.array([x0, y0, z0]) * (1 - t) + np.array([x1, y1, z1]) * t
        char = mixed("5b4636", "171210", np.sin(np.linspace(0, 1, 6) * math.pi))
        f.tube(line, r_ * (1 + 0.06 * np.sin(np.arange(6) * 2)), char, 9)
    r = np.random.default_rng(3)
    for _ in range(34):
        p = np.array([r.normal() * 0.15, 0.05 + r.normal() * 0.07, 0.405 + 0.012 * r.random()])
        h["glow-embers" if r.random() < 0.72 else "solid"].ball(p, r.uniform(0.014, 0.030, 3), mixed("ff4a10", "ffae4a", np.array([r.random()]))[0] * 0.30, 6, 4)
    ash = np.stack([0.42 * np.cos(np.linspace(0, 2 * math.pi, 25)[:-1]), 0.05 + 0.20 * np.sin(np.linspace(0, 2 * math.pi, 25)[:-1]), np.full(24, 0.403)], -1)
    f.loft(np.stack([ash, ash * [0.5, 0.5, 1] + [0, 0.025, 0.02]]), linear("8a8178"), outward=(0, 0, 1.0)), f.disc((0, 0.05, 0.422), (0.21, 0.10), linear("5e544c"))
    # An iron crane with its chain.
    iron = hexa("1f1d1d")
    f.tube([[-0.52, 0.30, 0.42], [-0.52, 0.30, 1.12]], 0.014, iron, 8), f.tube([[-0.52, 0.30, 1.06], [0.0, 0.06, 1.08], [0.06, 0.04, 1.08]], 0.011, iron, 8), f.tube([[-0.52, 0.30, 0.80], [-0.24, 0.17, 1.06]], 0.008, iron, 6)
    return h


def reindeer_skin(picture, length=1.35, width=0.92, seed=1):
    """A reindeer's skin: brown back, pale edges, tufts of hair; lies flat on z = 0, neck towards +x."""
    s = Body(seed)
    n, m = 40, 9
    a = np.linspace(0, 2 * math.pi, n, endpoint=False)
    r = 1 + 0.16 * np.cos(4 * a + 0.5) + 0.06 * np.cos(2 * a) + 0.05 * noise(a * 2, a * 0, seed, 3, 1.0)
    q = np.linspace(0, 1, m)
    x = np.outer(q, length / 2 * r * np.cos(a))
    y = np.outer(q, width / 2 * r * np.sin(a))
    z = 0.016 + 0.012 * (1 - q[:, None] ** 4) + 0.005 * noise(x * 3, y * 3, seed + 2, 3, 0.4)
    z[-1] = 0.002
    u0, v0, u1, v1 = picture
    uv = np.stack([u0 + (u1 - u0) * (0.5 + 0.47 * x / (length / 2 * 1.25)), v0 + (v1 - v0) * (0.5 + 0.47 * y / (width / 2 * 1.25))], -1)
    shade = 0.90 + 0.10 * np.clip(noise(x * 2, y * 2, seed + 4, 3, 0.5), -1, 1)
    s["solid-print"].loft(np.stack([x, y, z], -1), np.repeat(shade[..., None], 3, axis=2), outward=(0, 0, 1.0), uv=uv.reshape(-1, 2))
    # Hair that stands out along the edge.
    random = np.random.default_rng(seed)
    count = 170
    edge = random.random(count) * 2 * math.pi
    reach = np.interp(edge, np.append(a, 2 * math.pi), np.append(r, r[0])) * random.uniform(0.93, 0.99, count)
    base = np.stack([reach * np.cos(edge) * length / 2, reach * np.sin(edge) * width / 2, np.full(count, 0.008)], -1)
    way = np.stack([np.cos(edge) - 0.4, np.sin(edge), np.full(count, 0.10)], -1)
    s["cloth-hair"].kites(base, way, random.uniform(0.04, 0.07, count), 0.026, mixed("dccfb8", "cdbfa5", random.random(count)), np.tile([0, 0, 1.0], (count, 1)))
    return s


def bench(width):
    """A bench along the wall, of a split log."""
    b = Body(2)
    f, wood = b["solid-wood"], linear("a87a48")
    f.box((0, 0, 0.435), (width, 0.42, 0.055), wood, chamfer=0.016, step=0.2)
    for x in (-0.42, 0.42):
        for y in (-0.13, 0.13):
            f.tube([[x * width, y, 0.42], [x * width * 1.04, y * 1.25, 0.0]], [0.030, 0.024], wood * 0.85, 9, grain=(1.3, 0.33))
    return b


def bunk(width=1.95, depth=0.86):
    """A bunk bed with a patchwork quilt below and a grey blanket above, a ladder at its end."""
    b = Body(4)
    f, wood = b["solid-wood"], linear("a87c4c")
    for x in (-1, 1):
        for y in (-1, 1):
            f.box((x * width / 2, y * depth / 2, 0.88), (0.085, 0.085, 1.76), wood, step=0.3, chamfer=0.012)
    for z, colours in ((0.36, ("8c3b33", "d9c9a4", "47617c", "5e7a58", "c79a4b")), (1.20, ("6f6a64", "77726c"))):
        for y in (-1, 1):
            f.box((0, y * depth / 2, z), (width, 0.045, 0.16), wood * 0.94, step=0.3)
        for x in (-1, 1):
            f.box((x * width / 2, 0, z), (0.045, depth, 0.16), wood * 0.94)
        nx, ny = 12, 6
        for i in range(nx):
            for j in range(ny):
                shade = linear(colours[(i * 3 + j * 5 + (i * j) % 2) % len(colours)]) if len(colours) > 2 else linear(colours[0]) * (0.55 if i in (1, 10) else 1.0)
                x0, y0 = -width / 2 + 0.05 + (width - 0.1) * i / nx, -depth / 2 + 0.03 + (depth - 0.06) * j / ny
                w, d = (width - 0.1) / nx, (depth - 0.06) / ny
                edge = 0.035 * (j in (0, ny - 1))
                b["solid"].panel((x0, y0, z + 0.14 - (edge if j == 0 else 0)), (w, 0, 0), (0, d, edge if j == 0 else -edge if j == ny - 1 else 0), 1, 1, shade, (0, 0, 1), vary=0.08)
            if len(colours) > 2:  # it hangs over the edge
                b["solid"].panel((x0, -depth / 2 + 0.025, z - 0.16), (w, 0.0, 0), (0, 0.005, 0.265), 1, 2, linear(colours[(i * 3) % len(colours)]), (0, -1, 0.1), vary=0.08)
        b["solid"].ball((-width / 2 + 0.28, 0, z + 0.20), (0.20, 0.30, 0.085), linear("ece4d2"), 18, 10)
        f.box((0, -depth / 2 - 0.01, z + 0.26), (width * 0.45, 0.03, 0.07), wood) if z > 1 else None
    for x in (width / 2 - 0.42, width / 2 - 0.10):
        f.bar((x, -depth / 2 - 0.16, 0.0), (x, -depth / 2 - 0.03, 1.52), 0.045, 0.03, wood, step=0.4)
    for k in range(4):
        q = 0.18 + k * 0.22
        f.bar((width / 2 - 0.42, -depth / 2 - 0.16 + 0.13 * q, 1.52 * q), (width / 2 - 0.10, -depth / 2 - 0.16 + 0.13 * q, 1.52 * q), 0.035, 0.028, wood * 0.9)
    return b


def table(width=1.1, depth=0.62, top=0.74):
    """A plain plank table."""
    t = Body(5)
    f, wood = t["solid-wood"], linear("a67a4a")
    for k in range(4):
        f.box((0, (k - 1.5) * depth / 4, top - 0.02), (width, depth / 4 - 0.003, 0.04), wood, chamfer=0.006, vary=0.08, step=0.15)
    for x in (-1, 1):
        f.box((x * (width / 2 - 0.16), 0, top - 0.07), (0.07, depth * 0.9, 0.06), wood * 0.85)
        for y in (-1, 1):
            f.bar((x * (width / 2 - 0.16), y * depth * 0.30, top - 0.08), (x * (width / 2 - 0.10), y * depth * 0.42, 0.0), 0.06, 0.06, wood * 0.85, step=0.3)
    return t


def bowl(radius=0.15, colour="a06c3c"):
    """A turned wooden bowl with apples."""
    b = Body(2)
    b["solid"].turned([(0.0, 0.0), (radius * 0.45, 0.0), (radius * 0.8, 0.030), (radius, 0.085), (radius * 0.96, 0.088), (radius * 0.74, 0.036), (0, 0.018)], lambda p, n: linear(colour) * (0.85 + 0.15 * np.sin(p[:, 2:3] * 260)), sides=26, crease=70)
    for x, y, c in ((-0.04, 0.02, "a83a2c"), (0.05, 0.03, "b9893a"), (0.0, -0.055, "a83a2c"), (0.015, 0.015, "9f4a2e")):
        z = 0.075 if (x, y) != (0.015, 0.015) else 0.115
        b["solid"].turned([(0, 0.0), (0.020, -0.030), (0.036, -0.012), (0.037, 0.010), (0.022, 0.029), (0.006, 0.024), (0, 0.018)], lambda p, n, c=c: linear(c) * (0.85 + 0.3 * np.clip(n[:, 2:3], 0, 1)), (x, y, z), 12, crease=120)
        b["solid"].tube([[x, y, z + 0.02], [x + 0.004, y, z + 0.042]], 0.0018, hexa("4a3322"), 4)
    return b


def guksi(at):
    """A burl cup (kåsa)."""
    g = Body(3)
    g["solid"].turned([(0.0, 0.0), (0.030, 0.0), (0.052, 0.025), (0.050, 0.055), (0.046, 0.055), (0.046, 0.028), (0, 0.016)], glossy("8a5a30", at, 0, 0.2), sides=20, crease=70)
    g["solid"].tube([[0.046, 0, 0.046], [0.085, 0, 0.050], [0.115, 0, 0.046]], [0.012, 0.015, 0.012], glossy("8a5a30", at, 0, 0.2), 8, flat=0.5)
    return g


def bookshelf(width=0.92, tall=1.35):
    """A low shelf with books, a coffee tin, a wooden horse."""
    s = Body(3)
    f, wood = s["solid-wood"], linear("96693c")
    for x in (-1, 1):
        f.box((x * width / 2, 0, tall / 2), (0.03, 0.26, tall), wood, step=0.3)
    levels = (0.06, 0.48, 0.90, tall)
    for z in levels:
        f.box((0, 0, z), (width, 0.26, 0.028), wood, step=0.2)
    f.box((0, 0.125, tall / 2), (width, 0.012, tall), wood * 0.75, step=0.3)
    r = np.random.default_rng(4)
    covers = ("7a2f28", "2f4a63", "4f6a45", "8a6a35", "5b4a63", "c9b78c", "3a3a3d", "9a5a34")
    for z in levels[:-1]:
        x = -width / 2 + 0.035
        while x < width / 2 - (0.28 if z > 0.8 else 0.06):
            thick, high = r.uniform(0.018, 0.044), r.uniform(0.20, 0.30)
            shade = linear(covers[r.integers(len(covers))])
            s["solid"].box((x + thick / 2, 0.0, z + 0.014 + high / 2), (thick, r.uniform(0.15, 0.19), high), shade, chamfer=0.003, vary=0.15)
            for q in (0.18, 0.80):
                s["solid"].box((x + thick / 2, -0.088, z + 0.014 + high * q), (thick * 0.9, 0.012, 0.010), linear("c9a24e") * 0.8, chamfer=0.001) if r.random() < 0.5 else None
            x += thick + 0.002
    s.merge(horse(), (width / 2 - 0.15, -0.02, 0.914), turn=-25)
    return s


def horse(colour="b4442c"):
    """A carved and painted wooden horse, facing −x."""
    h = Body(2)
    f, red = h["solid"], linear(colour)
    f.tube([[-0.055, 0, 0.105], [-0.03, 0, 0.092], [0.03, 0, 0.092], [0.062, 0, 0.098]], [0.024, 0.030, 0.028, 0.026], red, 12)
    f.tube([[-0.045, 0, 0.10], [-0.062, 0, 0.145], [-0.070, 0, 0.165]], [0.026, 0.020, 0.017], red, 10), f.tube([[-0.062, 0, 0.168], [-0.100, 0, 0.150]], [0.018, 0.011], red, 10)
    for x in (-0.045, 0.050):
        for y in (-0.014, 0.014):
            f.tube([[x, y, 0.085], [x * 1.1, y * 1.1, 0.0]], [0.014, 0.011], red, 8)
    for k, c in enumerate(("e9dfc2", "4f7a55", "e2b95c")):
        f.ball((-0.008 + k * 0.016 - 0.012, -0.026, 0.102), (0.010, 0.006, 0.014), linear(c), 8, 6), f.ball((-0.02 + k * 0.02, 0.026, 0.102), (0.010, 0.006, 0.014), linear(c), 8, 6)
    f.tube([[-0.058, 0, 0.185], [-0.045, 0, 0.15], [-0.032, 0, 0.115]], [0.006, 0.010, 0.008], linear("2b2826"), 6)
    return h


def skis():
    """A pair of wooden skis with poles, leaning; feet at y = −0.22, tips at y = 0."""
    s = Body(3)
    for x in (-0.10, 0.10):
        t = np.linspace(0, 1, 26)
        z = 2.06 * t
        lean = -0.22 * (1 - t)
        bend = np.where(t > 0.90, (t - 0.90) ** 2 * -9.0, 0.0) - 0.02 * np.sin(t * math.pi)
        width = np.interp(t, [0, 0.06, 0.5, 0.88, 0.96, 1], [0.030, 0.040, 0.035, 0.043, 0.030, 0.006])
        centre = np.stack([np.full(26, x), lean + bend, z], -1)
        ring = np.array([(1, -1), (1, 1), (-1, 1), (-1, -1)])
        rings = centre[:, None] + np.stack([ring[None, :, 0] * width[:, None], ring[None, :, 1] * np.full((26, 1), 0.006), np.zeros((26, 4))], -1)
        for side, facing in ((0, (1, 0, 0)), (1, (0, 1, 0)), (2, (-1, 0, 0)), (3, (0, -1, 0))):
            part = rings[:, [side, (side + 1) % 4]]
            uv = np.stack([np.stack([z / 1.3, np.full(26, 0.1)], -1), np.stack([z / 1.3, np.full(26, 0.3)], -1)], 1)
            s["solid-wood"].loft(part, linear("b07c42"), closed=False, outward=facing, uv=uv.reshape(-1, 2))
        s["solid"].box((x, lean[11] - 0.02, z[11]), (0.075, 0.035, 0.16), hexa("2f2a26"), chamfer=0.006), s["solid"].tube([[x - 0.04, lean[11] - 0.02, z[11] + 0.03], [x, lean[11] - 0.065, z[11] + 0.05], [x + 0.04, lean[11] - 0.02, z[11] + 0.03]], 0.007, hexa("4a3524"), 6)
    for x in (-0.30, 0.30):
        s["solid"].tube([[x, -0.20, 0.02], [x * 0.93, 0.0, 1.35]], 0.011, linear("b98f55"), 8)
        a = np.linspace(0, 2 * math.pi, 19)
        s["solid"].tube(np.stack([x + 0.085 * np.cos(a), -0.185 + 0.085 * np.sin(a), np.full(19, 0.12)], -1), 0.006, linear("8a6a42"), 5, caps=False)
        for b in (0, 1.57):
            s["solid"].tube([[x + 0.085 * math.cos(b), -0.185 + 0.085 * math.sin(b), 0.12], [x - 0.085 * math.cos(b), -0.185 - 0.085 * math.sin(b), 0.12]], 0.004, hexa("4a3524"), 4)
        s["solid"].tube([[x * 0.93, 0.0, 1.27], [x * 0.93, -0.012, 1.36]], 0.015, hexa("3a2a1e"), 8)
    return s


def snowshoe():
    """A snow shoe of bent ash and rawhide, standing on its tail, back against y = 0."""
    s = Body(2)
    t = np.linspace(0, 2 * math.pi, 41)
    x = 0.125 * np.sin(t) * (1 + 0.25 * np.cos(t))
    z = 0.40 - 0.36 * np.cos(t)
    x = np.where(z < 0.25, x * np.clip(z / 0.25, 0.05, 1), x)
    s["solid"].tube(np.stack([x, np.full(41, -0.02), z], -1), 0.011, linear("a87a45"), 8, caps=False)
    for h in np.linspace(0.24, 0.70, 9):
        half = np.interp(h, [0.04, 0.25, 0.45, 0.62, 0.76], [0.0, 0.10, 0.145, 0.13, 0.0])
        for s2 in (-1, 1):
            s["solid"].tube([[-half, -0.02, h - 0.03 * s2], [half, -0.02, h + 0.03 * s2]], 0.0028, hexa("d9c9a4"), 4, caps=False)
    for h in (0.30, 0.58):
        s["solid"].box((0, -0.02, h), (0.25, 0.016, 0.022), linear("a87a45"))
    s["solid"].box((0, -0.035, 0.45), (0.10, 0.02, 0.07), hexa("4a3524"), chamfer=0.006)
    return s


def woodpile(wide=0.66, tall=0.95, deep=0.36):
    """Split birch stacked beside the hearth."""
    w = Body(6)
    r = np.random.default_rng(8)
    rows = int(tall / 0.105)
    for j in range(rows):
        n = int(wide / 0.115)
        for k in range(n):
            x, z = -wide / 2 + (k + 0.5 + 0.25 * (j % 2)) * wide / n, 0.06 + j * 0.103
            if x > wide / 2 - 0.03:
                continue
            turn, sides = r.random() * 6.28, 5
            a = turn + np.array([0, 0.5, 1.0, 2.4, 3.9]) * 1.0
            radius = np.array([0.070, 0.074, 0.070, 0.052, 0.052]) * r.uniform(0.9, 1.08)
            front = np.stack([x + radius * np.cos(a), np.full(5, -deep / 2 + r.normal() * 0.012), z + radius * np.sin(a)], -1)
            back = front + [0, deep, 0]
            bark = linear(("d9d4c8", "8a7a68")[int(r.random() < 0.35)])
            w["solid"].loft(np.stack([front, back]), bark, vary=0.15)
            face = np.concatenate([front, [front.mean(0)]])
            i = np.arange(sides)
            w["solid-wood"].add(face, np.stack([i, (i + 1) % sides, np.full(sides, sides)], -1), np.tile([0, -1.0, 0], (sides + 1, 1)), linear("d3ab72"), face[:, [0, 2]] * 1.5, vary=0.15)
    return w


def mitten(colour, band):
    """A knitted mitten hanging by its cuff from z = 0."""
    m = Body(2)

    def knit(points, normals):
        z = -points[:, 2]
        stripes = ((z > 0.035) & (z < 0.05)) | ((z > 0.062) & (z < 0.070))
        dots = (np.sin(points[:, 0] * 330) * np.sin(z * 300) > 0.45) & (z > 0.075)
        return np.where((stripes | dots)[:, None], linear(band), linear(colour)) * (0.94 + 0.06 * np.sin(z * 520))[:, None]

    t = np.linspace(0, 1, 15)
    m["solid"].tube(np.stack([np.zeros(15), np.zeros(15), -0.02 - 0.20 * t], -1), np.interp(t, [0, 0.22, 0.3, 0.6, 0.85, 0.96, 1], [0.040, 0.038, 0.044, 0.050, 0.044, 0.026, 0.006]), knit, 16, flat=1.0)
    m["solid"].tube([[0.030, 0, -0.10], [0.062, 0, -0.125], [0.070, 0, -0.155]], [0.018, 0.018, 0.008], knit, 10)
    m["solid"].box((0, 0, -0.006), (0.012, 0.018, 0.040), linear("c9a878"), chamfer=0.002)
    flat = Body(2)
    return flat.merge(m, matrix=np.diag([1.0, 0.55, 1.0]))


def sock(colour, band):
    """A thick sock hanging by its edge from z = 0."""
    s = Body(2)

    def knit(points, normals):
        z = -points[:, 2]
        rib = ((z > 0.02) & (z < 0.04)) | (z > 0.27) | ((z > 0.05) & (z < 0.058))
        return np.where(rib[:, None], linear(band), linear(colour)) * (0.94 + 0.06 * np.sin(z * 520))[:, None]

    line = [[0, 0, -0.01], [0, 0, -0.10], [0, 0, -0.20], [0.012, 0, -0.255], [0.05, 0, -0.295], [0.11, 0, -0.315], [0.145, 0, -0.318]]
    s["solid"].tube(line, [0.040, 0.041, 0.040, 0.043, 0.042, 0.036, 0.014], knit, 14)
    s["solid"].box((0, 0, -0.004), (0.012, 0.018, 0.040), linear("c9a878"), chamfer=0.002)
    flat = Body(2)
    return flat.merge(s, matrix=np.diag([1.0, 0.55, 1.0]))


def kettle_black(at):
    """A sooty kettle with a hoop, to hang from a hook: the hoop's top is at z = 0."""
    k = Body(1)
    iron = metal("3a3635", at, 0, 0.1)
    k["solid"].turned([(0.0, -0.42), (0.085, -0.42), (0.115, -0.395), (0.122, -0.345), (0.105, -0.295), (0.07, -0.268), (0.06, -0.262)], iron, sides=26, crease=70)
    k["solid"].tube([[0.105, 0, -0.365], [0.150, 0, -0.325], [0.178, 0, -0.285]], [0.020, 0.014, 0.009], iron, 10)
    a = np.linspace(0.06, 0.94, 15) * math.pi
    k["solid"].tube(np.stack([0.105 * np.cos(a), np.zeros(15), -0.285 + 0.235 * np.sin(a)], -1), 0.006, iron, 7)
    for z in np.linspace(-0.05, 0.0, 3):
        k["solid"].tube([[0, 0, z], [0, 0, z + 0.03]], 0.006, hexa("1f1d1d"), 6)
    lid = Body(2)
    lid["solid"].turned([(0.064, 0.0), (0.058, 0.010), (0.030, 0.018), (0.010, 0.022), (0.014, 0.034), (0.0, 0.040)], iron, sides=22, crease=60)
    return k, lid


def candlestick(at):
    """A brass candlestick with a saucer foot and a ring to hold it by; the candle stands at z = 0.035."""
    c = Body(2)
    brass = metal(BRASS, at)
    c["solid"].turned([(0.0, 0.0), (0.052, 0.0), (0.060, 0.010), (0.058, 0.012), (0.020, 0.008), (0.013, 0.016), (0.015, 0.036), (0.0, 0.034)], brass, sides=22, crease=60)
    a = np.linspace(0, 2 * math.pi, 15)
    c["solid"].tube(np.stack([0.075 + 0.018 * np.cos(a), np.zeros(15), 0.012 + 0.016 * np.sin(a)], -1), 0.003, brass, 6, caps=False)
    return c


def copper_pan(at):
    """A copper pan for the wall, its handle up; back at y = 0."""
    p = Body(2)
    part = Body(2)
    part["solid"].turned([(0.125, 0.0), (0.118, 0.045), (0.0, 0.048)], metal(COPPER, at), sides=26, crease=40)
    p.merge(part, matrix=turned_about("x", 90))
    p["solid"].bar((0, -0.02, 0.11), (0, -0.03, 0.30), 0.022, 0.008, hexa("2b2826"))
    return p

