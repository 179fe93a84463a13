"""Cat, cow, hare, bumblebee."""

import numpy as np

from birds import follow
from craft import s, RATE, band, clock, curve, edges, mix, noise, peaks, rise, samples, shaped


def voice(seconds, pitch, loud, vowels, breath, seed):
    """A throat and a mouth that moves: `vowels` are (seconds, first, second formant in hertz)."""
    n = samples(seconds)
    random = np.random.default_rng(seed)
    hertz = curve(seconds, pitch)[:n] * (1 + 0.006 * shaped(noise(seconds, seed), band(4, 30, 1))[:n] * 8)
    phase = np.cumsum(hertz) / RATE
    first = curve(seconds, [(v[0], v[1]) for v in vowels])[:n]
    second = curve(seconds, [(v[0], v[2]) for v in vowels])[:n]
    sound = np.zeros(n)
    for k in range(1, int(min(40, 7000 / hertz.max())) + 1):
        f = hertz * k
        mouth = np.exp(-((np.log2(f / first) / 0.42) ** 2)) + 0.6 * np.exp(-((np.log2(f / second) / 0.32) ** 2)) + 0.10 * np.exp(-((np.log2(f / 3300) / 0.5) ** 2)) + 0.015
        sound += np.sin(2 * np.pi * phase * k + random.uniform(0, 6)) * mouth / k**0.55
    air = shaped(noise(seconds, seed + 1)[:n], peaks((1500, 0.8, 0.6), (3400, 0.7, 0.5))) * breath
    return edges((sound + air) * np.clip(curve(seconds, loud)[:n], 0, None), 0.02, 0.06)


def meow(seed):
    """A soft, asking meow."""
    random = np.random.default_rng(seed)
    f = 520 * random.uniform(0.92, 1.1)
    long = random.uniform(0.55, 0.8)
    return voice(long, [(0, f * 0.82), (long * 0.3, f * 1.22), (long * 0.65, f * 1.08), (long, f * 0.74)], [(0, 0), (0.1, 0.35), (long * 0.4, 1.0), (long * 0.75, 0.5), (long, 0)],
                 [(0, 430, 2300), (long * 0.35, 900, 1900), (long * 0.7, 760, 1250), (long, 420, 950)], 0.06, seed)


def purr(seed):
    """A cat purring: in and out, some 25 pulses a second, softer on the way out."""
    random = np.random.default_rng(seed)
    parts = []
    for breath in range(8):
        out = breath % 2
        long = random.uniform(0.95, 1.2) if not out else random.uniform(1.0, 1.3)
        t = clock(long)
        rate = (26.5 if not out else 23.8) * (1 + 0.03 * np.sin(2 * np.pi * t / long + breath))
        beat = np.cumsum(rate) / RATE
        pulse = np.exp(-((beat % 1.0) / 0.22)) * (1 + 0.35 * np.sin(2 * np.pi * beat / 2))
        rattle = shaped(noise(long, seed * 20 + breath), peaks((95, 0.7, 1.0), (240 if not out else 190, 0.6, 0.8), (620 if not out else 480, 0.6, 0.4), (1500, 0.7, 0.12)))
        swell = np.sin(np.pi * t / long) ** 0.55
        parts += [rattle * pulse * swell * (1.0 if not out else 0.72), random.uniform(0.05, 0.12)]
    whole = follow(parts)
    return whole * np.interp(np.arange(len(whole)) / len(whole), [0, 0.12, 0.85, 1], [0, 1, 1, 0])


def cow_bell(seed):
    """A bell of riveted sheet iron round the neck of a grazing cow: a few dull strokes, never in step."""
    random = np.random.default_rng(seed)
    base = (476, 540)[seed % 2]
    parts, at = [], 0.05
    for _ in range(random.integers(3, 7)):
        hit = s.struck([base * r for r in (1.0, 1.53, 2.11, 2.94, 3.72, 5.05)], (0.30, 0.20, 0.14, 0.09, 0.05, 0.03), (1.0, 0.8, 0.6, 0.45, 0.3, 0.2), 1.0, 0.0012)
        parts.append((hit, at, random.uniform(0.3, 1.0)))
        at += random.choice((0.24, 0.33, 0.62, 0.85)) * random.uniform(0.9, 1.15)
    return mix(at + 0.9, *parts)


def cow(seed):
    """A cow lowing: it begins closed, opens, sinks."""
    random = np.random.default_rng(seed)
    f = 128 * random.uniform(0.92, 1.1)
    long = random.uniform(1.5, 1.9)
    return voice(long, [(0, f * 0.85), (0.35, f * 1.02), (long * 0.6, f * 1.18), (long, f * 0.86)], [(0, 0), (0.3, 0.6), (long * 0.6, 1.0), (long, 0)],
                 [(0, 240, 700), (0.4, 300, 760), (long * 0.6, 520, 1050), (long, 330, 800)], 0.10, seed)


def hare(seed):
    """A hare in dry grass: two or three rustles, a stop, one hop."""
    random = np.random.default_rng(seed)
    parts, at = [], 0.05
    for k in range(random.integers(4, 7)):
        long = random.uniform(0.10, 0.24)
        straw = shaped(noise(long, seed * 9 + k), band(1300, 6000)) * rise(long, 0.03, 0.05) * np.clip(1 + shaped(noise(long, seed * 9 + k + 50), band(30, 140, 1)) * 7, 0.05, 5)
        parts.append((straw, at, random.uniform(0.3, 1.0)))
        at += long + random.choice((0.05, 0.12, 0.7)) * random.uniform(0.8, 1.2)
    paw = s.struck((105, 210), (0.03, 0.02), (1, 0.4), 0.2, 0.004)
    parts += [(paw, at - 0.1, 1.2), (paw, at - 0.04, 0.8)]
    return mix(at + 0.6, *parts)


def bumblebee(seed):
    """A bumblebee: comes, hangs before a flower, goes into it (lower and closed), flies on."""
    random = np.random.default_rng(seed)
    long = random.uniform(5.5, 7.5)
    t = clock(long)
    n = len(t)
    f = random.uniform(150, 172)
    inside = np.interp(t, [0, long * 0.40, long * 0.44, long * 0.60, long * 0.64, long], [0, 0, 1, 1, 0, 0])
    pitch = f * (1 + 0.07 * shaped(noise(long, seed), band(0.4, 3, 1))[:n] * 25) * (1 + 0.10 * inside) * np.interp(t, [0, long * 0.3, long * 0.7, long], [1.08, 1.0, 1.0, 0.93])
    phase = np.cumsum(pitch) / RATE
    wings = sum(np.sin(2 * np.pi * phase * k + 0.6 * k * k) / k ** (0.8 + 0.35 * (k > 5)) for k in range(1, 22))
    wings = wings * (1 + 0.18 * shaped(noise(long, seed + 1), band(10, 70, 1))[:n] * 6)
    near = np.interp(t, [0, long * 0.35, long * 0.65, long], [0.02, 0.9, 1.0, 0.02]) * (1 - 0.75 * inside)
    dull = shaped(wings, band(100, 900))
    return edges((wings * (1 - inside) + dull * inside) * near, 0.3, 0.4)
