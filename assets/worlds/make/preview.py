"""A quick picture of a world's glb from the seat, by the same ray caster that baked it.

    python3 assets/worlds/make/preview.py lake/world.glb out.png --season autumn --time evening --yaw -40 --width 90
    python3 … --round                      # all 360° round, equirectangular
    python3 … --clip duck-comes@6          # a clip's pose at a time (may be given several times)

It stands in for the engine while a world is made: seasons, tags, baked light, a plain sky, still
water that mirrors, haze. It knows nothing of wind, particles, rain or the shader's finer points.
"""

import argparse
import math

import numpy as np
from numba import njit
from PIL import Image

import light
import world
from forms import linear
from readback import Glb

# Per time: sky above, sky at the horizon, colour of the key light, of the sky light, of the lamps.
LOOKS = {
    "morning": ("7fa6cf", "f3dcc0", (2.6, 1.9, 1.2), (0.52, 0.60, 0.74), 0.3),
    "day": ("3f7cc4", "c9dbe8", (2.6, 2.4, 2.1), (0.55, 0.70, 0.95), 0.0),
    "evening": ("6f8fbb", "f6c88f", (2.6, 1.45, 0.65), (0.46, 0.46, 0.58), 0.8),
    "night": ("0d1526", "1f2f48", (0.10, 0.13, 0.19), (0.045, 0.060, 0.10), 1.0),
}
CODES = {"solid": 0, "ground": 1, "leaf": 2, "needle": 3, "grass": 4, "water": 5, "glass": 6, "glow": 7, "flame": 8, "cloth": 9}


@njit(cache=True)
def _sky(d, above, horizon, sun, key):
    h = max(0.0, d[2])
    mix = 1.0 - (1.0 - h) ** 5
    out = horizon + (above - horizon) * mix
    c = max(0.0, (d * sun).sum())
    return out + key * (0.25 * c**40 + 0.05 * c**6 + (6.0 if c > 0.9995 else 0.0))


@njit(cache=True)
def _surface(o, d, seed, tree, corners, indices, through, kind, normals, colours, lights, suns, time, sun, key, sky_light, lamp_light, above, horizon, haze, ice):
    """What a ray sees, water left out: (colour, is it water, the water's share of the sky, distance)."""
    hit, t, u, v = light._cast(o[0], o[1], o[2], d[0], d[1], d[2], 1e9, seed, False, tree, corners, through)
    if hit < 0:
        return _sky(d, above, horizon, sun, key), False, 0.0, 1e9
    a, b, c = indices[hit, 0], indices[hit, 1], indices[hit, 2]
    w = 1.0 - u - v
    n = normals[a] * w + normals[b] * u + normals[c] * v
    n = n / (np.sqrt((n * n).sum()) + 1e-9)
    colour = colours[a] * w + colours[b] * u + colours[c] * v
    baked = lights[a] * w + lights[b] * u + lights[c] * v
    lit = suns[a, time] * w + suns[b, time] * u + suns[c, time] * v
    k = kind[hit]
    if k == 5:
        if not ice:
            return colour, True, baked[0], t
        colour = np.array([0.75, 0.80, 0.86])
        n = np.array([0.0, 0.0, 1.0])
    if k != 2 and k != 3 and k != 4 and (n * d).sum() > 0.0:
        n = -n
    cosine = (n * sun).sum()
    if k == 2 or k == 4 or k == 3:
        cosine = max(0.0, cosine * 0.6 + 0.4) * 0.8
    elif baked[3] > 0.5:
        cosine = 1.0
    else:
        cosine = max(0.0, cosine)
    out = colour * (sky_light * baked[0] + key * (lit * cosine) + lamp_light * baked[1])
    if k == 7 or k == 8:
        out = colour * (0.3 + 2.5 * lamp_light.sum() / 3.0)
    f = math.exp(-t * haze)
    out = out * f + (horizon * 0.9 + above * 0.1) * (1.0 - f)
    return out, False, 0.0, t


