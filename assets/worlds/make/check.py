"""Holds a world's glb against what the engine expects of it.

    python3 assets/worlds/make/check.py assets/worlds/lake/world.glb

Prints what it found and ends with 1 if anything is wrong: names, tags, attributes, targets and
happenings of the world's table, budgets, clips that would pop, hurry or come too near the seat.
"""

import sys
from pathlib import Path

import numpy as np

from readback import Glb

TAGS = {"spring", "summer", "autumn", "winter", "morning", "day", "evening", "night", "clear", "rain", "snow", "fog"}
PREFIXES = {"solid", "ground", "leaf", "needle", "grass", "water", "glass", "glow", "flame", "cloth"}
TABLE = {
    "lake": ("duck boat loon fish lantern", "duck-comes duck-dabbles duck-leaves fish-jumps boat-rocks lantern-lights loon-comes"),
    "meadow": ("birch flowers berries bird hare", "berry-1 berry-2 berry-3 berry-4 berry-5 bird-sings butterfly-comes hare-looks"),
    "cabin": ("fire candle window kettle cat", "fire-flares candle-lights northern-lights cat-stretches kettle-steams"),
    "garden": ("can roses apple-tree bird-bath bench", "can-pours rose-1 rose-2 rose-3 rose-4 apple-falls bird-bathes"),
    "pavilion": ("band gramophone couple lanterns moon", "gramophone-starts gramophone-stops lanterns-light dance-begins dance-ends band-plays"),
    "kitchen": ("coffee-pot radio window oven buns clock cat", "coffee-pours radio-on radio-off buns-out clock-strikes cat-jumps"),
}
EYES = np.array([0, 0, 1.2])
NEAREST, FASTEST, FASTEST_WITHIN = 1.5, 1.5, 6.0
ATTRIBUTES = {"POSITION": (5126, "VEC3"), "NORMAL": (5126, "VEC3"), "COLOR_0": (5121, "VEC4"), "_LIGHT": (5121, "VEC4"), "_SUN": (5121, "VEC4")}


def problems(path, world=None):
    """Every problem as a sentence; prints the figures on the way."""
    found = []
    glb = Glb(path)
    primitives = list(glb.primitives())
    triangles = sum(len(a["triangles"]) for _, _, a in primitives)
    if glb.size > 6e6:
        found.append(f"the file is {glb.size / 1e6:.1f} MB; 4 is the aim, 6 the most, and each version stays in the history")
    if triangles > 150_000:
        found.append(f"{triangles} triangles; 150,000 is the most")
    if len(primitives) > 100:
        found.append(f"{len(primitives)} primitives; 100 is the most: join things")
    for mesh in glb.json["meshes"]:
        for primitive in mesh["primitives"]:
            for name, (component, kind) in ATTRIBUTES.items():
                accessor = glb.json["accessors"][primitive["attributes"][name]] if name in primitive["attributes"] else None
                if not accessor or accessor["componentType"] != component or accessor["type"] != kind:
                    found.append(f"mesh {mesh['name']}: {name} is missing or not {component} {kind}")
    for material in glb.materials:
        extras = material.get("extras", {})
        if material["name"].split("-")[0] not in PREFIXES:
            found.append(f"material {material['name']}: unknown prefix")
        for season in list(extras.get("season", {})) + extras.get("bare_in", []):
            if season not in ("spring", "summer", "autumn", "winter"):
                found.append(f"material {material['name']}: {season} is no season")
    names = [node.get("name") for node in glb.nodes]
    for name in {n for n in names if names.count(n) > 1}:
        found.append(f"{names.count(name)} nodes are called {name}")
    for i, name in enumerate(names):
        for tag in glb.tags(i) - TAGS:
            found.append(f"node {name}: unknown tag {tag}")
    found += _table(glb, names, world or Path(path).parent.name)
    for i, material, a in primitives:
        if not np.isfinite(a["points"]).all() or not np.isfinite(a["normals"]).all():
            found.append(f"{names[i]}: a point or normal is not a number")
        elif not a["_LIGHT"][:, :2].any():
            found.append(f"{names[i]}: wholly dark, was it baked?")
    found += _clips(glb)
    near = [(names[i], float(_nearest(a).min())) for i, _, a in primitives]
    print("nearest to the eyes:", ", ".join(f"{n} {d:.2f} m" for n, d in sorted(near, key=lambda x: x[1])[:6]))
    print(f"{Path(path).name}: {glb.size / 1e6:.2f} MB, {triangles} triangles, {len(primitives)} primitives, {len(glb.materials)} materials, clips: {', '.join(glb.clips)}")
    return found


