"""What goes with a tune: second voices, basses, chords, broken chords; our own, from the chord names in the scores."""

import numpy as np

from pulse import Played
from tunes import Note

ROOTS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
KINDS = {"": (0, 4, 7), "m": (0, 3, 7), "7": (0, 4, 7, 10), "m7": (0, 3, 7, 10)}
SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}


def chord(name):
    """The root and the tones (0 to 11) of a chord."""
    root = ROOTS[name[0]]
    return root, [(root + step) % 12 for step in KINDS[name[1:]]]


def sounding(harmony, at):
    """The name of the chord at a quarter, or none."""
    for begin, end, name in harmony:
        if begin - 1e-6 <= at < end - 1e-6:
            return name
    return None


def near(tone, middle):
    """The pitch with this tone that lies nearest to another pitch."""
    return middle + (tone - middle + 6) % 12 - 6


def second(notes, harmony, key, kind="major"):
    """A second voice below the tune, as fiddlers find it: thirds in passing, a tone of the chord where the note is long."""
    scale = [(ROOTS[key] + step) % 12 for step in SCALES[kind]]
    out = []
    for note in notes:
        name = sounding(harmony, note.at)
        third = next(p for p in range(note.pitch - 3, note.pitch - 6, -1) if p % 12 in scale) if any(p % 12 in scale for p in range(note.pitch - 3, note.pitch - 6, -1)) else note.pitch - 4
        pitch = third
        if name and (note.beats >= 0.5 or note.at == int(note.at)):
            tones = chord(name)[1]
            fitting = [p for p in range(note.pitch - 3, note.pitch - 10, -1) if p % 12 in tones]
            before = out[-1].pitch if out else third
            if fitting and third not in fitting:
                pitch = min(fitting, key=lambda p: abs(p - before) + 0.3 * abs(p - third))
        out.append(Note(note.at, note.beats, max(pitch, 55), note.slurred))
    return out


def adorned(notes, key, kind="major", seed=1, often=0.3):
    """The same notes with a short one from above before some of the longer: no fiddler plays a repeat as the first time."""
    random = np.random.default_rng(seed)
    scale = [(ROOTS[key] + step) % 12 for step in SCALES[kind]]
    out = []
    for note in notes:
        above = next(p for p in range(note.pitch + 1, note.pitch + 4) if p % 12 in scale)
        grace = note.grace or ((above,) if note.beats >= 0.75 and not note.slurred and random.random() < often else ())
        out.append(Note(note.at, note.beats, note.pitch, note.slurred, grace))
    return out


def bars_with(pulse, bars, harmony, beats):
    """For each bar, each beat's place, quarter and chord."""
    for number, bar in enumerate(bars):
        for beat in range(beats):
            name = sounding(harmony, bar + beat)
            if name:
                yield number, beat, bar + beat, name


def bass(pulse, bars, harmony, beats, on, low=33, strength=0.75, held=0.8):
    """Basses: the root, and the fifth in turn, on the beats named in `on`."""
    out, turn, before = [], 0, None
    for _, beat, at, name in bars_with(pulse, bars, harmony, beats):
        if beat not in on:
            continue
        root, tones = chord(name)
        turn = 0 if name != before else turn + 1
        before = name
        pitch = near(root, low + 5)
        if turn % 2:
            fifth = near((root + 7) % 12, pitch - 3)
            pitch = fifth if fifth >= low - 3 else fifth + 12
        begin = pulse.second(at)
        out.append(Played(begin, (pulse.second(at + 1) - begin) * held, pitch, strength + 0.1 * (beat == 0)))
    return out


def strums(pulse, bars, harmony, beats, on, middle=60, strength=0.5, held=0.5, spread=0.012):
    """Chords on the beats named in `on`, their tones a hair apart."""
    out = []
    for number, beat, at, name in bars_with(pulse, bars, harmony, beats):
        if beat not in on:
            continue
        begin = pulse.second(at)
        tones = sorted({near(tone, middle) for tone in chord(name)[1]})
        for k, pitch in enumerate(tones[:4]):
            out.append(Played(begin + k * spread, (pulse.second(at + 1) - begin) * held, pitch, strength - 0.04 * k - 0.05 * (beat == beats - 1)))
    return out


def broken(pulse, bars, harmony, beats, pattern, middle=55, strength=0.5, step=0.5, ring=2.2):
    """Broken chords: `pattern` says which tone (0 the bass) each `step` of the bar plays, None for rest."""
    out = []
    for bar in bars:
        for k, which in enumerate(pattern):
            at = bar + k * step
            name = sounding(harmony, at)
            if which is None or not name:
                continue
            root, tones = chord(name)
            ladder = sorted({near(tone, middle + shift) for tone in tones for shift in (0, 7, 14)})
            pitch = near(root, middle - 12) if which == 0 else ladder[min(which - 1, len(ladder) - 1)]
            begin = pulse.second(at)
            out.append(Played(begin, (pulse.second(at + step) - begin) * ring, pitch, strength + (0.12 if k == 0 else 0) - 0.03 * (k % 2)))
    return out


def final(pulse, end, tones, strength=0.6, seconds=2.2, spread=0.03, at=None):
    """The last chord, or the last note."""
    begin = pulse.second(end) if at is None else at
    return [Played(begin + k * spread, seconds, pitch, strength) for k, pitch in enumerate(tones)]


def ended(played, pulse, at, tones, strength=0.6, seconds=1.8, spread=0.02):
    """An accompaniment that stops with the tune: nothing after quarter `at`, and there one last chord or note."""
    last = pulse.second(at)
    return [note for note in played if note.at < last - 0.04] + final(pulse, at, tones, strength, seconds, spread)


def between(notes, begin, end):
    """The notes of a stretch of quarters."""
    return [note for note in notes if begin - 1e-6 <= note.at < end - 1e-6]
