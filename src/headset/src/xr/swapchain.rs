//! Images that belong to the OpenXR compositor, as textures that wgpu can draw into.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bevy::render::renderer::RenderDevice;
use bevy_mod_openxr::graphics::GraphicsWrap;
use bevy_mod_openxr::session::OxrSession;
use openxr::{SwapchainCreateFlags, SwapchainUsageFlags, Vulkan};

use ash::vk::{self, Handle};

/// Why the compositor took no picture.
#[derive(Debug, thiserror::Error)]
pub enum SwapchainError {
    /// A call to the runtime failed.
    #[error("the OpenXR runtime refused a picture: {0}")]
    Runtime(#[from] openxr::sys::Result),
    /// The runtime offers no 8-bit sRGB images.
    #[error("the OpenXR runtime takes no 8-bit sRGB pictures")]
    NoFormat,
    /// None of the images is free, though nothing was shown yet.
    #[error("the OpenXR runtime has no free image for a film")]
    NothingFree,
    /// The graphics device is not the one the session was made with.
    #[error("the graphics device is not a Vulkan device")]
    NotVulkan,
}

/// One still image of the compositor. It is written once and then only looked at.
pub struct StillImage {
    /// Kept before the swapchain so that it is dropped first: its memory is the swapchain's.
    texture: wgpu::Texture,
    swapchain: openxr::Swapchain<Vulkan>,
    width: u32,
    height: u32,
    released: bool,
}

impl StillImage {
    /// The format of every still image.
    pub const FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8UnormSrgb;

    /// Asks the compositor for an image of this size and opens it for drawing.
    pub fn new(
        session: &OxrSession,
        device: &RenderDevice,
        width: u32,
        height: u32,
    ) -> Result<Self, SwapchainError> {
        let (mut swapchain, images) =
            create(session, SwapchainCreateFlags::STATIC_IMAGE, width, height)?;
        let image = images.into_iter().next().ok_or(SwapchainError::NoFormat)?;
        swapchain.acquire_image()?;
        swapchain.wait_image(openxr::Duration::INFINITE)?;
        let texture = wrap(device, vk::Image::from_raw(image), width, height)
            .ok_or(SwapchainError::NotVulkan)?;
        Ok(Self {
            texture,
            swapchain,
            width,
            height,
            released: false,
        })
    }

    /// The image as something to draw into; only before [`release`](Self::release).
    pub fn target(&self) -> wgpu::TextureView {
        self.texture
            .create_view(&wgpu::TextureViewDescriptor::default())
    }

    /// Gives the drawn image to the compositor. All drawing must have been submitted.
    pub fn release(&mut self) -> Result<(), SwapchainError> {
        self.swapchain.release_image()?;
        self.released = true;
        Ok(())
    }

    /// Whether the compositor may show it.
    pub fn released(&self) -> bool {
        self.released
    }

    /// The handle for composition layers.
    pub fn raw(&self) -> openxr::sys::Swapchain {
        self.swapchain.as_raw()
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }
}

/// A picture of the compositor that is drawn anew for each frame of a film.
pub struct MovingImage {
    handle: openxr::sys::Swapchain,
    width: u32,
    height: u32,
    state: Mutex<Moving>,
}

struct Moving {
    /// Kept before the swapchain so that they are dropped first: their memory is the swapchain's.
    targets: Vec<wgpu::Texture>,
    swapchain: openxr::Swapchain<Vulkan>,
    /// The image that is ours until it is released.
    acquired: Option<usize>,
}

impl MovingImage {
    /// Asks the compositor for images of this size.
    pub fn new(
        session: &OxrSession,
        device: &RenderDevice,
        width: u32,
        height: u32,
    ) -> Result<Self, SwapchainError> {
        let (swapchain, images) = create(session, SwapchainCreateFlags::EMPTY, width, height)?;
        let targets = images
            .into_iter()
            .map(|image| wrap(device, vk::Image::from_raw(image), width, height))
            .collect::<Option<Vec<_>>>()
            .ok_or(SwapchainError::NotVulkan)?;
        Ok(Self {
            handle: swapchain.as_raw(),
            width,
            height,
            state: Mutex::new(Moving {
                targets,
                swapchain,
                acquired: None,
            }),
        })
    }

