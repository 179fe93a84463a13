"""The kitchen of the fifties: stove and clock, coffee, cups, the oven, the radio.

    python3 assets/worlds/make/sounds/kitchen.py

The radio plays what assets/music/make has made: make that first.
"""

import craft
import house
import water
from rooms import one, radio

HERE = "kitchen/sounds/"
MUSIC = craft.WORLDS.parent / "music"


def on_the_radio(tune, seconds):
    """A tune as the kitchen's radio plays it, faded at its end."""
    sound = craft.read(MUSIC / f"{tune}.ogg", 1)[: craft.samples(seconds), 0]
    return craft.edges(radio(sound), 0.8, 4.0 if len(sound) == craft.samples(seconds) else 0.5)


def main():
    craft.save_bed(house.stove(43, 91), HERE + "stove.ogg")
    craft.save_bed(house.pendulum(24, 95), HERE + "clock.ogg", -34.0)
    craft.variants(lambda seed: one(house.strike(seed), "kitchen"), HERE + "strike", (1, 2))
    craft.variants(lambda seed: one(water.coffee(seed), "kitchen", 0.10), HERE + "coffee", (1, 2))
    craft.variants(lambda seed: one(house.cup(seed), "kitchen"), HERE + "cup", (1, 2, 3))
    craft.variants(lambda seed: one(house.oven(seed), "kitchen"), HERE + "oven", (1, 2))
    craft.variants(lambda seed: one(house.cat_lands(seed), "kitchen", 0.1), HERE + "cat-lands", (1, 2))
    craft.variants(lambda seed: one(house.radio_on(seed), "kitchen", 0.1), HERE + "radio-on", (1,))
    craft.variants(lambda seed: one(house.click(seed, 1300), "kitchen"), HERE + "radio-off", (1,))
    craft.save(on_the_radio("walking-tune", 62), HERE + "radio-walking-tune.ogg", rate=16000)
    craft.save(on_the_radio("varmland", 75), HERE + "radio-varmland.ogg", rate=16000)


if __name__ == "__main__":
    main()
