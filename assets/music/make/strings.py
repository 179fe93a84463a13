"""Strings: the fiddle, bowed; guitar, zither and double bass, plucked."""

import numpy as np

from tones import RATE, band, body, hertz, noise, pluck, samples, scan, shaped, smooth, tables, tamed, through, wandering

# A bowed string moves as a saw; pressed harder, it has more of the high.
BOWED = tables(lambda k, f, s: k ** -(1.75 - 0.75 * s) * (0.25 + np.abs(np.sin(np.pi * k / 9.3))) * np.exp(-((f / (4500 + 6000 * s)) ** 1.5)), (0.0, 0.35, 0.7, 1.0), 21)
FIDDLE = body(((274, 14, 1.3), (405, 18, 0.5), (458, 22, 1.5), (548, 24, 1.6), (640, 22, 0.7), (860, 24, 0.8), (1010, 26, 0.7), (1240, 24, 0.7)), 0.10, 9, 70, 1300, 8500, 2500, 0.75)
GUITAR = tamed(body(((102, 14, 1.4), (198, 18, 1.3), (287, 22, 0.6), (395, 25, 0.8), (520, 25, 0.5)), 0.14, 4, 46, 600, 5500, 1300, 0.4), 0.40)
BASS = tamed(body(((62, 8, 0.9), (98, 10, 1.2), (152, 11, 0.8), (220, 12, 0.5), (330, 12, 0.3)), 0.16, 6, 18, 350, 1600, 600, 0.25), 0.50)
BOARD = tamed(body(((210, 18, 0.7), (340, 22, 0.8), (560, 25, 0.8), (900, 25, 0.7)), 0.12, 8, 50, 800, 8000, 2600, 0.5), 0.35)


def evened(table, answer, dry, share=0.8):
    """For each MIDI number how much softer or louder to bow so that the body's own tones do not stand out: a good player's hand does it."""
    response = np.abs(np.fft.rfft(answer, 1 << 15) + dry)
    f = np.fft.rfftfreq(1 << 15, 1 / RATE)
    level = np.zeros(128)
    for p in range(128):
        partials = np.abs(np.fft.rfft(table[min(max(int((p - 22.5) / 3), 0), len(table) - 1), 2]))
        k = np.arange(1, min(len(partials), int(16000 / hertz(p)) + 1))
        # The ear hears the middle better than the depth.
        ear = 1 / (1 + (400 / (k * hertz(p))) ** 2)
        level[p] = np.sqrt(((partials[k] * np.interp(k * hertz(p), f, response)) ** 2 * ear).sum())
    middle = np.median(level[55:88])
    return (middle / np.maximum(level, 0.05 * middle)) ** share


STEADY = evened(BOWED, FIDDLE, 0.22)


def fiddle(played, seconds, seed=1, warm=0.6, vibrato=0.7):
    """One fiddler: bow strokes that bite and swell, slurs that glide, a hand that trembles on long notes."""
    n = samples(seconds)
    random = np.random.default_rng(seed)
    pitch, bow, press = np.full(n, 60.0), np.zeros(n), np.zeros(n)
    tremble = np.zeros(n)
    for i, note in enumerate(played):
        a = samples(note.at)
        b = min(n, samples(note.at + note.seconds))
        end = min(n, samples(played[i + 1].at)) if i + 1 < len(played) else min(n, b + samples(0.3))
        if b - a < 64:
            continue
        own = random.normal(0, 0.035)
        pitch[a:end] = note.pitch + own
        grace = samples(0.055)
        for k, ornament in enumerate(note.grace):
            pitch[a + k * grace : a + (k + 1) * grace] = ornament
        long = (b - a) / RATE
        u = np.arange(b - a) / (b - a)
        swell = 0.80 + 0.28 * np.sin(np.pi * u) if long > 0.3 else 0.92 + 0.1 * np.sin(np.pi * u)
        stroke = swell * (0.35 + 0.65 * note.strong)
        t = np.arange(b - a) / RATE
        left = (b - a) / RATE - t
        joined = i + 1 < len(played) and played[i + 1].slurred
        if note.slurred:
            stroke *= 1 - 0.10 * np.exp(-((t / 0.018) ** 2))
        else:
            stroke *= np.clip(t / (0.030 + 0.03 * (1 - note.strong)), 0, 1) ** 0.6
        if not joined:
            stroke *= np.clip(left / 0.045, 0.02, 1) ** 0.7
        bow[a:b] = stroke
        bite = 0.22 * np.exp(-t / 0.05) * (0 if note.slurred else 1)
        press[a:b] = warm * (0.45 + 0.55 * note.strong) * (0.75 + 0.25 * np.sin(np.pi * u)) + bite
        if long > 0.36:
            tremble[a:b] = np.clip((t - 0.16) / 0.22, 0, 1) * np.clip(left / 0.10, 0, 1)
    clock = np.arange(n) / RATE
    hand = np.sin(2 * np.pi * np.cumsum(5.6 + 0.35 * wandering(n, seed + 3, 0.1, 1.0)) / RATE)
    pitch = smooth(pitch, 0.022) + 0.13 * vibrato * tremble * hand + 0.018 * wandering(n, seed + 4, 1.0, 9.0)
    bow = smooth(bow, 0.008) * (1 + 0.06 * wandering(n, seed + 5, 1.0, 14.0) + 0.07 * vibrato * tremble * hand)
    string = scan(BOWED, pitch, np.clip(press + 0.05 * wandering(n, seed + 6, 2.0, 16.0), 0, 1), 0.3)
    # Hair on gut: noise that the string lets through once in each turn.
    turn = np.cumsum(hertz(pitch)) / RATE % 1.0
    hair = shaped(noise(seconds + 0.1, seed + 7)[:n], band(1600, 9000, 1)) * (0.35 + 0.9 * np.exp(-turn * 7)) * (0.05 + 0.05 * press)
    sound = through((string + hair * 1.3) * bow * np.interp(pitch, np.arange(128), STEADY), FIDDLE, 0.22)
    return shaped(sound, lambda f: (f / 170) ** 4 / (1 + (f / 170) ** 4) / (1 + (f / 11000) ** 4))