def _table(glb, names, world):
    found = []
    targets = {n.get("name").split("@")[0] for n in glb.nodes if n.get("extras", {}).get("target")}
    print("targets:", ", ".join(sorted(targets)))
    if world not in TABLE:
        return [f"no world is called {world}"]
    wanted, happenings = (set(x.split()) for x in TABLE[world])
    found += [f"target {t} is missing" for t in sorted(wanted - targets)]
    found += [f"clip {c} is missing" for c in sorted(happenings - set(glb.clips))]
    found += [f"clip {c} is in no table and neither idle- nor life-" for c in sorted(set(glb.clips) - happenings) if not c.startswith(("idle-", "life-"))]
    for i, node in enumerate(glb.nodes):
        if node.get("extras", {}).get("target") and not _has_mesh(glb, i):
            found.append(f"target {names[i]} has no mesh to look at")
    return found


def _has_mesh(glb, i):
    return "mesh" in glb.nodes[i] or any(_has_mesh(glb, c) for c in glb.nodes[i].get("children", []))


def _nearest(a):
    return np.linalg.norm(a["points"] - EYES, axis=1)


def _clips(glb):
    """Steps through every clip: nothing may come near, hurry near by, or jump when a loop begins again."""
    found = []
    for name, clip in glb.clips.items():
        nodes = {c["target"]["node"] for c in clip["channels"]}
        end = max(float(glb.array(s["input"])[-1]) for s in clip["samplers"])
        if end > 120:
            found.append(f"clip {name} lasts {end:.0f} s; 120 is the most")
        before, first = {}, {}
        steps = np.arange(0, end + 1e-6, 0.25)
        for t in steps:
            pose = glb.pose(name, t)
            for n in nodes:
                at = pose[n][:3, 3]
                size = abs(np.linalg.det(pose[n][:3, :3]))
                at = at[[0, 2, 1]] * [1, -1, 1]
                distance = np.linalg.norm(at - EYES)
                if size > 1e-4 and np.linalg.norm(at[:2]) < NEAREST and at[2] > -0.2 and np.linalg.norm(at) > 1e-6 and distance < NEAREST:
                    found.append(f"clip {name}: {glb.nodes[n]['name']} comes to {distance:.2f} m at {t:.1f} s")
                    size = 0.0
                if n in before and size > 1e-4 and distance < FASTEST_WITHIN:
                    speed = np.linalg.norm(at - before[n]) / 0.25
                    if speed > FASTEST:
                        found.append(f"clip {name}: {glb.nodes[n]['name']} moves {speed:.1f} m/s at {t:.1f} s, {distance:.1f} m away")
                before[n] = at
                first.setdefault(n, at)
        if name.startswith("idle-"):
            for n in nodes:
                if np.linalg.norm(first[n] - before[n]) > 0.1:
                    found.append(f"clip {name}: {glb.nodes[n]['name']} jumps {np.linalg.norm(first[n] - before[n]):.2f} m where the loop begins again")
    return list(dict.fromkeys(found))[:40]


if __name__ == "__main__":
    wrong = problems(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    print("\n".join("WRONG: " + p for p in wrong) or "all well")
    sys.exit(1 if wrong else 0)
