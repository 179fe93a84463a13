//! 03xx: texts and languages.

super::pages! {
    LANGUAGE_MISSING = "E0301" "language-missing" {
        meaning: "Texts stand in Swedish and in English from the start, and one of them is missing here.",
        instead: "Add the text in the language the message names.",
        wrong: "title: {\"sv\": \"Bryggan\"}", right: "title: {\"sv\": \"Bryggan\", \"en\": \"The jetty\"}",
    }
    TEXT_EMPTY = "E0302" "text-empty" {
        meaning: "There is no text between the quotes, so the tablet would show an empty place.",
        instead: "Write the text.",
        wrong: "\"en\": \"\"", right: "\"en\": \"The jetty\"",
    }
    TEXT_TOO_LONG = "E0303" "text-too-long" {
        meaning: "The text is too long for its place on the tablet and would be cut.",
        instead: "Write it shorter. The message says how many letters there is room for.",
        wrong: "\"en\": \"The old jetty by the lake where we used to swim every summer\"", right: "\"en\": \"The old jetty by the lake\"",
    }
    TOO_FEW_PROMPTS = "E0304" "too-few-prompts" {
        meaning: "An experience has at least three openings for a conversation in each language: they are what makes it something shared.",
        instead: "Add questions that are easy to answer, about what is seen and what it reminds of.",
        wrong: "\"en\": [\"Did you swim here?\"]", right: "\"en\": [\"Did you swim here?\", \"Who taught you?\", \"Was the water cold?\"]",
    }
    LANGUAGE_TAG = "E0305" "language-tag" {
        meaning: "This is not a language tag. Tags are two or three small letters, such as `sv`, `en` or `fi`, if need be with a region: `sv-FI`.",
        instead: "Write the tag of the language.",
        wrong: "{\"Swedish\": \"Bryggan\"}", right: "{\"sv\": \"Bryggan\"}",
    }
    TEXT_CONTROL = "E0306" "text-control" {
        meaning: "There is a line break, a tab or an invisible control character in the text. The tablet decides where lines break.",
        instead: "Write it on one line with plain spaces.",
        wrong: "\"en\": \"The\\njetty\"", right: "\"en\": \"The jetty\"",
    }
    CAPTIONS_MISSING = "E0307" "captions-missing" {
        meaning: "Something is said in a language that has no captions. Many residents hear poorly, so what is spoken can always be read as well.",
        instead: "Add a caption file, WebVTT or SRT, in the language the message names.",
        wrong: "Narration(file: {…, \"fi\": \"media/told.fi.ogg\"}, captions: {\"sv\": …, \"en\": …})", right: "Narration(file: {…, \"fi\": \"media/told.fi.ogg\"}, captions: {…, \"fi\": \"media/told.fi.vtt\"})",
    }
    PROMPTS_UNEVEN = "W0301" "prompts-uneven" {
        meaning: "One language has more prompts than another, so somebody misses some.",
        instead: "Translate the ones that are missing.",
        wrong: "{\"sv\": [\"A?\", \"B?\", \"C?\", \"D?\"], \"en\": [\"A?\", \"B?\", \"C?\"]}",
        right: "{\"sv\": [\"A?\", \"B?\", \"C?\"], \"en\": [\"A?\", \"B?\", \"C?\"]}",
    }
}
