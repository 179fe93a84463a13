//! What the compositor is given in each frame: the surround, each eye's picture, the eye buffers while they are
//! needed, as layers in OpenXR's own words.

use bevy::ecs::prelude::*;
use bevy::math::Quat;
use bevy_mod_openxr::layer_builder::{CompositionLayer, LayerProvider};
use bevy_mod_openxr::resources::OxrSwapchain;
use bevy_mod_openxr::spaces::OxrSpaceExt;
use bevy_mod_xr::spaces::XrPrimaryReferenceSpace;
use media::{Eye, Geometry, Shape, Stereo};
use openxr::sys;

use crate::captions::SeenCaption;
use crate::panorama::Scenery;

/// Where a flat picture stands, in metres: far enough to be the same for both eyes.
const FLAT_DISTANCE: f32 = 100.0;

/// One eye's picture as a layer; a mono picture is one layer for both eyes.
pub(super) struct PictureLayer(pub(super) Eye);

impl LayerProvider for PictureLayer {
    fn get<'a>(&'a self, world: &'a World) -> Option<Box<dyn CompositionLayer<'a> + 'a>> {
        let scenery = world.get_resource::<Scenery>()?;
        let space = world
            .get_resource::<XrPrimaryReferenceSpace>()?
            .as_raw_openxr_space();
        let placed = scenery.shown.as_ref()?;
        let layer = placed.layer.as_ref()?;
        let visibility = match (placed.geometry.stereo, self.0) {
            (Stereo::Mono, Eye::Left) => sys::EyeVisibility::BOTH,
            (Stereo::Mono, Eye::Right) => return None,
            (_, Eye::Left) => sys::EyeVisibility::LEFT,
            (_, Eye::Right) => sys::EyeVisibility::RIGHT,
        };
        Some(layer_of(
            (layer.raw(), layer.size()),
            &placed.geometry,
            self.0,
            visibility,
            scenery.front_from_room(),
            space,
        ))
    }
}

/// The one colour behind a picture that does not reach all around.
pub(super) struct SurroundLayer;

impl LayerProvider for SurroundLayer {
    fn get<'a>(&'a self, world: &'a World) -> Option<Box<dyn CompositionLayer<'a> + 'a>> {
        let space = world
            .get_resource::<XrPrimaryReferenceSpace>()?
            .as_raw_openxr_space();
        let layer = world
            .get_resource::<Scenery>()?
            .shown
            .as_ref()?
            .layer
            .as_ref()?;
        let surround = layer.surround.as_ref()?;
        Some(layer_of(
            (surround.raw(), surround.size()),
            &Geometry::SPHERE,
            Eye::Left,
            sys::EyeVisibility::BOTH,
            Quat::IDENTITY,
            space,
        ))
    }
}

/// The eye buffers, left out of the frame while nothing is drawn into them.
pub(super) struct WhenNeeded(pub(super) Box<dyn LayerProvider + Send + Sync>);

impl LayerProvider for WhenNeeded {
    fn get<'a>(&'a self, world: &'a World) -> Option<Box<dyn CompositionLayer<'a> + 'a>> {
        let scenery = world.get_resource::<Scenery>()?;
        let captioned = world
            .get_resource::<SeenCaption>()
            .is_some_and(SeenCaption::is_seen);
        (scenery.needs_eye_buffers() || captioned).then(|| self.0.get(world))?
    }
}

/// A layer in OpenXR's own memory layout.
enum RawLayer {
    Sphere(sys::CompositionLayerEquirect2KHR),
    Flat(sys::CompositionLayerQuad),
}

// SAFETY: both variants are `repr(C)` structs of OpenXR whose first fields are those of the base header.
unsafe impl<'a> CompositionLayer<'a> for RawLayer {
    fn swapchain(&self) -> Option<&'a OxrSwapchain> {
        None
    }

    fn header(&self) -> &sys::CompositionLayerBaseHeader {
        // SAFETY: every composition layer begins with the fields of the base header, in its order.
        unsafe {
            match self {
                Self::Sphere(layer) => &*std::ptr::from_ref(layer).cast(),
                Self::Flat(layer) => &*std::ptr::from_ref(layer).cast(),
            }
        }
    }
}

fn layer_of(
    (swapchain, (width, height)): (sys::Swapchain, (u32, u32)),
    geometry: &Geometry,
    eye: Eye,
    eye_visibility: sys::EyeVisibility,
    front_from_room: Quat,
    space: sys::Space,
) -> Box<RawLayer> {
    let rect = geometry.eye_rect(eye);
    let pixels = |share: f32, whole: u32| (share * whole as f32).round() as i32;
    let sub_image = sys::SwapchainSubImage {
        swapchain,
        image_rect: sys::Rect2Di {
            offset: sys::Offset2Di {
                x: pixels(rect.x, width),
                y: pixels(rect.y, height),
            },
            extent: sys::Extent2Di {
                width: pixels(rect.width, width),
                height: pixels(rect.height, height),
            },
        },
        image_array_index: 0,
    };
    let room_from_picture =
        (Quat::from_array(geometry.picture_from_view()) * front_from_room).inverse();
    let pose = |turn: Quat, position: bevy::math::Vec3| sys::Posef {
        orientation: sys::Quaternionf {
            x: turn.x,
            y: turn.y,
            z: turn.z,
            w: turn.w,
        },
        position: sys::Vector3f {
            x: position.x,
            y: position.y,
            z: position.z,
        },
    };
    let layer_flags = sys::CompositionLayerFlags::EMPTY;
    Box::new(match geometry.shape {
        Shape::Sphere {
            left,
            right,
            bottom,
            top,
        } => {
            let centre = Quat::from_rotation_y(-((left + right) / 2.0).to_radians());
            RawLayer::Sphere(sys::CompositionLayerEquirect2KHR {
                ty: sys::CompositionLayerEquirect2KHR::TYPE,
                next: std::ptr::null(),
                layer_flags,
                space,
                eye_visibility,
                sub_image,
                pose: pose(room_from_picture * centre, bevy::math::Vec3::ZERO),
                radius: 0.0,
                central_horizontal_angle: (right - left).to_radians(),
                upper_vertical_angle: top.to_radians(),
                lower_vertical_angle: bottom.to_radians(),
            })
        }
        Shape::Flat { width, height } => {
            let across = |degrees: f32| 2.0 * FLAT_DISTANCE * (degrees / 2.0).to_radians().tan();
            RawLayer::Flat(sys::CompositionLayerQuad {
                ty: sys::CompositionLayerQuad::TYPE,
                next: std::ptr::null(),
                layer_flags,
                space,
                eye_visibility,
                sub_image,
                pose: pose(
                    room_from_picture,
                    room_from_picture * bevy::math::Vec3::new(0.0, 0.0, -FLAT_DISTANCE),
                ),
                size: sys::Extent2Df {
                    width: across(width),
                    height: across(height),
                },
            })
        }
    })
}
