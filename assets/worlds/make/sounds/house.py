"""Indoors: fire, kettle, cups, the oven, the clock, radio and gramophone."""

import numpy as np

from craft import s, RATE, band, bubbles, clock, curve, edges, mix, noise, peaks, rise, samples, scatter, shaped
from water import wooden_creak


def snap(seed, hollow=0.6):
    """A snap of burning wood: the crack itself and the log it sounds in."""
    random = np.random.default_rng(seed)
    crack = s.crackle(seed)
    log = s.struck((random.uniform(500, 900), random.uniform(1300, 2300), random.uniform(2800, 4200)), (0.010, 0.006, 0.003), (1, 0.8, 0.5), 0.05, 0.0004)
    return mix(0.06, (crack, 0, 1.0), (log, 0.0006, hollow * np.abs(crack).max()))


def fire(seconds, seed, lively=1.0):
    """A log fire, as a loop of one channel: flames that flutter, snaps in flurries, now and then a pop."""
    random = np.random.default_rng(seed)
    flames = s.hiss(seconds, 60, 380, seed, -4) * s.swell(seconds, 2.2, seed + 1, 0.55)
    flutter = np.abs(s.hiss(seconds, 4, 22, seed + 2, 0))
    breath = s.hiss(seconds, 350, 2400, seed + 3, -3) * s.swell(seconds, 4, seed + 4, 0.6)
    loop = (0.034 * flames * (0.6 + 0.4 * flutter) + 0.007 * breath)[:, None]
    loop = np.repeat(loop, 2, axis=1)
    # Snaps come in flurries: the loop's own swell says how close together.
    when = s.swell(seconds, 3.5, seed + 5, 1.0, 2.0)
    times = scatter(seconds, 38 * lively, seed + 6, lambda t: when[(t * RATE).astype(int) % len(when)])
    for at in times:
        s.put(loop, snap(random.integers(1 << 30)), at, 0.75 * random.uniform(0.15, 1.0) ** 2.2)
    for at in random.uniform(0, seconds, int(seconds / 9)):
        s.put(loop, pop(random.integers(1 << 30)), at, random.uniform(0.25, 0.5))
    return loop[:, 0]


def pop(seed):
    """A pocket of resin that bursts, with its little hiss."""
    random = np.random.default_rng(seed)
    f = random.uniform(190, 330)
    body = s.struck((f, f * 2.4, f * 5.1), (0.03, 0.015, 0.006), (1.0, 0.6, 0.4), 0.2, 0.0006)
    hiss = shaped(noise(0.5, seed), band(1800, 6000)) * rise(0.5, 0.01, 0.13)
    return mix(0.5, (body, 0, 1.0), (hiss, 0.004, 0.25))


def flare(seed):
    """A log that settles: it slides, sparks fly, and the flames rise with a soft breath."""
    random = np.random.default_rng(seed)
    slide = mix(1.0, *[(s.struck((f, f * 1.9, f * 3.3), (0.02, 0.012, 0.006), (1, 0.6, 0.3), 0.12, 0.0008), at, g) for at, f, g in zip(np.sort(random.uniform(0, 0.45, 6)), random.uniform(260, 620, 6), random.uniform(0.3, 1.0, 6))])
    sparks = mix(2.6, *[(snap(random.integers(1 << 30)), at, random.uniform(0.2, 1.0) ** 2) for at in 0.15 + random.exponential(0.45, 34) if at < 2.5])
    breath = shaped(noise(3.4, seed), band(80, 620, 1)) * np.interp(clock(3.4), [0, 0.25, 0.7, 2.0, 3.4], [0, 0.3, 1.0, 0.5, 0]) * (1 + 0.4 * shaped(noise(3.4, seed + 1), band(5, 16, 1)) * 14)
    return mix(3.5, (slide, 0, 0.8), (sparks, 0.1, 0.9), (breath, 0.0, 0.28))


def match(seed):
    """A match is struck and held to a wick."""
    random = np.random.default_rng(seed)
    drag = 0.32 * random.uniform(0.9, 1.15)
    grit = np.abs(shaped(noise(drag, seed), band(60, 260, 1))) * 12
    scratch = shaped(noise(drag, seed + 1), band(1700, 7500)) * (0.25 + grit) * np.interp(clock(drag), [0, 0.04, drag], [0, 0.7, 1.0])
    flame = shaped(noise(2.4, seed + 2), lambda f: band(130, 900, 1)(f) + 0.35 * band(1500, 6500, 1)(f)) * np.interp(clock(2.4), [0, 0.03, 0.16, 0.5, 1.4, 2.4], [0, 0.6, 1.0, 0.28, 0.10, 0]) * (1 + 0.5 * shaped(noise(2.4, seed + 3), band(6, 24, 1)) * 10)
    tiny = mix(2.4, *[(snap(random.integers(1 << 30), 0.1), at, random.uniform(0.05, 0.3)) for at in random.uniform(0.1, 1.6, 6)])
    return mix(3.0, (scratch, 0, 0.5), (flame, drag - 0.05, 1.0), (tiny, drag, 0.5))


