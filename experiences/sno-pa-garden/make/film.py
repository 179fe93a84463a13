"""Snow falling on the farmyard in the blue hour, flake by flake, over the layers of `place.py`.

    nice python3 experiences/sno-pa-garden/make/film.py --layers DIR [--seconds 24] [--sound FILE.wav]
    ... --stills 0 0.5 --out FOLDER        # single frames as pictures, to look at

Each flake has its own place, size, pace and sway in three dimensions, stands before or behind what
the depth layer knows, and glows a little where it passes a lamp. Every flake falls its column a whole
number of times in a loop, so the film has no seam. None comes nearer than 1.6 m.
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
from moving import tile

RATE = 24
NEAREST, FARTHEST = 1.6, 26.0
EYE_HEIGHT = 1.45
# Where warm light falls on flakes that pass: (x, y, z, strength).
LIGHTS = np.array([(-1.55, 3.15, 0.8, 0.55), (-6.1, 10.4, 1.6, 1.3), (-4.4, 10.7, 1.6, 1.3), (-1.0, 11.0, 1.6, 1.3), (2.6, 13.9, 1.6, 0.9), (10.9, 8.2, 2.9, 1.5), (-2.75, 11.1, 3.0, 0.9)])
CHIMNEY = (-1.86, 15.5, 6.6)


@njit(cache=True, fastmath=True)
def heaven(out, deep, low, warm, noise, ax, bx, blend):
    """A snow-laden evening sky: blue above, paler over the wood, the clouds barely moving."""
    rows, columns = out.shape[:2]
    keep = math.sqrt(blend * blend + (1 - blend) * (1 - blend))
    for i in range(rows):
        s = math.sin((0.5 - (i + 0.5) / rows * 0.5) * math.pi)
        c = math.sqrt(1 - s * s)
        f = math.exp(-s * 2.6)
        for j in range(columns):
            yaw = ((j + 0.5) / columns - 0.5) * 2 * math.pi
            reach = 1 / (s + 0.25)
            x, y = c * math.sin(yaw) * reach, c * math.cos(yaw) * reach
            mass = (tile(noise, x * 70 + ax * 1024, y * 90 + 300) * blend + tile(noise, x * 70 + bx * 1024 + 512, y * 90) * (1 - blend)) / keep
            light = 1 + 0.10 * mass * min(1.0, s * 5)
            west = max(math.cos(yaw + 1.1), 0.0) ** 3 * math.exp(-s * 7)
            for k in range(3):
                out[i, j, k] = (deep[k] * (1 - f) + low[k] * f) * light + warm[k] * west


@njit(cache=True, fastmath=True)
def smoke(out, depth, plume, noise, share, seconds):
    """Smoke from the chimney, straight up, then leaning and thinning; soft billows that rise."""
    height, width = out.shape[:2]
    x0, y0, z0 = plume
    away = math.hypot(x0, y0)
    yaw0 = math.atan2(x0, y0)
    first = int((0.5 - math.atan2(13.0, away) / math.pi) * height)
    last = int((0.5 - math.atan2(z0 - 1.45, away) / math.pi) * height)
    left = int(((yaw0 - 0.30) / (2 * math.pi) + 0.5) * width)
    right = int(((yaw0 + 0.42) / (2 * math.pi) + 0.5) * width)
    for i in range(max(first, 0), last):
        up = math.tan((0.5 - (i + 0.5) / height) * math.pi) * away - (z0 - 1.45)
        if up < 0:
            continue
        lean = 0.05 * up * up * 0.5 + 0.10 * math.sin(2 * math.pi * share + up * 0.6) * min(up, 2.0) * 0.4
        wide = 0.18 + 0.17 * up
        thin = math.exp(-up / 3.2) * min(up * 5, 1.0)
        for j in range(left, right):
            if depth[i, j] < away - 2.0:
                continue
            yaw = ((j + 0.5) / width - 0.5) * 2 * math.pi
            side = math.tan(yaw - yaw0) * away - lean
            q = side / wide
            if abs(q) > 2.4:
                continue
            u, v = side * 55.0 / (0.5 + 0.25 * up), up * 45.0
            # Two layers rise whole tiles in a loop, at different paces.
            n = 0.6 * tile(noise, u + 100, v + share * 2048) + 0.4 * tile(noise, u * 2.1 + 700, v * 2.0 + share * 3072)
            a = thin * math.exp(-q * q * 1.1) * min(max(0.62 + 0.42 * n, 0.0), 1.0) * 0.75
            for k in range(3):
                tone = 196.0 if k == 2 else (176.0 if k == 1 else 168.0)
                out[i, j, k] = int(out[i, j, k] * (1 - a) + tone * a)


@njit(cache=True, fastmath=True)
def compose(out, dark, coverage, sky, table, top_rows):
    """The sky behind what covers it only partly."""
    height, width = coverage.shape
    rows, columns = sky.shape[:2]
    steps = table.shape[0] - 1
    for i in range(top_rows):
        y = min(max((i + 0.5) / height * 2 * rows - 0.5, 0.0), rows - 1.001)
        i0 = int(y)
        fy = y - i0
        for j in range(width):
            cover = coverage[i, j]
            if cover == 255:
                continue
            x = (j + 0.5) / width * columns - 0.5 + columns
            x0 = int(x)
            fx = x - x0
            a, b = x0 % columns, (x0 + 1) % columns
            for k in range(3):
                light = (sky[i0, a, k] * (1 - fx) + sky[i0, b, k] * fx) * (1 - fy) + (sky[i0 + 1, a, k] * (1 - fx) + sky[i0 + 1, b, k] * fx) * fy
                behind = table[int(min(math.sqrt(max(light, 0.0) * 0.25), 1.0) * steps)]
                out[i, j, k] = int(dark[i, j, k] + behind * (255 - cover) / 255.0)


@njit(cache=True, fastmath=True)
def flicker(out, first, last, left, right, low, high, share):
    """The lantern's part of the picture, between its dimmer and its brighter self."""
    m = int(share * 256)
    for i in range(first, last):
        for j in range(left, right):
            for k in range(3):
                out[i, j, k] = (low[i - first, j - left, k] * (256 - m) + high[i - first, j - left, k] * m) >> 8


