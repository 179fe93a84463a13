"""The farmyard by ear: the hush of falling snow for the film itself, single sounds with their own
place, and the voice.

    python3 experiences/sno-pa-garden/make/sounds.py [hush placed voice]

The hush is written as `hush.wav`, which `film.py --sound` puts into the film.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "make"))

import numpy as np

import speech
import synthesis as s

MEDIA = HERE.parent / "media"
SECONDS = 24

NARRATION = {
    "sv": [
        "Det är blå timmen på gården, strax innan kvällen kommer.",
        "Snön faller stilla över tak och träd, och allt blir tyst.",
        "Det lyser varmt i fönstren, och röken stiger ur skorstenen.",
        "Någon har tänt en lykta, så att den som kommer hem hittar vägen.",
        "Hör du? Långt borta kommer en släde med bjällror.",
        "Vi sitter kvar en stund och ser på flingorna.",
    ],
    "en": [
        "It is the blue hour on the farm, just before evening comes.",
        "Snow falls quietly over roofs and trees, and all is still.",
        "The windows glow warm, and smoke rises from the chimney.",
        "Someone has lit a lantern, so that whoever comes home will find the way.",
        "Listen. Far away, a sleigh is coming, with its bells.",
        "We stay here for a while and watch the flakes.",
    ],
}
DESCRIPTION = {
    "sv": [
        "En gård i blå skymning. Stora snöflingor faller sakta.",
        "Rakt fram en lykta på en stubbe, och bakom den ett rött hus med ljus i fönstren.",
        "Till höger en brunn, en spark och en stor röd lada.",
    ],
    "en": [
        "A farmyard in blue twilight. Large snowflakes fall slowly.",
        "Straight ahead a lantern on a stump, and behind it a red house with lit windows.",
        "To the right a well, a kicksled and a large red barn.",
    ],
}


def hush():
    """Soft air, snow that whispers, the fire in the house when the door is ajar; a loop as long as the film."""
    random = np.random.default_rng(12)
    air = [s.hiss(SECONDS, 80, 800, k, -5) * s.swell(SECONDS, 9, 7 + k, 0.5) for k in (1, 2)]
    loop = 0.014 * s.both(*air, 0.8)
    fall = [s.hiss(SECONDS, 2200, 8000, k, -2) * s.swell(SECONDS, 6, 27 + k, 0.5) for k in (3, 4)]
    loop += 0.0024 * s.both(*fall, 1.0)
    wood = [s.hiss(SECONDS, 150, 1800, k, -4) * s.swell(SECONDS, 7, 17 + k, 0.85, 1.8) for k in (5, 6)]
    loop += 0.007 * s.both(*wood, 0.9)
    for at in random.uniform(0, SECONDS, 9):
        # A little snow slides off a bough.
        n = int(0.7 * s.RATE)
        slide = s.hiss(0.7, 300, 3000, int(at * 10)) * np.exp(-((np.arange(n) / s.RATE - 0.2) / 0.14) ** 2)
        s.put(loop, slide, at, 0.008, random.uniform(-0.8, 0.8))
    MEDIA.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        s.write_wav(loop, MEDIA / "hush.wav")
        loop = loop * 10 ** ((-25 - s.measure(MEDIA / "hush.wav")["loudness"]) / 20)
    s.write_wav(loop, MEDIA / "hush.wav")
    print("hush.wav", s.measure(MEDIA / "hush.wav"))


def placed():
    """Sleigh bells on the road, the church's evening bell, an owl in the wood, a stove's crackle."""
    s.save_voice(s.far(s.sleigh_bells(13, 3), 1.6, 4, 1.2), MEDIA / "sleigh.ogg", loudness=-27, kilobits=80)
    bell = np.zeros(int(20 * s.RATE))
    for k in range(6):
        one = s.far(s.bell(185.0), 5.5, 3, 4.0) * np.sin(np.pi * (k + 1) / 7)
        start = int(2.4 * k * s.RATE)
        room = min(len(bell) - start, len(one))
        bell[start : start + room] += one[:room]
    s.save_voice(bell, MEDIA / "church.ogg", loudness=-30, kilobits=80)
    s.save_voice(s.far(s.tawny_owl(2), 3.0, 6, 2.5), MEDIA / "owl.ogg", loudness=-28, kilobits=80)
    random = np.random.default_rng(6)
    fire = np.zeros((int(16 * s.RATE), 2))
    fire += 0.010 * s.hiss(16, 60, 500, 3, -5)[:, None] * s.swell(16, 4, 5, 0.4)[:, None]
    for at in np.cumsum(random.exponential(0.16, 95)):
        s.put(fire, s.crackle(int(at * 1000)), at % 16, 0.25)
    s.save_voice(fire[:, 0], MEDIA / "candle.ogg", loudness=-34, kilobits=64)


def voice():
    """Narration with captions, and the description of what is seen, in both languages."""
    for language in ("sv", "en"):
        speech.narrate(NARRATION[language], language, MEDIA / f"story.{language}.ogg", MEDIA / f"story.{language}.vtt")
        speech.narrate(DESCRIPTION[language], language, MEDIA / f"seen.{language}.ogg", breath=1.6)


if __name__ == "__main__":
    for name in sys.argv[1:] or ("hush", "placed", "voice"):
        {"hush": hush, "placed": placed, "voice": voice}[name]()
