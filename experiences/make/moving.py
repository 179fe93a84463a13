"""What moves in our films, drawn frame by frame: waves, clouds, and the way from light to a film file.

Pictures are numpy arrays (height, width, 3): *light* is linear floating point, *shown* is 8 bit.
Everything here repeats itself exactly after a whole loop. The heavy loops are compiled by numba.
Deliberately without any place of its own: what stands where is for the experience to say.
"""

import math
import os
import subprocess
from pathlib import Path

os.environ.setdefault("OPENCV_IO_ENABLE_OPENEXR", "1")

import cv2
import numpy as np
from numba import njit

import spherical


class Waves:
    """The slopes of a small lake's waves: a square tile, `size` metres wide, that repeats in space
    and after `seconds` in time. `steep` is the slopes' root mean square."""

    def __init__(self, size, seconds, steep, shortest, longest, wind=(0.5, -1.0), texels=256, seed=1):
        random = np.random.default_rng(seed)
        k = np.fft.fftfreq(texels, size / texels) * 2 * math.pi
        kx, ky = np.meshgrid(k, k)
        number = np.hypot(kx, ky) + 1e-9
        long = 2 * math.pi / number
        along = (kx * wind[0] + ky * wind[1]) / number / math.hypot(*wind)
        power = np.exp(-((shortest / long) ** 2) - (long / longest) ** 4) * number**-1.6 * (0.25 + np.maximum(along, 0) ** 2)
        self.amplitude = power * np.exp(2j * math.pi * random.random(power.shape))
        # Deep water's own pace, rounded so that every wave comes back with the loop.
        turns = np.round(np.sqrt(9.81 * number) * seconds / (2 * math.pi))
        self.pace, self.kx, self.ky = 2 * math.pi * turns, kx, ky
        self.gain = 1.0
        self.gain = steep / np.sqrt(np.mean(self.slopes(0.1)[0] ** 2) * 2)

    def slopes(self, share):
        """The slopes (texels, texels, 2) at a share 0–1 of the loop, then ever coarser copies."""
        wave = self.amplitude * np.exp(-1j * self.pace * share)
        both = np.stack([np.fft.ifft2(1j * self.kx * wave).real, np.fft.ifft2(1j * self.ky * wave).real], -1)
        levels = [np.ascontiguousarray((both * self.gain).astype(np.float32))]
        while len(levels[-1]) > 4:
            half = levels[-1].shape[0] // 2
            levels.append(cv2.resize(levels[-1], (half, half), interpolation=cv2.INTER_AREA))
        return levels


def cloudy(texels=1024, steep=1.75, seed=1, longest=0.5):
    """Fractal noise on a tile that repeats, mean 0 and spread 1."""
    random = np.random.default_rng(seed)
    k = np.fft.fftfreq(texels, 1 / texels)
    number = np.hypot(*np.meshgrid(k, k))
    shape = np.where(number > 0, np.maximum(number, 1e-9) ** -steep, 0) * (1 - np.exp(-((number * longest) ** 2)))
    field = np.fft.ifft2(shape * np.exp(2j * math.pi * random.random(shape.shape))).real
    return ((field - field.mean()) / field.std()).astype(np.float32)


@njit(cache=True, fastmath=True, inline="always")
def tile(field, x, y):
    """A repeating tile's value between its texels; x and y in texels."""
    n = field.shape[0]
    x0, y0 = math.floor(x), math.floor(y)
    fx, fy = x - x0, y - y0
    i0, j0 = int(y0) % n, int(x0) % n
    i1, j1 = (i0 + 1) % n, (j0 + 1) % n
    return (field[i0, j0] * (1 - fx) + field[i0, j1] * fx) * (1 - fy) + (field[i1, j0] * (1 - fx) + field[i1, j1] * fx) * fy


@njit(cache=True, fastmath=True)
def shown(light):
    """Light as it is shown, 0–255: true in the dark and the middle, a soft shoulder in the bright."""
    if light > 0.55:
        light = 0.55 + 0.45 * (1.0 - math.exp(-(light - 0.55) / 0.45))
    if light <= 0.0031308:
        return 255.0 * 12.92 * max(light, 0.0)
    return 255.0 * (1.055 * light ** (1 / 2.4) - 0.055)


