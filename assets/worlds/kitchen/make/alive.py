"""What moves in the kitchen, and what can be looked at: targets, clips, places of sounds and steam."""

import math

import numpy as np

import world
from rooms import creatures, things
from rooms.body import Body
from rooms.form import hexa, linear, mixed


def everything(sheet, feeder, door, places, range_at, range_turn, table, chest):
    coffee(table)
    buns(table)
    mill(table)
    radio(sheet, chest)
    clock(sheet)
    oven(door, places, range_at, range_turn)
    cat()
    birds(feeder)
    window()


def _part(body, name, at, parent, turn=0.0, light=None):
    """A part of a moving thing, baked where it rests."""
    node = body.thing(name, at=at, turn=turn, parent=parent)
    return world.keep(node, baked=light is None, light=light)


def coffee(table):
    """The copper pot, the cup before the resident, and the pouring."""
    top = table[2] + 0.001
    rest, turn = (0.30, 2.04, top), 205
    pot, lid = things.coffee_pot(rest, turn)
    node = world.target(world.empty("coffee-pot", rest, turn))
    _part(pot, "pot", (0, 0, 0), node)
    _part(lid, "pot-lid", (0, 0, 0.184), node)
    cup = (0.02, 1.76)
    Body(1).merge(things.cup((*cup, top), -35, full=False), (*cup, top), -35).thing("cup")
    surface = Body(2)
    surface["solid"].disc((0, 0, 0), 0.0380, lambda p, n: mixed("24120a", "6a4327", np.clip(np.hypot(p[:, 0], p[:, 1]) / 0.0388, 0, 1) ** 6), sides=28, rings=3)
    level = _part(surface, "coffee-level", (*cup, top + 0.027), None)
    level.scale = (0.76, 0.76, 1)
    stream = Body(3)
    z = np.linspace(0, -0.125, 8)
    stream["solid"].tube(np.stack([0.012 * np.linspace(-1, 0, 8) ** 2 * 1.6, np.zeros(8), z], -1), np.linspace(0.0050, 0.0032, 8), hexa("3a2012"), 8)
    fall = world.empty("coffee-stream", (cup[0], cup[1], top + 0.150), turn, scale=0.001)
    _part(stream, "coffee-stream-mesh", (0, 0, 0), fall, light=(0.2, 0.6, 0.8, 0.10))
    over = (cup[0] + 0.222, cup[1] + 0.103, top + 0.098)
    lifted = (0.28, 1.98, top + 0.12)
    tilted = (0, 38, turn)
    world.clip("coffee-pours", node, [(0, {}), (0.9, dict(at=lifted, turn=(0, 4, turn))), (1.8, dict(at=over, turn=(0, 14, turn))), (2.5, dict(at=over, turn=tilted)), (6.2, dict(at=over, turn=(0, 40, turn))),
                                      (7.2, dict(at=over, turn=(0, 10, turn))), (8.4, dict(at=lifted, turn=(0, 2, turn))), (10.2, dict(at=rest, turn=(0, 0, turn)))])
    thin, shut = (1, 1, 1), 0.001
    world.clip("coffee-pours", fall, [(0, dict(scale=shut)), (2.2, dict(scale=shut)), (2.7, dict(scale=thin)), (6.2, dict(scale=thin)), (6.7, dict(scale=(0.3, 0.3, 1.0))), (6.9, dict(scale=shut)), (10.2, {})])
    world.clip("coffee-pours", level, [(0, {}), (2.7, {}), (6.6, dict(at=(*cup, top + 0.0575), scale=1.0)), (10.2, {})])
    world.empty("emit-steam-cup", (*cup, top + 0.09), scale=0.35)
    world.empty("emit-steam-kettle", (2.33, 1.25, 0.95), scale=0.5)
    world.empty("sound-coffee", (*cup, top))


def buns(table):
    """The heaped plate."""
    at = (-0.27, 1.86, table[2] + 0.001)
    node = world.target(world.empty("buns", at))
    things.bun_plate(at).thing("bun-plate", parent=node)


def mill(table):
    """The coffee mill; now and then its crank goes round a little."""
    at, turn = (0.60, 1.98, table[2] + 0.001), -18
    box, (crank, joint) = things.grinder(at, turn)
    box.thing("grinder", at=at, turn=turn)
    node = _part(crank, "grinder-crank", (at[0], at[1], at[2] + joint[2]), None, turn=130)
    world.clip("life-grinder", node, [(0, {}), (2.5, dict(turn=100)), (5.0, dict(turn=130))])


