// The ring that fills while something is looked at: a thin warm circle, faint all around, bright as far as it has come.

// Whether the target encodes to sRGB itself and wants linear light.
override LINEAR_OUT: bool = true;

struct Ring {
    clip_from_view: mat4x4<f32>,
    // Where its middle is before the eye, in metres; how far it is from there to its rim.
    middle: vec4<f32>,
    // How far it has come, 0 to 1; how much of it shows; the share of light in the scene; free.
    shown: vec4<f32>,
}

@group(0) @binding(0) var<uniform> ring: Ring;

struct Corner {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,
}

@vertex
fn corner(@builtin(vertex_index) index: u32) -> Corner {
    let at = vec2<f32>(f32(index >> 1u), f32(index & 1u)) * 2.0 - 1.0;
    // It faces the eye and stands upright.
    let back = normalize(-ring.middle.xyz);
    let right = normalize(cross(vec3<f32>(0.0, 1.0, 0.0), back));
    let up = cross(back, right);
    let place = ring.middle.xyz + (right * at.x + up * at.y) * ring.middle.w * 1.25;
    return Corner(ring.clip_from_view * vec4<f32>(place, 1.0), at * 1.25);
}

@fragment
fn warm(in: Corner) -> @location(0) vec4<f32> {
    let away = length(in.at);
    let line = 1.0 - smoothstep(0.055, 0.095, abs(away - 1.0));
    let shade = (1.0 - smoothstep(0.10, 0.24, abs(away - 1.0))) * 0.35;
    // From the top, to the right.
    let turn = atan2(in.at.x, in.at.y) / 6.2831853;
    let come = select(turn + 1.0, turn, turn >= 0.0);
    let bright = 1.0 - smoothstep(ring.shown.x, ring.shown.x + 0.012, come);
    let warm = vec3<f32>(0.98, 0.86, 0.62);
    let ink = line * mix(0.30, 0.95, bright);
    let cover = (ink + shade * (1.0 - ink)) * ring.shown.y;
    var colour = warm * ink * ring.shown.y * ring.shown.z;
    if (LINEAR_OUT) {
        colour = pow(max(colour / max(cover, 1e-3), vec3<f32>(0.0)), vec3<f32>(2.2)) * cover;
    }
    return vec4<f32>(colour, cover);
}
