// Everything that is no sky, water or particle: ground, walls, leaves, lamps.

struct Thing {
    // From its own place to the room.
    place: mat4x4<f32>,
    // Its colour in this season; how much of it is there (0 to 1).
    tint: vec4<f32>,
    // Takes snow; is uneven (ground); light shines through; shines by itself.
    ways: vec4<f32>,
    // Metres that the wind moves its free end; flickers; colours vary from place to place; has a texture (1), is a slide (2).
    moves: vec4<f32>,
}

@group(1) @binding(0) var<uniform> thing: Thing;
@group(2) @binding(0) var picture: texture_2d<f32>;
@group(2) @binding(1) var picture_sampler: sampler;

struct Corner {
    @location(0) position: vec3<f32>,
    @location(1) normal: vec4<f32>,
    @location(2) albedo: vec4<f32>,
    @location(3) light: vec4<f32>,
    @location(4) sun: vec4<f32>,
    @location(5) uv: vec2<f32>,
}

struct Seen {
    @builtin(position) clip: vec4<f32>,
    @location(0) place: vec3<f32>,
    @location(1) normal: vec3<f32>,
    @location(2) albedo: vec3<f32>,
    @location(3) light: vec4<f32>,
    @location(4) uv: vec2<f32>,
}

@vertex
fn thing_corner(corner: Corner) -> Seen {
    var seen: Seen;
    var place = (thing.place * vec4(corner.position, 1.0)).xyz;
    let free = corner.albedo.a;
    if (thing.moves.x > 0.0 && free > 0.0) {
        let time = frame.eye.w;
        let phase = dot(place.xz, vec2(0.41, 0.33)) + place.y * 0.2;
        let gust = 0.55 + 0.45 * sin(time * 0.31 + dot(place.xz, vec2(0.07, 0.05)));
        let to_and_fro = sin(time * 1.35 + phase) + 0.45 * sin(time * 2.9 + phase * 2.3) + 0.35;
        let reach = thing.moves.x * frame.wind.z * free * free * gust;
        place += vec3(frame.wind.x, -0.15, frame.wind.y) * to_and_fro * reach;
        place.y += sin(time * 3.7 + phase * 5.0) * reach * 0.25;
    }
    let normal = (thing.place * vec4(corner.normal.xyz, 0.0)).xyz;
    let sky = corner.light * corner.light * 2.0;
    seen.clip = frame.clip_from_world * vec4(place, 1.0);
    seen.place = place;
    seen.normal = normal;
    seen.albedo = corner.albedo.rgb * corner.albedo.rgb * thing.tint.rgb;
    seen.light = vec4(sky.xyz, dot(corner.sun * corner.sun * 2.0, frame.baked));
    seen.uv = corner.uv;
    return seen;
}

fn snow_on(place: vec3<f32>, normal: vec3<f32>, open: f32) -> f32 {
    if (frame.above.w <= 0.0) {
        return 0.0;
    }
    let uneven = textureSample(noise, repeating, place.xz * 0.37).r - 0.5;
    let fine = textureSample(noise, repeating, place.xz * 2.3 + place.y).g - 0.5;
    let lies = smoothstep(0.30, 0.62, normal.y + uneven * 0.35 + fine * 0.25 + (frame.above.w - 1.0) * 0.5);
    return lies * smoothstep(0.30, 0.55, open) * frame.above.w;
}

