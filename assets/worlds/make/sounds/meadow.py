"""The meadow: skylark, cows and their bells, the hare, berries into a basket.

    python3 assets/worlds/make/sounds/meadow.py
"""

import beasts
import birds
import craft
import house
from rooms import distant, one

HERE = "meadow/sounds/"


def main():
    craft.variants(lambda seed: distant(birds.skylark(seed), 60), HERE + "skylark", (1, 2))
    craft.variants(lambda seed: distant(beasts.cow_bell(seed), 120, "forest", seed), HERE + "cow-bell", (1, 2, 3, 4))
    craft.variants(lambda seed: distant(beasts.cow(seed), 200, "forest", seed), HERE + "cow", (1, 2))
    craft.variants(lambda seed: one(beasts.hare(seed), "outside", 0.04), HERE + "hare", (1, 2, 3))
    craft.variants(lambda seed: one(house.berry(seed), "outside", 0.03), HERE + "berry", (1, 2, 3))


if __name__ == "__main__":
    main()
