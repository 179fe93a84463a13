//! Worlds in a real runtime: seen by both eyes, and answering a head that looks.

use std::time::Instant;

use super::support::headset::Headset;
use super::support::monado::{Compositor, Runtime};
use super::support::pictures::Rgb;
use super::support::shores::{DUCK, is_duck, write, write_with_dwell};
use super::{HEAD, shore, until};

/// How many pixels of a picture are the duck's.
fn duck(picture: &Rgb) -> usize {
    picture.count(is_duck)
}

/// What the headset says when the duck begins to come.
const HAPPENS: &str = "it happens happening=\"duck-comes\"";

/// Looks at the duck, and away as soon as that was seen; the seconds in between at the most.
fn look_shortly(runtime: &mut Runtime, headset: &mut Headset) -> f32 {
    let looked = Instant::now();
    runtime.set_head(DUCK.0, DUCK.1, 0.0, HEAD);
    headset.wait_for("the resident looks at something id=\"duck\"");
    runtime.set_head(-30.0, 0.0, 0.0, HEAD);
    headset.wait_for("the resident looks elsewhere");
    let took = looked.elapsed().as_secs_f32();
    runtime.set_head(0.0, 0.0, 0.0, HEAD);
    took
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn the_duck_comes_when_it_is_looked_at_long_enough_and_not_before() {
    let mut runtime = Runtime::start(Compositor::Real);
    write(runtime.folder(), &shore::shore().bytes());
    runtime.set_head(0.0, 0.0, 0.0, HEAD);
    let mut headset = Headset::start(super::headset(&runtime, runtime.folder(), "duck", &[]));
    headset.wait_for("first picture");
    let before = until(
        &mut runtime,
        "the duck is seen by both eyes",
        |eyes| match eyes.each_ref().map(duck) {
            [left, right] if left > 4 && right > 4 => Ok(()),
            found => Err(format!("{found:?} pixels are the duck's")),
        },
    );
    let [left, right] = &before;
    let (mean, _) = left.difference(right);
    assert!(
        mean > 0.2,
        "each eye has a picture of its own: they differ by {mean} only"
    );

    for dwell in [1.2, 2.4, 4.8, 9.6] {
        let looked = look_shortly(&mut runtime, &mut headset);
        if !headset.said(HAPPENS) {
            break;
        }
        // A machine that takes so long for a frame has looked long enough: once more, for somebody slower.
        assert!(looked > dwell - 0.2, "it came after a look of {looked} s");
        assert!(dwell < 9.0, "this machine draws nothing in nine seconds");
        drop(headset);
        write_with_dwell(runtime.folder(), &shore::shore().bytes(), dwell * 2.0);
        headset = Headset::start(super::headset(&runtime, runtime.folder(), "duck", &[]));
        headset.wait_for("first picture");
    }
    let was = duck(&before[0]);
    until(
        &mut runtime,
        "the duck is where it was",
        |eyes| match duck(&eyes[0]) {
            is if is > 4 && is < was * 2 => Ok(()),
            is => Err(format!("{was} pixels before and {is} now")),
        },
    );

    runtime.set_head(DUCK.0, DUCK.1, 0.0, HEAD);
    headset.wait_for(HAPPENS);
    runtime.set_head(0.0, 0.0, 0.0, HEAD);
    until(&mut runtime, "the duck has come", |eyes| {
        match duck(&eyes[0]) {
            is if is > was * 2 => Ok(()),
            is => Err(format!("{was} pixels before and {is} now")),
        }
    });
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn a_world_goes_on_where_it_was_after_the_runtime_died() {
    let mut runtime = Runtime::start(Compositor::Real);
    write(runtime.folder(), &shore::shore().bytes());
    runtime.set_head(DUCK.0, DUCK.1, 0.0, HEAD);
    let mut headset = Headset::start(super::headset(&runtime, runtime.folder(), "duck", &[]));
    headset.wait_for("first picture");
    let first = until(&mut runtime, "the duck is seen", |eyes| {
        match duck(&eyes[0]) {
            0..=4 => Err("it is not".to_owned()),
            _ => Ok(()),
        }
    });
    // Straight ahead is where the head looked when it began.
    runtime.set_head(DUCK.0 * 2.0, DUCK.1, 0.0, HEAD);
    headset.wait_for(HAPPENS);
    runtime.kill_nine();
    headset.wait_for("the renderer is built anew");
    runtime.restart();
    headset.wait_for("state=FOCUSED");
    let was = duck(&first[0]);
    until(
        &mut runtime,
        "the duck comes, without having been looked at again",
        |eyes| match duck(&eyes[0]) {
            is if is > was * 2 => Ok(()),
            is => Err(format!("{was} pixels before and {is} now")),
        },
    );
}
