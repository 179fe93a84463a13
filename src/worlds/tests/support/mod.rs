//! A small world made here: a shore with water, a tree, a house, a duck that comes; and a way to spoil it.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "each test uses what it needs"
)]

use serde_json::{Value, json};

/// A glb under construction.
#[derive(Default)]
pub struct Glb {
    bin: Vec<u8>,
    views: Vec<Value>,
    accessors: Vec<Value>,
    materials: Vec<Value>,
    meshes: Vec<Value>,
    nodes: Vec<Value>,
    roots: Vec<usize>,
    animations: Vec<Value>,
    images: Vec<Value>,
    textures: Vec<Value>,
}

/// Corners of a mesh: place, direction it faces, colour with sway.
pub type Corner = ([f32; 3], [f32; 3], [f32; 4]);

impl Glb {
    fn view(&mut self, bytes: &[u8]) -> usize {
        while !self.bin.len().is_multiple_of(4) {
            self.bin.push(0);
        }
        self.views
            .push(json!({"buffer": 0, "byteOffset": self.bin.len(), "byteLength": bytes.len()}));
        self.bin.extend_from_slice(bytes);
        self.views.len() - 1
    }

    /// Rows of numbers.
    pub fn numbers<const N: usize>(&mut self, rows: &[[f32; N]]) -> usize {
        let bytes: Vec<u8> = rows
            .iter()
            .flatten()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        let view = self.view(&bytes);
        let kind = ["SCALAR", "VEC2", "VEC3", "VEC4"][N - 1];
        let bound = |pick: fn(f32, f32) -> f32, from: f32| -> Vec<f32> {
            (0..N)
                .map(|column| {
                    rows.iter()
                        .fold(from, |bound, row| pick(bound, row[column]))
                })
                .collect()
        };
        let (least, most) = (bound(f32::min, f32::MAX), bound(f32::max, f32::MIN));
        self.accessors.push(json!({
            "bufferView": view, "componentType": 5126, "count": rows.len(), "type": kind, "min": least, "max": most
        }));
        self.accessors.len() - 1
    }

    fn indices(&mut self, indices: &[u32]) -> usize {
        let bytes: Vec<u8> = indices
            .iter()
            .flat_map(|index| index.to_le_bytes())
            .collect();
        let view = self.view(&bytes);
        self.accessors.push(json!({
            "bufferView": view, "componentType": 5125, "count": indices.len(), "type": "SCALAR"
        }));
        self.accessors.len() - 1
    }

    /// A material by its name.
    pub fn material(&mut self, name: &str) -> usize {
        self.materials.push(json!({"name": name}));
        self.materials.len() - 1
    }

    /// A material with a picture, given as the bytes of a PNG or JPEG.
    pub fn pictured(&mut self, name: &str, file: &[u8]) -> usize {
        let view = self.view(file);
        self.images
            .push(json!({"bufferView": view, "mimeType": "image/png"}));
        self.textures.push(json!({"source": self.images.len() - 1}));
        let texture = json!({"index": self.textures.len() - 1});
        self.materials
            .push(json!({"name": name, "pbrMetallicRoughness": {"baseColorTexture": texture}}));
        self.materials.len() - 1
    }

    /// A mesh of triangles, lit as in the open; three corners each.
    pub fn mesh(&mut self, material: usize, corners: &[Corner]) -> usize {
        let positions: Vec<[f32; 3]> = corners.iter().map(|corner| corner.0).collect();
        let normals: Vec<[f32; 3]> = corners.iter().map(|corner| corner.1).collect();
        let colours: Vec<[f32; 4]> = corners.iter().map(|corner| corner.2).collect();
        let attributes = json!({
            "POSITION": self.numbers(&positions),
            "NORMAL": self.numbers(&normals),
            "COLOR_0": self.numbers(&colours),
            "_LIGHT": self.numbers(&vec![[1.0, 0.2, 1.0, 0.0]; corners.len()]),
            "_SUN": self.numbers(&vec![[1.0_f32; 4]; corners.len()]),
        });
        let indices: Vec<u32> = (0..corners.len() as u32).collect();
        let indices = self.indices(&indices);
        self.meshes.push(json!({"primitives": [{"attributes": attributes, "indices": indices, "material": material}]}));
        self.meshes.len() - 1
    }

