// What all shaders of worlds share: the frame, the sky, light on things, air, and the way to the screen.

// Whether the target encodes to sRGB itself and wants linear light.
override LINEAR_OUT: bool = true;
// Whether the picture goes into the mirror of the water: linear light, and only what is above the water.
override MIRROR: bool = false;

struct Frame {
    clip_from_world: mat4x4<f32>,
    // From view directions to the room: the columns of a rotation.
    room_x: vec4<f32>,
    room_y: vec4<f32>,
    room_z: vec4<f32>,
    // The ray of a pixel at z = -1: x = ndc.x * frustum.x + frustum.y, y = ndc.y * frustum.z + frustum.w.
    frustum: vec4<f32>,
    // The eye, and seconds.
    eye: vec4<f32>,
    // To the sun or moon; how much of its disc is seen.
    sun: vec4<f32>,
    // Its light; 1 where it is baked with its angle to the surface (rooms).
    sun_light: vec4<f32>,
    // How much of each baked light holds: morning, day, evening, night.
    baked: vec4<f32>,
    // The sky overhead; stars.
    zenith: vec4<f32>,
    // The sky at the horizon; northern lights.
    horizon: vec4<f32>,
    // Around the sun; 1 when it is a moon.
    glow: vec4<f32>,
    // Light of the sky on what faces up; snow on the ground.
    above: vec4<f32>,
    // Light of the sky on what faces the side; ice on water.
    beside: vec4<f32>,
    // Far away; shares a metre.
    haze: vec4<f32>,
    // Clouds in the light; share of the sky.
    cloud_lit: vec4<f32>,
    // Clouds in their shadow; how wet things are.
    cloud_dark: vec4<f32>,
    // Light of lamps at full, times their level; flicker of flames.
    lamps: vec4<f32>,
    // Direction of the wind (x, z), its strength, falling rain.
    wind: vec4<f32>,
    // Height of the water, falling snow, exposure, saturation.
    water: vec4<f32>,
    // Share of light let through to the eye, share of this picture over another, height of the target in pixels, free.
    out: vec4<f32>,
    // Where weather does not fall: from (a fourth number of 1 says that there is such a place), to.
    shelter_from: vec4<f32>,
    shelter_to: vec4<f32>,
    // Where particles come from, and how much of them.
    emitters: array<vec4<f32>, 16>,
}

@group(0) @binding(0) var<uniform> frame: Frame;
// Noise that repeats: two heights, and the slopes of a third.
@group(0) @binding(1) var noise: texture_2d<f32>;
@group(0) @binding(2) var repeating: sampler;
// What is above the water, seen from the mirrored seat; z turned round.
@group(0) @binding(3) var mirror: texture_cube<f32>;
@group(0) @binding(4) var clamped: sampler;

fn hash(at: vec3<f32>) -> f32 {
    var p = fract(at * 0.1031);
    p += dot(p, p.zyx + 31.32);
    return fract((p.x + p.y) * p.z);
}

// --- The sky

fn sky_air(towards: vec3<f32>) -> vec3<f32> {
    let up = max(towards.y, 0.0);
    var air = mix(frame.horizon.rgb, frame.zenith.rgb, 1.0 - pow(1.0 - up, 3.2));
    let sun = frame.sun.xyz;
    let near = max(dot(towards, sun), 0.0);
    let level = dot(normalize(towards.xz + vec2(1e-4)), normalize(sun.xz + vec2(1e-4))) * 0.5 + 0.5;
    air += frame.glow.rgb * (0.55 * pow(near, 10.0) + 0.8 * pow(near, 90.0));
    air += frame.glow.rgb * 0.55 * level * level * level * exp(-up * 6.0);
    // Opposite of a low sun the air keeps a breath of rose over the shadow of the earth.
    let low = clamp(1.0 - sun.y * 3.0, 0.0, 1.0) * (1.0 - frame.glow.w);
    let rose = (1.0 - level) * (1.0 - level) * exp(-pow((up - 0.13) * 9.0, 2.0)) * low;
    air += vec3(0.16, 0.04, 0.05) * rose * frame.glow.r;
    return air;
}

