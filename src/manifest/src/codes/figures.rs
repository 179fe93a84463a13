//! 05xx: figures: angles, times, levels, years.

super::pages! {
    ANGLE = "E0501" "angle" {
        meaning: "The angle is outside what makes sense. Angles are degrees: yaw and roll from -180 to 180 (right is +), pitch from -90 to 90 (up is +), width from 1 to 170.",
        instead: "Write an angle within the range in the message.",
        wrong: "yaw: 270", right: "yaw: -90",
    }
    MINUTES = "E0502" "minutes" {
        meaning: "A session is 1 to 30 minutes. After 30 it always ends.",
        instead: "Write whole minutes, 1 to 30. Ten suits most people.",
        wrong: "minutes: 45", right: "minutes: 10",
    }
    SECONDS = "E0503" "seconds" {
        meaning: "A scene that goes on by time lasts 10 to 1800 seconds. Shorter is a flicker to somebody who needs time to look around.",
        instead: "Write at least 10 seconds. A minute or two is good.",
        wrong: "After(seconds: 3, to: \"boat\")", right: "After(seconds: 60, to: \"boat\")",
    }
    GAIN = "E0504" "gain" {
        meaning: "The gain of a sound is from -40 (hardly heard) to 6 (twice as strong) decibels.",
        instead: "Write a figure from -40 to 6; leave it out for the sound as it is.",
        wrong: "gain: 20", right: "gain: 3",
    }
    YEARS = "E0505" "years" {
        meaning: "The years an experience reminds of go from the earlier to the later, between 1800 and 2100.",
        instead: "Write the first year first.",
        wrong: "years: (1980, 1950)", right: "years: (1950, 1980)",
    }
    WIDTH_NOT_FLAT = "E0506" "width-not-flat" {
        meaning: "`width` says how wide an ordinary flat picture stands in front of the resident. A panorama has its width already.",
        instead: "Take `width` away, or write `projection: Flat` beside it.",
        wrong: "Photo(file: \"media/shore.jpg\", projection: Equirectangular, width: 90)",
        right: "Photo(file: \"media/shore.jpg\", projection: Flat, width: 90)",
    }
    WAIT = "E0507" "wait" {
        meaning: "A sound begins 0 to 1800 seconds into its scene, and a silence between two calls is 1 to 1800 seconds.",
        instead: "Write seconds within the range in the message.",
        wrong: "Music(file: \"media/waltz.ogg\", after: -5)", right: "Music(file: \"media/waltz.ogg\", after: 5)",
    }
    EVERY_BACKWARDS = "E0508" "every-backwards" {
        meaning: "The shortest silence between two calls is longer than the longest.",
        instead: "Write the shorter one in `from`.",
        wrong: "times: Every(from: 40, to: 15)", right: "times: Every(from: 15, to: 40)",
    }
    DISTANCE = "E0509" "distance" {
        meaning: "A sound in one place is 0.2 (at the ear) to 100 metres (hardly heard) away.",
        instead: "Write metres within the range in the message.",
        wrong: "At(file: \"media/loon.ogg\", yaw: 40, distance: 0)", right: "At(file: \"media/loon.ogg\", yaw: 40, distance: 8)",
    }
    FILM_START = "E0510" "film-start" {
        meaning: "A film can begin at any of its seconds, but not before its beginning or after its end.",
        instead: "Write seconds from the beginning of the film; leave it out to begin there.",
        wrong: "Film(file: \"media/walk.mp4\", start: -3)", right: "Film(file: \"media/walk.mp4\", start: 12.5)",
    }
    SHARE = "E0511" "share" {
        meaning: "A share goes from 0 (none) to 1 (all of it).",
        instead: "Write a figure from 0 to 1, such as 0.5.",
        wrong: "Lake(liveliness: 5)", right: "Lake(liveliness: 0.5)",
    }
    HOTSPOT_SIZE = "E0512" "hotspot-size" {
        meaning: "A hotspot is 3.7 to 120 degrees across. Smaller ones can't be looked at with certainty: a head is no steady pointer.",
        instead: "Write degrees within the range in the message. Eight is good.",
        wrong: "Hotspot(id: \"boat\", yaw: 20, size: 1)", right: "Hotspot(id: \"boat\", yaw: 20, size: 8)",
    }
    TEXT_SIZE = "E0513" "text-size" {
        meaning: "Text is 1.5 to 5 degrees high. Smaller can't be read by many who are eighty; two degrees suit frail eyes.",
        instead: "Write degrees within the range in the message; leave it out for the resident's own size.",
        wrong: "Hotspot(id: \"boat\", yaw: 20, text: 0.8)", right: "Hotspot(id: \"boat\", yaw: 20, text: 2)",
    }
    DWELL = "E0514" "dwell" {
        meaning: "Something answers after being looked at for 0.8 to 10 seconds. Sooner, it answers those who only look around.",
        instead: "Write seconds within the range in the message; leave it out for the resident's own.",
        wrong: "Gazed(\"duck\", 0.2)", right: "Gazed(\"duck\", 1.2)",
    }
    TOO_SUDDEN = "E0515" "too-sudden" {
        meaning: "Light, weather and sounds change in 0.5 to 300 seconds: nothing cuts, flashes or pops.",
        instead: "Write seconds within the range in the message.",
        wrong: "Light(0, 0)", right: "Light(0, 3)",
    }
    NUMBER = "E0516" "number" {
        meaning: "The number is outside what makes sense here.",
        instead: "Write a whole number within the range in the message.",
        wrong: "Repeat(5000, […])", right: "Repeat(5, […])",
    }
    MINUTES_LONG = "W0501" "minutes-long" {
        meaning: "More than 20 minutes is long in a headset. Most sessions are 8 to 10.",
        instead: "Write 20 or less, unless you have tried it out.",
        wrong: "minutes: 25", right: "minutes: 15",
    }
    LINK_TOO_LATE = "W0502" "link-too-late" {
        meaning: "The link comes at a time when the session is already over, so it never happens.",
        instead: "Give it fewer seconds, or the experience more minutes.",
        wrong: "minutes: 5 and After(seconds: 400, to: \"boat\")", right: "minutes: 5 and After(seconds: 150, to: \"boat\")",
    }
}
