//! Whether an OpenXR runtime with a headset answers, asked without keeping anything.

/// Why there is no headset to render to.
#[derive(Debug, thiserror::Error)]
pub enum NoXr {
    /// The loader library is not installed.
    #[error("no OpenXR loader on this machine: {0}")]
    NoLoader(String),
    /// No runtime is installed, or it does not answer.
    #[error("no OpenXR runtime answers: {0}")]
    NoRuntime(openxr::sys::Result),
    /// A runtime answers but has no head-mounted display.
    #[error("the OpenXR runtime has no headset: {0}")]
    NoHeadset(openxr::sys::Result),
}

/// Asks the runtime for a headset. Takes some milliseconds; what was opened is closed again.
pub fn probe() -> Result<(), NoXr> {
    // SAFETY: the library named as OpenXR's loader is trusted to be one, as any linked library is.
    let entry =
        unsafe { openxr::Entry::load() }.map_err(|error| NoXr::NoLoader(error.to_string()))?;
    #[cfg(target_os = "android")]
    entry.initialize_android_loader().map_err(NoXr::NoRuntime)?;
    #[cfg_attr(
        not(target_os = "android"),
        expect(unused_mut, reason = "Android needs one more")
    )]
    let mut extensions = openxr::ExtensionSet::default();
    #[cfg(target_os = "android")]
    {
        extensions.khr_android_create_instance = true;
    }
    let info = openxr::ApplicationInfo {
        application_name: "Utsikt",
        application_version: 1,
        engine_name: "",
        engine_version: 0,
        api_version: openxr::Version::new(1, 0, 34),
    };
    let instance = entry
        .create_instance(&info, &extensions, &[])
        .map_err(NoXr::NoRuntime)?;
    instance
        .system(openxr::FormFactor::HEAD_MOUNTED_DISPLAY)
        .map(drop)
        .map_err(NoXr::NoHeadset)
}
