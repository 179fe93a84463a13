"""The kitchen's own shape: walls, windows, floor, curtains, door; and where its walls are."""

import numpy as np

from rooms import house
from rooms.body import Body
from rooms.daylight import Portal, baker
from rooms.form import hexa, linear, mixed, noise

LEFT, RIGHT, FRONT, BACK, TALL = -2.7, 2.7, 3.55, -2.3, 2.5
RAIL = 1.04  # height of the panelling
AHEAD = (-0.98, 0.98, 0.88, 2.06)  # the window over the table: from x, to x, low, high
SIDE = (-0.90, 0.25, 1.08, 2.02)  # the window over the sink: from y, to y, low, high
DOOR = (0.62, 1.50, 2.02)  # in the back wall: from x, to x, height

WALLS = {
    "front": house.Place((LEFT, FRONT, 0), (1, 0, 0), (0, -1, 0)),
    "back": house.Place((LEFT, BACK, 0), (1, 0, 0), (0, 1, 0)),
    "left": house.Place((LEFT, BACK, 0), (0, 1, 0), (1, 0, 0)),
    "right": house.Place((RIGHT, BACK, 0), (0, 1, 0), (-1, 0, 0)),
}
WIDE, DEEP = RIGHT - LEFT, FRONT - BACK
GREEN, CREAM, PINE = linear("b7c4a2"), linear("efe8d6"), "d2a468"


def daylight():
    """How this room is baked: its air and the two windows."""
    portals = [
        Portal((AHEAD[0], FRONT, AHEAD[2]), (AHEAD[1] - AHEAD[0], 0, 0), (0, 0, AHEAD[3] - AHEAD[2]), (0, -1, 0)),
        Portal((RIGHT, SIDE[0], SIDE[2]), (0, SIDE[1] - SIDE[0], 0), (0, 0, SIDE[3] - SIDE[2]), (-1, 0, 0)),
    ]
    return baker(((LEFT - 0.02, BACK - 0.07, -0.02), (RIGHT + 0.02, FRONT + 0.02, TALL + 0.02)), portals, sky_gain=9.0)


def build(sheet):
    """Everything that is nailed down."""
    room = Body(5)
    holes = {
        "front": [(AHEAD[0] - LEFT, AHEAD[1] - LEFT, AHEAD[2], AHEAD[3])],
        "right": [(SIDE[0] - BACK, SIDE[1] - BACK, SIDE[2], SIDE[3])],
        "back": [(DOOR[0] - LEFT, DOOR[1] - LEFT, 0.0, DOOR[2])],
        "left": [],
    }
    for name, place in WALLS.items():
        length = WIDE if name in ("front", "back") else DEEP
        house.wall(room["solid-paper"], place.origin, place.along, length, RAIL, TALL, place.facing, (1, 1, 1), holes[name], 0.15, tile=0.42)
        house.panelling(room["solid"], place.at(0.02, 0, 0.012), place.along, length - 0.04, 0.10, RAIL - 0.02, place.facing, GREEN, [(a - 0.02, b - 0.02, c, d) for a, b, c, d in holes[name]], pitch=0.115, levels={"front": (0.40, 0.80, 0.83), "right": (0.42, 0.85, 0.88)}.get(name, (0.40, 0.70)))
        for low, tall, out, colour in ((RAIL - 0.005, 0.055, 0.03, GREEN * 0.97), (0.055, 0.11, 0.026, GREEN * 0.82)):
            spans = [(0.0, length)]
            for a, b, c, d in holes[name]:
                if c < low < d:
                    spans = [piece for p, q in spans for piece in ((p, a - 0.05), (b + 0.05, q))]
            for p, q in spans:
                place.box(room["solid"], (p + q) / 2, low, out / 2, q - p, tall, out, colour, step=0.3)
        place.box(room["solid"], length / 2, TALL - 0.035, 0.022, length, 0.07, 0.044, CREAM, step=0.35, chamfer=0.015)
    house.boards(room["solid-wood"], (LEFT + 0.02, RIGHT - 0.02), (BACK + 0.02, FRONT - 0.02), 0.0, PINE, width=0.14, step=0.27, other="b8834a")
    house.boards(room["solid"], (LEFT + 0.02, RIGHT - 0.02), (BACK + 0.02, FRONT - 0.02), TALL, "efeadd", along="x", width=0.19, step=0.5, facing=-1, vary=0.03)
    for name, hole in (("front", holes["front"][0]), ("right", holes["right"][0])):
        house.window(room["solid"], WALLS[name], hole, CREAM, casements=2, panes=3 if name == "front" else 2, sill_deep=0.22 if name == "front" else 0.14)
    house.door(room, WALLS["back"], DOOR[0] - LEFT, DOOR[1] - DOOR[0], DOOR[2], linear("c8cfb6"), CREAM, linear("8d7440"))
    walls = [(name, place, WIDE if name in ("front", "back") else DEEP) for name, place in WALLS.items()]
    house.shell(room["solid"], walls, holes, TALL)
    house.corners(room["solid"], walls, RAIL, TALL - 0.06, linear("e9dfc6"))
    house.corners(room["solid"], walls, 0.10, RAIL, GREEN, 0.05)
    curtains(room, sheet, holes)
    room.thing("room")