def radio(sheet, chest):
    """The wireless; its dial lights up."""
    at, turn = chest, 20
    case, lit = things.radio(at, turn, sheet.place("dial"), sheet.place("dial-lit"))
    node = world.target(world.empty("radio", at, turn))
    case.thing("radio-case", parent=node)
    dark, bright = (0, -0.098, 0.088), (0, -0.1155, 0.088)
    dial = _part(lit, "radio-dial", dark, node)
    world.clip("radio-on", dial, [(0, dict(at=dark)), (0.6, dict(at=(0, -0.1120, 0.088))), (1.6, dict(at=bright))])
    world.clip("radio-off", dial, [(0, dict(at=bright)), (1.0, dict(at=(0, -0.1120, 0.088))), (1.6, dict(at=dark))])
    world.empty("sound-radio", (at[0], at[1] - 0.1, at[2] + 0.2))
    # A crocheted mat and a vase upon it.
    mat = Body(2)
    a = np.linspace(0, 2 * math.pi, 33)[:-1]
    mat["solid"].disc((0, 0, 0.3455), (0.15, 0.085), hexa("f0eadb"), sides=24)
    for b in a[::2]:
        mat["solid"].ball((0.15 * math.cos(b), 0.085 * math.sin(b), 0.346), (0.013, 0.011, 0.002), hexa("e9e2d0"), 8, 4)
    r = mat["solid"].random
    mat["solid"].turned([(0, 0.346), (0.026, 0.346), (0.036, 0.375), (0.028, 0.42), (0.016, 0.455), (0.022, 0.47), (0.0, 0.46)], linear("7f98ac"), (0.03, 0, 0), 20, crease=70)
    for _ in range(9):
        tip = np.array([0.03 + r.normal() * 0.045, r.normal() * 0.03, 0.56 + r.normal() * 0.03])
        mat["leaf-pot"].tube([[0.03, 0, 0.46], tip], 0.0016, hexa("6d8a4c"), 4, caps=False)
        v = np.random.default_rng(_).normal(size=(12, 3))
        mat["leaf-pot"].kites(np.tile(tip, (12, 1)), v, 0.018, 0.011, linear(("e9dfc9", "d9b04a", "b9c7dc")[_ % 3]), v, vary=0.1)
        mat["leaf-pot"].kites(np.tile(tip * [1, 1, 0.9] + [0, 0, 0.03], (3, 1)), r.normal(size=(3, 3)), 0.045, 0.014, linear("6d8a4c"))
    mat.thing("radio-mat", parent=node)


def clock(sheet):
    """The wall clock: pendulum, hands."""
    at = (1.76, 3.548, 2.25)
    case, pendulum, minute, hour = things.wall_clock(at, sheet.place("clock"))
    node = world.target(world.empty("clock", at))
    case.thing("clock-case", parent=node)
    swing = _part(pendulum, "clock-pendulum", (0, -0.060, -0.315), node)
    world.clip_along("idle-pendulum", swing, 1.2, lambda t: dict(turn=(0, 5.5 * math.sin(2 * math.pi * t / 1.2), 0)), rate=15)
    long = _part(minute, "clock-minute", (0, -0.1315, -0.19), node, turn=(0, 342, 0))
    short = _part(hour, "clock-hour", (0, -0.1285, -0.19), node, turn=(0, 88.5, 0))
    world.clip("clock-strikes", long, [(0, dict(turn=(0, 342, 0))), (1.4, dict(turn=(0, 360, 0))), (9, {})])
    world.clip("clock-strikes", short, [(0, dict(turn=(0, 88.5, 0))), (1.4, dict(turn=(0, 90, 0))), (9, {})])
    world.empty("sound-clock", (at[0], at[1] - 0.1, at[2] - 0.2))


def oven(door, places, range_at, range_turn):
    """The range: its fire, the oven whose door opens and whose tray comes out."""
    node = world.target(world.empty("oven", range_at, range_turn))
    hinge_body, hinge = door
    shutter = _part(hinge_body, "oven-door", hinge, node)
    world.clip("buns-out", shutter, [(0, dict(turn=(0, 0, 0))), (2.2, dict(turn=(84, 0, 0))), (8, {})])
    inside = places["tray"]
    tray = _part(things.baking_tray(), "oven-tray", inside, node, light=(0.12, 0.50, 0.8, 0.08))
    world.clip("buns-out", tray, [(0, dict(at=inside)), (2.4, {}), (6.0, dict(at=(inside[0], inside[1] - 0.30, inside[2]))), (8, {})])
    fire = places["fire"]
    glow = Body(4)
    r = glow["solid"].random
    for _ in range(16):
        p = np.array([fire[0] + r.uniform(-0.13, 0.13), fire[1] + r.uniform(-0.06, 0.08), fire[2] + r.uniform(0.01, 0.035)])
        glow["glow-embers"].ball(p, r.uniform(0.016, 0.032, 3), mixed("ff5a14", "ffab40", np.array([r.random()]))[0] * 0.4, 7, 5)
    for k in range(3):
        glow["solid"].tube([[fire[0] - 0.13, fire[1] + (k - 1) * 0.05, fire[2] + 0.035], [fire[0] + 0.12, fire[1] + (1 - k) * 0.03, fire[2] + 0.045 + 0.012 * k]], 0.024, linear("33231a"), 8)
    glow.merge(things.flames(0.25, 0.16, 3, 3, 6, 0.10), (fire[0], fire[1], fire[2] + 0.03))
    glow.thing("fire", parent=node)
    turn = np.array([[0, 1], [-1, 0]])  # −90°
    x, y = turn @ np.array(fire[:2])
    world.lamp((range_at[0] + x - 0.05, range_at[1] + y, fire[2] + 0.10), 0.16, radius=0.06, facing=(-1, 0, -0.15))
    world.empty("sound-stove", (range_at[0] - 0.3, range_at[1] + 0.3, 0.5))
    world.empty("sound-oven", (range_at[0] - 0.3, range_at[1] - 0.2, 0.45))