    /// A node at the top; `more` are further fields of it.
    pub fn node(&mut self, name: &str, mesh: Option<usize>, at: [f32; 3], more: &Value) -> usize {
        let mut node = json!({"name": name, "translation": at});
        if let Some(mesh) = mesh {
            node["mesh"] = json!(mesh);
        }
        for (key, value) in more.as_object().into_iter().flatten() {
            node[key] = value.clone();
        }
        self.nodes.push(node);
        self.roots.push(self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// A movement of a node: seconds and places.
    pub fn clip(&mut self, name: &str, node: usize, keys: &[(f32, [f32; 3])]) {
        let times: Vec<[f32; 1]> = keys.iter().map(|key| [key.0]).collect();
        let places: Vec<[f32; 3]> = keys.iter().map(|key| key.1).collect();
        let sampler = json!({"input": self.numbers(&times), "output": self.numbers(&places)});
        let channel = json!({"sampler": 0, "target": {"node": node, "path": "translation"}});
        self.animations
            .push(json!({"name": name, "samplers": [sampler], "channels": [channel]}));
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut whole = json!({
            "asset": {"version": "2.0"},
            "scene": 0,
            "scenes": [{"nodes": self.roots}],
            "buffers": [{"byteLength": self.bin.len()}],
        });
        let lists = [
            ("nodes", &self.nodes),
            ("meshes", &self.meshes),
            ("materials", &self.materials),
            ("accessors", &self.accessors),
            ("bufferViews", &self.views),
            ("animations", &self.animations),
            ("images", &self.images),
            ("textures", &self.textures),
        ];
        for (name, list) in lists {
            if !list.is_empty() {
                whole[name] = json!(list);
            }
        }
        let mut text = whole.to_string().into_bytes();
        text.resize(text.len().next_multiple_of(4), b' ');
        let mut bin = self.bin.clone();
        bin.resize(bin.len().next_multiple_of(4), 0);
        let length = 12 + 8 + text.len() + 8 + bin.len();
        let mut file = b"glTF".to_vec();
        let word = |file: &mut Vec<u8>, value: usize| {
            file.extend_from_slice(&(value as u32).to_le_bytes())
        };
        word(&mut file, 2);
        word(&mut file, length);
        word(&mut file, text.len());
        file.extend_from_slice(b"JSON");
        file.extend_from_slice(&text);
        word(&mut file, bin.len());
        file.extend_from_slice(b"BIN\0");
        file.extend_from_slice(&bin);
        file
    }
}

/// Two triangles that face up.
pub fn floor(from: [f32; 2], to: [f32; 2], height: f32, colour: [f32; 4]) -> Vec<Corner> {
    let corner = |x: f32, z: f32| ([x, height, z], [0.0, 1.0, 0.0], colour);
    let (a, b) = (corner(from[0], from[1]), corner(to[0], from[1]));
    let (c, d) = (corner(to[0], to[1]), corner(from[0], to[1]));
    vec![a, c, b, a, d, c]
}

/// A box with its middle at 0.
pub fn block(half: [f32; 3], colour: [f32; 4]) -> Vec<Corner> {
    let mut corners = Vec::new();
    for axis in 0..3 {
        for side in [-1.0_f32, 1.0] {
            let (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
            let mut normal = [0.0; 3];
            normal[axis] = side;
            let at = |a: f32, b: f32| {
                let mut place = [0.0; 3];
                place[axis] = side * half[axis];
                place[u] = a * half[u];
                place[v] = b * half[v] * side;
                (place, normal, colour)
            };
            corners.extend([
                at(-1.0, -1.0),
                at(1.0, -1.0),
                at(1.0, 1.0),
                at(-1.0, -1.0),
                at(1.0, 1.0),
                at(-1.0, 1.0),
            ]);
        }
    }
    corners
}

/// A shore with everything the engine knows of.
pub fn shore() -> Glb {
    let mut glb = Glb::default();
    let ground = glb.material("ground-meadow");
    let mesh = glb.mesh(
        ground,
        &floor([-60.0, -6.0], [60.0, 60.0], 0.0, [0.18, 0.26, 0.08, 0.0]),
    );
    glb.node("meadow", Some(mesh), [0.0; 3], &json!({}));
    let far = glb.mesh(
        ground,
        &floor(
            [-200.0, -200.0],
            [200.0, -80.0],
            0.1,
            [0.08, 0.16, 0.06, 0.0],
        ),
    );
    glb.node("other-shore", Some(far), [0.0; 3], &json!({}));
    let water = glb.material("water-lake");
    let mesh = glb.mesh(
        water,
        &floor(
            [-100.0, -80.0],
            [100.0, -6.0],
            -0.3,
            [0.03, 0.06, 0.06, 0.0],
        ),
    );
    glb.node("lake", Some(mesh), [0.0; 3], &json!({}));
    let needle = glb.material("needle-spruce");
    let tree = glb.mesh(needle, &block([2.0, 6.0, 2.0], [0.05, 0.11, 0.05, 0.0]));
    for place in 0..9 {
        let x = -60.0 + 15.0 * place as f32;
        glb.node(
            &format!("spruce-{place}"),
            Some(tree),
            [x, 6.0, -88.0],
            &json!({}),
        );
    }
    let leaf = glb.material("leaf-birch");
    let crown = glb.mesh(leaf, &block([1.2, 1.5, 1.2], [0.20, 0.34, 0.08, 1.0]));
    glb.node("birch", Some(crown), [-6.0, 4.0, -7.0], &json!({}));
    let solid = glb.material("solid-house");
    let house = glb.mesh(solid, &block([2.5, 1.6, 2.0], [0.42, 0.08, 0.05, 0.0]));
    glb.node("house", Some(house), [9.0, 1.6, -9.0], &json!({}));
    let glow = glb.material("glow-window");
    let pane = glb.mesh(glow, &block([0.4, 0.5, 0.05], [0.9, 0.7, 0.4, 0.0]));
    glb.node(
        "window@evening+night",
        Some(pane),
        [7.6, 1.8, -6.95],
        &json!({}),
    );
    let feathers = glb.material("solid-duck");
    let body = glb.mesh(
        feathers,
        &block([0.16, 0.10, 0.24], [0.85, 0.60, 0.02, 0.0]),
    );
    let duck = glb.node(
        "duck",
        Some(body),
        [3.0, -0.2, -14.0],
        &json!({"extras": {"target": true}}),
    );
    glb.clip(
        "duck-comes",
        duck,
        &[(0.0, [3.0, -0.2, -14.0]), (6.0, [0.5, -0.2, -8.0])],
    );
    glb.clip(
        "duck-leaves",
        duck,
        &[(0.0, [0.5, -0.2, -8.0]), (6.0, [3.0, -0.2, -14.0])],
    );
    let plank = glb.mesh(solid, &block([0.5, 0.1, 1.6], [0.25, 0.20, 0.15, 0.0]));
    let boat = glb.node(
        "boat",
        Some(plank),
        [-3.0, -0.2, -9.0],
        &json!({"extras": {"target": true}}),
    );
    glb.clip(
        "idle-boat",
        boat,
        &[
            (0.0, [-3.0, -0.2, -9.0]),
            (2.0, [-3.0, -0.15, -9.0]),
            (4.0, [-3.0, -0.2, -9.0]),
        ],
    );
    let bird = glb.mesh(solid, &block([0.05, 0.05, 0.05], [0.1, 0.1, 0.1, 0.0]));
    let bird = glb.node("bird", Some(bird), [0.0, 5.0, -20.0], &json!({}));
    glb.clip(
        "life-bird",
        bird,
        &[(0.0, [-20.0, 5.0, -20.0]), (5.0, [20.0, 6.0, -20.0])],
    );
    glb.node("emit-smoke", None, [9.0, 3.5, -9.0], &json!({}));
    glb.node("sound-boat", None, [-3.0, 0.0, -9.0], &json!({}));
    glb
}
