"""Coloured geometry gathered from numpy arrays: boxes, bars, turned and lofted bodies, leaves.

A `Form` gathers parts, each with its own paint and material, and `build` makes one Blender object of
them, ready for the shared exporter (`assets/worlds/make/glb.py`). Where the shared `forms.Form` paints
by tins and parts, this one takes a colour with each part or vertex, which is what faces, petals and
patterned dresses want. Paint lies in the vertices (linear red, green, blue, and in the fourth number
how far the wind may move the vertex). Metres; z is up, y is straight ahead of the resident.

    jug = Form(3)
    jug.turned([(0.05, 0), (0.07, 0.05), (0.04, 0.16)], "f3efe4")
    jug.build("jug", at=(0.4, 1.9, 0.74))
"""

import math
import sys
from pathlib import Path

import bpy
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[2] / "make"))

import world  # noqa: E402
from forms import linear as shared_linear  # noqa: E402


def linear(paint):
    """A hex colour (or several, or an array of linear ones) as linear red, green, blue."""
    if isinstance(paint, (list, tuple)) and all(isinstance(colour, str) for colour in paint):
        return np.stack([shared_linear(colour) for colour in paint])
    return shared_linear(paint) if isinstance(paint, str) else np.asarray(paint, float)


def mixed(a, b, share):
    """Between two colours; `share` is a number or an array (n,), then (n, 3) comes back."""
    share = np.asarray(share, float)[..., None]
    return linear(a) * (1 - share) + linear(b) * share


def toned(random, n, *colours, spread=0.12):
    """`n` colours picked from some, each a little lighter or darker."""
    palette = np.stack([linear(c) for c in colours])
    return palette[random.integers(0, len(palette), n)] * random.uniform(1 - spread, 1 + spread, (n, 1))


