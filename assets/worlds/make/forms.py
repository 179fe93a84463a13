"""Meshes with vertex colours, put together from numpy arrays.

`Form` is the `Shape` of the panoramas' scripts (boxes, tubes, lofts, balls, leaf kites) whose
`material` argument is a `Paint`: the world's material, an albedo and how freely it sways.
`piece()` turns a form into a `Piece`, finished arrays that are cheap to stand many times and to
add up; `Piece.thing` makes the Blender object. Metres, z up, +y ahead. Nothing here bakes light.

    bark = Paint("solid", "6b5a4a", "4a3d33")
    post = Form(1); post.tube([(0, 0, 0), (0, 0, 1)], 0.05, 8, bark)
    post.piece().placed(at=(2, 5, 0), turn=30).thing("post")

A shape of `experiences/make/things.py` comes along with `Form.of(shape, [paint for material 0, …])`.
"""

import math
import sys
from dataclasses import dataclass, field
from pathlib import Path

import bpy
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[3] / "experiences" / "make"))

from shapes import Shape, chamfered_box, noise2, rotation_z  # noqa: E402,F401

DISTANCE = 1e-6


def linear(colour):
    """A colour as linear RGB: "6b5a4a" (sRGB) or three linear numbers."""
    if isinstance(colour, str):
        v = np.array([int(colour.lstrip("#")[i : i + 2], 16) for i in (0, 2, 4)]) / 255
        return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
    return np.asarray(colour, float)


@dataclass(eq=False)
class Paint:
    """What a surface is made of.

    `material` is the name in the glb ("solid-wood"); `colour` an sRGB hex, linear numbers or a
    function (points, part) → (n, 3) linear; `other` mixes in by the part's random number, `vary`
    darkens and lightens by it. `sway` is 0–1 or a function (points, part) → (n,). `normals`:
    "own", "up" (grass), "out" (crowns: away from `centre`, which is of the form's own axes).
    """

    material: str
    colour: object
    other: object = None
    vary: float = 0.08
    sway: object = 0.0
    normals: str = "own"
    centre: tuple = (0.0, 0.0, 0.0)
    uv: object = None

    def colours(self, points, part):
        if callable(self.colour):
            rgb = np.asarray(self.colour(points, part), float)
        else:
            rgb = np.broadcast_to(linear(self.colour), (len(points), 3))
        if self.other is not None:
            rgb = rgb + (linear(self.other) - rgb) * part[:, None]
        # A second, independent number from the same part.
        tone = 1 + self.vary * (2 * ((part * 7.31 + 0.17) % 1.0) - 1)
        return np.clip(rgb * tone[:, None], 0, 1)

    def sways(self, points, part):
        value = self.sway(points, part) if callable(self.sway) else self.sway
        return np.broadcast_to(np.clip(value, 0, 1), len(points))


