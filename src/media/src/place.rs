//! How a photo or a film stands around the viewer: what its file says of itself, overridden by the manifest.
//!
//! | question | the manifest | else the file (a film's: see [`crate::film::Spherical`]) | else |
//! |---|---|---|---|
//! | projection | `projection` | GPano `ProjectionType` (cylinders count as equirectangular) | each eye's picture 2:1: equirectangular; 1:1 and stereo: half equirectangular; 1:1 and mono: [`MediaError::ProjectionUnknown`]; any other shape: flat |
//! | stereo | `stereo` | `StereoMode` | mono, whatever the shape |
//! | part of the sphere | – | GPano `CroppedArea…`/`FullPano…` | all of it |
//! | straight ahead | `heading` | `InitialViewHeadingDegrees` − `PoseHeadingDegrees` | the centre |
//! | pitch, roll | `pitch`, `roll` | `PosePitchDegrees`, `PoseRollDegrees` | level |
//! | degrees across, flat | `width` | – | 60 |
//!
//! Sources: Google's "Photo Sphere XMP Metadata". There `PoseHeadingDegrees` is the compass
//! direction of the picture's centre and says nothing about where to look; both headings are
//! compass directions, so their difference is a yaw in the picture. A higher `PosePitchDegrees` is a
//! centre above the horizon; a higher `PoseRollDegrees` turns the horizon counter-clockwise in the
//! picture, which is a camera turned clockwise. `InitialViewPitchDegrees` and
//! `InitialViewRollDegrees` are not used: the horizon stays level (H2).
//!
//! The part of the sphere counts for each eye. A crop's numbers are used as shares of the whole, so
//! they hold for a file that was made smaller afterwards, as Google asks.

use crate::film::FilmInfo;
use crate::{Geometry, MediaError, PanoramaProjection, PhotoInfo, Projection, Shape, Stereo};

/// Degrees across for a flat picture when the manifest does not say.
pub const FLAT_WIDTH: f32 = 60.0;

/// How far from 2:1 or 1:1 a picture may be and still count as it: cameras round to whole blocks.
const ASPECT_TOLERANCE: f32 = 0.02;

/// How the photo that `info` describes stands around the viewer. See the module for the rules.
///
/// # Errors
/// [`MediaError::ProjectionUnknown`] and [`MediaError::Impossible`].
pub fn geometry(info: &PhotoInfo, photo: &manifest::Photo) -> Result<Geometry, MediaError> {
    let panorama = info.panorama.as_ref();
    let file = Said {
        projection: panorama.and_then(|panorama| stated_projection(panorama.projection)),
        stereo: panorama.and_then(|panorama| panorama.stereo),
        cut: panorama.and_then(|panorama| panorama.crop).map(|crop| {
            let left = crop.left / crop.full_width;
            let top = crop.top / crop.full_height;
            let right = 1.0 - left - crop.width / crop.full_width;
            let bottom = 1.0 - top - crop.height / crop.full_height;
            [left, top, right, bottom]
        }),
        heading: panorama.and_then(initial_yaw),
        pitch: panorama.and_then(|panorama| panorama.pose_pitch),
        roll: panorama.and_then(|panorama| panorama.pose_roll),
        width: None,
    };
    let manifest = Said {
        projection: photo.projection,
        stereo: photo.stereo,
        cut: None,
        heading: photo.heading,
        pitch: photo.pitch,
        roll: photo.roll,
        width: photo.width,
    };
    place((info.width, info.height), &manifest, &file)
}

/// How the film that `info` describes stands around the viewer. See the module for the rules.
///
/// # Errors
/// [`MediaError::ProjectionUnknown`] and [`MediaError::Impossible`].
pub fn film_geometry(info: &FilmInfo, film: &manifest::Film) -> Result<Geometry, MediaError> {
    let spherical = info.spherical.unwrap_or_default();
    let file = Said {
        projection: spherical.projection,
        stereo: spherical.stereo,
        cut: spherical.cropped,
        heading: spherical.yaw,
        pitch: spherical.pitch,
        roll: spherical.roll,
        width: None,
    };
    let manifest = Said {
        projection: film.projection,
        stereo: film.stereo,
        cut: None,
        heading: film.heading,
        pitch: film.pitch,
        roll: film.roll,
        width: film.width,
    };
    place((info.width, info.height), &manifest, &file)
}

