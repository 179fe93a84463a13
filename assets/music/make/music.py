"""Make the music: the tunes beside this folder, arranged and played.

    python3 assets/music/make/music.py [waltz schottis hambo walking-tune hymn lullaby varmland sailing]
"""

import sys
from pathlib import Path

import numpy as np

import harmony as h
import reeds
import strings
import tunes
import winds
from pulse import Pulse
from tones import samples

import craft
from craft import s
from rooms import inside

HERE = Path(__file__).resolve().parent
SCORES = HERE.parent


class Stage:
    """Where everybody sits: sounds brought to a common loudness, then moved to the side and up or down."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.sound = np.zeros((samples(seconds), 2))

    def add(self, sound, pan=0.0, gain=0.0):
        """Add one player, `gain` decibels from the common loudness, `pan` −1 (left) to 1."""
        level = 10 ** ((-20 + gain - craft.loudest(sound)) / 20)
        angle = (pan + 1) * np.pi / 4
        self.sound[: len(sound)] += np.stack([sound * np.cos(angle), sound * np.sin(angle)], -1) * level

    def finish(self, name, room, wet=None, loudness=-23.0):
        """Put everybody into a room and write the file, beginning and ending in silence."""
        heard = craft.edges(inside(self.sound, room, wet, 3), 0.05, 0.6)
        # What nobody hears any more at the end need not be kept.
        power = (heard[: len(heard) // 480 * 480] ** 2).reshape(-1, 960).mean(axis=1)
        last = np.nonzero(power > power.max() * 10**-5.6)[0][-1] * 480
        heard = craft.edges(heard[: last + samples(0.3)], 0.05, 0.8)
        s.save(heard, SCORES / f"{name}.ogg", loudness, quality=2, rate=44100)


def score(name, order=None, **course):
    """A tune, the course of its time, its bars and its harmony."""
    tune = tunes.read(SCORES / f"{name}.abc")
    order = order or tune.order
    parts, end = tune.starts(order)
    bars = tune.bars(order)
    pulse = Pulse(end, course.pop("quarters", tune.quarters), tune.bar, bars[0], **course)
    return tune, pulse, parts, end, bars, tune.harmony(order)


def turns(pulse, bars, every=2):
    """When an accordion's bellows turn: with the bars."""
    return [pulse.second(bar) for bar in bars[every::every]]


def waltz():
    """Accordion and fiddle, guitar and double bass: a waltz on a summer evening."""
    tune, pulse, parts, end, bars, chords = score("waltz", phrase=24.0, lean=0.025, lilt={1.0: -0.045, 2.0: -0.015}, seed=4)
    long = pulse.end + 4
    stage = Stage(long)
    notes = tune.played("M")
    a2, b, c, last = parts[1][1], parts[2][1], parts[3][1], parts[4][1]
    stage.add(reeds.accordion(pulse.play(notes, 1, detached=0.86, strength=0.68, arch=24), long, turns(pulse, bars), 1), -0.25, 0.0)
    low = h.second(notes, chords, "G")
    stage.add(strings.fiddle(pulse.play(h.between(low, a2, b) + h.adorned(h.between(notes, c, last), "G", seed=6) + h.between(low, last, end), 2, 0.010, 0.93, 0.62, 24), long, 2, 0.55, 0.6), 0.40, -3.5)
    stage.add(strings.guitar(h.ended(h.strums(pulse, bars, chords, 3, (1, 2), 57, 0.5, 0.55), pulse, bars[-1], (55, 59, 62, 67)), long, 3), 0.2, -6.0)
    stage.add(strings.double_bass(h.ended(h.bass(pulse, bars, chords, 3, (0,), 33, 0.8, 1.1), pulse, bars[-1], (31,), 0.8), long, 4), -0.05, -2.5)
    left = h.strums(pulse, bars, chords, 3, (1, 2), 60, 0.45, 0.42, 0.0) + h.bass(pulse, bars, chords, 3, (0,), 40, 0.6, 0.6)
    stage.add(reeds.left_hand(h.ended(left, pulse, bars[-1], (43, 59, 62, 67), 0.5, 0.8, 0.0), long, turns(pulse, bars), 5), -0.25, -9.0)
    stage.finish("waltz", "pavilion")