fn clouds(towards: vec3<f32>) -> vec4<f32> {
    let cover = frame.cloud_lit.w;
    let plane = towards.xz / (max(towards.y, 0.0) + 0.16);
    let drift = frame.wind.xy * frame.eye.w * 0.0011;
    let at = plane * 0.055 + drift;
    let large = textureSampleLevel(noise, repeating, at, 0.0);
    let small = textureSampleLevel(noise, repeating, at * 3.1 + drift * 0.4 + 0.37, 0.0);
    let tiny = textureSampleLevel(noise, repeating, at * 9.7 - drift + 0.11, 0.0);
    let thick = large.r * 0.62 + small.g * 0.27 + tiny.r * 0.11;
    let edge = 0.80 - cover * 0.62;
    let body = smoothstep(edge, edge + 0.22, thick);
    // The side that faces the sun is lit.
    let ahead = frame.sun.xz / (abs(frame.sun.y) + 0.35) * 0.022;
    let towards_sun = textureSampleLevel(noise, repeating, at + ahead, 0.0).r * 0.62 + small.g * 0.27 + tiny.r * 0.11;
    let lit = clamp(0.55 + (thick - towards_sun) * 4.0 - (thick - edge) * 0.55, 0.0, 1.0);
    var colour = mix(frame.cloud_dark.rgb, frame.cloud_lit.rgb, lit);
    let near = max(dot(towards, frame.sun.xyz), 0.0);
    colour += frame.glow.rgb * (0.30 * pow(near, 5.0) + 0.6 * pow(near, 40.0) * (1.0 - body * 0.7));
    let fade = smoothstep(0.015, 0.16, towards.y);
    return vec4(colour, body * fade);
}

fn stars(towards: vec3<f32>) -> vec3<f32> {
    let grid = towards * 95.0;
    let cell = floor(grid);
    let chance = hash(cell);
    let offset = vec3(hash(cell + 17.0), hash(cell + 31.0), hash(cell + 47.0)) * 0.5 + 0.25;
    let away = length(fract(grid) - offset);
    let size = 0.06 + 0.14 * hash(cell + 5.0);
    let twinkle = 0.8 + 0.2 * sin(frame.eye.w * (1.0 + chance) + chance * 90.0);
    let shine = smoothstep(size, 0.0, away) * step(0.955, chance) * twinkle;
    return mix(vec3(0.75, 0.82, 1.0), vec3(1.0, 0.90, 0.76), hash(cell + 3.0)) * shine;
}

// Curtains of light: looked through in a few sheets, each a little higher.
fn northern_lights(towards: vec3<f32>) -> vec3<f32> {
    var light = vec3(0.0);
    if (towards.y < 0.03) {
        return light;
    }
    let time = frame.eye.w;
    for (var sheet = 0; sheet < 12; sheet += 1) {
        let height = f32(sheet) / 11.0;
        let plane = towards.xz / (towards.y + 0.08) * (1.0 + height * 0.62);
        let bend = textureSampleLevel(noise, repeating, plane * vec2(0.017, 0.012) + time * 0.0009, 0.0).r - 0.5;
        let fine = textureSampleLevel(noise, repeating, vec2(plane.x * 0.11 + bend * 1.1, 0.3 + time * 0.004), 0.0).g;
        let path = plane.y * 0.34 + bend * 3.2 + 0.86;
        let path_two = plane.y * 0.24 - bend * 2.6 + 1.15;
        let curtain = exp(-pow(path * 3.8, 2.0)) + 0.6 * exp(-pow(path_two * 3.2, 2.0));
        let ray = 0.30 + 1.1 * smoothstep(0.30, 0.75, fine);
        let colour = mix(vec3(0.12, 0.92, 0.42), vec3(0.46, 0.20, 0.66), smoothstep(0.2, 0.9, height));
        light += colour * curtain * ray * (1.0 - height * 0.86);
    }
    let breath = 0.8 + 0.2 * sin(time * 0.21);
    return light * 0.105 * breath * smoothstep(0.03, 0.24, towards.y);
}

