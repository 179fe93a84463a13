"""The dance pavilion: guests, dancers, applause, the gramophone.

    python3 assets/worlds/make/sounds/pavilion.py

The gramophone plays what assets/music/make has made: make that first.
"""

import craft
import house
import people
from rooms import horn, one

HERE = "pavilion/sounds/"


def main():
    craft.save_bed(people.guests(44, 7), HERE + "guests.ogg")
    craft.save_bed(people.dancers(24, 8).mean(axis=1), HERE + "dancers-1.ogg", -26.0)
    craft.save_bed(people.dancers(21, 9).mean(axis=1), HERE + "dancers-2.ogg", -26.0)
    craft.variants(people.applause, HERE + "applause", (1, 2, 3))
    craft.variants(lambda seed: one(house.needle_down(seed), "pavilion", 0.06), HERE + "needle-down", (1, 2))
    craft.variants(lambda seed: one(house.needle_up(seed), "pavilion", 0.06), HERE + "needle-up", (1,))
    waltz = craft.read(craft.WORLDS.parent / "music/waltz.ogg", 1)[: craft.samples(66), 0]
    craft.save(craft.edges(horn(waltz), 0.3, 4.0), HERE + "gramophone.ogg", rate=16000)


if __name__ == "__main__":
    main()
