"""What several worlds share: winds, rain, snow, the birds, the cat, matches, church bells.

    python3 assets/worlds/make/sounds/shared.py [beds birds rest]
"""

import sys

import numpy as np

import craft
from craft import s
import air
import beasts
import birds
import house
from rooms import distant, one

HERE = "shared/sounds/"


def beds():
    """The loops of wind and weather."""
    craft.save_bed(air.leaves(40, 11), HERE + "leaves.ogg", -31.0)
    craft.save_bed(air.needles(40, 21), HERE + "needles.ogg")
    craft.save_bed(air.snow(40, 31), HERE + "snow.ogg")
    craft.save_bed(air.rain(40, 41), HERE + "rain.ogg")
    craft.save_bed(air.rain_on_roof(40, 51), HERE + "rain-on-roof.ogg")
    craft.save_bed(air.insects(40, 61), HERE + "insects.ogg")


def outdoors(maker, metres, room="outside"):
    """The same sound from so far away."""
    return lambda seed: distant(maker(seed), metres, room, seed)


def birdsong():
    """The birds, each as far off as it is mostly heard."""
    craft.variants(outdoors(birds.cuckoo, 220, "forest"), HERE + "cuckoo", (3, 4, 8))
    craft.variants(outdoors(birds.great_tit, 22), HERE + "great-tit", (1, 2, 3))
    craft.variants(outdoors(birds.blackbird, 30, "forest"), HERE + "blackbird", (1, 2, 5, 7))
    craft.variants(outdoors(birds.yellowhammer, 40), HERE + "yellowhammer", (1, 2))
    craft.variants(outdoors(birds.woodpecker, 90, "forest"), HERE + "woodpecker", (1, 2))
    craft.variants(outdoors(s.chaffinch, 30), HERE + "chaffinch", (1, 2, 3))
    craft.variants(outdoors(s.willow_warbler, 25), HERE + "willow-warbler", (1, 2, 3))
    craft.variants(outdoors(s.robin, 15), HERE + "robin", (2, 5, 9))
    craft.variants(outdoors(lambda seed: birds.with_pauses(s.bullfinch, 1 + seed % 3, (0.6, 1.5), seed), 14), HERE + "bullfinch", (3, 4, 5))
    craft.variants(outdoors(s.tawny_owl, 180, "forest"), HERE + "owl", (1, 2))


def peal(seed):
    """Two church bells a good way off, each swinging in its own time."""
    random = np.random.default_rng(seed)
    parts = []
    for note, swing, first in ((174.6, 2.55, 0.2), (220.0, 2.22, 1.1)):
        at, k = first, 0
        while at < 17:
            parts.append((s.bell(note, 6.5), at, np.clip(0.5 + 0.25 * k, 0, 1) * np.clip((19 - at) / 5, 0.1, 1) * random.uniform(0.9, 1.0)))
            at += swing * random.uniform(0.985, 1.015)
            k += 1
    return distant(craft.mix(24, *parts), 420, "church", seed)


def rest():
    """Bumblebee, cat, match, bells."""
    craft.variants(lambda seed: beasts.bumblebee(seed), HERE + "bumblebee", (1, 2, 3))
    craft.variants(lambda seed: one(beasts.meow(seed), "cottage", 0.2), HERE + "meow", (1, 2, 3))
    craft.variants(beasts.purr, HERE + "purr", (1, 2))
    craft.variants(lambda seed: one(house.match(seed), "cottage", 0.12), HERE + "match", (1, 2))
    craft.variants(peal, HERE + "church-bells", (1, 2))


if __name__ == "__main__":
    for name in sys.argv[1:] or ("beds", "birds", "rest"):
        {"beds": beds, "birds": birdsong, "rest": rest}[name]()