@njit(cache=True)
def _shade(o, d, seed, tree, corners, indices, through, kind, normals, colours, lights, suns, time, sun, key, sky_light, lamp_light, above, horizon, haze, ice):
    out, water, open_, t = _surface(o, d, seed, tree, corners, indices, through, kind, normals, colours, lights, suns, time, sun, key, sky_light, lamp_light, above, horizon, haze, ice)
    if not water:
        return out
    p = o + d * t
    far = min(1.0, 25.0 / (t + 1.0))
    rx = np.sin(p[0] * 2.1 + p[1] * 3.7) + np.sin(p[0] * 5.3 - p[1] * 4.1 + 1.3) * 0.6 + np.sin(p[0] * 0.7 + p[1] * 9.1)
    ry = np.sin(p[0] * 3.3 - p[1] * 2.9 + 0.7) + np.sin(p[0] * 1.1 + p[1] * 6.3) * 0.8
    n = np.array([rx * 0.012 * far, ry * 0.012 * far, 1.0])
    n = n / np.sqrt((n * n).sum())
    cosine = max(0.02, -(d * n).sum())
    r = d + n * (2.0 * cosine)
    r[2] = max(r[2], 0.004)
    r = r / np.sqrt((r * r).sum())
    fresnel = 0.03 + 0.97 * (1.0 - cosine) ** 5
    mirrored, twice, _, _ = _surface(p + np.array([0.0, 0.0, 0.003]), r, seed, tree, corners, indices, through, kind, normals, colours, lights, suns, time, sun, key, sky_light, lamp_light, above, horizon, haze, ice)
    if twice:
        mirrored = horizon
    deep = np.array([0.020, 0.035, 0.032]) * (sky_light.sum() + 0.3 * key.sum())
    f = math.exp(-t * haze)
    return (mirrored * fresnel + deep * (1.0 - fresnel) * open_) * f + (horizon * 0.9 + above * 0.1) * (1.0 - f)


@njit(cache=True)
def _picture(directions, eye, samples, spread, tree, corners, indices, through, kind, normals, colours, lights, suns, time, sun, key, sky_light, lamp_light, above, horizon, haze, ice):
    h, w = directions.shape[:2]
    out = np.zeros((h, w, 3))
    for y in range(h):
        for x in range(w):
            for s in range(samples):
                d = directions[y, x] + spread * (np.array([np.sin(x * 12.9 + y * 78.2 + s * 3.1), np.sin(x * 39.3 + y * 11.1 + s * 7.7), np.sin(x * 73.1 + y * 52.2 + s * 5.3)]) * 0.5)
                d = d / np.sqrt((d * d).sum())
                out[y, x] += _shade(eye, d, (y * w + x) * 1.3 + s * 17.1, tree, corners, indices, through, kind, normals, colours, lights, suns, time, sun, key, sky_light, lamp_light, above, horizon, haze, ice)
    return out / samples


def shown(glb, node, material, season, time, weather):
    """Whether the engine shows a primitive now."""
    tags = glb.tags(node)
    for kind, now in ((world.SEASONS, season), (world.TIMES, time), (world.WEATHERS, weather)):
        if tags & set(kind) and now not in tags:
            return False
    return season not in glb.materials[material].get("extras", {}).get("bare_in", [])


