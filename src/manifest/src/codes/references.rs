//! 02xx: ids, and references between scenes.

super::pages! {
    ID_FORM = "E0201" "id-form" {
        meaning: "An id is a name in files and addresses, so it holds only a-z, 0-9 and -, at most 48 of them, and begins and ends with a letter or digit.",
        instead: "Write it in small letters without spaces, å, ä or ö. The title is where the real name stands.",
        wrong: "id: \"Skogssjön\"", right: "id: \"skogssjo\"",
    }
    ID_NOT_FOLDER = "E0202" "id-not-folder" {
        meaning: "The id is not the name of the folder the manifest stands in. Two names for one thing are easily mixed up.",
        instead: "Rename the folder, or change the id.",
        wrong: "experiences/lake/experience.ron with id: \"skogssjo\"", right: "experiences/skogssjo/experience.ron with id: \"skogssjo\"",
    }
    NO_SUCH_SCENE = "E0203" "no-such-scene" {
        meaning: "This names a scene that is not in `scenes`.",
        instead: "Write the id of a scene that is there, or add the scene.",
        wrong: "Next(to: \"bota\")", right: "Next(to: \"boat\")",
    }
    START_UNKNOWN = "E0204" "start-unknown" {
        meaning: "The experience is to start in a scene that is not in `scenes`.",
        instead: "Write the id of the first scene.",
        wrong: "start: \"jetty\"", right: "start: \"shore\"",
    }
    SCENE_UNREACHABLE = "E0205" "scene-unreachable" {
        meaning: "No way leads to this scene from the start, so nobody will ever see it.",
        instead: "Link to it from a scene that is reached, or take it away.",
        wrong: "\"boat\": Scene(…) with no link to it", right: "links: [Next(to: \"boat\")] in another scene",
    }
    NO_WAY_OUT = "E0206" "no-way-out" {
        meaning: "There are several scenes, and this one has no link: whoever comes here is stuck.",
        instead: "Add a link: `After`, `Next` or `End`.",
        wrong: "\"boat\": Scene(view: …)", right: "\"boat\": Scene(view: …, links: [Next(to: \"shore\")])",
    }
    LINK_TO_ITSELF = "E0207" "link-to-itself" {
        meaning: "A scene links to itself, so the link leads nowhere.",
        instead: "Link to another scene, or take the link away.",
        wrong: "\"boat\": Scene(links: [Next(to: \"boat\")], …)", right: "\"boat\": Scene(links: [Next(to: \"shore\")], …)",
    }
    TWO_TIMED_LINKS = "E0208" "two-timed-links" {
        meaning: "Two links of a scene go by time. Only the earlier one could ever happen.",
        instead: "Keep one `After` or `End` in each scene.",
        wrong: "links: [After(seconds: 60, to: \"boat\"), End(after: 90)]", right: "links: [After(seconds: 60, to: \"boat\")]",
    }
    NO_SCENES = "E0209" "no-scenes" {
        meaning: "There is no scene, so there is nothing to see.",
        instead: "Add a scene with a photo.",
        wrong: "scenes: {}", right: "scenes: {\"shore\": Scene(view: Photo(file: \"media/shore.jpg\"))}",
    }
    ENDED_NEVER = "E0211" "ended-never" {
        meaning: "`Ended` leads on when the film of its scene is over, but this scene shows a photo, or a film that begins anew at its end.",
        instead: "Write `loops: false` in the film, or go on by time with `After`.",
        wrong: "\"walk\": Scene(view: Film(file: \"media/walk.mp4\"), links: [Ended(to: \"shore\")])", right: "\"walk\": Scene(view: Film(file: \"media/walk.mp4\", loops: false), links: [Ended(to: \"shore\")])",
    }
    TWO_ENDED_LINKS = "E0212" "two-ended-links" {
        meaning: "Two `Ended` links of a scene wait for the same moment, and only one of them could be followed.",
        instead: "Keep one `Ended` in each scene.",
        wrong: "links: [Ended(to: \"boat\"), Ended(to: \"shore\")]", right: "links: [Ended(to: \"boat\")]",
    }
    NO_SUCH_TARGET = "E0213" "no-such-target" {
        meaning: "This names something to look at that is not there: no hotspot of the scene has this id, and its world has no target of this name.",
        instead: "Write the id of a hotspot or the name of a target; the message lists the nearest.",
        wrong: "Gazed(\"duk\")", right: "Gazed(\"duck\")",
    }
    NO_SUCH_HAPPENING = "E0214" "no-such-happening" {
        meaning: "This is nothing that can happen in the scene's world. In a photo or a film nothing can be made to happen.",
        instead: "Write one of the happenings of that world.",
        wrong: "Animate(\"duck-come\")", right: "Animate(\"duck-comes\")",
    }
    NO_SUCH_SOUND = "E0215" "no-such-sound" {
        meaning: "There is no sound of this name in `sounds`, no slot for sounds of this name, no such sound in the world, and no tune of this name.",
        instead: "Write the name of one, or add it to `sounds`.",
        wrong: "Play(\"walz\")", right: "Play(\"waltz\")",
    }
    NO_SUCH_NARRATION = "E0216" "no-such-narration" {
        meaning: "There is nothing of this name in `narrations`, and no slot for words of this name.",
        instead: "Write the name of one, or add it to `narrations`.",
        wrong: "Narrate(\"bote\")", right: "Narrate(\"boat\")",
    }
    NO_SUCH_CAPTION = "E0217" "no-such-caption" {
        meaning: "There is no text of this name in `captions`.",
        instead: "Write the name of one, or add it to `captions`.",
        wrong: "Caption(\"lon\")", right: "Caption(\"loon\")",
    }
    NO_SUCH_CUE = "E0218" "no-such-cue" {
        meaning: "There is no button of this name in `cues`, so nobody can ever tap it.",
        instead: "Write the id of a cue of this scene or of the experience, or add it.",
        wrong: "When(Cue(\"duck\"), […])", right: "When(Cue(\"ducks\"), […])",
    }
    NO_SUCH_SLOT = "E0219" "no-such-slot" {
        meaning: "There is no slot of this name, or it is for another kind of files.",
        instead: "Write the name of one in `slots`, or add it.",
        wrong: "Album(frames: \"foto\")", right: "Album(frames: \"photos\")",
    }
    NEVER_COUNTED = "E0220" "never-counted" {
        meaning: "Nothing is ever counted under this name, so it stays at none.",
        instead: "Add `Count` with this name to a rule, or write the name that is counted.",
        wrong: "Counted(\"bery\", 5)", right: "Counted(\"berries\", 5)",
    }
    NAME_TWICE = "E0221" "name-twice" {
        meaning: "Two things that a rule could mean have the same name here.",
        instead: "Give one of them another name.",
        wrong: "hotspots: [Hotspot(id: \"boat\", …), Hotspot(id: \"boat\", …)]", right: "hotspots: [Hotspot(id: \"boat\", …), Hotspot(id: \"jetty\", …)]",
    }
    NOT_DRAWN = "E0222" "not-drawn" {
        meaning: "In a photo or a film there are no lamps to set and no weather to change.",
        instead: "Take it away, or use a `World` or a `Model` as the view.",
        wrong: "Light(0, 3) in a scene with a Photo", right: "Light(0, 3) in a scene with a World",
    }
    HOTSPOT_PLACE = "E0223" "hotspot-place" {
        meaning: "Something to look at lies in a direction, or on a target of the world; it is one of the two. The same holds for where a sound comes from.",
        instead: "Write `yaw` (and `pitch` and `size`), or `target`.",
        wrong: "Hotspot(id: \"boat\")", right: "Hotspot(id: \"boat\", yaw: -30)",
    }
    LINK_TWICE = "E0210" "link-twice" {
        meaning: "Two `Next` links of a scene lead to the same place, and would be two buttons for one thing.",
        instead: "Keep one of them.",
        wrong: "links: [Next(to: \"boat\"), Next(to: \"boat\")]", right: "links: [Next(to: \"boat\")]",
    }
    POSTER_MISSING = "W0201" "poster-missing" {
        meaning: "The picture on the tablet is of a scene that is drawn, and of what is drawn there is no picture to take. The caregiver sees an empty field where others have a picture.",
        instead: "Take a picture of the scene, save it in the media folder, and name it in the poster.",
        wrong: "poster: Poster(scene: \"shore\") with a World in \"shore\"", right: "poster: Poster(scene: \"shore\", file: \"media/poster.jpg\")",
    }
}
