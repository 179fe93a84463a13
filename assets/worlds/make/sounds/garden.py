"""The garden: the watering can, apples, a bird that bathes, sparrows at the eaves.

    python3 assets/worlds/make/sounds/garden.py
"""

import birds
import craft
import house
import water
from rooms import distant, one

HERE = "garden/sounds/"


def main():
    craft.variants(lambda seed: one(water.can(seed), "outside", 0.05), HERE + "can", (1, 2))
    craft.variants(lambda seed: one(house.apple(seed), "outside", 0.05), HERE + "apple", (1, 2, 3))
    craft.variants(lambda seed: one(water.bathing(seed), "outside", 0.05), HERE + "bathing", (1, 2, 3))
    craft.variants(lambda seed: distant(birds.sparrow(seed), 15), HERE + "sparrow", (1, 2, 3))


if __name__ == "__main__":
    main()
