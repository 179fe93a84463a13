"""What the resident does here: the watering can pours, and four roses open one after another.

The rose bush stands at arm's length and a half beside the seat, the can on a stool next to it. Each of
the four roses is three rings of petals that rest small and upright, a bud, and widen in its clip.
"""

import math

import numpy as np

import blooms
import world
from form import Form, linear, rotation, toned, unit_rows

UP = np.array([0, 0, 1.0])
BUSH = (1.05, 2.28)
STOOL = (0.28, 2.05)


def petals(n, length, wide, open_, cup, colour, turn, seed):
    """A ring of n curved petals about the upright axis, its foot at the origin."""
    f = Form(seed)
    v, u = np.meshgrid(np.linspace(0, 1, 5), np.linspace(-1, 1, 4), indexing="ij")
    r = f.random
    for k in range(n):
        a = turn + k * 2 * math.pi / n + r.normal() * 0.08
        half = wide / 2 * np.sin(np.clip(v * 0.86 + 0.10, 0, 1) * math.pi) ** 0.65
        out = length * (open_ * v**1.1) + cup * (u**2 - 0.4) * -0.30 * length * v
        up = length * np.sqrt(np.clip(1 - open_**2 * 0.8, 0.1, 1)) * v - 0.10 * length * open_ * v**4 + 0.04 * length * u**2
        x = u * half
        points = np.stack([out * math.cos(a) - x * math.sin(a), out * math.sin(a) + x * math.cos(a), up], -1)
        shade = (0.62 + 0.42 * v)[..., None] * r.uniform(0.94, 1.05)
        index = np.arange(20).reshape(5, 4)
        faces = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], -1).reshape(-1, 4)
        paint = (linear(colour) * shade) + linear("fff0e8") * 0.10 * (v**6)[..., None]
        way = np.stack([np.full_like(v, math.cos(a)) * -0.2, np.full_like(v, math.sin(a)) * -0.2, np.full_like(v, 0.9)], -1)
        f.add(points.reshape(-1, 3), faces, np.clip(paint, 0, 1).reshape(-1, 3), "leaf-rosebloom", True, 0.0, 0, unit_rows(way.reshape(-1, 3) + [0, -0.5, 0.2]))
    return f


