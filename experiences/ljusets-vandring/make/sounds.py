"""The lake by ear: what lies all around (ambisonics), single sounds with their own place, and the voice.

    python3 experiences/ljusets-vandring/make/sounds.py [around placed voice]
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import numpy as np

import speech
import synthesis as s

MEDIA = HERE.parent / "media"
SECONDS = 30

NARRATION = {
    "sv": [
        "Här sitter vi vid sjön, en dag när sommaren lider mot sitt slut.",
        "Ljuset vandrar sakta runt, från morgonens dimma till kvällens första stjärnor.",
        "Ekan ligger vid bryggan, och kaffet är dukat i gräset.",
        "Hör du vattnet mot stenarna? Långt ute ropar en lom.",
        "När solen går ner tänder någon lampan i stugan.",
        "Vi har ingen brådska. I morgon kommer ljuset tillbaka.",
    ],
    "en": [
        "Here we sit by the lake, on a day when summer is nearly over.",
        "The light wanders slowly round, from the mist of morning to the first stars of evening.",
        "The boat lies by the jetty, and coffee is laid in the grass.",
        "Can you hear the water on the stones? Far out, a loon is calling.",
        "When the sun goes down, someone lights the lamp in the cottage.",
        "There is no hurry. Tomorrow the light comes back.",
    ],
}
DESCRIPTION = {
    "sv": [
        "En stilla sjö. Till vänster en brygga med en eka, till höger vass.",
        "I gräset till höger står ett vitt bord med en blå kaffepanna, och bakom det en röd stuga.",
        "Solen går över himlen. Den går ner till höger, och det lyser i stugans fönster.",
    ],
    "en": [
        "A still lake. On the left a jetty with a rowing boat, on the right beds of reed.",
        "In the grass to the right stands a white table with a blue coffee pot, and behind it a red cottage.",
        "The sun crosses the sky. It sets on the right, and the cottage windows are lit.",
    ],
}


def around():
    """Wind in the trees behind and beside, small waves from the shore ahead, birds in their places."""
    random = np.random.default_rng(8)
    lake = s.Around(SECONDS)
    for k, yaw in enumerate((-150, -105, -60, 60, 105, 150, 180)):
        low = s.hiss(SECONDS, 110, 900, k, -4) * s.swell(SECONDS, 11, 7 + k, 0.6)
        leaves = s.hiss(SECONDS, 700, 4200, 40 + k, -3) * s.swell(SECONDS, 5, 27 + k, 0.85, 1.6)
        lake.put(low * 0.006 + leaves * 0.0022, yaw, 22)
    for k, yaw in enumerate((-50, 0, 50)):
        lake.put(s.hiss(SECONDS, 200, 1500, 60 + k, -4) * s.swell(SECONDS, 6, 67 + k, 0.7) * 0.004, yaw, -8)
    at = 0.0
    while at < SECONDS:
        # Along the stones ahead, and now and then under the jetty to the left.
        yaw = random.uniform(-42, -18) if random.random() < 0.4 else random.uniform(-70, 75)
        lake.put(s.lap(int(at * 100)), yaw, random.uniform(-35, -14), at, random.uniform(0.03, 0.09))
        at += random.uniform(0.4, 1.1)
    for k, at in enumerate((2.5, 9.0, 17.5, 24.0)):
        lake.put(s.far(s.robin(20 + k), 1.4, k), 138, 18, at, 0.030)
    lake.put(s.far(s.wood_pigeon(3), 2.6, 5), -118, 14, 11.0, 0.075)
    for k, at in enumerate((5.5, 6.4, 14.0, 20.5, 21.2)):
        twitter = np.concatenate([s.whistle([(0, f, 0.5), (0.04, f * 1.15, 1), (0.09, f * 0.9, 0.3)], (1.0,), 0.2, 0.4) for f in random.uniform(3800, 5600, 6)])
        lake.put(s.far(twitter, 1.8, 30 + k), random.uniform(-30, 30), 16, at, 0.012)
    lake.save(MEDIA / "lake.ambix.ogg")


def placed():
    """The loon far out, and the bells of a church on the other side of the lake."""
    s.save_voice(s.far(s.loon(2), 3.5, 9, 3.2), MEDIA / "loon.ogg", loudness=-26, kilobits=80)
    peal = np.zeros(int(26 * s.RATE))
    for k in range(7):
        for note, off, gain in ((174.6, 0.0, 1.0), (220.0, 1.35, 0.8)):
            one = s.far(s.bell(note), 5.0, int(note), 4.0) * gain * np.sin(np.pi * (k + 1) / 8)
            start = int((2.7 * k + off) * s.RATE)
            room = min(len(peal) - start, len(one))
            peal[start : start + room] += one[:room]
    s.save_voice(peal, MEDIA / "church.ogg", loudness=-30, kilobits=80)


def voice():
    """Narration with captions, and the description of what is seen, in both languages."""
    for language in ("sv", "en"):
        speech.narrate(NARRATION[language], language, MEDIA / f"story.{language}.ogg", MEDIA / f"story.{language}.vtt")
        speech.narrate(DESCRIPTION[language], language, MEDIA / f"seen.{language}.ogg", breath=2.2)


if __name__ == "__main__":
    for name in sys.argv[1:] or ("around", "placed", "voice"):
        {"around": around, "placed": placed, "voice": voice}[name]()
