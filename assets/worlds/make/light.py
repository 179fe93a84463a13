"""Bakes light into vertices: a small ray caster over all triangles of a world, compiled by numba.

For every vertex: how much of a white sky it sees (with bounces), what the world's lamps give it
(with bounces), how open it is near by, and how much of sun or moon it sees at four times of day.
Values only, no colour: the engine colours them. Leaves let part of the rays through, so that crowns
are not black inside. Vertices inside other things take the light of their neighbours.

Not done here: which meshes see each other (seasons, tags): `glb.py` decides and calls `bake`.
"""

import os

os.environ.setdefault("NUMBA_NUM_THREADS", "1")

import numpy as np
from numba import njit

import world

# Share of the rays that pass a thing; those above 1 do not stop light at all.
THROUGH = {"leaf": 0.68, "needle": 0.6, "grass": 0.6, "cloth": 0.15, "glass": 2.0, "flame": 2.0, "glow": 2.0}
CHANNELS = 6  # sky, lamp, and the sun at four times


@njit(cache=True)
def _build(lo, hi):
    """A bounding volume hierarchy by the surface area heuristic; leaves hold at most four triangles."""
    n = len(lo)
    order = np.arange(n)
    middle = (lo + hi) * 0.5
    box_lo, box_hi = np.empty((2 * n, 3)), np.empty((2 * n, 3))
    first, count = np.zeros(2 * n, np.int64), np.zeros(2 * n, np.int64)
    stack_node, stack_start, stack_end = np.zeros(256, np.int64), np.zeros(256, np.int64), np.zeros(256, np.int64)
    used, top = 1, 1
    stack_end[0] = n
    bins = 12
    while top > 0:
        top -= 1
        node, start, end = stack_node[top], stack_start[top], stack_end[top]
        b0, b1, c0, c1 = np.full(3, 1e30), np.full(3, -1e30), np.full(3, 1e30), np.full(3, -1e30)
        for i in range(start, end):
            t = order[i]
            for k in range(3):
                b0[k] = min(b0[k], lo[t, k])
                b1[k] = max(b1[k], hi[t, k])
                c0[k] = min(c0[k], middle[t, k])
                c1[k] = max(c1[k], middle[t, k])
        box_lo[node], box_hi[node] = b0, b1
        size = end - start
        axis = 0
        for k in range(1, 3):
            if c1[k] - c0[k] > c1[axis] - c0[axis]:
                axis = k
        width = c1[axis] - c0[axis]
        if size <= 4 or width < 1e-9 or top > 250:
            first[node], count[node] = start, size
            continue
        number = np.zeros(bins, np.int64)
        bl, bh = np.full((bins, 3), 1e30), np.full((bins, 3), -1e30)
        for i in range(start, end):
            t = order[i]
            b = min(bins - 1, int((middle[t, axis] - c0[axis]) / width * bins))
            number[b] += 1
            for k in range(3):
                bl[b, k] = min(bl[b, k], lo[t, k])
                bh[b, k] = max(bh[b, k], hi[t, k])
        best, cut = 1e30, -1
        for split in range(1, bins):
            cost = 0.0
            for side in range(2):
                l0, l1, m = np.full(3, 1e30), np.full(3, -1e30), 0
                for b in range(0 if side == 0 else split, split if side == 0 else bins):
                    m += number[b]
                    for k in range(3):
                        l0[k] = min(l0[k], bl[b, k])
                        l1[k] = max(l1[k], bh[b, k])
                if m > 0:
                    e0, e1, e2 = l1[0] - l0[0], l1[1] - l0[1], l1[2] - l0[2]
                    cost += m * (e0 * e1 + e1 * e2 + e2 * e0)
                else:
                    cost += 1e29
            if cost < best:
                best, cut = cost, split
        i, j = start, end - 1
        while i <= j:
            b = min(bins - 1, int((middle[order[i], axis] - c0[axis]) / width * bins))
            if b < cut:
                i += 1
            else:
                order[i], order[j] = order[j], order[i]
                j -= 1
        half = i
        if half == start or half == end:
            half = (start + end) // 2
        first[node] = used  # children stand side by side
        for side in range(2):
            stack_node[top] = used + side
            stack_start[top] = start if side == 0 else half
            stack_end[top] = half if side == 0 else end
            top += 1
        used += 2
    return box_lo[:used].copy(), box_hi[:used].copy(), first[:used].copy(), count[:used].copy(), order


