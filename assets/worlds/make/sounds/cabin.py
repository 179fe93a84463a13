"""The cabin: the fire, the wind outside, the kettle.

    python3 assets/worlds/make/sounds/cabin.py
"""

import air
import craft
import house
from rooms import one

HERE = "cabin/sounds/"


def main():
    craft.save_bed(air.around_the_house(41, 71), HERE + "around-the-house.ogg", -34.0)
    craft.save_bed(house.fire(44, 81), HERE + "fire.ogg")
    craft.variants(lambda seed: one(house.flare(seed), "cottage", 0.12), HERE + "flare", (1, 2))
    craft.variants(lambda seed: one(house.kettle(seed), "cottage", 0.15), HERE + "kettle", (1, 2))


if __name__ == "__main__":
    main()
