"""Those who play and those who dance, each in rigid parts that clips may move.

Musicians: a body that sways (idle), a head that nods (idle), and an arm or bellows that works while
the band plays (the happening "band-plays"). Couples: a chain of nodes so that idle turning and the
happenings "dance-begins" and "dance-ends" never move the same node; see `Couple`.
"""

import math

import numpy as np

import instruments
import people
import world
from form import Form, rotation

FINE = 0.8  # they stand ten metres off
PLAYING = 84.0  # seconds of "band-plays"


def arm(shoulder, elbow, hand, cloth, skin, wide=(0.062, 0.052, 0.045)):
    """An arm as a form about its shoulder, so that it can turn there."""
    f = Form(31, FINE)
    shoulder = np.asarray(shoulder, float)
    return people.limb(f, [(0, 0, 0), np.asarray(elbow) - shoulder, np.asarray(hand) - shoulder], wide, cloth, skin)


def standing(suit, waistcoat, tie):
    """Trunk and legs of a man who stands, shirt sleeves and waistcoat."""
    f = Form(32, FINE)
    people.man_trunk(f, waistcoat, tie=tie)
    for side in (-1, 1):
        f.merge(people.trouser(suit, detail=FINE), (side * 0.095, 0.0, 0.86), turn=side * -6)
    return f


def swaying(name, node, seconds, lean, nod=0.0, phase=0.0, turn=0.0):
    """A slow sway from side to side that loops without a seam."""
    def motion(t):
        a = 2 * math.pi * (t / seconds + phase)
        return {"turn": (nod * math.sin(2 * a), lean * math.sin(a), turn * math.sin(a + 0.6))}

    world.clip_along(name, node, seconds, motion, rate=5)


def playing(node, motion, rate=8):
    """Moves a node while the band plays: `motion(t)` at full strength, eased in and out at rest."""
    def eased(t):
        share = min(1.0, t / 2.5, (PLAYING - t) / 2.5)
        share = max(0.0, share) ** 2 * (3 - 2 * max(0.0, share))
        return {key: tuple((1.0 if key == "scale" else 0.0) + share * (np.asarray(v, float) - (1.0 if key == "scale" else 0.0))) for key, v in motion(t).items()}

    world.clip_along("band-plays", node, PLAYING, eased, rate)


def musician(parent, name, at, turn, body, head_at, head_args, lean=1.6, seconds=8.0, phase=0.0):
    """A body and its head as nodes; returns the body's node for arms and instruments."""
    place = world.empty(f"{name}-place", at, turn, parent)
    sway = body.build(name, parent=place)
    world.keep(sway, baked=True)
    swaying("idle-band", sway, seconds, lean, 0.7, phase)
    h = Form(33, FINE)
    people.head(h, (0, 0, 0), *head_args)
    node = h.build(f"{name}-head", head_at, parent=sway)
    swaying("idle-heads", node, 2 * seconds, 2.5, 3.5, phase, 14)
    return sway


SHIRT = "f3efe6"