def curve(steps=4096, most=4.0):
    """`shown` as a table over the square root of light, 0 to `most`."""
    return np.array([shown((i / (steps - 1)) ** 2 * most) for i in range(steps)], np.float32)


@njit(cache=True, fastmath=True)
def planes(picture, grain, luma, blue, red):
    """8-bit colour into BT.709 limited-range planes 4:2:0; `grain` (64, 64) hides the steps in skies."""
    height, width = picture.shape[:2]
    for i in range(0, height, 2):
        for j in range(0, width, 2):
            r = g = b = 0.0
            for a in range(2):
                for c in range(2):
                    x, y, z = picture[i + a, j + c, 0], picture[i + a, j + c, 1], picture[i + a, j + c, 2]
                    r += x
                    g += y
                    b += z
                    luma[i + a, j + c] = int(16.5 + (0.2126 * x + 0.7152 * y + 0.0722 * z) * (219 / 255) + grain[(i + a) & 63, (j + c) & 63])
            grey = 0.2126 * r + 0.7152 * g + 0.0722 * b
            blue[i // 2, j // 2] = int(128.5 + (b - grey) / 1.8556 * (224 / 1020))
            red[i // 2, j // 2] = int(128.5 + (r - grey) / 1.5748 * (224 / 1020))


# Light that changes slowly must change in every frame: blocks skipped because so little happened would
# lag behind and jump at the next whole picture.
CODING = "aq-mode=3:deblock=-1,-1:weightp=2:no-fast-pskip=1:no-dct-decimate=1:deadzone-inter=6:deadzone-intra=6:rc-lookahead=24"


class Film:
    """An H.264 file that is written frame by frame and marked as a panorama when it is closed."""

    def __init__(self, path, width, height, rate, quality, *, sound=None, preset="medium", kilobits=None, stereo="mono", threads=1):
        self.path, self.stereo = Path(path), stereo
        self.path.parent.mkdir(parents=True, exist_ok=True)
        colours = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"]
        heard = ["-i", str(sound), "-c:a", "aac", "-b:a", "128k", "-shortest"] if sound else ["-an"]
        most = ["-maxrate", f"{kilobits}k", "-bufsize", f"{kilobits * 3}k"] if kilobits else []
        command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", str(rate), *colours, "-i", "-", *heard]
        command += ["-c:v", "libx264", "-preset", preset, "-crf", str(quality), *most, "-g", str(rate * 4), "-bf", "2", "-profile:v", "high", "-pix_fmt", "yuv420p", *colours,
                    "-x264-params", f"threads={threads}:{CODING}", "-map_metadata", "-1", "-metadata", "copyright=CC0 1.0", "-movflags", "+faststart", str(self.path)]
        self.pipe = subprocess.Popen(command, stdin=subprocess.PIPE)
        self.luma = np.empty((height, width), np.uint8)
        self.blue, self.red = np.empty((height // 2, width // 2), np.uint8), np.empty((height // 2, width // 2), np.uint8)
        self.grain = (np.random.default_rng(1).random((64, 64)) - 0.5).astype(np.float32)

    def add(self, picture):
        """The next frame, (height, width, 3) 8 bit."""
        planes(picture, self.grain, self.luma, self.blue, self.red)
        for plane in (self.luma, self.blue, self.red):
            self.pipe.stdin.write(plane.data)

    def close(self):
        self.pipe.stdin.close()
        if self.pipe.wait():
            raise SystemExit("ffmpeg could not write the film")
        spherical.mark(self.path, self.stereo)
        print(f"{self.path}: {self.path.stat().st_size / 1e6:.2f} MB", flush=True)


def read(path):
    """An OpenEXR layer as (colour, coverage), red first."""
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise SystemExit(f"{path} cannot be read")
    picture = picture.astype(np.float32)
    return np.ascontiguousarray(picture[..., 2::-1]), np.ascontiguousarray(picture[..., 3])


def nearest(good):
    """For every pixel the place (flat index) of the nearest good one."""
    _, labels = cv2.distanceTransformWithLabels((~good).astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL)
    where = np.zeros(labels.max() + 1, np.int64)
    where[labels[good]] = np.flatnonzero(good.ravel())
    return where[labels]
