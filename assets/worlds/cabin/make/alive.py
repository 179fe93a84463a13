"""What moves in the cabin, and what can be looked at: targets, clips, places of sounds and smoke."""

import math

import numpy as np

import world
from rooms import creatures, things
from rooms.body import Body
from rooms.form import hexa, linear

import furniture
import shell


def everything(hearth, table):
    fire(hearth)
    kettle(hearth)
    candle()
    cat()
    window()
    lamp_flame(table)
    bird()


def _part(body, name, at, parent, turn=0.0, light=None):
    """A part of a moving thing, baked where it rests."""
    node = body.thing(name, at=at, turn=turn, parent=parent)
    return world.keep(node, baked=light is None, light=light)


def fire(hearth):
    """The fire: flames, its light, and a flare-up now and then."""
    bed = (hearth[0], hearth[1] + 0.05, 0.43)
    node = world.target(world.empty("fire", bed))
    things.flames(0.60, 0.64, 5, 4, 7, 0.24).thing("fire-flames", parent=node)
    heart = _part(things.flames(0.38, 0.26, 9, 2, 6, 0.08), "fire-heart", (0.02, -0.08, 0.0), node, light=(0, 1, 1, 0))
    flare = world.empty("fire-flare", (0, 0.02, 0.04), parent=node, scale=(1, 1, 0.04))
    _part(things.flames(0.48, 0.66, 13, 4, 6, 0.16), "fire-flare-flames", (0, 0, 0), flare, light=(0, 1, 1, 0))
    low, high = (0.9, 0.9, 0.04), (1, 1, 1)
    world.clip("fire-flares", flare, [(0, dict(scale=low)), (1.6, dict(scale=high)), (3.0, dict(scale=(1, 1, 0.82))), (4.6, dict(scale=(1.02, 1.02, 0.96))), (8.5, dict(scale=(0.95, 0.95, 0.35))), (11, dict(scale=low))])
    world.clip("life-fire-licks", heart, [(0, dict(scale=1.0)), (1.8, dict(scale=(1.08, 1.0, 1.7))), (4.0, dict(scale=1.0))])
    for x, y, z, strength in ((-0.18, -0.22, 0.24, 0.85), (0.18, -0.22, 0.24, 0.85), (0.0, -0.34, 0.40, 1.1), (0.0, 0.05, 0.18, 0.30)):
        world.lamp((bed[0] + x, bed[1] + y, bed[2] + z), strength, radius=0.11)
    world.empty("emit-embers", (bed[0], bed[1], bed[2] + 0.2), scale=0.3)
    world.empty("sound-fire", bed)


def kettle(hearth):
    """The kettle on its chain: it sways a little; its lid rattles when it boils."""
    hook = (hearth[0] + 0.02, hearth[1] + 0.05, 1.075)
    node = world.target(world.empty("kettle", hook))
    swing = world.empty("kettle-swing", (0, 0, 0), 160, parent=node)
    pot, lid = furniture.kettle_black(hook)
    _part(pot, "kettle-pot", (0, 0, 0), swing)
    cover = _part(lid, "kettle-lid", (0, 0, -0.262), swing)
    world.clip_along("idle-kettle-sways", swing, 6.0, lambda t: dict(turn=(1.3 * math.sin(2 * math.pi * t / 3), 0.8 * math.sin(2 * math.pi * t / 6), 160)), rate=8)
    # The engine's steam is as strong as its empty rests; until the kettle boils it waits behind the wall.
    spout, hidden = (hook[0] - 0.17, hook[1] - 0.07, hook[2] - 0.27), (hook[0] - 0.17, hook[1] + 0.62, hook[2] - 0.27)
    steam = world.empty("emit-steam", hidden, scale=0.5)
    rattle = []
    for k in range(13):
        t = 1.6 + k * 0.5
        rattle += [(t, dict(at=(0, 0, -0.262), turn=(0, 0, 0))), (t + 0.22, dict(at=(0, 0, -0.256), turn=(3.5 * (-1) ** k, 2, 0)))]
    world.clip("kettle-steams", cover, [(0, dict(at=(0, 0, -0.262), turn=(0, 0, 0))), *rattle, (8.4, dict(at=(0, 0, -0.262), turn=(0, 0, 0))), (12.4, {})])
    world.clip("kettle-steams", steam, [(0, dict(scale=0.5, at=hidden)), (0.3, dict(scale=0.001)), (1.2, dict(at=spout)), (3.0, dict(scale=0.5)), (9.0, dict(scale=0.5)), (11.0, dict(scale=0.001)), (11.9, dict(at=hidden)), (12.4, dict(scale=0.5))])
    world.empty("sound-kettle", (hook[0], hook[1], hook[2] - 0.3))