@njit(cache=True)
def _cast(o0, o1, o2, d0, d1, d2, reach, seed, shadow, tree, corners, through):
    """The nearest triangle hit: (index or −1, distance, u, v). `shadow` stops at the first one."""
    box_lo, box_hi, first, count, order = tree
    i0 = 1.0 / d0 if abs(d0) > 1e-12 else 1e12
    i1 = 1.0 / d1 if abs(d1) > 1e-12 else 1e12
    i2 = 1.0 / d2 if abs(d2) > 1e-12 else 1e12
    stack = np.empty(128, np.int64)
    stack[0] = 0
    top = 1
    hit, best, hu, hv = -1, reach, 0.0, 0.0
    while top > 0:
        top -= 1
        node = stack[top]
        a, b = (box_lo[node, 0] - o0) * i0, (box_hi[node, 0] - o0) * i0
        near, far = min(a, b), max(a, b)
        a, b = (box_lo[node, 1] - o1) * i1, (box_hi[node, 1] - o1) * i1
        near, far = max(near, min(a, b)), min(far, max(a, b))
        a, b = (box_lo[node, 2] - o2) * i2, (box_hi[node, 2] - o2) * i2
        near, far = max(near, min(a, b)), min(far, max(a, b))
        if near > far or far < 0.0 or near > best:
            continue
        if count[node] == 0:
            left = first[node]
            # The child on the ray's side first.
            m = (box_lo[left, 0] + box_hi[left, 0] - box_lo[left + 1, 0] - box_hi[left + 1, 0]) * d0
            m += (box_lo[left, 1] + box_hi[left, 1] - box_lo[left + 1, 1] - box_hi[left + 1, 1]) * d1
            m += (box_lo[left, 2] + box_hi[left, 2] - box_lo[left + 1, 2] - box_hi[left + 1, 2]) * d2
            axis_down = m > 0
            stack[top] = left if axis_down else left + 1
            stack[top + 1] = left + 1 if axis_down else left
            top += 2
            continue
        for k in range(first[node], first[node] + count[node]):
            t = order[k]
            e10, e11, e12 = corners[t, 3], corners[t, 4], corners[t, 5]
            e20, e21, e22 = corners[t, 6], corners[t, 7], corners[t, 8]
            p0, p1, p2 = d1 * e22 - d2 * e21, d2 * e20 - d0 * e22, d0 * e21 - d1 * e20
            det = e10 * p0 + e11 * p1 + e12 * p2
            if abs(det) < 1e-14:
                continue
            inv = 1.0 / det
            s0, s1, s2 = o0 - corners[t, 0], o1 - corners[t, 1], o2 - corners[t, 2]
            u = (s0 * p0 + s1 * p1 + s2 * p2) * inv
            if u < 0.0 or u > 1.0:
                continue
            q0, q1, q2 = s1 * e12 - s2 * e11, s2 * e10 - s0 * e12, s0 * e11 - s1 * e10
            v = (d0 * q0 + d1 * q1 + d2 * q2) * inv
            if v < 0.0 or u + v > 1.0:
                continue
            distance = (e20 * q0 + e21 * q1 + e22 * q2) * inv
            if distance <= 1e-5 or distance >= best:
                continue
            if through[t] > 0.0:
                chance = np.sin(seed * 12.9898 + t * 78.233) * 43758.5453
                if chance - np.floor(chance) < through[t]:
                    continue
            hit, best, hu, hv = t, distance, u, v
            if shadow:
                return hit, best, hu, hv
    return hit, best, hu, hv


@njit(cache=True)
def _frame(n):
    """Two directions across n."""
    if abs(n[2]) < 0.9:
        t = np.array([-n[1], n[0], 0.0])
    else:
        t = np.array([0.0, -n[2], n[1]])
    t = t / np.sqrt((t * t).sum())
    return t, np.cross(n, t)


