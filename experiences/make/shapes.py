"""Meshes put together from numpy arrays: boxes, tubes, turned and lofted bodies.

A `Shape` gathers parts; every part carries one random number (the attribute "part") so that a
material can give each plank, leaf or tile a tone of its own. Units are metres, z is up. Nothing
here knows of materials beyond their index, or of light.
"""

import math

import bpy
import numpy as np


class Shape:
    """Gathers vertices and faces; `build` turns them into one mesh."""

    def __init__(self, seed=1):
        self.vertices, self.parts, self.faces = [], [], []
        self.count = 0
        self.random = np.random.default_rng(seed)

    def add(self, vertices, faces, material=0, smooth=False, part=None):
        """Add vertices (n, 3) and faces (k, 3 or 4); `part` is one number or one per vertex."""
        vertices = np.asarray(vertices, dtype=np.float32).reshape(-1, 3)
        faces = np.asarray(faces, dtype=np.int32)
        if part is None:
            part = self.random.random()
        self.vertices.append(vertices)
        self.parts.append(np.broadcast_to(np.asarray(part, dtype=np.float32), len(vertices)))
        self.faces.append((faces + self.count, material, smooth))
        self.count += len(vertices)
        return self

    def merge(self, other, matrix=None, offset=(0, 0, 0), turn=0.0, scale=1.0, part=None):
        """Add all of another shape, scaled, turned about z by `turn` degrees, then moved."""
        vertices = np.concatenate(other.vertices)
        if matrix is not None:
            vertices = vertices @ np.asarray(matrix, dtype=np.float32).T
        vertices = vertices * scale @ rotation_z(turn).T + np.asarray(offset, dtype=np.float32)
        start = self.count
        self.vertices.append(vertices.astype(np.float32))
        parts = np.concatenate(other.parts)
        self.parts.append(parts if part is None else np.full_like(parts, part))
        for faces, material, smooth in other.faces:
            self.faces.append((faces + start, material, smooth))
        self.count += len(vertices)
        return self

    def box(self, centre, size, material=0, turn=0.0, chamfer=0.004, tilt=None, part=None):
        """A box with small bevels, so that its edges catch the light as real ones do."""
        vertices, faces = chamfered_box(np.asarray(size, float) / 2, chamfer)
        if tilt is not None:
            vertices = vertices @ np.asarray(tilt).T
        vertices = vertices @ rotation_z(turn).T + np.asarray(centre, float)
        if part is None:
            part = self.random.random()
        start = self.count
        self.vertices.append(vertices.astype(np.float32))
        self.parts.append(np.full(len(vertices), part, dtype=np.float32))
        for group in faces:
            self.faces.append((group + start, material, False))
        self.count += len(vertices)
        return self

    def beam(self, start, end, width, height, material=0, chamfer=0.003, part=None):
        """A box from one point to another; its height lies as near to upright as it can."""
        start, end = np.asarray(start, float), np.asarray(end, float)
        along = end - start
        length = np.linalg.norm(along)
        along /= length
        up = np.array([0, 0, 1.0]) if abs(along[2]) < 0.95 else np.array([0, 1.0, 0])
        side = np.cross(along, up)
        side /= np.linalg.norm(side)
        up = np.cross(side, along)
        tilt = np.stack([side, along, up], axis=1)
        return self.box((start + end) / 2, (width, length, height), material, 0.0, chamfer, tilt, part)

    def tube(self, points, radii, sides=8, material=0, smooth=True, cap=True, part=None):
        """A round bar along `points` with a radius at each."""
        points = np.asarray(points, float)
        radii = np.broadcast_to(np.asarray(radii, float), len(points))
        tangent = np.gradient(points, axis=0)
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9
        reference = np.array([0, 0, 1.0]) if abs(tangent[:, 2]).mean() < 0.8 else np.array([1.0, 0, 0])
        side = np.cross(tangent, reference)
        side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-9
        up = np.cross(side, tangent)
        angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        ring = np.cos(angle)[None, :, None] * side[:, None] + np.sin(angle)[None, :, None] * up[:, None]
        rings = points[:, None] + ring * radii[:, None, None]
        return self.loft(rings, material, smooth, True, cap, part)

    def loft(self, rings, material=0, smooth=True, closed=True, cap=False, part=None):
        """A skin over rings (n, sides, 3); `closed` joins each ring's last point to its first."""
        rings = np.asarray(rings, float)
        n, sides = rings.shape[:2]
        index = np.arange(n * sides).reshape(n, sides)
        following = np.roll(index, -1, axis=1) if closed else index[:, 1:]
        current = index if closed else index[:, :-1]
        faces = np.stack([current[:-1], following[:-1], following[1:], current[1:]], axis=-1).reshape(-1, 4)
        if part is None:
            part = self.random.random()
        first = self.count
        self.add(rings.reshape(-1, 3), faces, material, smooth, part)
        if cap and closed:
            for ring, order in ((0, -1), (n - 1, 1)):
                centre = self.count
                self.vertices.append(rings[ring].mean(axis=0, keepdims=True).astype(np.float32))
                self.parts.append(np.full(1, part, dtype=np.float32))
                self.count += 1
                a = first + index[ring]
                b = np.roll(a, -order)
                self.faces.append((np.stack([a, b, np.full(sides, centre)], axis=-1), material, smooth))
        return self

    def turned(self, profile, at=(0, 0, 0), sides=24, material=0, part=None):
        """A body turned about the upright axis from (radius, height) pairs, lowest first."""
        angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        rings = [
            np.stack([r * np.cos(angle), r * np.sin(angle), np.full(sides, z)], axis=-1)
            for r, z in profile
        ]
        return self.loft(np.asarray(rings) + np.asarray(at, float), material, True, True, False, part)

    def ball(self, centre, radii, material=0, sides=16, rings=10, part=None):
        """An ellipsoid."""
        radii = np.broadcast_to(np.asarray(radii, float), 3)
        polar = np.linspace(math.pi, 0, rings)
        angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        unit = np.stack(
            [
                np.sin(polar)[:, None] * np.cos(angle),
                np.sin(polar)[:, None] * np.sin(angle),
                np.repeat(np.cos(polar)[:, None], sides, axis=1),
            ],
            axis=-1,
        )
        return self.loft(unit * radii + np.asarray(centre, float), material, True, True, False, part)

    def kites(self, base, direction, length, width, normal=None, material=0, fold=0.0, part=None):
        """Many leaf-like quads at once: four corners each, widest at 40 % of their length."""
        base, direction = np.asarray(base, float), np.asarray(direction, float)
        n = len(base)
        direction = direction / (np.linalg.norm(direction, axis=1, keepdims=True) + 1e-9)
        if normal is None:
            normal = self.random.normal(size=(n, 3))
        side = np.cross(direction, normal)
        side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-9
        lift = np.cross(side, direction)
        length = np.broadcast_to(np.asarray(length, float), n)[:, None]
        width = np.broadcast_to(np.asarray(width, float), n)[:, None]
        middle = base + direction * length * 0.4 + lift * width * fold
        corners = np.stack(
            [base, middle + side * width / 2, base + direction * length, middle - side * width / 2], axis=1
        )
        faces = np.arange(n * 4).reshape(n, 4)
        if part is None:
            part = np.repeat(self.random.random(n), 4)
        elif np.ndim(part):
            part = np.repeat(part, 4)
        return self.add(corners, faces, material, False, part)

    def sheet(self, heights, xs, ys, material=0, smooth=True, part=0.5):
        """A height field: `heights` is (len(ys), len(xs))."""
        x, y = np.meshgrid(xs, ys)
        rows = np.stack([x, y, heights], axis=-1)
        return self.loft(rows, material, smooth, False, False, part)

    def mesh(self, name):
        """The gathered parts as a Blender mesh."""
        vertices = np.concatenate(self.vertices)
        flat, starts, totals, materials, smooth = [], [], [], [], []
        position = 0
        for faces, material, soft in self.faces:
            k, sides = faces.shape
            flat.append(faces.reshape(-1))
            starts.append(position + np.arange(k) * sides)
            totals.append(np.full(k, sides))
            materials.append(np.full(k, material))
            smooth.append(np.full(k, soft))
            position += k * sides
        mesh = bpy.data.meshes.new(name)
        mesh.vertices.add(len(vertices))
        mesh.vertices.foreach_set("co", vertices.reshape(-1))
        mesh.loops.add(position)
        mesh.loops.foreach_set("vertex_index", np.concatenate(flat).astype(np.int32))
        mesh.polygons.add(sum(len(s) for s in starts))
        mesh.polygons.foreach_set("loop_start", np.concatenate(starts).astype(np.int32))
        mesh.polygons.foreach_set("loop_total", np.concatenate(totals).astype(np.int32))
        mesh.polygons.foreach_set("material_index", np.concatenate(materials).astype(np.int32))
        mesh.update(calc_edges=True)
        mesh.polygons.foreach_set("use_smooth", np.concatenate(smooth))
        attribute = mesh.attributes.new("part", "FLOAT", "POINT")
        attribute.data.foreach_set("value", np.concatenate(self.parts))
        mesh.validate()
        return mesh

    def build(self, name, *materials, at=(0, 0, 0), turn=0.0, scale=1.0):
        """The gathered parts as an object standing in the scene."""
        mesh = self.mesh(name)
        for material in materials:
            mesh.materials.append(material)
        return stand(mesh, at, turn, scale)