def cat():
    """The cat on the settle: it breathes, its tail moves, it looks up; and once it jumps to the chair."""
    node = world.target(world.empty("cat", (-2.33, 1.16, 0.472)))
    lying = world.empty("cat-lying", (0, 0, 0), 64, parent=node)
    parts = creatures.cat_curled()
    breath = world.empty("cat-breath", (0, 0, 0), parent=lying)
    _part(parts["body"], "cat-body", (0, 0, 0), breath)
    head, joint = parts["head"]
    nod = world.empty("cat-nod", joint, (14, 8, -28), parent=lying)
    _part(head, "cat-head", (0, 0, 0), nod)
    tail, joint = parts["tail"]
    swing = _part(tail, "cat-tail", joint, lying)
    world.clip_along("idle-cat-breathes", breath, 3.8, lambda t: dict(scale=(1 + 0.006 * math.sin(2 * math.pi * t / 3.8), 1 + 0.010 * math.sin(2 * math.pi * t / 3.8), 1 + 0.028 * math.sin(2 * math.pi * t / 3.8))), rate=8)
    world.clip("life-cat-tail", swing, [(0, {}), (1.2, dict(turn=(0, 0, 14))), (2.4, dict(turn=(0, 0, -4))), (3.4, dict(turn=(0, 0, 9))), (4.8, dict(turn=(0, 0, 0)))])
    world.clip("life-cat-looks", nod, [(0, {}), (1.6, dict(turn=(-2, 0, 6))), (4.6, dict(turn=(-4, 2, 22))), (7.0, dict(turn=(0, 0, -4))), (9.0, dict(turn=(14, 8, -28)))])
    _jump(node, lying)
    world.empty("sound-cat", (-2.3, 1.16, 0.55))


def _jump(node, lying):
    """It gets up, jumps over to the chair, sits and looks out, comes back and lies down."""
    stand = world.empty("cat-standing", (0.02, 0.02, 0), 30, parent=node, scale=0.001)
    parts = creatures.cat_walking()
    light = (0.15, 0.50, 0.8, 0.12)
    body = world.empty("cat-trunk", (0, 0, 0), parent=stand)
    _part(parts["body"], "cat-trunk-mesh", (0, 0, 0), body, light=light)
    head, joint = parts["head"]
    _part(head, "cat-face", joint, body, light=light)
    tail, joint = parts["tail"]
    plume = _part(tail, "cat-plume", joint, body, light=light)
    legs = [_part(leg, f"cat-leg-{k}", joint, body, light=light) for k, (leg, joint) in enumerate(parts["legs"])]
    small = 0.001
    world.clip("cat-jumps", lying, [(0, dict(scale=1.0)), (1.4, dict(scale=(0.86, 0.80, 0.72))), (2.2, dict(scale=small)), (17.2, dict(scale=small)), (18.2, dict(scale=(0.86, 0.80, 0.72))), (19.4, dict(scale=1.0))])
    here, there = np.array([0.06, 0.02, 0.0]), np.array([1.17, 0.82, -0.012])
    way = math.degrees(math.atan2(*(there - here)[1::-1]))
    keys = [(0, dict(scale=small)), (1.0, dict(scale=small, at=tuple(here), turn=10)), (2.2, dict(scale=(0.92, 0.92, 0.72))), (3.2, dict(scale=1.0)), (4.6, dict(turn=way))]
    for begin, a, b in ((5.4, here, there), (14.2, there, here)):
        for q in np.linspace(0, 1, 9):
            keys.append((begin + 1.5 * q, dict(at=tuple(a + (b - a) * q + [0, 0, 0.20 * math.sin(q * math.pi)]))))
        if begin < 6:
            keys += [(8.6, dict(turn=70)), (12.4, dict(turn=70)), (13.8, dict(turn=way + 180))]
    keys += [(16.4, dict(scale=1.0, turn=10 + 180)), (17.4, dict(scale=(0.92, 0.92, 0.72))), (18.4, dict(scale=small)), (19.4, {})]
    world.clip("cat-jumps", stand, _eased(keys), ease=False)
    # Sitting on the chair: the rump sinks, the front stays up.
    flat, sit = (0, 0, 0), (0, -34, 0)
    world.clip("cat-jumps", body, [(0, dict(turn=flat, at=(0, 0, 0))), (7.4, {}), (8.8, dict(turn=sit, at=(-0.02, 0, 0.028))), (12.6, {}), (13.6, dict(turn=flat, at=(0, 0, 0))), (19.4, {})])
    for k, leg in enumerate(legs):
        front = k < 2
        world.clip("cat-jumps", leg, [(0, dict(turn=flat)), (5.4, {}), (6.0, dict(turn=(0, -42 if front else 38, 0))), (6.9, dict(turn=flat)), (7.4, {}), (8.8, dict(turn=(0, 34 if front else 100, 0))), (12.6, {}), (13.6, dict(turn=flat)),
                                      (14.2, {}), (14.8, dict(turn=(0, -42 if front else 38, 0))), (15.7, dict(turn=flat)), (19.4, {})])
    world.clip("cat-jumps", plume, [(0, dict(turn=flat)), (9, dict(turn=flat)), (10, dict(turn=(0, 0, 22))), (11.2, dict(turn=(0, 0, -14))), (12.4, dict(turn=flat)), (19.4, {})])


