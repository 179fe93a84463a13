"""The kitchen of the summer cottage: sun through the window over the coffee table, the stove lit."""

import math

import bpy
import numpy as np

import indoors
import materials as m
import nature
import plants
import stage
import things
from shapes import Shape, noise2, stand

WIDE, DEEP, TALL = 4.6, 4.8, 2.45
LEFT, RIGHT, BACK, FRONT = -2.3, 2.3, -2.6, 2.2
SUN_YAW, SUN_PITCH = 28, 27


def wall_with_hole(room, wall, at, along, hole, material, thick=0.16):
    """A wall with one opening: `along` its span, `hole` (from, to, sill, top)."""
    a, b = along
    u0, u1, z0, z1 = hole
    parts = [(a, u0, 0, TALL), (u1, b, 0, TALL), (u0, u1, 0, z0), (u0, u1, z1, TALL)]
    for p, q, low, high in parts:
        if q - p > 0.001 and high - low > 0.001:
            centre, size = ((p + q) / 2, at, (low + high) / 2), (q - p, thick, high - low)
            if wall == "x":
                centre, size = (at, (p + q) / 2, (low + high) / 2), (thick, q - p, high - low)
            room.box(centre, size, material, chamfer=0.0005, part=0.5)


def window_frame(f, wall, at, hole, inward):
    """Casements with glazing bars, lining, sill and inner frame, in white."""
    u0, u1, z0, z1 = hole

    def box(u, v, z, su, sv, sz, material=0):
        if wall == "y":
            f.box((u, at + v * inward, z), (su, sv, sz), material, chamfer=0.003)
        else:
            f.box((at + v * inward, u, z), (sv, su, sz), material, chamfer=0.003)

    mid, high = (u0 + u1) / 2, (z0 + z1) / 2
    for u in (u0, u1):
        box(u + (0.02 if u == u0 else -0.02), 0, high, 0.04, 0.18, z1 - z0)
        box(u + (-0.05 if u == u0 else 0.05), 0.10, high, 0.11, 0.022, z1 - z0 + 0.2)
    box(mid, 0, z1 - 0.02, u1 - u0, 0.18, 0.04), box(mid, 0, z0 + 0.01, u1 - u0, 0.18, 0.04)
    box(mid, 0.10, z1 + 0.05, u1 - u0 + 0.24, 0.026, 0.12), box(mid, 0.14, z0 - 0.005, u1 - u0 + 0.22, 0.20, 0.035)
    box(mid, -0.02, high, 0.09, 0.05, z1 - z0)
    for side in (-1, 1):
        left = u0 + 0.04 if side < 0 else mid + 0.045
        right = mid - 0.045 if side < 0 else u1 - 0.04
        for u in (left + 0.025, right - 0.025):
            box(u, -0.02, high, 0.05, 0.04, z1 - z0 - 0.06)
        for z in (z0 + 0.055, z1 - 0.055):
            box((left + right) / 2, -0.02, z, right - left, 0.04, 0.05)
        for k in (1, 2):
            box((left + right) / 2, -0.02, z0 + (z1 - z0) * k / 3, right - left, 0.025, 0.022)