def schottis():
    """Clarinet and accordion with guitar and bass: a schottis at the folk park."""
    tune, pulse, parts, end, bars, chords = score("schottis", phrase=16.0, lean=0.018, seed=5)
    long = pulse.end + 4
    stage = Stage(long)
    notes = tune.played("M")
    marks = [at for _, at in parts] + [end]
    low = h.second(notes, chords, "D")
    first, second_a, b1, b2, a3, b3 = marks[:6]
    stage.add(winds.clarinet(pulse.play(h.between(notes, first, second_a) + h.between(low, second_a, b1) + h.between(notes, b1, b2) + h.between(low, b2, a3) + h.adorned(h.between(notes, a3, end), "D", seed=5), 1, 0.006, 0.84, 0.66, 16), long, 1, 0.62), 0.35, -1.0)
    stage.add(reeds.accordion(pulse.play(h.between(notes, second_a, b1) + h.between(notes, b2, a3) + h.between(low, a3, end), 2, 0.006, 0.78, 0.66, 16), long, turns(pulse, bars, 4), 2), -0.3, 0.0)
    left = h.strums(pulse, bars, chords, 2, (1,), 61, 0.5, 0.4, 0.0) + h.bass(pulse, bars, chords, 2, (0,), 40, 0.6, 0.55)
    stage.add(reeds.left_hand(h.ended(left, pulse, bars[-1], (38, 62, 66, 69), 0.5, 0.7, 0.0), long, turns(pulse, bars, 4), 3), -0.3, -8.0)
    stage.add(strings.guitar(h.ended(h.strums(pulse, bars, chords, 2, (1,), 57, 0.55, 0.45), pulse, bars[-1], (50, 57, 62, 66)), long, 4), 0.15, -5.5)
    stage.add(strings.double_bass(h.ended(h.bass(pulse, bars, chords, 2, (0,), 33, 0.8, 0.85), pulse, bars[-1], (38,), 0.8), long, 5), -0.05, -2.5)
    stage.finish("schottis", "pavilion")


def hambo():
    """Two fiddles and an accordion behind them: Hårgalåten, which nobody could stop dancing to."""
    tune, pulse, parts, end, bars, chords = score("hambo", phrase=12.0, lean=0.02, lilt={1.0: 0.03, 2.0: 0.02}, seed=6)
    long = pulse.end + 4
    stage = Stage(long)
    notes = tune.played("M")
    low = h.second(notes, chords, "A", "minor")
    stage.add(strings.fiddle(pulse.play(h.between(notes, 0, parts[2][1]) + h.adorned(h.between(notes, parts[2][1], end), "A", "minor", 3), 1, 0.007, 0.90, 0.74, 12), long, 1, 0.68, 0.35), -0.35, 0.0)
    stage.add(strings.fiddle(pulse.play(h.between(low, parts[1][1], end), 2, 0.011, 0.90, 0.66, 12), long, 7, 0.6, 0.3), 0.35, -2.5)
    stage.add(reeds.accordion(pulse.play(h.between(notes, parts[3][1], end), 3, 0.008, 0.80, 0.55, 12), long, turns(pulse, bars), 3, 0.55), 0.1, -5.0)
    left = h.strums(pulse, bars, chords, 3, (1, 2), 60, 0.5, 0.42, 0.0) + h.bass(pulse, bars, chords, 3, (0,), 40, 0.7, 0.7)
    stage.add(reeds.left_hand(h.ended(left, pulse, bars[-1], (45, 57, 60, 64), 0.6, 0.9, 0.0), long, turns(pulse, bars), 4), 0.1, -6.0)
    stage.add(strings.double_bass(h.ended(h.bass(pulse, bars, chords, 3, (0, 2), 33, 0.72, 0.9), pulse, bars[-1], (33,), 0.8), long, 5), 0.0, -3.5)
    stage.finish("hambo", "pavilion")


def walking_tune():
    """Fiddlers on their way to church or to a feast: Gärdebylåten, as the radio played it."""
    tune, pulse, parts, end, bars, chords = score("walking-tune", phrase=16.0, lean=0.015, seed=7)
    long = pulse.end + 4
    stage = Stage(long)
    notes = tune.played("M")
    low = h.second(notes, chords, "D")
    stage.add(strings.fiddle(pulse.play(h.between(notes, 0, parts[1][1]) + h.adorned(h.between(notes, parts[1][1], end), "D", seed=4), 1, 0.007, 0.88, 0.74, 16), long, 1, 0.7, 0.3), -0.4, 0.0)
    stage.add(strings.fiddle(pulse.play(notes, 11, 0.013, 0.88, 0.66, 16), long, 12, 0.6, 0.3), -0.1, -4.0)
    stage.add(strings.fiddle(pulse.play(h.between(low, parts[1][1], end), 2, 0.012, 0.88, 0.66, 16), long, 7, 0.6, 0.3), 0.35, -2.0)
    stage.add(reeds.left_hand(h.ended(h.strums(pulse, bars, chords, 4, (1, 3), 60, 0.45, 0.5, 0.0), pulse, end - 1.5, (57, 62, 66), 0.5, 1.2, 0.0), long, turns(pulse, bars), 4), 0.2, -11.0)
    stage.add(strings.guitar(h.ended(h.strums(pulse, bars, chords, 4, (1, 3), 57, 0.5, 0.6), pulse, end - 1.5, (50, 57, 62, 66)), long, 4), 0.2, -7.5)
    stage.add(strings.double_bass(h.ended(h.bass(pulse, bars, chords, 4, (0, 2), 33, 0.78, 0.85), pulse, end - 1.5, (38,), 0.8), long, 5), 0.0, -3.5)
    stage.finish("walking-tune", "cottage")


