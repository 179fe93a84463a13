"""Writes the Blender scene as a world's glb, with its light baked on the way.

Static things are joined by material (and by tag), in four sectors round the seat where there is
much of one; things with clips, targets and things `world.keep` named stay nodes of their own.
Vertices carry POSITION, NORMAL, COLOR_0 (times the material's baseColorFactor), _LIGHT and _SUN, the
last three as normalised bytes; floats would double the file. No extensions, no compression. Axes: Blender (x, y, z) becomes (x, z, −y).

    glb.export(HERE.parent / "world.glb", samples=96)
"""

import json
import struct
import time
from pathlib import Path

import bpy
import numpy as np

import light
import world

SECTOR_FROM = 8000  # triangles of one material from which it is split into sectors
KINDS = (world.SEASONS, world.TIMES, world.WEATHERS)


def export(path, samples=64, bounces=2, indoors=False, lights=None, bake=True, below=0.15, sun_radius=2.0, near=1.0, baker=light.bake):
    """Bakes and writes; prints what it came to. `samples` rays a vertex (16 to try, 64–256 for good).

    `baker` may be another than `light.bake`, with its arguments (`rooms/daylight.py` has one for rooms).
    """
    began = time.monotonic()
    bpy.context.view_layer.update()
    nodes, parts = _gather()
    if not bake:
        _list()
    if bake:
        _bake(parts, baker, dict(samples=samples, bounces=bounces, indoors=indoors, lights=lights, below=below, sun_radius=sun_radius, near=near))
    writer = _Writer()
    writer.scene(nodes, parts)
    writer.clips(world.CLIPS)
    size = writer.save(Path(path))
    triangles = sum(len(part["triangles"]) for part in parts)
    vertices = sum(len(part["points"]) for part in parts)
    print(f"{Path(path).name}: {triangles} triangles, {vertices} vertices, {len(parts)} primitives, "
          f"{len(world.CLIPS)} clips, {size / 1e6:.2f} MB, {time.monotonic() - began:.0f} s")


def _list():
    """The things with most triangles, to see where a budget goes."""
    sizes = sorted(((len(t.data.polygons), t.name) for t in bpy.context.scene.objects if t.type == "MESH"), reverse=True)
    print(", ".join(f"{name} {count}" for count, name in sizes[:24]))


def tags(name):
    """The tags of a node's name: "reeds@summer+rain" → {"summer", "rain"}."""
    return set(name.split("@", 1)[1].split("+")) if "@" in name else set()


def _inherited(thing):
    found = set()
    while thing is not None:
        found |= tags(thing.name)
        thing = thing.parent
    return found


def _own_node(thing):
    return bool(thing.get("target") or thing.get("keep") or thing.get("moves") or thing.type != "MESH" or thing.name == "seat")


def _gather():
    """(nodes, parts): nodes are the things that stay nodes; a part is one primitive's arrays."""
    depsgraph = bpy.context.evaluated_depsgraph_get()
    things = [t for t in bpy.context.scene.objects if t.type in ("MESH", "EMPTY")]
    kept = set()
    for thing in things:
        if _own_node(thing):
            while thing is not None:
                kept.add(thing)
                thing = thing.parent
    # What hangs under a kept node moves with it, and so stays with it.
    home = {}
    for thing in things:
        at = thing
        while at is not None and at not in kept:
            at = at.parent
        home[thing] = at
    groups = {}
    shared = {}
    for thing in things:
        if thing.type != "MESH":
            continue
        matrix = np.array(thing.matrix_world)
        to_home = np.array(home[thing].matrix_world.inverted_safe()) @ matrix if home[thing] else matrix
        moving = _moves(thing)
        for material, arrays in _mesh(thing, depsgraph).items():
            label = None if home[thing] else "+".join(sorted(_inherited(thing)))
            key = (home[thing], label, material)
            local = dict(arrays)
            local["points"], local["normals"] = _apply(arrays["points"], arrays["normals"], to_home)
            local["world"] = _apply(arrays["points"], arrays["normals"], matrix)
            local["moving"], local["owner"] = moving, thing
            groups.setdefault(key, []).append(local)
    parts = []
    for (node, label, material), members in groups.items():
        if node is None and sum(len(m["triangles"]) for m in members) > SECTOR_FROM:
            sectors = {}
            for member in members:
                for sector, piece in _sectors(member).items():
                    sectors.setdefault(sector, []).append(piece)
        else:
            sectors = {"": members}
        for sector, pieces in sectors.items():
            parts.append(_join(pieces, node, label, material, sector))
    return [t for t in things if t in kept], parts


