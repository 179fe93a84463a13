"""Bodies put together from numpy arrays, with their own normals, colours and picture coordinates.

A `Form` gathers vertices; nothing is shared between parts, so one vertex here is one vertex in the
file. Box edges are bevelled by shading alone: the corners of a face keep the face's normal and the
narrow bevel between two faces blends from one to the other, which costs no vertex. Units are metres,
x right, y ahead, z up. Colours are linear; `hexa` reads the ones people write. Knows nothing of light.
"""

import math

import numpy as np

EYE = np.array([0.0, 0.0, 1.2])
GRAIN = (1.3, 0.33)  # metres of wood that one tile of the grain picture shows, along and across


def hexa(text):
    """A linear colour from "rrggbb" in sRGB."""
    c = np.array([int(text[i : i + 2], 16) for i in (0, 2, 4)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def linear(colour):
    """A linear colour from a hexadecimal one or from numbers that are linear already."""
    return hexa(colour) if isinstance(colour, str) else np.asarray(colour, float)


def mixed(a, b, share):
    """Between two colours; `share` may be an array."""
    return linear(a) * (1 - np.asarray(share)[..., None]) + linear(b) * np.asarray(share)[..., None]


def unit(v):
    v = np.asarray(v, float)
    return v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-12)


def turned_about(axis, degrees):
    """The 3×3 matrix that turns about "x", "y" or "z"."""
    s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    m = np.eye(3)
    m[i, i], m[i, j], m[j, i], m[j, j] = c, -s, s, c
    return m


class Form:
    """Vertices of one material, in groups as they were added."""

    def __init__(self, seed=1):
        self.points, self.normals, self.colours, self.sways, self.uvs, self.triangles = [], [], [], [], [], []
        self.count = 0
        self.random = np.random.default_rng(seed)

    def add(self, points, triangles, normals, colour, uv=None, sway=0.0, vary=0.0):
        """Points (n, 3), triangles (k, 3), one normal each; `colour` one, n, or a function of points and
        normals; `vary` gives the part a tone of its own (share of brightness)."""
        points = np.asarray(points, float).reshape(-1, 3)
        normals = unit(np.asarray(normals, float).reshape(-1, 3))
        triangles = np.asarray(triangles, np.int64).reshape(-1, 3)
        n = len(points)
        if callable(colour):
            colour = colour(points, normals)
        colour = np.broadcast_to(linear(colour), (n, 3)) * (1 + vary * (self.random.random() * 2 - 1))
        # Faces look where their corners' normals look.
        p = points[triangles]
        face = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
        wrong = (face * normals[triangles].sum(axis=1)).sum(axis=1) < 0
        triangles = triangles.copy()
        triangles[wrong] = triangles[wrong][:, ::-1]
        triangles = triangles[np.linalg.norm(face, axis=1) > 1e-12]
        self.points.append(points), self.normals.append(normals)
        self.colours.append(np.clip(colour, 0, 4)), self.sways.append(np.broadcast_to(np.asarray(sway, float), n))
        self.uvs.append(np.zeros((n, 2)) if uv is None else np.asarray(uv, float).reshape(-1, 2))
        self.triangles.append(triangles + self.count)
        self.count += n
        return self

    def merge(self, other, offset=(0, 0, 0), turn=0.0, scale=1.0, matrix=None, tone=1.0):
        """All of another form: scaled, put through `matrix`, turned about z, moved."""
        if not other.count:
            return self
        m = turned_about("z", turn) @ (np.eye(3) if matrix is None else np.asarray(matrix, float)) * np.asarray(scale, float)
        points = np.concatenate(other.points) @ m.T + np.asarray(offset, float)
        normals = unit(np.concatenate(other.normals) @ np.linalg.inv(m))
        triangles = np.concatenate(other.triangles)
        if np.linalg.det(m) < 0:
            triangles = triangles[:, ::-1]
        return self.add(points, triangles, normals, np.concatenate(other.colours) * tone, np.concatenate(other.uvs), np.concatenate(other.sways))

    def arrays(self):
        """(points, normals, colours, sways, uvs, triangles), each whole."""
        return tuple(np.concatenate(a) for a in (self.points, self.normals, self.colours, self.sways, self.uvs, self.triangles))

    # Bodies with edges.

    def bar(self, start, end, width, height, colour, up=(0, 0, 1), chamfer=0.006, step=None, vary=0.0, grain=GRAIN, caps=True, sway=0.0):
        """A bar from one point to another, `width` sideways and `height` along `up`, its long edges
        bevelled; `step` cuts it along its length so that light can change along it."""
        start, end = np.asarray(start, float), np.asarray(end, float)
        along = end - start
        length = np.linalg.norm(along)
        along = along / length
        up = np.asarray(up, float)
        if abs(along @ unit(up)) > 0.98:
            up = np.array([0, 1.0, 0]) if abs(along[1]) < 0.9 else np.array([1.0, 0, 0])
        side = unit(np.cross(along, up))
        up = np.cross(side, along)
        a, b = width / 2, height / 2
        c = min(chamfer, a * 0.45, b * 0.45, length * 0.45)
        ring = [(a, -b + c, 0), (a, b - c, 0), (a - c, b, 1), (-a + c, b, 1), (-a, b - c, 2), (-a, -b + c, 2), (-a + c, -b, 3), (a - c, -b, 3)]
        facing = [side, up, -side, -up]
        k = 1 if step is None else max(1, int(math.ceil(length / step)))
        t = np.concatenate([[0, ], np.linspace(0, 1, k + 1)[1:-1], [1]])
        reach = np.clip(t * length, c, length - c)
        profile = np.array([x * side + y * up for x, y, _ in ring])
        points = start + profile[None] + along * reach[:, None, None]
        normals = np.broadcast_to(np.array([facing[f] for _, _, f in ring])[None], points.shape)
        i = np.arange((k + 1) * 8).reshape(k + 1, 8)
        j = np.roll(i, -1, axis=1)
        quads = np.stack([i[:-1], j[:-1], j[1:], i[1:]], -1).reshape(-1, 4)
        around = np.array([-b, b, b + c, b + 2 * a, 2 * b + 2 * a, 4 * b + 2 * a, 4 * b + 2 * a, 4 * b + 4 * a])
        shift = self.random.random(2)
        uv = np.stack([np.broadcast_to(reach[:, None] / grain[0], (k + 1, 8)), np.broadcast_to(around[None] / grain[1], (k + 1, 8))], -1) + shift
        points, normals, uv = points.reshape(-1, 3), normals.reshape(-1, 3), uv.reshape(-1, 2)
        triangles = np.concatenate([quads[:, :3], quads[:, [0, 2, 3]]])
        if caps:
            for at, way, ring_at in ((0.0, -1, 0), (length, 1, k)):
                n = len(points)
                inner = np.array([(a - c) * x * side + (b - c) * y * up for x, y in ((1, -1), (1, 1), (-1, 1), (-1, -1))])
                points = np.concatenate([points, start + along * at + inner])
                normals = np.concatenate([normals, np.tile(along * way, (4, 1))])
                uv = np.concatenate([uv, np.array([[0.01 * x, 0.04 * y] for x, y in ((1, -1), (1, 1), (-1, 1), (-1, -1))]) + shift])
                e = i[ring_at]
                own = [[n, n + 1, n + 2], [n, n + 2, n + 3]]
                for f, (p, q) in enumerate(((0, 1), (2, 3), (4, 5), (6, 7))):
                    u, v = ((n, n + 1), (n + 1, n + 2), (n + 2, n + 3), (n + 3, n))[f]
                    own += [[e[p], e[q], v], [e[p], v, u]]
                for f, (p, q) in enumerate(((1, 2), (3, 4), (5, 6), (7, 0))):
                    own += [[e[p], e[q], n + (f + 1) % 4]]
                triangles = np.concatenate([triangles, own])
        return self.add(points, triangles, normals, colour, uv, sway, vary)

    def box(self, centre, size, colour, turn=0.0, chamfer=0.006, step=None, vary=0.0, matrix=None, grain=GRAIN):
        """A box about its centre; its grain runs along its longest side."""
        centre, size = np.asarray(centre, float), np.asarray(size, float)
        m = turned_about("z", turn) @ (np.eye(3) if matrix is None else np.asarray(matrix, float))
        long = int(np.argmax(size))
        up = 2 if long != 2 else 1
        side = 3 - long - up
        along = m[:, long] * size[long] / 2
        return self.bar(centre - along, centre + along, size[side], size[up], colour, m[:, up], chamfer, step, vary, grain)

    def panel(self, origin, u, v, across, up, colour, normal, uv=None, sway=0.0, vary=0.0):
        """A flat sheet cut in a grid: `across` cells along u and `up` along v; `uv` (u0, v0, u1, v1)."""
        s, t = np.meshgrid(np.linspace(0, 1, across + 1), np.linspace(0, 1, up + 1))
        points = np.asarray(origin, float) + s[..., None] * np.asarray(u, float) + t[..., None] * np.asarray(v, float)
        u0, v0, u1, v1 = uv if uv is not None else (0, 0, np.linalg.norm(u) / GRAIN[0], np.linalg.norm(v) / GRAIN[1])
        picture = np.stack([u0 + (u1 - u0) * s, v0 + (v1 - v0) * t], -1)
        normals = np.broadcast_to(np.asarray(normal, float), points.shape)
        return self.add(points, grid(up + 1, across + 1), normals, colour, picture, sway, vary)

    # Bodies with curves.

    def loft(self, rings, colour, closed=True, caps=False, outward=None, uv=None, sway=0.0, vary=0.0):
        """A skin over rings (n, sides, 3). Open skins look along `outward`; closed ones away from their
        own middle. `colour` may hold one colour a ring, (n, 3)."""
        rings = np.asarray(rings, float)
        n, sides = rings.shape[:2]
        down = np.gradient(rings, axis=0)
        if closed:
            along = np.roll(rings, -1, axis=1) - np.roll(rings, 1, axis=1)
        else:
            along = np.gradient(rings, axis=1)
        normals = np.cross(along, down)
        if outward is None:
            middle = rings.mean(axis=1, keepdims=True)
            sense = (normals * (rings - middle)).sum()
        else:
            sense = (normals * np.asarray(outward, float)).sum()
        if sense < 0:
            normals = -normals
        for ring, other in ((0, 1), (n - 1, n - 2)):  # a pole has no girth to take a normal from
            if n > 1 and np.ptp(rings[ring], axis=0).max() < 1e-7:
                normals[ring] = rings[ring, :1] - rings[other].mean(axis=0)  # out along the axis
        faces = grid(n, sides, closed)
        shade = linear(colour) if not callable(colour) else colour
        if not callable(shade) and np.ndim(shade) == 2 and len(shade) == n and shade.shape[-1] == 3:
            shade = np.repeat(shade, sides, axis=0)
        elif not callable(shade) and np.ndim(shade) == 3:
            shade = shade.reshape(-1, 3)
        self.add(rings, faces, normals, shade, uv, np.repeat(sway, sides) if np.ndim(sway) == 1 and len(sway) == n else sway, vary)
        if caps and closed:
            for ring, other in ((0, min(1, n - 1)), (n - 1, max(n - 2, 0))):
                centre = rings[ring].mean(axis=0)
                way = unit(centre - rings[other].mean(axis=0))
                fan = np.concatenate([rings[ring], [centre]])
                index = np.arange(sides)
                tone = shade if callable(shade) or np.ndim(shade) == 1 else shade[ring * sides]
                self.add(fan, np.stack([index, np.roll(index, -1), np.full(sides, sides)], -1), np.tile(way, (sides + 1, 1)), tone, None, 0.0, 0.0)
        return self

    def tube(self, points, radii, colour, sides=8, caps=True, vary=0.0, sway=0.0, grain=None, flat=1.0):
        """A round bar along points; `flat` squeezes it upright; `grain` lays wood along it."""
        points = np.asarray(points, float)
        radii = np.broadcast_to(np.asarray(radii, float), len(points))
        tangent = unit(np.gradient(points, axis=0))
        reference = np.array([0, 0, 1.0]) if abs(tangent[:, 2]).mean() < 0.8 else np.array([1.0, 0, 0])
        if abs(tangent @ reference).max() > 0.999:  # a part along the reference would have no width
            reference = np.eye(3)[abs(tangent).max(axis=0).argmin()]
        side = unit(np.cross(tangent, reference))
        up = np.cross(side, tangent)
        angle = np.linspace(0, 2 * math.pi, sides + (grain is not None), endpoint=grain is not None)
        ring = np.cos(angle)[None, :, None] * side[:, None] + np.sin(angle)[None, :, None] * up[:, None] * flat
        uv = None
        if grain is not None:
            run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
            shift = self.random.random(2)
            tiles = max(1, round(2 * math.pi * radii.max() / grain[1]))
            uv = np.stack([np.broadcast_to(run[:, None] / grain[0], (len(points), len(angle))), np.broadcast_to(angle[None] / (2 * math.pi) * tiles, (len(points), len(angle)))], -1) + shift
            rings = points[:, None] + ring * radii[:, None, None]
            normals = unit(ring)
            return self.add(rings, grid(len(points), len(angle)), normals, colour, uv, sway, vary)
        return self.loft(points[:, None] + ring * radii[:, None, None], colour, True, caps, None, None, sway, vary)

    def turned(self, profile, colour, at=(0, 0, 0), sides=20, vary=0.0, axis="z", crease=40):
        """A body turned about an upright axis from (radius, height) pairs, lowest first. Corners sharper
        than `crease` degrees stay edges. `colour` may hold one colour a pair."""
        profile = np.asarray(profile, float)
        per = None
        if not callable(colour):
            shade = linear(colour)
            per = shade if np.ndim(shade) == 2 else np.tile(shade, (len(profile), 1))
        way = unit(np.diff(profile, axis=0))
        cuts = [0] + [i + 1 for i in range(len(way) - 1) if way[i] @ way[i + 1] < math.cos(math.radians(crease))] + [len(profile) - 1]
        angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        spread = np.stack([np.cos(angle), np.sin(angle)], -1)
        turn = turned_about("x", 90) if axis == "y" else turned_about("y", 90) if axis == "x" else np.eye(3)
        for a, b in zip(cuts[:-1], cuts[1:]):
            part = profile[a : b + 1]
            slope = unit(np.gradient(part, axis=0)) if len(part) > 2 else unit(np.repeat(np.diff(part, axis=0), 2, axis=0))
            points = np.concatenate([part[:, None, :1] * spread[None], np.broadcast_to(part[:, None, 1:], (len(part), sides, 1))], -1)
            normals = np.concatenate([slope[:, None, 1:] * spread[None], np.broadcast_to(-slope[:, None, :1], (len(part), sides, 1))], -1)
            self.add(points.reshape(-1, 3) @ turn.T + np.asarray(at, float), grid(len(part), sides, True), normals.reshape(-1, 3) @ turn.T,
                     colour if per is None else np.repeat(per[a : b + 1], sides, axis=0), None, 0.0, vary)
        return self

    def ball(self, centre, radii, colour, sides=14, rings=9, vary=0.0, matrix=None, sway=0.0):
        """An ellipsoid; `matrix` turns it about its centre."""
        radii = np.broadcast_to(np.asarray(radii, float), 3)
        polar = np.linspace(math.pi, 0, rings)
        angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        sphere = np.stack([np.sin(polar)[:, None] * np.cos(angle), np.sin(polar)[:, None] * np.sin(angle), np.repeat(np.cos(polar)[:, None], sides, axis=1)], -1)
        m = np.eye(3) if matrix is None else np.asarray(matrix, float)
        return self.add((sphere * radii) @ m.T + np.asarray(centre, float), grid(rings, sides, True), (sphere / radii) @ m.T, colour, None, sway, vary)

    def disc(self, centre, radius, colour, normal=(0, 0, 1), sides=24, up=None, uv=None, rings=1):
        """A round plate; `uv` (u0, v0, u1, v1) lays a picture over it, upright along `up`."""
        normal = unit(normal)
        up = np.asarray(up if up is not None else ((0, 1, 0) if abs(normal[2]) > 0.7 else (0, 0, 1)), float)
        side = unit(np.cross(up, normal))
        up = np.cross(normal, side)
        radius = np.broadcast_to(np.asarray(radius, float), 2)
        angle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
        flat = np.concatenate([[[0.0, 0.0]]] + [np.stack([np.cos(angle), np.sin(angle)], -1) * (k + 1) / rings for k in range(rings)])
        points = np.asarray(centre, float) + flat[:, :1] * radius[0] * side + flat[:, 1:] * radius[1] * up
        i = np.arange(sides)
        triangles = [np.stack([np.zeros(sides, int), 1 + i, 1 + (i + 1) % sides], -1)]
        for k in range(1, rings):
            a, b = 1 + (k - 1) * sides, 1 + k * sides
            n = (i + 1) % sides
            triangles += [np.stack([a + i, b + i, b + n], -1), np.stack([a + i, b + n, a + n], -1)]
        picture = None
        if uv is not None:
            u0, v0, u1, v1 = uv
            picture = np.stack([u0 + (u1 - u0) * (flat[:, 0] * 0.5 + 0.5), v0 + (v1 - v0) * (flat[:, 1] * 0.5 + 0.5)], -1)
        return self.add(points, np.concatenate(triangles), np.tile(normal, (len(points), 1)), colour, picture)

    def kites(self, base, direction, length, width, colour, normal=None, fold=0.0, sway=(0.0, 0.0), vary=0.0, belly=0.4):
        """Many leaf-like quads at once, widest at `belly` of their length; `sway` at foot and tip."""
        base, direction = np.asarray(base, float), unit(direction)
        n = len(base)
        normal = self.random.normal(size=(n, 3)) if normal is None else np.broadcast_to(np.asarray(normal, float), (n, 3))
        side = unit(np.cross(direction, normal))
        lift = np.cross(side, direction)
        length = np.broadcast_to(np.asarray(length, float), n)[:, None]
        width = np.broadcast_to(np.asarray(width, float), n)[:, None]
        middle = base + direction * length * belly + lift * width * fold
        points = np.stack([base, middle + side * width / 2, base + direction * length, middle - side * width / 2], axis=1)
        i = np.arange(n)[:, None] * 4
        triangles = np.concatenate([i + [0, 1, 2], i + [0, 2, 3]])
        shade = np.repeat(np.broadcast_to(linear(colour), (n, 3)) * (1 + vary * (self.random.random((n, 1)) * 2 - 1)), 4, axis=0)
        return self.add(points.reshape(-1, 3), triangles, np.repeat(lift, 4, axis=0), shade, None, np.tile([sway[0], (sway[0] + sway[1]) / 2, sway[1], (sway[0] + sway[1]) / 2], n))

    def outline(self, shape, thick, colour, matrix=None, offset=(0, 0, 0)):
        """A flat body cut after an outline (n, 2) in x and z, star-shaped about its middle, `thick` in y."""
        shape = np.asarray(shape, float)
        n = len(shape)
        m = np.eye(3) if matrix is None else np.asarray(matrix, float)
        middle = shape.mean(axis=0)
        for y, way in ((-thick / 2, -1.0), (thick / 2, 1.0)):
            flat = np.concatenate([shape, [middle]])
            points = np.stack([flat[:, 0], np.full(n + 1, y), flat[:, 1]], -1)
            i = np.arange(n)
            self.add(points @ m.T + offset, np.stack([i, (i + 1) % n, np.full(n, n)], -1), np.tile([0, way, 0], (n + 1, 1)) @ m.T, colour)
        if thick > 0.002:
            edge = np.stack([np.stack([shape[:, 0], np.full(n, y), shape[:, 1]], -1) @ m.T + offset for y in (-thick / 2, thick / 2)])
            self.loft(edge, colour)
        return self


def grid(rows, columns, closed=False):
    """The triangles of a grid of vertices; `closed` joins its last column to its first."""
    i = np.arange(rows * columns).reshape(rows, columns)
    j = np.roll(i, -1, axis=1) if closed else i[:, 1:]
    i = i if closed else i[:, :-1]
    a, b, c, d = (x.reshape(-1) for x in (i[:-1], j[:-1], j[1:], i[1:]))
    return np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)])