def kitchen():
    """Build it; returns where the eye is."""
    h = m.hexa
    random = np.random.default_rng(9)
    stage.begin()
    m.use_mist(None)
    stage.sky([(0.0, h("f3ecd8")), (0.1, h("d9e6ea")), (0.4, h("a3c9e6")), (1.0, h("5d97cd"))], SUN_YAW, SUN_PITCH, (2.0, 1.7, 1.2), glow_width=9, strength=1.8)
    # What the sky gives comes from the lamps outside the windows; searching for it would be waste.
    bpy.context.scene.world.cycles.sampling_method = "NONE"
    stage.sun(SUN_YAW, SUN_PITCH, 15.0, (1, 0.83, 0.60), 0.9)

    paper = wallpaper(h)
    panel = m.surface("panel", h("c9d4c4"), h("b7c4b3"), scale=2, stretch=(4, 4, 0.5), parts=0.04, rough=0.5, bump=0.12)
    white = m.surface("white paint", h("f0ece1"), h("e2dccd"), scale=3, parts=0.03, rough=0.4)
    boards = m.surface("floor boards", h("b98a58"), h("94683d"), scale=1.8, stretch=(7, 0.5, 7), contrast=0.7, parts=0.16, rough=0.36, specular=0.4, bump=0.18, detail=6)
    ceiling = m.surface("ceiling", h("f1ede2"), h("e6e0d1"), scale=2, parts=0.04, rough=0.7)
    door_paint = m.surface("door", h("b9c4b6"), h("a7b5a6"), scale=3, parts=0.04, rough=0.45)

    room = Shape(1)
    ahead, left = (-0.75, 0.75, 0.86, 2.06), (-0.3, 0.95, 0.86, 2.06)
    wall_with_hole(room, "y", FRONT + 0.08, (LEFT - 0.16, RIGHT + 0.16), ahead, 0)
    wall_with_hole(room, "x", LEFT - 0.08, (BACK, FRONT), left, 0)
    wall_with_hole(room, "x", RIGHT + 0.08, (BACK, FRONT), (0, 0, 0, 0), 0)
    wall_with_hole(room, "y", BACK - 0.08, (LEFT - 0.16, RIGHT + 0.16), (0.55, 1.45, 0, 2.02), 0)
    # The lower part of the walls is beaded panelling with a rail.
    for k in np.arange(LEFT + 0.04, RIGHT, 0.085):
        room.box((k, FRONT - 0.008, 0.42), (0.080, 0.022, 0.84), 1, chamfer=0.006)
        if not 0.5 < k < 1.5:
            room.box((k, BACK + 0.008, 0.42), (0.080, 0.022, 0.84), 1, chamfer=0.006)
    for k in np.arange(BACK + 0.04, FRONT, 0.085):
        for x in (LEFT + 0.008, RIGHT - 0.008):
            room.box((x, k, 0.42), (0.022, 0.080, 0.84), 1, chamfer=0.006)
    for y in (FRONT - 0.02, BACK + 0.02):
        room.box((0 if y > 0 else LEFT / 2 + 0.25, y, 0.85), (WIDE if y > 0 else 2.8, 0.04, 0.05), 2), room.box((0 if y > 0 else LEFT / 2 + 0.25, y, 0.06), (WIDE if y > 0 else 2.8, 0.03, 0.12), 2)
    for x in (LEFT + 0.02, RIGHT - 0.02):
        room.box((x, -0.2, 0.85), (0.04, DEEP, 0.05), 2), room.box((x, -0.2, 0.06), (0.03, DEEP, 0.12), 2)
    x = LEFT
    while x < RIGHT:
        w = random.uniform(0.13, 0.19)
        room.box((x + w / 2, -0.2, -0.02), (w - 0.002, DEEP + 0.1, 0.04), 3, chamfer=0.002)
        room.box((x + w / 2, -0.2, TALL + 0.015), (w - 0.003, DEEP + 0.1, 0.03), 4, chamfer=0.006)
        x += w
    room.box((0, -0.2, -0.07), (WIDE + 0.6, DEEP + 0.6, 0.05), 3)
    room.box((0, -0.2, TALL + 0.06), (WIDE + 0.6, DEEP + 0.6, 0.05), 4)
    for y in (-1.4, 0.6):
        room.box((0, y, TALL - 0.07), (WIDE, 0.15, 0.14), 4, chamfer=0.012)
    # The door at the back, closed, and its frame.
    room.box((1.0, BACK - 0.05, 1.01), (0.90, 0.05, 2.02), 5)
    for z, tall in ((0.42, 0.56), (1.42, 0.96)):
        for s in (-1, 1):
            room.box((1.0 + s * 0.205, BACK - 0.02, z), (0.30, 0.02, tall), 5, chamfer=0.010)
    for s in (-1, 1):
        room.box((1.0 + s * 0.50, BACK + 0.01, 1.03), (0.11, 0.05, 2.1), 2)
    room.box((1.0, BACK + 0.01, 2.09), (1.14, 0.055, 0.12), 2), room.box((0.64, BACK + 0.02, 1.02), (0.03, 0.05, 0.18), 6), room.tube([[0.64, BACK, 1.05], [0.64, BACK + 0.07, 1.05], [0.75, BACK + 0.07, 1.05]], 0.010, 8, 6)
    brass = m.surface("brass", h("c9a24e"), h("b18a3c"), rough=0.25, metallic=1.0)
    room.build("room", paper, panel, white, boards, ceiling, door_paint, brass)
    frames = Shape(2)
    window_frame(frames, "y", FRONT + 0.04, ahead, -1), window_frame(frames, "x", LEFT - 0.04, left, 1)
    frames.build("windows", white)
    lace = cloth("lace", h("fbf7ec"), 0.55)
    for u, s in ((-0.86, 1), (0.86, -1)):
        c = indoors.curtain(0.42, 1.32, 3, 6)
        thing = c.build("curtain", lace, at=(u, FRONT - 0.14, 2.16))
        thing.scale = (s, 1, 1)
    indoors.curtain(1.75, 0.26, 5, 16).build("valance", lace, at=(-0.875, FRONT - 0.155, 2.18))
    for v, s in ((-0.42, 1), (1.07, -1)):
        thing = indoors.curtain(0.36, 1.32, 4, 5).build("curtain", lace, at=(LEFT + 0.14, v, 2.16), turn=90)
        thing.scale = (s, 1, 1)

    furnish(h, random, white, brass)
    outdoors(h, random)
    # Sky light comes in through the windows; the rest is what walls and ceiling give back.
    for at, turn, size in (((0, FRONT + 0.30, 1.46), (90, 0, 0), (1.5, 1.2)), ((LEFT - 0.30, 0.32, 1.46), (90, 0, 90), (1.25, 1.2))):
        light = stage.lamp(at, 62, (0.86, 0.93, 1.0), size, "AREA")
        light.rotation_euler = [math.radians(a) for a in ((-90, 0, 0) if turn[2] == 0 else (0, -90, 0))]
        light.visible_camera = light.visible_glossy = False
    fill = stage.lamp((0.2, -0.6, TALL - 0.2), 24, (1, 0.86, 0.68), (3.0, 3.0), "AREA")
    fill.visible_camera = fill.visible_glossy = False
    return (0.0, -0.35, 1.18)


