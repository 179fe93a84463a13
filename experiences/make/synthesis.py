"""Sounds made from numbers: air, water, birds, bells, clocks. Everything loops.

All arrays are (samples, 2) at `RATE`. A loop is made by drawing everything on a circle: what runs
over the end comes back at the beginning, so there is no join to hear.
"""

import json
import re
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np

RATE = 48000


def silence(seconds):
    """An empty loop."""
    return np.zeros((int(seconds * RATE), 2))


def hiss(seconds, low, high, seed, slope=-3.0):
    """Noise between two frequencies, falling `slope` dB an octave, periodic over its own length."""
    n = int(seconds * RATE)
    random = np.random.default_rng(seed)
    frequency = np.fft.rfftfreq(n, 1 / RATE)
    shape = np.where(frequency > 0, (np.maximum(frequency, 1) / 1000) ** (slope / 6.02), 0)
    shape *= 1 / (1 + (low / np.maximum(frequency, 1e-3)) ** 4) / (1 + (frequency / high) ** 4)
    spectrum = shape * np.exp(2j * np.pi * random.random(len(frequency)))
    sound = np.fft.irfft(spectrum, n)
    return sound / np.sqrt(np.mean(sound**2))


def swell(seconds, slowest, seed, depth=1.0, sharp=1.0):
    """A slow wandering between 1 − depth and 1, periodic over its length; `slowest` in seconds."""
    n = int(seconds * RATE)
    random = np.random.default_rng(seed)
    t = np.arange(n) / n
    total = np.zeros(n)
    rounds = max(1, round(seconds / slowest))
    for k in range(rounds, rounds * 4):
        total += np.sin(2 * np.pi * (k * t + random.random())) / k
    total = (total - total.min()) / (total.max() - total.min())
    return 1 - depth + depth * total**sharp


def put(loop, sound, at, gain=1.0, pan=0.0):
    """Add a mono sound to a loop at `at` seconds, running over the end to the beginning."""
    angle = (pan + 1) * np.pi / 4
    stereo = np.stack([sound * np.cos(angle), sound * np.sin(angle)], -1) * gain
    start = int(at * RATE) % len(loop)
    while len(stereo):
        room = min(len(loop) - start, len(stereo))
        loop[start : start + room] += stereo[:room]
        stereo, start = stereo[room:], 0


def both(a, b, width=0.6):
    """Two mono sounds as a stereo pair, `width` 0 in the middle to 1 apart."""
    middle = (a + b) / 2
    return np.stack([middle * (1 - width) + a * width, middle * (1 - width) + b * width], -1)


def envelope(n, attack, release):
    """Rise and fall as shares of the length."""
    t = np.arange(n) / n
    return np.clip(t / attack, 0, 1) ** 0.7 * np.clip((1 - t) / release, 0, 1) ** 1.3


def whistle(points, overtones=(1.0,), attack=0.08, release=0.3, breath=0.0, tremble=0.0, seed=1):
    """A whistled tone through (seconds, hertz, loudness) points, smooth between."""
    points = np.asarray(points, float)
    n = int(points[-1, 0] * RATE)
    t = np.arange(n) / RATE
    pitch = np.interp(t, points[:, 0], points[:, 1])
    kernel = np.hanning(max(3, int(0.012 * RATE)) | 1)
    if n > len(kernel) * 2:
        half = len(kernel) // 2
        pitch = np.convolve(np.pad(pitch, half, mode="edge"), kernel / kernel.sum(), "valid")[:n]
    loud = np.interp(t, points[:, 0], points[:, 2])
    if tremble:
        pitch = pitch * (1 + 0.012 * np.sin(2 * np.pi * tremble * t))
        loud = loud * (0.8 + 0.2 * np.sin(2 * np.pi * tremble * t))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    sound = sum(w * np.sin(phase * (k + 1)) for k, w in enumerate(overtones))
    if breath:
        sound = sound * (1 + breath * np.random.default_rng(seed).normal(size=n))
    return sound * loud * envelope(n, attack, release)


def far(sound, distance, seed=1, length=2.2):
    """As heard over water or wood from far away: duller, with a long soft echo."""
    n = int(length * RATE)
    random = np.random.default_rng(seed)
    t = np.arange(n) / RATE
    tail = random.normal(size=n) * np.exp(-t * 3.2) * np.clip(t / 0.05, 0, 1)
    size = len(sound) + n
    frequency = np.fft.rfftfreq(size, 1 / RATE)
    dull = 1 / (1 + (frequency / (16000 / (1 + distance))) ** 2)
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size) * dull, size)
    dry = np.fft.irfft(np.fft.rfft(sound, size) * dull, size)
    peak = np.abs(wet).max() + 1e-9
    share = min(0.85, 0.15 * distance)
    return dry * (1 - share) + wet / peak * np.abs(dry).max() * share


