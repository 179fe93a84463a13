//! How an MP4 file describes its picture and its sound: the sample entries.

use mp4_atom::{Colr, FourCC, Prji, ProjKind, St3d, Sv3d, Vexu};

use super::super::super::{Colour, Spherical};
use super::super::sphere;
use super::{decode, number};
use crate::{Projection, Stereo};

/// What is said of a picture.
pub(super) struct Visual {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) colour: Option<Colour>,
    pub(super) spherical: Spherical,
}

/// What is said of a sound.
pub(super) struct Sound {
    pub(super) channels: u16,
    pub(super) rate: u32,
    /// The kind of codec that an `esds` names.
    pub(super) object_type: Option<u8>,
    pub(super) ambisonic: bool,
    /// Whether loudspeakers are named for the channels.
    pub(super) layout: bool,
}

/// Reads the entry of a picture.
pub(super) fn visual(entry: &[u8]) -> Option<Visual> {
    let fixed = entry.get(..78)?;
    let mut found = Visual {
        width: number(fixed, 24, 2) as u32,
        height: number(fixed, 26, 2) as u32,
        colour: None,
        spherical: Spherical::default(),
    };
    let mut apple = Spherical::default();
    for (kind, body) in boxes(&entry[78..]) {
        match kind {
            b"colr" => found.colour = decode::<Colr>(body).and_then(|colr| colour(&colr)),
            b"st3d" => found.spherical.stereo = decode::<St3d>(body).and_then(stereo),
            b"sv3d" => {
                if let Some(sv3d) = decode::<Sv3d>(body) {
                    version_2(&mut found.spherical, &sv3d);
                }
            }
            b"vexu" => {
                if let Some(vexu) = decode::<Vexu>(body) {
                    apple = apples(&vexu);
                }
            }
            _ => {}
        }
    }
    found.spherical.projection = found.spherical.projection.or(apple.projection);
    found.spherical.stereo = found.spherical.stereo.or(apple.stereo);
    Some(found)
}

fn colour(colr: &Colr) -> Option<Colour> {
    match *colr {
        Colr::Nclx {
            matrix_coefficients,
            full_range_flag,
            ..
        } => sphere::colour(matrix_coefficients.into(), full_range_flag),
        Colr::Nclc {
            matrix_coefficients,
            ..
        } => sphere::colour(matrix_coefficients.into(), false),
        _ => None,
    }
}

fn stereo(st3d: St3d) -> Option<Stereo> {
    match st3d.stereo_mode {
        St3d::MONO => Some(Stereo::Mono),
        St3d::TOP_BOTTOM => Some(Stereo::TopBottom),
        St3d::LEFT_RIGHT => Some(Stereo::LeftRight),
        other => {
            tracing::warn!(
                stereo_mode = other,
                "a stereo layout that is not shown; it counts as not said"
            );
            None
        }
    }
}

fn version_2(spherical: &mut Spherical, sv3d: &Sv3d) {
    let Some(proj) = &sv3d.proj else {
        return;
    };
    match &proj.kind {
        Some(ProjKind::Equi(equi)) => sphere::bounds(
            spherical,
            [
                equi.projection_bounds_top,
                equi.projection_bounds_bottom,
                equi.projection_bounds_left,
                equi.projection_bounds_right,
            ],
        ),
        Some(_) => tracing::warn!("a cubemap or a mesh is not shown as one; it counts as not said"),
        None => {}
    }
    if let Some(pose) = proj.prhd {
        let degrees = |fixed: i32| Some(fixed as f32 / 65_536.0).filter(|degrees| *degrees != 0.0);
        spherical.yaw = degrees(pose.pose_yaw_degrees);
        spherical.pitch = degrees(pose.pose_pitch_degrees);
        spherical.roll = degrees(pose.pose_roll_degrees);
    }
}

fn apples(vexu: &Vexu) -> Spherical {
    let projection = vexu
        .proj
        .as_ref()
        .and_then(|proj| proj.prji)
        .map(|prji| prji.projection_kind);
    let packing = vexu
        .pack
        .as_ref()
        .and_then(|pack| pack.pkin.as_ref())
        .map(|pkin| pkin.view_packing_kind);
    Spherical {
        projection: match projection {
            Some(Prji::EQUIRECTANGULAR) => Some(Projection::Equirectangular),
            Some(Prji::HALF_EQUIRECTANGULAR) => Some(Projection::HalfEquirectangular),
            Some(Prji::RECTILINEAR) => Some(Projection::Flat),
            _ => None,
        },
        stereo: packing.and_then(|packing| {
            if packing == FourCC::new(b"side") {
                Some(Stereo::LeftRight)
            } else if packing == FourCC::new(b"over") {
                Some(Stereo::TopBottom)
            } else {
                None
            }
        }),
        ..Spherical::default()
    }
}

/// Reads the entry of a sound.
pub(super) fn sound(entry: &[u8]) -> Option<Sound> {
    let fixed = entry.get(..28)?;
    let version = number(fixed, 8, 2);
    let mut found = Sound {
        channels: number(fixed, 16, 2) as u16,
        rate: number(fixed, 24, 2) as u32,
        object_type: None,
        ambisonic: false,
        layout: false,
    };
    let start = match version {
        1 => 44,
        2 => {
            let bits = number(entry, 32, 8);
            let rate = f64::from_bits(bits);
            found.rate = if (1.0..1e6).contains(&rate) {
                rate as u32
            } else {
                0
            };
            found.channels = number(entry, 40, 4) as u16;
            64
        }
        _ => 28,
    };
    let mut inside = vec![entry.get(start..).unwrap_or_default()];
    while let Some(bytes) = inside.pop() {
        for (kind, body) in boxes(bytes) {
            match kind {
                b"wave" => inside.push(body),
                b"esds" => found.object_type = object_type(body),
                b"SA3D" => found.ambisonic = first_order(body),
                b"chan" | b"chnl" => found.layout = true,
                // The tenth byte is the mapping family: 2 is ambisonics.
                b"dOps" => found.ambisonic |= body.get(10) == Some(&2),
                _ => {}
            }
        }
    }
    Some(found)
}

/// Whether the box says: first order, all around, channels in ACN order, scaled as SN3D.
fn first_order(sa3d: &[u8]) -> bool {
    let [_version, kind, order @ ..] = sa3d else {
        return false;
    };
    *kind == 0 && number(order, 0, 4) == 1 && order.get(4) == Some(&0) && order.get(5) == Some(&0)
}

/// The object type in an `esds`: descriptor 4 inside descriptor 3.
fn object_type(esds: &[u8]) -> Option<u8> {
    let mut rest = esds.get(4..)?;
    for (tag, skip) in [(3, 3), (4, 0)] {
        let (&found, after) = rest.split_first()?;
        if found != tag {
            return None;
        }
        let length = after.iter().take(4).position(|byte| byte & 0x80 == 0)? + 1;
        rest = after.get(length + skip..)?;
    }
    rest.first().copied()
}

/// The boxes in a piece of memory.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let size = usize::try_from(number(rest, 0, 4)).ok()?;
        let kind = rest.get(4..8)?.try_into().ok()?;
        let size = if size == 0 { rest.len() } else { size };
        let body = rest.get(8..size)?;
        rest = &rest[size..];
        Some((kind, body))
    })
}