def band(parent):
    """Accordion, fiddle, clarinet and double bass in a row, looking along −y of `parent`."""
    skin = people.SKIN
    # The accordion player sits in the middle on a chair.
    f = Form(41, FINE)
    trunk = Form(41, FINE)
    people.man_trunk(trunk, "7a2f2c", tie="22262e")
    f.merge(trunk, (0, 0, -0.31))
    for side in (-1, 1):
        people.limb(f, [(side * 0.09, 0.02, 0.54), (side * 0.15, 0.42, 0.52), (side * 0.15, 0.43, 0.06)], [0.095, 0.078, 0.066], "2b2f3a")
        f.ball((side * 0.15, 0.49, 0.045), (0.05, 0.12, 0.045), "1d1a18", 8, 5)
    chair(f)
    half = Form(42, FINE)
    half.merge(instruments.accordion_half(True, "a8262b"), (0.02, 0.10, 0.90))
    f.merge(half)
    people.limb(f, [(0.195, 0, 1.06), (0.34, 0.06, 0.86), (0.20, 0.27, 0.90)], [0.062, 0.050, 0.044], SHIRT, skin[0])
    sway = musician(parent, "accordionist", (-0.55, 0.0, 0), 180, f, (0, 0.01, 1.14), (skin[0], "4a3728", "short"), seconds=7.0)
    fold = instruments.bellows(0.10).build("bellows", (0.02, 0.10, 0.90), parent=sway)
    left = Form(43, FINE)
    left.merge(instruments.accordion_half(False, "a8262b"), (0, 0, 0))
    people.limb(left, [(-0.115, -0.10, 0.16), (-0.20, -0.02, -0.06), (-0.125, 0.12, -0.04)], [0.062, 0.050, 0.044], SHIRT, skin[0])
    left = left.build("accordion-left", (-0.08, 0.10, 0.90), parent=sway)
    pull = lambda t: 0.5 - 0.5 * math.cos(2 * math.pi * t / 2.8)
    playing(fold, lambda t: {"scale": (1 + 1.5 * pull(t), 1, 1)})
    world.clip_along("band-plays", left, PLAYING, lambda t: {"at": (-0.08 - 0.15 * pull(t) * max(0.0, min(1.0, t / 2.5, (PLAYING - t) / 2.5)), 0.10, 0.90)}, 8)
    # The fiddler.
    f = standing("39404f", "5c6b4a", "8d2f2a")
    people.limb(f, [(-0.195, 0, 1.37), (-0.30, 0.16, 1.18), (-0.20, 0.40, 1.33)], [0.062, 0.050, 0.044], SHIRT, skin[2])
    fiddle = Form(44, FINE)
    fiddle.merge(instruments.strings(), matrix=rotation(-78, 0, 0) @ rotation(0, 0, 180))
    f.merge(fiddle, (-0.085, 0.10, 1.435), matrix=rotation(0, 14, 14))
    people_head = (skin[2], "c9a25a", "short")
    sway = musician(parent, "fiddler", (-1.75, 0.05, 0), 172, f, (-0.02, 0.01, 1.45), people_head, 2.2, 7.0, 0.2)
    right = arm((0.195, 0, 1.37), (0.36, 0.10, 1.20), (0.14, 0.36, 1.36), SHIRT, skin[2])
    right.merge(instruments.bow(), np.array((0.14, 0.38, 1.36)) - (0.195, 0, 1.37), matrix=rotation(0, -8, 158))
    right = right.build("fiddler-arm", (0.195, 0, 1.37), parent=sway)
    playing(right, lambda t: {"turn": (2.5 * math.sin(2 * math.pi * t / 1.4 + 0.5), 0, 13 * math.sin(2 * math.pi * t / 1.4))})
    # The clarinet player.
    f = standing("4d4238", "39506b", "e0b455")
    for side in (-1, 1):
        people.limb(f, [(side * 0.195, 0, 1.37), (side * 0.28, 0.12, 1.12), (side * 0.03, 0.30, 1.26 - 0.09 * (side > 0))], [0.062, 0.050, 0.044], SHIRT, skin[1])
    horn = Form(45, FINE)
    horn.merge(instruments.clarinet(), (0.0, 0.135, 1.535), matrix=rotation(38, 0, 0))
    f.merge(horn)
    sway = musician(parent, "clarinettist", (0.65, 0.05, 0), 184, f, (0, 0.01, 1.45), (skin[1], "8a8178", "short", "5b4a3a"), 2.0, 7.0, 0.55)
    # The bass player behind the bass.
    f = standing("2b2f3a", "6b5436", "39506b")
    bass = Form(46, FINE)
    bass.merge(instruments.strings(3, 0.20, "8a4a22", 1.12, 0.20, 0.33, 0.26), (0.0, 0.0, 0.13), matrix=rotation(0, 0, 180))
    bass.tube([(0, 0, 0.0), (0, 0, 0.14)], 0.012, "1d1a18", 5)
    f.merge(bass, (-0.16, 0.27, 0), matrix=rotation(-7, -5, 0))
    people.limb(f, [(-0.195, 0, 1.37), (-0.42, 0.10, 1.33), (-0.24, 0.24, 1.58)], [0.062, 0.050, 0.044], SHIRT, skin[0])
    sway = musician(parent, "bassist", (1.85, 0.0, 0), 188, f, (0, 0.01, 1.45), (skin[0], "2b2320", "bald"), 1.8, 7.0, 0.8)
    right = arm((0.195, 0, 1.37), (0.34, 0.20, 1.16), (0.02, 0.44, 0.98), SHIRT, skin[0]).build("bassist-arm", (0.195, 0, 1.37), parent=sway)
    playing(right, lambda t: {"turn": (7 * max(0.0, math.sin(2 * math.pi * t / 1.4)) ** 2, 0, 5 * math.sin(2 * math.pi * t / 1.4))})


def chair(form, paint="8a6844", at=(0, 0)):
    """A plain wooden chair whose seat is 0.45 m high, looking along +y."""
    x, y = at
    for a in (-0.19, 0.19):
        for b in (-0.2, 0.18):
            form.tube([(x + a * 1.08, y + b * 1.08, 0), (x + a, y + b, 0.44)], 0.018, paint, 5)
        form.tube([(x + a, y - 0.2, 0.44), (x + a * 0.95, y - 0.27, 0.92)], 0.018, paint, 5)
    form.box((x, y - 0.01, 0.445), (0.44, 0.43, 0.03), paint)
    for z in (0.62, 0.76, 0.90):
        form.box((x, y - 0.225 - 0.14 * (z - 0.44), z), (0.36, 0.018, 0.055), paint)