def struck(frequencies, decays, gains, seconds, attack=0.002):
    """A struck body: partials that die away each in its own time."""
    t = np.arange(int(seconds * RATE)) / RATE
    sound = sum(g * np.sin(2 * np.pi * f * t) * np.exp(-t / d) for f, d, g in zip(frequencies, decays, gains))
    return sound * np.clip(t / attack, 0, 1) * np.clip((seconds - t) / (0.1 * seconds), 0, 1)


def bell(note, seconds=7.0):
    """A church bell: hum, prime, tierce, quint, nominal and above."""
    ratios = (0.5, 1.0, 1.19, 1.5, 2.0, 2.51, 3.01)
    return struck([note * r for r in ratios], (4.5, 3.0, 2.2, 1.4, 1.1, 0.6, 0.4), (0.7, 0.6, 0.5, 0.25, 0.5, 0.15, 0.08), seconds, 0.006)


# Birds, each as it is at its own hour.


def loon(seed=1):
    """The black-throated loon's far song: a rising, wailing "kloo-i-ko", three times."""
    random = np.random.default_rng(seed)
    song = np.zeros(int(6.2 * RATE))
    for k in range(3):
        base = 640 * random.uniform(0.98, 1.02)
        call = whistle([(0, base, 0.4), (0.28, base * 1.05, 0.8), (0.42, base * 1.62, 1.0), (0.95, base * 1.68, 0.9), (1.12, base * 1.22, 0.6), (1.45, base * 1.12, 0.2)], (1.0, 0.16, 0.05), 0.12, 0.3)
        start = int(k * 1.95 * RATE)
        song[start : start + len(call)] += call
    return song


def blackbird(seed):
    """One phrase of a blackbird (koltrast): a few slow fluted notes and a squeaky end."""
    random = np.random.default_rng(seed)
    notes, t = [], 0.0
    for _ in range(random.integers(4, 7)):
        f, long = random.uniform(1500, 2700), random.uniform(0.12, 0.30)
        notes.append((t, whistle([(0, f, 0.7), (long * 0.5, f * random.uniform(0.88, 1.16), 1.0), (long, f * random.uniform(0.85, 1.2), 0.5)], (1.0, 0.10), 0.15, 0.4)))
        t += long + random.uniform(0.01, 0.06)
    for _ in range(random.integers(2, 5)):
        f = random.uniform(4200, 6200)
        notes.append((t, 0.3 * whistle([(0, f, 0.6), (0.03, f * 1.2, 1.0), (0.06, f * 0.8, 0.4)], (1.0,), 0.2, 0.4)))
        t += 0.075
    phrase = np.zeros(int((t + 0.4) * RATE))
    for start, note in notes:
        i = int(start * RATE)
        phrase[i : i + len(note)] += note
    return phrase


def song_thrush(seed):
    """A phrase of a song thrush (taltrast): one motif, said three times."""
    random = np.random.default_rng(seed)
    motif = []
    for _ in range(random.integers(2, 4)):
        f, long = random.uniform(2200, 3800), random.uniform(0.07, 0.16)
        motif.append(whistle([(0, f, 0.7), (long / 2, f * random.uniform(0.8, 1.25), 1.0), (long, f * random.uniform(0.85, 1.15), 0.5)], (1.0, 0.12), 0.15, 0.4))
        motif.append(np.zeros(int(0.04 * RATE)))
    one = np.concatenate([*motif, np.zeros(int(0.16 * RATE))])
    return np.tile(one, 3)


def chaffinch(seed):
    """A chaffinch (bofink): a falling rattle with a flourish."""
    random = np.random.default_rng(seed)
    parts, f, long = [], 5200 * random.uniform(0.97, 1.03), 0.11
    for k in range(13):
        parts.append(whistle([(0, f * 1.12, 0.8), (long * 0.7, f * 0.82, 1.0), (long, f * 0.8, 0.3)], (1.0,), 0.1, 0.3) * (0.5 + 0.04 * k))
        f, long = f * 0.955, max(0.075, long * 0.97)
    parts.append(whistle([(0, 3300, 0.9), (0.08, 5200, 1.0), (0.16, 2500, 1.0), (0.24, 3600, 0.5)], (1.0,), 0.1, 0.3))
    return np.concatenate(parts)


