"""What is seen through windows: ground, birches, spruces, a shed, a fence, a bird table, fells.

Made for being looked at from a distance through a pane, so: silhouettes first, few vertices.
"""

import math

import numpy as np

from rooms.body import Body
from rooms.form import grid, hexa, linear, mixed, noise, unit


def ground(body, rise, near=2.0, far=110.0, rings=17, sides=84, colour="6f7f45", other="8a8a52", material="ground"):
    """A disc of ground round the house; `rise(x, y)` is its height."""
    r = np.concatenate([[0.01], np.geomspace(near, far, rings)])
    a = np.linspace(0, 2 * math.pi, sides, endpoint=False)
    x, y = r[:, None] * np.sin(a), r[:, None] * np.cos(a)
    z = rise(x, y)
    patch = np.clip(noise(x, y, 4, 3, 9.0) * 0.5 + 0.5, 0, 1)
    normals = np.zeros(x.shape + (3,))
    e = 0.2
    normals[..., 0], normals[..., 1], normals[..., 2] = -(rise(x + e, y) - z) / e, -(rise(x, y + e) - z) / e, 1
    body[material].add(np.stack([x, y, z], -1), grid(len(r), sides, True), normals.reshape(-1, 3), mixed(colour, other, patch).reshape(-1, 3))


def birch_bark(points, normals):
    """White bark with black dashes, rough and dark at the foot."""
    z = points[:, 2]
    marks = np.clip(noise(np.arctan2(normals[:, 1], normals[:, 0]) * 0.7, z * 2.4, 3, 3, 0.9) * 2.6 - 1.0, 0, 1)
    foot = np.clip(1.0 - (z - points[:, 2].min()) / 1.0, 0, 1) * 0.75
    dark = np.clip(marks + foot, 0, 1)[:, None]
    return linear("e4e0d6") * (1 - dark) + linear("2c2825") * dark


