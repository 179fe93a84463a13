//! What a headset knows of the launcher's clock: never more wrong than it says, and never more than half of what the
//! fastest ways there and back differ by.

use std::time::Duration;

use proptest::prelude::*;
use protocol::clock::{Clock, ClockAnswer};

/// Two clocks and what lies between them, in microseconds.
#[derive(Debug, Clone, Copy)]
struct Clocks {
    /// The launcher's minus the headset's at the beginning.
    apart: i64,
    /// By so many millionths the launcher's runs faster.
    drift: i64,
}

impl Clocks {
    fn apart(&self, own: i64) -> i64 {
        self.apart + own * self.drift / 1_000_000
    }

    fn launcher(&self, own: i64) -> u64 {
        u64::try_from(own + self.apart(own)).unwrap()
    }
}

/// One exchange: when it is asked, and how long it takes there, in the launcher and back.
#[derive(Debug, Clone, Copy)]
struct Way {
    pause: i64,
    there: i64,
    rests: i64,
    back: i64,
}

fn way() -> impl Strategy<Value = Way> {
    // Mostly a good network, sometimes a packet that had to be sent again.
    let delay = || prop_oneof![9 => 0_i64..50_000, 1 => 200_000_i64..600_000];
    (1_000_i64..2_000_000, delay(), 0_i64..3_000, delay()).prop_map(
        |(pause, there, rests, back)| Way {
            pause,
            there,
            rests,
            back,
        },
    )
}

fn own(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap())
}

/// Asks and hears; the headset's time at which the answer was heard.
fn exchange(clock: &mut Clock, clocks: Clocks, asked: i64, way: Way, era: &str) -> i64 {
    let (received, answered) = (asked + way.there, asked + way.there + way.rests);
    let heard = answered + way.back;
    clock.hear(
        own(heard),
        &ClockAnswer {
            era: era.into(),
            asked: u64::try_from(asked).unwrap(),
            received: clocks.launcher(received),
            answered: clocks.launcher(answered),
        },
    );
    heard
}

proptest! {
    #[test]
    fn it_is_off_by_no_more_than_half_of_what_the_fastest_ways_differ_by(
        ways in prop::collection::vec(way(), 1..60),
        apart in 0_i64..1_000_000_000_000,
    ) {
        let clocks = Clocks { apart, drift: 0 };
        let mut clock = Clock::default();
        let mut now = 1_000_000;
        for (count, way) in ways.iter().enumerate() {
            let began = now + way.pause;
            now = exchange(&mut clock, clocks, began, *way, "e");
            let heard = &ways[..=count];
            // What was learnt earlier counts for less: by a ten-thousandth of the time since then.
            let ageing = now / 10_000 + 2;
            let there = heard.iter().map(|way| way.there).min().unwrap();
            let back = heard.iter().map(|way| way.back).min().unwrap();
            let round_trip = heard.iter().map(|way| way.there + way.back).min().unwrap();
            let reading = clock.reading(own(now)).unwrap();
            let off = (reading.offset - apart).abs();
            let uncertain = i64::try_from(reading.uncertain).unwrap();
            prop_assert!(off <= (there - back).abs() / 2 + ageing, "{off} of {there} and {back}");
            prop_assert!(off <= uncertain + 1, "{off} of {uncertain}");
            prop_assert!(uncertain <= round_trip / 2 + ageing, "worse than the lowest round trip alone");
        }
    }

    #[test]
    fn it_is_never_more_wrong_than_it_says_though_the_clocks_run_apart(
        ways in prop::collection::vec(way(), 1..150),
        drift in -100_i64..=100,
    ) {
        let clocks = Clocks { apart: 5_000_000_000, drift };
        let mut clock = Clock::default();
        let mut now = 1_000_000;
        for way in ways {
            let began = now + way.pause;
            now = exchange(&mut clock, clocks, began, way, "e");
            for later in [0, 400_000, 5_000_000] {
                let reading = clock.reading(own(now + later)).unwrap();
                let off = (reading.offset - clocks.apart(now + later)).unsigned_abs();
                // Whole microseconds on either clock.
                prop_assert!(off <= reading.uncertain + 3, "{off} of {}", reading.uncertain);
            }
        }
    }

    #[test]
    fn a_clock_that_was_set_is_known_again_with_the_next_answer(
        ways in prop::collection::vec(way(), 1..60),
        last in way(),
        step in prop_oneof![-1_000_000_000_i64..-2_000_000, 2_000_000_i64..1_000_000_000],
    ) {
        let mut clocks = Clocks { apart: 5_000_000_000, drift: 30 };
        let mut clock = Clock::default();
        let mut now = 1_000_000;
        for way in ways {
            let began = now + way.pause;
            now = exchange(&mut clock, clocks, began, way, "e");
        }
        clocks.apart += step;
        let began = now + last.pause;
        now = exchange(&mut clock, clocks, began, last, "e");
        let reading = clock.reading(own(now)).unwrap();
        let off = (reading.offset - clocks.apart(now)).unsigned_abs();
        prop_assert!(off <= reading.uncertain + 3, "{off} of {}", reading.uncertain);
    }
}

const QUICK: Way = Way {
    pause: 0,
    there: 1_000,
    rests: 0,
    back: 1_000,
};

#[test]
fn another_era_is_learnt_anew_though_it_looks_alike() {
    let mut clock = Clock::default();
    let first = Clocks {
        apart: 1_000_000,
        drift: 0,
    };
    exchange(&mut clock, first, 1_000_000, QUICK, "monday");
    let second = Clocks {
        apart: 1_000_400,
        drift: 0,
    };
    let now = exchange(&mut clock, second, 2_000_000, QUICK, "tuesday");
    let reading = clock.reading(own(now)).unwrap();
    assert_eq!((&reading.era[..], reading.offset), ("tuesday", 1_000_400));
}

#[test]
fn what_cannot_be_is_passed_over() {
    let mut clock = Clock::default();
    assert_eq!(clock.reading(own(0)), None);
    let answer = |asked, received, answered| ClockAnswer {
        era: "e".into(),
        asked,
        received,
        answered,
    };
    let nonsense = [
        // Asked after it was answered; answered before it came; a question from long ago; no number of this world.
        answer(3_000_000, 5_000_000, 5_000_000),
        answer(1_900_000, 5_000_000, 4_000_000),
        answer(1_900_000, 5_000_000, 6_000_000),
        answer(0, u64::MAX, u64::MAX),
        ClockAnswer {
            era: "no era".into(),
            ..answer(1_900_000, 5_000_000, 5_000_000)
        },
    ];
    for answer in &nonsense {
        clock.hear(own(2_000_000), answer);
        assert_eq!(clock.reading(own(2_000_000)), None, "{answer:?}");
    }
    clock.hear(own(20_000_000), &answer(5_000_000, 6_000_000, 6_000_000));
    assert_eq!(
        clock.reading(own(20_000_000)),
        None,
        "fifteen seconds on the way"
    );
}

#[test]
fn it_asks_often_at_first_and_then_now_and_again() {
    let mut clock = Clock::default();
    let asked = |clock: &mut Clock, from: u64, to: u64| {
        let moments = (from..to).step_by(10).map(Duration::from_millis);
        moments.filter(|now| clock.question(*now).is_some()).count()
    };
    assert_eq!(asked(&mut clock, 0, 1_600), 16);
    let minute = asked(&mut clock, 1_600, 61_600);
    assert!((60..=90).contains(&minute), "{minute}");
    clock.eager();
    assert_eq!(asked(&mut clock, 61_600, 62_600), 10);
}
