"""Tunes written in ABC notation (https://abcnotation.com/wiki/abc:standard:v2.1), as much of it as our tunes use.

Read: T C M L Q K, P with its order, V, notes with accidentals, octaves and lengths, `>` and `<`, triplets, rests, ties,
slurs, grace notes, chord names in quotation marks. A tune is made of parts, each with its voices; all lengths
are in quarter notes. What is not understood is an error that says where.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction

SHARPS = {"C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "F": -1, "Bb": -2, "Am": 0, "Em": 1, "Bm": 2, "Dm": -1, "Gm": -2, "Cm": -3}
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass
class Note:
    """One note: when it begins, how long it lasts (quarter notes), which (MIDI number), whether bow or breath goes on from the note before."""

    at: float
    beats: float
    pitch: int
    slurred: bool = False
    grace: tuple = ()


@dataclass
class Part:
    """A part of a tune: its voices, its chords as (at, name), how long it is, what comes before its first bar line."""

    voices: dict = field(default_factory=dict)
    chords: list = field(default_factory=list)
    beats: float = 0.0
    pickup: float | None = None
    ends: dict = field(default_factory=dict)


@dataclass
class Tune:
    """A tune as written."""

    title: str = ""
    composer: str = ""
    bar: float = 4.0
    quarters: float = 100.0
    order: str = "A"
    parts: dict = field(default_factory=dict)

    def played(self, voice, order=None):
        """The notes of a voice from beginning to end, part after part."""
        notes, start = [], 0.0
        for letter in order or self.order:
            part = self.parts[letter]
            for n in part.voices.get(voice, ()):
                notes.append(Note(n.at + start, n.beats, n.pitch, n.slurred, n.grace))
            start += part.beats
        return notes

    def starts(self, order=None):
        """(letter, when it begins) of each part, and the end of the last."""
        out, start = [], 0.0
        for letter in order or self.order:
            out.append((letter, start))
            start += self.parts[letter].beats
        return out, start

    def bars(self, order=None):
        """When each bar begins."""
        parts, end = self.starts(order)
        at, out = (self.parts[parts[0][0]].pickup or 0.0) % self.bar, []
        while at < end - 1e-6:
            out.append(at)
            at += self.bar
        return out

    def harmony(self, order=None):
        """The chords from beginning to end, as (at, until, name)."""
        changes = []
        parts, end = self.starts(order)
        for letter, start in parts:
            changes += [(start + at, name) for at, name in self.parts[letter].chords]
        return [(at, changes[i + 1][0] if i + 1 < len(changes) else end, name) for i, (at, name) in enumerate(changes)]


TOKEN = re.compile(r'"(?P<chord>[^"]*)"|(?P<grace>\{[^}]*\})|(?P<triplet>\(3)|(?P<slur>[()])|(?P<bar>[|:\]\[]+)|(?P<broken>[<>])|(?P<tie>-)|(?P<note>[_=^]*[A-Ga-gz][,\']*)(?P<length>\d*/*\d*)|(?P<space>\s+)')


def accidentals(key):
    """How much each note name is raised in a key."""
    count = SHARPS[key]
    names = "FCGDAEB"[:count] if count >= 0 else "BEADGCF"[:-count]
    return {name: (1 if count > 0 else -1) for name in names}


def pitch_of(text, key, barred):
    """The MIDI number of a note as written; `barred` remembers accidentals until the bar line."""
    sign, letter, octave = re.fullmatch(r"([_=^]*)([A-Ga-g])([,']*)", text).groups()
    name = letter.upper()
    where = (letter, octave)
    if sign:
        barred[where] = sign.count("^") - sign.count("_")
    raised = barred.get(where, key.get(name, 0))
    return 60 + STEPS[name] + raised + (12 if letter.islower() else 0) + 12 * (octave.count("'") - octave.count(","))


def length_of(text):
    """A length as written: nothing, 3, /2, /, 3/2."""
    if not text:
        return Fraction(1)
    over, slash, under = re.fullmatch(r"(\d*)(/*)(\d*)", text).groups()
    return Fraction(int(over or 1), int(under) if under else 2 ** len(slash))


def read_line(line, part, voice, unit, key, number):
    """Add a line of notes to a voice of a part."""
    notes = part.voices.setdefault(voice, [])
    at = Fraction(part.ends.get(voice, 0))
    barred, place, last_length = {}, 0, Fraction(0)
    broken, triplet, tied, slur, go_on, grace = None, 0, False, 0, False, ()
    while place < len(line):
        found = TOKEN.match(line, place)
        if not found:
            raise ValueError(f"line {number}: what is {line[place:place + 8]!r}?")
        place = found.end()
        kind = found.lastgroup if found["note"] is None else "note"
        if kind == "chord":
            part.chords.append((float(at), found["chord"]))
        elif kind == "grace":
            grace = tuple(pitch_of(g, key, dict(barred)) for g in re.findall(r"[_=^]*[A-Ga-g][,']*", found["grace"]))
        elif kind == "triplet":
            triplet = 3
        elif kind == "slur":
            slur = slur + 1 if found["slur"] == "(" else slur - 1
            go_on = go_on and slur > 0
        elif kind == "bar":
            barred = {}
            part.pickup = float(at) if part.pickup is None else part.pickup
        elif kind == "tie":
            tied = True
        elif kind == "broken":
            # The note before takes half of the one after, or gives it.
            share = Fraction(1, 2) if found["broken"] == ">" else Fraction(-1, 2)
            change = Fraction(last_length) * share
            notes[-1].beats = float(Fraction(notes[-1].beats).limit_denominator(960) + change)
            at += change
            broken = -share
        elif kind == "note":
            beats = length_of(found["length"]) * unit
            if triplet:
                beats, triplet = beats * Fraction(2, 3), triplet - 1
            last_length = beats
            if broken is not None:
                beats, broken = beats * (1 + broken), None
            if found["note"].lstrip("_=^")[0] == "z":
                go_on = False
            else:
                pitch = pitch_of(found["note"], key, barred)
                if tied and notes and notes[-1].pitch == pitch:
                    notes[-1].beats += float(beats)
                else:
                    notes.append(Note(float(at), float(beats), pitch, go_on, grace))
                tied, grace, go_on = False, (), slur > 0
            at += beats
    part.ends[voice] = at
    part.beats = max(part.beats, float(at))


def read(path):
    """A tune from its file."""
    tune, unit, key, letter, voice, body = Tune(), Fraction(1, 2), {}, "A", "M", False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("%"):
            continue
        field_of = re.match(r"([A-Z]):\s*(.*)", line)
        if not field_of:
            read_line(line, tune.parts.setdefault(letter, Part()), voice, unit, key, number)
            continue
        name, value = field_of.groups()
        if name == "T":
            tune.title = value
        elif name == "C":
            tune.composer = value
        elif name == "M":
            over, under = value.split("/")
            tune.bar = int(over) * 4 / int(under)
        elif name == "L":
            unit = Fraction(value) * 4
        elif name == "Q":
            tune.quarters = float(value.split("=")[1])
        elif name == "K":
            key, body = accidentals(value), True
        elif name == "P" and not body:
            tune.order = value
        elif name == "P":
            letter, voice = value, "M"
        elif name == "V":
            voice = value
    check(tune)
    return tune


def check(tune):
    """Every part is whole bars long, all its voices alike; the first notes may be a pickup."""
    for letter, part in tune.parts.items():
        for voice, end in part.ends.items():
            if float(end) != part.beats:
                raise ValueError(f"{tune.title}: voice {voice} of part {letter} is {float(end)} long, not {part.beats}")
        if abs(part.beats / tune.bar - round(part.beats / tune.bar)) > 1e-6:
            raise ValueError(f"{tune.title}: part {letter} is {part.beats} quarters long, no whole number of bars")
