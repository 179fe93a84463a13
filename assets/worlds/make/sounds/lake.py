"""The lake: water at two hours, the duck, the fish, the boat, loons and cranes, the ice.

    python3 assets/worlds/make/sounds/lake.py
"""

import birds
import craft
import water
from rooms import distant, one

HERE = "lake/sounds/"


def main():
    craft.save_bed(water.lapping(43, 3), HERE + "lapping.ogg")
    craft.save_bed(water.lapping(45, 5, calm=True), HERE + "still-water.ogg")
    craft.variants(lambda seed: distant(birds.mallard(seed), 25), HERE + "mallard", (1, 2, 3, 4))
    craft.variants(lambda seed: one(birds.mallard_soft(seed), "outside"), HERE + "mallard-soft", (1, 2))
    craft.variants(water.dabble, HERE + "dabble", (1, 2))
    craft.variants(water.paddle, HERE + "paddle", (1, 2))
    craft.variants(lambda seed: one(water.plop(seed), "outside"), HERE + "plop", (1, 2, 3, 4))
    craft.variants(lambda seed: one(water.boat(seed), "outside", 0.05), HERE + "boat", (1, 2, 3, 4))
    craft.variants(lambda seed: distant(birds.loon(seed), 500, "forest", seed), HERE + "loon", (1, 2, 3))
    craft.variants(lambda seed: distant(birds.crane(seed), 600, "forest", seed), HERE + "crane", (1, 2))
    craft.variants(lambda seed: distant(water.ice(seed), 300, "forest", seed), HERE + "ice", (1, 2, 3))


if __name__ == "__main__":
    main()
