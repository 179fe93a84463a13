// Rain and snow around the eye; smoke, embers, fireflies, petals, leaves and steam where the world has them.
// Where each of them is follows from its number and the time alone.

struct Speck {
    @builtin(position) clip: vec4<f32>,
    @location(0) at: vec2<f32>,
    @location(1) colour: vec4<f32>,
    @location(2) place: vec3<f32>,
}

const NOWHERE = vec4<f32>(0.0, 0.0, 2.0, 1.0);

fn corner_of(index: u32) -> vec2<f32> {
    // Two triangles.
    let x = f32((0x2cu >> index) & 1u);
    let y = f32((0x32u >> index) & 1u);
    return vec2(x, y) * 2.0 - 1.0;
}

fn speck(middle: vec3<f32>, right: vec3<f32>, up: vec3<f32>, index: u32, colour: vec4<f32>) -> Speck {
    let at = corner_of(index);
    let place = middle + right * at.x + up * at.y;
    var out: Speck;
    out.clip = select(NOWHERE, frame.clip_from_world * vec4(place, 1.0), colour.a > 0.0);
    out.at = at;
    out.colour = colour;
    out.place = place;
    return out;
}

fn sheltered(place: vec3<f32>) -> bool {
    return frame.shelter_from.w > 0.5 && all(place > frame.shelter_from.xyz) && all(place < frame.shelter_to.xyz);
}

// --- What falls everywhere

const BOX = vec3<f32>(18.0, 9.0, 18.0);

@vertex
fn falling_corner(@builtin(vertex_index) index: u32, @builtin(instance_index) number: u32) -> Speck {
    let n = f32(number);
    let chance = vec3(hash(vec3(n, 1.0, 7.0)), hash(vec3(n, 2.0, 3.0)), hash(vec3(n, 5.0, 9.0)));
    let time = frame.eye.w;
    let is_rain = n < 700.0 * frame.wind.w;
    let is_snow = !is_rain && frame.water.y > 0.0 && n < 1400.0 * frame.water.y;
    let wind = vec3(frame.wind.x, 0.0, frame.wind.y) * frame.wind.z;
    var speed = vec3(0.0, -7.5, 0.0) + wind * 1.2;
    var sway = vec3(0.0);
    if (is_snow) {
        speed = vec3(0.0, -0.55 - 0.4 * chance.x, 0.0) + wind * 0.6;
        sway = vec3(sin(time * (0.6 + chance.y) + n), 0.0, cos(time * (0.5 + chance.z) + n * 1.7)) * 0.22;
    }
    let corner = frame.eye.xyz - BOX * 0.5;
    let middle = corner + fract((chance * BOX + speed * time - corner) / BOX) * BOX + sway;
    let away = distance(middle, frame.eye.xyz);
    let near = smoothstep(1.2, 2.4, away) * smoothstep(9.0, 6.5, away);
    let light = mix(frame.beside.rgb, frame.haze.rgb, 0.5) + frame.lamps.rgb * 0.03;
    var alpha = select(0.0, near, is_rain || is_snow);
    if (sheltered(middle) || middle.y < frame.water.x || middle.y < 0.0) {
        alpha = 0.0;
    }
    let right = frame.room_x.xyz;
    if (is_rain) {
        let across = normalize(cross(speed, middle - frame.eye.xyz));
        return speck(middle, across * 0.0045, normalize(speed) * 0.20, index, vec4(light * 1.45, alpha * 0.42));
    }
    let size = 0.011 + 0.020 * chance.z;
    return speck(middle, right * size, frame.room_y.xyz * size, index, vec4(light * 1.45 + 0.06, alpha * 0.95));
}

@fragment
fn falling_colour(seen: Speck) -> @location(0) vec4<f32> {
    let soft = 1.0 - smoothstep(0.25, 1.0, length(seen.at));
    return vec4(to_screen(seen.colour.rgb, seen.clip), seen.colour.a * soft);
}

// --- What comes out of something

struct Source {
    // Which emitter it comes from, its kind, how large its source is.
    @location(0) from_where: vec4<f32>,
    // Four numbers by chance; the first is its place in the row.
    @location(1) chance: vec4<f32>,
}