def wallpaper(h):
    """A light paper with faint stripes and small sprigs of flowers."""
    material, n = m.start("wallpaper")
    place = n.add("ShaderNodeNewGeometry").outputs["Position"]
    x, y, z = (n.add("ShaderNodeSeparateXYZ", None, Vector=place).outputs[i] for i in "XYZ")
    along = n.math("ADD", x, y)
    stripe = n.range(n.math("SINE", n.math("MULTIPLY", along, 2 * math.pi / 0.11)), 0.55, 0.75)
    row = n.math("FLOOR", n.math("DIVIDE", z, 0.13))
    u = n.math("SUBTRACT", n.math("FRACT", n.math("ADD", n.math("DIVIDE", along, 0.11), n.math("MULTIPLY", row, 0.5))), 0.5)
    v = n.math("SUBTRACT", n.math("FRACT", n.math("DIVIDE", z, 0.13)), 0.5)
    radius = n.math("SQRT", n.math("ADD", n.math("MULTIPLY", u, u), n.math("MULTIPLY", v, v)))
    angle = n.math("ARCTAN2", v, u)
    petals = n.math("ADD", 0.11, n.math("MULTIPLY", n.math("SINE", n.math("MULTIPLY", angle, 5.0)), 0.035))
    flower = n.range(n.math("SUBTRACT", petals, radius), 0.0, 0.02)
    heart = n.range(radius, 0.03, 0.045, 1.0, 0.0)
    stem = n.math("MULTIPLY", n.range(n.math("ABSOLUTE", n.math("ADD", u, n.math("MULTIPLY", n.math("SINE", n.math("MULTIPLY", v, 9.0)), 0.05))), 0.012, 0.024, 1.0, 0.0), n.range(v, -0.02, -0.03))
    tone = n.mix(n.math("MULTIPLY", stripe, 0.5), h("f0e6cd"), h("e6d6b4"))
    tone = n.mix(n.math("MULTIPLY", stem, 0.7), tone, h("8aa277"))
    tone = n.mix(n.math("MULTIPLY", flower, 0.75), tone, h("c9807a"))
    tone = n.mix(heart, tone, h("e2b95c"))
    m.finish(n, n.add("ShaderNodeBsdfPrincipled", None, Base_Color=tone, Roughness=0.85, Specular_IOR_Level=0.15).outputs[0])
    return material


