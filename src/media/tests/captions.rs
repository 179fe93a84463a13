//! Caption files as people and programs write them, and the pages they become.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use media::captions::{CHARACTERS, CaptionFault, Captions, Cue, LINES, open, pages, read};
use proptest::prelude::*;

fn cue(from: u64, to: u64, lines: &[&str]) -> Cue {
    Cue {
        from: Duration::from_millis(from),
        to: Duration::from_millis(to),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
    }
}

fn cues(file: &str) -> Vec<Cue> {
    let Captions { cues, problems } = read(file.as_bytes());
    assert_eq!(problems, [], "{file}");
    cues
}

/// The problems as a person reads them.
fn said(file: &[u8]) -> Vec<String> {
    read(file)
        .problems
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_webvtt_file_with_all_that_belongs_to_one() {
    let file = "\u{feff}WEBVTT - Sjön\nKind: captions\nLanguage: sv\n\nSTYLE\n::cue { color: red }\n\n\
        NOTE Spoken by\nMärta\n\nREGION\nid:fred\n\n\
        intro\n00:01.000 --> 00:03.500 align:start line:90%\n<v Märta>Sjön är <i>alldeles</i> <b.loud>stilla</b>.\n- Ja &amp; <00:00:02.000>blank&nbsp;som &lt;glas&gt;\n\n\
        01:00:00.250 --> 100:00:04.000\n  Tack \t för i dag.  \n";
    assert_eq!(
        cues(file),
        [
            cue(
                1000,
                3500,
                &["Sjön är alldeles stilla.", "- Ja & blank\u{a0}som <glas>"]
            ),
            cue(3_600_250, 360_004_000, &["Tack för i dag."]),
        ]
    );
}

#[test]
fn a_subrip_file_with_windows_line_ends() {
    let file = "1\r\n00:00:01,000 --> 00:00:03,500  X1:100 X2:200\r\n{\\an8}<font color=\"#ffffff\">Loon</font> calls\r\n\r\n\r\n2\r\n00:00:04,5-->00:00:06\r\nAcross 3 < 4 lakes\r\n";
    assert_eq!(
        cues(file),
        [
            cue(1000, 3500, &["Loon calls"]),
            cue(4500, 6000, &["Across 3 < 4 lakes"]),
        ]
    );
    let old = file.replace("\r\n", "\r");
    assert_eq!(cues(&old), cues(file), "and with those of old machines");
}

#[test]
fn blank_lines_may_be_missing_and_numbers_among_the_words_stay() {
    let expected = [
        cue(0, 2000, &["Hon föddes", "1932"]),
        cue(2000, 4000, &["och minns det."]),
    ];
    let subrip = "1\n00:00:00,000 --> 00:00:02,000\nHon föddes\n1932\n2\n00:00:02,000 --> 00:00:04,000\noch minns det.\n";
    assert_eq!(cues(subrip), expected);
    let webvtt = "WEBVTT\n00:00.000 --> 00:02.000\nHon föddes\n1932\n00:02.000 --> 00:04.000\noch minns det.";
    assert_eq!(cues(webvtt), expected);
}

#[test]
fn every_problem_is_told_with_its_line_and_what_to_write() {
    let file = "WEBVTT\n\n\
        00:00:01.000 -> 00:00:02.000\nett\n\n\
        00:61.000 --> 00:02.000\ntvå\n\n\
        00:05.000 --> 00:04.000\ntre\n\n\
        00:06.000 --> 00:07.000\n\n\
        Utan tid\nalls\n\n\
        00:09.000 --> 00:10.000\nfyra\n\n\
        00:08.000 --> 00:10.000\nfem\n";
    assert_eq!(
        said(file.as_bytes()),
        [
            "line 3: `00:00:01.000 -> 00:00:02.000` is not a time span. Write `00:00:01.000 --> 00:00:02.000`.",
            "line 6: `00:61.000 --> 00:02.000` is not a time span. Write hours, minutes (00–59), seconds (00–59) and thousandths on both sides of the arrow, such as `00:00:01.000 --> 00:00:04.000`.",
            "line 9: The words go at 00:00:04.000, which is not after they come, at 00:00:05.000. Write the later time to the right of `-->`.",
            "line 12: There are no words below the time. Write them on the next line, or take the time away.",
            "line 14: `Utan tid` has no time above it. Write one, such as 00:00:01.000 --> 00:00:04.000, or take the blank line away if the words belong to the cue above.",
            "line 20: The words come at 00:00:08.000, before those above them. They are shown in the order of their times; move them up.",
        ]
    );
    let captions = read(file.as_bytes());
    assert_eq!(
        captions.cues,
        [cue(8000, 10_000, &["fem"]), cue(9000, 10_000, &["fyra"])]
    );
    let lost = captions
        .problems
        .iter()
        .map(|problem| problem.fault.words_are_lost());
    assert_eq!(
        lost.collect::<Vec<_>>(),
        [true, true, true, false, true, false]
    );
}

#[test]
fn times_in_words_are_words() {
    let file = "WEBVTT\n\n00:01.000 --> 00:03.000\nÖppet 12:30-13:00\n12:30–13:00\npil --> pil\n";
    assert_eq!(
        cues(file)[0].lines,
        ["Öppet 12:30-13:00", "12:30–13:00", "pil --> pil"]
    );
}

#[test]
fn empty_files_and_files_of_something_else_say_so() {
    for file in [
        "",
        "\u{feff}",
        "WEBVTT\n",
        "WEBVTT\n\nNOTE nothing yet\n",
        "\n\n\n",
    ] {
        assert_eq!(
            read(file.as_bytes()).problems[0].fault,
            CaptionFault::NoCues,
            "{file:?}"
        );
    }
    let other = read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    assert_eq!(other.cues, []);
    assert!(
        other
            .problems
            .iter()
            .any(|problem| problem.fault.code() == "M0607")
    );
    assert!(
        other
            .problems
            .iter()
            .any(|problem| problem.fault.code() == "M0605")
    );
}

#[test]
fn files_that_are_not_utf8_are_read_and_told_of() {
    let utf16 = |unit: fn(u16) -> [u8; 2]| {
        "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\nBåten\r\n"
            .encode_utf16()
            .flat_map(unit)
            .collect::<Vec<u8>>()
    };
    for bytes in [utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
        let captions = read(&bytes);
        assert_eq!(captions.cues, [cue(1000, 2000, &["Båten"])]);
        assert_eq!(captions.problems, []);
    }
    let captions = read(b"1\r\n00:00:01,000 --> 00:00:02,000\r\nB\xe5ten \x96 h\xe4r\r\n");
    assert_eq!(captions.cues, [cue(1000, 2000, &["Båten – här"])]);
    assert_eq!(captions.problems.len(), 1);
    assert_eq!(
        (captions.problems[0].line, captions.problems[0].fault.code()),
        (3, "M0607")
    );
    assert!(!captions.problems[0].fault.words_are_lost());
    let broken = read(b"\xff\xfe1\0\n\0\x00\xd81\0");
    assert!(
        broken
            .problems
            .iter()
            .any(|problem| problem.fault == CaptionFault::DamagedUtf16 && problem.line == 2)
    );
}

#[test]
fn a_file_that_is_missing_or_far_too_long_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = open(&folder.path().join("none.vtt")).unwrap_err();
    assert_eq!(missing.code(), "M0101");
    let long = folder.path().join("long.vtt");
    std::fs::File::create(&long)
        .unwrap()
        .set_len(9 << 20)
        .unwrap();
    assert!(
        open(&long)
            .unwrap_err()
            .to_string()
            .contains("Check that it is a WebVTT or SRT file.")
    );
    let good = folder.path().join("good.vtt");
    std::fs::write(&good, "WEBVTT\n\n00:01.000 --> 00:02.000\nHej\n").unwrap();
    assert_eq!(open(&good).unwrap().cues, [cue(1000, 2000, &["Hej"])]);
}