def picture(path, season="summer", time="evening", weather="clear", yaw=0.0, pitch=-3.0, width=100.0, size=(1100, 620), round_=False, poses=(), eye=(0, 0, 1.2), samples=2, haze=None, lights=None):
    """The view as an sRGB image array."""
    glb = Glb(path)
    parts, start = [], 0
    for node, material, a in glb.primitives(clip=list(poses)):
        if shown(glb, node, material, season, time, weather):
            name = glb.materials[material]["name"]
            tint = np.array(glb.materials[material].get("extras", {}).get("season", {}).get(season, [1, 1, 1]))
            kind = CODES[name.split("-")[0]]
            colour = a["COLOR_0"][:, :3] * tint
            if season == "winter" and name.split("-")[0] in ("ground", "needle"):
                cover = np.clip(a["normals"][:, 2] * 1.6 - 0.2, 0, 1) * a["_LIGHT"][:, 0] ** 0.7 * (0.95 if kind == 1 else 0.55)
                colour = colour + (np.array([0.80, 0.84, 0.90]) - colour) * cover[:, None]
            parts.append((a["points"], a["normals"], colour, a["_LIGHT"], a["_SUN"], a["triangles"] + start, np.full(len(a["triangles"]), kind)))
            start += len(a["points"])
    points, normals, colours, lit, suns, triangles, kind = (np.concatenate(x) for x in zip(*parts))
    a, b, c = (points[triangles[:, k]] for k in range(3))
    keep = np.linalg.norm(np.cross(b - a, c - a), axis=1) > 1e-12
    triangles, kind, a, b, c = triangles[keep], kind[keep], a[keep], b[keep], c[keep]
    corners = np.ascontiguousarray(np.concatenate([a, b - a, c - a], 1))
    tree = light._build(np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c))
    through = np.where(kind == 6, 0.85, 0.0)
    above, horizon, key, sky_light, lamps = LOOKS[time]
    above, horizon, key, sky_light = linear(above), linear(horizon), np.array(key), np.array(sky_light)
    if weather != "clear":
        grey = np.array([0.55, 0.58, 0.62]) * sky_light.mean() * 1.5
        above, horizon, key, sky_light = grey * 0.8, grey, key * 0.04, sky_light * 1.15
    if haze is None:
        haze = {"fog": 0.03, "rain": 0.004, "snow": 0.006}.get(weather, 0.0011)
    w, h = size
    if round_:
        lon, lat = np.meshgrid(np.linspace(-math.pi, math.pi, w), np.linspace(math.pi / 2 * 0.9, -math.pi / 2, h))
        way = np.stack([np.sin(lon) * np.cos(lat), np.cos(lon) * np.cos(lat), np.sin(lat)], -1)
        spread = 2 * math.pi / w
    else:
        half = math.tan(math.radians(width / 2))
        x, z = np.meshgrid(np.linspace(-half, half, w), np.linspace(half * h / w, -half * h / w, h))
        p, q = math.radians(pitch), math.radians(yaw)
        way = np.stack([x, np.cos(p) - z * np.sin(p), np.sin(p) + z * np.cos(p)], -1)
        way = np.stack([way[..., 0] * math.cos(q) + way[..., 1] * math.sin(q), -way[..., 0] * math.sin(q) + way[..., 1] * math.cos(q), way[..., 2]], -1)
        spread = 2 * half / w
    sun = world.direction(*(lights or world.LIGHTS)[time])
    out = _picture(way, np.asarray(eye, float), samples, spread, tree, corners, triangles, through, kind, normals, colours, lit, suns,
                   world.TIMES.index(time), sun, key, sky_light, np.array([1.9, 1.25, 0.6]) * lamps * (0.5 if time != "night" else 0.7),
                   above, horizon, float(haze), season == "winter")
    out *= {"night": 5.0, "evening": 0.9}.get(time, 0.75)
    out = np.clip(out * (2.51 * out + 0.03) / (out * (2.43 * out + 0.59) + 0.14), 0, 1)
    return (np.where(out <= 0.0031308, out * 12.92, 1.055 * out ** (1 / 2.4) - 0.055) * 255).astype(np.uint8)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("glb"), p.add_argument("out")
    p.add_argument("--season", default="summer"), p.add_argument("--time", default="evening"), p.add_argument("--weather", default="clear")
    for name, value in (("yaw", 0.0), ("pitch", -3.0), ("width", 100.0)):
        p.add_argument("--" + name, type=float, default=value)
    p.add_argument("--round", action="store_true"), p.add_argument("--clip", action="append", default=[])
    p.add_argument("--size", default="1100x620"), p.add_argument("--samples", type=int, default=2), p.add_argument("--haze", type=float)
    a = p.parse_args()
    poses = [(c.split("@")[0], float(c.split("@")[1] if "@" in c else 0)) for c in a.clip]
    image = picture(a.glb, a.season, a.time, a.weather, a.yaw, a.pitch, a.width, tuple(map(int, a.size.split("x"))), a.round, poses, samples=a.samples, haze=a.haze)
    Image.fromarray(image).save(a.out)


if __name__ == "__main__":
    main()
