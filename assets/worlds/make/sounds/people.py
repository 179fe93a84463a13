"""People at a dance: talk far off, steps on boards, applause. Nobody can be understood."""

import numpy as np
from numba import njit

from craft import s, RATE, band, clock, edges, mix, noise, peaks, rise, samples, shaped
from rooms import inside


@njit(cache=True, fastmath=True)
def _talk(out, starts, lengths, hertz, bend, first, second, loud):
    n = len(out)
    for q in range(len(starts)):
        phase = 0.0
        for i in range(lengths[q]):
            u = i / lengths[q]
            f0 = hertz[q] * (1 + bend[q] * (u - 0.4))
            phase += f0 / 48000
            shape = np.sin(np.pi * u) ** 0.6 * loud[q]
            a = first[q] + (second[q] * 0.08) * (u - 0.5)
            total = 0.0
            for k in range(1, 22):
                f = f0 * k
                if f > 3400:
                    break
                x, y = np.log2(f / a) / 0.36, np.log2(f / second[q]) / 0.30
                total += np.sin(2 * np.pi * phase * k + 1.7 * k) * (np.exp(-x * x) + 0.45 * np.exp(-y * y) + 0.02) / k**0.5
            out[(starts[q] + i) % n] += total * shape


VOWELS = ((310, 2200), (420, 1900), (560, 1700), (700, 1150), (480, 850), (340, 700), (430, 1500), (620, 1300))


def speaker(seconds, seed, pitch):
    """One who talks on and off in some language: syllables, phrases that sink, pauses to listen."""
    random = np.random.default_rng(seed)
    rows, at = [], random.uniform(0, 3)
    while at < seconds - 0.5:
        many = random.integers(4, 15)
        lift = random.uniform(1.05, 1.3)
        for k in range(many):
            long = random.uniform(0.09, 0.22)
            a, b = VOWELS[random.integers(len(VOWELS))]
            rows.append((at, long, pitch * (lift - 0.3 * k / many) * random.uniform(0.94, 1.07), random.uniform(-0.12, 0.08), a, b, random.uniform(0.5, 1.0)))
            at += long + random.choice((0.02, 0.05, 0.1))
        at += random.uniform(0.5, 4.5)
    rows = np.array(rows)
    out = np.zeros(samples(seconds))
    _talk(out, (rows[:, 0] * RATE).astype(np.int64), (rows[:, 1] * RATE).astype(np.int64), *[np.ascontiguousarray(rows[:, c]) for c in range(2, 7)])
    return out / np.sqrt((out**2).mean())


def laugh(seed, pitch):
    """A short, warm laugh."""
    random = np.random.default_rng(seed)
    many = random.integers(4, 8)
    rows = np.array([(0.19 * k * random.uniform(0.95, 1.05), 0.11, pitch * (1.35 - 0.06 * k), -0.15, 640, 1250, 0.9**k) for k in range(many)])
    out = np.zeros(samples(0.19 * many + 0.4))
    _talk(out, (rows[:, 0] * RATE).astype(np.int64), (rows[:, 1] * RATE).astype(np.int64), *[np.ascontiguousarray(rows[:, c]) for c in range(2, 7)])
    return out / np.abs(out).max()