@njit(cache=True)
def _gather(points, normals, push, samples, near, below, have, tree, corners, indices, albedo, through, solid):
    """One round: sky seen, light gathered from what is hit (`have`, per vertex), openness, doubt."""
    n = len(points)
    out = np.zeros((n, CHANNELS))
    open_ = np.zeros(n)
    doubt = np.zeros(n)
    for i in range(n):
        t, b = _frame(normals[i])
        turn = np.sin(i * 91.17) * 4375.85
        shift = turn - np.floor(turn)
        for s in range(samples):
            # A low-discrepancy sequence, turned differently at every vertex.
            u = (s + 0.5) / samples
            v = (s * 0.618033988749895 + shift) % 1.0
            r, angle = np.sqrt(u), 6.283185307179586 * v
            x, y, z = r * np.cos(angle), r * np.sin(angle), np.sqrt(1.0 - u)
            d0 = t[0] * x + b[0] * y + normals[i, 0] * z
            d1 = t[1] * x + b[1] * y + normals[i, 1] * z
            d2 = t[2] * x + b[2] * y + normals[i, 2] * z
            e = push[i]
            hit, distance, hu, hv = _cast(
                points[i, 0] + normals[i, 0] * e + d0 * e, points[i, 1] + normals[i, 1] * e + d1 * e,
                points[i, 2] + normals[i, 2] * e + d2 * e, d0, d1, d2, 1e9, i * 0.37 + s * 1.13, False, tree, corners, through,
            )
            if hit < 0:
                out[i, 0] += 1.0 if d2 > 0.0 else below
                open_[i] += 1.0
                continue
            open_[i] += min(1.0, distance / near)
            if solid[hit]:
                g0 = corners[hit, 4] * corners[hit, 8] - corners[hit, 5] * corners[hit, 7]
                g1 = corners[hit, 5] * corners[hit, 6] - corners[hit, 3] * corners[hit, 8]
                g2 = corners[hit, 3] * corners[hit, 7] - corners[hit, 4] * corners[hit, 6]
                if g0 * d0 + g1 * d1 + g2 * d2 > 0.0 and distance < 0.5:
                    doubt[i] += 1.0
            a, b_, c = indices[hit, 0], indices[hit, 1], indices[hit, 2]
            for k in range(CHANNELS):
                out[i, k] += albedo[hit] * (have[a, k] * (1.0 - hu - hv) + have[b_, k] * hu + have[c, k] * hv)
        for k in range(CHANNELS):
            out[i, k] /= samples
        open_[i] /= samples
        doubt[i] /= samples
    return out, open_, doubt


@njit(cache=True)
def _sun(points, normals, push, way, radius, samples, tree, corners, through):
    """Share of the sun's disc seen from each point, and whether the point faces it."""
    n = len(points)
    seen, faces = np.zeros(n), np.zeros(n)
    t, b = _frame(way)
    for i in range(n):
        cosine = (normals[i] * way).sum()
        faces[i] = cosine
        e = push[i]
        turn = np.sin(i * 45.31) * 9375.7
        shift = turn - np.floor(turn)
        total = 0
        for s in range(samples):
            r = radius * np.sqrt((s + 0.5) / samples)
            angle = 6.283185307179586 * ((s * 0.618033988749895 + shift) % 1.0)
            d = way + t * (r * np.cos(angle)) + b * (r * np.sin(angle))
            o = points[i] + normals[i] * e + d * e
            hit, _, _, _ = _cast(o[0], o[1], o[2], d[0], d[1], d[2], 1e9, i * 0.71 + s * 1.7, True, tree, corners, through)
            if hit < 0:
                total += 1
        seen[i] = total / samples
    return seen, faces


@njit(cache=True)
def _lamp(points, normals, push, at, strength, radius, facing, samples, tree, corners, through):
    """Irradiance from one small round lamp."""
    n = len(points)
    out = np.zeros(n)
    for i in range(n):
        total = 0.0
        for s in range(samples):
            u, angle = (s + 0.5) / samples * 2.0 - 1.0, s * 2.399963
            r = np.sqrt(max(0.0, 1.0 - u * u)) * radius
            q = at + np.array([r * np.cos(angle), r * np.sin(angle), u * radius])
            way = q - points[i]
            distance = np.sqrt((way * way).sum())
            if distance < 1e-3:
                continue
            way = way / distance
            cosine = (way * normals[i]).sum()
            if cosine <= 0.0:
                continue
            share = 1.0
            if (facing * facing).sum() > 0.0:
                share = max(0.0, -(way * facing).sum()) * 2.0
            e = push[i]
            o = points[i] + normals[i] * e + way * e
            hit, _, _, _ = _cast(o[0], o[1], o[2], way[0], way[1], way[2], distance - radius - 2 * e, i * 0.3 + s, True, tree, corners, through)
            if hit < 0:
                total += share * cosine / max(distance, radius) ** 2
        out[i] = strength * total / samples
    return out


@njit(cache=True)
def _fill(values, weights, triangles, rounds):
    """Vertices without weight take the mean of their neighbours."""
    n = len(values)
    for _ in range(rounds):
        total, weight = np.zeros(n), np.zeros(n)
        for t in range(len(triangles)):
            for k in range(3):
                a, b = triangles[t, k], triangles[t, (k + 1) % 3]
                total[a] += values[b] * weights[b]
                weight[a] += weights[b]
                total[b] += values[a] * weights[a]
                weight[b] += weights[a]
        left = 0
        for i in range(n):
            if weights[i] <= 0.0:
                if weight[i] > 0.0:
                    values[i] = total[i] / weight[i]
                    weights[i] = 0.3
                else:
                    left += 1
        if left == 0:
            break
    return values


