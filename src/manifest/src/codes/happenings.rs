//! 06xx: what happens when an experience is played: rules, time, and what there is to be seen.

super::pages! {
    RULE_NEVER = "W0601" "rule-never" {
        meaning: "The rule can never start: what it waits for can't come about before its scene is left, or at all.",
        instead: "Change what it waits for, or take it away. The message says what is in its way.",
        wrong: "minutes: 5 and When(After(600), […])", right: "minutes: 5 and When(After(200), […])",
    }
    RULE_WAITS_FOR_ITSELF = "E0602" "rule-waits-for-itself" {
        meaning: "The rule waits for something that only it could bring about, itself or by way of others that wait for it. None of them ever starts.",
        instead: "Let one of them start by something else: by `Entered`, by a look, by a cue.",
        wrong: "When(Counted(\"berries\", 1), [Count(\"berries\")])", right: "When(Gazed(\"berries\"), [Count(\"berries\")])",
    }
    NOTHING_IN_VIEW = "W0603" "nothing-in-view" {
        meaning: "For the first 20 seconds there is nothing before the resident's eyes: what there is lies behind, is hidden, or is not there. The eye should find something alive within three seconds.",
        instead: "Put something within 60 degrees of straight ahead.",
        wrong: "hotspots: [Hotspot(id: \"boat\", yaw: 170)]", right: "hotspots: [Hotspot(id: \"boat\", yaw: 20)]",
    }
    NARRATION_CUT = "W0604" "narration-cut" {
        meaning: "The narration is longer than its scene has time for, so its end is never heard.",
        instead: "Give the scene more seconds, let the narration begin earlier, or make it shorter.",
        wrong: "links: [After(seconds: 10, to: \"boat\")] and a narration of 40 seconds", right: "links: [After(seconds: 60, to: \"boat\")] and a narration of 40 seconds",
    }
    TEXT_OFF_AXIS = "W0605" "text-off-axis" {
        meaning: "The text stands so far to the side, so high or so low that a resident has to twist the neck to read it. Text is best within 20 degrees of straight ahead and a little below it.",
        instead: "Move it to within 60 degrees to the side, 30 down and 20 up, or take its label away.",
        wrong: "Hotspot(id: \"moon\", yaw: 10, pitch: 60, label: {…})", right: "Hotspot(id: \"moon\", yaw: 10, pitch: 15, label: {…})",
    }
    FLASHING = "E0606" "flashing" {
        meaning: "The film flashes more than three times in a second over a large part of the picture (WCAG 2.3.1). That can bring on a fit, and frightens anybody.",
        instead: "Take that part out, or soften it.",
        wrong: "", right: "",
    }
    OVER_BUDGET = "W0607" "over-budget" {
        meaning: "The model has more than a headset draws smoothly: 150,000 triangles and 120 parts at most. Pictures that stutter make people dizzy.",
        instead: "Make it simpler, or join its parts.",
        wrong: "", right: "",
    }
    MODEL_TOO_LARGE = "E0608" "model-too-large" {
        meaning: "The model has so much in it that a headset can't load it at all.",
        instead: "Make it simpler: 150,000 triangles is plenty.",
        wrong: "", right: "",
    }
    TEXTURE_MISSING = "E0609" "texture-missing" {
        meaning: "The model names a picture that is not in its file. A .glb has to hold all it needs.",
        instead: "Export it again with its textures packed into the .glb.",
        wrong: "", right: "",
    }
    ANIMATION_ENDLESS = "E0610" "animation-endless" {
        meaning: "An animation of the model has no end, or lasts longer than a session.",
        instead: "Cut it; one named `idle-…` begins anew at its end by itself.",
        wrong: "", right: "",
    }
}