def cloth(name, colour, through):
    """Thin cloth that glows against the light."""
    material, n = m.start(name)
    place = n.add("ShaderNodeTexCoord").outputs["Object"]
    holes = n.range(n.noise(place, 55.0, 2.0), 0.40, 0.46)
    front = n.add("ShaderNodeBsdfDiffuse", None, Color=colour)
    back = n.add("ShaderNodeBsdfTranslucent", None, Color=colour)
    mixed = n.add("ShaderNodeMixShader")
    n.set(mixed.inputs[0], through), n.set(mixed.inputs[1], front.outputs[0]), n.set(mixed.inputs[2], back.outputs[0])
    clear = n.add("ShaderNodeBsdfTransparent")
    net = n.add("ShaderNodeMixShader")
    n.set(net.inputs[0], n.range(holes, 0, 1, 0.45, 0.88)), n.set(net.inputs[1], clear.outputs[0]), n.set(net.inputs[2], mixed.outputs[0])
    m.finish(n, net.outputs[0])
    return material


def furnish(h, random, white, brass):
    """What stands in the room."""
    china = m.surface("china", h("f7f4ec"), h("f1ede3"), scale=2, rough=0.12, specular=0.6, coat=0.5)
    blue = m.surface("blue rim", h("3d6ba5"), rough=0.2)
    iron = m.surface("range iron", h("26262a"), h("1b1b1e"), scale=6, rough=0.38, metallic=0.5)
    copper = m.surface("copper", h("c4734a"), h("a85c38"), scale=4, rough=0.22, metallic=1.0)
    pine = m.surface("table pine", h("c4955f"), h("9d7040"), scale=2, stretch=(0.6, 7, 7), contrast=0.7, parts=0.14, rough=0.4, bump=0.15)
    plaster = m.surface("whitewash", h("f0ece2"), h("ddd6c7"), scale=2.5, rough=0.9, bump=0.5)
    glow = m.light_source("embers", h("ff7a2a"), 9.0)
    indoors.wood_stove().build("stove", plaster, iron, brass, glow, iron, at=(1.90, 0.75, 0), turn=-90)
    indoors.kettle().build("kettle", copper, iron, at=(1.86, 0.42, 0.755), turn=150)
    enamel_red = m.surface("red enamel", h("b8382c"), h("a83127"), rough=0.12, specular=0.6, coat=0.6)
    black = m.surface("black enamel", h("151517"), rough=0.2, specular=0.5)
    things.coffee_pot(2).build("coffee pot on the stove", m.surface("white enamel", h("f1eee4"), rough=0.12, coat=0.6), black, at=(1.82, 0.98, 0.755), turn=200)
    bark, cut = m.birch_bark(), m.surface("split birch", h("d9b98c"), h("bf9a69"), scale=3, rough=0.8)
    indoors.firewood().build("firewood", m.surface("basket", h("a98250"), h("7d5d37"), scale=20, parts=0.2, rough=0.8), bark, cut, at=(1.85, -0.42, 0), turn=80)
    pans = Shape(4)
    for k, r in enumerate((0.10, 0.085, 0.07)):
        a = np.linspace(0, 2 * np.pi, 32, endpoint=False)
        ring = np.stack([np.zeros(32), r * np.cos(a), r * np.sin(a)], -1)
        pans.loft([ring + [0, k * 0.27, 0], ring + [-0.05, k * 0.27, 0], ring * 0.94 + [-0.05, k * 0.27, 0], ring * 0.94 + [-0.006, k * 0.27, 0]], 0, False, True)
        pans.loft([ring * 0.94 + [-0.006, k * 0.27, 0], ring * 0 + [-0.006, k * 0.27, 0]], 0, False, True)
        pans.beam((-0.045, k * 0.27, r), (-0.04, k * 0.27, r + 0.16), 0.02, 0.006, 0)
    pans.build("copper pans", copper, at=(RIGHT - 0.02, -1.35, 1.45))
    indoors.mora_clock().build("mora clock", m.surface("clock paint", h("7d97a0"), h("6c8790"), scale=3, rough=0.5, bump=0.1), m.surface("gilt", h("cfa24b"), h("b58a3a"), rough=0.3, metallic=0.9), m.surface("clock face", h("f3eedd"), rough=0.3), m.surface("clock black", h("1c1a18"), rough=0.4), brass, at=(1.55, FRONT - 0.14, 0.0), turn=-14)
    indoors.dresser().build("dresser", m.surface("dresser paint", h("5f7f94"), h("53728a"), scale=3, stretch=(4, 4, 0.5), parts=0.04, rough=0.45, bump=0.1), china, blue, brass, copper, at=(-1.35, BACK + 0.27, 0), turn=180)
    stripe = m.stripes("settle stripe", [h("e9e0c8"), h("9c4a3c"), h("e9e0c8"), h("5f7f6a"), h("e9e0c8")], "X", 0.035)
    indoors.settle().build("settle", m.surface("settle paint", h("8a9e7c"), h("7c906f"), scale=3, parts=0.05, rough=0.45), stripe, m.surface("cushion", h("a84a3c"), h("8f3d33"), scale=60, rough=0.95), at=(LEFT + 0.33, -1.15 + 1.4, 0), turn=90)
    colours = [h(c) for c in ("8c3b33", "e4d9bd", "47617c", "c79a4b", "5e7a58", "e4d9bd", "2f3a4a", "a9564a", "d8c79d")]
    weave = m.stripes("rag rug", colours, "Y", 0.036, weave=0.013)
    fringe = m.surface("fringe", h("e4d9bd"), rough=0.95)
    indoors.rag_rug(0.78, 3.4).build("rag rug", weave, fringe, at=(1.02, -0.5, 0.0), turn=1)
    indoors.rag_rug(0.75, 2.9, 2).build("rag rug", weave, fringe, at=(-0.55, -1.35, 0.001), turn=88)
    # The table under the window, with coffee and the radio.
    place = (0.0, 0.95, 0.0)
    things.table(1.5, 1.0, 0.74, material=0).build("table", pine, at=place)
    painted = m.surface("chair paint", h("5f7f94"), h("53728a"), scale=3, rough=0.45)
    things.chair().build("chair", painted, at=(1.02, 1.12, 0), turn=-84)
    things.chair(2).build("chair", painted, at=(-0.98, 0.62, 0), turn=96)
    top = 0.7415
    linen = Shape(2)
    u, v = np.meshgrid(np.linspace(-0.30, 0.30, 30), np.linspace(-0.50, 0.50, 60))
    linen.loft(np.stack([u, v, 0.0012 + 0.0008 * noise2(u, v, 3, 3, 0.3)], -1), 0, True, False)
    linen.build("runner", m.stripes("runner", [h("f3efe4"), h("f3efe4"), h("f3efe4"), h("b7473a"), h("f3efe4")], "Y", 0.021), at=(0, 0.95, top), turn=0)
    coffee = m.surface("coffee", h("24120a"), h("1d0e08"), rough=0.05, specular=0.6)
    bun = m.surface("bun", h("b9773a"), h("93552a"), scale=30, rough=0.6, specular=0.4)
    cinnamon, sugar = m.surface("cinnamon", h("5b2f18"), rough=0.7), m.surface("pearl sugar", h("fbf8f2"), rough=0.7)
    things.coffee_pot().build("coffee pot", enamel_red, black, at=(0.22, 1.02, top), turn=215)
    for x, y, turn in ((-0.20, 0.66, -40), (0.44, 0.86, 70), (-0.46, 0.95, 190)):
        things.cup().build("cup", china, blue, coffee, at=(x, y, top), turn=turn)
    things.bun_plate().build("buns", china, blue, bun, cinnamon, sugar, at=(-0.06, 0.92, top))
    things.jug().build("milk jug", china, blue, m.surface("milk", h("f6f2e8"), rough=0.3), at=(0.13, 0.72, top), turn=-50)
    veneer = m.surface("veneer", h("7a4a26"), h("55301a"), scale=1.6, stretch=(1, 4, 14), contrast=0.7, rough=0.22, specular=0.5, coat=0.5)
    cloth_front = m.stripes("radio cloth", [h("b49a66"), h("a58a58"), h("c2aa78"), h("9a8050")], "X", 0.004)
    indoors.radio().build("radio", veneer, cloth_front, m.surface("ivory", h("efe4c8"), rough=0.3), m.light_source("dial", h("ffd58a"), 1.6), brass, at=(-0.42, 1.28, top), turn=20)
    leaf = m.surface("geranium leaf", h("5f8a3f"), h("47702f"), scale=12, parts=0.3, through=0.35, rough=0.6)
    clay, earth = m.surface("clay", h("b5673f"), h("9c5433"), scale=5, rough=0.85), m.surface("earth", h("2e2218"), rough=1)
    for k, (x, colour) in enumerate(((-0.55, "d8433a"), (-0.13, "e88aa0"), (0.38, "d8433a"))):
        indoors.geranium(k + 1).build("geranium", clay, leaf, m.surface("geranium bloom", h(colour), h(colour), parts=0.2, through=0.3), earth, at=(x, FRONT - 0.09, 0.872), turn=k * 70)
    indoors.geranium(7).build("geranium", clay, leaf, m.surface("white bloom", h("f6f0ea"), through=0.3), earth, at=(LEFT + 0.09, 0.55, 0.872))
    # The embroidered saying over the settle: "one's own hearth is worth gold".
    sampler(h)


