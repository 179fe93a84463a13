// The sky behind everything: one triangle over the whole view.

struct SkySeen {
    @builtin(position) clip: vec4<f32>,
    @location(0) ndc: vec2<f32>,
}

@vertex
fn sky_corner(@builtin(vertex_index) index: u32) -> SkySeen {
    let ndc = vec2(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0);
    // Depth runs from 1 at the eye to 0 at the end of the world.
    return SkySeen(vec4(ndc, 0.0, 1.0), ndc);
}

@fragment
fn sky_colour(seen: SkySeen) -> @location(0) vec4<f32> {
    let ray = vec3(seen.ndc.x * frame.frustum.x + frame.frustum.y, seen.ndc.y * frame.frustum.z + frame.frustum.w, -1.0);
    let towards = normalize(frame.room_x.xyz * ray.x + frame.room_y.xyz * ray.y + frame.room_z.xyz * ray.z);
    if (towards.y < 0.0) {
        // Below the horizon, where nothing stands: the haze of the distance.
        let end = sky_air(vec3(towards.x, 0.0, towards.z));
        let below = mix(frame.haze.rgb, end, 0.62);
        return vec4(to_screen(mix(below, below * 0.6, clamp(-towards.y * 2.0, 0.0, 1.0)), seen.clip), 1.0);
    }
    return vec4(to_screen(sky(towards), seen.clip), 1.0);
}