def willow_warbler(seed):
    """A willow warbler (lövsångare): soft notes sinking like a sigh."""
    random = np.random.default_rng(seed)
    parts, f = [], 4700 * random.uniform(0.97, 1.03)
    for k in range(15):
        long = 0.10 + 0.010 * k
        parts.append(whistle([(0, f * 1.1, 0.6), (long * 0.5, f, 1.0), (long, f * 0.86, 0.4)], (1.0,), 0.2, 0.4) * np.sin(np.pi * (k + 1.5) / 17))
        parts.append(np.zeros(int(0.035 * RATE)))
        f *= 0.965
    return np.concatenate(parts)


def bullfinch(seed):
    """The bullfinch's call: a soft, sad, sinking "piu"."""
    random = np.random.default_rng(seed)
    f = 2550 * random.uniform(0.97, 1.03)
    return whistle([(0, f * 1.10, 0.5), (0.07, f * 1.07, 1.0), (0.30, f * 0.84, 0.6), (0.36, f * 0.80, 0.1)], (1.0, 0.05), 0.15, 0.5)


def wood_pigeon(seed):
    """The wood pigeon (ringduva): a hoarse, low "hu-HUU-hu, hu-hu", twice, and a last short "hu"."""
    random = np.random.default_rng(seed)
    song, t = np.zeros(int(7.5 * RATE)), 0.0
    for long, loud, gap in ((0.28, 0.6, 0.06), (0.55, 1.0, 0.10), (0.40, 0.7, 0.22), (0.26, 0.7, 0.05), (0.38, 0.7, 0.35)) * 2 + ((0.22, 0.6, 0.0),):
        f = 470 * random.uniform(0.98, 1.02)
        note = whistle([(0, f * 0.94, 0.5), (long * 0.4, f, 1.0), (long, f * 0.92, 0.4)], (1.0, 0.10), 0.2, 0.4, breath=0.10, seed=seed) * loud
        i = int(t * RATE)
        song[i : i + len(note)] += note
        t += long + gap
    return song


def robin(seed):
    """A robin's late-summer song: thin, clear, falling drops of sound."""
    random = np.random.default_rng(seed)
    parts = []
    for _ in range(random.integers(3, 6)):
        f, many = random.uniform(2600, 5200), random.integers(2, 7)
        for _ in range(many):
            long = random.uniform(0.04, 0.12)
            parts.append(whistle([(0, f, 0.6), (long * 0.5, f * random.uniform(0.9, 1.12), 1.0), (long, f * random.uniform(0.85, 1.05), 0.4)], (1.0, 0.06), 0.15, 0.5))
            f *= random.uniform(0.9, 1.02)
        parts.append(np.zeros(int(random.uniform(0.05, 0.2) * RATE)))
    return np.concatenate(parts)


def tawny_owl(seed):
    """A tawny owl (kattuggla): a long hoot, a pause, a short one, and a trembling end."""
    random = np.random.default_rng(seed)
    f = 780 * random.uniform(0.98, 1.02)
    first = whistle([(0, f * 0.95, 0.4), (0.2, f, 1.0), (0.75, f * 0.94, 0.5)], (1.0, 0.12, 0.03), 0.2, 0.4, breath=0.03)
    last = whistle([(0, f * 0.96, 0.5), (0.3, f * 1.02, 1.0), (1.3, f * 0.9, 0.3)], (1.0, 0.12, 0.03), 0.15, 0.5, breath=0.03, tremble=11)
    short = whistle([(0, f * 0.95, 0.4), (0.12, f, 0.8)], (1.0, 0.1), 0.2, 0.4)
    return np.concatenate([first, np.zeros(int(1.6 * RATE)), short, np.zeros(int(0.25 * RATE)), last])


def sleigh_bells(seconds, seed, pace=2.6):
    """A string of small bells on a trotting horse, coming nearer and passing on."""
    random = np.random.default_rng(seed)
    n = int(seconds * RATE)
    sound = np.zeros(n)
    for beat in np.arange(0, seconds - 0.6, 1 / pace / 2):
        for _ in range(random.integers(3, 6)):
            f = random.choice([2093, 2349, 2637, 2960, 3322]) * random.uniform(0.99, 1.01)
            ring = struck((f, f * 1.51, f * 2.3), (0.22, 0.12, 0.07), (0.7, 0.35, 0.2), 0.5, 0.001) * random.uniform(0.15, 0.8)
            start = int((beat + random.uniform(0, 0.07)) * RATE)
            room = min(n - start, len(ring))
            sound[start : start + room] += ring[:room]
    t = np.arange(n) / n
    return sound * np.sin(np.pi * t) ** 2