def candle():
    """The middle candle in the window: it waits to be lit."""
    at = (0.98, shell.FRONT - 0.10, shell.AHEAD[2] + 0.008)
    node = world.target(world.empty("candle", at))
    stick = furniture.candlestick(at)
    stick.merge(things.candle(0.14), (0, 0, 0.034))
    stick.thing("candle-stick", turn=-20, parent=node)
    flame = world.empty("candle-flame", (0, 0, 0.178), parent=node, scale=0.001)
    _part(things.candle_flame(0.046, 0.015), "candle-flame-sheets", (0, 0, 0), flame, light=(0, 1, 1, 0))
    world.clip("candle-lights", flame, [(0, dict(scale=0.001)), (0.8, dict(scale=0.3)), (1.6, dict(scale=(0.7, 0.7, 0.55))), (3.0, dict(scale=(1.0, 1.0, 1.12))), (4.2, dict(scale=1.0))])
    world.empty("sound-candle", at)


def cat():
    """The cat on the skin before the fire: it sleeps, breathes, moves its tail; it stretches."""
    node = world.target(world.empty("cat", (-0.50, 1.98, 0.035), -28))
    world.empty("sound-cat", (-0.50, 1.98, 0.15))
    lying = world.empty("cat-lying", (0, 0, 0), parent=node)
    coat = dict(coat="c4a078", stripes="4a3526", belly="f3ecdf")
    parts = creatures.cat_curled(**coat)
    breath = world.empty("cat-breath", (0, 0, 0), parent=lying)
    _part(parts["body"], "cat-body", (0, 0, 0), breath)
    head, joint = parts["head"]
    nod = world.empty("cat-nod", joint, (16, 6, -24), parent=lying)
    _part(head, "cat-head", (0, 0, 0), nod)
    tail, joint = parts["tail"]
    swing = _part(tail, "cat-tail", joint, lying)
    world.clip_along("idle-cat-breathes", breath, 4.2, lambda t: dict(scale=(1 + 0.006 * math.sin(2 * math.pi * t / 4.2), 1 + 0.010 * math.sin(2 * math.pi * t / 4.2), 1 + 0.030 * math.sin(2 * math.pi * t / 4.2))), rate=8)
    world.clip("life-cat-tail", swing, [(0, {}), (1.4, dict(turn=(0, 0, 12))), (2.8, dict(turn=(0, 0, -3))), (4.4, dict(turn=(0, 0, 0)))])
    world.clip("life-cat-looks", nod, [(0, {}), (2.0, dict(turn=(0, 0, 4))), (5.4, dict(turn=(-3, 0, 20))), (8.0, dict(turn=(16, 6, -24)))])
    # It gets up, arches and stretches, lies down again.
    stand = world.empty("cat-standing", (0.0, 0.0, 0), 180, parent=node, scale=0.001)
    parts = creatures.cat_walking(**coat)
    light = (0.03, 0.62, 0.8, 0.06)
    trunk = world.empty("cat-trunk", (0, 0, 0), parent=stand)
    _part(parts["body"], "cat-trunk-mesh", (0, 0, 0), trunk, light=light)
    face = world.empty("cat-neck", parts["head"][1], parent=trunk)
    _part(parts["head"][0], "cat-face", (0, 0, 0), face, light=light)
    plume = _part(parts["tail"][0], "cat-plume", parts["tail"][1], trunk, light=light)
    legs = [_part(leg, f"cat-leg-{k}", joint, trunk, light=light) for k, (leg, joint) in enumerate(parts["legs"])]
    small, flat = 0.001, (0, 0, 0)
    world.clip("cat-stretches", lying, [(0, dict(scale=1.0)), (1.4, dict(scale=(0.86, 0.80, 0.72))), (2.4, dict(scale=small)), (12.6, dict(scale=small)), (13.8, dict(scale=(0.86, 0.80, 0.72))), (15.2, dict(scale=1.0))])
    world.clip("cat-stretches", stand, [(0, dict(scale=small)), (1.2, dict(scale=small)), (2.4, dict(scale=(0.92, 0.92, 0.72))), (3.6, dict(scale=1.0)), (11.2, dict(scale=1.0)), (12.4, dict(scale=(0.92, 0.92, 0.72))), (13.6, dict(scale=small)), (15.2, {})])
    # The long stretch: chest down, rump up, fore legs far out.
    world.clip("cat-stretches", trunk, [(0, dict(turn=flat, at=(0, 0, 0))), (4.0, {}), (5.8, dict(turn=(0, 20, 0), at=(-0.02, 0, -0.022))), (8.0, dict(turn=(0, 23, 0), at=(-0.03, 0, -0.026))), (9.8, dict(turn=flat, at=(0, 0, 0))), (15.2, {})])
    world.clip("cat-stretches", face, [(0, dict(turn=flat)), (4.0, {}), (6.0, dict(turn=(0, -34, 0))), (8.0, dict(turn=(0, -38, 0))), (9.8, dict(turn=flat)), (10.6, dict(turn=(0, 0, 26))), (12, dict(turn=flat)), (15.2, {})])
    world.clip("cat-stretches", plume, [(0, dict(turn=flat)), (4.2, {}), (6.0, dict(turn=(0, 34, 0))), (7.4, dict(turn=(0, 30, 14))), (8.4, dict(turn=(0, 32, -10))), (10, dict(turn=flat)), (15.2, {})])
    for k, leg in enumerate(legs):
        front = k < 2
        world.clip("cat-stretches", leg, [(0, dict(turn=flat)), (4.0, {}), (5.8, dict(turn=(0, -76 if front else -16, 0))), (8.0, dict(turn=(0, -80 if front else -18, 0))), (9.8, dict(turn=flat)), (15.2, {})])


