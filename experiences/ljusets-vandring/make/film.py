"""A day of light at the lake, mixed frame by frame from the layers that `place.py` photographed.

    nice python3 experiences/ljusets-vandring/make/film.py --layers DIR [--seconds 30] [--out FILM.mp4]
    ... --stills 0 0.2 0.5 --out FOLDER        # single frames as pictures, to look at

The sun goes round, and with it the weight and colour of each layer, the sky, the mist, the lamps; the
water mirrors what stands there in its own waves; clouds drift, the boat rocks, two loons swim by,
swallows hunt far out, stars come. After one round everything is where it was.
"""

import argparse
import math
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import cv2
import numpy as np
from numba import njit

import moving
from air import spots, stroke, veil
from moving import tile
from day import ROUND, SUNS

EYE = 1.75
RATE = 24

ROUND = np.array(ROUND)


def hexa(code):
    """Linear light from a colour as it is shown."""
    v = np.array([int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)])
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


# By the sun's height: zenith, middle, horizon, glow about the sun, sunlight, light from the sky, mist.
HOURS = [
    # height   zenith    middle    horizon   glow      sunlight            sky light            haze
    (-11, hexa("0b1630"), hexa("1a2d56"), hexa("34496f"), hexa("3a4664"), np.zeros(3), hexa("3d5484") * 1.25, hexa("2c3d5c")),
    (-6, hexa("1a2d55"), hexa("4a5b8a"), hexa("b98c8c"), hexa("c8744e"), np.zeros(3), hexa("6476a0") * 1.3, hexa("66688a")),
    (-1, hexa("3c5c8f"), hexa("949cc0"), hexa("f2b48a"), hexa("ff8f45"), np.zeros(3), hexa("9aa2c0") * 1.3, hexa("b49a9c")),
    (2, hexa("4a71a6"), hexa("a4aecb"), hexa("f8cb98"), hexa("ffa655"), np.array([1.0, 0.50, 0.22]) * 1.3, hexa("a6b0c8") * 1.25, hexa("cdb3a4")),
    (6, hexa("4f7fb8"), hexa("a3bbd6"), hexa("f7deb4"), hexa("ffc27a"), np.array([1.0, 0.66, 0.38]) * 2.0, hexa("adbcd4") * 1.2, hexa("d3c6b4")),
    (17, hexa("4a86c4"), hexa("93bfe0"), hexa("dfe6e2"), hexa("ffe2b4"), np.array([1.0, 0.84, 0.62]) * 1.75, hexa("b6cae2") * 1.1, hexa("c9d3d6")),
    (39, hexa("3f7fc2"), hexa("86b8df"), hexa("d3e2ea"), hexa("fff0d4"), np.array([1.0, 0.93, 0.80]) * 1.55, hexa("bacde4") * 1.05, hexa("c0d0da")),
]


def at(height):
    """The sky's colours for a height of the sun."""
    heights = [row[0] for row in HOURS]
    k = int(np.clip(np.searchsorted(heights, height) - 1, 0, len(HOURS) - 2))
    f = float(np.clip((height - heights[k]) / (heights[k + 1] - heights[k]), 0, 1))
    return [a * (1 - f) + b * f for a, b in zip(HOURS[k][1:], HOURS[k + 1][1:])]


def sun_at(share):
    """(yaw, height) of the sun, smooth and the same after a whole round."""
    share %= 1.0
    times = np.concatenate([ROUND[:-1, 0] - 1, ROUND[:-1, 0], ROUND[:, 0] + 1])
    turns = np.repeat([-360, 0, 360], [len(ROUND) - 1, len(ROUND) - 1, len(ROUND)])
    yaws = np.concatenate([ROUND[:-1, 1], ROUND[:-1, 1], ROUND[:, 1]]) + turns
    heights = np.concatenate([ROUND[:-1, 2], ROUND[:-1, 2], ROUND[:, 2]])
    near = np.linspace(-0.02, 0.02, 9)
    weight = np.hanning(11)[1:-1] / np.hanning(11)[1:-1].sum()
    yaw = float((np.interp(share + near, times, yaws) * weight).sum())
    return (yaw + 180) % 360 - 180, float((np.interp(share + near, times, heights) * weight).sum()), share