@njit(cache=True, fastmath=True)
def flakes(out, depth, x, y, top, fall, phase, turns, sway, beats, size, share, lights, ambient, right):
    """Every flake into the frame, seen from an eye `right` metres to the side of the camera."""
    height, width = depth.shape
    scale = width / (2 * math.pi)
    for n in range(x.shape[0]):
        t = phase[n] + share * turns[n]
        t -= math.floor(t)
        angle = 2 * math.pi * (beats[n] * share + phase[n] * 3)
        px = x[n] + sway[n] * math.sin(angle) - right
        py = y[n] + sway[n] * 0.7 * math.sin(angle * 1.0 + 1.3)
        pz = top[n] - fall[n] * t - 1.45
        away = math.hypot(px, py)
        far = math.hypot(away, pz)
        if far < 1.6:
            continue
        yaw = math.atan2(px, py)
        pitch = math.atan2(pz, away)
        cx = (yaw / (2 * math.pi) + 0.5) * width - 0.5
        cy = (0.5 - pitch / math.pi) * height - 0.5
        r = size[n] / far * scale
        stretch = 1.0 / max(math.cos(pitch), 0.12)
        # A flake smaller than a pixel keeps its light, not its size.
        opacity = 0.92
        if r < 0.75:
            opacity *= (r / 0.75) ** 2
            r = 0.75
        opacity *= min(min(t * 12, (1 - t) * 12), 1.0) * min((far - 1.6) / 0.5, 1.0)
        opacity *= 1.0 - 0.4 * far / 26.0
        if opacity < 0.02:
            continue
        warm = 0.0
        for q in range(lights.shape[0]):
            d = (px + right - lights[q, 0]) ** 2 + (py - lights[q, 1]) ** 2 + (pz + 1.45 - lights[q, 2]) ** 2
            warm += lights[q, 3] / (d + 0.6)
        warm = min(warm, 1.2)
        tones = (min(ambient[0] + 150 * warm, 250.0), min(ambient[1] + 105 * warm, 238.0), min(ambient[2] + 40 * warm, 245.0))
        rx = r * stretch
        for i in range(int(cy - r - 1), int(cy + r + 2.5)):
            if i < 0 or i >= height:
                continue
            for j in range(int(cx - rx - 1), int(cx + rx + 2.5)):
                if depth[i, j % width] < far:
                    continue
                q = ((i - cy) / r) ** 2 + ((j - cx) / rx) ** 2
                if q > 2.4:
                    continue
                a = opacity * math.exp(-q * 1.3)
                for k in range(3):
                    c = j % width
                    out[i, c, k] = int(out[i, c, k] * (1 - a) + tones[k] * a + 0.5)


