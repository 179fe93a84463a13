"""Flat views out of a panorama, side by side, to judge it by eye.

    python3 experiences/make/look.py PICTURE OUT.png [--stereo TopBottom|LeftRight] [--half] [--yaw 0 --pitch 0 --across 90]

Without --yaw: ahead, right, behind, left, up and down (ahead, left, right, up, down with --half).
"""

import argparse
import math

import numpy as np
from PIL import Image


def flat(pixels, yaw, pitch, across=90.0, size=(640, 480), half=False):
    """The view of a camera turned to yaw and pitch (degrees), `across` degrees wide."""
    height, width = pixels.shape[:2]
    w, h = size
    reach = math.tan(math.radians(across / 2))
    x, y = np.meshgrid((np.arange(w) + 0.5) / w * 2 - 1, 1 - (np.arange(h) + 0.5) / h * 2)
    v = np.stack([x * reach, np.ones_like(x), y * reach * h / w], axis=-1)
    p, a = math.radians(pitch), math.radians(yaw)
    v = np.stack([v[..., 0], v[..., 1] * math.cos(p) - v[..., 2] * math.sin(p), v[..., 1] * math.sin(p) + v[..., 2] * math.cos(p)], -1)
    v = np.stack([v[..., 0] * math.cos(a) + v[..., 1] * math.sin(a), -v[..., 0] * math.sin(a) + v[..., 1] * math.cos(a), v[..., 2]], -1)
    longitude = np.arctan2(v[..., 0], v[..., 1]) / (math.pi if half else 2 * math.pi) + 0.5
    latitude = 0.5 - np.arcsin(v[..., 2] / np.linalg.norm(v, axis=-1)) / math.pi
    columns = longitude * width - 0.5
    rows = np.clip(latitude * height - 0.5, 0, height - 1.001)
    c0, r0 = np.floor(columns).astype(int), np.floor(rows).astype(int)
    fc, fr = (columns - c0)[..., None], (rows - r0)[..., None]

    def at(r, c):
        return pixels[np.clip(r, 0, height - 1), np.clip(c, 0, width - 1) if half else c % width].astype(np.float32)

    mixed = (at(r0, c0) * (1 - fc) + at(r0, c0 + 1) * fc) * (1 - fr) + (at(r0 + 1, c0) * (1 - fc) + at(r0 + 1, c0 + 1) * fc) * fr
    if half:
        mixed[np.abs(longitude - 0.5) > 0.5] = 0
    return mixed.astype(np.uint8)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("picture")
    parser.add_argument("out")
    parser.add_argument("--stereo", choices=["TopBottom", "LeftRight"])
    parser.add_argument("--half", action="store_true")
    parser.add_argument("--yaw", type=float)
    parser.add_argument("--pitch", type=float, default=0.0)
    parser.add_argument("--across", type=float, default=90.0)
    arguments = parser.parse_args()
    pixels = np.asarray(Image.open(arguments.picture).convert("RGB"))
    eyes = [pixels]
    if arguments.stereo:
        eyes = np.split(pixels, 2, axis=0 if arguments.stereo == "TopBottom" else 1)
    if arguments.yaw is not None:
        views = [flat(eye, arguments.yaw, arguments.pitch, arguments.across, (960, 720), arguments.half) for eye in eyes]
        sheet = np.concatenate(views, axis=1)
    else:
        places = [(0, 0), (90, 0), (180, 0), (-90, 0), (0, 75), (0, -75)]
        if arguments.half:
            places = [(0, 0), (50, 0), (-50, 0), (0, 60), (0, -60), (0, 0)]
        views = [flat(eyes[0], yaw, pitch, half=arguments.half) for yaw, pitch in places]
        sheet = np.concatenate([np.concatenate(views[i : i + 3], axis=1) for i in (0, 3)], axis=0)
    Image.fromarray(sheet).save(arguments.out)


if __name__ == "__main__":
    main()