def hymn():
    """The pump organ in a village church: a line to find the key by, then the summer psalm."""
    tune = tunes.read(SCORES / "hymn.abc")
    _, verse = tune.starts()[0][1]
    waits = {verse - 0.6: 0.9} | {verse + 8 * k - 0.6: 0.30 if k % 2 else 0.62 for k in range(1, 8)}
    tune, pulse, parts, end, bars, _ = score("hymn", phrase=8.0, lean=0.035, last=0.55, holds=waits, seed=8)
    long = pulse.end + 5
    stage = Stage(long)
    for voice, gain in (("S", 0.0), ("A", -2.5), ("T", -2.0), ("B", -0.5)):
        notes = tune.played(voice)
        played = pulse.play(notes, ord(voice), 0.008, 0.95, 0.6, 32)
        for note in played[-1:]:
            note.seconds += 0.9
        full = [note for note, written in zip(played, notes) if written.at >= verse]
        soft = [note for note, written in zip(played, notes) if written.at < verse]
        whole = reeds.pump_organ(full, long, 3 + ord(voice), True) + 0.75 * reeds.pump_organ(soft, long, 4 + ord(voice), False)
        stage.add(whole, {"S": 0.12, "A": 0.05, "T": -0.06, "B": -0.14}[voice], gain)
    stage.finish("hymn", "church", 0.27)


def lullaby():
    """A music box on a chest of drawers: Brahms' lullaby, slower towards the end as its spring runs down."""
    tune, pulse, parts, end, bars, chords = score("lullaby", phrase=12.0, lean=0.03, last=0.9, seed=9)
    long = pulse.end + 5
    stage = Stage(long)
    notes = [tunes.Note(n.at, n.beats, n.pitch + 12) for n in tune.played("M")]
    melody = pulse.play(notes, 1, 0.004, 1.0, 0.80, 12)
    again = [tunes.Note(n.at, n.beats, n.pitch + 12) for n in h.between(h.second(tune.played("M"), chords, "C"), parts[1][1], end)]
    stage.add(winds.music_box(melody + h.final(pulse, end - 1, (84, 88, 91), 0.35, at=pulse.second(end - 2)), long, 1), 0.08, 0.0)
    stage.add(winds.music_box(pulse.play(again, 2, 0.004, 1.0, 0.5, 12) + h.broken(pulse, bars, chords, 3, (0, None, 2, None, 3, None), 69, 0.40, 0.5, 1.5), long, 2), -0.12, -5.0)
    stage.finish("lullaby", "cottage", 0.25, -25.0)


def varmland():
    """Guitar, clarinet and fiddle: Ack Värmeland, du sköna, without haste."""
    tune, pulse, parts, end, bars, chords = score("varmland", phrase=8.0, lean=0.07, last=0.5, seed=10)
    long = pulse.end + 5
    stage = Stage(long)
    notes = tune.played("M")
    up = [tunes.Note(n.at, n.beats, n.pitch + 12, n.slurred) for n in notes]
    a2, b = parts[1][1], parts[2][1]
    middle = b + 8.0
    low = h.second(up, chords, "D", "minor")
    legato = lambda stretch: [tunes.Note(n.at, n.beats, n.pitch, n.slurred or (i > 0 and (n.at * 2) % 2 != 0), n.grace) for i, n in enumerate(stretch)]
    stage.add(winds.clarinet(pulse.play(legato(h.between(notes, 0, a2) + h.between(low, middle, end)), 1, 0.010, 0.95, 0.60, 8), long, 1, 0.5), 0.3, -0.5)
    stage.add(strings.fiddle(pulse.play(legato(h.between(up, a2, end)), 2, 0.010, 0.96, 0.66, 8), long, 2, 0.5, 1.0), -0.3, 0.0)
    stage.add(strings.guitar(h.broken(pulse, bars, chords, 2, (0, 2, 3, 4, 3, 2, 3, 2), 55, 0.5, 0.25, 3.0) + h.final(pulse, end - 1.0, (50, 57, 62, 65), 0.45, 3.0, 0.05, pulse.second(end - 1.4)), long, 3), 0.05, -4.0)
    organ = [tunes.Note(at, until - at, h.near(tone, 57)) for at, until, name in chords for tone in h.chord(name)[1]]
    stage.add(reeds.pump_organ(pulse.play([n for n in organ if n.at >= a2], 4, 0.02, 0.98, 0.5, 8), long, 5), -0.05, -10.0)
    stage.finish("varmland", "cottage", 0.27)


