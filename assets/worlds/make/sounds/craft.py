"""What all sounds of the worlds are made with, on top of experiences/make/synthesis.py: filters, bubbles, levels, files.

A *sound* is an array of samples (one channel) at `RATE`; a *loop* is (samples, channels) and closed in itself.
Everything is made from seeds: the same script, the same samples.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numba import njit

HERE = Path(__file__).resolve().parent
WORLDS = HERE.parents[1]
sys.path.append(str(WORLDS.parents[1] / "experiences/make"))

import synthesis as s

RATE = s.RATE
# Samples a second in the files: single sounds keep what is below 15 kHz, loops of wind and water what is below 11.
WRITTEN, LOOPS = 32000, 24000


def samples(seconds):
    """How many samples so many seconds are."""
    return int(seconds * RATE + 1e-6)


def clock(seconds):
    """The time of each sample."""
    return np.arange(samples(seconds)) / RATE


def noise(seconds, seed):
    """White noise."""
    return np.random.default_rng(seed).normal(size=samples(seconds))


def easy(n):
    """A length not shorter than n that is quick to transform: made of twos, threes and fives."""
    best = 1 << (n - 1).bit_length()
    for three in (1, 3, 9, 27):
        for five in (1, 5, 25):
            size = three * five
            best = min(best, size << max(0, (-(-n // size) - 1).bit_length()))
    return best


def shaped(sound, gain, closed=False):
    """A sound through a filter given as `gain(hertz)`; `closed` for loops, whose end runs into their beginning."""
    n = len(sound)
    size = n if closed else easy(n + min(RATE // 4, n + 4800))
    gains = gain(np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1e-3))
    if sound.ndim == 2:
        gains = gains[:, None]
    return np.fft.irfft(np.fft.rfft(sound, size, axis=0) * gains, size, axis=0)[:n]


def band(low, high, steep=2):
    """The gains of a filter that lets through what is between two frequencies."""
    return lambda f: 1 / np.sqrt((1 + (low / f) ** (2 * steep)) * (1 + (f / high) ** (2 * steep)))


def peaks(*points, floor=0.0):
    """The gains of a filter with bumps: (hertz, octaves wide, gain) each."""
    return lambda f: floor + sum(g * np.exp(-((np.log2(f / c) / w) ** 2)) for c, w, g in points)


def rise(seconds, attack, decay):
    """An envelope: up within `attack` seconds, then dying away with a time constant of `decay` seconds, silent at its end."""
    t = clock(seconds)
    return np.clip(t / attack, 0, 1) * np.exp(-np.maximum(t - attack, 0) / decay) * np.clip((seconds - t) / (0.08 * seconds), 0, 1)


def curve(seconds, points):
    """A line through (seconds, value) points, its corners rounded over 10 ms."""
    t = clock(seconds)
    points = np.asarray(points, float)
    line = np.interp(t, points[:, 0], points[:, 1])
    kernel = np.hanning(samples(0.010) | 1)
    half = len(kernel) // 2
    return np.convolve(np.pad(line, half, mode="edge"), kernel / kernel.sum(), "valid")[: len(t)]


def mix(seconds, *parts):
    """Put (sound, at seconds, gain) together."""
    total = np.zeros(samples(seconds))
    for sound, at, gain in parts:
        start = samples(at)
        room = min(len(sound), len(total) - start)
        if room > 0:
            total[start : start + room] += sound[:room] * gain
    return total


def edges(sound, first=0.003, last=0.03):
    """A sound that begins and ends in silence."""
    a, b = max(1, samples(first)), max(1, samples(last))
    sound = sound.copy()
    ramp = 0.5 - 0.5 * np.cos(np.pi * np.arange(a) / a)
    fall = 0.5 + 0.5 * np.cos(np.pi * np.arange(b) / b)
    if sound.ndim == 2:
        ramp, fall = ramp[:, None], fall[:, None]
    sound[:a] *= ramp
    sound[-b:] *= fall
    return sound


@njit(cache=True, fastmath=True)
def _ring(out, starts, hertz, damping, gains, climb):
    n = len(out)
    for k in range(len(starts)):
        length = min(int(7.0 / damping[k] * 48000), n)
        phase = 0.0
        for i in range(length):
            t = i / 48000
            phase += hertz[k] * (1 + climb[k] * t) / 48000
            attack = min(i / 24.0, 1.0)
            out[(starts[k] + i) % n] += gains[k] * attack * np.exp(-damping[k] * t) * np.sin(2 * np.pi * phase)


def bubbles(seconds, times, millimetres, gains, seed, climb=(0.0, 12.0)):
    """Air bubbles in water, each a short ringing whose pitch and damping follow from its radius (Minnaert);
    `climb`: how much of its pitch it gains in a second, from and to. What runs over the end begins anew."""
    random = np.random.default_rng(seed)
    r = np.asarray(millimetres) / 1000
    out = np.zeros(samples(seconds))
    starts = (np.asarray(times) * RATE).astype(np.int64) % len(out)
    damping = 0.13 / r + 0.0072 * r**-1.5
    _ring(out, starts, 3.0 / r, damping, np.asarray(gains, float), random.uniform(*climb, len(r)))
    return out


def scatter(seconds, rate, seed, density=None):
    """Moments at random, `rate` a second on average; `density(t)` 0 to 1 thins them out."""
    random = np.random.default_rng(seed)
    times = np.sort(random.uniform(0, seconds, int(seconds * rate)))
    return times if density is None else times[random.random(len(times)) < density(times)]


def loudest(sound):
    """The loudness (LUFS) of the loudest 0.4 s: what a single sound is as loud as."""
    x = sound if sound.ndim == 2 else sound[:, None]
    x = np.concatenate([x, np.zeros((samples(0.4), x.shape[1]))])
    n = easy(len(x))
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(n, 1 / RATE) / RATE)
    shelf = (1.53512485958697 - 2.69169619 * z + 1.19839281 * z**2) / (1 - 1.69065929 * z + 0.73248077 * z**2)
    high = (1 - 2 * z + z**2) / (1 - 1.99004745 * z + 0.99007225 * z**2)
    heard = np.fft.irfft(np.fft.rfft(x, n, axis=0) * (shelf * high)[:, None], n, axis=0)
    power = np.concatenate([[0.0], np.cumsum((heard**2).sum(axis=1))])
    window = samples(0.4)
    return -0.691 + 10 * np.log10(max((power[window:] - power[:-window]).max() / window, 1e-12))


def save_bed(loop, path, loudness=-30.0):
    """Write a loop, −30 LUFS if nothing else is said."""
    if loop.ndim == 1:
        loop = loop[:, None]
    return s.save(loop, WORLDS / path, loudness, quality=3, rate=LOOPS)


def save(sound, path, level=-20.0, ceiling=-1.5, rate=WRITTEN):
    """Write one single sound so loud in its loudest 0.4 s, or softer where its peak would be above `ceiling` dB."""
    path = WORLDS / path
    path.parent.mkdir(parents=True, exist_ok=True)
    sound = edges(shaped(np.concatenate([np.zeros(96), sound]), lambda f: 1 / (1 + (25 / f) ** 4)))
    sound = sound * 10 ** ((level - loudest(sound)) / 20)
    top = 10 ** (ceiling / 20)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "sound.wav"
        for _ in range(6):
            if np.abs(sound).max() > top:
                # Round off what rises above; far above, the whole is softer.
                sound = sound * min(1.0, 1.6 * top / np.abs(sound).max())
                sound = np.where(np.abs(sound) > 0.6 * top, np.sign(sound) * (0.6 + 0.4 * np.tanh((np.abs(sound) / top - 0.6) / 0.4)) * top, sound)
            s.write_wav(sound if sound.ndim == 2 else sound[:, None], raw)
            s.encode(raw, path, quality=3, rate=rate)
            peak = s.measure(path)["peak"]
            if peak <= -1.0:
                break
            sound = sound * 10 ** ((-1.3 - peak) / 20)
    result = {"loudest": round(loudest(sound), 1), "peak": peak, "seconds": round(len(sound) / RATE, 2), "kilobytes": round(path.stat().st_size / 1e3, 1)}
    print(path.relative_to(WORLDS), json.dumps(result), flush=True)
    return result


def variants(maker, path, seeds, **how):
    """Write `maker(seed)` for each seed as path-1.ogg, path-2.ogg and so on."""
    for number, seed in enumerate(seeds, 1):
        save(maker(seed), f"{path}-{number}.ogg", **how)


def read(path, channels=1):
    """The samples of a file, as (samples, channels)."""
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "-"], capture_output=True, check=True).stdout
    return np.frombuffer(raw, "<f4").reshape(-1, channels).astype(float)
