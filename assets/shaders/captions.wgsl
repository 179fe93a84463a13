// A caption: a pane before the resident, gently curved so that all of it is equally far from the head.

// How many flat pieces the pane is made of.
override PIECES: f32 = 16.0;
// Whether the target encodes to sRGB itself and wants linear light.
override LINEAR_OUT: bool = true;

struct Pane {
    // From the caption's own place (metres, the head at the middle, the caption at -z) to the screen.
    clip_from_caption: mat4x4<f32>,
    // Half the angle it is wide (radians), half its height (metres), how far away it is (metres), how much of it shows.
    shape: vec4<f32>,
    // The share of light in the scene, as the eye counts it; the rest is unused.
    light: vec4<f32>,
}

@group(0) @binding(0) var<storage, read> pane: Pane;
@group(0) @binding(1) var words: texture_2d<f32>;
@group(0) @binding(2) var linear: sampler;

struct Edge {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,
}

@vertex
fn edge(@builtin(vertex_index) index: u32) -> Edge {
    let at = vec2<f32>(f32(index >> 1u) / PIECES, f32(index & 1u));
    let angle = (2.0 * at.x - 1.0) * pane.shape.x;
    let height = (1.0 - 2.0 * at.y) * pane.shape.y;
    let place = vec3<f32>(sin(angle) * pane.shape.z, height, -cos(angle) * pane.shape.z);
    return Edge(pane.clip_from_caption * vec4<f32>(place, 1.0), at);
}

fn to_target(encoded: vec3<f32>) -> vec3<f32> {
    if (!LINEAR_OUT) {
        return encoded;
    }
    let low = encoded / 12.92;
    let high = pow((encoded + 0.055) / 1.055, vec3<f32>(2.4));
    return select(high, low, encoded <= vec3<f32>(0.04045));
}

// The words' colours are sRGB-encoded and multiplied by how much they cover; so is what comes out, in the target's own way.
@fragment
fn ink(in: Edge) -> @location(0) vec4<f32> {
    let seen = textureSample(words, linear, in.at);
    let colour = saturate(seen.rgb / max(seen.a, 1.0 / 512.0));
    let cover = seen.a * pane.shape.w;
    return vec4<f32>(to_target(colour * pane.light.x) * cover, cover);
}