def sailing():
    """Zither, fiddle and clarinet: Vem kan segla förutan vind, one after the other and at last together."""
    tune, pulse, parts, end, bars, chords = score("sailing", phrase=16.0, lean=0.05, last=0.6, seed=11)
    long = pulse.end + 6
    stage = Stage(long)
    notes = tune.played("M")
    v2, v3 = parts[1][1], parts[2][1]
    legato = lambda stretch: [tunes.Note(n.at, n.beats, n.pitch, n.slurred or n.at % 2 != 0, n.grace) for n in stretch]
    stage.add(strings.zither(pulse.play(h.between(notes, 0, v2), 1, 0.008, 1.6, 0.75, 16), long, 1), -0.15, -0.5)
    stage.add(strings.zither(h.broken(pulse, bars, chords, 4, (0, 2, 3, 4, 5, 4, 3, 2), 52, 0.42, 0.5, 2.6) + h.final(pulse, end - 1, (40, 52, 59, 64, 67, 71), 0.45, 4.0, 0.07, pulse.second(end - 0.9)), long, 2), 0.15, -4.5)
    stage.add(strings.fiddle(pulse.play(legato(h.between(notes, v2, v3)) + legato(h.between(h.second(notes, chords, "E", "minor"), v3, end)), 2, 0.010, 0.95, 0.62, 16), long, 2, 0.5, 0.9), -0.4, -0.5)
    stage.add(winds.clarinet(pulse.play(legato(h.between(notes, v3, end)), 3, 0.010, 0.95, 0.62, 16), long, 3, 0.5), 0.35, 0.0)
    stage.add(strings.double_bass([p for p in h.bass(pulse, bars, chords, 4, (0, 2), 33, 0.6, 1.6) if p.at >= pulse.second(v2) - 0.1], long, 5), 0.0, -6.0)
    stage.finish("sailing", "cottage", 0.27)


def lucia():
    """Pump organ and zither, then fiddle and clarinet with them: Sankta Lucia, as when the train comes nearer."""
    tune, pulse, parts, end, bars, chords = score("lucia", phrase=12.0, lean=0.05, last=0.6, seed=12)
    long = pulse.end + 6
    stage = Stage(long)
    notes = tune.played("M")
    again = parts[3][1]
    chorus = parts[4][1]
    legato = lambda stretch: [tunes.Note(n.at, n.beats, n.pitch, n.slurred or n.at % 3 != 0, n.grace) for n in stretch]
    stage.add(strings.zither(pulse.play(h.between(notes, 0, again), 1, 0.008, 1.6, 0.72, 12), long, 1), -0.15, -1.0)
    stage.add(strings.zither(h.broken(pulse, bars, chords, 3, (0, 2, 3, 4, 3, 2), 52, 0.40, 0.5, 2.4) + h.final(pulse, end - 2, (48, 55, 60, 64, 67, 72), 0.42, 4.0, 0.07, pulse.second(end - 1.9)), long, 2), 0.15, -5.5)
    stage.add(strings.fiddle(pulse.play(legato(h.between(notes, again, end)), 2, 0.010, 0.96, 0.60, 12), long, 2, 0.5, 0.9), -0.35, 0.0)
    stage.add(winds.clarinet(pulse.play(legato(h.between(h.second(notes, chords, "C"), chorus, end)), 3, 0.010, 0.95, 0.55, 12), long, 3, 0.5), 0.35, -2.0)
    organ = [tunes.Note(at, until - at, h.near(tone, 57)) for at, until, name in chords for tone in h.chord(name)[1]]
    stage.add(reeds.pump_organ(pulse.play(organ, 4, 0.02, 0.98, 0.5, 12), long, 5), 0.0, -9.0)
    stage.finish("lucia", "cottage", 0.3, -24.0)


MAKERS = {"waltz": waltz, "schottis": schottis, "hambo": hambo, "walking-tune": walking_tune, "hymn": hymn, "lullaby": lullaby, "varmland": varmland, "sailing": sailing, "lucia": lucia}

if __name__ == "__main__":
    for wanted in sys.argv[1:] or MAKERS:
        MAKERS[wanted]()