def kettle(seed):
    """A copper kettle about to boil: it murmurs, the lid trembles, steam comes out of the spout."""
    random = np.random.default_rng(seed)
    long = 6.5
    shape = np.interp(clock(long), [0, 1.2, 4.8, long], [0, 1, 1, 0]) ** 1.2
    times = scatter(long, 240, seed, lambda t: np.interp(t, clock(long), shape))
    murmur = bubbles(long, times, np.exp(random.uniform(np.log(2.0), np.log(7.0), len(times))), random.uniform(0.05, 0.5, len(times)), seed, (0, 8))
    murmur = shaped(murmur, peaks((310, 0.5, 1.0), (760, 0.5, 0.7), (1900, 0.6, 0.25)))
    steam = shaped(noise(long, seed + 1), band(2300, 7000, 1)) * shape * (1 + 0.3 * shaped(noise(long, seed + 2), band(2, 9, 1)) * 14)
    lid = mix(long, *[(s.struck((1480, 2610, 4300, 5900), (0.05, 0.035, 0.02, 0.012), (1, 0.7, 0.5, 0.3), 0.2, 0.0006), at, random.uniform(0.2, 1.0) ** 2) for at in scatter(long, 7, seed + 3, lambda t: 0.8 * (np.sin(2 * np.pi * 0.6 * t) > 0.2) * np.interp(t, clock(long), shape))])
    return mix(long, (murmur, 0, 0.8), (steam, 0, 0.09), (lid, 0, 0.05))


def cup(seed):
    """A cup set down on its saucer, and a spoon that touches it."""
    random = np.random.default_rng(seed)
    f = random.uniform(1950, 2350)
    china = s.struck((f, f * 1.52, f * 2.37, f * 3.1), (0.09, 0.06, 0.035, 0.02), (1, 0.7, 0.5, 0.25), 0.5, 0.0004)
    saucer = s.struck((f * 0.62, f * 1.13, f * 1.9), (0.05, 0.045, 0.03), (1, 0.8, 0.4), 0.4, 0.0005)
    spoon = s.struck((3650, 6120, 8300), (0.16, 0.09, 0.04), (1, 0.5, 0.2), 0.6, 0.0004)
    second = random.uniform(0.045, 0.09)
    return mix(1.4, (saucer, 0.02, 1.0), (china, 0.02, 0.55), (saucer, 0.02 + second, 0.35), (china, 0.021 + second, 0.2), (spoon, 0.55 + random.uniform(0, 0.2), 0.12 + 0.12 * random.random()))


def strike(seed, hours=3):
    """A Mora clock strikes: the works whirr, then the hammer on the bell in the hood."""
    random = np.random.default_rng(seed)
    whirr = shaped(noise(1.3, seed), band(900, 3600)) * (0.4 + 0.6 * (np.sin(2 * np.pi * 31 * clock(1.3)) > 0.3)) * np.interp(clock(1.3), [0, 0.2, 1.1, 1.3], [0, 1, 1, 0])
    note = 742.0
    parts = [(whirr, 0, 0.022)]
    for k in range(hours):
        bell = s.struck([note * r for r in (1, 1.004, 2.06, 2.74, 3.76, 5.4)], (1.5, 1.3, 0.8, 0.5, 0.3, 0.12), (1.0, 0.5, 0.55, 0.4, 0.25, 0.12), 3.6, 0.0012)
        parts += [(bell, 1.0 + 1.75 * k, random.uniform(0.93, 1.0)), (s.tick(True), 0.93 + 1.75 * k, 0.2)]
    return mix(1.0 + 1.75 * hours + 2.4, *parts)


def pendulum(seconds, seed):
    """The clock's beat as a loop of one channel: once a second, never twice quite the same."""
    random = np.random.default_rng(seed)
    loop = np.zeros((samples(seconds), 2))
    for k in range(int(seconds)):
        beat = s.tick(k % 2 == 0)
        s.put(loop, shaped(beat, peaks((420, 0.5, 1.0), (random.uniform(950, 1080), 0.5, 0.8), (random.uniform(2100, 2500), 0.6, 0.6), floor=0.3)), k + 0.25 + (0.012 if k % 2 else 0) + random.uniform(-0.0015, 0.0015), random.uniform(0.85, 1.0))
        s.put(loop, s.struck((96, 171), (0.05, 0.03), (1.0, 0.5), 0.2, 0.002), k + 0.25, 0.10)
    return loop[:, 0]


