"""Water: waves on stones and wood, drops, splashes, what is poured."""

import numpy as np

from craft import s, RATE, band, bubbles, clock, curve, edges, mix, noise, peaks, rise, samples, scatter, shaped


def lapping(seconds, seed, calm=False):
    """A shore, as a stereo loop: each little wave is a soft wash and the air it folds in, its bubbles singing."""
    random = np.random.default_rng(seed)
    loop = np.zeros((samples(seconds), 2))
    at = 0.0
    while at < seconds - 0.4:
        big = random.uniform(0.3, 1.0) ** (1.5 if calm else 1.3)
        pan = random.uniform(-0.85, 0.85)
        long = random.uniform(0.6, 1.5)
        t = clock(long)
        swell = np.clip(t / (0.35 * long), 0, 1) ** 1.5 * np.exp(-np.maximum(t - 0.35 * long, 0) / (0.22 * long)) * np.clip((long - t) / (0.2 * long), 0, 1)
        centre = random.uniform(330, 620)
        wash = shaped(noise(long, random.integers(1 << 30)), peaks((centre, 0.9, 1.0), (centre * 3.1, 0.8, 0.22))) * swell
        s.put(loop, wash, at, (0.20 if calm else 0.34) * big, pan)
        many = int(random.integers(4, 22) * big) + 1
        times = at + np.clip(random.normal(0.42 * long, 0.16 * long, many), 0.01, long)
        ring = bubbles(seconds, times % seconds, random.lognormal(np.log(5.5), 0.42, many), random.uniform(0.02, 0.05 if calm else 0.12, many) * big, random.integers(1 << 30), (-0.5, 5.0))
        s.put(loop, ring, 0.0, 1.0, float(np.clip(pan + random.uniform(-0.2, 0.2), -1, 1)))
        at += random.uniform(0.7, 2.0) if calm else random.uniform(0.35, 1.15)
    far = [s.hiss(seconds, 130, 1300, seed + k, -5) * s.swell(seconds, 6, seed + 7 + k, 0.6) for k in (1, 2)]
    return loop + (0.014 if calm else 0.016) * s.both(*far, 0.9)


def plop(seed):
    """A fish that turns at the surface: a round plop, a small splash, rings of drops."""
    random = np.random.default_rng(seed)
    size = random.uniform(8, 15)
    drops = random.integers(5, 12)
    body = bubbles(1.2, [0.06, 0.085, 0.13], [size, size * 0.7, size * 0.45], [1.0, 0.5, 0.3], seed, (3, 8))
    tail = bubbles(1.2, np.sort(random.uniform(0.12, 0.75, drops)), random.uniform(1.6, 4.5, drops), random.uniform(0.05, 0.28, drops), seed + 1, (0, 14))
    splash = shaped(noise(0.5, seed), band(700, 5200)) * rise(0.5, 0.02, 0.07)
    return mix(1.2, (body, 0, 1.0), (tail, 0, 1.0), (splash, 0.02, 0.14))


