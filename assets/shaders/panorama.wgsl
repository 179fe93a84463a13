// A picture around the viewer: from the direction of each pixel to the colour seen there.
//
// No mesh is drawn: one triangle covers the view, and each pixel asks where its ray meets the
// picture. So there is no seam, no pole and no polygon edge, and one draw call an eye.

// What is the same for a whole picture is told to the compiler: with a branch on a number in the buffer, some
// drivers compile anew for each value of it.

// The planes of the picture: RGBA; brightness and both colours (JPEG, film); brightness, Cb and Cr (film);
// 4: RGBA with a part of the picture.
override PLANES: u32 = 2;
// Whether the target encodes to sRGB itself and wants linear light.
override LINEAR_OUT: bool = true;
// Whether the picture is an upright plane, not a part of a sphere.
override FLAT: bool = false;
// Whether the picture comes over another: its colour is multiplied by its share.
override OVER: bool = false;

struct View {
    // From view directions to the picture's: the columns of a rotation.
    turn: mat3x3<f32>,
    // The ray of a pixel at z = -1: x = ndc.x * frustum.x + frustum.y, y = ndc.y * frustum.z + frustum.w.
    frustum: vec4<f32>,
    // The part of the file this eye sees: x, y, width, height in shares.
    part: vec4<f32>,
    // Sphere: yaw of the centre, whole width, pitch of the top, whole height, in radians.
    // Flat: 0, tangent of half the width, 0, tangent of half the height.
    extent: vec4<f32>,
    // Width and height of the upright picture in pixels; 1 when its left and right edges meet; the share
    // by which it is laid over another.
    file: vec4<f32>,
    // What stands where the picture has nothing (sRGB), and how much of the picture shows, 0 to 1.
    surround: vec4<f32>,
    // What makes red, green and blue of what the planes hold.
    red: vec4<f32>,
    green: vec4<f32>,
    blue: vec4<f32>,
    // From the upright picture to the texture, about their middles: the columns of a matrix.
    upright: vec4<f32>,
    // From places of brightness to places of colour: scale and shift. Of a part: what it is larger by, and where it begins.
    chroma: vec4<f32>,
}

@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var first: texture_2d<f32>;
@group(0) @binding(2) var second: texture_2d<f32>;
@group(0) @binding(3) var third: texture_2d<f32>;
@group(0) @binding(4) var linear: sampler;

struct Corner {
    @builtin(position) position: vec4<f32>,
    @location(0) ndc: vec2<f32>,
}

@vertex
fn corner(@builtin(vertex_index) index: u32) -> Corner {
    let ndc = vec2<f32>(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0);
    return Corner(vec4<f32>(ndc, 0.0, 1.0), ndc);
}

// A corner of a cell; see `panorama/cells.rs`.
struct CellCorner {
    @builtin(position) position: vec4<f32>,
    @location(0) ndc: vec2<f32>,
    @location(1) place: vec2<f32>,
}

@vertex
fn cell(@location(0) ndc: vec2<f32>, @location(1) place: vec2<f32>) -> CellCorner {
    return CellCorner(vec4<f32>(ndc, 0.0, 1.0), ndc, place);
}

// The colour at a place of the whole upright picture; still encoded (sRGB).
fn colour(place: vec2<f32>) -> vec3<f32> {
    if (PLANES == 1u) {
        return textureSampleLevel(first, linear, place, 0.0).rgb;
    }
    if (PLANES == 4u) {
        let inside = vec2<f32>(fract(place.x - view.chroma.z), place.y - view.chroma.w);
        return textureSampleLevel(first, linear, inside * view.chroma.xy, 0.0).rgb;
    }
    let at = mat2x2<f32>(view.upright.xy, view.upright.zw) * (place - 0.5) + 0.5;
    let chroma_at = at * view.chroma.xy + view.chroma.zw;
    var held = vec4<f32>(textureSampleLevel(first, linear, at, 0.0).r, 0.0, 0.0, 1.0);
    if (PLANES == 2u) {
        let both = textureSampleLevel(second, linear, chroma_at, 0.0).rg;
        held = vec4<f32>(held.x, both, 1.0);
    } else {
        held.y = textureSampleLevel(second, linear, chroma_at, 0.0).r;
        held.z = textureSampleLevel(third, linear, chroma_at, 0.0).r;
    }
    return saturate(vec3<f32>(dot(view.red, held), dot(view.green, held), dot(view.blue, held)));
}