def bake(receivers, blockers, samples=64, bounces=2, sun_samples=12, sun_radius=2.0, near=1.0, below=0.15,
         indoors=False, lights=None, lamps=None):
    """Light for the receivers' vertices: (n, 4) `_LIGHT` and (n, 4) `_SUN`, both 0–1.

    Both arguments are dictionaries of arrays: points, normals (n, 3), triangles (m, 3), albedo (n,)
    and kind (m,), the material prefix of each triangle; `blockers` may hold the receivers too.
    `indoors` makes `_SUN` irradiance with bounces (and `_LIGHT`'s spare 1) instead of visibility.
    """
    lights = lights or world.LIGHTS
    lamps = world.LAMPS if lamps is None else lamps
    tri = blockers["triangles"]
    p = blockers["points"].astype(np.float64)
    a, b, c = p[tri[:, 0]], p[tri[:, 1]], p[tri[:, 2]]
    through = np.array([THROUGH.get(k, 0.0) for k in blockers["kind"]])
    stops = through < 1.0
    tri, a, b, c, through, kind = tri[stops], a[stops], b[stops], c[stops], through[stops], blockers["kind"][stops]
    corners = np.ascontiguousarray(np.concatenate([a, b - a, c - a], 1))
    tree = _build(np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c))
    albedo = blockers["albedo"][tri].mean(1)
    # Water shows the sky it mirrors to what hangs above it.
    albedo = np.where(kind == "water", 0.25, albedo)
    solid = np.isin(kind, ["solid", "ground"])

    def shade(mesh, rays, have, direct):
        points, normals = mesh["points"].astype(np.float64), mesh["normals"].astype(np.float64)
        push = _push(mesh)
        out, open_, doubt = _gather(points, normals, push, rays, near, below, have, tree, corners, tri, albedo, through, solid)
        return out + direct, open_, doubt

    def straight(mesh, samples_):
        points, normals, push = mesh["points"].astype(np.float64), mesh["normals"].astype(np.float64), _push(mesh)
        out = np.zeros((len(points), CHANNELS))
        seen_all = np.zeros((len(points), 4))
        for at, strength, radius, facing in lamps:
            out[:, 1] += _lamp(points, normals, push, at, strength, radius, np.zeros(3) if facing is None else facing / np.linalg.norm(facing), 6, tree, corners, through)
        for k, time in enumerate(world.TIMES):
            way = world.direction(*lights[time])
            seen, faces = _sun(points, normals, push, way, np.tan(np.radians(sun_radius)), samples_, tree, corners, through)
            # A face turned away hides itself; what its neighbours see keeps shadows' edges clean.
            weight = np.clip(faces * 8 + 0.2, 0, 1)
            out[:, 2 + k] = seen * np.clip(faces, 0, None)
            seen_all[:, k] = _fill(seen, weight, mesh["triangles"], 3)
        return out, seen_all

    same = receivers is blockers
    few = not same and not indoors and len(receivers["points"]) < 0.2 * len(p)
    if few:
        # For a handful of things of another season out of doors a guess of what the rest reflects will do.
        have = np.zeros((len(p), CHANNELS))
        have[:, 0] = 0.6
    else:
        direct_b, seen_b = straight(blockers, sun_samples if same else max(4, sun_samples // 2))
        have = direct_b.copy()
    for bounce in range(0 if few else bounces):
        rays = samples if same and bounce == bounces - 1 else max(16, samples // 3)
        have, open_, doubt = shade(blockers, rays, have, direct_b)
    if same:
        out, seen = have, seen_b
    else:
        direct, seen = straight(receivers, sun_samples)
        out, open_, doubt = shade(receivers, samples, have, direct)
    sure = (doubt < 0.35).astype(float)
    for k in range(CHANNELS):
        out[:, k] = _fill(np.ascontiguousarray(out[:, k]), sure.copy(), receivers["triangles"], 4)
    open_ = _fill(open_, sure.copy(), receivers["triangles"], 4)
    spare = np.full(len(out), 1.0 if indoors else 0.0)
    light = np.stack([out[:, 0], out[:, 1], open_, spare], 1)
    sun = out[:, 2:6] if indoors else seen
    return np.clip(light, 0, 1), np.clip(sun, 0, 1)


def _push(mesh):
    """How far rays start off the surface: less on small things."""
    p, tri = mesh["points"], mesh["triangles"]
    edge = np.full(len(p), 0.0)
    count = np.zeros(len(p))
    for k in range(3):
        length = np.linalg.norm(p[tri[:, k]] - p[tri[:, (k + 1) % 3]], axis=1)
        np.add.at(edge, tri[:, k], length)
        np.add.at(count, tri[:, k], 1)
    return np.clip(edge / np.maximum(count, 1) * 0.03, 0.0008, 0.03).astype(np.float64)