def stand(mesh, at=(0, 0, 0), turn=0.0, scale=1.0, tilt=(0.0, 0.0)):
    """Stand a mesh in the scene; the same mesh stood many times costs memory only once."""
    thing = bpy.data.objects.new(mesh.name, mesh)
    thing.location = at
    thing.rotation_euler = (math.radians(tilt[0]), math.radians(tilt[1]), math.radians(turn))
    thing.scale = (scale, scale, scale) if np.ndim(scale) == 0 else scale
    bpy.context.scene.collection.objects.link(thing)
    return thing


def rotation_z(degrees):
    """The 3×3 matrix that turns about the upright axis."""
    s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def chamfered_box(half, chamfer):
    """Vertices and face groups of a box with bevelled edges, `half` its half sizes."""
    half = np.asarray(half, float)
    c = min(chamfer, half.min() * 0.45)
    signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    vertices, index = [], {}
    for s in signs:
        for axis in range(3):
            p = s * (half - c)
            p[axis] += s[axis] * c
            index[(tuple(s), axis)] = len(vertices)
            vertices.append(p)
    vertices = np.array(vertices)
    quads, triangles = [], []
    for a in range(3):
        b, d = (a + 1) % 3, (a + 2) % 3
        for s in (-1, 1):
            corners = []
            for u, w in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                key = [0, 0, 0]
                key[a], key[b], key[d] = s, u, w
                corners.append(index[(tuple(map(float, key)), a)])
            quads.append(corners)
        for u in (-1, 1):
            for w in (-1, 1):
                ends = []
                for s in (-1, 1):
                    key = [0, 0, 0]
                    key[a], key[b], key[d] = s, u, w
                    ends.append(tuple(map(float, key)))
                quads.append([index[(ends[0], b)], index[(ends[1], b)], index[(ends[1], d)], index[(ends[0], d)]])
    for s in signs:
        triangles.append([index[(tuple(s), axis)] for axis in range(3)])

    def outward(group):
        group = np.array(group)
        p = vertices[group]
        normal = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
        wrong = (normal * p.mean(axis=1)).sum(axis=1) < 0
        group[wrong] = group[wrong][:, ::-1]
        return group

    return vertices, [outward(quads), outward(triangles)]


def noise2(x, y, seed=0, octaves=5, period=1.0):
    """Smooth noise in about ±1 over arrays x, y: a sum of sines with random directions."""
    random = np.random.default_rng(seed)
    total, weight, size = np.zeros(np.broadcast(x, y).shape), 0.0, period
    for octave in range(octaves):
        for _ in range(4):
            direction = random.random() * 2 * math.pi
            phase = random.random() * 2 * math.pi
            frequency = 2 * math.pi / size * (0.7 + 0.6 * random.random())
            total = total + np.sin(
                (x * math.cos(direction) + y * math.sin(direction)) * frequency + phase
            ) * 0.5**octave / 2
        weight += 0.5**octave
        size /= 2.1
    return total / weight
