"""Reeds in a wind: the accordion and the pump organ."""

import numpy as np

from tones import RATE, body, noise, samples, scan, shaped, band, smooth, tables, tamed, through, wandering

ACCORDION = tables(lambda k, f, s: k ** -(1.25 - 0.55 * s) * np.exp(-((f / (2600 + 4200 * s)) ** 1.3)) * (1 + 0.5 * np.exp(-((np.log2(f / 1700) / 0.7) ** 2))), (0.0, 0.5, 1.0), 11)
ORGAN = tables(lambda k, f, s: k ** -(1.45 - 0.35 * s) * np.exp(-((f / (1900 + 1700 * s)) ** 1.2)) * (1 + 0.25 * (k % 2)), (0.0, 1.0), 12)


def bellows(seconds, turns, seed):
    """The wind in an accordion: pressed and drawn, a breath less at each turn of the bellows."""
    n = samples(seconds)
    wind = np.ones(n)
    for turn in turns:
        a, b = samples(turn - 0.06), samples(turn + 0.05)
        if 0 < a and b < n:
            wind[a:b] *= 1 - 0.42 * np.hanning(b - a)
    return smooth(wind, 0.03) * (1 + 0.035 * wandering(n, seed, 0.5, 6.0))


def speak(table, played, seconds, ranks, attack, release, brightness, wind, seed):
    """Reeds that speak for each note: `ranks` are (semitones, cents, gain)."""
    random = np.random.default_rng(seed)
    out = np.zeros(samples(seconds))
    for note in played:
        start, n = samples(note.at), samples(note.seconds + release * 3)
        n = min(n, len(out) - start)
        if n < 200:
            continue
        t = np.arange(n) / RATE
        up = attack * (1.35 - 0.5 * note.strong) * (1.6 if note.pitch < 48 else 1.0)
        opened = (1 - np.exp(-t / up * 2.2)) * np.where(t < note.seconds, 1.0, np.exp(-(t - note.seconds) / release))
        opened *= np.clip((n - np.arange(n)) / 400, 0, 1)
        air = wind[start : start + n]
        # A reed starts dull and a little flat, and is brighter the harder it is blown.
        strength = np.clip(brightness * (0.35 + 0.65 * note.strong) * air**2 * (1 - 0.6 * np.exp(-t / (up * 1.5))), 0, 1)
        total = np.zeros(n)
        for semitones, cents, gain in ranks:
            # Each key has its own reeds, never tuned quite alike, but always the same.
            own = np.random.default_rng(int(note.pitch * 7 + semitones * 3 + cents + 500))
            bend = (cents + own.normal(0, 1.2)) / 100 - 0.06 * np.exp(-t / up) - 0.03 * (1 - air)
            total += gain * scan(table, note.pitch + semitones + bend, strength, own.random())
        out[start : start + n] += total * opened * air * (0.4 + 0.6 * note.strong) * (1.0 if note.pitch < 72 else 0.85)
    return out


def accordion(played, seconds, turns, seed=1, bright=0.75):
    """The right hand: a rank in tune and one above and below it, beating as at a dance; buttons that click a little."""
    wind = bellows(seconds, turns, seed)
    sound = speak(ACCORDION, played, seconds, ((0, 0, 1.0), (0, 12, 0.75), (0, -11, 0.7)), 0.024, 0.022, bright, wind, seed)
    random = np.random.default_rng(seed + 1)
    keys = np.zeros(len(sound))
    for note in played:
        k = samples(note.at)
        if k + 400 < len(keys):
            keys[k : k + 400] += random.normal(size=400) * np.exp(-np.arange(400) / 60) * 0.035
    return shaped(sound, lambda f: 1 / (1 + (f / 9500) ** 4)) + shaped(keys, band(700, 3200))


def left_hand(played, seconds, turns, seed=2):
    """The left hand's basses and chords: reeds in octaves, darker, short."""
    wind = bellows(seconds, turns, seed)
    low = [note for note in played if note.pitch < 53]
    chords = [note for note in played if note.pitch >= 53]
    bass = speak(ACCORDION, low, seconds, ((0, 0, 0.8), (12, 2, 0.8), (24, -2, 0.25)), 0.030, 0.03, 0.45, wind, seed)
    return shaped(bass, lambda f: 1 / (1 + (f / 2400) ** 2)) + 0.42 * shaped(speak(ACCORDION, chords, seconds, ((0, 0, 1.0), (12, 3, 0.35)), 0.02, 0.02, 0.4, wind, seed + 1), lambda f: 1 / (1 + (f / 3200) ** 2))


CASE = tamed(body(((118, 9, 0.5), (212, 9, 0.7), (390, 10, 0.8), (640, 9, 0.7), (1050, 8, 0.5)), 0.08, 5, 14, 700, 3200, 1500, 0.35), 0.18)


def pump_organ(played, seconds, seed=3, full=False):
    """A harmonium: two ranks of soft reeds (three when `full`) in a wooden case, trodden with the feet."""
    n = samples(seconds)
    t = np.arange(n) / RATE
    tread = 1 + 0.02 * np.sin(2 * np.pi * 0.85 * t + 0.5 * wandering(n, seed, 0.1, 0.5)) + 0.012 * wandering(n, seed + 1, 0.5, 4)
    ranks = [(0, 0, 1.0), (0, 3.2, 0.55)] + ([(12, -2, 0.42), (-12, 0, 0.30)] if full else [(12, -2, 0.16)])
    sound = speak(ORGAN, played, seconds, ranks, 0.075, 0.05, 0.6 if full else 0.4, np.clip(tread, 0, 1.2), seed)
    air = shaped(noise(seconds, seed + 5)[:n], band(250, 1800, 1)) * (0.5 + 0.5 * np.sin(2 * np.pi * 0.85 * t)) ** 2 * 0.010
    return through(sound, CASE, 0.55) + air
