//! What can be wrong with a picture or film file, each with a stable code and a sentence that says what to do.

use std::path::PathBuf;

/// Why a picture or film could not be read, placed, played or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MediaError {
    /// The file is not there or the system refuses it.
    #[error("{} could not be opened: {source}. Check that it is there and may be read.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nothing in the file.
    #[error("The file is empty (0 bytes). Copy it again from where it came.")]
    Empty,
    /// No known picture format begins like this.
    #[error("The file is not a picture that is known here. Use JPEG, PNG or WebP.")]
    Unknown,
    /// A known format that is not shown.
    #[error("The file is {what}, which cannot be shown. {advice}")]
    Unsupported {
        /// The format with its article, such as `a PDF document`.
        what: &'static str,
        /// What to do, a whole sentence.
        advice: &'static str,
    },
    /// The file breaks its own format's rules.
    #[error("The {kind} file is damaged: {reason}. Export or copy it again.")]
    Damaged {
        /// The format's name.
        kind: &'static str,
        /// What was found.
        reason: String,
    },
    /// The file ends before the picture does.
    #[error(
        "The {kind} file ends too early: {percent} % of the picture is there. Copy the whole file again."
    )]
    CutShort {
        /// The format's name.
        kind: &'static str,
        /// How much of the picture could be read, 0–99.
        percent: u8,
    },
    /// More pixels than may be worked with.
    #[error(
        "The picture is {width} × {height} pixels; at most {megapixels} million can be handled in this kind of file. Save it smaller, or as an ordinary (baseline) JPEG."
    )]
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The limit in millions of pixels.
        megapixels: u64,
    },
    /// Neither the file nor the manifest says how the picture lies around the viewer.
    #[error(
        "The picture is {width} × {height} and does not say how it lies around the viewer. Write `projection` (and `stereo`) in the manifest."
    )]
    ProjectionUnknown {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// A number in the manifest that no picture can have.
    #[error("`{field}: {value}` is not possible for this picture: {reason}.")]
    Impossible {
        /// The manifest's field.
        field: &'static str,
        /// Its value.
        value: f32,
        /// What it may be.
        reason: &'static str,
    },
    /// No known film format begins like this.
    #[error("The file is not a film that is known here. Use MP4, MOV, MKV or WebM.")]
    NotAFilm,
    /// A film without a picture track.
    #[error("The film has no picture. Export it again with its picture, or use it as a sound.")]
    NoPicture,
    /// A film whose picture track is empty.
    #[error("The film's picture lasts 0 seconds. Export it again.")]
    NoLength,
    /// A film in a codec that is not played.
    #[error(
        "The film is coded as {codec}, which cannot be played. Convert it: ffmpeg -i INPUT -c:v libx264 -crf 18 -pix_fmt yuv420p -c:a aac OUTPUT.mp4"
    )]
    CodecUnknown {
        /// The codec's name, or its code in the file.
        codec: String,
    },
    /// Something that is needed to play the film is not installed.
    #[error(
        "To play this film, {what} is needed, which is not installed. Run: sudo apt install {package}"
    )]
    PartMissing {
        /// What is missing.
        what: String,
        /// The Debian package that has it.
        package: &'static str,
    },
    /// The file ends before the film does.
    #[error(
        "The {kind} film ends too early: {percent} % of the file is there. Copy the whole file again."
    )]
    FilmCutShort {
        /// The container's name.
        kind: &'static str,
        /// How much of the file is there, 0–99.
        percent: u8,
    },
    /// The decoder gave up.
    #[error("The film cannot be played: {reason}. Export or copy it again.")]
    FilmBroken {
        /// What the decoder said.
        reason: String,
    },
    /// A picture could not be written as JPEG.
    #[error("The picture could not be written as JPEG: {reason}.")]
    Encoding {
        /// What the encoder said.
        reason: String,
    },
}

impl MediaError {
    /// A code that never changes its meaning.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "M0101",
            Self::Empty => "M0102",
            Self::Unknown => "M0103",
            Self::Unsupported { .. } => "M0104",
            Self::Damaged { .. } => "M0105",
            Self::CutShort { .. } => "M0106",
            Self::TooLarge { .. } => "M0107",
            Self::ProjectionUnknown { .. } => "M0201",
            Self::Impossible { .. } => "M0202",
            Self::Encoding { .. } => "M0301",
            Self::NotAFilm => "M0401",
            Self::NoPicture => "M0402",
            Self::NoLength => "M0403",
            Self::CodecUnknown { .. } => "M0404",
            Self::PartMissing { .. } => "M0405",
            Self::FilmCutShort { .. } => "M0406",
            Self::FilmBroken { .. } => "M0407",
        }
    }
}
