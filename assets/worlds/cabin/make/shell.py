"""The cabin's own shape: log walls, windows, floor, roof beams, door; and the mountains outside."""

import math

import numpy as np

from rooms import house
from rooms.body import Body
from rooms.daylight import Portal, baker
from rooms.form import hexa, linear, noise

LEFT, RIGHT, FRONT, BACK, TALL = -2.9, 2.9, 3.4, -2.5, 2.45
AHEAD = (0.10, 2.10, 0.78, 2.04)  # the big window: from x, to x, low, high
SIDE = (0.55, 1.55, 0.98, 1.86)  # in the right wall: from y, to y, low, high
DOOR = (-2.05, -1.17, 1.95)  # in the right wall: from y, to y, height

WALLS = {
    "front": house.Place((LEFT, FRONT, 0), (1, 0, 0), (0, -1, 0)),
    "back": house.Place((LEFT, BACK, 0), (1, 0, 0), (0, 1, 0)),
    "left": house.Place((LEFT, BACK, 0), (0, 1, 0), (1, 0, 0)),
    "right": house.Place((RIGHT, BACK, 0), (0, 1, 0), (-1, 0, 0)),
}
WIDE, DEEP = RIGHT - LEFT, FRONT - BACK
LOG, LOG2, TRIM = "dcb682", "c69a66", linear("9a7148")
HOLES = {
    "front": [(AHEAD[0] - LEFT, AHEAD[1] - LEFT, AHEAD[2], AHEAD[3])],
    "right": [(SIDE[0] - BACK, SIDE[1] - BACK, SIDE[2], SIDE[3]), (DOOR[0] - BACK, DOOR[1] - BACK, 0.0, DOOR[2])],
    "back": [],
    "left": [],
}


def daylight():
    """How this room is baked: its air and the two windows."""
    portals = [
        Portal((AHEAD[0], FRONT, AHEAD[2]), (AHEAD[1] - AHEAD[0], 0, 0), (0, 0, AHEAD[3] - AHEAD[2]), (0, -1, 0)),
        Portal((RIGHT, SIDE[0], SIDE[2]), (0, SIDE[1] - SIDE[0], 0), (0, 0, SIDE[3] - SIDE[2]), (-1, 0, 0)),
    ]
    return baker(((LEFT - 0.03, BACK - 0.03, -0.02), (RIGHT + 0.07, FRONT + 0.03, TALL + 0.02)), portals, sky_gain=13.0, sun_gain=5.0)


def build():
    """Everything that is nailed down."""
    room = Body(6)
    wood = room["solid-wood"]
    for k, (name, place) in enumerate(WALLS.items()):
        length = WIDE if name in ("front", "back") else DEEP
        house.logs(wood, place.at(0.01, 0, -0.02), place.along, length - 0.02, 0.0, TALL, place.facing, LOG, LOG2, [(a - 0.01, b - 0.01, c, d) for a, b, c, d in HOLES[name]], seed=3 + k)
    house.boards(wood, (LEFT + 0.02, RIGHT - 0.02), (BACK + 0.02, FRONT - 0.02), 0.0, "cda878", width=0.17, step=0.22, other="b08a5c", vary=0.16)
    house.boards(wood, (LEFT + 0.02, RIGHT - 0.02), (BACK + 0.02, FRONT - 0.02), TALL, "dbb684", along="x", width=0.17, step=0.5, facing=-1, other="c9a06c")
    for y in (-1.3, 0.55, 2.35):  # round purlins under the boards
        t = np.linspace(LEFT, RIGHT, 24)
        wood.tube(np.stack([t, np.full(24, y) + 0.01 * np.sin(t * 2), np.full(24, TALL - 0.085) + 0.006 * np.sin(t * 3 + y)], -1), 0.090, linear("c99c66"), 10, grain=(1.3, 0.33), caps=False)
    walls = [(name, place, WIDE if name in ("front", "back") else DEEP) for name, place in WALLS.items()]
    house.shell(room["solid"], walls, HOLES, TALL, beyond=0.14)
    for x in (LEFT, RIGHT):  # round posts hide where the walls' logs meet
        for y in (BACK, FRONT):
            at = np.array([x - math.copysign(0.035, x), y - math.copysign(0.035, y)])
            room["solid-wood"].tube([[*at, z] for z in np.linspace(0, TALL, 12)], 0.082, linear(LOG), 12, caps=False, grain=(1.3, 0.33))
    for _, place, length in walls:
        place.box(wood, length / 2, TALL - 0.03, 0.03, length - 0.02, 0.07, 0.07, linear(LOG2), step=0.3)
        place.box(wood, length / 2, 0.03, 0.045, length - 0.02, 0.07, 0.05, linear(LOG2) * 0.8, step=0.3) if place is not WALLS["right"] else None
    for name, k, casements in (("front", 0, 3), ("right", 0, 2)):
        house.window(wood, WALLS[name], HOLES[name][k], TRIM, casements=casements, panes=2, thick=0.18, sill_deep=0.24 if name == "front" else 0.18)
    door(room)
    curtains(room)
    room.thing("room")


