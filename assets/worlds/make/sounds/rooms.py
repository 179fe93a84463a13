"""Where sounds are: rooms that answer, far away, in a loudspeaker, in a horn."""

import numpy as np

from craft import RATE, band, easy, noise, peaks, samples, shaped

# Seconds until the echo has died away (60 dB) low and high, seconds before the first of it, how much of it there is.
ROOMS = {
    "kitchen": (0.45, 0.30, 0.004, 0.16),
    "cottage": (0.60, 0.35, 0.006, 0.22),
    "pavilion": (0.95, 0.60, 0.014, 0.26),
    "outside": (0.50, 0.25, 0.030, 0.08),
    "forest": (1.60, 0.55, 0.055, 0.30),
    "church": (2.90, 1.30, 0.028, 0.46),
}


def answer(room, seed=1, channels=2):
    """The echo of a room: first single walls, then a tail that darkens."""
    low, high, gap, _ = ROOMS[room]
    random = np.random.default_rng(seed)
    n = samples(low * 1.1 + gap)
    t = np.arange(n) / RATE
    out = np.zeros((n, channels))
    for c in range(channels):
        white = noise(n / RATE, seed * 10 + c)[:n]
        dark = shaped(white, band(90, 900, 1)) * 10 ** (-3 * t / low)
        bright = shaped(white, band(900, 6500, 1)) * 10 ** (-3 * t / high)
        tail = (dark * 1.2 + bright) * np.clip((t - gap) / 0.025, 0, 1)
        tail /= np.sqrt((tail**2).sum())
        walls = np.zeros(n)
        for k in range(9):
            at = gap * (0.6 + 0.55 * k) + random.uniform(0, 0.004)
            walls[min(n - 1, samples(at))] += random.choice((-1, 1)) * 0.30 * 0.8**k
        out[:, c] = tail + shaped(walls, band(120, 5000, 1))
    return out


def inside(sound, room, wet=None, seed=1):
    """A sound in a room: (samples, 2), longer by the echo. One channel or two."""
    dry = sound if sound.ndim == 2 else np.stack([sound, sound], -1) * 0.7071
    echo = answer(room, seed)
    n = len(dry) + len(echo)
    size = easy(n)
    wet = ROOMS[room][3] if wet is None else wet
    left, right = dry[:, 0], dry[:, 1]
    # Each wall hears both sides.
    sides = (left * 0.8 + right * 0.35, right * 0.8 + left * 0.35)
    heard = np.stack([np.fft.irfft(np.fft.rfft(side, size) * np.fft.rfft(echo[:, c], size), size)[:n] for c, side in enumerate(sides)], -1)
    heard[: len(dry)] += dry / max(wet, 1e-6) * (1 - 0.5 * wet)
    return heard * wet


def one(sound, room, wet=None, seed=1):
    """A sound in a room, one channel."""
    return inside(sound, room, wet, seed).mean(axis=1)


def distant(sound, metres, room="outside", seed=1):
    """Outdoors from so far away: the air takes the high, woods and water answer."""
    far = shaped(sound, lambda f: 10 ** (-metres * (f / 1000) ** 1.4 * 0.006 / 20) / (1 + (f / (30000 / (1 + metres / 25))) ** 2))
    return one(far, room, min(0.62, 0.06 + metres / 400), seed)


def radio(sound, seed=5):
    """From the loudspeaker of a valve radio in its wooden cabinet: no depth, no brilliance, some warmth, hum, far hiss."""
    sound = sound / (np.abs(sound).max() + 1e-9)
    warm = np.tanh(1.6 * shaped(sound, band(110, 4300, 3))) / 1.3
    cabinet = shaped(warm, lambda f: band(130, 3900, 3)(f) * (1 + peaks((190, 0.35, 0.9), (420, 0.3, -0.25), (1150, 0.5, 0.35), (2600, 0.35, 0.5))(f)))
    t = np.arange(len(sound)) / RATE
    hum = 0.004 * np.sin(2 * np.pi * 100 * t) + 0.0015 * np.sin(2 * np.pi * 200 * t + 1)
    hiss = shaped(noise(len(sound) / RATE + 1, seed)[: len(sound)], band(400, 3600, 2)) * 0.0035
    return cabinet + hum + hiss


def horn(sound, seed=6):
    """From a gramophone: the needle, the groove's crackle, the horn's own tone, a turntable that is not quite even."""
    n = len(sound)
    random = np.random.default_rng(seed)
    t = np.arange(n) / RATE
    turn = 1.3
    # Wow: once a turn, and a little flutter.
    slip = 0.0011 / (2 * np.pi / turn) * np.sin(2 * np.pi * t / turn) + 0.00002 * np.sin(2 * np.pi * 7.1 * t)
    sound = np.interp(t + slip, t, sound) / (np.abs(sound).max() + 1e-9)
    cut = np.tanh(1.9 * shaped(sound, band(210, 3700, 3))) / 1.5
    surface = shaped(noise(n / RATE + 1, seed)[:n], band(700, 4200, 1)) * (1 + 0.35 * np.sin(2 * np.pi * t / turn)) * 0.020
    clicks = np.zeros(n)
    times = np.concatenate([random.uniform(0, n / RATE, int(n / RATE * 9)), np.arange(0.4, n / RATE, turn), np.arange(0.93, n / RATE, turn)])
    for at in times:
        k = min(n - 40, samples(at))
        clicks[k : k + 30] += random.normal(size=30) * np.exp(-np.arange(30) / random.uniform(2, 8)) * random.uniform(0.04, 0.42) ** 1.2
    heard = cut + surface + shaped(clicks, band(500, 5000, 2))
    return shaped(heard, lambda f: band(230, 3500, 2)(f) * (0.8 + peaks((340, 0.2, 0.9), (620, 0.18, 0.8), (980, 0.2, 0.7), (1500, 0.25, 0.9), (2300, 0.3, 0.8))(f)))


def beside(left, right):
    """Two sounds as the two sides of one."""
    n = max(len(left), len(right))
    out = np.zeros((n, 2))
    out[: len(left), 0] = left
    out[: len(right), 1] = right
    return out


