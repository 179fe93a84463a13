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
    LINK_TWICE = "E0210" "link-twice" {
        meaning: "Two `Next` links of a scene lead to the same place, and would be two buttons for one thing.",
        instead: "Keep one of them.",
        wrong: "links: [Next(to: \"boat\"), Next(to: \"boat\")]", right: "links: [Next(to: \"boat\")]",
    }
}
