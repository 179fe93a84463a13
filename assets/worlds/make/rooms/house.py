"""What rooms are made of: walls with openings, beaded panelling, windows, boards, doors, curtains.

Walls stand along x or y and are cut fine enough to hold the edge of a patch of sun.
"""

import math

import numpy as np

from rooms.form import GRAIN, grid, mixed, noise


CORNER = 0.008


def corners(form, walls, low, high, colour, size=0.018):
    """A thin strip up each inner corner. `walls` holds (name, place, length)."""
    for _, place, length in walls:
        for u in (CORNER * 0.5, length - CORNER * 0.5):
            form.bar(place.at(u, low, CORNER * 0.5), place.at(u, high, CORNER * 0.5), size, size, colour, up=(1, 1, 0), step=0.25, chamfer=0.005)


def shell(form, walls, holes, tall, beyond=0.10):
    """Dark sheets behind walls, floor and ceiling, so that no light comes in at corners and seams.
    `walls` holds (name, place, length)."""
    dark = (0.04, 0.035, 0.03)
    spots = []
    for name, place, length in walls:
        reach = 0.35
        start = place.at(-reach, 0, -beyond)
        wall(form, start, place.along, length + 2 * reach, -0.3, tall + 0.4, place.facing, dark, [(a + reach, b + reach, c, d) for a, b, c, d in holes[name]], 4.0)
        spots += [place.at(0, 0), place.at(length, 0)]
    low, high = np.min(spots, axis=0) - 0.3, np.max(spots, axis=0) + 0.3
    for z, facing in ((-beyond * 0.6, 1), (tall + beyond, -1)):
        form.panel((low[0], low[1], z), (high[0] - low[0], 0, 0), (0, high[1] - low[1], 0), 2, 2, dark, (0, 0, facing))


def wall(form, origin, along, length, low, high, facing, colour, holes=(), step=0.1, tile=None):
    """A flat wall from `origin` along a unit direction, with rectangular holes (from, to, low, high);
    `tile` is how many metres its picture stands for."""
    origin, along = np.asarray(origin, float), np.asarray(along, float)

    def cuts(a, b, edges):
        fixed = sorted({a, b, *[e for e in edges if a < e < b]})
        out = [np.linspace(p, q, max(1, round((q - p) / step)) + 1)[:-1] for p, q in zip(fixed[:-1], fixed[1:])]
        return np.append(np.concatenate(out), b)

    # Not quite into the corners: a vertex in the next wall's plane would see out.
    s = cuts(CORNER, length - CORNER, [e for h in holes for e in h[:2]])
    t = cuts(low, high - CORNER, [e for h in holes for e in h[2:]])
    ms, mt = np.meshgrid((s[:-1] + s[1:]) / 2, (t[:-1] + t[1:]) / 2)
    open_ = np.zeros(ms.shape, bool)
    for a, b, c, d in holes:
        open_ |= (ms > a) & (ms < b) & (mt > c) & (mt < d)
    ss, tt = np.meshgrid(s, t)
    points = origin + ss[..., None] * along + tt[..., None] * [0, 0, 1]
    triangles = grid(len(t), len(s))
    kept = np.concatenate([~open_.reshape(-1)] * 2)
    triangles = triangles[kept]
    used, index = np.unique(triangles, return_inverse=True)
    size = tile or 1.0
    uv = np.stack([ss / size, tt / size], -1).reshape(-1, 2)[used]
    points = points.reshape(-1, 3)[used]
    form.add(points, index.reshape(-1, 3), np.tile(np.asarray(facing, float), (len(points), 1)), colour, uv)