def stove(seconds, seed):
    """A kitchen at rest, as a stereo loop: the range draws, a pot simmers, outside is outside."""
    loop = 0.010 * s.both(*[s.hiss(seconds, 70, 480, seed + k, -5) * s.swell(seconds, 11, seed + 3 + k, 0.4) for k in (1, 2)], 0.7)
    draught = s.hiss(seconds, 80, 380, seed + 10, -4) * s.swell(seconds, 3, seed + 11, 0.6)
    s.put(loop, draught, 0.0, 0.024, -0.6)
    s.put(loop, fire(seconds, seed + 12, 0.22), 0.0, 0.16, -0.6)
    times = scatter(seconds, 38, seed + 20)
    random = np.random.default_rng(seed + 21)
    simmer = bubbles(seconds, times, np.exp(random.uniform(np.log(2.4), np.log(7.5), len(times))), random.uniform(0.05, 0.6, len(times)) ** 2, seed + 22, (0, 8))
    s.put(loop, simmer * s.swell(seconds, 4, seed + 23, 0.6), 0.0, 0.030, -0.45)
    s.put(loop, s.hiss(seconds, 2300, 6000, seed + 24, -2) * s.swell(seconds, 8, seed + 25, 0.7), 0.0, 0.0016, -0.5)
    return loop


def oven(seed):
    """The oven's iron door opens, a tray of buns is drawn out and set down."""
    random = np.random.default_rng(seed)
    latch = s.struck((640, 1490, 2380, 3700), (0.05, 0.035, 0.02, 0.012), (1, 0.8, 0.5, 0.4), 0.4, 0.0006)
    door = s.struck((188, 402, 705, 1130, 1880), (0.16, 0.11, 0.08, 0.05, 0.03), (1, 0.7, 0.5, 0.35, 0.2), 0.8, 0.002)
    hinge = shaped(wooden_creak(seed + 3, 0.55), peaks((1250, 0.6, 1.0), (2700, 0.5, 0.6), floor=0.1))
    drag = 1.1
    rub = shaped(noise(drag, seed), peaks((820, 0.5, 0.7), (1900, 0.4, 1.0), (3500, 0.4, 0.6))) * np.interp(clock(drag), [0, 0.1, 0.7, drag], [0, 1, 0.8, 0]) * np.clip(1 + 0.6 * shaped(noise(drag, seed + 1), band(12, 50, 1)) * 8, 0.1, 3)
    tray = s.struck((331, 772, 1217, 1943, 2790), (0.12, 0.10, 0.07, 0.05, 0.03), (1, 0.8, 0.7, 0.4, 0.3), 0.7, 0.0015)
    return mix(4.6, (latch, 0.05, 0.5), (hinge, 0.25, 0.35), (door, 0.85, 0.55), (rub, 1.5, 0.16), (tray, 2.75 + random.uniform(0, 0.2), 0.55), (tray, 2.95 + random.uniform(0, 0.1), 0.22))


def radio_on(seed):
    """The switch of a valve radio, the hum as it warms, stations passing far away."""
    switch = click(seed, 1500)
    warm = 3.0
    t = clock(warm)
    hum = (np.sin(2 * np.pi * 100 * t) + 0.4 * np.sin(2 * np.pi * 200 * t + 1)) * np.interp(t, [0, 0.6, 1.5, 2.6, warm], [0, 0, 1, 0.6, 0])
    ether = shaped(noise(warm, seed), band(350, 3400)) * np.interp(t, [0, 0.9, 1.6, 2.5, warm], [0, 0, 1, 0.7, 0]) * (1 + 0.4 * shaped(noise(warm, seed + 1), band(1, 6, 1)) * 16)
    pitch = curve(warm, [(0, 1900), (1.5, 1900), (2.1, 420), (2.4, 180), (3, 140)])[: len(t)]
    whistle = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.interp(t, [0, 1.4, 1.6, 2.2, 2.5], [0, 0, 1, 0.7, 0])
    return mix(3.2, (switch, 0.05, 1.0), (hum, 0.1, 0.05), (ether, 0.1, 0.16), (whistle, 0.1, 0.035))