fn sky(towards: vec3<f32>) -> vec3<f32> {
    var colour = sky_air(towards);
    let sun = frame.sun.xyz;
    let near = dot(towards, sun);
    if (frame.zenith.w > 0.0) {
        colour += stars(towards) * frame.zenith.w * smoothstep(0.0, 0.25, towards.y);
    }
    if (frame.horizon.w > 0.0) {
        colour += northern_lights(towards) * frame.horizon.w;
    }
    if (frame.sun.w > 0.0) {
        let moon = frame.glow.w;
        let disc = smoothstep(0.99982, 0.99992, near) * frame.sun.w;
        let face = textureSampleLevel(noise, repeating, towards.xy * 9.0, 0.0).r;
        let bright = mix(frame.sun_light.rgb * 3.4, vec3(0.95, 0.93, 0.86) * (0.72 + 0.4 * face), moon);
        let haloed = mix(0.0, 0.16, moon) * pow(max(near, 0.0), 600.0);
        colour = mix(colour, bright, disc) + vec3(0.7, 0.75, 0.9) * haloed * frame.sun.w;
    }
    if (frame.cloud_lit.w > 0.0 && towards.y > 0.0) {
        let cloud = clouds(towards);
        colour = mix(colour, cloud.rgb, cloud.a);
    }
    return colour;
}

// --- Air between the eye and things

fn through_air(colour: vec3<f32>, place: vec3<f32>) -> vec3<f32> {
    let way = place - frame.eye.xyz;
    let far = length(way);
    let towards = way / max(far, 1e-3);
    let amount = 1.0 - exp(-pow(far * frame.haze.w, 1.15));
    let behind = sky_air(normalize(vec3(towards.x, max(towards.y, 0.015), towards.z)));
    let haze = mix(frame.haze.rgb, behind, 0.62);
    return mix(colour, haze, clamp(amount, 0.0, 0.97));
}

// --- To the screen

fn curve(light: vec3<f32>) -> vec3<f32> {
    let x = light * 0.72;
    return clamp((x * (2.43 * x + 0.05)) / (x * (2.40 * x + 0.62) + 0.12), vec3(0.0), vec3(1.0));
}

// As an eye takes light: each colour by itself pales what is bright, all alike keeps an evening's colours; some of both.
fn eye_curve(light: vec3<f32>) -> vec3<f32> {
    let brightest = max(max(light.r, light.g), max(light.b, 1e-4));
    let alike = light * (curve(vec3(brightest)).r / brightest);
    return mix(curve(light), alike, 0.5);
}

fn to_screen(light: vec3<f32>, pixel: vec4<f32>) -> vec3<f32> {
    if (MIRROR) {
        return min(light, vec3(8.0));
    }
    var seen = eye_curve(light * frame.water.z);
    let grey = dot(seen, vec3(0.25, 0.62, 0.13));
    seen = max(mix(vec3(grey), seen, frame.water.w), vec3(0.0));
    let low = seen * 12.92;
    let high = 1.055 * pow(seen, vec3(1.0 / 2.4)) - 0.055;
    // Grain finer than a step of colour: no bands in the sky.
    let grain = (fract(52.9829189 * fract(dot(pixel.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
    let encoded = clamp(select(high, low, seen <= vec3(0.0031308)) + grain, vec3(0.0), vec3(1.0)) * frame.out.x;
    if (!LINEAR_OUT) {
        return encoded;
    }
    return select(pow((encoded + 0.055) / 1.055, vec3(2.4)), encoded / 12.92, encoded <= vec3(0.04045));
}