fn broken(cues: &[Cue]) -> Vec<Cue> {
    pages(cues, &|_| true)
}

#[test]
fn lines_that_fit_stay_as_they_are_written() {
    let written = [cue(0, 1000, &["Här är", "sjön."])];
    assert_eq!(broken(&written), written);
}

#[test]
fn long_words_are_broken_into_pages_that_share_the_time() {
    let long = "När jag var liten brukade vi gå ner till bryggan varje kväll. Morfar hade alltid kaffe i termos, och vi satt där tills solen gick ner.";
    let pages = broken(&[cue(10_000, 20_000, &[long])]);
    let lines: Vec<_> = pages.iter().map(|page| page.lines.join(" / ")).collect();
    assert_eq!(
        lines,
        [
            "När jag var liten brukade / vi gå ner till bryggan",
            "varje kväll. Morfar hade / alltid kaffe i termos,",
            "och vi satt där / tills solen gick ner.",
        ]
    );
    assert_eq!(pages[0].from, Duration::from_secs(10));
    assert_eq!(pages[2].to, Duration::from_secs(20));
    for pair in pages.windows(2) {
        assert_eq!(pair[0].to, pair[1].from);
    }
    let first = pages[0].to - pages[0].from;
    assert!(
        (Duration::from_secs(3)..Duration::from_secs(4)).contains(&first),
        "{first:?}"
    );
}

