"""What stands in the air before a picture: mist over the water, stars, far birds."""

import math

from numba import njit


@njit(cache=True, fastmath=True)
def veil(out, first, rows, depth, noise, drift, amount, colour):
    """Morning mist that lies over the lake in slow banks: thickest at the waterline, far away only."""
    height, width = depth.shape
    for i in range(first, first + rows):
        pitch = (0.5 - (i + 0.5) / height) * math.pi
        for j in range(width):
            far = depth[i, j]
            if far < 12.0:
                continue
            yaw = (j + 0.5) / width
            top = 0.020 + 0.012 * tile(noise, yaw * 1024 + drift * 1024, 40.0 + drift * 200)
            low = -0.05
            thick = math.exp(-(max(pitch - top * 0.4, 0.0) / max(top, 0.004)) ** 2) if pitch > low else math.exp(-(((pitch - low) / 0.05) ** 2))
            thick *= 0.62 + 0.30 * tile(noise, yaw * 2048 + drift * 1024, pitch * 1800.0 + 500.0)
            thick = min(max(thick, 0.0), 1.0) * amount * (1 - math.exp(-(far - 12.0) / 45.0))
            for k in range(3):
                out[i, j, k] = int(out[i, j, k] * (1 - thick) + colour[k] * thick)


@njit(cache=True, fastmath=True)
def spots(out, coverage, rows, columns, strength, wide):
    """Stars: soft points added where the sky is open."""
    height, width = coverage.shape
    for n in range(rows.shape[0]):
        r, c = rows[n], columns[n]
        for i in range(int(r) - 2, int(r) + 4):
            for j in range(int(c) - 3, int(c) + 5):
                if 0 <= i < height and coverage[i, j % width] < 40:
                    q = ((i - r) ** 2 + (j - c) ** 2) / (wide[n] * wide[n])
                    add = strength[n] * math.exp(-q) * (1 - coverage[i, j % width] / 40.0)
                    for k in range(3):
                        out[i, j % width, k] = min(255, int(out[i, j % width, k] + add * (1.0 if k == 2 else 0.93)))


@njit(cache=True, fastmath=True)
def stroke(out, x0, y0, x1, y1, wide, colour, opacity):
    """A soft line between two points (columns, rows), for birds far away."""
    height, width = out.shape[:2]
    dx, dy = x1 - x0, y1 - y0
    long = dx * dx + dy * dy + 1e-6
    for i in range(int(min(y0, y1) - wide - 1), int(max(y0, y1) + wide + 2)):
        for j in range(int(min(x0, x1) - wide - 1), int(max(x0, x1) + wide + 2)):
            t = min(max(((j - x0) * dx + (i - y0) * dy) / long, 0.0), 1.0)
            q = math.hypot(j - x0 - t * dx, i - y0 - t * dy)
            a = min(max(wide - q + 0.5, 0.0), 1.0) * opacity
            if a > 0 and 0 <= i < height:
                for k in range(3):
                    out[i, j % width, k] = int(out[i, j % width, k] * (1 - a) + colour[k] * a)
