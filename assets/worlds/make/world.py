"""A world under construction in Blender: materials, tags, targets, empties, lamps and clips.

What the names mean to the engine stands in `check.py`, which holds a finished file against it.
Modelling may use anything Blender has (modifiers, text, booleans): what counts is the evaluated
mesh, its "Color" attribute (linear rgb albedo, a = sway) and its material's name.

    import world
    world.begin()
    world.material("leaf-birch", season={"autumn": (1.6, 1.0, 0.3)}, bare_in=["winter"])
    duck = world.empty("duck", (4, 12, 0)); world.target(duck)
    world.clip("duck-comes", duck, [(0, {}), (8, dict(at=(1.2, 3, 0), turn=40))])
    world.lamp((0, 2, 2.1), 1.0)
    glb.export("world.glb", samples=64)
"""

import math

import bpy
import numpy as np

SEASONS = ("spring", "summer", "autumn", "winter")
TIMES = ("morning", "day", "evening", "night")
WEATHERS = ("clear", "rain", "snow", "fog")
PREFIXES = ("solid", "ground", "leaf", "needle", "grass", "water", "glass", "glow", "flame", "cloth")
# Azimuth clockwise from straight ahead, elevation, in degrees; a world may override its own.
LIGHTS = {"morning": (60, 12), "day": (150, 42), "evening": (-35, 7), "night": (25, 30)}

CLIPS = {}  # name → {node name: (times, locations, quaternions, scales)}, any of the three None
LAMPS = []


def begin():
    """An empty Blender file."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    CLIPS.clear()
    LAMPS.clear()


def direction(azimuth, elevation):
    """The unit vector towards a light."""
    a, e = math.radians(azimuth), math.radians(elevation)
    return np.array([math.sin(a) * math.cos(e), math.cos(a) * math.cos(e), math.sin(e)])


def material(name, season=None, bare_in=None, texture=None, preview=(1, 1, 1), **extras):
    """A material by its name in the glb; its prefix before the first "-" tells the shader what it is.

    `season` multiplies the albedo (linear rgb per season), `bare_in` hides it in those seasons,
    `texture` is a JPEG or PNG file put into the glb. Other extras are written as they are.
    """
    assert name.split("-")[0] in PREFIXES, f"{name}: the prefix is none of {PREFIXES}"
    made = bpy.data.materials.get(name) or bpy.data.materials.new(name)
    if season:
        made["season"] = {key: [float(x) for x in value] for key, value in season.items()}
    if bare_in:
        made["bare_in"] = list(bare_in)
    if texture:
        made["texture_file"] = str(texture)
    for key, value in extras.items():
        made[key] = value
    return name


def empty(name, at=(0, 0, 0), turn=0.0, parent=None, scale=1.0):
    """An empty node: a parent that moves, a sound's place ("sound-waves"), an emitter ("emit-smoke")."""
    made = bpy.data.objects.new(name, None)
    made.location, made.rotation_mode = at, "XYZ"
    made.rotation_euler = tuple(math.radians(d) for d in (turn if np.ndim(turn) else (0, 0, turn)))
    made.scale = np.broadcast_to(scale, 3)
    made.parent = parent
    bpy.context.scene.collection.objects.link(made)
    return made


def target(thing):
    """Makes a node a target of the gaze: its name is the target's id, its extent that of its meshes."""
    thing["target"] = True
    return thing


def keep(thing, baked=False, light=None):
    """Keeps a node of its own (static things are otherwise joined by material).

    `baked`: its light is baked where it stands although it moves; else it gets the constant
    `light` = (sky, lamp, ao), by default (1, 0, 1); a fourth number is its sun, by default 1.
    """
    thing["keep"] = True
    if baked:
        thing["baked"] = True
    if light is not None:
        thing["light"] = [float(x) for x in light]
    return thing


def lamp(at, strength=1.0, radius=0.05, facing=None):
    """A lamp, fire or candle for the `lamp` light: `strength` is the irradiance one metre away.

    `facing` makes it shine into the half space of that direction only (a stove's door).
    """
    LAMPS.append((np.asarray(at, float), float(strength), float(radius), None if facing is None else np.asarray(facing, float)))


def _smooth(t):
    return t * t * (3 - 2 * t)