def door(room):
    """A door of upright boards with two crossbars, an iron latch and long hinges."""
    place, (a, b, _, high) = WALLS["right"], HOLES["right"][1]
    wood, iron = room["solid-wood"], hexa("2b2826")
    n = 6
    for k in range(n):
        u = a + (b - a) * (k + 0.5) / n
        place.box(wood, u, high / 2, -0.03, (b - a) / n - 0.004, high, 0.045, linear("b98d5c"), vary=0.12, step=0.4)
    for z in (0.35, 1.62):
        place.box(wood, (a + b) / 2, z, 0.005, b - a - 0.10, 0.12, 0.03, linear("a67c4e"))
        place.box(room["solid"], a + 0.24, z, 0.024, 0.46, 0.035, 0.006, iron)
    for u in (a - 0.05, b + 0.05):
        place.box(wood, u, high / 2, 0.03, 0.11, high + 0.02, 0.06, TRIM, step=0.4)
    place.box(wood, (a + b) / 2, high + 0.05, 0.03, b - a + 0.22, 0.11, 0.06, TRIM)
    place.box(room["solid"], b - 0.09, 1.0, 0.005, 0.045, 0.20, 0.01, iron)
    room["solid"].tube([place.at(b - 0.09, 1.06, 0.01), place.at(b - 0.09, 1.06, 0.06), place.at(b - 0.20, 1.05, 0.065)], [0.008, 0.008, 0.006], iron, 8)


def curtains(room):
    """Homespun curtains, drawn aside."""
    for name, width, fall in (("front", 0.34, 1.20), ("right", 0.24, 0.92)):
        place, (a, b, _, high) = WALLS[name], HOLES[name][0]
        room["solid-wood"].tube([place.at(a - 0.2, high + 0.10, 0.11), place.at(b + 0.2, high + 0.10, 0.11)], 0.013, linear("7a5633"), 8)
        for start, gather in ((a - 0.17, 0.6), (b + 0.17 - width, -0.6)):
            house.curtain(room, place, start, width, high + 0.095, fall, "cloth", linear("9a3f32"), 5, None, gather, 0.11, columns=24, rows=10, sway=0.3)


def rise(x, y):
    """Height of the ground outside: the cabin stands on a slope above a valley."""
    far = np.hypot(x, y)
    return -0.55 - 0.055 * np.clip(y - 5, 0, 70) - 0.02 * np.clip(np.abs(x) - 12, 0, 60) + 0.28 * noise(x, y, 8, 3, 17.0) * np.clip((far - 4) / 8, 0, 1)


def outdoors():
    """Slope, spruces laden with snow, mountain birches, a valley and fells."""
    from rooms import yard

    out = Body(7)
    yard.ground(out, rise, far=170.0, rings=19, colour="75804e", other="928b5c")
    r = np.random.default_rng(11)
    near = ((-0.6, 9.5, 6.0), (3.9, 8.6, 5.2), (6.3, 12.5, 7.2), (1.4, 17.0, 6.4), (9.5, 9.0, 6.0), (-3.5, 14.0, 7.0), (8.2, 3.6, 5.6), (10.5, -1.5, 6.8))
    for k, (x, y, tall) in enumerate(near):
        out.merge(yard.spruce(k + 1, tall, whorls=11, boughs=8), offset=(x, y, float(rise(np.array(x), np.array(y))) - 0.1), turn=k * 50)
    for k, (x, y) in enumerate(((4.9, 13.5), (12.5, 5.0))):
        out.merge(yard.birch(k + 9, 3.6, leaves=180, boughs=13, leaf=0.17, hung=2), offset=(x, y, float(rise(np.array(x), np.array(y))) - 0.05))
    spots, heights = [], []
    for _ in range(150):
        yaw, d = math.radians(r.uniform(-42, 128)), 26 + 110 * r.random() ** 0.8
        x, y = math.sin(yaw) * d, math.cos(yaw) * d
        if noise(np.array(x), np.array(y), 21, 2, 40.0) < -0.15:
            continue
        spots.append((x, y, float(rise(np.array(x), np.array(y))) - 0.2)), heights.append(r.uniform(4.0, 8.5))
    yard.far_forest(out, spots, heights, 3)
    yard.fells(out, ((300, 52, -60, 35, -26), (380, 92, -25, 85, -26), (470, 112, 20, 140, -30), (560, 150, -70, 24, -30)))
    # A lamp in another cabin far down the valley.
    out["glow-far"].panel((34.0, 86.0, -4.6), (0.55, 0, 0), (0, 0, 0.6), 1, 1, hexa("ffb765"), (0, -1, 0)), out["glow-far"].panel((35.2, 86.0, -4.6), (0.55, 0, 0), (0, 0, 0.6), 1, 1, hexa("ffb765"), (0, -1, 0))
    out["solid-far"].box((34.9, 88.3, -4.6), (4.2, 4.4, 3.0), linear("4a3a2e"))
    for side in (-1, 1):
        rows = np.array([[[34.9 + side * 2.7, y, -3.2], [34.9, y, -1.4]] for y in (85.6, 91)])
        out["ground-roof"].loft(rows, linear("6d625a"), closed=False, outward=(side * 0.5, 0, 1))
    out.thing("mountains")