def sampler(h):
    """An embroidered wall hanging (bonad) with a proverb, framed in red stitches."""
    at = (LEFT + 0.035, -1.35, 1.62)
    cloth_part = Shape(2)
    cloth_part.box((0, 0, 0), (1.15, 0.008, 0.46), 0, chamfer=0.002)
    for z in (-0.19, 0.19):
        cloth_part.box((0, -0.005, z), (1.06, 0.003, 0.012), 1, chamfer=0.0005)
    for x in np.arange(-0.50, 0.51, 0.0625):
        for z in (-0.155, 0.155):
            cloth_part.box((x, -0.006, z), (0.022, 0.003, 0.022), 1 if round(x / 0.0625) % 2 else 2, 0, 0.0005, np.array([[0.707, 0, 0.707], [0, 1, 0], [-0.707, 0, 0.707]]))
    red, blue = m.surface("red stitches", h("a8382c"), rough=0.95), m.surface("blue stitches", h("3a5f8f"), rough=0.95)
    cloth_part.build("sampler", m.surface("linen", h("efe8d6"), h("e3d9c2"), scale=120, rough=0.95), red, blue, at=at, turn=90)
    for k, line in enumerate(("Egen härd", "är guld värd")):
        words = bpy.data.curves.new("words", "FONT")
        words.body, words.size, words.align_x, words.extrude = line, 0.125, "CENTER", 0.0015
        words.materials.append(red)
        thing = bpy.data.objects.new("words", words)
        thing.location = (at[0] + 0.006, at[1], at[2] + (0.025 if k == 0 else -0.105))
        thing.rotation_euler = (math.pi / 2, 0, math.pi / 2)
        bpy.context.scene.collection.objects.link(thing)