class Form:
    """Gathers vertices, paint and faces; `build` turns them into an object."""

    def __init__(self, seed=1, detail=1.0):
        """`detail` below 1 makes round things of fewer sides: what stands far off needs no more."""
        self.detail = detail
        self.vertices, self.paints, self.normals, self.faces = [], [], [], []
        self.count = 0
        self.random = np.random.default_rng(seed)

    def add(self, vertices, faces, paint, material="solid", smooth=False, sway=0.0, tone=0.0, normals=None, facing=None):
        """Add vertices (n, 3) and faces (k, 3 or 4).

        `paint` is a hex colour, a linear colour or one for each vertex; `tone` lightens or darkens the
        part by a random share up to that; `sway` is one number or one a vertex; `normals` (n, 3)
        replaces the normals that the faces would give; `facing` turns the faces to look that way.
        """
        vertices = np.asarray(vertices, np.float32).reshape(-1, 3)
        n = len(vertices)
        colour = np.broadcast_to(linear(paint), (n, 3)).astype(np.float32)
        if tone:
            colour = colour * (1 + tone * (2 * self.random.random() - 1))
        sway = np.broadcast_to(np.asarray(sway, np.float32).reshape(-1, 1), (n, 1))
        self.vertices.append(vertices)
        self.paints.append(np.concatenate([np.clip(colour, 0, 1), sway], -1))
        self.normals.append(np.zeros((n, 3), np.float32) if normals is None else np.asarray(normals, np.float32).reshape(-1, 3))
        for corners in {len(face) for face in faces}:
            alike = np.array([face for face in faces if len(face) == corners], np.int32)
            if facing is not None:
                a, b, c = (vertices[alike[:, k]] for k in range(3))
                away = np.cross(b - a, c - a) @ np.asarray(facing, float) < 0
                alike[away] = alike[away][:, ::-1]
            self.faces.append((alike + self.count, material, smooth))
        self.count += n
        return self

    def merge(self, other, at=(0, 0, 0), turn=0.0, scale=1.0, matrix=None, tone=0.0):
        """Add all of another form, scaled, turned about z by `turn` degrees (or by `matrix`), then moved."""
        if not other.vertices:
            return self
        rotation = rotation_z(turn) if matrix is None else np.asarray(matrix, float)
        scale = np.asarray(scale, float)
        vertices = (np.concatenate(other.vertices) * scale) @ rotation.T + np.asarray(at, float)
        paint = np.concatenate(other.paints).copy()
        if tone:
            paint[:, :3] *= 1 + tone * (2 * self.random.random() - 1)
        self.vertices.append(vertices.astype(np.float32))
        self.paints.append(np.clip(paint, 0, 1))
        self.normals.append((np.concatenate(other.normals) @ rotation.T).astype(np.float32))
        self.faces += [(faces + self.count, material, smooth) for faces, material, smooth in other.faces]
        self.count += len(vertices)
        return self

    def box(self, centre, size, paint, turn=0.0, material="solid", tilt=None, bare=(), tone=0.0, sway=0.0):
        """A box; `bare` names faces nobody sees and that are left out: any of -x +x -y +y -z +z."""
        half = np.asarray(size, float) / 2
        corners = np.array([[x, y, z] for z in (-1, 1) for y in (-1, 1) for x in (-1, 1)], float) * half
        sides = {"-z": [0, 2, 3, 1], "+z": [4, 5, 7, 6], "-y": [0, 1, 5, 4], "+y": [2, 6, 7, 3], "-x": [0, 4, 6, 2], "+x": [1, 3, 7, 5]}
        rotation = rotation_z(turn) if tilt is None else np.asarray(tilt)
        return self.add(corners @ rotation.T + np.asarray(centre, float), [f for s, f in sides.items() if s not in bare], paint, material, tone=tone, sway=sway)

    def beam(self, start, end, width, height, paint, material="solid", tone=0.0, bare=("-y", "+y")):
        """A box from one point to another, open at its ends; its height lies as near to upright as it can."""
        start, end = np.asarray(start, float), np.asarray(end, float)
        along = end - start
        length = np.linalg.norm(along)
        along /= length
        side = np.cross(along, [0, 0, 1.0] if abs(along[2]) < 0.95 else [0, 1.0, 0])
        side /= np.linalg.norm(side)
        tilt = np.stack([side, along, np.cross(side, along)], 1)
        return self.box((start + end) / 2, (width, length, height), paint, material=material, tilt=tilt, tone=tone, bare=bare)

    def loft(self, rings, paint, material="solid", smooth=True, closed=True, cap=False, sway=0.0, tone=0.0):
        """A skin over rings (n, sides, 3); `paint` may be one colour a ring; `cap` closes both ends."""
        rings = np.asarray(rings, float)
        n, sides = rings.shape[:2]
        index = np.arange(n * sides).reshape(n, sides)
        after = np.roll(index, -1, 1) if closed else index[:, 1:]
        here = index if closed else index[:, :-1]
        faces = np.stack([here[:-1], after[:-1], after[1:], here[1:]], -1).reshape(-1, 4)
        colour = linear(paint)
        if colour.ndim == 2 and len(colour) == n:
            colour = np.repeat(colour, sides, 0)
        elif colour.ndim == 3:
            colour = colour.reshape(-1, 3)
        sway = np.asarray(sway, float)
        if sway.ndim == 1 and len(sway) == n:
            sway = np.repeat(sway, sides)
        start = self.count
        self.add(rings.reshape(-1, 3), faces, colour, material, smooth, sway.reshape(-1) if sway.ndim else sway, tone)
        if cap:
            for ring, turned in ((0, True), (n - 1, False)):
                edge = index[ring][::-1] if turned else index[ring]
                fan = np.stack([np.full(sides - 2, edge[0]), edge[1:-1], edge[2:]], -1)
                self.faces.append((fan + start, material, smooth))
        return self

    def tube(self, points, radii, paint, sides=6, material="solid", cap=False, sway=0.0, tone=0.0):
        """A round bar along `points` with a radius at each."""
        sides = max(3, round(sides * self.detail))
        points = np.asarray(points, float)
        radii = np.broadcast_to(np.asarray(radii, float), len(points))
        tangent = np.gradient(points, axis=0)
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9
        about = np.array([0, 0, 1.0]) if abs(tangent[:, 2]).mean() < 0.8 else np.array([1.0, 0, 0])
        side = np.cross(tangent, about)
        side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-9
        up = np.cross(side, tangent)
        angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        ring = np.cos(angle)[None, :, None] * side[:, None] - np.sin(angle)[None, :, None] * up[:, None]
        return self.loft(points[:, None] + ring * radii[:, None, None], paint, material, True, True, cap, sway, tone)

    def turned(self, profile, paint, at=(0, 0, 0), sides=12, material="solid", squash=1.0, flutes=0, depth=0.0, tone=0.0, sway=0.0, cap=False):
        """A body turned about the upright axis from (radius, height) pairs, lowest first.

        `squash` flattens it along y; `flutes` folds it in waves whose depth grows with the radius's
        share of `depth` (one number or one a ring).
        """
        sides = max(4, round(sides * self.detail))
        angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        depth = np.broadcast_to(np.asarray(depth, float), len(profile))
        rings = []
        for (radius, z), deep in zip(profile, depth):
            r = radius * (1 + deep * np.cos(flutes * angle)) if flutes else np.full(sides, radius)
            rings.append(np.stack([r * np.cos(angle), r * squash * np.sin(angle), np.full(sides, z)], -1))
        return self.loft(np.asarray(rings) + np.asarray(at, float), paint, material, True, True, cap, sway, tone)

    def ball(self, centre, radii, paint, sides=10, rings=7, material="solid", tilt=None, polar=(math.pi, 0.0), tone=0.0, sway=0.0):
        """An ellipsoid, or the part of one between two angles from its top (`polar`)."""
        sides, rings = max(4, round(sides * self.detail)), max(3, round(rings * self.detail))
        radii = np.broadcast_to(np.asarray(radii, float), 3)
        p = np.linspace(*polar, rings)
        a = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        unit = np.stack([np.sin(p)[:, None] * np.cos(a), np.sin(p)[:, None] * np.sin(a), np.repeat(np.cos(p)[:, None], sides, 1)], -1)
        body = unit * radii
        if tilt is not None:
            body = body @ np.asarray(tilt).T
        return self.loft(body + np.asarray(centre, float), paint, material, True, True, False, sway, tone)

    def plate(self, outline, thick, paint, edge=None, tilt=None, at=(0, 0, 0), material="solid"):
        """A flat board: `outline` (n, 2) counter-clockwise in x and z, as thick as `thick` along y."""
        outline = np.asarray(outline, float)
        n = len(outline)
        front = np.stack([outline[:, 0], np.full(n, -thick / 2), outline[:, 1]], -1)
        back = front + [0, thick, 0]
        middle = outline.mean(0)
        rotation = np.eye(3) if tilt is None else np.asarray(tilt)
        move = lambda v: np.asarray(v) @ rotation.T + np.asarray(at, float)
        index = np.arange(n)
        fan = np.stack([np.full(n, n), index, np.roll(index, -1)], -1)
        self.add(move(np.concatenate([front, [[middle[0], -thick / 2, middle[1]]]])), fan, paint, material)
        self.add(move(np.concatenate([back, [[middle[0], thick / 2, middle[1]]]])), fan[:, ::-1], paint, material)
        rim = np.stack([index, index + n, np.roll(index, -1) + n, np.roll(index, -1)], -1)
        return self.add(move(np.concatenate([front, back])), rim, paint if edge is None else edge, material, True)

    def kites(self, base, way, length, width, paint, material="leaf", normal=None, fold=0.0, sway=0.5, soft=None):
        """Many leaves or petals at once: four corners each, widest at 45 % of their length.

        `way` is where each points, `normal` about which it lies flat, `fold` how far its sides rise,
        `soft` (n, 3) normals for a soft light over the whole crown.
        """
        base, way = np.asarray(base, float), np.asarray(way, float)
        n = len(base)
        if not n:
            return self
        way = way / (np.linalg.norm(way, axis=1, keepdims=True) + 1e-9)
        normal = self.random.normal(size=(n, 3)) if normal is None else np.broadcast_to(np.asarray(normal, float), (n, 3))
        side = np.cross(way, normal)
        side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-9
        lift = np.cross(side, way)
        length = np.broadcast_to(np.asarray(length, float), n)[:, None]
        width = np.broadcast_to(np.asarray(width, float), n)[:, None]
        middle = base + way * length * 0.45 + lift * width * fold
        corners = np.stack([base, middle + side * width / 2, base + way * length, middle - side * width / 2], 1)
        colour = linear(paint)
        if colour.ndim == 2 and len(colour) == n:
            colour = np.repeat(colour, 4, 0)
        sway = np.broadcast_to(np.asarray(sway, float), n)[:, None] * np.array([0.6, 1, 1, 1])
        soft = None if soft is None else np.repeat(unit_rows(soft), 4, 0)
        return self.add(corners, np.arange(n * 4).reshape(n, 4), colour, material, True, sway.reshape(-1), 0, soft)

    def twigs(self, lines, length, paint, material="leaf", sway=0.5, soft=None):
        """Leafy twigs (m, k, 3): a three-cornered leaf on every piece of each, to the left and right in turn.

        Costs two vertices a leaf where a kite costs four. `paint` is one colour or one a twig.
        """
        lines = np.asarray(lines, float)
        m, k = lines.shape[:2]
        along = np.diff(lines, axis=1)
        along /= np.linalg.norm(along, axis=2, keepdims=True) + 1e-9
        side = np.cross(along, self.random.normal(size=(m, 1, 3)))
        side /= np.linalg.norm(side, axis=2, keepdims=True) + 1e-9
        side *= np.where(np.arange(k - 1) % 2, 1.0, -1.0)[None, :, None]
        wander = self.random.normal(size=side.shape) * 0.35
        size = np.asarray(length) * self.random.uniform(0.7, 1.25, (m, k - 1, 1))
        middle = (lines[:, :-1] + lines[:, 1:]) / 2
        tips = middle + (side + 0.45 * along + wander) * size
        spine = lines.copy()
        points = np.concatenate([spine, tips], 1)
        first = np.arange(m)[:, None] * (2 * k - 1)
        i = np.arange(k - 1)[None]
        faces = np.stack([first + i, first + i + 1, first + k + i], -1).reshape(-1, 3)
        colour = linear(paint)
        if colour.ndim == 2:
            colour = np.repeat(colour, 2 * k - 1, 0)
        soft = None if soft is None else np.repeat(unit_rows(soft), 2 * k - 1, 0)
        return self.add(points.reshape(-1, 3), faces, colour, material, True, sway, 0, soft)

    def blades(self, foot, height, lean, width, paint, material="grass", sway=0.8):
        """Blades of grass: one long triangle each, lit like the ground they stand on."""
        foot = np.asarray(foot, float)
        n = len(foot)
        around = self.random.random(n) * 2 * math.pi
        height = np.broadcast_to(np.asarray(height, float), n) * self.random.uniform(0.55, 1.2, n)
        side = np.stack([-np.sin(around), np.cos(around), np.zeros(n)], -1) * (width / 2)
        bend = np.stack([np.cos(around), np.sin(around), np.zeros(n)], -1) * (height * lean * self.random.random(n))[:, None]
        tip = foot + bend + np.stack([np.zeros(n), np.zeros(n), height], -1)
        colour = linear(paint)
        colour = np.broadcast_to(colour, (n, 3))
        paints = np.stack([colour * 0.62, colour * 0.62, colour], 1).reshape(-1, 3)
        sways = np.tile([0, 0, sway], n)
        return self.add(np.stack([foot - side, foot + side, tip], 1), np.arange(n * 3).reshape(n, 3), paints, material, True, sways, 0, np.tile([0, 0, 1.0], (n * 3, 1)))

    def made_of(self, material):
        """The same geometry all in one material."""
        self.faces = [(faces, material, smooth) for faces, _, smooth in self.faces]
        return self

    def mesh(self, name):
        """The gathered parts as a Blender mesh with its colours, normals and materials."""
        vertices = np.concatenate(self.vertices)
        names = sorted({material for _, material, _ in self.faces})
        flat, starts, totals, slots, smooth = [], [], [], [], []
        position = 0
        for faces, material, soft in self.faces:
            k, sides = faces.shape
            flat.append(faces.reshape(-1))
            starts.append(position + np.arange(k) * sides)
            totals.append(np.full(k, sides))
            slots.append(np.full(k, names.index(material)))
            smooth.append(np.full(k, soft))
            position += k * sides
        corner = np.concatenate(flat).astype(np.int32)
        mesh = bpy.data.meshes.new(name)
        mesh.vertices.add(len(vertices))
        mesh.vertices.foreach_set("co", vertices.reshape(-1))
        mesh.loops.add(position)
        mesh.loops.foreach_set("vertex_index", corner)
        mesh.polygons.add(sum(len(s) for s in starts))
        mesh.polygons.foreach_set("loop_start", np.concatenate(starts).astype(np.int32))
        mesh.polygons.foreach_set("loop_total", np.concatenate(totals).astype(np.int32))
        mesh.polygons.foreach_set("material_index", np.concatenate(slots).astype(np.int32))
        mesh.update(calc_edges=True)
        mesh.polygons.foreach_set("use_smooth", np.concatenate(smooth))
        colour = mesh.color_attributes.new("Color", "FLOAT_COLOR", "POINT")
        colour.data.foreach_set("color", np.concatenate(self.paints).astype(np.float32).reshape(-1))
        for material in names:
            mesh.materials.append(bpy.data.materials[world.material(material)])
        normals = np.concatenate(self.normals)
        if np.any(normals):
            # The exporter takes these for the mesh's own wherever they are not zero.
            shade = mesh.attributes.new("shade", "FLOAT_VECTOR", "POINT")
            shade.data.foreach_set("vector", normals.astype(np.float32).reshape(-1))
        return mesh

    def build(self, name, at=(0, 0, 0), turn=0.0, parent=None, scale=1.0):
        """The gathered parts as an object; `turn` is degrees about z, or about x, y, z."""
        return stand(self.mesh(name), name, at, turn, parent, scale)