def roses():
    """The bush, its small blooms, and the four that open ("rose-1" … "rose-4"); a target."""
    x, y = BUSH
    here = world.target(world.keep(world.empty("roses", (x, y, 0)), baked=True))
    green, small, snow = Form(601), Form(602), Form(603)
    r = green.random
    for k in range(9):
        a = k * 0.7
        foot = np.array([0.05 * math.cos(a), 0.05 * math.sin(a), 0.0])
        top = np.array([0.30 * math.cos(a), 0.26 * math.sin(a), 0.52 + 0.12 * (k % 3)])
        green.tube([foot, (foot + top) / 2 + [0, 0, 0.06], top], [0.011, 0.009, 0.006], "564a30", 5)
    n = 520
    ball = unit_rows(r.normal(size=(n, 3)) + [0, 0, 0.25])
    base = np.array([0, 0, 0.44]) + ball * r.uniform(0.5, 1.0, (n, 1)) ** 0.5 * [0.47, 0.40, 0.42]
    green.kites(base, ball + r.normal(size=(n, 3)) * 0.6 + [0, 0, -0.1], 0.080 * r.uniform(0.7, 1.2, n), 0.055, toned(r, n, "4a7038", "5f8a42", "3d5f30", spread=0.15) * (0.6 + 0.4 * np.linalg.norm(base - [0, 0, 0.5], axis=1, keepdims=True) / 0.46), "leaf-rose", ball, 0.18, 0.15, ball + UP * 0.4)
    for k in range(9):
        way = unit_rows(np.array([math.cos(k * 2.4), math.sin(k * 2.4), 0.35 + 0.1 * (k % 3)]))
        if way[1] < 0.2 and abs(way[0]) < 0.75:
            continue
        blooms.rose(small, np.array([0, 0, 0.50]) + way * [0.47, 0.40, 0.40], way, 0.085, ("c8354a", "d9566a")[k % 2], "leaf-rosebloom", (5, 7))
    blooms.snow_cap(snow, (0.0, 0.0, 0.0), (0.9, 0.8, 0.12), 5)
    # The bush is smaller than what a world bare of it would be: hips stay in winter.
    hips = Form(604)
    for k in range(9):
        a = k * 0.7
        top = np.array([0.30 * math.cos(a), 0.26 * math.sin(a), 0.52 + 0.12 * (k % 3)])
        blooms.snow_cap(snow, top - [0, 0, 0.01], (0.07, 0.07, 0.05), k, 7)
        for j in range(3):
            twig = top + [0.07 * math.cos(a + j - 1), 0.07 * math.sin(a + j - 1), 0.02 - 0.05 * j]
            hips.tube([top - [0, 0, 0.06 * j], twig], [0.005, 0.003], "564a30", 4)
            hips.ball(twig, (0.016, 0.016, 0.021), "c8361f", 6, 5)
    for form, name in ((small, "rose-blooms@summer+autumn"), (snow, "rose-snow@winter"), (hips, "rose-hips@winter+autumn")):
        world.keep(form.build(name, parent=here), baked=True)
    colours = ("c22f46", "d94f66", "e8899a", "c22f46")
    places = ((-0.20, -0.36, 0.80), (0.20, -0.34, 0.92), (-0.36, -0.20, 0.60), (0.36, -0.28, 0.66))
    for k, (place, colour) in enumerate(zip(places, colours)):
        tilt = (38, (-14, 12, -30, 24)[k], 0)
        bloom = world.empty(f"rose-bloom-{k + 1}@spring+summer+autumn", place, tilt, parent=here)
        world.keep(bloom, light=(0.9, 0.15, 0.85))
        stem = Form(610 + k)
        stem.tube([(0, 0, 0.0), (0, 0.02, -0.10), (0, 0.10, -0.24)], [0.012, 0.008, 0.008], "5f7a3c", 5)
        way = blooms.ring(5, 1.0) + UP * 0.45
        stem.kites(np.zeros((5, 3)) + [0, 0, 0.0], way, 0.055, 0.025, "5f8a42", "leaf-rose", UP, 0.1, 0.0)
        green.merge(stem.made_of("leaf-rose"), place, matrix=rotation(*tilt))
        for j, (count, long, wide, open_, rest, wait) in enumerate(((3, 0.060, 0.058, 0.30, (0.80, 0.80, 0.95), 2.2), (5, 0.076, 0.070, 0.62, (0.42, 0.42, 1.06), 1.0), (7, 0.090, 0.082, 0.93, (0.30, 0.30, 1.9), 0.0))):
            ring = petals(count, long, wide, open_, 0.4, linear(colour) * (0.85 + 0.1 * j), j * 0.6, 620 + 10 * k + j)
            node = ring.build(f"rose-{k + 1}-ring-{j + 1}", (0, 0, 0.004), parent=bloom, scale=rest)
            world.clip(f"rose-{k + 1}", node, [(0, {"scale": rest})] + ([(wait, {"scale": rest})] if wait else []) + [(wait + 3.6, {"scale": (1, 1, 1)})], rate=8)
    green.build("rose-bush", parent=here)
    return here