def guests(seconds, seed):
    """An evening's guests around the pavilion, a good way off, as a stereo loop."""
    random = np.random.default_rng(seed)
    loop = np.zeros((samples(seconds), 2))
    for k in range(18):
        pitch = random.choice((105, 120, 135, 190, 205, 225)) * random.uniform(0.94, 1.06)
        s.put(loop, speaker(seconds, seed * 50 + k, pitch), 0.0, random.uniform(0.35, 1.0) ** 1.5, random.uniform(-1, 1))
    for at in random.uniform(0, seconds, 5):
        s.put(loop, laugh(int(at * 1000), random.choice((130, 215))), at, random.uniform(1.2, 2.4), random.uniform(-0.9, 0.9))
    for at in random.uniform(0, seconds, 7):
        f = random.uniform(1900, 2900)
        s.put(loop, s.struck((f, f * 2.3), (0.10, 0.05), (1, 0.4), 0.4, 0.0006), at, random.uniform(0.3, 0.8), random.uniform(-0.9, 0.9))
    for at in random.uniform(0, seconds, int(seconds * 2.2)):
        s.put(loop, step(random.integers(1 << 30)), at, random.uniform(0.3, 1.1), random.uniform(-0.9, 0.9))
    # Far: the air and the wall of the house take the high; the echo is folded round so that the loop stays closed.
    far = shaped(loop, lambda f: band(140, 1500, 1)(f), closed=True)
    return fold(inside(far, "pavilion", 0.55, seed), len(far))


def fold(sound, length):
    """What runs over a loop's end begins it again."""
    out = sound[:length].copy()
    rest = sound[length:]
    out[: len(rest)] += rest
    return out


def step(seed):
    """One step of a leather sole on boards: heel or ball, sometimes a little slide."""
    random = np.random.default_rng(seed)
    f = random.uniform(85, 150)
    board = s.struck((f, f * 1.9, f * 3.4, f * 7), (0.05, 0.03, 0.016, 0.006), (1, 0.6, 0.35, 0.15), 0.25, 0.0015)
    sole = shaped(noise(0.05, seed), band(700, 4200)) * rise(0.05, 0.002, 0.010)
    slide = shaped(noise(0.22, seed + 1), band(900, 5200)) * np.sin(np.pi * clock(0.22) / 0.22) ** 1.4
    return mix(0.4, (board, 0.02, 1.0), (sole, 0.02, 0.25), (slide, 0.06, 0.05 * (random.random() < 0.6)))


def dancers(seconds, seed):
    """Couples dancing, as a stereo loop: many soft feet around a common beat."""
    random = np.random.default_rng(seed)
    loop = np.zeros((samples(seconds), 2))
    beat = 0.5
    for k in range(int(seconds / beat)):
        for _ in range(random.integers(3, 7)):
            s.put(loop, step(random.integers(1 << 30)), k * beat + abs(random.normal(0.05, 0.07)), random.uniform(0.15, 0.6) * (1.25 if k % 3 == 0 else 1.0), random.uniform(-0.7, 0.7))
    for at in random.uniform(0, seconds, int(seconds * 1.5)):
        skirt = shaped(noise(0.5, random.integers(1 << 30)), band(1200, 5200)) * np.sin(np.pi * clock(0.5) / 0.5) ** 2
        s.put(loop, skirt, at, 0.014, random.uniform(-0.6, 0.6))
    return fold(inside(loop, "pavilion", 0.3, seed), len(loop))


def applause(seed):
    """A friendly applause of some thirty people: rises, thins out, a last few claps."""
    random = np.random.default_rng(seed)
    long = 5.5
    left, right = [], []
    for person in range(30):
        centre = random.uniform(750, 1900)
        clap = shaped(noise(0.09, seed * 40 + person), peaks((centre, 0.55, 1.0), (centre * 2.2, 0.5, 0.35))) * rise(0.09, 0.0012, 0.014)
        at, pace, until = random.uniform(0.05, 0.8), random.uniform(0.21, 0.29), random.uniform(2.4, 4.8)
        strength, pan = random.uniform(0.3, 1.0), random.uniform(0, 1)
        while at < until:
            g = strength * random.uniform(0.75, 1.0) * min(1.0, (until - at) * 1.2 + 0.25)
            left.append((clap, at, g * np.cos(pan * np.pi / 2)))
            right.append((clap, at, g * np.sin(pan * np.pi / 2)))
            at += pace * random.uniform(0.93, 1.08)
    pair = np.stack([mix(long, *left), mix(long, *right)], -1)
    return edges(shaped(inside(pair, "pavilion", 0.34, seed).mean(axis=1), band(180, 5200, 1)), 0.02, 0.3)
