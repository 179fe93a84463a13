// Water: ripples, what it mirrors, the glitter of the sun; in winter ice under snow.

fn ripples(place: vec2<f32>, far: f32) -> vec2<f32> {
    let time = frame.eye.w;
    let wind = frame.wind.xy;
    let slow = textureSample(noise, repeating, place * 0.045 + wind * time * 0.009).ba - 0.5;
    let middle = textureSample(noise, repeating, place * 0.19 - vec2(wind.y, -wind.x) * time * 0.016 + 0.3).ba - 0.5;
    let fine = textureSample(noise, repeating, place * 0.71 + wind * time * 0.045 + 0.7).ba - 0.5;
    var slope = slow * 0.5 + middle * 0.34 + fine * 0.24 * exp(-far * 0.03);
    slope *= 0.10 + 0.34 * frame.wind.z;
    if (frame.wind.w > 0.0) {
        slope += rings(place, time) * frame.wind.w * exp(-far * 0.06);
    }
    return slope;
}

// Rain drops make rings that widen and fade.
fn rings(place: vec2<f32>, time: f32) -> vec2<f32> {
    var slope = vec2(0.0);
    for (var layer = 0; layer < 2; layer += 1) {
        let at = place * 2.2 + f32(layer) * 0.47;
        let cell = floor(at);
        let chance = hash(vec3(cell, f32(layer)));
        let age = fract(time * 0.7 + chance);
        let middle = vec2(hash(vec3(cell, 3.0)), hash(vec3(cell, 5.0))) * 0.6 + 0.2;
        let away = fract(at) - middle;
        let reach = length(away);
        let wave = sin((reach - age * 0.45) * 60.0) * smoothstep(0.09, 0.0, abs(reach - age * 0.45));
        slope += away / max(reach, 0.01) * wave * (1.0 - age) * 0.5;
    }
    return slope;
}

@fragment
fn water_colour(seen: Seen) -> @location(0) vec4<f32> {
    if (MIRROR) {
        discard;
    }
    let way = seen.place - frame.eye.xyz;
    let far = length(way);
    let towards = way / far;
    let slope = ripples(seen.place.xz, far);
    // Waves far away are seen from the side: they look flatter, or the horizon would boil.
    let calm = 1.0 / (1.0 + far * 0.035);
    let normal = normalize(vec3(-slope.x * calm, 1.0, -slope.y * calm));
    var bounced = reflect(towards, normal);
    bounced.y = max(bounced.y, 0.004);
    bounced = normalize(bounced);
    let mirrored = textureSampleLevel(mirror, clamped, vec3(bounced.xy, -bounced.z), 0.0).rgb;
    let straight = max(dot(-towards, normal), 0.0);
    let mirrors = clamp(0.02 + 0.98 * pow(1.0 - straight, 5.0), 0.0, 1.0);
    let open = seen.light.x;
    let body = seen.albedo * (frame.above.rgb * open + frame.sun_light.rgb * seen.light.w * max(frame.sun.y, 0.0) * 0.6
        + frame.lamps.rgb * seen.light.y);
    var light = mix(body, mirrored, mirrors);
    // Glitter: small waves that happen to throw the sun into the eye.
    let spark_slope = textureSample(noise, repeating, seen.place.xz * 1.9 + frame.wind.yx * frame.eye.w * 0.11).ba - 0.5;
    let rough = normalize(normal + vec3(spark_slope.x, 0.0, spark_slope.y) * (0.10 + 0.10 * frame.wind.z) * exp(-far * 0.012));
    let spark = reflect(towards, rough);
    let hit = max(dot(spark, frame.sun.xyz), 0.0);
    let moon = mix(1.0, 0.5, frame.glow.w);
    light += frame.sun_light.rgb * (pow(hit, 420.0) * 6.0 + pow(hit, 60.0) * 0.22) * frame.sun.w * seen.light.w * moon;
    if (frame.beside.w > 0.0) {
        let drift = textureSample(noise, repeating, seen.place.xz * 0.035).r * 0.65 + textureSample(noise, repeating, seen.place.xz * 0.21).g * 0.35;
        let snowy = smoothstep(0.32, 0.56, drift);
        let facing = max(frame.sun.y, 0.0) + 0.06;
        let lit = frame.above.rgb * open + frame.sun_light.rgb * seen.light.w * facing + frame.lamps.rgb * seen.light.y;
        let ice = mix(vec3(0.30, 0.40, 0.46) * lit, mirrored, 0.12 + 0.5 * mirrors);
        let covered = vec3(0.84, 0.87, 0.92) * lit * (0.92 + 0.16 * drift);
        light = mix(light, mix(ice, covered, snowy), frame.beside.w);
    }
    return vec4(to_screen(through_air(light, seen.place), seen.clip), 1.0);
}