def weights(share):
    """How much of each sun layer stands for the sun at this share of the round."""
    marks = np.array([ROUND[i, 0] for i in (0, 1, 2, 3, 4, 5)])
    w = np.zeros(6)
    if share >= 0.9:
        w[0] = 1
    elif share >= marks[-1]:
        w[5] = 1
    else:
        k = int(np.searchsorted(marks, share, side="right") - 1)
        f = (share - marks[k]) / (marks[k + 1] - marks[k])
        f = f * f * (3 - 2 * f)
        w[k], w[k + 1] = 1 - f, f
    return w


def bump(share, middle, wide):
    """A soft hill of height 1 about `middle` on the round."""
    away = (share - middle + 0.5) % 1.0 - 0.5
    return math.exp(-((away / wide) ** 2))


@njit(cache=True, fastmath=True)
def heaven(out, zenith, middle, horizon, glow, sun_yaw, sun_pitch, a, ax, ay, b, bx, by, blend, lit, shade, cover, night):
    """The sky's light into `out`: rows from straight up to the horizon. Two fields of cloud, blended."""
    rows, columns = out.shape[:2]
    sp, cp = math.sin(sun_pitch), math.cos(sun_pitch)
    keep = math.sqrt(blend * blend + (1 - blend) * (1 - blend))
    for i in range(rows):
        pitch = (0.5 - (i + 0.5) / rows * 0.5) * math.pi
        s, c = math.sin(pitch), math.cos(pitch)
        h = math.sqrt(s)
        for j in range(columns):
            yaw = ((j + 0.5) / columns - 0.5) * 2 * math.pi
            toward = s * sp + c * cp * math.cos(yaw - sun_yaw)
            flat = max(toward, 0.0)
            halo = math.exp((toward - 1) * 55.0)
            wide = flat**4
            low = math.exp(-s * 6.0)
            dim = 0.0
            reach = 1.0 / (s + 0.13)
            x, y = c * math.sin(yaw) * reach, c * math.cos(yaw) * reach
            if cover > 0:
                n = 1024
                u, v = x * 95.0, y * 150.0
                mass = (tile(a, u + ax * n, v + ay * n) * blend + tile(b, u + bx * n, v + by * n) * (1 - blend)) / keep
                tx, ty = math.sin(sun_yaw) * 16.0, math.cos(sun_yaw) * 22.0
                beyond = (tile(a, u + tx + ax * n, v + ty + ay * n) * blend + tile(b, u + tx + bx * n, v + ty + by * n) * (1 - blend)) / keep
                share = (mass + 1.3 * cover - 1.25) / 0.9
                share = min(max(share, 0.0), 1.0)
                share = share * share * (3 - 2 * share) * min(1.0, max(0.0, (s - 0.015) / 0.10)) * 0.88
                light = 0.5 + 0.42 * (mass - beyond) + 0.35 * wide - 0.16 * max(mass - 0.6, 0.0)
                light = min(max(light, 0.0), 1.0)
                dim = share
            else:
                light = 0.0
            for k in range(3):
                if h < 0.55:
                    f = h / 0.55
                    f = f * (2 - f)
                    base = horizon[k] * (1 - f) + middle[k] * f
                else:
                    f = (h - 0.55) / 0.45
                    base = middle[k] * (1 - f) + zenith[k] * f
                shine = glow[k] * (0.70 * halo + wide * (0.10 + 0.55 * low))
                cloud = shade[k] * (1 - light) + lit[k] * light + glow[k] * halo * 0.45
                out[i, j, k] = (base + shine) * (1 - dim) + cloud * dim


@njit(cache=True, fastmath=True)
def mix_land(out, layers, colours, depth, reach, haze, coverage, table):
    """The land in all its lights, veiled by the air before it, as it is shown; by its share of the pixel."""
    height, width = coverage.shape
    steps = table.shape[0] - 1
    for i in range(height):
        for j in range(width):
            cover = coverage[i, j] / np.float32(255.0)
            if cover == 0:
                out[i, j, 0] = out[i, j, 1] = out[i, j, 2] = 0
                continue
            thick = np.float32(0.93) * (1 - math.exp(-depth[i, j] / reach))
            for k in range(3):
                light = np.float32(0.0)
                for n in range(len(layers)):
                    light += layers[n][i, j, k] * colours[n, k]
                # Shown colour is not in proportion to light: half covered pixels go by their own full light.
                light = light / cover * (1 - thick) + haze[k] * thick
                out[i, j, k] = int(table[int(min(math.sqrt(light * np.float32(0.25)), 1.0) * steps)] * cover)


