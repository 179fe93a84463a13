// Lays a finished picture over what is there already: one world becomes another, or comes over a photo.

@group(0) @binding(0) var picture: texture_2d<f32>;
@group(0) @binding(1) var<uniform> share: vec4<f32>;

@vertex
fn over_corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4<f32> {
    return vec4(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

@fragment
fn over_colour(@builtin(position) at: vec4<f32>) -> @location(0) vec4<f32> {
    return vec4(textureLoad(picture, vec2<i32>(at.xy), 0).rgb * share.x, share.x);
}