def window():
    """The view as a target, as large as the window; northern lights are the engine's, in the sky."""
    a, b, low, high = shell.AHEAD
    middle = ((a + b) / 2, shell.FRONT + 0.05, (low + high) / 2)
    node = world.target(world.empty("window", middle))
    frame = Body(1)
    for x in (-1, 1):
        frame["solid"].box((x * (b - a) / 2 * 0.97, 0, 0), (0.012, 0.012, high - low - 0.04), shell.TRIM)
    for z in (-1, 1):
        frame["solid"].box((0, 0, z * (high - low) / 2 * 0.97), (b - a - 0.06, 0.012, 0.012), shell.TRIM)
    frame.thing("window-edge", parent=node)
    sky = world.empty("sky", (0, 0, 0))
    world.clip("northern-lights", sky, [(0, dict(turn=0)), (45, dict(turn=1)), (50, dict(turn=0))])
    world.empty("sound-window", middle)


def lamp_flame(table):
    """The oil lamp's flame."""
    flame = things.candle_flame(0.055, 0.026)
    flame.thing("oil-flame", at=(table[0] - 0.02, table[1] + 0.24, table[2] + 0.208))


def bird():
    """A bird in the snow outside the window: on a branch stump, hopping and pecking."""
    at = (1.62, 5.1, 0.86)
    post = Body(2)
    post["solid-bark"].tube([[at[0], at[1], -1.0], [at[0] + 0.02, at[1], at[2] - 0.02]], [0.055, 0.045], hexa("5f5146"), 9)
    post["ground-roof"].disc((at[0] + 0.02, at[1], at[2] - 0.012), 0.10, linear("6d5b48"), sides=14)
    post["solid"].box((at[0] + 0.02, at[1], at[2] - 0.03), (0.24, 0.18, 0.022), linear("8a7458"))
    post.thing("bird-post")
    for kind, tags in (("bullfinch", "winter"), ("tit", "spring+summer+autumn")):
        parts = creatures.bird(kind, 1.2)
        flight = world.empty(f"{kind}-flight@{tags}", (at[0] + 0.02, at[1], at[2] - 0.008), 30)
        peck = world.empty(f"{kind}-peck", (0, 0, 0), parent=flight)
        _part(parts["body"], f"{kind}-body", (0, 0, 0), peck)
        nod = _part(parts["head"][0], f"{kind}-head", parts["head"][1], peck)
        world.clip(f"life-{kind}-pecks", peck, [(0, {}), (0.5, dict(turn=(30, 0, 0))), (1.0, dict(turn=(0, 0, 0))), (1.7, dict(turn=(34, 0, 12))), (2.2, dict(turn=(0, 0, 12))), (3.4, dict(turn=(0, 0, -14))), (4.0, dict(turn=(30, 0, -14))), (4.8, dict(turn=(0, 0, 0)))])
        world.clip(f"idle-{kind}-looks", nod, [(0, dict(turn=(0, 0, 0))), (1.3, {}), (1.6, dict(turn=(0, 6, 34))), (3.1, {}), (3.4, dict(turn=(0, -4, -26))), (5.4, {}), (5.7, dict(turn=(0, 0, 0))), (7.5, {})])
        here = np.array([at[0] + 0.02, at[1], at[2] - 0.008])
        path = [here, here + [0.3, 0.5, 0.35], here + [1.1, 1.7, 0.8], here + [2.6, 3.8, 1.3], here + [5.0, 7.0, 1.8]]
        keys = [(t, dict(at=tuple(p), turn=turn)) for t, p, turn in zip((0, 0.7, 1.9, 3.9, 7.0), path, (30, 146, 150, 148, 146))]
        back = [(t, dict(at=tuple(p), turn=turn)) for t, p, turn in zip((11.0, 14.1, 16.1, 17.3, 18.2), path[::-1], (326, 328, 330, 340, 390))]
        world.clip(f"life-{kind}-flies", flight, keys + back, ease=False)
