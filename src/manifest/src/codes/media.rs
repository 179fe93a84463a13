//! 04xx: the photos, films, sounds and captions a manifest names.

super::pages! {
    FILE_MISSING = "E0401" "file-missing" {
        meaning: "The file is not there. Large and small letters count.",
        instead: "Put the file there, or write the path of the one that is.",
        wrong: "file: \"media/Shore.jpg\"", right: "file: \"media/shore.jpg\"",
    }
    PATH_OUTSIDE = "E0402" "path-outside" {
        meaning: "The path leads out of the experience's own folder. An experience must hold all it needs, and may not reach anything else on the computer.",
        instead: "Copy the file into the media folder, and write its path from the experience's folder.",
        wrong: "file: \"../../pictures/shore.jpg\"", right: "file: \"media/shore.jpg\"",
    }
    PATH_FORM = "E0403" "path-form" {
        meaning: "A path is written with / between its parts, without empty parts, drive letters or characters that some systems can't have in file names.",
        instead: "Write it as `media/shore.jpg`.",
        wrong: "file: \"media\\\\shore.jpg\"", right: "file: \"media/shore.jpg\"",
    }
    WRONG_ENDING = "E0404" "wrong-ending" {
        meaning: "The ending of the name is not one of a kind that can be shown or heard here.",
        instead: "Save photos as .jpg, .png or .webp, films as .mp4, .mov, .mkv or .webm, sounds as .ogg, .wav, .flac, .mp3 or .m4a, and captions as .vtt or .srt.",
        wrong: "file: \"media/shore.tiff\"", right: "file: \"media/shore.jpg\"",
    }
    UNREADABLE = "E0405" "unreadable" {
        meaning: "The file is there but can't be read: it is a folder, it is locked, or the disk refuses.",
        instead: "Check that it is a file and that you may open it.",
        wrong: "file: \"media/folder.jpg\"", right: "file: \"media/shore.jpg\"",
    }
    MISNAMED = "E0406" "misnamed" {
        meaning: "The file is of another kind than its name says, for example a PNG named .jpg.",
        instead: "Give it the ending of what it is, or save it anew.",
        wrong: "file: \"media/shore.jpg\" (a PNG)", right: "file: \"media/shore.png\"",
    }
    FILE_BROKEN = "E0407" "file-broken" {
        meaning: "The file is damaged, perhaps because a copy was cut short.",
        instead: "Copy or save it anew from the original.",
        wrong: "", right: "",
    }
    FILE_EMPTY = "E0408" "file-empty" {
        meaning: "The file has 0 bytes: a copy that never came to an end, most often.",
        instead: "Copy it anew from the original.",
        wrong: "", right: "",
    }
    PROJECTION_UNKNOWN = "E0409" "projection-unknown" {
        meaning: "Neither the picture's shape and metadata nor the manifest tell whether it is a panorama, half of one, or an ordinary picture.",
        instead: "Write `projection`, and `stereo` if the file holds a picture for each eye.",
        wrong: "Photo(file: \"media/square.jpg\")", right: "Photo(file: \"media/square.jpg\", projection: Equirectangular, stereo: TopBottom)",
    }
    PHOTO_TOO_LARGE = "E0410" "photo-too-large" {
        meaning: "The photo has more pixels than can be handled in its kind of file.",
        instead: "Save it smaller: a panorama of 8192 × 4096 is as sharp as headsets show.",
        wrong: "", right: "",
    }
    FILM_UNPLAYABLE = "E0411" "film-unplayable" {
        meaning: "The film has no picture, or is coded in a way that headsets can't play.",
        instead: "Convert it to H.264 in an .mp4 file, with the command in the message.",
        wrong: "", right: "",
    }
    CAPTIONS_BROKEN = "E0412" "captions-broken" {
        meaning: "The caption file breaks the rules of WebVTT or SRT on the line that the message names.",
        instead: "Put that line right. Times are hours:minutes:seconds, each caption ends after it begins, and an empty line stands between two.",
        wrong: "00:01,000 -> 00:04,000", right: "00:00:01,000 --> 00:00:04,000",
    }
    NOT_AMBISONICS = "E0413" "not-ambisonics" {
        meaning: "A first-order ambisonics recording has four channels, and this file has another number of them.",
        instead: "Export it as AmbiX (four channels W Y Z X), or use it as an `Ambience`.",
        wrong: "Ambisonics(file: \"media/stereo.ogg\")", right: "Ambience(file: \"media/stereo.ogg\")",
    }
    FILM_UNCAPTIONED = "W0401" "film-uncaptioned" {
        meaning: "The film has sound but no captions. Many residents hear poorly, so what is spoken can always be read as well.",
        instead: "Add `captions` in each language; if nobody speaks in the film, write `captions: {}`.",
        wrong: "Film(file: \"media/walk.mp4\")", right: "Film(file: \"media/walk.mp4\", captions: {\"sv\": \"media/walk.sv.vtt\", \"en\": \"media/walk.en.vtt\"})",
    }
    CAPTIONS_UNTIDY = "W0403" "captions-untidy" {
        meaning: "All the words of the caption file are shown, but something in it is not as it should be: a time without words, times out of order, or another encoding than UTF-8.",
        instead: "Put right the line that the message names.",
        wrong: "", right: "",
    }
    SAMPLE_LEFT_OUT = "W0404" "sample-left-out" {
        meaning: "A file in a slot can't be used. It is left out; the others in the slot are there.",
        instead: "Put a sound one in its place, or take it away.",
        wrong: "Photos(samples: [\"media/gone.jpg\", \"media/garden.jpg\"])", right: "Photos(samples: [\"media/garden.jpg\"])",
    }
    CAPTIONS_LATE = "W0402" "captions-late" {
        meaning: "Some captions stand after the end of what they belong to, and are never seen.",
        instead: "Check that it is the right file, and that its times begin at 0.",
        wrong: "", right: "",
    }
}