/// What a manifest or a file says.
struct Said {
    projection: Option<Projection>,
    stereo: Option<Stereo>,
    /// Shares of the whole sphere that are cut away: left, top, right, bottom.
    cut: Option<[f32; 4]>,
    heading: Option<f32>,
    pitch: Option<f32>,
    roll: Option<f32>,
    width: Option<f32>,
}

fn place(size: (u32, u32), manifest: &Said, file: &Said) -> Result<Geometry, MediaError> {
    let stereo = manifest.stereo.or(file.stereo).unwrap_or(Stereo::Mono);
    let aspect = eye_aspect(size, stereo);
    let projection = match manifest.projection.or(file.projection) {
        Some(projection) => projection,
        None => default_projection(size, file.cut, stereo, aspect)?,
    };
    let shape = match projection {
        Projection::Equirectangular => sphere(file.cut),
        Projection::HalfEquirectangular => Shape::Sphere {
            left: -90.0,
            right: 90.0,
            bottom: -90.0,
            top: 90.0,
        },
        Projection::Flat => flat(manifest.width.unwrap_or(FLAT_WIDTH), aspect)?,
    };
    let says = |manifest: Option<f32>, field: &'static str, file: Option<f32>| match manifest {
        Some(value) if !value.is_finite() => Err(MediaError::Impossible {
            field,
            value,
            reason: "it must be a number of degrees",
        }),
        Some(value) => Ok(value),
        None => Ok(file.unwrap_or(0.0)),
    };
    Ok(Geometry {
        shape,
        stereo,
        heading: says(manifest.heading, "heading", file.heading)?,
        pitch: says(manifest.pitch, "pitch", file.pitch)?,
        roll: says(manifest.roll, "roll", file.roll)?,
    })
}

/// Width by height of one eye's picture.
fn eye_aspect((width, height): (u32, u32), stereo: Stereo) -> f32 {
    let aspect = width as f32 / height as f32;
    match stereo {
        Stereo::Mono => aspect,
        Stereo::TopBottom => aspect * 2.0,
        Stereo::LeftRight => aspect * 0.5,
    }
}

fn stated_projection(projection: Option<PanoramaProjection>) -> Option<Projection> {
    match projection? {
        PanoramaProjection::Equirectangular | PanoramaProjection::Cylindrical => {
            Some(Projection::Equirectangular)
        }
        PanoramaProjection::Other => None,
    }
}

fn default_projection(
    (width, height): (u32, u32),
    cut: Option<[f32; 4]>,
    stereo: Stereo,
    aspect: f32,
) -> Result<Projection, MediaError> {
    let near = |wanted: f32| (aspect / wanted - 1.0).abs() <= ASPECT_TOLERANCE;
    // A part of the sphere is stated only by panoramas, even if they forget to name their projection.
    if cut.is_some() || near(2.0) {
        return Ok(Projection::Equirectangular);
    }
    if near(1.0) {
        return match stereo {
            Stereo::Mono => Err(MediaError::ProjectionUnknown { width, height }),
            Stereo::TopBottom | Stereo::LeftRight => Ok(Projection::HalfEquirectangular),
        };
    }
    Ok(Projection::Flat)
}

/// What is left of the sphere after the file's cut, or all of it.
fn sphere(cut: Option<[f32; 4]>) -> Shape {
    let [left, top, right, bottom] = cut.unwrap_or_default().map(|share| share.clamp(0.0, 1.0));
    Shape::Sphere {
        left: left * 360.0 - 180.0,
        right: 180.0 - right * 360.0,
        bottom: bottom * 180.0 - 90.0,
        top: 90.0 - top * 180.0,
    }
}

fn flat(width: f32, aspect: f32) -> Result<Shape, MediaError> {
    if !(width > 0.0 && width < 180.0) {
        return Err(MediaError::Impossible {
            field: "width",
            value: width,
            reason: "a flat picture is more than 0 and less than 180 degrees across",
        });
    }
    let half_height = ((width.to_radians() * 0.5).tan() / aspect).atan();
    Ok(Shape::Flat {
        width,
        height: half_height.to_degrees() * 2.0,
    })
}

/// The yaw in the picture that the file wants to be seen first, −180 to 180.
fn initial_yaw(panorama: &crate::Panorama) -> Option<f32> {
    let yaw = panorama.initial_heading? - panorama.pose_heading.unwrap_or(0.0);
    Some((yaw + 180.0).rem_euclid(360.0) - 180.0)
}