fn to_target(encoded: vec3<f32>) -> vec4<f32> {
    var out = encoded;
    if (LINEAR_OUT) {
        let low = encoded / 12.92;
        let high = pow((encoded + 0.055) / 1.055, vec3<f32>(2.4));
        out = select(high, low, encoded <= vec3<f32>(0.04045));
    }
    if (OVER) {
        return vec4<f32>(out, 1.0) * view.file.w;
    }
    return vec4<f32>(out, 1.0);
}

// A place kept half a texel inside this eye's part, but free to run round a closed picture.
fn within(place: vec2<f32>, inset: vec2<f32>) -> vec2<f32> {
    let kept = clamp(place, inset, 1.0 - inset);
    return vec2<f32>(select(place.x, kept.x, view.file.z < 0.5), kept.y);
}

// The mean colour around a place in this eye's picture, `reach` wide and high. A bilinear look-up covers
// two texels; where a pixel covers more, several stand side by side. `inset` is half a texel.
fn averaged(place: vec2<f32>, reach: vec2<f32>, inset: vec2<f32>) -> vec3<f32> {
    let taps = clamp(ceil(abs(reach) / inset * 0.25 - 0.05), vec2<f32>(1.0), vec2<f32>(8.0));
    if (taps.x * taps.y < 1.5) {
        return colour(view.part.xy + within(place, inset) * view.part.zw);
    }
    var sum = vec3<f32>(0.0);
    for (var row = 0.0; row < taps.y; row += 1.0) {
        for (var column = 0.0; column < taps.x; column += 1.0) {
            let shift = (vec2<f32>(column, row) + 0.5) / taps - 0.5;
            let at = within(place + shift * reach, inset);
            sum += colour(view.part.xy + at * view.part.zw);
        }
    }
    return sum / (taps.x * taps.y);
}

const PI: f32 = 3.14159265;

@fragment
fn around(in: Corner) -> @location(0) vec4<f32> {
    let ray = vec3<f32>(in.ndc.x * view.frustum.x + view.frustum.y, in.ndc.y * view.frustum.z + view.frustum.w, -1.0);
    let direction = normalize(view.turn * ray);
    // How wide this pixel is, in radians.
    let width = max(length(dpdx(direction)), length(dpdy(direction)));

    var place: vec2<f32>;
    var texels: vec2<f32>;
    let whole = view.file.xy * view.part.zw;
    if (FLAT) {
        let flat_at = direction.xy / max(-direction.z, 1e-4);
        place = vec2<f32>(0.5 + 0.5 * flat_at.x / view.extent.y, 0.5 - 0.5 * flat_at.y / view.extent.w);
        if (direction.z >= 0.0) {
            place = vec2<f32>(-1.0);
        }
        texels = width * whole / (2.0 * view.extent.yw * direction.z * direction.z);
    } else {
        var yaw = atan2(direction.x, -direction.z) - view.extent.x;
        yaw = yaw - 2.0 * PI * round(yaw / (2.0 * PI));
        let pitch = asin(clamp(direction.y, -1.0, 1.0));
        place = vec2<f32>(0.5 + yaw / view.extent.y, (view.extent.z - pitch) / view.extent.w);
        texels = width * whole / view.extent.yw;
        texels.x = texels.x / max(sqrt(1.0 - direction.y * direction.y), 0.02);
    }
    if (any(place < vec2<f32>(0.0)) || any(place > vec2<f32>(1.0))) {
        return to_target(view.surround.rgb * view.surround.a);
    }

    return to_target(averaged(place, texels / whole, 0.5 / whole) * view.surround.a);
}

// A pixel of a straight cell: it follows the cell's corners instead of finding its own place.
@fragment
fn follow(in: CellCorner) -> @location(0) vec4<f32> {
    let inset = 0.5 / (view.file.xy * view.part.zw);
    return to_target(colour(view.part.xy + within(in.place, inset) * view.part.zw) * view.surround.a);
}

// The picture as it is, pixel by pixel: from planes into a compositor's RGBA image or a smaller copy.
@fragment
fn unwrap(in: Corner) -> @location(0) vec4<f32> {
    let place = vec2<f32>(0.5 + 0.5 * in.ndc.x, 0.5 - 0.5 * in.ndc.y);
    return to_target(averaged(place, vec2<f32>(dpdx(place.x), -dpdy(place.y)), 0.5 / view.file.xy));
}