def _moves(thing):
    """Whether it or a parent has clips and is not baked where it stands."""
    at = thing
    moving = False
    while at is not None:
        if at.get("baked"):
            return False
        moving |= bool(at.get("moves"))
        at = at.parent
    return moving


def _light_of(thing):
    at = thing
    while at is not None:
        if at.get("light") is not None:
            return list(at["light"])
        at = at.parent
    return [1.0, 0.0, 1.0]


def _apply(points, normals, matrix):
    moved = points @ matrix[:3, :3].T + matrix[:3, 3]
    turned = normals @ np.linalg.pinv(matrix[:3, :3])
    return moved, turned / (np.linalg.norm(turned, axis=1, keepdims=True) + 1e-12)


def _mesh(thing, depsgraph):
    """A thing's evaluated mesh by material: arrays in its own axes, vertices split where they differ."""
    evaluated = thing.evaluated_get(depsgraph)
    mesh = evaluated.to_mesh()
    mesh.calc_loop_triangles()
    count = len(mesh.loop_triangles)
    if count == 0:
        evaluated.to_mesh_clear()
        return {}
    loops, verts = np.empty(count * 3, np.int32), np.empty(len(mesh.loops), np.int32)
    slots = np.empty(count, np.int32)
    mesh.loop_triangles.foreach_get("loops", loops)
    mesh.loop_triangles.foreach_get("material_index", slots)
    mesh.loops.foreach_get("vertex_index", verts)
    points = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", points)
    points = points.reshape(-1, 3)
    normals = np.empty(len(mesh.loops) * 3, np.float32)
    mesh.corner_normals.foreach_get("vector", normals)
    normals = normals.reshape(-1, 3)[loops]
    corner = verts[loops]
    if "shade" in mesh.attributes:
        own = np.empty(len(mesh.vertices) * 3, np.float32)
        mesh.attributes["shade"].data.foreach_get("vector", own)
        own = own.reshape(-1, 3)[corner]
        normals = np.where((np.abs(own).sum(1) > 1e-3)[:, None], own, normals)
    colours = np.ones((len(corner), 4), np.float32) * [0.5, 0.5, 0.5, 0]
    if "Color" in mesh.color_attributes:
        attribute = mesh.color_attributes["Color"]
        values = np.empty(len(attribute.data) * 4, np.float32)
        attribute.data.foreach_get("color", values)
        colours = values.reshape(-1, 4)[corner if attribute.domain == "POINT" else loops]
    uvs = np.zeros((len(corner), 2), np.float32)
    if mesh.uv_layers:
        values = np.empty(len(mesh.loops) * 2, np.float32)
        mesh.uv_layers.active.data.foreach_get("uv", values)
        uvs = values.reshape(-1, 2)[loops] * [1, -1] + [0, 1]
    out = {}
    names = [_plainest(slot.material) for slot in thing.material_slots] or ["solid"]
    for index, name in enumerate(names):
        mine = np.repeat(np.clip(slots, 0, len(names) - 1) == index, 3)  # a name may come twice
        if not mine.any():
            continue
        rows = np.concatenate([points[corner[mine]], np.round(normals[mine], 3), np.round(colours[mine], 5), np.round(uvs[mine], 5)], 1).astype(np.float32)
        _, firsts, inverse = np.unique(np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1] * 4))).reshape(-1), return_index=True, return_inverse=True)
        rows = rows[firsts]
        part = dict(points=rows[:, :3].astype(float), normals=rows[:, 3:6].astype(float), colours=rows[:, 6:10], uvs=rows[:, 10:12], triangles=inverse.reshape(-1, 3))
        if name in out:
            part = _stack([out[name], part])
        out[name] = part
    evaluated.to_mesh_clear()
    return out


def _plainest(material):
    """The material's name, or its prefix alone where nothing but the name sets it apart: fewer draws."""
    if material is None:
        return "solid"
    return material.name if len(material.keys()) else material.name.split("-")[0]