#[test]
fn the_letters_width_counts_too() {
    let narrow = |line: &str| line.chars().count() <= 12;
    let pages = pages(
        &[cue(0, 4000, &["Skärgården ligger stilla i kväll"])],
        &narrow,
    );
    let lines: Vec<_> = pages.iter().map(|page| page.lines.clone()).collect();
    assert_eq!(
        lines,
        [vec!["Skärgården", "ligger"], vec!["stilla", "i kväll"]]
    );
}

#[test]
fn two_who_speak_are_kept_apart() {
    let pages = broken(&[cue(
        0,
        4000,
        &["- Kommer du", "ihåg sommaren på Öland då?", "– Ja."],
    )]);
    let lines: Vec<_> = pages.iter().map(|page| page.lines.clone()).collect();
    assert_eq!(
        lines,
        [
            vec!["- Kommer du ihåg", "sommaren på Öland då?"],
            vec!["– Ja."]
        ]
    );
}

#[test]
fn a_word_longer_than_a_line_is_cut_with_hyphens_between_letters() {
    let word = "flaggstångsknoppsrenoveringsföreningsordförande\u{301}";
    let pages = broken(&[cue(0, 4000, &[word])]);
    let whole: String = pages
        .iter()
        .flat_map(|page| &page.lines)
        .map(|line| line.trim_end_matches('-'))
        .collect();
    assert_eq!(whole, word);
    assert!(
        pages
            .iter()
            .flat_map(|page| &page.lines)
            .all(|line| !line.starts_with('\u{301}'))
    );
}

#[test]
fn of_cues_at_the_same_time_two_short_ones_are_both_seen_and_else_the_last() {
    let speakers = [
        cue(0, 4000, &["Hör du?"]),
        cue(2000, 6000, &["Ja, lommen."]),
    ];
    assert_eq!(
        broken(&speakers),
        [
            cue(0, 2000, &["Hör du?"]),
            cue(2000, 4000, &["Hör du?", "Ja, lommen."]),
            cue(4000, 6000, &["Ja, lommen."]),
        ]
    );
    let long = [
        cue(0, 6000, &["Hör du?", "Där ute."]),
        cue(2000, 4000, &["Ja."]),
    ];
    assert_eq!(
        broken(&long),
        [
            cue(0, 2000, &["Hör du?", "Där ute."]),
            cue(2000, 4000, &["Ja."]),
            cue(4000, 6000, &["Hör du?", "Där ute."]),
        ]
    );
    let touching = [cue(0, 2010, &["Hör du?"]), cue(2000, 4000, &["Ja."])];
    assert_eq!(
        broken(&touching),
        [cue(0, 2000, &["Hör du?"]), cue(2000, 4000, &["Ja."])],
        "nothing is seen for a hundredth of a second"
    );
}

