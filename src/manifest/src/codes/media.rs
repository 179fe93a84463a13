//! 04xx: the photos and sounds a manifest names.

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
        instead: "Save photos as .jpg, .png or .webp and sounds as .ogg, .wav, .flac or .mp3.",
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
        meaning: "Neither the photo's shape and metadata nor the manifest tell whether it is a panorama, half of one, or an ordinary picture.",
        instead: "Write `projection`, and `stereo` if the file holds a picture for each eye.",
        wrong: "Photo(file: \"media/square.jpg\")", right: "Photo(file: \"media/square.jpg\", projection: Equirectangular, stereo: TopBottom)",
    }
    PHOTO_TOO_LARGE = "E0410" "photo-too-large" {
        meaning: "The photo has more pixels than can be handled in its kind of file.",
        instead: "Save it smaller: a panorama of 8192 × 4096 is as sharp as headsets show.",
        wrong: "", right: "",
    }
}