def can():
    """The watering can on its stool, a target. "can-pours": it rises, leans over the roses, waters, returns."""
    x, y = STOOL
    stool = Form(631)
    for a in (-0.13, 0.13):
        for b in (-0.13, 0.13):
            stool.tube([(x + a * 1.25, y + b * 1.25, 0), (x + a, y + b, 0.40)], 0.018, "a5875c", 5)
    stool.turned([(0.19, 0.40), (0.19, 0.43), (0.0, 0.43)], "b5966a", (x, y, 0), 14)
    stool.build("stool")
    here = world.target(world.keep(world.empty("can", (x, y, 0.432)), baked=True))
    move = world.empty("can-move", (0, 0, 0), parent=here)
    f = Form(632)
    green, light_, brass = linear("4f8a78"), linear("6fa894"), linear("d1a650")
    f.turned([(0.0, 0.002), (0.105, 0.0), (0.112, 0.02), (0.108, 0.10), (0.100, 0.17), (0.094, 0.185), (0.088, 0.185), (0.090, 0.16), (0.0, 0.15)], [green * 0.7, green, light_, green, green, light_, light_, green * 0.5, linear("6f93a0")], sides=18)
    f.turned([(0.113, 0.055), (0.116, 0.062), (0.113, 0.069)], brass, sides=18)
    # The spout goes towards the roses, the handle away from them.
    f.tube([(0.09, 0, 0.04), (0.16, 0, 0.08), (0.23, 0, 0.16), (0.28, 0, 0.23)], [0.026, 0.020, 0.016, 0.015], green, 9)
    rose = Form(633)
    rose.turned([(0.016, 0.0), (0.045, 0.045), (0.047, 0.052), (0.0, 0.056)], [brass, brass, brass, brass * 0.8], sides=12)
    f.merge(rose, (0.278, 0, 0.225), matrix=[[0.66, 0, 0.75], [0, 1, 0], [-0.75, 0, 0.66]])
    f.tube([(-0.085, 0, 0.16), (-0.15, 0, 0.19), (-0.18, 0, 0.12), (-0.15, 0, 0.05), (-0.105, 0, 0.03)], 0.012, green, 7)
    f.tube([(-0.08, 0, 0.18), (-0.05, 0, 0.27), (0.05, 0, 0.27), (0.08, 0, 0.18)], 0.011, green, 7)
    for k in range(5):
        # A painted flower on its belly.
        a = k * 2 * math.pi / 5
        f.ball((0.02 * math.cos(a), -0.108, 0.115 + 0.02 * math.sin(a)), (0.012, 0.005, 0.012), "f3ead2", 6, 4)
    f.ball((0, -0.111, 0.115), 0.009, "e0b455", 6, 4)
    f.build("can-body", turn=18, parent=move)
    rest, lift, over = (0, 0, 0), (0.0, 0.05, 0.55), (0.18, 0.10, 0.62)
    tilt = (-6, 40, 0)
    world.clip("can-pours", move, [(0, {"at": rest, "turn": (0, 0, 0)}), (1.8, {"at": lift}), (3.2, {"at": over}), (4.4, {"at": over, "turn": tilt}), (8.4, {"at": over, "turn": tilt}), (9.6, {"at": over, "turn": (0, 0, 0)}), (11.0, {"at": lift}), (12.8, {"at": rest})])
    # Where the rose of the can is while it pours, and the fine streams that fall from there.
    mouth = np.array(rotation(*tilt)) @ rotation(0, 0, 18) @ np.array([0.31, 0, 0.26]) + np.array(over) + [x, y, 0.432]
    water = world.keep(world.empty("water", tuple(mouth)), light=(1, 0.2, 1))
    g = Form(640)
    for j in range(24):
        a = j * 2.4
        out = 0.035 * math.sqrt((j + 1) / 25)
        start = np.array([out * math.cos(a), out * math.sin(a), 0])
        fall = 0.42 + 0.06 * math.sin(a * 3)
        s = np.linspace(0, 1, 5)[:, None]
        line = start + np.array([0.16 + 0.5 * start[0], 0.04 + start[1], 0]) * s + np.array([0, 0, -fall]) * s**1.7
        g.tube(line, [0.0012, 0.003, 0.0035, 0.0035, 0.0015], linear("d8ecf4"), 4, "solid-water")
    node = g.build("water-fall", parent=water, scale=(0.001, 0.001, 0.001))
    keys = [(0, {"scale": 0.001}), (4.5, {"scale": 0.001}), (5.0, {"scale": 1, "turn": 0})]
    keys += [(5.0 + 0.4 * i, {"scale": (1, 1, 0.94 + 0.06 * (i % 2)), "turn": (-4, 4)[i % 2]}) for i in range(1, 8)]
    keys += [(8.6, {"scale": (0.001, 0.001, 1.0)}), (12.8, {"scale": 0.001})]
    world.clip("can-pours", node, keys)