def bee(seconds, seed):
    """A bumblebee going by."""
    random = np.random.default_rng(seed)
    n = int(seconds * RATE)
    t = np.linspace(0, 1, n)
    pitch = 165 * (1 + 0.05 * np.sin(2 * np.pi * t * 3 + seed) + 0.03 * np.sin(2 * np.pi * t * 7.3)) * random.uniform(0.95, 1.08)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    buzz = sum(np.sin(phase * k) / k**0.9 for k in range(1, 14))
    return buzz * np.exp(-(((t - 0.5) / 0.2) ** 2)) * 0.3


def lap(seed):
    """One small wave against wood or stone: a soft plop with a little wash after it."""
    random = np.random.default_rng(seed)
    n = int(random.uniform(0.7, 1.3) * RATE)
    t = np.arange(n) / RATE
    wash = random.normal(size=n)
    spectrum = np.fft.rfft(wash)
    f = np.fft.rfftfreq(n, 1 / RATE)
    wash = np.fft.irfft(spectrum * np.exp(-((np.log2(np.maximum(f, 1) / random.uniform(420, 800)) / 0.9) ** 2)), n)
    wash *= np.clip(t / 0.09, 0, 1) * np.exp(-t / 0.28)
    wash /= np.abs(wash).max()
    start, f0 = random.uniform(0.04, 0.14), random.uniform(230, 420)
    u = np.maximum(t - start, 0)
    plop = np.sin(2 * np.pi * (f0 * u + 160 * u**2)) * np.exp(-u / 0.05) * (t > start) * np.clip(u / 0.004, 0, 1)
    return 0.7 * wash + random.uniform(0.1, 0.5) * plop


def tick(high):
    """One beat of a pendulum clock: wood and brass."""
    random = np.random.default_rng(3 if high else 4)
    body = struck((410, 980, 2350, 3900) if high else (365, 860, 2050, 3300), (0.035, 0.02, 0.012, 0.006), (0.8, 0.5, 0.5, 0.3), 0.16, 0.0006)
    n = int(0.006 * RATE)
    body[:n] += random.normal(size=n) * np.linspace(0.5, 0, n)
    return body


def crackle(seed):
    """One snap of burning wood."""
    random = np.random.default_rng(seed)
    n = int(random.uniform(0.006, 0.03) * RATE)
    snap = random.normal(size=n) * np.exp(-np.arange(n) / (n * random.uniform(0.1, 0.3)))
    return np.convolve(snap, np.hanning(random.integers(3, 12)), "same") * random.uniform(0.2, 1.0) ** 2


def save(loop, path, loudness=-23.0, kilobits=112, quality=None, rate=None):
    """Bring a loop to a loudness (LUFS) and write it as Ogg Vorbis; returns what was measured.

    Peaks are held below −1 dB true peak by lowering single loud events, never the whole loop.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    loop = loop - loop.mean(axis=0)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "loop.wav"
        for _ in range(3):
            write_wav(loop, raw)
            loop = loop * 10 ** ((loudness - measure(raw)["loudness"]) / 20)
            loop = np.tanh(loop / 0.84) * 0.84 if np.abs(loop).max() > 0.6 else loop
        # The encoder knows nothing of loops and may leave a small step at the join. A loop can begin
        # anywhere, so try other beginnings until there is none.
        for beginning in range(8):
            write_wav(np.roll(loop, beginning * 4321, axis=0), raw)
            encode(raw, path, kilobits, quality, rate)
            if join(path) < 1.5:
                break
    result = measure(path) | {"seconds": round(len(loop) / RATE, 2), "join": round(join(path), 2), "megabytes": round(path.stat().st_size / 1e6, 2)}
    print(path.name, json.dumps(result), flush=True)
    return result


def save_voice(sound, path, loudness=-23.0, kilobits=64):
    """Bring one voice, or any other single sound (mono), to a loudness and write it as Ogg Vorbis."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "voice.wav"
        sound = sound / np.abs(sound).max() * 0.5
        for _ in range(2):
            write_wav(sound[:, None], raw)
            sound = np.tanh(sound * 10 ** ((loudness - measure(raw)["loudness"]) / 20) / 0.84) * 0.84
        write_wav(sound[:, None], raw)
        encode(raw, path, kilobits)
    result = measure(path) | {"seconds": round(len(sound) / RATE, 2), "megabytes": round(path.stat().st_size / 1e6, 2)}
    print(path.name, json.dumps(result), flush=True)
    return result