def click(seed, hertz):
    """A switch of bakelite."""
    random = np.random.default_rng(seed)
    part = s.struck((hertz, hertz * 1.73, hertz * 2.9), (0.008, 0.006, 0.003), (1, 0.8, 0.5), 0.06, 0.0003)
    body = s.struck((210, 390), (0.03, 0.02), (1, 0.6), 0.15, 0.001)
    return mix(0.3, (part, 0, 1.0), (part, 0.018 + random.uniform(0, 0.006), 0.5), (body, 0.0, 0.5))


def needle_down(seed):
    """The brake is let go, the disc turns, the needle finds the groove."""
    random = np.random.default_rng(seed)
    long = 2.6
    t = clock(long)
    motor = shaped(noise(long, seed), band(60, 300)) * np.interp(t, [0, 0.2, 1.0, long], [0, 0.3, 1, 0.5]) * (1 + 0.2 * np.sin(2 * np.pi * 9 * t))
    touch = mix(long, (click(seed + 1, 900), 0.1, 0.6), (shaped(noise(0.25, seed + 2), band(300, 2600)) * rise(0.25, 0.004, 0.06), 1.1, 0.8))
    groove = shaped(noise(long, seed + 3), band(600, 4200, 1)) * np.interp(t, [0, 1.1, 1.3, long - 0.3, long], [0, 0, 1, 1, 0])
    ticks = mix(long, *[(shaped(s.crackle(random.integers(1 << 30)), band(500, 5000)), at, random.uniform(0.1, 0.7)) for at in random.uniform(1.15, long - 0.1, 16)])
    return mix(long, (motor, 0, 0.10), (touch, 0, 0.6), (groove, 0, 0.08), (ticks, 0, 0.6))


def needle_up(seed):
    """The needle is lifted, the disc comes to rest."""
    t = clock(1.6)
    lift = shaped(noise(0.2, seed), band(300, 2600)) * rise(0.2, 0.006, 0.05)
    motor = shaped(noise(1.6, seed + 3), band(60, 300)) * np.interp(t, [0, 0.3, 1.6], [1, 1, 0])
    return mix(1.7, (lift, 0.05, 0.6), (motor, 0.0, 0.1), (click(seed + 1, 800), 1.2, 0.4))


def apple(seed):
    """An apple lets go: twig and leaves, a thud in the grass, it rolls a little."""
    random = np.random.default_rng(seed)
    twig = s.crackle(seed) * 0.4
    brush = shaped(noise(0.34, seed), band(1500, 6500)) * rise(0.34, 0.05, 0.09) * np.clip(1 + shaped(noise(0.34, seed + 1), band(20, 90, 1)) * 6, 0.1, 4)
    thud = s.struck((random.uniform(92, 125), 188, 330), (0.045, 0.03, 0.015), (1, 0.6, 0.3), 0.3, 0.003)
    grass = shaped(noise(0.25, seed + 2), band(700, 4200)) * rise(0.25, 0.006, 0.05)
    fall = 0.42 + random.uniform(0, 0.12)
    return mix(1.6, (twig, 0.02, 0.4), (brush, 0.04, 0.20), (thud, fall, 1.0), (grass, fall, 0.16), (thud, fall + 0.27, 0.22), (grass, fall + 0.27, 0.08), (grass, fall + 0.45, 0.05))


def berry(seed):
    """A berry is picked and falls on the others in a basket of birch bark."""
    random = np.random.default_rng(seed)
    stem = shaped(noise(0.09, seed), band(900, 5000)) * rise(0.09, 0.01, 0.018)
    leaf = shaped(noise(0.4, seed + 1), band(1500, 6000)) * rise(0.4, 0.12, 0.08)
    f = random.uniform(270, 380)
    fall = s.struck((f, f * 1.9, f * 3.3), (0.022, 0.014, 0.007), (1, 0.6, 0.3), 0.15, 0.001)
    return mix(1.3, (leaf, 0.0, 0.10), (stem, 0.22, 0.5), (fall, 0.78, 0.9), (fall, 0.86, 0.25))


def cat_lands(seed):
    """A cat jumps down: four soft paws, no more."""
    random = np.random.default_rng(seed)
    paw = lambda: s.struck((random.uniform(85, 120), random.uniform(190, 260)), (0.03, 0.018), (1, 0.4), 0.2, 0.004)
    cloth = shaped(noise(0.3, seed), band(300, 2200)) * rise(0.3, 0.05, 0.07)
    return edges(mix(0.9, (cloth, 0, 0.12), (paw(), 0.22, 0.8), (paw(), 0.24, 0.7), (paw(), 0.30, 1.0), (paw(), 0.325, 0.9)))