def _stack(members):
    start = np.cumsum([0] + [len(m["points"]) for m in members])
    joined = {k: np.concatenate([m[k] for m in members]) for k in ("points", "normals", "colours", "uvs")}
    joined["triangles"] = np.concatenate([m["triangles"] + s for m, s in zip(members, start)])
    return joined


def _sectors(member):
    """A member's triangles by the quarter of the horizon they stand in, so that what is behind can be culled."""
    p = member["world"][0]
    middle = p[member["triangles"]].mean(1)
    quarter = ((np.degrees(np.arctan2(middle[:, 0], middle[:, 1])) + 45) // 90).astype(int) % 4
    out = {}
    for q in np.unique(quarter):
        triangles = member["triangles"][quarter == q]
        used, index = np.unique(triangles, return_inverse=True)
        piece = {k: member[k][used] for k in ("points", "normals", "colours", "uvs")}
        piece["world"] = tuple(x[used] for x in member["world"])
        piece["triangles"] = index.reshape(-1, 3)
        piece["moving"], piece["owner"] = member["moving"], member["owner"]
        out["-" + "abcd"[q]] = piece
    return out


def _join(members, node, label, material, sector):
    part = _stack(members)
    part["world"] = tuple(np.concatenate([m["world"][k] for m in members]) for k in (0, 1))
    part.update(node=node, label=label, material=material, sector=sector, moving=all(m["moving"] for m in members))
    part["tags"] = set(label.split("+")) - {""} if label is not None else _inherited(members[0]["owner"])
    n = len(part["points"])
    sky, lamp, openness, *sun = _light_of(members[0]["owner"])
    part["light"] = np.tile([sky, lamp, openness, 0.0], (n, 1))
    part["sun"] = np.full((n, 4), sun[0] if sun else 1.0)
    return part


def _passing(tag_set):
    """Whether it stands there for a part of the year only: it then shades nothing that stays."""
    return 0 < len(tag_set & set(world.SEASONS)) < 4 or 0 < len(tag_set & set(world.WEATHERS)) < 3


def _context(tag_set):
    """The one season, time and weather in which a part with these tags is baked, and whether it passes."""
    usual = ("summer", "day", "clear")
    out = []
    for kind, common in zip(KINDS, usual):
        mine = [t for t in kind if t in tag_set]
        out.append(common if not mine or common in mine else mine[0])
    return *out, _passing(tag_set)


def _shown(tag_set, bare, context):
    for kind, now in zip(KINDS, context):
        mine = [t for t in kind if t in tag_set]
        if mine and now not in mine:
            return False
    return context[0] not in bare


def _bake(parts, baker, how):
    contexts = {}
    for part in parts:
        made = bpy.data.materials.get(part["material"])
        part["bare"] = list(made["bare_in"]) if made and "bare_in" in made else []
        if not part["moving"]:
            contexts.setdefault(_context(part["tags"]), []).append(part)
    for context, mine in contexts.items():
        began = time.monotonic()
        seen = [p for p in parts if not p["moving"] and _shown(p["tags"], p["bare"], context) and (context[3] or not _passing(p["tags"]))]
        everything = _soup(seen)
        if {id(p) for p in seen} == {id(p) for p in mine}:
            receivers, order = everything, seen
        else:
            receivers, order = _soup(mine), mine
        lights, suns = baker(receivers, everything, **how)
        start = 0
        for part in order:
            n = len(part["points"])
            part["light"], part["sun"] = lights[start : start + n], suns[start : start + n]
            start += n
        print(f"baked {'/'.join(context[:3])}: {start} vertices, {time.monotonic() - began:.0f} s", flush=True)


def _soup(parts):
    start = np.cumsum([0] + [len(p["points"]) for p in parts])
    albedo = []
    for p in parts:
        made = bpy.data.materials.get(p["material"])
        season = made["season"].to_dict().get("summer", [1, 1, 1]) if made and "season" in made else [1, 1, 1]
        albedo.append((p["colours"][:, :3] * season) @ [0.3, 0.59, 0.11])
    return dict(
        points=np.concatenate([p["world"][0] for p in parts]),
        normals=np.concatenate([p["world"][1] for p in parts]),
        triangles=np.concatenate([p["triangles"] + s for p, s in zip(parts, start)]).astype(np.int64),
        albedo=np.concatenate(albedo),
        kind=np.concatenate([np.full(len(p["triangles"]), p["material"].split("-")[0]) for p in parts]),
    )


def _axes(v):
    """Blender's axes to glTF's."""
    v = np.asarray(v, float)
    return np.stack([v[..., 0], v[..., 2], -v[..., 1]], -1)


class _Writer:
    """Collects the buffer and the JSON of one glb."""

    def __init__(self):
        self.blob = bytearray()
        self.json = {"asset": {"version": "2.0", "generator": "Utsikt worlds"}, "scene": 0, "bufferViews": [], "accessors": [],
                     "meshes": [], "nodes": [], "materials": [], "animations": []}
        self.material_index, self.node_index, self.brightest, self.texture_index = {}, {}, {}, {}

    def accessor(self, values, kind, component, normalized=False, target=None, bounds=False):
        types = {5121: np.uint8, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
        data = np.ascontiguousarray(values, dtype=types[component])
        while len(self.blob) % 4:
            self.blob.append(0)
        view = {"buffer": 0, "byteOffset": len(self.blob), "byteLength": data.nbytes}
        if target:
            view["target"] = target
        self.blob += data.tobytes()
        self.json["bufferViews"].append(view)
        entry = {"bufferView": len(self.json["bufferViews"]) - 1, "componentType": component, "count": len(data), "type": kind}
        if normalized:
            entry["normalized"] = True
        if bounds:
            flat = data.reshape(len(data), -1)
            entry["min"], entry["max"] = flat.min(0).astype(float).tolist(), flat.max(0).astype(float).tolist()
        self.json["accessors"].append(entry)
        return len(self.json["accessors"]) - 1

    def material(self, name):
        if name in self.material_index:
            return self.material_index[name]
        made = bpy.data.materials.get(name)
        extras = {k: _plain(made[k]) for k in made.keys() if k != "texture_file" and not k.startswith("_")} if made else {}
        entry = {"name": name, "doubleSided": name.split("-")[0] in ("leaf", "needle", "grass", "cloth", "flame"),
                 "pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": 1.0, "baseColorFactor": self.brightest[name].tolist() + [1.0]}}
        if extras:
            entry["extras"] = extras
        if made and "texture_file" in made:
            entry["pbrMetallicRoughness"]["baseColorTexture"] = {"index": self.texture(made["texture_file"])}
        self.json["materials"].append(entry)
        self.material_index[name] = len(self.json["materials"]) - 1
        return self.material_index[name]

    def texture(self, file):
        """A picture's place; materials that share a file share the picture."""
        if file in self.texture_index:
            return self.texture_index[file]
        data = Path(file).read_bytes()
        while len(self.blob) % 4:
            self.blob.append(0)
        self.json["bufferViews"].append({"buffer": 0, "byteOffset": len(self.blob), "byteLength": len(data)})
        self.blob += data
        self.json.setdefault("images", []).append({"bufferView": len(self.json["bufferViews"]) - 1, "mimeType": "image/png" if data[:4] == b"\x89PNG" else "image/jpeg"})
        self.json.setdefault("textures", []).append({"source": len(self.json["images"]) - 1})
        self.texture_index[file] = len(self.json["textures"]) - 1
        return self.texture_index[file]

    def primitive(self, part):
        n = len(part["points"])
        attributes = {
            "POSITION": self.accessor(_axes(part["points"]), "VEC3", 5126, target=34962, bounds=True),
            "NORMAL": self.accessor(_axes(part["normals"]), "VEC3", 5126, target=34962),
            "COLOR_0": self.accessor(np.round(np.clip(part["colours"] / np.append(self.brightest[part["material"]], 1.0), 0, 1) * 255), "VEC4", 5121, True, 34962),
            "_LIGHT": self.accessor(np.round(part["light"] * 255), "VEC4", 5121, True, 34962),
            "_SUN": self.accessor(np.round(part["sun"] * 255), "VEC4", 5121, True, 34962),
        }
        made = bpy.data.materials.get(part["material"])
        if made and "texture_file" in made:
            attributes["TEXCOORD_0"] = self.accessor(part["uvs"], "VEC2", 5126, target=34962)
        wide = n > 65535
        indices = self.accessor(part["triangles"].reshape(-1), "SCALAR", 5125 if wide else 5123, target=34963)
        return {"attributes": attributes, "indices": indices, "material": self.material(part["material"])}

    def mesh(self, name, parts):
        self.json["meshes"].append({"name": name, "primitives": [self.primitive(part) for part in parts]})
        return len(self.json["meshes"]) - 1

    def scene(self, nodes, parts):
        roots = []
        # Eight bits are enough for dark greens too when they are shares of the material's brightest.
        for part in parts:
            top = np.clip(part["colours"][:, :3].max(0), 0.02, 1)
            self.brightest[part["material"]] = np.maximum(self.brightest.get(part["material"], top), top)
        for thing in nodes:
            entry = {"name": thing.name}
            at, turn, scale = thing.matrix_local.decompose()
            if at.length > 0:
                entry["translation"] = _axes(at).tolist()
            if abs(turn.w) < 1 - 1e-9:
                entry["rotation"] = [turn.x, turn.z, -turn.y, turn.w]
            if max(abs(s - 1) for s in scale) > 1e-6:
                entry["scale"] = [scale.x, scale.z, scale.y]
            extras = {k: _plain(thing[k]) for k in thing.keys() if k not in ("keep", "moves", "baked", "light", "cycles") and not k.startswith("_")}
            if extras:
                entry["extras"] = extras
            mine = [part for part in parts if part["node"] == thing]
            if mine:
                entry["mesh"] = self.mesh(thing.name, mine)
            self.json["nodes"].append(entry)
            self.node_index[thing.name] = len(self.json["nodes"]) - 1
        for thing in nodes:
            parent = thing.parent
            if parent is None:
                roots.append(self.node_index[thing.name])
            else:
                self.json["nodes"][self.node_index[parent.name]].setdefault("children", []).append(self.node_index[thing.name])
        for part in parts:
            if part["node"] is None:
                name = "static-" + part["material"] + part["sector"] + ("@" + part["label"] if part["label"] else "")
                self.json["nodes"].append({"name": name, "mesh": self.mesh(name, [part])})
                roots.append(len(self.json["nodes"]) - 1)
        self.json["scenes"] = [{"nodes": roots}]

    def clips(self, clips):
        for name, nodes in clips.items():
            channels, samplers = [], []
            clocks = {}
            for node, (times, at, quaternions, scale) in nodes.items():
                key = times.tobytes()
                if key not in clocks:
                    clocks[key] = self.accessor(times, "SCALAR", 5126, bounds=True)
                turned = None if quaternions is None else quaternions[:, [1, 3, 2, 0]] * [1, 1, -1, 1]
                sized = None if scale is None else scale[:, [0, 2, 1]]
                for path, kind, values in (("translation", "VEC3", None if at is None else _axes(at)), ("rotation", "VEC4", turned), ("scale", "VEC3", sized)):
                    if values is not None:
                        samplers.append({"input": clocks[key], "output": self.accessor(values, kind, 5126), "interpolation": "LINEAR"})
                        channels.append({"sampler": len(samplers) - 1, "target": {"node": self.node_index[node], "path": path}})
            self.json["animations"].append({"name": name, "channels": channels, "samplers": samplers})

    def save(self, path):
        while len(self.blob) % 4:
            self.blob.append(0)
        self.json["buffers"] = [{"byteLength": len(self.blob)}]
        document = {k: v for k, v in self.json.items() if v != []}
        text = json.dumps(document, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + len(self.blob)
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "wb") as file:
            file.write(struct.pack("<4sII", b"glTF", 2, total))
            file.write(struct.pack("<I4s", len(text), b"JSON") + text)
            file.write(struct.pack("<I4s", len(self.blob), b"BIN\0") + self.blob)
        return total


def _plain(value):
    """A Blender custom property as JSON."""
    if hasattr(value, "to_dict"):
        return {k: _plain(v) for k, v in value.to_dict().items()}
    if hasattr(value, "to_list"):
        return [_plain(v) for v in value.to_list()]
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