@fragment
fn thing_colour(seen: Seen, @builtin(front_facing) front: bool) -> @location(0) vec4<f32> {
    if (MIRROR && seen.place.y < frame.water.x - 0.03) {
        discard;
    }
    if (thing.tint.a < 1.0) {
        let threshold = fract(52.9829189 * fract(dot(seen.clip.xy, vec2(0.06711056, 0.00583715))));
        if (thing.tint.a <= threshold) {
            discard;
        }
    }
    var normal = normalize(seen.normal);
    // What is seen from its back is lit from there, but not in the mirror, where all is as in the room.
    normal = select(-normal, normal, front);
    var albedo = seen.albedo;
    if (thing.moves.w > 0.0) {
        albedo *= textureSample(picture, picture_sampler, seen.uv).rgb;
    }
    if (thing.moves.z > 0.0) {
        let patch_noise = textureSample(noise, repeating, seen.place.xz * 0.06 + seen.place.y * 0.02);
        albedo *= 1.0 + (patch_noise.rgr - 0.5) * vec3(0.9, 0.7, 0.5) * thing.moves.z;
    }
    if (thing.ways.y > 0.0) {
        let coarse = textureSample(noise, repeating, seen.place.xz * 0.23).r;
        let fine = textureSample(noise, repeating, seen.place.xz * 1.7 + seen.place.y * 0.7);
        albedo *= 0.72 + 0.28 * coarse + 0.32 * fine.r;
        normal = normalize(normal + vec3(fine.b - 0.5, 0.0, fine.a - 0.5) * 0.35 * thing.ways.y);
    }
    let open = seen.light.x;
    let snow = thing.ways.x * snow_on(seen.place, normal, open);
    albedo = mix(albedo * (1.0 - 0.32 * frame.cloud_dark.w * smoothstep(0.3, 0.6, open)), vec3(0.86, 0.88, 0.92), snow);

    let facing = dot(normal, frame.sun.xyz);
    let angle = mix(max(facing, 0.0) + thing.ways.z * 0.55 * max(-facing, 0.0) + thing.ways.z * 0.12, 1.0, frame.sun_light.w);
    let sky_light = mix(frame.beside.rgb, frame.above.rgb, normal.y * 0.5 + 0.5) * open;
    let lamp_light = frame.lamps.rgb * seen.light.y * mix(1.0, frame.lamps.w, thing.moves.y * 0.5 + 0.25);
    let sun_light = frame.sun_light.rgb * seen.light.w * angle;
    let through = mix(vec3(1.0), albedo * 1.5 + vec3(0.16, 0.18, 0.03), thing.ways.z * step(facing, 0.0));
    var light = albedo * ((sky_light + lamp_light) * mix(1.0, seen.light.z, 0.35) + sun_light * through);
    // Wet ground and snow crystals give a little of the sky back.
    let way = normalize(seen.place - frame.eye.xyz);
    let grazing = pow(1.0 - max(dot(-way, normal), 0.0), 5.0);
    light += sky_air(reflect(way, normal)) * grazing * open * (0.05 + 0.35 * frame.cloud_dark.w * normal.y) * (1.0 - thing.ways.z);
    if (snow > 0.0) {
        let spark = step(0.9985, hash(floor(seen.place * 190.0)));
        light += frame.sun_light.rgb * spark * snow * seen.light.w * 1.5;
    }
    if (thing.ways.w > 0.0) {
        let flicker = mix(1.0, frame.lamps.w, thing.moves.y);
        light += seen.albedo * thing.ways.w * flicker * frame.lamps.rgb;
    }
    return vec4(to_screen(through_air(light, seen.place), seen.clip), 1.0);
}

// Window panes: hardly there, but for what they mirror.
@fragment
fn glass_colour(seen: Seen) -> @location(0) vec4<f32> {
    let way = normalize(seen.place - frame.eye.xyz);
    let normal = normalize(seen.normal);
    let straight = abs(dot(way, normal));
    if (thing.moves.w > 1.5) {
        // A projector's light: as bright as the eye is used to, warm as its lamp, a little less towards the edges.
        let from_middle = (seen.uv - vec2(0.5)) * 2.0;
        let falls_off = 1.0 - 0.14 * dot(from_middle, from_middle);
        let slide = textureSample(picture, picture_sampler, seen.uv).rgb * vec3(1.0, 0.955, 0.88) * falls_off;
        return vec4(to_screen(slide * 1.35 / frame.water.z, seen.clip), thing.tint.a);
    }
    let mirrors = 0.03 + 0.55 * pow(1.0 - straight, 4.0);
    let mirrored = sky_air(reflect(way, normal)) * seen.light.x;
    return vec4(to_screen(mix(seen.albedo * 0.2, mirrored, 0.8), seen.clip), mirrors * thing.tint.a);
}