def noise(x, y, seed=0, octaves=4, period=1.0):
    """Smooth noise in about ±1: a sum of sines in random directions."""
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


def surroundings(way):
    """How bright a room looks in direction `way` to something that mirrors: a window ahead and one to
    the right, a pale ceiling, a darker floor."""
    z, x, y = way[..., 2], way[..., 0], way[..., 1]

    def patch(cx, cy, cz, wide):
        return np.exp(-(((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2) / wide))

    return 0.46 + 0.50 * np.clip(z, 0, 1) ** 0.8 - 0.26 * np.clip(-z, 0, 1) + 2.2 * patch(0.93, -0.3, 0.2, 0.04) + 1.7 * patch(-0.5, -0.75, 0.42, 0.035) + 1.2 * patch(0, 0.9, 0.45, 0.12)


def metal(colour, place=(0, 0, 0), turn=0.0, dark=0.0):
    """A colour function for polished metal that stands at `place`, turned about z: what it mirrors to
    the eye in the seat is painted into it."""
    base, spin = linear(colour), turned_about("z", turn)

    def paint(points, normals):
        p, n = points @ spin.T + np.asarray(place, float), normals @ spin.T
        look = unit(p - EYE)
        away = look - 2 * (look * n).sum(-1, keepdims=True) * n
        light = surroundings(away)[:, None] * (1 - dark)
        return base * np.minimum(light, 1.0) + np.clip(light - 1.0, 0, 1) * 0.75

    return paint


def glossy(colour, place=(0, 0, 0), turn=0.0, shine=0.35):
    """A colour function for enamel and china: its own colour with the windows' gleam on it."""
    base, spin = linear(colour), turned_about("z", turn)

    def paint(points, normals):
        p, n = points @ spin.T + np.asarray(place, float), normals @ spin.T
        look = unit(p - EYE)
        away = look - 2 * (look * n).sum(-1, keepdims=True) * n
        gleam = np.clip(surroundings(away) - 0.85, 0, 1)[:, None] * shine
        return base * (1 - gleam) + gleam * 1.1

    return paint