@njit(cache=True, fastmath=True)
def mix_mirror(out, layers, colours, depth, reach, haze, open_sky):
    """What the still water mirrors of the land, in light."""
    rows, width = open_sky.shape
    for i in range(rows):
        for j in range(width):
            thick = np.float32(0.93) * (1 - math.exp(-depth[i, j] / reach)) * (1 - open_sky[i, j])
            for k in range(3):
                light = np.float32(0.0)
                for n in range(len(layers)):
                    light += layers[n][i, j, k] * colours[n, k]
                out[i, j, k] = light * (1 - thick) + haze[k] * thick


@njit(cache=True, fastmath=True)
def above(out, key0, key1, between, coverage, sky, table, top_rows):
    """Land and sky into the frame: land between two key pictures, the sky behind what covers it partly."""
    height, width = coverage.shape
    rows, columns = sky.shape[:2]
    steps = table.shape[0] - 1
    m1 = int(between * 256)
    m0 = 256 - m1
    for i in range(height):
        y = (i + 0.5) / height * 2 * rows - 0.5
        y = min(max(y, 0.0), rows - 1.001)
        i0 = int(y)
        fy = y - i0
        for j in range(width):
            cover = coverage[i, j]
            if cover == 255 or i > top_rows:
                for k in range(3):
                    out[i, j, k] = (key0[i, j, k] * m0 + key1[i, j, k] * m1) >> 8
                continue
            x = (j + 0.5) / width * columns - 0.5 + columns
            x0 = int(x)
            fx = x - x0
            a, b = x0 % columns, (x0 + 1) % columns
            for k in range(3):
                light = (sky[i0, a, k] * (1 - fx) + sky[i0, b, k] * fx) * (1 - fy) + (sky[i0 + 1, a, k] * (1 - fx) + sky[i0 + 1, b, k] * fx) * fy
                behind = table[int(min(math.sqrt(max(light, 0.0) * 0.25), 1.0) * steps)]
                land = (key0[i, j, k] * m0 + key1[i, j, k] * m1) / 256.0
                out[i, j, k] = int(land + behind * (255 - cover) / 255.0)