/// Cues that any program might have written, in order and apart.
fn any_cues() -> impl Strategy<Value = Vec<Cue>> {
    let words = "[A-Za-zÅÄÖåäöé,.!?&<>]{1,12}( [a-zåäö0-9]{1,9}){0,12}";
    let one = (0..5000_u64, 1..8000_u64, prop::collection::vec(words, 1..4));
    prop::collection::vec(one, 1..12).prop_map(|parts| {
        let mut at = 0;
        let cue = |(pause, length, lines): (u64, u64, Vec<String>)| {
            let from = at + pause;
            at = from + length;
            Cue {
                from: Duration::from_millis(from),
                to: Duration::from_millis(at),
                lines,
            }
        };
        parts.into_iter().map(cue).collect()
    })
}

fn written(cues: &[Cue], webvtt: bool, end: &str) -> String {
    let mut file = String::from(if webvtt { "\u{feff}WEBVTT\n\n" } else { "" });
    for (index, cue) in cues.iter().enumerate() {
        let time = |at: Duration| {
            let (seconds, rest) = (at.as_secs(), at.subsec_millis());
            let mark = if webvtt { '.' } else { ',' };
            format!(
                "{:02}:{:02}:{:02}{mark}{rest:03}",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60
            )
        };
        let lines = cue.lines.iter().map(|line| {
            line.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
        });
        let words = lines.collect::<Vec<_>>().join("\n");
        file += &format!(
            "{}\n{} --> {}\n{words}\n\n",
            index + 1,
            time(cue.from),
            time(cue.to)
        );
    }
    file.replace('\n', end)
}

proptest! {
    #[test]
    fn what_is_written_is_read(cues in any_cues(), webvtt: bool, end in prop::sample::select(vec!["\n", "\r\n", "\r"])) {
        let captions = read(written(&cues, webvtt, end).as_bytes());
        prop_assert_eq!(captions.problems, []);
        prop_assert_eq!(captions.cues, cues);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let captions = read(&bytes);
        prop_assert!(!captions.cues.is_empty() || !captions.problems.is_empty());
        pages(&captions.cues, &|_| false);
    }

    #[test]
    fn no_damage_makes_it_panic(cues in any_cues(), webvtt: bool, cut: prop::sample::Index, noise in "[-:.,<>&;{}\\\\#x0-9 \n\u{0}åv/]{0,12}") {
        let mut file = written(&cues, webvtt, "\n");
        let at = (0..=cut.index(file.len())).rev().find(|&at| file.is_char_boundary(at)).unwrap_or(0);
        file.insert_str(at, &noise);
        let captions = read(file.as_bytes());
        for cue in &captions.cues {
            prop_assert!(cue.from < cue.to && cue.lines.iter().all(|line| !line.is_empty()));
        }
        for problem in &captions.problems {
            prop_assert!((1..=file.lines().count().max(1)).contains(&problem.line), "{problem}");
        }
    }

    #[test]
    fn pages_hold_every_word_within_the_limits_one_at_a_time(cues in any_cues(), width in 6..40_usize) {
        let fits = |line: &str| line.chars().count() <= width;
        let pages = pages(&cues, &fits);
        for page in &pages {
            prop_assert!(page.from < page.to);
            prop_assert!((1..=LINES).contains(&page.lines.len()), "{page:?}");
            for line in &page.lines {
                prop_assert!(line.chars().count() <= CHARACTERS.min(width), "{line}");
            }
        }
        for pair in pages.windows(2) {
            prop_assert!(pair[0].to <= pair[1].from);
        }
        let letters = |cues: &[Cue]| cues.iter().flat_map(|cue| &cue.lines).flat_map(|line| line.chars()).filter(|letter| !"- ".contains(*letter)).collect::<String>();
        // A page for which there is not a thousandth of a millisecond left is left out; these cues are longer.
        prop_assert_eq!(letters(&pages), letters(&cues));
    }

    #[test]
    fn overlapping_cues_never_make_pages_overlap(mut cues in any_cues(), shifts in prop::collection::vec(0..20_000_u64, 12)) {
        for (cue, shift) in cues.iter_mut().zip(shifts) {
            let length = cue.to - cue.from;
            cue.from = Duration::from_millis(shift);
            cue.to = cue.from + length;
        }
        let pages = broken(&cues);
        for pair in pages.windows(2) {
            prop_assert!(pair[0].to <= pair[1].from);
        }
        prop_assert!(pages.iter().all(|page| page.lines.len() <= LINES && page.from < page.to));
    }
}