    /// Draws the next picture and gives it to the compositor: `draw` gets the image and must submit all it does.
    /// False when the compositor still reads every image; it is not waited for.
    pub fn draw(&self, draw: impl FnOnce(&wgpu::TextureView)) -> Result<bool, SwapchainError> {
        let mut state = self.state();
        let index = match state.acquired {
            Some(index) => index,
            None => state.swapchain.acquire_image()? as usize,
        };
        state.acquired = Some(index);
        if !is_free(&state.swapchain)? {
            return Ok(false);
        }
        if let Some(texture) = state.targets.get(index) {
            draw(&texture.create_view(&wgpu::TextureViewDescriptor::default()));
        }
        release(&state.swapchain)?;
        state.acquired = None;
        Ok(true)
    }

    /// The handle for composition layers.
    pub fn raw(&self) -> openxr::sys::Swapchain {
        self.handle
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    fn state(&self) -> MutexGuard<'_, Moving> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the image acquired last may be drawn into now. The binding's own call takes a timeout for an answer of yes.
fn is_free(swapchain: &openxr::Swapchain<Vulkan>) -> Result<bool, SwapchainError> {
    let info = openxr::sys::SwapchainImageWaitInfo {
        ty: openxr::sys::SwapchainImageWaitInfo::TYPE,
        next: std::ptr::null_mut(),
        timeout: openxr::Duration::from_nanos(0),
    };
    let wait = swapchain.instance().fp().wait_swapchain_image;
    // SAFETY: the handle is alive as long as `swapchain`, whose owner is locked, and `info` is a whole value.
    match unsafe { wait(swapchain.as_raw(), &info) } {
        openxr::sys::Result::TIMEOUT_EXPIRED => Ok(false),
        result if result.into_raw() >= 0 => Ok(true),
        error => Err(error.into()),
    }
}

/// Gives the acquired image to the compositor; after [`is_free`] said yes.
fn release(swapchain: &openxr::Swapchain<Vulkan>) -> Result<(), SwapchainError> {
    let release = swapchain.instance().fp().release_swapchain_image;
    // SAFETY: as above; no information is passed with it.
    match unsafe { release(swapchain.as_raw(), std::ptr::null()) } {
        result if result.into_raw() >= 0 => Ok(()),
        error => Err(error.into()),
    }
}

fn create(
    session: &OxrSession,
    create_flags: SwapchainCreateFlags,
    width: u32,
    height: u32,
) -> Result<(openxr::Swapchain<Vulkan>, Vec<u64>), SwapchainError> {
    let GraphicsWrap::Vulkan(session) = session.typed_session();
    let format = vk::Format::R8G8B8A8_SRGB.as_raw() as u32;
    if !session.enumerate_swapchain_formats()?.contains(&format) {
        return Err(SwapchainError::NoFormat);
    }
    let swapchain = session.create_swapchain(&openxr::SwapchainCreateInfo {
        create_flags,
        usage_flags: SwapchainUsageFlags::COLOR_ATTACHMENT | SwapchainUsageFlags::SAMPLED,
        format,
        sample_count: 1,
        width,
        height,
        face_count: 1,
        array_size: 1,
        mip_count: 1,
    })?;
    let images = swapchain.enumerate_images()?;
    Ok((swapchain, images))
}

fn wrap(device: &RenderDevice, image: vk::Image, width: u32, height: u32) -> Option<wgpu::Texture> {
    let size = wgpu::Extent3d {
        width,
        height,
        depth_or_array_layers: 1,
    };
    let device = device.wgpu_device();
    // SAFETY: the image was made by the runtime on this very device with the size, format and usage
    // stated here. It belongs to the swapchain, which `StillImage` drops after the texture; the empty
    // drop callback and external memory tell wgpu to free neither.
    let raw = unsafe {
        device.as_hal::<wgpu_hal::vulkan::Api>()?.texture_from_raw(
            image,
            &wgpu_hal::TextureDescriptor {
                label: Some("compositor picture"),
                size,
                mip_level_count: 1,
                sample_count: 1,
                dimension: wgpu::TextureDimension::D2,
                format: StillImage::FORMAT,
                usage: wgpu::TextureUses::COLOR_TARGET,
                memory_flags: wgpu_hal::MemoryFlags::empty(),
                view_formats: vec![],
            },
            Some(Box::new(|| {})),
            wgpu_hal::vulkan::TextureMemory::External,
        )
    };
    let description = wgpu::TextureDescriptor {
        label: Some("compositor picture"),
        size,
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: StillImage::FORMAT,
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
        view_formats: &[],
    };
    // SAFETY: `raw` was made from this device just above with the same description.
    Some(unsafe { device.create_texture_from_hal::<wgpu_hal::vulkan::Api>(raw, &description) })
}