def birch(seed=1, height=9.0, leaves=650, boughs=22, leaf=0.16, hung=4):
    """A birch with hanging twigs. Its leaves are a material of their own, bare in winter."""
    tree = Body(seed)
    r = np.random.default_rng(seed)
    t = np.linspace(0, 1, 12)
    bend = r.normal(size=2) * 0.05 * height
    stem = np.stack([bend[0] * np.sin(t * 2.2), bend[1] * np.sin(t * 1.8), t * height], -1)
    tree["solid-bark"].tube(stem, np.interp(t, [0, 0.06, 1], [0.17, 0.12, 0.012]) * height / 9, birch_bark, 9)
    bases, ways = [], []
    for k in range(boughs):
        share = 0.26 + 0.70 * (k + 0.5) / boughs
        a = k * 2.4 + r.normal() * 0.3
        long = height * (0.30 * math.sin((1.04 - share) * 2.3) + 0.05) * r.uniform(0.75, 1.1)
        start = np.array([np.interp(share, t, stem[:, i]) for i in range(3)])
        s = np.linspace(0, 1, 6)
        out = np.array([math.cos(a), math.sin(a), 0])
        line = start + np.outer(s * long, out) + np.outer(long * (0.75 * s - 0.85 * s**2.2), [0, 0, 1])
        tree["solid-bark"].tube(line, np.linspace(0.030, 0.004, 6) * height / 9, hexa("4a423d"), 3, caps=False)
        for q in np.linspace(0.45, 1.0, hung):  # hanging twigs
            p = start + out * q * long + [0, 0, long * (0.75 * q - 0.85 * q**2.2)]
            down = np.array([r.normal() * 0.25 + out[0] * 0.35, r.normal() * 0.25 + out[1] * 0.35, -1.0])
            length = r.uniform(0.5, 1.1) * height / 9
            tree["solid-bark"].tube([p, p + down * length * 0.5, p + (down + [0, 0, -0.3]) * length], [0.009, 0.006, 0.003], hexa("584a42"), 3, caps=False)
            count = max(1, leaves // (boughs * hung))
            u = r.random(count)[:, None]
            bases.append(p + (down + [0, 0, -0.15]) * length * u + r.normal(size=(count, 3)) * 0.13)
            ways.append(np.tile(down, (count, 1)) + r.normal(size=(count, 3)) * 0.55)
    bases, ways = np.concatenate(bases), np.concatenate(ways)
    out = unit(bases - [0, 0, height * 0.55]) + r.normal(size=bases.shape) * 0.35
    shade = mixed("6f9440", "8fae4e", r.random(len(bases)))
    tree["leaf-birch"].kites(bases, ways, r.uniform(0.8, 1.3, len(bases)) * leaf * 1.35, leaf, shade, out, sway=(0.35, 0.75), vary=0.12)
    return tree


def spruce(seed=1, height=7.0, whorls=13, boughs=11):
    """A spruce for the middle distance: whorls of drooping boughs, each two folded kites."""
    tree = Body(seed)
    r = np.random.default_rng(seed)
    tree["solid-bark"].tube([[0, 0, 0], [0, 0, height * 0.97]], [0.020 * height, 0.002 * height], hexa("4e4037"), 6, caps=False)
    base, way, long = [], [], []
    for k in range(whorls):
        share = 0.06 + 0.92 * (k / (whorls - 1)) ** 0.92
        n = max(5, int(boughs * (1.15 - 0.55 * share)))
        reach = height * 0.215 * (1.03 - share) ** 0.85
        for j in range(n):
            a = j * 2 * math.pi / n + k * 0.9 + r.normal() * 0.12
            rise = -0.52 + 0.75 * share + r.normal() * 0.06
            base.append([0.0, 0.0, share * height + 0.02 * height])
            way.append([math.cos(a), math.sin(a), rise])
            long.append(reach * r.uniform(0.82, 1.14) + 0.04 * height * (1 - share))
    base, way, long = np.array(base), unit(way), np.array(long)
    up = unit(np.array([0, 0, 1.0]) - way * way[:, 2:])
    green = mixed("24402c", "3d5c38", r.random(len(base)))
    form = tree["needle"]
    form.kites(base, way, long, long * 0.46 + 0.05, green, up, fold=-0.34, sway=(0.0, 0.10), vary=0.18, belly=0.62)
    # Fingers at both sides, hanging: what breaks the outline.
    for side in (-1, 1):
        for q in (0.48, 0.84):
            spread = np.cross(way, up) * side * 0.85 + way * 0.55 + [0, 0, -0.35]
            form.kites(base + way * (long * q)[:, None], spread, long * (0.52 - 0.25 * q) + 0.03, long * 0.21 + 0.02, green * 0.9, up, sway=(0.08, 0.16), vary=0.2)
    form.kites(np.array([[0, 0, height * 0.93]] * 4), np.array([[0.12, 0, 1], [-0.12, 0.05, 1], [0, 0.12, 1], [0, -0.1, 1.0]]), height * 0.085, height * 0.022, linear("3d5c38"), sway=(0.05, 0.15))
    return tree


def far_forest(body, points, heights, seed=1, material="needle-far", colours=("22392b", "31503a")):
    """A forest seen from afar: each tree three ragged tiers round a stem."""
    r = np.random.default_rng(seed)
    form = body[material]
    sides = 6
    for (x, y, z), tall in zip(points, heights):
        tone = mixed(colours[0], colours[1], np.array([r.random()]))[0]
        turn = r.random() * 6.28
        for tier in range(3):
            low, high = tall * (0.06 + 0.27 * tier), tall * min(1.0, 0.50 + 0.25 * tier)
            radius = tall * (0.200 - 0.052 * tier) * r.uniform(0.9, 1.1)
            a = np.linspace(0, 2 * math.pi, sides, endpoint=False) + turn + tier
            jag = 1 + 0.22 * np.where(np.arange(sides) % 2, 1, -1) + 0.1 * r.normal(size=sides)
            foot = np.stack([x + radius * jag * np.cos(a), y + radius * jag * np.sin(a), np.full(sides, z + low) - 0.1 * radius * jag], -1)
            tip = np.array([[x, y, z + high]])
            points_ = np.concatenate([foot, tip])
            i = np.arange(sides)
            normals = np.concatenate([np.stack([np.cos(a), np.sin(a), np.full(sides, 0.12)], -1), [[0, 0.3, 0.5]]])
            shade = np.concatenate([np.tile(tone * 0.62, (sides, 1)), [tone * 1.15]])
            form.add(points_, np.stack([i, (i + 1) % sides, np.full(sides, sides)], -1), normals, shade)


def fells(body, ridges, material="ground-fell", colour="5e6650", rock="7d7a76", seed=3):
    """Rounded mountains: each ridge is (distance, height, from yaw, to yaw, base height)."""
    for k, (distance, height, start, end, low) in enumerate(ridges):
        yaw = np.linspace(start, end, max(24, int((end - start) / 2.2)))
        a = np.radians(yaw)
        line = height * (0.55 + 0.45 * noise(yaw / 34.0, yaw * 0 + k * 7.1, seed + k, 4, 1.0))
        ends = np.clip(np.minimum(yaw - start, end - yaw) / 18.0, 0, 1)
        line = np.maximum(line, height * 0.12) * np.sin(ends * math.pi / 2)
        rows = []
        shades = []
        for q, lift in ((0.62, 0.0), (0.76, 0.22), (0.88, 0.58), (0.96, 0.90), (1.0, 1.0), (1.15, 0.7)):
            wave = 1 + 0.05 * noise(yaw / 9.0, yaw * 0 + q * 9, seed + 20 + k, 3, 1.0)
            d = distance * q
            z = low + line * lift * (wave if 0 < lift < 1 else 1)
            rows.append(np.stack([np.sin(a) * d, np.cos(a) * d, z], -1))
            bare = np.clip((z - low) / height * 1.5 - 0.35 + 0.2 * noise(yaw / 5.0, yaw * 0 + q * 3, seed + 40, 2, 1.0), 0, 1)
            shades.append(mixed(colour, rock, bare))
        rows = np.array(rows)
        body[material].loft(rows, np.array(shades), closed=False, outward=(0, 0, 1.0))


def shed(width=4.6, depth=3.4, tall=2.3, ridge=1.5, red="8f3626", roof="6d5a50"):
    """A red outhouse with white corners, a door and a small window; its front towards −y."""
    s = Body(4)
    w, d = width / 2, depth / 2
    f = s["solid-red"]
    for x0, y0, along, long, facing in ((-w, -d, (1, 0, 0), width, (0, -1, 0)), (-w, d, (1, 0, 0), width, (0, 1, 0)), (-w, -d, (0, 1, 0), depth, (-1, 0, 0)), (w, -d, (0, 1, 0), depth, (1, 0, 0))):
        n = round(long / 0.36)
        for k in range(n):  # board and batten
            a = np.array([x0, y0, 0.0]) + np.array(along) * long * (k + 0.5) / n
            f.box(a + [0, 0, tall / 2 + 0.15], np.abs(np.array(along)) * (long / n - 0.008) + np.abs(np.array(facing)) * 0.03 + [0, 0, tall - 0.3], linear(red), chamfer=0.004, vary=0.14)
    for y in (-d, d):
        sign = math.copysign(1, y)
        f.add([[-w, y, tall], [w, y, tall], [0, y, tall + ridge]], [[0, 1, 2]], np.tile([0, sign, 0], (3, 1)), linear(red) * 0.95)
    for x in (-w, w):
        for y in (-d, d):
            s["solid"].box((x, y, tall / 2 + 0.1), (0.16, 0.16, tall), hexa("ece7da"), chamfer=0.01)
    s["solid"].box((0, 0, 0.02), (width, depth, 0.3), hexa("77736c"))
    for side in (-1, 1):
        a, b = np.array([side * (w + 0.35), 0, tall - 0.30]), np.array([0, 0, tall + ridge + 0.05])
        form = s["ground-roof"]
        rows = np.array([[a + [0, y, 0], (a + b) / 2 + [0, y, 0], b + [0, y, 0]] for y in np.linspace(-d - 0.3, d + 0.3, 5)])
        form.loft(rows, linear(roof), closed=False, outward=(side * 0.5, 0, 1))
        s["solid"].bar(a + [0, -d - 0.31, -0.04], b + [0, -d - 0.31, -0.04], 0.05, 0.16, hexa("ece7da"))
        s["solid"].bar(a + [0, d + 0.31, -0.04], b + [0, d + 0.31, -0.04], 0.05, 0.16, hexa("ece7da"))
    s["solid"].box((-0.9, -d - 0.03, 1.12), (0.95, 0.06, 1.95), hexa("3e5a48")), s["solid"].box((-0.9, -d - 0.05, 1.12), (1.15, 0.04, 2.14), hexa("ece7da"))
    s["solid"].box((-0.9, -d - 0.075, 1.12), (0.92, 0.04, 1.92), hexa("3e5a48"))
    s["solid"].box((1.1, -d - 0.03, 1.45), (0.85, 0.06, 0.85), hexa("ece7da"))
    s["glow-pane"].panel((0.75, -d - 0.065, 1.10), (0.70, 0, 0), (0, 0, 0.70), 1, 1, hexa("3b2c1c"), (0, -1, 0))
    for x in (1.1,):
        s["solid"].box((x, -d - 0.07, 1.45), (0.04, 0.03, 0.7), hexa("ece7da")), s["solid"].box((x, -d - 0.07, 1.45), (0.7, 0.03, 0.04), hexa("ece7da"))
    return s


def fence(body, points, rise, height=0.85, gap=0.16, colour="dcd7c9"):
    """A picket fence along points (x, y)."""
    r = body["solid-fence"].random
    for (x0, y0), (x1, y1) in zip(points[:-1], points[1:]):
        long = math.hypot(x1 - x0, y1 - y0)
        n = round(long / gap)
        for k in range(n):
            x, y = x0 + (x1 - x0) * (k + 0.5) / n, y0 + (y1 - y0) * (k + 0.5) / n
            z = float(rise(np.array(x), np.array(y)))
            along, out = np.array([x1 - x0, y1 - y0, 0]) / long * 0.04, np.array([y1 - y0, x0 - x1, 0]) / long
            top = height + r.normal() * 0.01
            flat = [np.array([x, y, z]) + along * a + [0, 0, h] for a, h in ((-1, 0), (1, 0), (1, top - 0.05), (0, top), (-1, top - 0.05))]
            for side in (-1, 1):
                body["solid-fence"].add(flat, [[0, 1, 2], [0, 2, 4], [4, 2, 3]], np.tile(out * side, (5, 1)), linear(colour), vary=0.06)
        for h in (0.25, 0.68):
            a, b = (np.array([x, y, float(rise(np.array(x), np.array(y))) + height * h]) for x, y in ((x0, y0), (x1, y1)))
            body["solid-fence"].bar(a, b, 0.03, 0.07, linear(colour) * 0.9, step=1.5)


def bird_table(at, height=1.4):
    """A bird table with a small roof on a pole; the floor of it at `height` over its foot."""
    t = Body(2)
    wood, grey = hexa("8a7458"), hexa("6e6252")
    t["solid"].tube([[0, 0, 0], [0, 0, height]], 0.028, grey, 8)
    t["solid"].box((0, 0, height), (0.36, 0.26, 0.018), wood, chamfer=0.004)
    for y in (-0.13, 0.13):
        t["solid"].box((0, y, height + 0.018), (0.37, 0.012, 0.034), wood * 0.9, chamfer=0.003)
    for x in (-0.18, 0.18):
        t["solid"].box((x, 0, height + 0.018), (0.012, 0.27, 0.034), wood * 0.9, chamfer=0.003)
        for y in (-0.11, 0.11):
            t["solid"].box((x * 0.9, y, height + 0.12), (0.016, 0.016, 0.22), grey, chamfer=0.003)
    for side in (-1, 1):
        a = np.array([0, side * 0.20, height + 0.20])
        b = np.array([0, 0, height + 0.33])
        rows = np.array([[a + [x, 0, 0], b + [x, 0, 0]] for x in (-0.26, 0, 0.26)])
        t["ground-roof"].loft(rows, linear("7d4a38"), closed=False, outward=(0, side * 0.5, 1))
        t["ground-roof"].loft(rows - [0, 0, 0.014], linear("5d3a2c"), closed=False, outward=(0, -side * 0.5, -1))
    r = t["solid"].random
    for _ in range(46):  # seeds
        x, y = r.uniform(-0.15, 0.15), r.uniform(-0.10, 0.10)
        t["solid"].box((x, y, height + 0.011), (0.011, 0.006, 0.005), hexa("3d352c"), turn=r.uniform(0, 90), chamfer=0.001)
    out = Body(2)
    return out.merge(t, offset=at)


def bush(body, at, size=(0.8, 0.8, 1.1), leaves=260, leaf=0.10, colours=("4f7a38", "74983f"), material="leaf-bush", seed=1, twigs=26):
    """A rounded bush of leaf kites over bare twigs."""
    r = np.random.default_rng(seed)
    at, size = np.asarray(at, float), np.asarray(size, float)
    for _ in range(twigs):
        v = unit(r.normal(size=3) * [1, 1, 0.4] + [0, 0, 1.0])
        body["solid-bark"].tube([at, at + v * size * 0.55, at + v * size * [1.05, 1.05, 0.98]], [0.014, 0.008, 0.003], hexa("54463b"), 3, caps=False)
    v = unit(r.normal(size=(leaves, 3)))
    v[:, 2] = np.abs(v[:, 2]) * 1.1 - 0.1
    p = at + v * size * r.uniform(0.62, 1.0, (leaves, 1)) + [0, 0, size[2] * 0.12]
    body[material].kites(p, v + r.normal(size=(leaves, 3)) * 0.8, leaf * 1.3, leaf, mixed(colours[0], colours[1], r.random(leaves)), v + [0, 0, 0.3], sway=(0.15, 0.4), vary=0.15)