def panelling(form, origin, along, length, low, high, facing, colour, holes=(), pitch=0.094, levels=(0.35, 0.65)):
    """Beaded boards (pärlspont) side by side: flat, then a bead beside a groove. They are cut at `levels`
    too, heights where light changes: behind a chest, above a bench."""
    origin, along, facing = (np.asarray(v, float) for v in (origin, along, facing))
    count = max(1, round(length / pitch))
    pitch = length / count
    groove, dark = 0.007, 0.62
    shape = [(0.0, -groove, dark), (0.006, 0.0, 1.0), (pitch - 0.016, 0.0, 1.0), (pitch - 0.0135, -0.004, 0.8), (pitch - 0.008, 0.001, 1.04), (pitch, -groove, dark)]
    base = np.broadcast_to(np.asarray(colour, float), (3,))
    lean = [0.7, 0.15, -0.05, -0.2, 0.1, -0.7]
    for k in range(count):
        middle = (k + 0.5) * pitch
        spans = [(low, high)]
        for a, b, c, d in holes:
            if a < middle < b:
                spans = [piece for p, q in spans for piece in ((p, min(q, c)), (max(p, d), q)) if piece[1] - piece[0] > 0.01]
        tone = 1 + 0.03 * (form.random.random() * 2 - 1)
        for p, q in spans:
            z = np.array([p, *[level for level in levels if p < level < q], q])
            rows = len(z) - 1
            u = np.array([s[0] for s in shape])
            out = np.array([s[1] for s in shape])
            flat = origin + (k * pitch + u)[:, None] * along + out[:, None] * facing
            points = flat[None] + z[:, None, None] * [0, 0, 1]
            normals = np.broadcast_to(facing + np.array(lean)[:, None] * along * 0.6, points.shape)
            # Wear: a little darker and greyer down by the floor.
            wear = np.clip(1 - (0.16 - z) * 1.0, 0.86, 1.0)
            colours = (base * tone)[None, None] * np.array([s[2] for s in shape])[None, :, None] * wear[:, None, None]
            form.add(points.reshape(-1, 3), grid(rows + 1, len(shape)), normals.reshape(-1, 3), colours.reshape(-1, 3))