def clip(name, thing, keys, ease=True, rate=12):
    """Moves a node in the clip `name`: keys are (seconds, {"at":, "turn":, "scale":}).

    `turn` is degrees about z, or three Euler angles; what a key leaves out stays as before (at the
    start: as the node rests). `ease` starts and stops softly at every key, else the way between is
    a smooth curve through them. Several nodes may share a clip. Two clips that can run at the same
    time must not move the same node: give the happening a parent of its own.
    """
    now = {"at": tuple(thing.location), "turn": tuple(math.degrees(x) for x in thing.rotation_euler), "scale": tuple(thing.scale)}
    given = set()
    rows = []
    for seconds, key in keys:
        given |= set(key)
        now = {**now, **key}
        rows.append((seconds, dict(now)))
    times = np.array([row[0] for row in rows], float)
    spread = {k: [] for k in now}
    for _, row in rows:
        spread["at"].append(np.asarray(row["at"], float))
        spread["turn"].append(np.asarray(row["turn"] if np.ndim(row["turn"]) else (0, 0, row["turn"]), float))
        spread["scale"].append(np.broadcast_to(np.asarray(row["scale"], float), 3))
    at = np.linspace(times[0], times[-1], max(2, int(round((times[-1] - times[0]) * rate)) + 1))
    at = np.unique(np.concatenate([at, times]))

    def value(t):
        i = int(np.clip(np.searchsorted(times, t, "right") - 1, 0, len(times) - 2))
        share = (t - times[i]) / max(times[i + 1] - times[i], 1e-9)
        out = {}
        for k, values in spread.items():
            a, b = values[i], values[i + 1]
            if ease:
                out[k] = a + (b - a) * _smooth(share)
            else:
                before = values[i - 1] if i else a - (b - a)
                after = values[i + 2] if i + 2 < len(values) else b + (b - a)
                out[k] = 0.5 * (2 * a + (b - before) * share + (2 * before - 5 * a + 4 * b - after) * share**2 + (3 * a - before - 3 * b + after) * share**3)
        return out

    _record(name, thing, at, [value(t) for t in at], given)


def clip_along(name, thing, seconds, motion, rate=12):
    """Moves a node in the clip `name` by a function of the time: motion(t) → {"at":, "turn":, "scale":}."""
    at = np.linspace(0, seconds, max(2, int(round(seconds * rate)) + 1))
    rows = [motion(t) for t in at]
    _record(name, thing, at, rows, set(rows[0]))


def _record(name, thing, times, rows, given):
    from mathutils import Euler

    def column(key):
        return np.array([np.broadcast_to(np.asarray(row[key], float), 3) for row in rows])

    quaternions = None
    if "turn" in given:
        quaternions = []
        for row in rows:
            turn = row["turn"] if np.ndim(row["turn"]) else (0, 0, row["turn"])
            q = np.array(Euler([math.radians(float(d)) for d in turn], "XYZ").to_quaternion())
            if quaternions and np.dot(q, quaternions[-1]) < 0:
                q = -q
            quaternions.append(q)
        quaternions = np.array(quaternions)
    thing["moves"] = True
    nodes = CLIPS.setdefault(name, {})
    assert thing.name not in nodes, f"clip {name} moves {thing.name} twice"
    nodes[thing.name] = (
        np.asarray(times, float),
        column("at") if "at" in given else None,
        quaternions,
        column("scale") if "scale" in given else None,
    )


def subdivide(thing, edge):
    """Cuts edges longer than `edge` metres, so that large faces can hold baked light."""
    import bmesh

    mesh = bmesh.new()
    mesh.from_mesh(thing.data)
    for _ in range(6):
        long = [e for e in mesh.edges if e.calc_length() > edge]
        if not long:
            break
        bmesh.ops.subdivide_edges(mesh, edges=long, cuts=1, use_grid_fill=True)
        bmesh.ops.triangulate(mesh, faces=mesh.faces[:])
    mesh.to_mesh(thing.data)
    mesh.free()


def paint(thing, colour, sway=0.0):
    """Gives an object made by Blender's own tools one colour (sRGB hex or linear) in "Color"."""
    from forms import linear

    mesh = thing.data
    attribute = mesh.color_attributes.get("Color") or mesh.color_attributes.new("Color", "FLOAT_COLOR", "POINT")
    attribute.data.foreach_set("color", np.tile(np.append(linear(colour), sway), len(attribute.data)).astype(np.float32))
    return thing
