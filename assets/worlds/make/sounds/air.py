"""Wind, rain and snow, as loops; stereo where nothing else is said."""

import numpy as np

from craft import s, bubbles, clock, samples, scatter


def gust(seconds, seed, depth, slowest=9.0, shared=None):
    """How strong the wind is: slow waves, and for each tree its own."""
    own = s.swell(seconds, slowest, seed, depth, 1.3)
    return own if shared is None else 0.55 * shared + 0.45 * own


def leaves(seconds, seed):
    """Wind in birches: from several crowns, each made of countless small leaves that touch."""
    random = np.random.default_rng(seed)
    shared = s.swell(seconds, 11, seed, 0.72, 1.4)
    loop = np.zeros((samples(seconds), 2))
    for k, pan in enumerate((-0.9, -0.45, 0.1, 0.55, 0.95)):
        wind = gust(seconds, seed + 10 + k, 0.75, 7.0, shared)
        rustle = s.hiss(seconds, 1500, 6500, seed + 20 + k, -1.5)
        # Each touch is a tiny burst: noise that comes and goes 30 times a second, never evenly.
        touch = np.abs(s.hiss(seconds, 6, 45, seed + 30 + k, 0)) ** 1.2
        s.put(loop, rustle * wind**1.6 * (0.35 + 0.65 * touch), 0.0, 0.050, pan)
        s.put(loop, s.hiss(seconds, 260, 1500, seed + 40 + k, -3.5) * wind, 0.0, 0.030, pan)
    for at in random.uniform(0, seconds, int(seconds * 2.2)):
        n = samples(0.05)
        tick = random.normal(size=n) * np.exp(-np.arange(n) / random.uniform(90, 400))
        s.put(loop, np.convolve(tick, [0.5, 0, -0.5], "same"), at, random.uniform(0.004, 0.018), random.uniform(-0.9, 0.9))
    low = [s.hiss(seconds, 70, 420, seed + 60 + k, -4) * shared for k in (1, 2)]
    return loop + 0.026 * s.both(*low, 0.9)


def needles(seconds, seed):
    """Wind in spruce and pine: the long, soft sough of a wood, without leaves' rattling."""
    shared = s.swell(seconds, 13, seed, 0.7, 1.3)
    loop = np.zeros((samples(seconds), 2))
    for k, pan in enumerate((-0.95, -0.35, 0.3, 0.9)):
        wind = gust(seconds, seed + 10 + k, 0.7, 10.0, shared)
        s.put(loop, s.hiss(seconds, 240, 1250, seed + 20 + k, -3) * wind**1.3, 0.0, 0.050, pan)
        s.put(loop, s.hiss(seconds, 1100, 3600, seed + 30 + k, -4) * wind**2.4, 0.0, 0.022, pan)
    low = [s.hiss(seconds, 60, 260, seed + 60 + k, -4) * shared for k in (1, 2)]
    return loop + 0.03 * s.both(*low, 0.8)


def snow(seconds, seed):
    """The hush of winter: hardly anything, the air itself, flakes that whisper."""
    loop = 0.05 * s.both(*[s.hiss(seconds, 90, 650, seed + k, -5) * s.swell(seconds, 12, seed + 7 + k, 0.5) for k in (1, 2)], 0.9)
    loop += 0.011 * s.both(*[s.hiss(seconds, 2400, 7500, seed + k, -2) * s.swell(seconds, 6, seed + 17 + k, 0.6) for k in (3, 4)], 1.0)
    random = np.random.default_rng(seed)
    for at in random.uniform(0, seconds, int(seconds / 5)):
        # A little snow slides off a bough.
        slide = s.hiss(0.8, 300, 3000, int(at * 10)) * np.exp(-(((np.linspace(0, 0.8, samples(0.8)) - 0.25) / 0.14) ** 2))
        s.put(loop, slide, at, 0.018, random.uniform(-0.8, 0.8))
    return loop


def rain(seconds, seed):
    """Calm rain on leaves, grass and a path with puddles."""
    random = np.random.default_rng(seed)
    loop = np.zeros((samples(seconds), 2))
    for k, pan in enumerate((-0.9, -0.3, 0.3, 0.9)):
        veil = s.hiss(seconds, 900, 7500, seed + k, -2.2) * s.swell(seconds, 8, seed + 10 + k, 0.35)
        s.put(loop, veil, 0.0, 0.017, pan)
        times = scatter(seconds, 95, seed + 50 + k)
        r = np.exp(random.uniform(np.log(0.45), np.log(1.7), len(times)))
        s.put(loop, bubbles(seconds, times, r, random.uniform(0.05, 0.55, len(times)) ** 2, seed + 70 + k, (0, 20)), 0.0, 0.80, pan)
        times = scatter(seconds, 5, seed + 90 + k)
        s.put(loop, bubbles(seconds, times, random.uniform(1.5, 3.4, len(times)), random.uniform(0.05, 0.4, len(times)), seed + 95 + k, (2, 12)), 0.0, 0.24, pan + random.uniform(-0.1, 0.1))
        s.put(loop, taps(seconds, 26, seed + 30 + k, 1100, 3600, 0.006), 0.0, 0.30, pan)
    return loop


