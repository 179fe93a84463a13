"""The clarinet, and a music box: it has no string, only teeth."""

import numpy as np

from tones import RATE, band, body, hertz, noise, samples, scan, shaped, smooth, tables, tamed, through, wandering


def _clarinet(k, f, s):
    tone = f / k
    # Low down hardly anything but odd partials; from the break on the even ones come in.
    even = 0.05 + 0.45 / (1 + (420 / tone) ** 4) + 0.25 * np.clip((f - 1500) / 1500, 0, 1)
    return np.where(k % 2 == 1, 1.0, even) * k ** -(1.55 - 0.6 * s) * np.exp(-((f / (2200 + 3000 * s)) ** 1.5))


CLARINET = tables(_clarinet, (0.0, 0.5, 1.0), 31)


def clarinet(played, seconds, seed=1, bright=0.6):
    """A clarinet: breath before tone, notes that flow into each other when slurred, tongued when not."""
    n = samples(seconds)
    random = np.random.default_rng(seed)
    pitch, breath = np.full(n, 60.0), np.zeros(n)
    for i, note in enumerate(played):
        a, b = samples(note.at), min(n, samples(note.at + note.seconds))
        end = min(n, samples(played[i + 1].at)) if i + 1 < len(played) else min(n, b + samples(0.2))
        if b - a < 64:
            continue
        t = np.arange(b - a) / RATE
        u = t / t[-1]
        pitch[a:end] = note.pitch + random.normal(0, 0.02)
        for k, ornament in enumerate(note.grace):
            pitch[a + k * samples(0.06) : a + (k + 1) * samples(0.06)] = ornament
        if not note.slurred:
            pitch[a:b] -= 0.16 * np.exp(-t / 0.03)
        tone = (0.4 + 0.6 * note.strong) * (0.84 + 0.2 * np.sin(np.pi * u**0.8))
        if not note.slurred:
            tone = tone * np.clip(t / 0.034, 0, 1) ** 0.8
        if not (i + 1 < len(played) and played[i + 1].slurred):
            tone = tone * np.clip((t[-1] - t) / 0.05, 0, 1) ** 0.8
        breath[a:b] = tone
    pitch = smooth(pitch, 0.014) + 0.014 * wandering(n, seed + 1, 0.5, 6.0)
    breath = smooth(breath, 0.010) * (1 + 0.03 * wandering(n, seed + 2, 1.0, 8.0))
    tone = scan(CLARINET, pitch, np.clip(bright * breath * 1.05, 0, 1), 0.1) * breath
    air = shaped(noise(seconds + 0.1, seed + 3)[:n], lambda f: band(900, 5200, 1)(f)) * breath * 0.018
    return shaped(tone + air, lambda f: 1 + 0.35 * np.exp(-((np.log2(f / 1500) / 0.5) ** 2)))


BOX = tamed(body(((410, 12, 0.8), (760, 14, 0.9), (1180, 14, 0.7), (1900, 15, 0.4)), 0.05, 3, 16, 900, 4200, 1800, 0.3), 0.25)


def music_box(played, seconds, seed=1):
    """A music box: steel teeth lifted by pins and let go, in a small wooden box, the spring running down ever so slowly."""
    out, pins = np.zeros(samples(seconds)), np.zeros(samples(seconds))
    random = np.random.default_rng(seed)
    for note in played:
        start = samples(note.at)
        own = np.random.default_rng(int(note.pitch))
        f = hertz(note.pitch + own.normal(0, 0.03))
        ring = 2.6 * (880 / f) ** 0.6
        n = min(len(out) - start, samples(ring * 1.6))
        if n < 500:
            continue
        t = np.arange(n) / RATE
        tooth = np.sin(2 * np.pi * f * t) * np.exp(-t / (ring * 0.34))
        tooth += 0.30 * np.sin(2 * np.pi * f * 2.003 * t + 1) * np.exp(-t / (ring * 0.16))
        tooth += 0.22 * np.sin(2 * np.pi * f * 6.267 * t) * np.exp(-t / (0.05 * (1200 / f))) * (f * 6.3 < 16000)
        tooth += 0.05 * np.sin(2 * np.pi * f * 17.5 * t) * np.exp(-t / 0.012) * (f * 17.5 < 18000)
        out[start : start + n] += tooth * np.clip(t / 0.0008, 0, 1) * note.strong * np.clip((n - np.arange(n)) / 600, 0, 1)
        before = start - samples(0.035)
        if before > 0:
            pins[before : before + 900] += random.normal(size=900)[: len(pins) - before] * np.exp(-np.arange(900)[: len(pins) - before] / 200) * 0.05
    works = shaped(noise(seconds + 0.1, seed + 2)[: len(out)], band(1500, 5200, 1)) * 0.0022 * (1 + 0.5 * np.sin(2 * np.pi * 11 * np.arange(len(out)) / RATE))
    return through(out, BOX, 0.8) + shaped(pins, band(1200, 6000)) + works
