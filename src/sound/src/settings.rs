//! How a resident hears, and how loud a headset may be.

/// How a resident hears, and how loud a headset may be. Changes are heard softly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Both ears hear the same, for those who hear with one (H9).
    pub mono: bool,
    /// Words are lifted and what is around them held down (H9).
    pub speech_boost: bool,
    /// The loudest that any half second leaves for the device, root mean square in dB of full scale, whatever the volume:
    /// what is 80 dBA on this headset (H9). None is no cap but the limiter.
    pub cap: Option<f32>,
}

impl Default for Settings {
    /// Both ears as they are, nothing lifted, no cap beyond the limiter's.
    fn default() -> Settings {
        Settings {
            mono: false,
            speech_boost: false,
            cap: None,
        }
    }
}
