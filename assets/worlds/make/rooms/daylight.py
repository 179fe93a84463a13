"""Bakes rooms: light that comes in through windows is sampled through the windows.

A room's vertex sees little of the sky, so rays cast at random find the window seldom and leave specks.
Here every vertex indoors looks straight at each window's opening (`Portal`), and the random rays carry
only what the room itself gives back. The eye gets used to a room: `gain` lifts its daylight, the more the
dimmer it is, and leaves full light as it is. Ray casting is `light`'s.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

import light
import world


@dataclass
class Portal:
    """An opening: its lower left corner, its two sides, and the way into the room."""

    corner: tuple
    across: tuple
    up: tuple
    inward: tuple


@njit(cache=True)
def _through(points, normals, push, inside, corner, across, up, inward, grid, below, have, tree, corners, indices, albedo, through, indoors):
    """What each indoor point gets straight through an opening: sky, and what lies outside."""
    n = len(points)
    out = np.zeros((n, light.CHANNELS))
    side = np.cross(across, up)
    area = np.sqrt((side * side).sum())
    cells = grid * grid
    for i in range(n):
        if not inside[i]:
            continue
        for s in range(cells):
            turn = np.sin((i * 37.7 + s * 91.3)) * 43758.5453
            a = turn - np.floor(turn)
            turn = np.sin((i * 71.9 + s * 17.1 + 5.0)) * 24634.6345
            b = turn - np.floor(turn)
            q = corner + across * ((s % grid + a) / grid) + up * ((s // grid + b) / grid)
            d = q - points[i]
            distance = np.sqrt((d * d).sum())
            if distance < 1e-4:
                continue
            d = d / distance
            facing = (d * normals[i]).sum()
            opening = -(d * inward).sum()
            if facing <= 0.0 or opening <= 0.0:
                continue
            weight = facing * opening * area / (3.14159265 * max(distance * distance, area * 0.15)) / cells
            e = push[i]
            o = points[i] + normals[i] * e + d * e
            hit, _, hu, hv = light._cast(o[0], o[1], o[2], d[0], d[1], d[2], 1e9, i * 0.37 + s * 1.13, False, tree, corners, through)
            if hit < 0:
                out[i, 0] += weight * (1.0 if d[2] > 0.0 else below)
                continue
            x, y, z = indices[hit, 0], indices[hit, 1], indices[hit, 2]
            if indoors[hit]:
                continue  # a flower pot in the window: the room's own rays bring it
            for k in range(light.CHANNELS):
                out[i, k] += weight * albedo[hit] * (have[x, k] * (1.0 - hu - hv) + have[y, k] * hu + have[z, k] * hv)
    return out


@njit(cache=True)
def _around(points, normals, push, inside, samples, near, have, tree, corners, indices, albedo, through, solid, indoors):
    """What each indoor point gets from the room: (light, openness, doubt). Rays that leave bring nothing."""
    n = len(points)
    out = np.zeros((n, light.CHANNELS))
    open_, doubt = np.zeros(n), np.zeros(n)
    for i in range(n):
        if not inside[i]:
            continue
        t, b = light._frame(normals[i])
        turn = np.sin(i * 91.17) * 4375.85
        shift = turn - np.floor(turn)
        for s in range(samples):
            u = (s + 0.5) / samples
            v = (s * 0.618033988749895 + shift) % 1.0
            r, angle = np.sqrt(u), 6.283185307179586 * v
            d = t * (r * np.cos(angle)) + b * (r * np.sin(angle)) + normals[i] * np.sqrt(1.0 - u)
            e = push[i]
            o = points[i] + normals[i] * e + d * e
            hit, distance, hu, hv = light._cast(o[0], o[1], o[2], d[0], d[1], d[2], 1e9, i * 0.37 + s * 1.13, False, tree, corners, through)
            if hit < 0:
                open_[i] += 1.0
                continue
            open_[i] += min(1.0, distance / near)
            x, y, z = indices[hit, 0], indices[hit, 1], indices[hit, 2]
            if solid[hit]:
                g0 = corners[hit, 4] * corners[hit, 8] - corners[hit, 5] * corners[hit, 7]
                g1 = corners[hit, 5] * corners[hit, 6] - corners[hit, 3] * corners[hit, 8]
                g2 = corners[hit, 3] * corners[hit, 7] - corners[hit, 4] * corners[hit, 6]
                if g0 * d[0] + g1 * d[1] + g2 * d[2] > 0.0 and distance < 0.25:
                    doubt[i] += 1.0
            if not indoors[hit]:
                continue
            for k in range(light.CHANNELS):
                out[i, k] += albedo[hit] * (have[x, k] * (1.0 - hu - hv) + have[y, k] * hu + have[z, k] * hv)
        for k in range(light.CHANNELS):
            out[i, k] /= samples
        open_[i] /= samples
        doubt[i] /= samples
    return out, open_, doubt


def baker(room, portals, sky_gain=7.0, sun_gain=4.0, most_sky=0.29, with_sun=(0.40, 0.90, 0.25, 0.30)):
    """A stand-in for `light.bake`. `room` is ((x, y, z) low, (x, y, z) high) of the air inside.

    Light of the sun L becomes g·L / (1 + (g − 1)·L): faint light g times as strong, full light the same.
    Light of the sky grows towards `most_sky`, below what the engine takes for being out in the snow;
    `with_sun` of it is added to the sun's in the morning, by day, in the evening, at night.
    """
    kept = {}
    low, high = (np.asarray(v, float) for v in room)

    def bake(receivers, blockers, samples=64, bounces=2, sun_samples=10, sun_radius=2.0, near=1.0, below=0.15, indoors=True, lights=None, lamps=None):
        lights = lights or world.LIGHTS
        lamps = world.LAMPS if lamps is None else lamps
        tri, kind = blockers["triangles"], blockers["kind"]
        p = blockers["points"].astype(np.float64)
        through = np.array([light.THROUGH.get(k, 0.0) for k in kind])
        through[kind == "cloth"] = 0.35
        stops = through < 1.0
        tri, through, kind = tri[stops], through[stops], kind[stops]
        a, b, c = p[tri[:, 0]], p[tri[:, 1]], p[tri[:, 2]]
        corners = np.ascontiguousarray(np.concatenate([a, b - a, c - a], 1))
        tree = light._build(np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c))
        albedo = blockers["albedo"][tri].mean(1)
        solid = np.isin(kind, ["solid", "ground"])

        def within(q):
            return ((q > low) & (q < high)).all(1)

        def straight(points, normals, push, triangles, count):
            out, seen = np.zeros((len(points), light.CHANNELS)), np.zeros((len(points), 4))
            for at, strength, radius, facing in lamps:
                out[:, 1] += light._lamp(points, normals, push, at, strength, radius, np.zeros(3) if facing is None else facing / np.linalg.norm(facing), 12, tree, corners, through)
            for k, time in enumerate(world.TIMES):
                way = world.direction(*lights[time])
                lit, faces = light._sun(points, normals, push, way, np.tan(np.radians(sun_radius)), count, tree, corners, through)
                out[:, 2 + k] = lit * np.clip(faces, 0, None)
                seen[:, k] = light._fill(lit, np.clip(faces * 8 + 0.2, 0, 1), triangles, 3)
            return out, seen

        def gather(points, normals, push, inside, rays, have):
            out, open_, doubt = _around(points, normals, push, inside, rays, near, have, tree, corners, tri, albedo, through, solid, indoors_of_tri)
            cells = 4 if rays < 40 else 6 if rays < 150 else 8
            for portal in portals:
                side = [np.asarray(v, float) for v in (portal.corner, portal.across, portal.up, portal.inward)]
                out += _through(points, normals, push, inside, *side, cells, below, have, tree, corners, tri, albedo, through, indoors_of_tri)
            if not inside.all():
                q = np.where(~inside)[0]
                out[q], open_[q], doubt[q] = light._gather(points[q], normals[q], push[q], min(rays, 48), 1.0, below, have, tree, corners, tri, albedo, through, solid)
            return out, open_, doubt

        def arrays(mesh):
            points = mesh["points"].astype(np.float64)
            return points, mesh["normals"].astype(np.float64), light._push(mesh), within(points)

        if receivers is blockers or not kept:
            points, normals, push, inside = arrays(blockers)
            indoors_of_tri = inside[tri[:, 0]]
            direct, seen = straight(points, normals, push, blockers["triangles"], sun_samples)
            have = direct.copy()
            # Daylight of the windows is not in `have` at first: the first round brings it, the others spread it.
            for bounce in range(bounces + 1):
                rays = samples if bounce == bounces and receivers is blockers else max(24, samples // 4)
                out, open_, doubt = gather(points, normals, push, inside, rays, have)
                have = out + direct
            kept.update(field=have, tree=tree, corners=corners, tri=tri, albedo=albedo, through=through, solid=solid, indoors=indoors_of_tri)
        mesh, field = receivers, kept["field"]
        if receivers is not blockers:
            # Things of one season only: among what stood there when the room was baked.
            tree, corners, tri, albedo, through, solid, indoors_of_tri = (kept[k] for k in ("tree", "corners", "tri", "albedo", "through", "solid", "indoors"))
            points, normals, push, inside = arrays(receivers)
            direct, seen = straight(points, normals, push, mesh["triangles"], sun_samples)
            out, open_, doubt = gather(points, normals, push, inside, samples, field)
            have = out + direct
        # Cloth is lit from both sides.
        cloth = np.zeros(len(points), bool)
        cloth[mesh["triangles"][np.isin(mesh["kind"], ["cloth", "leaf"])].reshape(-1)] = True
        cloth &= inside
        if cloth.any():
            q = np.where(cloth)[0]
            behind, _ = straight(points[q], -normals[q], push[q], np.zeros((0, 3), np.int64), sun_samples)
            behind += gather(points[q], -normals[q], push[q], inside[q], samples, field)[0]
            have = have.copy()
            have[q] = have[q] * 0.62 + behind * 0.38
        sure = (doubt < 0.35).astype(float)
        for k in range(light.CHANNELS):
            have[:, k] = light._fill(np.ascontiguousarray(have[:, k]), sure.copy(), mesh["triangles"], 6)
        open_ = light._fill(open_, sure.copy(), mesh["triangles"], 4)

        def lifted(value):
            value = np.clip(value, 0, 1)
            return np.where(inside, sun_gain * value / (1 + (sun_gain - 1) * value), value)

        # The engine takes `_SUN` of a room's world as it is, outdoors too; leaves are lit from behind as well.
        soft = np.zeros(len(points))
        soft[mesh["triangles"][np.isin(mesh["kind"], ["leaf", "needle", "grass", "cloth"])].reshape(-1)] = 0.45
        have[:, 2:6] = np.where(inside[:, None], have[:, 2:6], np.maximum(have[:, 2:6], seen * soft[:, None]))

        sky = np.where(inside, most_sky * (1 - np.exp(-sky_gain * have[:, 0] / most_sky)), have[:, 0])
        lit = np.stack([sky, have[:, 1], open_, inside.astype(float)], 1)
        # The sky's own brightness goes with the sun's: a share of its light comes and goes with it.
        sun = np.stack([lifted(have[:, 2 + k] + np.where(inside, share * have[:, 0], 0)) for k, share in enumerate(with_sun)], 1)
        return np.clip(lit, 0, 1), np.clip(sun, 0, 1)

    return bake