class Form(Shape):
    """A shape whose faces carry a `Paint`; closed parts are turned to face outwards."""

    @classmethod
    def of(cls, shape, paints):
        """A form of a plain shape: material index i becomes paints[i]."""
        form = cls()
        form.vertices, form.parts, form.count = shape.vertices, shape.parts, shape.count
        form.faces = [(faces, paints[material], smooth) for faces, material, smooth in shape.faces]
        return form

    def box(self, centre, size, material=0, turn=0.0, chamfer=0.0, tilt=None, part=None):
        """A box; without chamfer it is 24 vertices of flat sides, which is what a budget likes."""
        if chamfer > 0:
            return super().box(centre, size, material, turn, chamfer, tilt, part)
        half = np.asarray(size, float) / 2
        corner = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float) * half
        if tilt is not None:
            corner = corner @ np.asarray(tilt).T
        corner = corner @ rotation_z(turn).T + np.asarray(centre, float)
        faces = [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
        return self.add(corner, faces, material, False, part)

    def beam(self, start, end, width, height, material=0, chamfer=0.0, part=None):
        return super().beam(start, end, width, height, material, chamfer, part)

    def plane(self, corners, steps, material=0, part=0.5):
        """A flat or twisted quad of four corners, cut into (across, along) cells to hold light."""
        a, b, c, d = (np.asarray(corner, float) for corner in corners)
        u, v = np.linspace(0, 1, steps[0] + 1)[None, :, None], np.linspace(0, 1, steps[1] + 1)[:, None, None]
        grid = (a * (1 - u) + b * u) * (1 - v) + (d * (1 - u) + c * u) * v
        index = np.arange(grid.shape[0] * grid.shape[1]).reshape(grid.shape[:2])
        faces = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], -1).reshape(-1, 4)
        return self.add(grid.reshape(-1, 3), faces, material, False, part)

    def cards(self, base, direction, length, width, outline, normal=None, material=0, bend=0.0, part=None):
        """Many flat leaf clusters at once, each cut to `outline`.

        `outline` is (k, 2): across −0.5…0.5, along 0…1, as a fan about its first point, so a small
        star of leaves costs k − 2 triangles and no texture. `bend` lets the tip hang.
        """
        base, direction = np.asarray(base, float), np.asarray(direction, float)
        n, outline = len(base), np.asarray(outline, float)
        direction = direction / (np.linalg.norm(direction, axis=1, keepdims=True) + 1e-9)
        normal = self.random.normal(size=(n, 3)) if normal is None else np.asarray(normal, float)
        side = np.cross(direction, normal)
        side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-9
        lift = np.cross(side, direction)
        length, width = (np.broadcast_to(np.asarray(x, float), n)[:, None, None] for x in (length, width))
        across, along = outline[None, :, :1], outline[None, :, 1:]
        points = base[:, None] + side[:, None] * across * width + direction[:, None] * along * length
        points = points - lift[:, None] * (bend * along**2 * length)
        k = len(outline)
        fan = np.array([[0, i, i + 1] for i in range(1, k - 1)])
        faces = (np.arange(n)[:, None, None] * k + fan[None]).reshape(-1, 3)
        part = np.repeat(self.random.random(n) if part is None else np.broadcast_to(part, n), k)
        return self.add(points.reshape(-1, 3), faces, material, False, part)

    def piece(self, outward=True):
        """The finished arrays. `outward` turns closed groups so that they face away from their middle."""
        vertices = np.concatenate(self.vertices).astype(float)
        parts = np.concatenate(self.parts).astype(float)
        piece = Piece()
        for faces, paint, smooth in self.faces:
            if len(faces) == 0:
                continue
            faces = np.asarray(faces)
            if faces.shape[1] == 4:
                triangles = np.concatenate([faces[:, [0, 1, 2]], faces[:, [0, 2, 3]]])
            else:
                triangles = faces
            used, index = np.unique(triangles, return_inverse=True)
            triangles = index.reshape(triangles.shape)
            points, part = vertices[used], parts[used]
            a, b, c = (points[triangles[:, k]] for k in range(3))
            cross = np.cross(b - a, c - a)
            keep = np.linalg.norm(cross, axis=1) > DISTANCE**2
            triangles, cross, a = triangles[keep], cross[keep], a[keep]
            if outward and paint.material.split("-")[0] in ("solid", "ground", "glow", "glass", "water", "cloth"):
                area = np.linalg.norm(cross, axis=1).sum()
                facing = cross.sum(0)
                if np.linalg.norm(facing) > 0.3 * area:  # an open sheet: it faces up, if it lies at all
                    wrong = facing[2] < -0.3 * np.linalg.norm(facing)
                else:
                    wrong = ((a - points.mean(0)) * cross).sum() < 0
                if wrong:
                    triangles = triangles[:, ::-1]
            normals = np.zeros_like(points)
            if paint.normals == "up":
                normals = np.tile([0.0, 0.0, 1.0], (len(points), 1))
            elif paint.normals == "out":
                normals = points - np.asarray(paint.centre)
                normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
            colour = np.concatenate([paint.colours(points, part), paint.sways(points, part)[:, None]], 1)
            uv = np.zeros((len(points), 2)) if paint.uv is None else np.asarray(paint.uv(points), float)
            piece.add(paint.material, points, normals, colour, triangles, smooth, uv)
        return piece

    def thing(self, name, **where):
        """Short for `piece().thing(…)`."""
        return self.piece().thing(name, **where)