def excite(frequency, where, soft, strong, seed):
    """What a finger or a plectrum gives a string: a tug at `where` (share of its length), rounder when `soft`."""
    n = int(RATE / frequency)
    random = np.random.default_rng(seed)
    tug = random.uniform(-1, 1, n)
    tug = shaped(np.concatenate([tug, np.zeros(2000)]), lambda f: 1 / (1 + (f / (soft * (0.5 + 0.8 * strong))) ** 2))[:n]
    comb = max(1, int(n * where))
    tug = tug - np.roll(tug, comb)
    return tug / (np.abs(tug).max() + 1e-9)


def plucked(played, seconds, answer, soft, where, stretch, damping, seed, double=0.0, stop=0.05, dry=0.3):
    """Plucked strings; `double` cents between two strings of one course."""
    out = np.zeros(samples(seconds))
    for i, note in enumerate(played):
        start = samples(note.at)
        ring = min(len(out) - start, samples(note.seconds + stop * 4))
        if ring < 500:
            continue
        t = np.arange(ring) / RATE
        hold = np.where(t < note.seconds, 1.0, np.exp(-(t - note.seconds) / stop)) * np.clip((ring - np.arange(ring)) / 300, 0, 1)
        f = hertz(note.pitch)
        for side in (-1, 1) if double else (0,):
            g = f * 2 ** (side * double / 2400)
            own = excite(g, where, soft, note.strong, seed * 1000 + i * 2 + side)
            long = stretch ** (220 / g) if g > 220 else stretch
            string = pluck(own, ring, g, long, damping)
            out[start : start + ring] += string * hold * note.strong**1.4 * (0.6 if double else 1.0)
    return through(out, answer, dry)


def guitar(played, seconds, seed=1):
    """A guitar with gut strings, played with fingers."""
    return plucked(played, seconds, GUITAR, 2400, 0.19, 0.9965, 0.30, seed, stop=0.06)


def zither(played, seconds, seed=2):
    """A zither (cittra): steel in pairs, ringing on."""
    return plucked(played, seconds, BOARD, 5200, 0.13, 0.9988, 0.12, seed, double=3.0, stop=0.35, dry=0.35)


def double_bass(played, seconds, seed=3):
    """A double bass plucked with a finger: round, with a thump before the tone."""
    sound = plucked(played, seconds, BASS, 620, 0.24, 0.990, 0.42, seed, stop=0.06, dry=0.5)
    random = np.random.default_rng(seed)
    thump = np.zeros(len(sound))
    for note in played:
        k = samples(note.at)
        m = min(2400, len(thump) - k)
        if m > 0:
            thump[k : k + m] += random.normal(size=m) * np.exp(-np.arange(m) / 350) * note.strong
    return sound + 0.10 * shaped(thump, band(60, 420))