class Couple:
    """Two dancers in a closed hold, as a chain of nodes:

    `place` rests at the side of the floor; "dance-begins" takes it to the middle of its own ring →
    `ring` goes round for ever (idle) → `reach` is drawn out to the ring's radius by "dance-begins" →
    `spin` turns the two about each other (idle) → the parts, which step and swing (idle).
    So they turn slowly on the spot until the dance begins, and sail round after it.
    """

    def __init__(self, parent, name, aside, middle, radius, colours, phase=0.0, always=False, seconds=36.0, pattern="plain", hair=("4a3728", "8a5a2b"), styles=("short", "waves"), hat=None):
        suit, tie, dress, second = colours
        self.place = world.empty(f"{name}-place", middle if always else aside, parent=parent)
        self.ring = world.empty(f"{name}-ring", parent=self.place)
        self.reach = world.empty(f"{name}-reach", (radius, 0, 0) if always else (0.02, 0, 0), parent=self.ring)
        self.spin = world.empty(f"{name}-spin", turn=phase * 360, parent=self.reach)
        world.keep(self.place, baked=True)
        world.clip_along("idle-waltz", self.ring, seconds, lambda t: {"turn": phase * 360 - 360 * t / seconds}, rate=2)
        world.clip_along("idle-turn", self.spin, 9.0, lambda t: {"turn": phase * 360 - 360 * t / 9.0}, rate=3)
        if not always:
            for clip, (a, b), (r0, r1) in (("dance-begins", (aside, middle), (0.02, radius)), ("dance-ends", (middle, aside), (radius, 0.02))):
                world.clip(clip, self.place, [(0, {"at": a}), (10 + 2 * phase, {"at": b})], rate=3)
                world.clip(clip, self.reach, [(0, {"at": (r0, 0, 0)}), (10 + 2 * phase, {"at": (r1, 0, 0)})], rate=3)
        self._figures(name, suit, tie, dress, second, pattern, hair, styles, hat, phase)

    def _figures(self, name, suit, tie, dress, second, pattern, hair, styles, hat, phase):
        skin = people.SKIN
        man, woman = Form(51, FINE), Form(52, FINE)
        people.man_trunk(man, suit, tie=tie)
        # His left hand holds her right out to the side, his right lies on her back.
        people.limb(man, [(-0.195, 0, 1.37), (-0.40, 0.10, 1.19), (-0.50, 0.26, 1.36)], [0.062, 0.052, 0.045], suit, skin[0])
        people.limb(man, [(0.195, 0, 1.37), (0.33, 0.17, 1.19), (0.13, 0.44, 1.17)], [0.062, 0.052, 0.045], suit, skin[0])
        people.head(man, (0, 0.01, 1.45), skin[0], hair[0], styles[0], hat, turn=22)
        people.woman_trunk(woman, dress)
        people.limb(woman, [(0.165, 0, 1.29), (0.36, 0.06, 1.17), (0.50, 0.13, 1.37)], [0.048, 0.040, 0.034], skin[1], skin[1])
        people.limb(woman, [(-0.165, 0, 1.29), (-0.31, 0.14, 1.28), (-0.20, 0.36, 1.43)], [0.048, 0.040, 0.034], skin[1], skin[1])
        people.head(woman, (0, 0.01, 1.38), skin[1], hair[1], styles[1], turn=24)
        bar = 1.5
        his = man.build(f"{name}-man", (0, -0.21, 0), parent=self.spin)
        hers = woman.build(f"{name}-woman", (0.03, 0.22, 0), 180, parent=self.spin)
        for node, lag in ((his, 0.0), (hers, 0.05)):
            rest = tuple(node.location)
            turn = 180 if node is hers else 0
            world.clip_along("idle-steps", node, 4 * bar, lambda t, rest=rest, turn=turn, lag=lag: {
                "at": (rest[0], rest[1], 0.018 * (0.5 - 0.5 * math.cos(2 * math.pi * (t / bar + phase + lag)))),
                "turn": (0, 1.8 * math.sin(2 * math.pi * (t / (2 * bar) + phase + lag)), turn)}, rate=6)
        cloth = people.skirt(dress, pattern, second)
        cloth = cloth.build(f"{name}-skirt", (0, 0, 0), parent=hers)
        world.clip_along("idle-steps", cloth, 4 * bar, lambda t: {"turn": (2.0 * math.sin(2 * math.pi * t / bar + 1), 2.0 * math.sin(2 * math.pi * t / (2 * bar)), 9 * math.sin(2 * math.pi * t / (2 * bar) + 2))}, rate=6)
        for side in (-1, 1):
            leg = people.trouser(suit, detail=FINE).build(f"{name}-leg-{'r' if side > 0 else 'l'}", (side * 0.095, -0.21, 0.86), parent=self.spin)
            foot = people.stocking(detail=FINE).build(f"{name}-foot-{'r' if side > 0 else 'l'}", (0.03 + side * 0.075, 0.22, 0.60), 180, parent=self.spin)
            for node, turn, swing in ((leg, 0, 11), (foot, 180, 13)):
                world.clip_along("idle-steps", node, 4 * bar, lambda t, side=side, turn=turn, swing=swing: {"turn": (swing * math.sin(2 * math.pi * (t / (2 * bar) + phase) + (0 if side > 0 else math.pi)), 0, turn)}, rate=6)
