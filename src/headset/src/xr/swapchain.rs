//! Images that belong to the OpenXR compositor, as textures that wgpu can draw into.

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
        let GraphicsWrap::Vulkan(session) = session.typed_session();
        let format = vk::Format::R8G8B8A8_SRGB.as_raw() as u32;
        if !session.enumerate_swapchain_formats()?.contains(&format) {
            return Err(SwapchainError::NoFormat);
        }
        let mut swapchain = session.create_swapchain(&openxr::SwapchainCreateInfo {
            create_flags: SwapchainCreateFlags::STATIC_IMAGE,
            usage_flags: SwapchainUsageFlags::COLOR_ATTACHMENT | SwapchainUsageFlags::SAMPLED,
            format,
            sample_count: 1,
            width,
            height,
            face_count: 1,
            array_size: 1,
            mip_count: 1,
        })?;
        let image = swapchain
            .enumerate_images()?
            .into_iter()
            .next()
            .ok_or(SwapchainError::NoFormat)?;
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