def dabble(seed):
    """A duck's bill in the water: quick little nibbles and drops."""
    random = np.random.default_rng(seed)
    n = random.integers(26, 40)
    times = np.sort(np.concatenate([0.1 + random.uniform(0, 0.9, n // 2), 1.5 + random.uniform(0, 0.8, n - n // 2)]))
    sip = bubbles(2.8, times, random.uniform(1.8, 5.0, n), random.uniform(0.1, 0.6, n), seed, (-2, 14))
    wet = shaped(noise(2.8, seed), band(900, 5000)) * np.clip(sum(np.exp(-(((clock(2.8) - t) / 0.02) ** 2)) for t in times), 0, 1)
    return mix(2.8, (sip, 0, 1.0), (wet, 0, 0.07))


def paddle(seed):
    """A duck that swims past: soft strokes under water, a wake."""
    random = np.random.default_rng(seed)
    parts, at = [], 0.1
    while at < 2.6:
        many = random.integers(3, 7)
        parts.append((bubbles(0.6, random.uniform(0, 0.2, many), random.uniform(4, 9, many), random.uniform(0.1, 0.4, many), random.integers(1 << 30), (-1, 4)), at, random.uniform(0.4, 0.9)))
        parts.append((shaped(noise(0.35, random.integers(1 << 30)), peaks((520, 0.8, 1.0))) * rise(0.35, 0.08, 0.08), at, 0.5))
        at += random.uniform(0.26, 0.36)
    whole = mix(3.3, *parts)
    return whole * np.sin(np.pi * clock(3.3) / 3.3) ** 0.6


def poured(seconds, seed, into, size=(0.7, 2.6), rate=420, stream=0.2):
    """Something poured: bubbles without number in a vessel whose own tone rises as it fills: `into` (from, to) hertz."""
    random = np.random.default_rng(seed)
    flow = curve(seconds, [(0, 0), (0.25, 0.8), (seconds * 0.5, 1.0), (seconds - 0.5, 0.85), (seconds - 0.12, 0.15), (seconds, 0)])
    times = scatter(seconds, rate, seed, lambda t: np.interp(t, clock(seconds), flow))
    radii = np.exp(random.uniform(np.log(size[0]), np.log(size[1]), len(times)))
    wet = bubbles(seconds, times, radii, random.uniform(0.2, 1.0, len(times)) * (radii / size[1]) ** 0.8, seed, (0, 20))
    fall = shaped(noise(seconds, seed + 1), band(1200, 7000)) * flow * (1 + 0.4 * shaped(noise(seconds, seed + 2), band(3, 14, 1)) * 20)
    body = wet + stream * fall
    # The vessel's tone climbs: cut into short pieces, each through its own filter, laid over each other.
    out, piece = np.zeros(len(body)), samples(0.16)
    window = np.hanning(piece)
    for start in range(0, len(body) - piece, piece // 2):
        part = (start + piece / 2) / len(body)
        tone = into[0] * (into[1] / into[0]) ** part
        gains = lambda f: 0.35 + peaks((tone, 0.16, 2.6), (tone * 2.9, 0.2, 0.8))(f)
        f = np.fft.rfftfreq(piece, 1 / RATE)
        out[start : start + piece] += np.fft.irfft(np.fft.rfft(body[start : start + piece] * window) * gains(np.maximum(f, 1)), piece)
    return edges(out, 0.01, 0.05)


def coffee(seed):
    """Coffee into a cup, and the last drops."""
    random = np.random.default_rng(seed)
    pour = poured(random.uniform(3.4, 4.2), seed, (620, 1480), (0.8, 2.8), 520, 0.05)
    drops = bubbles(1.6, (0.15, 0.5, 1.0), (1.9, 1.6, 1.5), (0.5, 0.4, 0.3), seed + 5, (6, 18))
    return mix(len(pour) / RATE + 1.5, (pour, 0, 1.0), (drops, len(pour) / RATE - 0.05, np.abs(pour).max() * 0.9))


def can(seed):
    """A watering can of zinc: the rose sprinkles over leaves and earth, the can gurgles."""
    random = np.random.default_rng(seed)
    long = 5.2
    flow = curve(long, [(0, 0), (0.5, 0.8), (2, 1), (4.2, 0.9), (4.9, 0.2), (long, 0)])
    times = scatter(long, 900, seed, lambda t: np.interp(t, clock(long), flow))
    drops = bubbles(long, times, np.exp(random.uniform(np.log(0.45), np.log(1.7), len(times))), random.uniform(0.05, 0.5, len(times)) ** 1.5, seed, (0, 24))
    leaves = shaped(noise(long, seed), band(1800, 8500, 1)) * flow * np.clip(1 + 0.5 * shaped(noise(long, seed + 3), band(15, 60, 1)) * 8, 0.2, 3)
    earth = shaped(noise(long, seed + 4), band(160, 700, 1)) * flow
    glug, at = [], 0.6
    while at < 4.4:
        f = random.uniform(150, 215)
        glug.append((s.struck((f, f * 2.1, 640, 1180), (0.07, 0.04, 0.05, 0.03), (1.0, 0.3, 0.14, 0.06), 0.3, 0.02), at, random.uniform(0.3, 0.8)))
        at += random.uniform(0.24, 0.42)
    return mix(long, (drops, 0, 0.8), (leaves, 0, 0.11), (earth, 0, 0.12), (mix(long, *glug), 0, 0.12))


def bathing(seed):
    """A small bird bathing: bursts of wing beats in shallow water, drops falling on stone."""
    random = np.random.default_rng(seed)
    long = 3.6
    bursts = np.sort(random.uniform(0.1, 2.7, 4))
    beat = sum(np.clip((clock(long) - b) / 0.03, 0, 1) * np.clip((b + random.uniform(0.3, 0.6) - clock(long)) / 0.1, 0, 1) for b in bursts)
    wings = np.clip(beat, 0, 1) * (0.5 + 0.5 * np.sin(2 * np.pi * 22 * clock(long))) ** 2
    times = scatter(long, 210, seed, lambda t: 0.05 + 0.9 * np.interp(t, clock(long), wings))
    drops = bubbles(long, times, np.exp(random.uniform(np.log(1.0), np.log(3.6), len(times))), random.uniform(0.1, 0.7, len(times)), seed, (0, 16))
    splash = shaped(noise(long, seed), band(1300, 7500)) * wings
    return mix(long, (drops, 0, 0.5), (splash, 0, 0.18))


def boat(seed):
    """A moored rowing boat: water clucks under the planks, the oar shifts in its lock, a board creaks."""
    random = np.random.default_rng(seed)
    cluck = mix(2.6, *[(s.struck((f, f * 1.7, f * 2.9), (0.05, 0.03, 0.02), (1, 0.4, 0.2), 0.25, 0.008), at, g) for at, f, g in zip(np.sort(random.uniform(0, 1.6, 4)), random.uniform(170, 330, 4), random.uniform(0.4, 1.0, 4))])
    many = 12
    wet = bubbles(2.6, random.uniform(0.1, 2.0, many), random.uniform(4, 9, many), random.uniform(0.1, 0.4, many), seed, (-1, 5))
    creak = np.zeros(1)
    if seed % 2 == 0:
        creak = wooden_creak(seed, random.uniform(0.5, 0.8))
    return mix(2.8, (cluck, 0, 0.8), (wet, 0, 0.6), (creak, random.uniform(0.3, 1.2), 0.5))


def wooden_creak(seed, seconds):
    """Wood on wood, sticking and slipping: a row of little knocks that hurries and slows."""
    random = np.random.default_rng(seed + 900)
    base = random.uniform(380, 620)
    knock = s.struck((base, base * 1.48, base * 2.3, base * 3.9), (0.012, 0.009, 0.006, 0.004), (1, 0.7, 0.5, 0.3), 0.06, 0.0008)
    parts, at = [], 0.02
    while at < seconds:
        u = at / seconds
        parts.append((knock, at, np.sin(np.pi * u) ** 0.7 * random.uniform(0.5, 1.0)))
        at += (0.010 + 0.022 * abs(u - 0.45)) * random.uniform(0.9, 1.12)
    return mix(seconds + 0.15, *parts)


def ice(seed):
    """The lake's ice singing in the cold: a bolt that falls through all tones, far off, and booms."""
    random = np.random.default_rng(seed)
    long = 3.2
    t = clock(long)
    high, low = random.uniform(1300, 2200), random.uniform(90, 130)
    pitch = low + (high - low) * np.exp(-t / random.uniform(0.10, 0.18))
    bolt = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-t / 0.55) * np.clip(t / 0.004, 0, 1)
    again = np.interp(t - random.uniform(0.25, 0.5), t, bolt, left=0) * 0.4
    boom = shaped(noise(long, seed), band(45, 160)) * rise(long, 0.05, 0.6)
    return bolt + again + boom * 3