def rain_on_roof(seconds, seed):
    """Rain from inside, as a loop of one channel: a soft drumming overhead, panes that tick, the gutter that runs."""
    random = np.random.default_rng(seed)
    loop = np.zeros((samples(seconds), 2))
    for k, pan in enumerate((-0.8, 0.0, 0.8)):
        s.put(loop, s.hiss(seconds, 160, 1500, seed + k, -3.5) * s.swell(seconds, 8, seed + 10 + k, 0.3), 0.0, 0.05, pan)
        s.put(loop, taps(seconds, 60, seed + 30 + k, 240, 900, 0.011), 0.0, 0.34, pan)
        s.put(loop, taps(seconds, 6, seed + 40 + k, 1900, 4200, 0.004), 0.0, 0.07, pan)
    times = scatter(seconds, 22, seed + 60)
    gutter = bubbles(seconds, times, random.uniform(2.2, 6.0, len(times)), random.uniform(0.05, 0.5, len(times)), seed + 61, (-2, 9))
    s.put(loop, gutter, 0.0, 0.10, 0.75)
    return loop.mean(axis=1)


def taps(seconds, rate, seed, low, high, long):
    """Drops on something hard: short dull knocks, each with its own pitch."""
    random = np.random.default_rng(seed)
    out = np.zeros((samples(seconds), 2))
    n = samples(long * 7)
    t = np.arange(n) / s.RATE
    for at in scatter(seconds, rate, seed):
        f = np.exp(random.uniform(np.log(low), np.log(high)))
        knock = (np.sin(2 * np.pi * f * t) + 0.7 * random.normal(size=n)) * np.exp(-t / (long * random.uniform(0.5, 1.3))) * np.clip(t / 0.0007, 0, 1)
        s.put(out, knock, at, random.uniform(0.05, 0.5) ** 1.6, 0.0)
    return out.mean(axis=1)


def around_the_house(seconds, seed):
    """A winter night from inside a log cabin, as a loop of one channel: wind at the corners, in the chimney, a beam that settles."""
    loop = np.zeros((samples(seconds), 2))
    shared = s.swell(seconds, 12, seed, 0.75, 1.5)
    for k, pan in enumerate((-0.8, 0.2, 0.9)):
        wind = gust(seconds, seed + 10 + k, 0.8, 8.0, shared)
        s.put(loop, s.hiss(seconds, 70, 420, seed + 20 + k, -4) * wind, 0.0, 0.06, pan)
        # The chimney's own soft tone comes and goes with the wind.
        tone = s.hiss(seconds, 205 + 60 * k, 235 + 60 * k, seed + 30 + k, 0) * wind**2.5
        s.put(loop, tone, 0.0, 0.010, pan)
    random = np.random.default_rng(seed + 5)
    for at in random.uniform(0, seconds, 4):
        f = random.uniform(130, 210)
        s.put(loop, s.struck((f, f * 2.3, f * 4.1), (0.05, 0.03, 0.015), (1, 0.4, 0.2), 0.4, 0.001), at, random.uniform(0.012, 0.03), random.uniform(-0.8, 0.8))
    return loop.mean(axis=1)


def insects(seconds, seed):
    """A summer meadow's hum: bees near and far, grasshoppers that answer each other."""
    random = np.random.default_rng(seed)
    loop = 0.02 * s.both(*[s.hiss(seconds, 90, 500, seed + k, -5) * s.swell(seconds, 9, seed + 7 + k, 0.5) for k in (1, 2)], 0.9)
    for k in range(9):
        f = random.uniform(170, 260)
        t = clock(seconds)
        wander = s.swell(seconds, 5, seed + 20 + k, 1.0)
        phase = 2 * np.pi * np.round(f * seconds) / seconds * t + 6 * wander
        hum = sum(np.sin(phase * j) / j**1.3 for j in range(1, 7))
        s.put(loop, hum * s.swell(seconds, 6, seed + 40 + k, 1.0, 2.5), 0.0, 0.006, random.uniform(-1, 1))
    for k in range(7):
        pan, pitch = random.uniform(-1, 1), random.uniform(4600, 6800)
        at = random.uniform(0, 4)
        while at < seconds - 3:
            long = random.uniform(0.9, 2.2)
            t = clock(long)
            rasp = s.hiss(long, pitch * 0.8, pitch * 1.2, int(at * 100) + k) * (0.5 + 0.5 * np.sin(2 * np.pi * random.uniform(17, 24) * t)) ** 3
            s.put(loop, rasp * np.sin(np.pi * t / long) ** 0.5, at, 0.0045, pan)
            at += long + random.uniform(2.5, 9)
    return loop