def outdoors(h, random):
    """What is seen through the windows: lawn, birches, the lilac by the window."""
    m.use_mist(m.Mist(220, h("cfdde0"), h("fbeccb"), stage.direction(SUN_YAW, SUN_PITCH)))
    field = Shape(2)
    field.add([[-150, -150, -0.75], [150, -150, -0.75], [150, 150, -0.75], [-150, 150, -0.75]], [[0, 1, 2, 3]])
    field.build("lawn", m.surface("lawn", h("8aa247"), h("6f8c3a"), scale=0.6, contrast=0.8, rough=1, specular=0.05))
    birch = nature.birches(70, (11, 9, 13), 15000, 0.08)
    for x, y in ((-5.5, 15), (-9, 20), (-12, 4), (-15, -2), (-17, 9), (-2.5, 25), (24, 15)):
        plants.scatter(birch, [(x, y, -0.8)], random, (0.9, 1.2), 2)
    forest = nature.Forest(seed=3, far=True)
    yaw = np.radians(np.linspace(-130, 70, 90))
    reach = 55 + 8 * np.sin(yaw * 3)
    line = np.stack([np.sin(yaw) * reach, np.cos(yaw) * reach], -1)
    nature.far_shore(forest, random, line, depth=30, rows=4, step=4.0, rise=0.05, pines=0.2, birch=birch)
    nature.thicket(random, line, m.surface("thicket", h("33452a"), h("24331f"), scale=0.5, rough=1.0, specular=0.0))
