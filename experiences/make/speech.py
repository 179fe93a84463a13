"""A stand-in voice, and captions that keep time with it.

The words are written once, as sentences. Each is spoken by a voice from Debian's own packages
(Swedish: espeak-ng, English: flite) with a breath after it, so the time of every caption is known.
The voice is a stand-in and nothing more: record someone who is loved, save it under the same name,
and it is heard instead.
"""

import itertools
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np

import synthesis as s

LINE = 28
SPEAK = {
    "sv": lambda text, path: ["espeak-ng", "-v", "sv+f3", "-s", "128", "-p", "36", "-a", "120", "-w", path, text],
    "en": lambda text, path: ["flite", "-voice", "slt", "--setf", "duration_stretch=1.18", "-t", text, "-o", path],
}


def spoken(text, language):
    """One sentence as samples at the usual rate, silence cut off both ends, its edge taken away."""
    with tempfile.TemporaryDirectory() as folder:
        raw, even = str(Path(folder) / "raw.wav"), str(Path(folder) / "even.wav")
        subprocess.run(SPEAK[language](text, raw), check=True, capture_output=True)
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", raw, "-af", "highpass=f=90,lowpass=f=7000,treble=g=-3:f=4000", "-ar", str(s.RATE), "-ac", "1", "-c:a", "pcm_s16le", even], check=True)
        with wave.open(even) as file:
            sound = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[max(loud[0] - 480, 0) : loud[-1] + 2400]


def captions(sentence):
    """A sentence as captions of at most two lines, parted where it can be breathed."""
    words = sentence.split()
    parts = 1
    while True:
        best = min(parted(words, parts), key=uneven, default=None)
        if best:
            return ["\n".join(lines(" ".join(part))) for part in best]
        parts += 1


def parted(words, parts):
    """All ways to part the words into so many captions that fit."""
    for cuts in itertools.combinations(range(1, len(words)), parts - 1):
        ends = (0, *cuts, len(words))
        pieces = [words[a:b] for a, b in itertools.pairwise(ends)]
        if all(lines(" ".join(piece)) for piece in pieces):
            yield pieces


def uneven(pieces):
    """How badly a sentence is parted: unlike lengths, and cuts in the middle of a thought."""
    sizes = [len(" ".join(piece)) for piece in pieces]
    cuts = sum(piece[-1][-1] not in ",.:?" for piece in pieces[:-1])
    return (max(sizes) - min(sizes)) + 16 * cuts


def lines(text):
    """One or two lines as even as they can be, or nothing if it does not fit."""
    if len(text) <= LINE:
        return [text]
    pairs = [(text[:i], text[i + 1 :]) for i, letter in enumerate(text) if letter == " " and max(i, len(text) - i - 1) <= LINE]
    return list(min(pairs, key=lambda pair: abs(len(pair[0]) - len(pair[1])) - 8 * (pair[0][-1] in ",.:?"))) if pairs else []


def stamp(seconds):
    """A time as WebVTT writes it."""
    return f"{int(seconds // 3600):02}:{int(seconds // 60) % 60:02}:{seconds % 60:06.3f}"


def narrate(sentences, language, sound_path, caption_path=None, breath=1.1, lead=0.3):
    """Speak the sentences into an Ogg file and, with `caption_path`, write their captions."""
    parts, cues, at = [np.zeros(int(lead * s.RATE))], [], lead
    for sentence in sentences:
        voice = spoken(sentence, language)
        long = len(voice) / s.RATE
        texts = captions(sentence)
        letters = sum(len(text) for text in texts)
        start = at
        for number, text in enumerate(texts):
            end = start + long * len(text) / letters
            # The last one of a sentence stays through most of the breath after it.
            cues.append((start, end + (breath - 0.2 if number == len(texts) - 1 else 0.0), text))
            start = end
        parts += [voice, np.zeros(int(breath * s.RATE))]
        at += long + breath
    sound = np.concatenate(parts)
    room = s.far(sound, 0.25, 5, 0.5)[: len(sound)]
    s.save_voice(sound * 0.9 + room * 0.1, sound_path)
    if caption_path:
        body = "\n".join(f"{stamp(a)} --> {stamp(b)}\n{text}\n" for a, b, text in cues)
        Path(caption_path).write_text(f"WEBVTT\n\n{body}", encoding="utf-8")
    return at