def boards(form, x, y, z, colour, along="y", width=0.125, step=0.16, facing=1, vary=0.14, other=None, grain=GRAIN):
    """A floor or ceiling of boards within x (from, to) and y (from, to)."""
    across, run = (x, y) if along == "y" else (y, x)
    a = across[0]
    while a < across[1] - 1e-6:
        w = min(width * form.random.uniform(0.92, 1.08), across[1] - a)
        rows = max(1, round((run[1] - run[0]) / step))
        t = np.linspace(run[0], run[1], rows + 1)
        gap = 0.0025
        u = np.array([a, a + gap, a + w - gap, a + w])
        tone = np.array([0.45, 1.0, 1.0, 0.45])
        uu, tt = np.meshgrid(u, t)
        drop = np.broadcast_to(np.array([-0.002, 0, 0, -0.002]) * facing, uu.shape)
        flat = np.stack([uu, tt, z + drop], -1) if along == "y" else np.stack([tt, uu, z + drop], -1)
        shift = form.random.random(2)
        uv = np.stack([tt / grain[0], (uu - a) / grain[1]], -1) + shift
        shade = mixed(colour, other if other is not None else colour, np.full(uu.shape, form.random.random()))
        shade = shade * tone[None, :, None] * (1 + vary * (form.random.random() * 2 - 1))
        form.add(flat.reshape(-1, 3), grid(rows + 1, 4), np.tile([0, 0, float(facing)], (flat.size // 3, 1)), shade.reshape(-1, 3), uv.reshape(-1, 2))
        a += w


class Place:
    """Coordinates of a wall: along it, up, and out into the room."""

    def __init__(self, origin, along, facing):
        self.origin, self.along, self.facing = (np.asarray(v, float) for v in (origin, along, facing))

    def at(self, u, z, out=0.0):
        return self.origin + u * self.along + np.array([0, 0, z]) + out * self.facing

    def size(self, u, z, out):
        """Sizes along x, y, z of a box that is u long, z high and out deep."""
        s = np.abs(u * self.along) + np.abs(out * self.facing)
        return np.array([s[0], s[1], z])

    def box(self, form, u, z, out, su, sz, so, colour, **more):
        form.box(self.at(u, z, out), self.size(su, sz, so), colour, **more)


def window(form, place, hole, colour, casements=2, panes=2, thick=0.16, sill=True, sill_deep=0.20):
    """A window in a hole (from, to, low, high) of a wall: lining, frames, bars, casing, sill.
    `place` has its origin in the wall's inner face."""
    a, b, low, high = hole
    mid, tall = (a + b) / 2, high - low
    lining = dict(chamfer=0.004, vary=0.02)
    for u in (a + 0.012, b - 0.012):
        place.box(form, u, (low + high) / 2, -thick / 2, 0.024, tall, thick, colour, step=0.3, **lining)
    place.box(form, mid, high - 0.012, -thick / 2, b - a, 0.024, thick, colour, step=0.3, **lining)
    place.box(form, mid, low + 0.005, -thick / 2, b - a, 0.03, thick, colour, step=0.2, **lining)
    # Casing on the wall.
    for u in (a - 0.045, b + 0.045):
        place.box(form, u, (low + high) / 2, 0.012, 0.10, tall + 0.02, 0.026, colour, step=0.3, chamfer=0.007, vary=0.02)
    place.box(form, mid, high + 0.055, 0.014, b - a + 0.22, 0.11, 0.030, colour, step=0.3, chamfer=0.008, vary=0.02)
    if sill:
        place.box(form, mid, low - 0.012, sill_deep / 2 - 0.02, b - a + 0.20, 0.034, sill_deep, colour, step=0.15, chamfer=0.008, vary=0.02)
        place.box(form, mid, low - 0.06, 0.012, b - a + 0.16, 0.06, 0.022, colour, step=0.3, chamfer=0.006)
    # Casements.
    deep = -thick * 0.62
    edges = np.linspace(a + 0.024, b - 0.024, casements + 1)
    for left, right in zip(edges[:-1], edges[1:]):
        for u in (left + 0.027, right - 0.027):
            place.box(form, u, (low + high) / 2, deep, 0.054, tall - 0.03, 0.042, colour, step=0.4, vary=0.02)
        for z in (low + 0.050, high - 0.050):
            place.box(form, (left + right) / 2, z, deep, right - left - 0.1, 0.056, 0.042, colour, step=0.3, vary=0.02)
        for k in range(1, panes):
            place.box(form, (left + right) / 2, low + 0.02 + (tall - 0.04) * k / panes, deep, right - left - 0.1, 0.024, 0.03, colour, step=0.3)
    return deep


def valance(body, place, start, length, top, height, material, uv, piece=0.34, out=0.105):
    """A short gathered curtain along the whole window, its picture repeated every `piece` metres."""
    count = max(1, round(length / piece))
    for k in range(count):
        curtain(body, place, start + length * k / count, length / count, top, height, material, (1, 1, 1), 2, uv, 0.0, out, sway=0.15, columns=8, rows=3)


def curtain(body, place, start, width, top, height, material, colour, folds=6, uv=None, gather=0.0, out=0.09, sway=0.35, depth=0.026, columns=36, rows=12):
    """A gathered cloth hanging from a rod; `gather` (−1…1) draws its foot to one side."""
    form = body[material]
    s, t = np.meshgrid(np.linspace(0, 1, columns + 1), np.linspace(0, 1, rows + 1))
    wave = folds * 2 * math.pi * s + 0.9 * np.sin(t * 2.2 + folds)
    deep = depth * np.sin(wave) * (0.45 + 0.55 * t)
    squeeze = 1 - abs(gather) * 0.42 * np.sin(np.clip(t * 1.35, 0, 1) * math.pi / 2 * 1.2) ** 2
    side = s if gather >= 0 else s - 1
    u = start + (0 if gather >= 0 else width) + side * width * squeeze
    hem = 0.006 * np.sin(wave * 0.5)
    points = place.origin + u[..., None] * place.along + (top - t * height + hem * t)[..., None] * [0, 0, 1] + (out + deep)[..., None] * place.facing
    slope = np.cos(wave) * depth * folds * 2 * math.pi / width * (0.45 + 0.55 * t)
    normals = place.facing - np.clip(slope, -1.6, 1.6)[..., None] * 0.6 * place.along
    picture = None
    if uv is not None:
        u0, v0, u1, v1 = uv
        picture = np.stack([u0 + (u1 - u0) * s, v1 + (v0 - v1) * t], -1).reshape(-1, 2)
    shade = np.asarray(colour, float) * (0.90 + 0.10 * np.sin(wave))[..., None]
    form.add(points.reshape(-1, 3), grid(rows + 1, columns + 1), normals.reshape(-1, 3), shade.reshape(-1, 3), picture, (t**1.5 * sway).reshape(-1))


def door(body, place, left, width, height, colour, trim, metal_colour, panels=((0.30, 0.46), (0.98, 0.62), (1.66, 0.44))):
    """A panelled door with its casing and handle, closed. `panels`: (middle height, height)."""
    form, mid = body["solid"], left + width / 2
    form.panel(place.at(left, 0, -0.004), width * place.along, (0, 0, height), 6, 12, colour, place.facing)
    for z, tall in panels:
        for s in (-1, 1):
            u = mid + s * width * 0.235
            wide = width * 0.34
            place.box(form, u, z, 0.0, wide, tall, 0.014, np.asarray(colour) * 0.93, chamfer=0.008)
            place.box(form, u, z, 0.006, wide - 0.07, tall - 0.07, 0.016, np.asarray(colour) * 1.02, chamfer=0.010)
    for u in (left - 0.05, left + width + 0.05):
        place.box(form, u, height / 2 + 0.02, 0.012, 0.11, height + 0.04, 0.034, trim, step=0.4, chamfer=0.008)
    place.box(form, mid, height + 0.06, 0.014, width + 0.24, 0.12, 0.038, trim, chamfer=0.008)
    place.box(form, mid, 0.012, 0.0, width, 0.024, 0.10, np.asarray(trim) * 0.7)
    u = left + 0.07
    place.box(form, u, 1.02, 0.004, 0.036, 0.17, 0.008, metal_colour, chamfer=0.003)
    form.tube([place.at(u, 1.05, 0.0), place.at(u, 1.05, 0.05), place.at(u + 0.02, 1.05, 0.058), place.at(u + 0.11, 1.045, 0.056)], [0.009, 0.009, 0.009, 0.007], metal_colour, 8)


def logs(form, origin, along, length, low, high, facing, colour, other, holes=(), thick=0.175, seed=3, step=0.16, bulge=0.055):
    """A wall of hewn round logs, moss in the seams, cut at its holes."""
    origin, along, facing = (np.asarray(v, float) for v in (origin, along, facing))
    count = round((high - low) / thick)
    thick = (high - low) / count
    around = np.radians([-88, -62, -30, 0, 30, 62, 88])
    for k in range(count):
        z = low + (k + 0.5) * thick
        spans = [(0.0, length)]
        for a, b, c, d in holes:
            if z + thick / 2 > c + 0.01 and z - thick / 2 < d - 0.01:
                spans = [piece for p, q in spans for piece in ((p, min(q, a)), (max(p, b), q)) if piece[1] - piece[0] > 0.01]
        shift = form.random.random(2)
        share = form.random.random()
        for p, q in spans:
            n = max(2, round((q - p) / step))
            t = np.linspace(p, q, n + 1)
            crooked = 0.006 * noise(t, np.full_like(t, k * 3.7), seed, 3, 1.4)
            tt, aa = np.meshgrid(t, around, indexing="ij")
            up = z + np.sin(aa) * thick * 0.5 + crooked[:, None] * np.cos(aa)
            out = np.cos(aa) * bulge + crooked[:, None] * np.cos(aa)
            points = origin + tt[..., None] * along + up[..., None] * [0, 0, 1] + out[..., None] * facing
            normals = np.cos(aa)[..., None] * facing + np.sin(aa)[..., None] * [0, 0, 1]
            seam = np.clip((np.abs(np.degrees(aa)) - 60) / 28, 0, 1)
            base = mixed(colour, other, np.full(aa.shape, share)) * (1 + 0.05 * noise(tt, aa + k, seed + 1, 3, 0.9))[..., None]
            moss = mixed("5b5233", "3d3a24", (noise(tt, aa * 0 + k, seed + 5, 2, 0.2) * 0.5 + 0.5))
            shade = base * (1 - seam[..., None] * 0.9) + moss * seam[..., None] * 0.55
            uv = np.stack([tt / GRAIN[0], np.degrees(aa) / 180 * 0.55], -1) + shift
            form.add(points.reshape(-1, 3), grid(n + 1, len(around)), normals.reshape(-1, 3), shade.reshape(-1, 3), uv.reshape(-1, 2))
