"""Birds of Sweden, each as somebody knows it who has heard it all her life.

What is written down of each is its song's plan: how many notes, how fast, which way they bend. Those that
`synthesis` has already (chaffinch, willow warbler, bullfinch, robin, tawny owl, loon) are used from there.
"""

import numpy as np

from craft import s, RATE, band, clock, curve, edges, mix, noise, peaks, samples, shaped


def line(points, overtones=(1.0,), seed=1, shake=0.0):
    """A whistle through (seconds, hertz, loudness) points, loudness rounded like a throat that opens and closes."""
    points = np.asarray(points, float)
    seconds = points[-1, 0]
    pitch = curve(seconds, points[:, :2])
    loud = np.clip(curve(seconds, points[:, [0, 2]]), 0, None)
    if shake:
        pitch = pitch * (1 + shake * shaped(noise(seconds, seed), band(8, 60, 1)) * 6)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    sound = sum(w * np.sin(phase * (k + 1)) for k, w in enumerate(overtones))
    return edges(sound * loud, min(0.012, seconds / 4), min(0.02, seconds / 3))


def follow(parts):
    """Sounds and silences (seconds) one after the other."""
    return np.concatenate([np.zeros(samples(p)) if np.isscalar(p) else p for p in parts])


def cuckoo(seed):
    """Gök: two notes a third apart, the first at about 660 Hz, once in 1.3 s, seven to twelve times."""
    random = np.random.default_rng(seed)
    high = 662 * random.uniform(0.985, 1.015)
    low = high * 2 ** (-random.choice((3.3, 3.7)) / 12)
    out = []
    for k in range(random.integers(6, 11)):
        loud = min(1.0, 0.75 + 0.12 * k) * random.uniform(0.94, 1.0)
        first = line([(0, high * 0.97, 0), (0.035, high * 1.012, 1.0), (0.10, high, 0.85), (0.165, high * 0.955, 0)], (1.0, 0.055, 0.012)) * loud
        second = line([(0, low * 0.99, 0), (0.05, low * 1.01, 0.85), (0.16, low, 0.72), (0.24, low * 0.97, 0)], (1.0, 0.04, 0.008)) * loud
        out += [first, 0.185 + random.uniform(-0.006, 0.006), second, 0.68 + random.uniform(-0.03, 0.05)]
    song = follow(out)
    return song + 0.012 * shaped(noise(len(song) / RATE, seed)[: len(song)], band(450, 1100)) * np.abs(song)


def great_tit(seed):
    """Talgoxe: "titi-ta, titi-ta", as even as a pump: a high thin note and a lower, stronger one, five to eight times."""
    random = np.random.default_rng(seed)
    high, low = 5150 * random.uniform(0.97, 1.04), 3720 * random.uniform(0.97, 1.03)
    double = seed % 2 == 0
    out = []
    for k in range(random.integers(5, 9)):
        loud = min(1.0, 0.7 + 0.1 * k)
        if double:
            for _ in range(2):
                out += [line([(0, high * 1.02, 0), (0.02, high, 0.55), (0.055, high * 0.98, 0)], (1.0, 0.03)) * loud, 0.022]
        else:
            out += [line([(0, high * 1.03, 0), (0.03, high, 0.65), (0.095, high * 0.985, 0)], (1.0, 0.03)) * loud, 0.035]
        out += [line([(0, low * 1.05, 0), (0.03, low, 1.0), (0.11, low * 0.985, 0.8), (0.14, low * 0.97, 0)], (1.0, 0.06)) * loud, 0.065]
    return follow(out)


# A blackbird has his own motifs and turns them round: (seconds, from, over, to) of each note, hertz.
MOTIFS = (
    ((0.16, 1850, 1950, 1900), (0.24, 2250, 2350, 1980), (0.30, 1700, 1640, 1720)),
    ((0.22, 2400, 2520, 2300), (0.14, 1980, 2050, 2150), (0.34, 2050, 2080, 1760)),
    ((0.12, 2100, 2300, 2500), (0.12, 2500, 2300, 2100), (0.28, 1900, 1950, 1880), (0.2, 2350, 2380, 2320)),
    ((0.36, 1620, 1700, 1690), (0.18, 2080, 2180, 2120), (0.26, 2560, 2480, 2200)),
    ((0.14, 2600, 2450, 2300), (0.30, 1820, 1800, 1850), (0.13, 2200, 2400, 2300), (0.32, 2000, 2060, 1650)),
)