@njit(cache=True, fastmath=True)
def water(out, first, share_of_water, mirror0, mirror1, between, open_sky, sky, table, s0, s1, s2, s3, s4, t0, t1, t2, t3, streaks, drift,
          sun_yaw, sun_pitch, sunlight, deep, rings, haze, haze_share, eye):
    """The lake into the frame from row `first` on: each pixel looks up along its own wave's mirror."""
    rows, width = share_of_water.shape
    height = out.shape[0]
    per_row = math.pi / height
    sky_rows, sky_columns = sky.shape[:2]
    steps = table.shape[0] - 1
    light = np.zeros(3)
    for i in range(rows):
        down = (first + i + 0.5) * per_row - math.pi / 2
        if down < 0.002:
            continue
        sin_d, cos_d = math.sin(down), math.cos(down)
        away = eye * cos_d / sin_d
        foot = away * away / eye * per_row
        for j in range(width):
            wet = share_of_water[i, j]
            if wet == 0.0:
                continue
            yaw = ((j + 0.5) / width - 0.5) * 2 * math.pi
            sy, cy = math.sin(yaw), math.cos(yaw)
            x, y = away * sy, away * cy
            calm = tile(streaks, x * 2.2 + drift * 1024, y * 5.5)
            rough = min(max(0.55 + 0.45 * calm, 0.12), 1.25)
            # Two tiles of waves, coarser the farther away; what is finer than a pixel blurs the mirror.
            level = math.log2(max(foot / 0.055, 1.0))
            u, v = x / 14.0, y / 14.0
            if level < 1:
                a, b = tile(s0[:, :, 0], u * 256, v * 256), tile(s0[:, :, 1], u * 256, v * 256)
            elif level < 2:
                a, b = tile(s1[:, :, 0], u * 128, v * 128), tile(s1[:, :, 1], u * 128, v * 128)
            elif level < 3:
                a, b = tile(s2[:, :, 0], u * 64, v * 64), tile(s2[:, :, 1], u * 64, v * 64)
            elif level < 4:
                a, b = tile(s3[:, :, 0], u * 32, v * 32), tile(s3[:, :, 1], u * 32, v * 32)
            else:
                a, b = tile(s4[:, :, 0], u * 16, v * 16), tile(s4[:, :, 1], u * 16, v * 16)
                fade = max(0.0, 1.0 - (level - 4) / 3)
                a *= fade
                b *= fade
            u, v = (x * 0.8 + y * 0.6) / 4.7, (y * 0.8 - x * 0.6) / 4.7
            fine = math.log2(max(foot / 0.0184, 1.0))
            if fine < 1:
                c, d = tile(t0[:, :, 0], u * 256, v * 256), tile(t0[:, :, 1], u * 256, v * 256)
            elif fine < 2:
                c, d = tile(t1[:, :, 0], u * 128, v * 128), tile(t1[:, :, 1], u * 128, v * 128)
            elif fine < 3:
                c, d = tile(t2[:, :, 0], u * 64, v * 64), tile(t2[:, :, 1], u * 64, v * 64)
            else:
                c, d = tile(t3[:, :, 0], u * 32, v * 32), tile(t3[:, :, 1], u * 32, v * 32)
                fade = max(0.0, 1.0 - (fine - 3) / 3)
                c *= fade
                d *= fade
            slope_x, slope_y = (a + c * 0.8 - d * 0.6) * rough, (b + c * 0.6 + d * 0.8) * rough
            for r in range(rings.shape[0]):
                dx, dy = x - rings[r, 0], y - rings[r, 1]
                q = math.hypot(dx, dy) + 1e-4
                wave = math.exp(-(((q - rings[r, 2]) / 0.28) ** 2)) * rings[r, 3] * math.sin((q - rings[r, 2]) * 22.0)
                slope_x += wave * dx / q
                slope_y += wave * dy / q
            ahead = slope_x * sy + slope_y * cy
            across = slope_x * cy - slope_y * sy
            hidden = rough * 0.030 * (1 - 1 / (1 + foot / 0.7))
            # Where the mirrored ray goes, as an angle above the horizon; waves hide what would be below it.
            up = abs(down - 2 * ahead)
            aside = 2 * across * sin_d
            seen = math.sin(min(max(down - ahead, 0.0), 1.5))
            seen = math.sqrt(seen * seen + 0.25 * hidden * hidden)
            fresnel = 0.02 + 0.98 * (1 - seen) ** 5
            light[:] = 0.0
            free = 0.0
            taps = 3 if hidden > 0.004 else 1
            for q in range(taps):
                lift = abs(up + (q - (taps - 1) / 2) * hidden * 1.5)
                row = (math.pi / 2 + lift) / per_row - 0.5 - first
                row = min(max(row, 0.0), rows - 1.001)
                r0 = int(row)
                fr = row - r0
                column = (yaw + aside + 3 * math.pi) / (2 * math.pi) * width - 0.5
                c0 = int(column)
                fc = column - c0
                ca, cb = c0 % width, (c0 + 1) % width
                w00, w01, w10, w11 = (1 - fr) * (1 - fc), (1 - fr) * fc, fr * (1 - fc), fr * fc
                clear = open_sky[r0, ca] * w00 + open_sky[r0, cb] * w01 + open_sky[r0 + 1, ca] * w10 + open_sky[r0 + 1, cb] * w11
                above_row = min(max((0.5 - lift / math.pi) * 2 * sky_rows - 0.5, 0.0), sky_rows - 1.0)
                sa = int(above_row)
                sc = int((yaw + aside + 3 * math.pi) / (2 * math.pi) * sky_columns) % sky_columns
                for k in range(3):
                    here0 = mirror0[r0, ca, k] * w00 + mirror0[r0, cb, k] * w01 + mirror0[r0 + 1, ca, k] * w10 + mirror0[r0 + 1, cb, k] * w11
                    here1 = mirror1[r0, ca, k] * w00 + mirror1[r0, cb, k] * w01 + mirror1[r0 + 1, ca, k] * w10 + mirror1[r0 + 1, cb, k] * w11
                    light[k] += (here0 * (1 - between) + here1 * between + clear * sky[sa, sc, k]) / taps
                free += clear / taps
            # The sun's own path of light on the water.
            glint = 0.0
            if sun_pitch > -0.02:
                spread = 0.018 + 1.2 * hidden
                off = up - max(sun_pitch, 0.01)
                turn = yaw + aside - sun_yaw
                turn -= 2 * math.pi * math.floor(turn / (2 * math.pi) + 0.5)
                turn *= math.cos(sun_pitch)
                glint = math.exp(-0.5 * (off * off / (spread * spread) + turn * turn / (0.030 * 0.030 + hidden * hidden * 0.5))) * 0.018 / spread * 1.5 * free
            mist = haze_share * (1 - math.exp(-away / 70.0))
            for k in range(3):
                value = light[k] * fresnel + deep[k] * (1 - fresnel) + sunlight[k] * glint
                value = value * (1 - mist) + haze[k] * mist
                byte = table[int(min(math.sqrt(max(value, 0.0) * 0.25), 1.0) * steps)]
                out[first + i, j, k] = int(out[first + i, j, k] * (1 - wet) + byte * wet)