@dataclass
class Piece:
    """Triangles by material: points, shading normals (0 = the mesh's own), rgba, corners, smooth."""

    chunks: list = field(default_factory=list)

    def add(self, material, points, normals, colours, triangles, smooth=False, uv=None):
        if len(triangles):
            uv = np.zeros((len(points), 2)) if uv is None else uv
            self.chunks.append((material, points, normals, colours, triangles, smooth, uv))
        return self

    def __add__(self, other):
        return Piece(self.chunks + other.chunks)

    def __iadd__(self, other):
        self.chunks = self.chunks + other.chunks
        return self

    @property
    def triangles(self):
        """How many triangles it has."""
        return sum(len(chunk[4]) for chunk in self.chunks)

    def placed(self, at=(0, 0, 0), turn=0.0, scale=1.0, tilt=(0.0, 0.0), tint=None):
        """A copy stood elsewhere: scale (one or three), tilt (degrees about x, y), turn about z, moved.

        `tint` multiplies the colour, so that no two trees are the same green.
        """
        matrix = rotation_z(turn) @ rotation_x(tilt[0]) @ rotation_y(tilt[1]) @ np.diag(np.broadcast_to(scale, 3).astype(float))
        inverse = np.linalg.inv(matrix)
        out = Piece()
        for material, points, normals, colours, triangles, smooth, uv in self.chunks:
            turned = normals @ inverse
            turned /= np.linalg.norm(turned, axis=1, keepdims=True) + 1e-12
            if tint is not None:
                colours = colours * np.append(np.asarray(tint, float) * np.ones(3), 1.0)
            out.chunks.append((material, points @ matrix.T + np.asarray(at, float), turned, np.clip(colours, 0, 1), triangles, smooth, uv))
        return out

    def thing(self, name, at=(0, 0, 0), turn=0.0, scale=1.0, parent=None, tags=""):
        """The Blender object: one material slot a material, "Color", "shade" and "UVMap" attributes.

        `tags` such as "winter" or "summer+autumn" become part of the name ("reeds@summer+autumn").
        """
        materials = list(dict.fromkeys(chunk[0] for chunk in self.chunks))
        points, normals, colours, triangles, slots, smooth, uvs, count = [], [], [], [], [], [], [], 0
        for material, p, n, c, t, s, uv in self.chunks:
            points.append(p), normals.append(n), colours.append(c), triangles.append(t + count), uvs.append(uv)
            slots.append(np.full(len(t), materials.index(material))), smooth.append(np.full(len(t), s))
            count += len(p)
        points, normals, colours, triangles, uvs = map(np.concatenate, (points, normals, colours, triangles, uvs))
        mesh = bpy.data.meshes.new(name)
        mesh.vertices.add(len(points))
        mesh.vertices.foreach_set("co", points.astype(np.float32).reshape(-1))
        mesh.loops.add(len(triangles) * 3)
        mesh.loops.foreach_set("vertex_index", triangles.astype(np.int32).reshape(-1))
        mesh.polygons.add(len(triangles))
        mesh.polygons.foreach_set("loop_start", np.arange(len(triangles), dtype=np.int32) * 3)
        mesh.polygons.foreach_set("material_index", np.concatenate(slots).astype(np.int32))
        mesh.update(calc_edges=True)
        mesh.polygons.foreach_set("use_smooth", np.concatenate(smooth))
        colour = mesh.color_attributes.new("Color", "FLOAT_COLOR", "POINT")
        colour.data.foreach_set("color", colours.astype(np.float32).reshape(-1))
        shade = mesh.attributes.new("shade", "FLOAT_VECTOR", "POINT")
        shade.data.foreach_set("vector", normals.astype(np.float32).reshape(-1))
        if uvs.any():
            layer = mesh.uv_layers.new(name="UVMap")
            layer.data.foreach_set("uv", uvs[triangles.reshape(-1)].astype(np.float32).reshape(-1))
        for material in materials:
            mesh.materials.append(bpy.data.materials.get(material) or bpy.data.materials.new(material))
        thing = bpy.data.objects.new(name + ("@" + tags if tags else ""), mesh)
        thing.location, thing.rotation_mode = at, "XYZ"
        thing.rotation_euler = tuple(math.radians(d) for d in (turn if np.ndim(turn) else (0, 0, turn)))
        thing.scale = np.broadcast_to(scale, 3)
        thing.parent = parent
        bpy.context.scene.collection.objects.link(thing)
        return thing


def rotation_x(degrees):
    s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]])


def rotation_y(degrees):
    s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return np.array([[c, 0, s], [0, 1.0, 0], [-s, 0, c]])
