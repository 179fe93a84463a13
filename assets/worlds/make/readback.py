"""Reads a world's glb back: nodes, materials, clips and vertex attributes as numpy arrays.

Only what `glb.py` writes: one buffer, no extensions, node transforms as translation, rotation, scale.
Axes are turned back to Blender's (z up, +y ahead).
"""

import json
import struct

import numpy as np

WIDTH = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
TYPES = {5121: np.uint8, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}


class Glb:
    """The parsed file."""

    def __init__(self, path):
        data = open(path, "rb").read()
        magic, version, total = struct.unpack_from("<4sII", data)
        if magic != b"glTF" or version != 2 or total != len(data):
            raise ValueError(f"{path} is no whole glb")
        size = struct.unpack_from("<I", data, 12)[0]
        self.json = json.loads(data[20 : 20 + size])
        self.blob = data[28 + size :]
        self.size = total
        self.nodes = self.json.get("nodes", [])
        self.materials = self.json.get("materials", [])
        self.clips = {clip["name"]: clip for clip in self.json.get("animations", [])}
        self.parent = {child: i for i, node in enumerate(self.nodes) for child in node.get("children", [])}

    def array(self, index):
        """An accessor's values, normalised ones as 0–1."""
        a = self.json["accessors"][index]
        view = self.json["bufferViews"][a["bufferView"]]
        kind = TYPES[a["componentType"]]
        start = view.get("byteOffset", 0) + a.get("byteOffset", 0)
        values = np.frombuffer(self.blob, kind, a["count"] * WIDTH[a["type"]], start)
        values = values.reshape(a["count"], -1) if a["type"] != "SCALAR" else values
        return values / np.iinfo(kind).max if a.get("normalized") else values

    def tags(self, index):
        """The tags of a node and of its parents."""
        found = set()
        while index is not None:
            name = self.nodes[index].get("name", "")
            if "@" in name:
                found |= set(name.split("@", 1)[1].split("+"))
            index = self.parent.get(index)
        return found

    def pose(self, clip=None, at=0.0):
        """World matrices of all nodes (glTF axes), with a clip's nodes at `at` seconds."""
        moved = {}
        for name, seconds in ([(clip, at)] if isinstance(clip, str) else clip or []):
            for channel in self.clips[name]["channels"]:
                sampler = self.clips[name]["samplers"][channel["sampler"]]
                times, values = self.array(sampler["input"]), self.array(sampler["output"])
                value = np.array([np.interp(seconds, times, values[:, k]) for k in range(values.shape[1])])
                moved[(channel["target"]["node"], channel["target"]["path"])] = value
        matrices = {}

        def matrix(i):
            if i not in matrices:
                node = self.nodes[i]
                t = moved.get((i, "translation"), node.get("translation", [0, 0, 0]))
                q = np.asarray(moved.get((i, "rotation"), node.get("rotation", [0, 0, 0, 1])), float)
                s = moved.get((i, "scale"), node.get("scale", [1, 1, 1]))
                x, y, z, w = q / np.linalg.norm(q)
                m = np.eye(4)
                m[:3, :3] = np.array([
                    [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
                    [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
                    [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
                ]) * np.asarray(s, float)
                m[:3, 3] = t
                matrices[i] = matrix(self.parent[i]) @ m if i in self.parent else m
            return matrices[i]

        return [matrix(i) for i in range(len(self.nodes))]

    def primitives(self, clip=None, at=0.0):
        """Yields (node index, material index, arrays): points and normals in the world, Blender's axes."""
        pose = self.pose(clip, at)
        for i, node in enumerate(self.nodes):
            if "mesh" not in node:
                continue
            for primitive in self.json["meshes"][node["mesh"]]["primitives"]:
                a = {k: self.array(v) for k, v in primitive["attributes"].items()}
                m = pose[i]
                points = a["POSITION"] @ m[:3, :3].T + m[:3, 3]
                normals = a["NORMAL"] @ np.linalg.pinv(m[:3, :3])
                normals = normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12)
                out = {k: v for k, v in a.items() if k not in ("POSITION", "NORMAL")}
                out["points"], out["normals"] = points[:, [0, 2, 1]] * [1, -1, 1], normals[:, [0, 2, 1]] * [1, -1, 1]
                out["COLOR_0"] = a["COLOR_0"] * self.materials[primitive["material"]]["pbrMetallicRoughness"].get("baseColorFactor", [1, 1, 1, 1])
                out["triangles"] = self.array(primitive["indices"]).reshape(-1, 3).astype(np.int64)
                yield i, primitive["material"], out