def curtains(room, sheet, holes):
    """Red-checked short curtains and a valance at both windows."""
    check = sheet.place("check")
    tall = check[3] - check[1]
    for name, fall in (("front", 1.16), ("right", 0.95)):
        place, (a, b, _, high) = WALLS[name], holes[name][0]
        room["solid"].tube([place.at(a - 0.16, high + 0.13, 0.085), place.at(b + 0.16, high + 0.13, 0.085)], 0.009, hexa("b08d4a"), 8)
        for u in (a - 0.17, b + 0.17):
            room["solid"].ball(place.at(u, high + 0.13, 0.085), 0.017, hexa("b08d4a"), 10, 7)
        width = 0.36 if name == "front" else 0.28
        for start, gather in ((a - 0.13, 0.5), (b + 0.13 - width, -0.5)):
            house.curtain(room, place, start, width, high + 0.135, fall, "cloth-print", (1, 1, 1), 5, (check[0], check[1], check[2], check[3]), gather, 0.085, columns=20, rows=9)
        house.valance(room, place, a - 0.14, b - a + 0.28, high + 0.15, 0.23, "cloth-print", (check[0], check[1], check[2], check[1] + tall * 0.24))


def rise(x, y):
    """Height of the yard outside."""
    return -0.45 + 0.10 * noise(x, y, 8, 2, 14.0) + 0.02 * np.clip(np.hypot(x, y) - 20, 0, 80)


def outdoors():
    """The yard: birch, shed, fence, bushes, far forest, a bird table by the window."""
    from rooms import yard

    out = Body(7)
    yard.ground(out, rise, colour="6f8544", other="8b9450")
    # A trodden path to the shed.
    t = np.linspace(0, 1, 22)
    px, py = 1.2 + 3.4 * t + 0.5 * np.sin(t * 4), 4.2 + 11.4 * t
    side = np.stack([px - 0.42, px - 0.15, px + 0.15, px + 0.42], 1)
    line = np.stack([side, np.repeat(py[:, None], 4, 1), rise(side, py[:, None]) + np.array([0.012, 0.03, 0.03, 0.012])], -1)
    out["ground"].loft(line, mixed("8d7f62", "756a52", np.abs(np.sin(t * 9))), closed=False, outward=(0, 0, 1.0))
    for k, (x, y, tall) in enumerate(((-2.3, 11.5, 9.5), (-7.5, 16.0, 10.5), (13.0, 3.2, 9.0))):
        out.merge(yard.birch(k + 3, tall, leaves=460 if k == 0 else 200, boughs=18 if k == 0 else 10, leaf=0.19 if k == 0 else 0.27, hung=4 if k == 0 else 3), offset=(x, y, float(rise(np.array(x), np.array(y))) - 0.05))
    out.merge(yard.shed(), offset=(5.6, 19.0, -0.35), turn=-14)
    yard.fence(out, [(-16, 14.2), (-5.0, 13.6), (2.2, 13.9)], rise)
    for k, (x, y) in enumerate(((-4.6, 8.6), (3.9, 10.8), (8.6, 1.0))):
        yard.bush(out, (x, y, float(rise(np.array(x), np.array(y)))), (0.85, 0.85, 1.2), 120, 0.14, seed=k + 1, twigs=14)
    r = np.random.default_rng(5)
    yaw = np.concatenate([np.linspace(-46, 46, 44), np.linspace(54, 135, 20)])
    for row, far in enumerate((58, 70)):
        a = np.radians(yaw + row * 0.9 + r.normal(size=len(yaw)) * 0.5)
        d = far + r.normal(size=len(yaw)) * 2.0
        x, y = np.sin(a) * d, np.cos(a) * d
        yard.far_forest(out, np.stack([x, y, rise(x, y) - 0.3], -1), r.uniform(8, 14, len(yaw)), row)
    table = (0.40, 5.0, float(rise(np.array(0.4), np.array(5.0))))
    out.merge(yard.bird_table(table, 1.12 - table[2]))
    out.thing("yard")
    return table