def stand(mesh, name, at=(0, 0, 0), turn=0.0, parent=None, scale=1.0):
    """An object of a mesh at a place in its parent."""
    thing = bpy.data.objects.new(name, mesh)
    thing.location = at
    thing.rotation_mode = "XYZ"
    thing.rotation_euler = tuple(math.radians(d) for d in (turn if np.ndim(turn) else (0, 0, turn)))
    thing.scale = (scale,) * 3 if np.ndim(scale) == 0 else scale
    thing.parent = parent
    bpy.context.scene.collection.objects.link(thing)
    return thing


def rotation_z(degrees):
    """The 3×3 matrix that turns about the upright axis."""
    s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def rotation(x=0.0, y=0.0, z=0.0):
    """The 3×3 matrix of turns in degrees about x, then y, then z."""
    from mathutils import Euler

    return np.array(Euler((math.radians(x), math.radians(y), math.radians(z))).to_matrix())


def unit_rows(v):
    """Each row of v at length one."""
    v = np.asarray(v, float)
    return v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-9)


def noise(x, y, seed=0, octaves=4, period=1.0):
    """Smooth noise in about ±1 over arrays x, y: a sum of sines with random directions."""
    random = np.random.default_rng(seed)
    total, weight, size = np.zeros(np.broadcast(x, y).shape), 0.0, period
    for octave in range(octaves):
        for _ in range(4):
            direction, phase = random.random(2) * 2 * math.pi
            frequency = 2 * math.pi / size * (0.7 + 0.6 * random.random())
            total = total + np.sin((x * math.cos(direction) + y * math.sin(direction)) * frequency + phase) * 0.5**octave / 2
        weight += 0.5**octave
        size /= 2.1
    return total / weight