def blackbird(seed):
    """Koltrast: slow, round, fluted notes with slides between, then a short twittering end, as if at a loss."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(MOTIFS))[: random.integers(1, 3)]
    parts = []
    for motif in order:
        shift = random.uniform(0.97, 1.03)
        points, t = [(0.0, MOTIFS[motif][0][1] * shift * 0.96, 0.0)], 0.0
        for long, a, b, c in MOTIFS[motif]:
            points += [(t + 0.035, a * shift, 0.85), (t + long * 0.5, b * shift, 1.0), (t + long - 0.03, c * shift, 0.7)]
            t += long
            gap = random.uniform(0.025, 0.055)
            points += [(t, c * shift * 0.98, 0.06), (t + gap, c * shift, 0.06)]
            t += gap
        points.append((t + 0.02, points[-1][1], 0.0))
        parts += [line(points, (1.0, 0.09, 0.03), seed, 0.003), random.uniform(0.03, 0.09)]
    for _ in range(random.integers(3, 6)):
        f = random.uniform(3600, 6400)
        long = random.uniform(0.035, 0.07)
        parts += [line([(0, f, 0), (long * 0.3, f * random.uniform(1.1, 1.35), 0.30), (long * 0.7, f * random.uniform(0.75, 1.0), 0.26), (long, f * 0.85, 0)]), random.uniform(0.012, 0.035)]
    return follow(parts)


def yellowhammer(seed):
    """Gulsparv: "sju sju sju sju sju sju sjuuu": a row of short buzzing notes and one long, high, drawn out."""
    random = np.random.default_rng(seed)
    f = 5200 * random.uniform(0.97, 1.03)
    parts = []
    for k in range(random.integers(7, 10)):
        buzz = line([(0, f * 1.10, 0), (0.02, f * 1.02, 0.45 + 0.06 * k), (0.06, f * 0.86, 0.4 + 0.06 * k), (0.085, f * 0.82, 0)])
        parts += [buzz, 0.045]
    parts += [0.03, line([(0, 6300, 0), (0.08, 6350, 0.5), (0.2, 6300, 0.5), (0.24, 6250, 0.1), (0.28, 4700, 0.7), (0.85, 4600, 0.75), (1.05, 4500, 0)], seed=seed, shake=0.004)]
    return follow(parts)


def skylark(seed):
    """Sånglärka: twelve seconds of hurrying trills without taking breath, high above."""
    random = np.random.default_rng(seed)
    parts, left = [], 11.0
    while left > 0:
        f, many = random.uniform(2300, 5200), random.integers(4, 14)
        long, bend = random.uniform(0.03, 0.085), random.uniform(0.78, 1.28)
        for _ in range(many):
            parts.append(line([(0, f, 0), (long * 0.35, f * (1 + bend) / 2, 0.9), (long * 0.75, f * bend, 0.7), (long, f * bend, 0)], (1.0, 0.04)))
            parts.append(random.uniform(0.006, 0.016))
            left -= long + 0.011
        if random.random() < 0.4:
            parts.append(line([(0, f * 0.8, 0), (0.05, f * 0.85, 0.8), (0.16, f * 0.7, 0.6), (0.2, f * 0.7, 0)]))
            left -= 0.2
    song = follow(parts)
    t = np.arange(len(song)) / len(song)
    return song * np.clip(t / 0.15, 0.15, 1) * np.clip((1 - t) / 0.12, 0, 1)


def sparrow(seed):
    """Gråsparv: a few dry chirps from the eaves, not in step."""
    random = np.random.default_rng(seed)
    parts = []
    for _ in range(random.integers(4, 8)):
        f = random.choice((3400, 3900, 4300)) * random.uniform(0.97, 1.03)
        chirp = line([(0, f * 0.75, 0), (0.018, f * 1.15, 1.0), (0.045, f * 0.88, 0.9), (0.07, f * 1.02, 0.7), (0.105, f * 0.8, 0)], (1.0, 0.22, 0.08), seed)
        parts += [chirp * random.uniform(0.6, 1.0), random.uniform(0.16, 0.52)]
    return follow(parts)


def woodpecker(seed):
    """Större hackspett: a short roll on a dry trunk, quick and quicker, dying away."""
    random = np.random.default_rng(seed)
    hollow = 920 * random.uniform(0.85, 1.2)
    strikes, at, step = [], 0.0, 0.056
    many = random.integers(11, 16)
    for k in range(many):
        strikes.append((s.struck((hollow, hollow * 1.62, hollow * 2.7, 3600), (0.022, 0.014, 0.009, 0.004), (1.0, 0.6, 0.35, 0.2), 0.14, 0.0006), at, (1 - 0.7 * (k / many) ** 1.5) * random.uniform(0.9, 1.0)))
        at += step
        step *= 0.975
    return mix(at + 0.3, *strikes)


def throat(seconds, pitch, loud, formants, rough, seed):
    """A voiced call: pulses at `pitch`, coloured by `formants` (hertz, octaves, gain), `rough` 0 to 1."""
    n = samples(seconds)
    random = np.random.default_rng(seed)
    pitch = curve(seconds, pitch)[:n] * (1 + rough * 0.05 * shaped(noise(seconds, seed), band(20, 120, 1)))
    phase = np.cumsum(pitch) / RATE
    top = int(min(60, 9000 / pitch.max()))
    voice = sum(np.sin(2 * np.pi * phase * k + random.uniform(0, 6)) / k**0.35 for k in range(1, top + 1))
    breath = noise(seconds, seed + 1)[:n] * (0.5 + 0.5 * np.cos(2 * np.pi * phase)) ** 3 * rough * 3.0
    return edges(shaped((voice + breath) * np.clip(curve(seconds, loud)[:n], 0, None), peaks(*formants, floor=0.0015)), 0.004, 0.02)


DUCK = ((640, 0.35, 0.35), (1150, 0.33, 0.9), (1850, 0.28, 1.0), (2900, 0.28, 0.36), (4300, 0.4, 0.07))


def quack(seed, loud=1.0, long=0.2):
    """One quack of a mallard duck."""
    random = np.random.default_rng(seed)
    f = 232 * random.uniform(0.94, 1.06)
    long *= random.uniform(0.9, 1.1)
    return throat(long, [(0, f * 0.84), (0.03, f * 1.08), (long * 0.5, f), (long, f * 0.72)], [(0, 0), (0.018, 1.0), (long * 0.55, 0.8), (long, 0)], DUCK, 0.5, seed) * loud


def mallard(seed):
    """Gräsand, the duck: the falling laugh, first note longest and loudest, then shorter and softer."""
    random = np.random.default_rng(seed)
    parts = []
    for k in range(random.integers(3, 7)):
        parts += [quack(seed * 31 + k, 0.92**k, 0.24 if k == 0 else max(0.13, 0.19 - 0.01 * k)), 0.09 + 0.03 * random.random() + 0.012 * k]
    return follow(parts)


def mallard_soft(seed):
    """The duck's low talk when she swims up: "gack … gack-gack"."""
    random = np.random.default_rng(seed)
    parts = []
    for k in range(random.integers(7, 11)):
        f = random.uniform(165, 200)
        talk = throat(0.10, [(0, f * 0.9), (0.03, f), (0.10, f * 0.8)], [(0, 0), (0.012, 1), (0.06, 0.6), (0.10, 0)], DUCK, 0.8, seed * 17 + k)
        parts += [shaped(talk, band(200, 2400)) * random.uniform(0.4, 1.0), random.choice((0.09, 0.14, 0.42))]
    return follow(parts)


