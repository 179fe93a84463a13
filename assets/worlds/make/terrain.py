"""Ground round the seat: a polar sheet that is fine near by and coarse far off, and far ridges."""

import math

import numpy as np

from forms import Form, Paint, linear


def inside(points, polygon):
    """Which of the points (n, 2) lie in the closed polygon (m, 2)."""
    x, y = points[:, 0], points[:, 1]
    found = np.zeros(len(points), bool)
    for (ax, ay), (bx, by) in zip(polygon, np.roll(polygon, -1, axis=0)):
        crosses = (ay > y) != (by > y)
        if ay != by:
            found ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return found


def distance(points, polygon):
    """Distance from the points to a closed polygon's edge, positive outside, negative inside."""
    best = np.full(len(points), 1e9)
    for a, b in zip(polygon, np.roll(polygon, -1, axis=0)):
        ab = b - a
        t = np.clip(((points - a) @ ab) / (ab @ ab), 0, 1)
        best = np.minimum(best, np.linalg.norm(points - a - t[:, None] * ab, axis=1))
    return np.where(inside(points, polygon), -best, best)


def smooth_polygon(points, steps=6):
    """A closed curve through the points (Catmull–Rom)."""
    p = np.asarray(points, float)
    before, after, further = np.roll(p, 1, 0), np.roll(p, -1, 0), np.roll(p, -2, 0)
    out = []
    for i in range(len(p)):
        for s in np.arange(steps) / steps:
            out.append(0.5 * (2 * p[i] + (after[i] - before[i]) * s + (2 * before[i] - 5 * p[i] + 4 * after[i] - further[i]) * s**2 + (3 * p[i] - before[i] - 3 * after[i] + further[i]) * s**3))
    return np.array(out)


def polar_sheet(form, height, paint, radii, sides=120, keep=None):
    """A sheet of rings about the seat; height(x, y) gives z, keep(x, y, z) the cells' corners that stay."""
    angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
    r, a = np.meshgrid(radii, angle, indexing="ij")
    # Rings are shifted and wavered, so that no spokes show.
    a = a + (np.arange(len(radii)) % 2)[:, None] * math.pi / sides
    x, y = (r * np.sin(a)).reshape(-1), (r * np.cos(a)).reshape(-1)
    z = height(x, y)
    index = np.arange(len(x)).reshape(r.shape)
    after = np.roll(index, -1, axis=1)
    even = np.stack([index[:-1], after[:-1], index[1:]], -1), np.stack([after[:-1], after[1:], index[1:]], -1)
    odd = np.stack([index[:-1], after[1:], index[1:]], -1), np.stack([index[:-1], after[:-1], after[1:]], -1)
    rows = np.arange(len(radii) - 1) % 2 == 0
    triangles = np.concatenate([np.concatenate([one[rows].reshape(-1, 3) for one in even]), np.concatenate([one[~rows].reshape(-1, 3) for one in odd])])
    if keep is not None:
        stays = keep(x, y, z)
        triangles = triangles[stays[triangles].any(1)]
    used, inverse = np.unique(triangles, return_inverse=True)
    form.add(np.stack([x, y, z], -1)[used], inverse.reshape(-1, 3), paint, True, np.full(len(used), 0.5))
    return form


def ridge(form, seed, away, yaw_from, yaw_to, tall, colour, step=0.35, tooth=0.02, base=-1.0):
    """A far wooded hill: a strip whose upper edge is tree tops; colours fade upwards into the blue."""
    r = np.random.default_rng(seed)
    yaw = np.arange(yaw_from, yaw_to, step)
    share = (yaw - yaw_from) / (yaw_to - yaw_from)
    shape = sum(np.sin(yaw * f * 0.0175 + r.random() * 6) / f**0.8 for f in (3, 7, 13, 23))
    line = tall * np.clip(0.62 + 0.22 * shape, 0.05, 2) * np.clip(np.minimum(share, 1 - share) * 7, 0, 1) ** 0.6
    top = line + away * tooth * (np.arange(len(yaw)) % 2) * r.uniform(0.3, 1.0, len(yaw)) * (line > tall * 0.1)
    x, y = np.sin(np.radians(yaw)) * away, np.cos(np.radians(yaw)) * away
    rings = np.stack([np.stack([x, y, np.full_like(x, base)], -1), np.stack([x, y, line * 0.55], -1), np.stack([x, y, top], -1)])
    low, high = linear(colour) * 1.25, linear(colour)
    paint = Paint("needle-far", lambda p, part: low + (high - low) * np.clip(p[:, 2] / tall * 1.5, 0, 1)[:, None], normals="up", vary=0.0)
    form.loft(rings, paint, True, False, part=0.5)
    return form
