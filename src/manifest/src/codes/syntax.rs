//! 01xx: the text itself, its fields and their types.

super::pages! {
    NOT_TEXT = "E0101" "not-text" {
        meaning: "The file is not text in UTF-8, so letters such as å, ä and ö can't be read with certainty.",
        instead: "Open the file in a text editor and save it with the encoding UTF-8.",
        wrong: "", right: "",
    }
    TOO_LARGE = "E0102" "too-large" {
        meaning: "The file is larger than 1 MB. A manifest is a few pages of text, so this is probably another file, such as a photo with the wrong name.",
        instead: "Keep photos and sounds in the media folder, and write only their paths in experience.ron.",
        wrong: "", right: "",
    }
    TOO_DEEP = "E0103" "too-deep" {
        meaning: "Brackets stand inside each other more than 32 deep. No manifest needs more than 8.",
        instead: "Close the brackets that were opened.",
        wrong: "topics: [[[[[[[[[[…", right: "topics: [\"nature\"]",
    }
    SYNTAX = "E0104" "syntax" {
        meaning: "The text is not RON here: a comma, a bracket or a quote is missing, or there is one too many.",
        instead: "Fields are `name: value`, with commas between them and every bracket closed.",
        wrong: "minutes: 10 stimulation: Low", right: "minutes: 10, stimulation: Low",
    }
    FORMAT_MISSING = "E0105" "format-missing" {
        meaning: "The file does not say which version of the format it is written in.",
        instead: "Write `format: 1` as the first field.",
        wrong: "Experience(id: \"shore\", …)", right: "Experience(format: 1, id: \"shore\", …)",
    }
    FORMAT_UNKNOWN = "E0106" "format-unknown" {
        meaning: "The file is written in a version of the format that this program does not know. A higher number means the file is newer than the program.",
        instead: "Update Utsikt, or write `format: 1` if the file is in the format of this version.",
        wrong: "format: 2", right: "format: 1",
    }
    UNKNOWN_FIELD = "E0107" "unknown-field" {
        meaning: "There is no field of this name here. Unknown fields are refused, since a misspelt one would otherwise be left out in silence.",
        instead: "Use the nearest known name, or take the field away.",
        wrong: "minuts: 10", right: "minutes: 10",
    }
    MISSING_FIELD = "E0108" "missing-field" {
        meaning: "A field that must be there is not there.",
        instead: "Add the field.",
        wrong: "Photo(projection: Flat)", right: "Photo(file: \"media/shore.jpg\", projection: Flat)",
    }
    WRONG_TYPE = "E0109" "wrong-type" {
        meaning: "Another kind of value belongs here: a number where a text stands, a list where one thing belongs.",
        instead: "Write the kind of value the message names.",
        wrong: "minutes: \"ten\"", right: "minutes: 10",
    }
    UNKNOWN_WORD = "E0110" "unknown-word" {
        meaning: "Only certain words may stand here, and this is not one of them. Words begin with a capital letter and have no quotes.",
        instead: "Use one of the words the message lists.",
        wrong: "stimulation: Lo", right: "stimulation: Low",
    }
    DUPLICATE_FIELD = "E0111" "duplicate-field" {
        meaning: "A field stands twice, so it is not clear which one counts.",
        instead: "Keep one of them.",
        wrong: "minutes: 10, minutes: 12", right: "minutes: 10",
    }
    DUPLICATE_KEY = "E0112" "duplicate-key" {
        meaning: "A scene or a language stands twice in the same `{ }`, so one would hide the other.",
        instead: "Give the scene another id, or keep one of the two texts.",
        wrong: "{\"sv\": \"Bryggan\", \"sv\": \"The jetty\"}", right: "{\"sv\": \"Bryggan\", \"en\": \"The jetty\"}",
    }
    EMPTY_FILE = "E0113" "empty-file" {
        meaning: "There is nothing in the file.",
        instead: "Start from a ready one: `studio new my-experience`.",
        wrong: "", right: "",
    }
    TOO_MANY_PROBLEMS = "E0114" "too-many-problems" {
        meaning: "There are more problems in this file than anybody would read; the rest are not listed.",
        instead: "Put right the first ones, then check again.",
        wrong: "", right: "",
    }
}