def crane(seed):
    """Trana: two birds trumpeting in turn, rolling "krruu – krro", from a marsh far away."""
    random = np.random.default_rng(seed)
    parts = []
    for k in range(4):
        f = (960 if k % 2 == 0 else 820) * random.uniform(0.98, 1.02)
        long = random.uniform(0.55, 0.75)
        call = throat(long, [(0, f * 0.72), (0.08, f), (long * 0.6, f * 1.02), (long, f * 0.86)], [(0, 0), (0.06, 0.9), (long * 0.6, 1.0), (long, 0)], ((950, 0.5, 0.7), (1900, 0.4, 0.9), (2800, 0.45, 0.6), (3900, 0.4, 0.2)), 0.25, seed * 13 + k)
        t = clock(long)[: len(call)]
        parts += [call * (1 - 0.55 * (0.5 + 0.5 * np.sin(2 * np.pi * 27 * t)) ** 2), random.uniform(0.12, 0.3)]
    return follow(parts)


def loon(seed):
    """Storlom: the far song of three, or the long wail "oo-ii-oo" alone."""
    if seed % 3:
        return s.loon(seed)
    wail = [(0, 560, 0), (0.25, 590, 0.5), (0.55, 930, 0.95), (1.5, 960, 1.0), (1.75, 700, 0.6), (2.2, 660, 0)]
    return follow([line(wail, (1.0, 0.14, 0.04), seed, 0.002), 1.1, line([(t, f * 1.02, v) for t, f, v in wail], (1.0, 0.14, 0.04), seed + 1, 0.002) * 0.8])


def with_pauses(maker, many, gap, seed):
    """The same bird `many` times, `gap` seconds apart."""
    random = np.random.default_rng(seed)
    parts = []
    for k in range(many):
        parts += [maker(seed * 10 + k), random.uniform(*gap)]
    return follow(parts[:-1])