class Yard:
    """The layers, made ready, and the frames drawn from them."""

    def __init__(self, folder, seconds, count):
        self.seconds = seconds
        sky, coverage = moving.read(folder / "sky.exr")
        depth, whole = moving.read(folder / "depth.exr")
        lamps, lit = moving.read(folder / "lamps.exr")
        self.height, self.width = coverage.shape
        size = (self.width, self.height)
        self.depth = np.where(whole > 0.5, depth[..., 0] / np.maximum(whole, 0.02), 3000.0).astype(np.float32)
        self.coverage = np.round(np.clip(coverage, 0, 1) * 255).astype(np.uint8)
        # Lamp light is photographed at half the width. Its detail comes from the evening light's: what is
        # enlarged is their relation, but for the lamps and windows themselves.
        small = cv2.resize(sky, (lamps.shape[1], lamps.shape[0]), interpolation=cv2.INTER_AREA)
        ratio = np.clip(lamps / np.maximum(small, 0.02), 0, 20)
        warm = np.minimum(cv2.resize(ratio, size, interpolation=cv2.INTER_LINEAR) * np.maximum(sky, 0.02), 20)
        bright = cv2.resize((lamps.max(axis=-1) > 1.6).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)[..., None]
        warm = warm * (1 - np.clip(bright, 0, 1)) + cv2.resize(lamps, size, interpolation=cv2.INTER_CUBIC).clip(0) * 0.5 * np.clip(bright, 0, 1)
        # Snow in the air pales what is far away.
        veil = (0.80 * (1 - np.exp(-self.depth / 75.0)))[..., None].astype(np.float32)
        self.table = moving.curve()
        cover = coverage[..., None]
        evening = np.array([0.150, 0.225, 0.44], np.float32)
        low = np.array([0.150, 0.205, 0.36], np.float32)

        def shown(glow):
            light = (sky * evening + warm * np.array([1.0, 0.93, 0.85], np.float32) * glow) * (1 - veil) + low * veil * cover
            full = self.table[(np.sqrt(np.clip(light / np.maximum(cover, 0.03) * 0.25, 0, 1)) * (len(self.table) - 1)).astype(np.int32)]
            return np.clip(full * cover, 0, 255).astype(np.uint8)

        self.still = shown(1.0)
        column, row = (math.atan2(-1.55, 3.15) / (2 * math.pi) + 0.5) * self.width, self.height * (0.5 + 11 / 180)
        r = int(self.width * 0.055)
        # Below the horizon only: what stands against the sky is drawn anew in every frame.
        self.part = max(int(row) - r, self.height // 2 + 10), int(row) + r, int(column) - r, int(column) + r
        a, b, c, d = self.part
        spread = np.exp(-(((np.arange(a, b) - row) / (r * 0.5)) ** 2))[:, None, None] * np.exp(-(((np.arange(c, d) - column) / (r * 0.5)) ** 2))[None, :, None]
        dim, more = shown(0.86)[a:b, c:d], shown(1.10)[a:b, c:d]
        here = self.still[a:b, c:d].astype(np.float32)
        self.dim, self.more = ((here * (1 - spread) + x * spread).astype(np.uint8) for x in (dim, more))
        self.low = low
        self.noise = moving.cloudy(seed=5)
        self.sky = np.zeros((self.height // 8, self.width // 8, 3), np.float32)
        self.frame = np.zeros((self.height, self.width, 3), np.uint8)
        self.air(count)

    def air(self, count):
        """Where every flake is at the beginning, and how it falls."""
        random = np.random.default_rng(17)
        # As many in every metre of distance: nearer ones would be too few to see otherwise.
        away = NEAREST + (FARTHEST - NEAREST) * random.random(count) ** 1.15
        around = random.uniform(-math.pi, math.pi, count)
        self.x, self.y = away * np.sin(around), away * np.cos(around)
        pace = random.uniform(0.65, 1.05, count)
        self.turns = np.maximum(1, np.round(pace * self.seconds / random.uniform(7.5, 12.0, count))).astype(np.float64)
        self.fall = pace * self.seconds / self.turns
        self.top = self.fall + random.uniform(-0.3, 0.2, count)
        self.phase, self.sway = random.random(count), random.uniform(0.05, 0.32, count)
        self.beats = random.integers(2, 7, count).astype(np.float64)
        self.size = np.clip(random.lognormal(math.log(0.0064), 0.33, count), 0.003, 0.0115)

    def draw(self, share, right=0.0):
        """The frame at a share of the loop."""
        blend = 0.5 - 0.5 * math.cos(2 * math.pi * share)
        heaven(self.sky, np.array([0.090, 0.150, 0.315]), self.low.astype(np.float64), np.array([0.10, 0.055, 0.03]), self.noise, 0.05 * share, 0.05 * ((share + 0.5) % 1.0), blend)
        self.frame[:] = self.still
        compose(self.frame, self.still, self.coverage, self.sky, self.table, self.height // 2 + 8)
        smoke(self.frame, self.depth, CHIMNEY, self.noise, share, self.seconds)
        t = 2 * math.pi * share
        breath = 0.55 + 0.2 * math.sin(9 * t) + 0.13 * math.sin(23 * t + 1) + 0.08 * math.sin(41 * t + 2)
        flicker(self.frame, *self.part, self.dim, self.more, min(max(breath, 0.0), 1.0))
        flakes(self.frame, self.depth, self.x, self.y, self.top, self.fall, self.phase, self.turns, self.sway, self.beats, self.size, share, LIGHTS, np.array([176.0, 190.0, 216.0]), right)
        return self.frame


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--layers", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=24)
    parser.add_argument("--flakes", type=int, default=14000)
    parser.add_argument("--quality", type=float, default=23)
    parser.add_argument("--preset", default="veryfast")
    parser.add_argument("--sound", type=Path, help="put this sound into the film")
    parser.add_argument("--stills", type=float, nargs="*", help="these shares of the loop as pictures, no film")
    parser.add_argument("--out", type=Path, default=HERE.parent / "media/snow.mp4")
    arguments = parser.parse_args()
    yard = Yard(arguments.layers, arguments.seconds, arguments.flakes)
    frames = arguments.seconds * RATE
    if arguments.stills is not None:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for share in arguments.stills:
            cv2.imwrite(str(arguments.out / f"{share:.3f}.png"), yard.draw(share)[..., ::-1])
        return
    film = moving.Film(arguments.out, yard.width, yard.height, RATE, arguments.quality, preset=arguments.preset, kilobits=5500, sound=arguments.sound)
    for number in range(frames):
        film.add(yard.draw(number / frames))
        if number % 48 == 0:
            print(f"{number} of {frames}", flush=True)
    film.close()


if __name__ == "__main__":
    main()
