"""What instruments sound with: waves that are read from tables, plucked strings, bodies of wood.

A table is one period of a wave, kept for several pitches (so that nothing sounds above what can be heard) and
several strengths (so that louder is also brighter), as in the instruments themselves.
"""

import sys
from pathlib import Path

import numpy as np
from numba import njit

sys.path.append(str(Path(__file__).resolve().parents[2] / "worlds/make/sounds"))

from craft import RATE, band, easy, noise, samples, shaped

PERIOD = 2048
LOWEST = 24


def hertz(pitch):
    """The frequency of a MIDI number, which may lie between two."""
    return 440.0 * 2 ** ((np.asarray(pitch, float) - 69) / 12)


def tables(partial, strengths, seed=1):
    """Tables for `partial(k, f, strength)`, the amplitude of the k-th partial of a tone of f hertz: (pitches, strengths, PERIOD),
    a pitch each three semitones from LOWEST on."""
    random = np.random.default_rng(seed)
    turn = random.uniform(0, 2 * np.pi, PERIOD // 2 + 1)
    out = np.zeros((28, len(strengths), PERIOD))
    for p in range(len(out)):
        f = hertz(LOWEST + 3 * p + 1.5)
        many = int(min(PERIOD // 2 - 1, 15000 / f))
        k = np.arange(1, many + 1)
        for q, strength in enumerate(strengths):
            spectrum = np.zeros(PERIOD // 2 + 1, complex)
            spectrum[1 : many + 1] = partial(k, k * f, strength) * np.exp(1j * turn[1 : many + 1])
            wave = np.fft.irfft(spectrum, PERIOD)
            out[p, q] = wave / (np.sqrt((wave**2).mean()) + 1e-12)
    return out


@njit(cache=True, fastmath=True)
def scan(table, pitch, strength, phase):
    """Read a table: `pitch` (MIDI) and `strength` (0 to 1) of each sample."""
    n = len(pitch)
    out = np.zeros(n)
    for i in range(n):
        phase += 440.0 * 2.0 ** ((pitch[i] - 69.0) / 12.0) / 48000.0
        phase -= np.floor(phase)
        x = phase * 2048
        j = int(x)
        part = x - j
        p = min(max(int((pitch[i] - 22.5) / 3), 0), 27)
        level = min(max(strength[i], 0.0), 1.0) * (table.shape[1] - 1)
        q = min(int(level), table.shape[1] - 2)
        w = level - q
        k = (j + 1) % 2048
        soft = table[p, q, j] * (1 - part) + table[p, q, k] * part
        hard = table[p, q + 1, j] * (1 - part) + table[p, q + 1, k] * part
        out[i] = soft * (1 - w) + hard * w
    return out


@njit(cache=True, fastmath=True)
def pluck(excitation, n, frequency, stretch, damping):
    """A plucked string (Karplus and Strong): `excitation` runs round it, losing `damping` (0 to 0.5) of its brilliance each time."""
    period = 48000.0 / frequency - damping
    whole = int(period)
    part = period - whole
    if part < 0.1:
        part += 1.0
        whole -= 1
    tune = (1 - part) / (1 + part)
    line = np.zeros(whole)
    m = min(len(excitation), whole)
    line[:m] = excitation[:m]
    out = np.zeros(n)
    at, before, last_in, last_out = 0, 0.0, 0.0, 0.0
    for i in range(n):
        x = line[at]
        out[i] = x
        y = stretch * ((1 - damping) * x + damping * before)
        before = x
        z = tune * (y - last_out) + last_in
        last_in, last_out = y, z
        line[at] = z
        at += 1
        if at == whole:
            at = 0
    return out


def wandering(n, seed, slow=0.3, fast=4.0):
    """What no hand keeps still: a slow unevenness around 0, mostly within ±1."""
    if n < 64:
        return np.zeros(n)
    step = 480
    m = n // step + 8
    rough = np.random.default_rng(seed).normal(size=m)
    f = np.fft.rfftfreq(m, step / RATE)
    keep = 1 / (1 + (f / fast) ** 2) / (1 + (slow / np.maximum(f, 1e-3)) ** 2)
    line = np.fft.irfft(np.fft.rfft(rough) * keep, m)
    line /= line.std() + 1e-9
    return np.interp(np.arange(n) / step, np.arange(m), line) * 0.6


def body(modes, seconds=0.12, seed=1, scattered=0, low=700, high=7000, hill=2400, own=0.5):
    """How a wooden body answers: `modes` (hertz, sharpness, gain), and `scattered` ones that nobody has counted."""
    random = np.random.default_rng(seed)
    t = np.arange(samples(seconds)) / RATE
    out = np.zeros(len(t))
    for f, q, g in modes:
        out += g * np.sin(2 * np.pi * f * t) * np.exp(-np.pi * f / q * t) * f / q
    for f in np.exp(random.uniform(np.log(low), np.log(high), scattered)):
        g = np.exp(-((np.log2(f / hill) / 1.1) ** 2)) * random.uniform(0.3, 1.0) * random.choice((-1, 1))
        q = random.uniform(18, 42)
        out += own * g * np.sin(2 * np.pi * f * t + random.uniform(0, 6)) * np.exp(-np.pi * f / q * t) * f / q
    out = out / np.sqrt((out**2).sum())
    return out


def tamed(answer, share):
    """The same body with its peaks and hollows made `share` as high and deep (in decibels), so that no note jumps out;
    without delay (minimum phase)."""
    size = 1 << 15
    loud = np.log(np.abs(np.fft.rfft(answer, size)) + 1e-6)
    f = np.fft.rfftfreq(size, 1 / RATE)
    loud -= loud[(f > 90) & (f < 6000)].mean()
    folded = np.fft.irfft(loud * share, size)
    folded[1 : size // 2] *= 2
    folded[size // 2 + 1 :] = 0
    out = np.fft.irfft(np.exp(np.fft.rfft(folded, size)), size)[: len(answer)]
    return out * np.interp(np.arange(len(out)), [0, len(out) * 0.8, len(out)], [1, 1, 0])


def through(sound, answer, dry=0.3):
    """A sound through a body."""
    n = easy(len(sound) + len(answer))
    return np.fft.irfft(np.fft.rfft(sound, n) * np.fft.rfft(answer, n), n)[: len(sound)] + dry * sound


def smooth(line, seconds):
    """A line with its corners rounded."""
    width = max(3, samples(seconds) | 1)
    total = np.concatenate([[0.0], np.cumsum(np.pad(line, width, mode="edge"))])
    once = (total[width:] - total[:-width]) / width
    total = np.concatenate([[0.0], np.cumsum(once)])
    twice = (total[width:] - total[:-width]) / width
    return twice[2 : 2 + len(line)] if len(twice) > len(line) + 2 else twice[: len(line)]