@vertex
fn emitted_corner(source: Source, @builtin(vertex_index) index: u32) -> Speck {
    let time = frame.eye.w;
    let c = source.chance;
    let emitter = frame.emitters[u32(source.from_where.x + 0.5)];
    let kind = u32(source.from_where.y + 0.5);
    let size = source.from_where.z;
    let origin = emitter.xyz;
    let wind = vec3(frame.wind.x, 0.0, frame.wind.y) * (0.25 + frame.wind.z);
    let right = frame.room_x.xyz;
    let up = frame.room_y.xyz;
    let sky = frame.above.rgb * 0.6 + frame.beside.rgb * 0.4 + frame.sun_light.rgb * 0.15;
    var middle = origin;
    var colour = vec4(0.0);
    var reach = 0.05;
    if (kind == 0u) {
        // Smoke: rises, widens, is taken by the wind.
        let age = fract(time * 0.055 + c.x);
        let seconds = age * 18.0;
        middle += vec3((c.y - 0.5) * 0.2, seconds * 0.33, (c.z - 0.5) * 0.2) * size + wind * seconds * seconds * 0.02;
        middle += vec3(sin(time * 0.4 + c.w * 20.0), 0.0, cos(time * 0.33 + c.w * 17.0)) * 0.12 * seconds * 0.2;
        reach = (0.12 + age * 1.1) * size;
        colour = vec4(sky * 0.85, smoothstep(0.0, 0.08, age) * (1.0 - age) * (1.0 - age) * 0.30);
    } else if (kind == 1u) {
        let age = fract(time * (0.22 + 0.12 * c.y) + c.x);
        middle += vec3(sin(c.z * 40.0 + age * 5.0) * 0.18, age * 1.1, cos(c.w * 40.0 + age * 4.0) * 0.14) * size;
        reach = 0.007 * (1.0 - age * 0.5);
        colour = vec4(vec3(3.2, 1.15, 0.25) * (1.2 - age), smoothstep(0.0, 0.1, age) * (1.0 - age) * step(c.y, 0.75));
    } else if (kind == 2u) {
        let wander = vec3(sin(time * (0.11 + 0.1 * c.y) + c.x * 60.0), 0.35 * sin(time * 0.17 + c.y * 50.0), cos(time * (0.09 + 0.1 * c.z) + c.z * 40.0));
        middle += wander * size * 2.4;
        reach = 0.028;
        let shine = pow(max(sin(time * (0.5 + 0.5 * c.w) + c.w * 30.0), 0.0), 3.0);
        colour = vec4(vec3(1.1, 1.5, 0.45) * 1.5, shine);
    } else if (kind == 3u || kind == 4u) {
        // Petals and leaves sail down, turning.
        let age = fract(time * (0.035 + 0.02 * c.y) + c.x);
        let fall = vec3((c.y - 0.5) * 3.0, -age * 5.0, (c.z - 0.5) * 3.0) * size;
        middle += fall + wind * age * 4.0 + vec3(sin(age * 14.0 + c.w * 9.0), 0.0, cos(age * 11.0 + c.z * 9.0)) * 0.3;
        let turn = time * (0.8 + c.z) + c.w * 6.28;
        reach = select(0.035, 0.022, kind == 3u);
        let wide = vec3(cos(turn), 0.3 * sin(turn * 1.3), sin(turn)) * reach;
        let long = vec3(-0.4 * sin(turn), cos(turn * 0.7), 0.4 * cos(turn)) * reach;
        let autumn = mix(vec3(0.75, 0.22, 0.04), vec3(0.85, 0.55, 0.08), c.w);
        let own = select(autumn, vec3(0.90, 0.72, 0.74), kind == 3u);
        let there = smoothstep(0.0, 0.05, age) * smoothstep(1.0, 0.9, age) * emitter.w * step(0.0, middle.y);
        return speck(middle, wide, long, index, vec4(own * (sky + frame.sun_light.rgb * 0.3), there));
    } else {
        // Steam: a breath of white that is soon gone.
        let age = fract(time * 0.28 + c.x);
        middle += vec3(sin(time * 0.7 + c.y * 9.0) * 0.06 * age, age * 0.42, cos(time * 0.6 + c.z * 9.0) * 0.05 * age) * size;
        reach = (0.018 + age * 0.085) * size;
        colour = vec4((sky + frame.lamps.rgb * 0.35) * 0.9, smoothstep(0.0, 0.2, age) * (1.0 - age) * 0.10);
    }
    colour.a *= emitter.w;
    return speck(middle, right * reach, up * reach, index, colour);
}

@fragment
fn emitted_colour(seen: Speck) -> @location(0) vec4<f32> {
    let soft = 1.0 - smoothstep(0.1, 1.0, length(seen.at));
    return vec4(to_screen(through_air(seen.colour.rgb, seen.place), seen.clip), seen.colour.a * soft);
}