class Day:
    """The layers, made ready, and the frames drawn from them."""

    def __init__(self, folder, seconds):
        sky, coverage = moving.read(folder / "sky.exr")
        shape, _ = moving.read(folder / "shape.exr")
        depth, whole = moving.read(folder / "depth.exr")
        self.height, self.width = coverage.shape
        self.seconds = seconds
        size = (self.width, self.height)
        wet = np.clip(shape[..., 0], 0, 1)
        wet[: self.height // 2] = 0
        dry_from, wet_from = moving.nearest(wet < 0.05), moving.nearest(wet > 0.95)
        clear = np.clip(shape[..., 1], 0, 1)
        self.depth = np.where(whole > 0.02, depth[..., 0] / np.maximum(whole, 0.02), 3000.0).astype(np.float32)
        self.coverage = np.round(np.clip(coverage, 0, 1) * 255).astype(np.uint8)
        self.first = self.height // 2
        last = int(np.flatnonzero((wet > 0).any(axis=1)).max()) + 2
        lake = slice(self.first, min(last, self.height))

        def spread(picture, source, rows=slice(None)):
            flat = picture.reshape(-1, picture.shape[-1]) if picture.ndim == 3 else picture.reshape(-1)
            return np.ascontiguousarray(flat[source[rows]])

        mirrored_sky = clear * wet
        light = np.where(shape[..., :1] > 0.5, np.maximum(sky - 0.86 * mirrored_sky[..., None], 0), sky)
        # Blades of grass at our feet, thinner than a pixel, have the white mirror in their colour: take out as
        # much white as there is more blue than grass has.
        near_water = cv2.blur(wet, (17, 17))
        columns = (np.arange(self.width) / self.width - 0.5) * 360
        blades = (near_water > 0.02) & (wet < 0.95) & (self.depth < 3.6) & (np.abs(columns + 3) < 53)[None]
        white = np.clip((sky[..., 2:] - 0.45 * sky[..., 1:2]) / 0.55, 0, 0.9)
        light = np.where(blades[..., None], np.maximum(sky - white, 0.25 * sky * np.array([0.9, 1.0, 0.4], np.float32)) / (1 - 0.7 * white), light).astype(np.float32)
        self.land = [spread(light, dry_from)]
        self.mirror = [spread(light, wet_from, lake)]
        self.open_sky = spread(clear, wet_from, lake).astype(np.float32)
        # The sun layers are half as wide: their share of the sky's light is, softly, enlarged.
        small = cv2.resize(np.where(wet[..., None] > 0.5, light, sky), (self.width // 2, self.height // 2), interpolation=cv2.INTER_AREA)
        covered = cv2.resize(coverage, (self.width // 2, self.height // 2), interpolation=cv2.INTER_AREA)
        for name in (*SUNS, "lamps"):
            layer, _ = moving.read(folder / f"{name}.exr")
            if layer.shape[1] != self.width // 2:
                layer = cv2.resize(layer, (self.width // 2, self.height // 2), interpolation=cv2.INTER_LINEAR)
            grey = small.mean(axis=-1, keepdims=True)
            ratio = np.clip(layer / np.maximum(small, 0.15 * grey + 2e-3), 0, 14)
            solid = covered > 0.5
            filled = np.where(solid[..., None], ratio, ratio.reshape(-1, 3)[moving.nearest(solid)])
            ratio = cv2.resize(filled, size, interpolation=cv2.INTER_LINEAR)
            light_here = ratio * light
            if name == "lamps":
                direct = cv2.resize(layer, size, interpolation=cv2.INTER_LINEAR)
                light_here = np.where((direct > 1.2).any(axis=-1, keepdims=True), direct, light_here)
            self.land.append(spread(light_here, dry_from))
            self.mirror.append(spread(light_here, wet_from, lake))
        self.land = [x.astype(np.float32) for x in self.land]
        self.mirror = [x.astype(np.float32) for x in self.mirror]
        self.wet = np.ascontiguousarray(wet[lake]).astype(np.float32)
        # What is mirrored is about as far away as what stands as high above the horizon.
        self.away_mirror = np.ascontiguousarray(np.minimum(self.depth[::-1][lake], 1500.0))
        self.table = moving.curve()
        self.boat()
        self.waves = moving.Waves(14.0, seconds, 0.026, 0.25, 3.5, seed=3)
        self.ripples = moving.Waves(4.7, seconds, 0.020, 0.09, 0.9, seed=4)
        self.clouds = moving.cloudy(seed=5), moving.cloudy(seed=6)
        self.streaks = moving.cloudy(seed=8, steep=2.0, longest=0.3)
        self.sky = np.zeros((self.height // 6, self.width // 6, 3), np.float32)
        self.frame = np.zeros((self.height, self.width, 3), np.uint8)
        random = np.random.default_rng(9)
        n = 900
        self.stars = np.arcsin(random.uniform(0.03, 1, n)), random.uniform(-math.pi, math.pi, n), random.pareto(1.6, n) * 0.16 + 0.10, random.integers(3, 9, n), random.random(n)
        self.keys = {}

    def boat(self):
        """The part of the picture that holds the boat, and how far each pixel of it goes with the boat."""
        left, top = self.point(-22.5, 1.0)
        right, bottom = self.point(0.0, -21.0)
        self.part = tuple(int(v) for v in (top, bottom, left, right))
        y, x = np.mgrid[self.part[0] : self.part[1], self.part[2] : self.part[3]].astype(np.float32)
        (cx, cy), unit = self.point(-11.3, -9.0), self.width / 360
        aside, down = (x - cx) / unit, (y - cy) / unit
        self.goes = np.clip((9.0 - np.abs(aside)) / 2.5, 0, 1) * np.clip((10.0 - np.abs(down)) / 3.0, 0, 1)
        self.grid = x - self.part[2], y - self.part[0], aside

    def rock(self, share):
        """Let the boat in the frame rock a little on its mooring; gives the water around it as it then is."""
        a, b, c, d = self.part
        x, y, aside = self.grid
        turn, scale = 2 * math.pi * share, self.width / 4096
        lift = 1.3 * math.sin(11 * turn) + 0.5 * math.sin(7 * turn + 1)
        roll = 0.16 * math.sin(9 * turn + 2) + 0.05 * math.sin(16 * turn)
        drift = 1.1 * math.sin(3 * turn)
        rows = (y + self.goes * (lift + roll * aside) * scale).astype(np.float32)
        columns = (x + self.goes * drift * scale).astype(np.float32)
        self.frame[a:b, c:d] = cv2.remap(self.frame[a:b, c:d], columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        wet = self.wet.copy()
        under = max(self.first, a)
        around = np.zeros((b - a, d - c), np.float32)
        around[under - a :] = self.wet[under - self.first : b - self.first, c:d]
        wet[under - self.first : b - self.first, c:d] = cv2.remap(around, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[under - a :]
        return wet

    def lights(self, share):
        """Weights (colour) of each layer, haze colour and distance at a share of the round."""
        yaw, height, share = sun_at(share)
        zenith, middle, horizon, glow, sunlight, skylight, haze = at(height)
        w = weights(share)
        lamps = min(max((2.0 - height) / 6.0, 0.0), 1.0) * (1 if 0.5 < share < 0.975 else 0)
        # Eyes open wider in the dusk, and so does this: the land is never as dark as it would be in truth.
        wide = 1.30 + 0.35 * min(max((14 - height) / 14, 0.0), 1.0)
        colours = [skylight * wide, *(sunlight * wide * x for x in w), np.array([1.0, 0.92, 0.82]) * 0.9 * lamps]
        reach = 1500 - 900 * bump(share, 0.0, 0.12) - 500 * bump(share, 0.70, 0.10)
        return colours, haze, reach

    def key(self, share):
        """The land as it is shown and the mirrored land's light, at one moment of the round."""
        name = round(share % 1.0, 6)
        if name not in self.keys:
            while len(self.keys) > 2:
                self.keys.pop(next(iter(self.keys)))
            colours, haze, reach = self.lights(share)
            used = [k for k, colour in enumerate(colours) if colour.max() > 1e-4]
            light = np.array([colours[k] for k in used], np.float32)
            land, mirror = np.empty((*self.coverage.shape, 3), np.uint8), np.empty((*self.wet.shape, 3), np.float32)
            haze = haze.astype(np.float32)
            mix_land(land, tuple(self.land[k] for k in used), light, self.depth, np.float32(reach), haze, self.coverage, self.table)
            mix_mirror(mirror, tuple(self.mirror[k] for k in used), light, self.away_mirror, np.float32(reach), haze, self.open_sky)
            self.keys[name] = land, mirror
        return self.keys[name]

    def draw(self, share, step):
        """The frame at a share of the round; land is mixed anew every `step` of it."""
        before = math.floor(share / step + 1e-9) * step
        key0, mirror0 = self.key(before)
        key1, mirror1 = self.key(before + step)
        between = (share - before) / step
        yaw, height, share = sun_at(share)
        zenith, middle, horizon, glow, sunlight, skylight, haze = at(height)
        a, b = self.clouds
        blend = 0.5 - 0.5 * math.cos(2 * math.pi * share)
        place_b = (share + 0.5) % 1.0
        day = min(max((height + 4) / 12, 0), 1)
        lit = (horizon * 0.45 + glow * 0.35 + np.array([1, 1, 1]) * 0.30 * day)
        shade = middle * 0.62 + horizon * 0.28
        cover = 0.56 + 0.16 * bump(share, 0.66, 0.16) - 0.14 * bump(share, 0.85, 0.08)
        heaven(self.sky, zenith, middle, horizon, glow, math.radians(yaw), math.radians(height), a, 0.10 * (share - 0.5), 0.06 * (share - 0.5), b, 0.10 * (place_b - 0.5), 0.06 * (place_b - 0.5), blend, lit, shade, cover, 0.0)
        above(self.frame, key0, key1, between, self.coverage, self.sky, self.table, self.height // 2)
        s, t = self.waves.slopes(share), self.ripples.slopes(share)
        mist = 0.10 + 0.75 * bump(share, 0.985, 0.075)
        deep = hexa("131c1a") * (0.25 + 0.75 * day)
        rings = self.rings(share)
        water(self.frame, self.first, self.rock(share), mirror0, mirror1, between, self.open_sky, self.sky, self.table, *s[:5], *t[:4], self.streaks, share,
              math.radians(yaw), math.radians(height), sunlight * (1.6 if height > 1 else 0.9 * max(height + 1, 0)), deep, rings, haze, 0.5 * mist, EYE)
        if mist > 0.12:
            colour = self.table[(np.sqrt(np.clip((haze * 0.8 + horizon * 0.25) * 0.25, 0, 1)) * (len(self.table) - 1)).astype(int)]
            far = int(self.height * 0.075)
            veil(self.frame, self.height // 2 - far, 2 * far, self.depth, self.streaks, share, mist * 0.9, colour)
        self.night(share, height)
        self.birds(share, height)
        return self.frame

    def rings(self, share):
        """Where a fish has just risen: place, the ring's size and its strength."""
        found = []
        for when, x, y in ((0.06, 3.0, 10.0), (0.36, -0.6, 14.0), (0.55, 4.4, 17.0), (0.62, 1.6, 9.0), (0.68, -4.0, 19.0), (0.73, 2.4, 13.0), (0.93, 0.5, 11.0)):
            since = ((share - when) % 1.0) * self.seconds
            if since < 5.0:
                found.append((x, y, 0.15 + 0.42 * since, 0.22 * min(since / 0.25, 1.0) * math.exp(-since / 1.5)))
        return np.array(found, np.float64).reshape(-1, 4)

    def night(self, share, height):
        """The stars, each breathing in its own time."""
        dark = min(max((-height - 4.5) / 4.5, 0.0), 1.0)
        if dark <= 0:
            return
        pitch, yaw, bright, beats, phase = self.stars
        scale = self.width / 4096
        strength = np.clip(bright, 0, 0.9) * 230 * dark * (0.82 + 0.18 * np.sin(2 * math.pi * (beats * 2 * share + phase)))
        strength *= np.clip(pitch / 0.25, 0, 1)
        spots(self.frame, self.coverage, (0.5 - pitch / math.pi) * self.height, (yaw / (2 * math.pi) + 0.5) * self.width, strength, np.full(len(pitch), max(0.75, 1.05 * scale)))

    def point(self, yaw, pitch):
        return (yaw / 360 + 0.5) * self.width, (0.5 - pitch / 180) * self.height

    def birds(self, share, height):
        """Swallows far out by day; a pair of loons on the water, mornings and evenings."""
        scale = self.width / 4096
        light = min(max((height + 8) / 20, 0.12), 1.0)
        for n, (start, long, yaw0, yaw1, high, beat) in enumerate(((0.08, 0.20, -60, 25, 9, 9), (0.10, 0.20, -66, 20, 12, 8), (0.34, 0.22, 70, -30, 14, 9), (0.37, 0.20, 78, -20, 11, 8), (0.385, 0.21, 74, -34, 17, 9), (0.52, 0.18, -40, 50, 8, 8))):
            t = (share - start) / long
            if not 0 < t < 1:
                continue
            yaw = yaw0 + (yaw1 - yaw0) * t + 5 * math.sin(t * 9 + n)
            pitch = high + 3.0 * math.sin(t * 13 + n * 2) + 1.5 * math.sin(t * 23 + n)
            x, y = self.point(yaw, pitch)
            glide = 0.5 + 0.5 * math.sin(t * 40 + n)
            flap = math.sin(share * self.seconds * beat * 2 * math.pi * 0.35 + n) * glide * 0.7 + 0.25
            span = 5.2 * scale * (1.2 if n % 2 else 1.0)
            opacity = 0.75 * min(t * 8, (1 - t) * 8, 1.0)
            tone = np.array([46, 50, 60]) * light
            for side in (-1, 1):
                stroke(self.frame, x, y, x + side * span, y - flap * span * 0.8 + 0.2 * span, 0.7 * scale + 0.25, tone, opacity)
        for n, (yaw0, yaw1, down) in enumerate(((16.0, 4.0, 4.1), (19.5, 6.5, 3.7))):
            # They come in the late afternoon and go before night, far along their way all the time.
            t = (share - 0.47 - 0.006 * n) / 0.34
            if not 0 < t < 1:
                continue
            up = min(t / 0.02, (1 - t) / 0.02, 1.0)
            yaw = yaw0 + (yaw1 - yaw0) * t
            x, y = self.point(yaw, -down)
            y += 0.5 * scale * math.sin(share * self.seconds * 2 + n * 2)
            k = 8.5 * scale * (1 - 0.08 * n)
            tone = np.array([26, 27, 32]) * light
            stroke(self.frame, x - k, y, x + k * 0.8, y, k * 0.26 * up + 0.2, tone, up)
            stroke(self.frame, x - k * 0.75, y, x - k * 0.8, y - k * 0.75 * up, k * 0.13 + 0.2, tone, up)
            stroke(self.frame, x - k * 0.8, y - k * 0.78 * up, x - k * 1.25, y - k * 0.74 * up, k * 0.07 + 0.2, tone, up)
            stroke(self.frame, x - k * 0.8, y + k * 0.34, x + k * 0.6, y + k * 0.40, k * 0.10, np.array([90, 96, 104]) * light, 0.35 * up)
            for side in (-1, 1):
                stroke(self.frame, x - k * 0.6, y + k * 0.3, x + k * 5, y + k * (0.3 + 0.55 * side + 0.2), 0.7 * scale, np.array([230, 230, 235]) * light, 0.13 * up)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--layers", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--quality", type=float, default=21)
    parser.add_argument("--preset", default="veryfast")
    parser.add_argument("--stills", type=float, nargs="*", help="these shares of the round as pictures, no film")
    parser.add_argument("--out", type=Path, default=HERE.parent / "media/day.mp4")
    arguments = parser.parse_args()
    day = Day(arguments.layers, arguments.seconds)
    frames = arguments.seconds * RATE
    step = 16 / frames
    if arguments.stills:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for share in arguments.stills:
            cv2.imwrite(str(arguments.out / f"{share:.3f}.png"), day.draw(share, step)[..., ::-1])
        return
    film = moving.Film(arguments.out, day.width, day.height, RATE, arguments.quality, preset=arguments.preset, kilobits=4400)
    for number in range(frames):
        film.add(day.draw(number / frames, step))
        if number % 48 == 0:
            print(f"{number} of {frames}", flush=True)
    film.close()


if __name__ == "__main__":
    main()