class Around:
    """First-order ambisonics (AmbiX: W, Y, Z, X; SN3D) on a circle of time, sounds placed by yaw and
    pitch in degrees as everywhere in Utsikt: yaw grows to the right, pitch upward."""

    def __init__(self, seconds):
        self.loop = np.zeros((int(seconds * RATE), 4))

    def put(self, sound, yaw, pitch, at=0.0, gain=1.0):
        """Add a mono sound from a direction at `at` seconds; what runs over the end begins again."""
        y, p = np.radians(yaw), np.radians(pitch)
        share = np.array([1.0, -np.sin(y) * np.cos(p), np.sin(p), np.cos(y) * np.cos(p)]) * gain
        start = int(at * RATE) % len(self.loop)
        while len(sound):
            room = min(len(self.loop) - start, len(sound))
            self.loop[start : start + room] += sound[:room, None] * share
            sound, start = sound[room:], 0

    def save(self, path, loudness=-23.0, kilobits=256):
        """Write as 4-channel Ogg Vorbis, as loud as asked when heard by two cardioids to the sides."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        loop = self.loop - self.loop.mean(axis=0)
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "around.wav"
            for _ in range(2):
                w, y = loop[:, 0], loop[:, 1]
                write_wav(np.stack([w + y, w - y], -1) / 2, raw)
                loop = loop * 10 ** ((loudness - measure(raw)["loudness"]) / 20)
            peak = np.abs(loop).max()
            if peak > 0.8:
                loop = np.tanh(loop / 0.84) * 0.84
            for beginning in range(8):
                write_wav(np.roll(loop, beginning * 4321, axis=0), raw)
                subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", raw, "-af", "channelmap=map=0|1|2|3:channel_layout=quad", "-c:a", "libvorbis", "-b:a", f"{kilobits}k", "-map_metadata", "-1", "-metadata", "LICENSE=CC0-1.0", path], check=True)
                if join(path, 4) < 1.5:
                    break
        result = {"channels": 4, "peak": round(20 * float(np.log10(np.abs(loop).max())), 1), "seconds": round(len(loop) / RATE, 2), "join": round(join(path, 4), 2), "megabytes": round(path.stat().st_size / 1e6, 2)}
        print(path.name, json.dumps(result), flush=True)
        return result


def encode(raw, path, kilobits=112, quality=None, rate=None):
    """Write a WAV file as Ogg Vorbis, by its bit rate or by a quality (0 to 10), with fewer samples a second if `rate` says so."""
    how = ["-b:a", f"{kilobits}k"] if quality is None else ["-q:a", str(quality)]
    how += [] if rate is None else ["-ar", str(rate)]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", raw, "-c:a", "libvorbis", *how, "-map_metadata", "-1", "-metadata", "LICENSE=CC0-1.0", "-fflags", "+bitexact", "-flags:a", "+bitexact", path], check=True)


def write_wav(loop, path):
    """Write 16 bits, as many channels as there are columns."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(loop.shape[1]), file.setsampwidth(2), file.setframerate(RATE)
        dither = np.random.default_rng(1).random(loop.shape) - 0.5
        file.writeframes(np.clip(np.round(loop * 32767 + dither), -32768, 32767).astype("<i2").tobytes())


def measure(path):
    """Integrated loudness (LUFS) and true peak (dBTP) after EBU R128."""
    out = subprocess.run(["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    summary = out[out.rindex("Summary:") :]
    return {"loudness": float(re.search(r"I:\s+(-?[\d.]+)", summary)[1]), "peak": float(re.search(r"Peak:\s+(-?[\d.]+)", summary)[1])}


def join(path, channels=2):
    """How the step from the last sample to the first compares with ordinary steps in the file:
    1 is like any other, above 4 could be heard as a click."""
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-ac", str(channels), "-"], capture_output=True, check=True).stdout
    sound = np.frombuffer(raw, "<f4").reshape(-1, channels)
    ordinary = np.sqrt(np.mean(np.diff(sound, axis=0) ** 2))
    return float(np.abs(sound[0] - sound[-1]).max() / ordinary)