def _eased(keys):
    """Keys with every value spelled out, for a smooth curve through them."""
    now, out = {}, []
    for seconds, key in keys:
        now = {**now, **key}
        out.append((seconds, dict(now)))
    return out


def birds(table):
    """A bird at the bird table: bullfinch in winter, great tit else. It pecks, looks about, flies off and comes back."""
    top = 1.12 + 0.012
    for kind, tags in (("bullfinch", "winter"), ("tit", "spring+summer+autumn")):
        parts = creatures.bird(kind, 1.15)
        flight = world.empty(f"{kind}-flight@{tags}", (table[0] + 0.03, table[1] - 0.03, top), 28)
        peck = world.empty(f"{kind}-peck", (0, 0, 0), parent=flight)
        _part(parts["body"], f"{kind}-body", (0, 0, 0), peck)
        head, joint = parts["head"]
        nod = _part(head, f"{kind}-head", joint, peck)
        world.clip(f"life-{kind}-pecks", peck, [(0, {}), (0.5, dict(turn=(30, 0, 0))), (1.0, dict(turn=(0, 0, 0))), (1.6, dict(turn=(34, 0, 10))), (2.1, dict(turn=(0, 0, 10))), (3.2, dict(turn=(0, 0, -8))), (3.8, dict(turn=(32, 0, -8))), (4.4, dict(turn=(0, 0, 0))), (5.0, {})])
        world.clip(f"idle-{kind}-looks", nod, [(0, dict(turn=(0, 0, 0))), (1.1, dict(turn=(0, 0, 0))), (1.4, dict(turn=(0, 6, 34))), (2.9, {}), (3.2, dict(turn=(0, -4, -26))), (5.0, {}), (5.3, dict(turn=(0, 0, 0))), (7.0, {})])
        here = np.array([table[0] + 0.03, table[1] - 0.03, top])
        path = [here, here + [0.25, 0.5, 0.35], here + [0.9, 1.6, 0.9], here + [2.2, 3.4, 1.6], here + [4.6, 5.8, 2.4]]
        keys = [(t, dict(at=tuple(p), turn=turn)) for t, p, turn in zip((0, 0.7, 1.7, 3.4, 6.2), path, (28, 140, 150, 148, 146))]
        back = [(t, dict(at=tuple(p), turn=turn)) for t, p, turn in zip((9.0, 11.8, 13.5, 14.6, 15.4), path[::-1], (326, 328, 330, 340, 388))]
        world.clip(f"life-{kind}-flies", flight, keys + back, ease=False)
    world.empty("sound-bird", (table[0], table[1], top))


def window():
    """The view as a target: an unseen pane's frame, as large as the window."""
    node = world.target(world.empty("window", (0, 3.60, 1.47)))
    frame = Body(1)
    for x in (-0.95, 0.95):
        frame["solid"].box((x, 0, 0), (0.012, 0.012, 1.10), linear("efe8d6"))
    for z in (-0.55, 0.55):
        frame["solid"].box((0, 0, z), (1.90, 0.012, 0.012), linear("efe8d6"))
    frame.thing("window-edge", parent=node)
    world.empty("sound-window", (0, 3.7, 1.5))
