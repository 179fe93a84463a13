//! The thread of a film that is allowed to wait: it starts the pipeline, carries out seeks, lets rounds begin
//! anew and ends it all.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use gstreamer as gst;
use gstreamer::prelude::*;

use super::pipeline::Built;
use super::shared::{Shared, Stream};
use super::turn::Pass;
use crate::MediaError;

/// What the thread is told.
pub(super) enum Command {
    /// The streams are known; is there a picture among them?
    Ready { picture: bool },
    /// Go to a place.
    Seek { place: Duration, serial: u32 },
    /// A message of the pipeline.
    Message(gst::Message),
    /// The film is dropped.
    Stop,
}

/// Starts the pipeline on a thread of its own, which ends after [`Command::Stop`] or when nobody can send any more.
pub(super) fn spawn(
    built: Built,
    shared: Arc<Shared>,
    messages: std::sync::mpsc::Sender<Command>,
    commands: Receiver<Command>,
) -> Result<(), MediaError> {
    let Some(bus) = built.pipeline.bus() else {
        return Err(MediaError::FilmBroken {
            reason: "the pipeline has no bus".into(),
        });
    };
    bus.set_sync_handler(move |_, message| {
        if matches!(
            message.type_(),
            gst::MessageType::Error | gst::MessageType::Eos | gst::MessageType::SegmentDone
        ) {
            let _ = messages.send(Command::Message(message.clone()));
        }
        gst::BusSyncReply::Drop
    });
    let control = Control {
        built,
        shared,
        start: None,
        last: None,
        ready: false,
    };
    std::thread::Builder::new()
        .name("film".into())
        .spawn(move || control.run(&commands))
        .map(drop)
        .map_err(|error| MediaError::FilmBroken {
            reason: format!("no thread can be started: {error}"),
        })
}

struct Control {
    built: Built,
    shared: Arc<Shared>,
    /// A seek that came before the pipeline was ready.
    start: Option<(Duration, u32)>,
    /// The last seek that was sent, by GStreamer's number.
    last: Option<gst::Seqnum>,
    ready: bool,
}

impl Control {
    fn run(mut self, commands: &Receiver<Command>) {
        if self.built.pipeline.set_state(gst::State::Playing).is_err() {
            // The reason comes as a message.
            tracing::debug!("a film's pipeline does not start");
        }
        while let Ok(command) = commands.recv() {
            match command {
                Command::Stop => break,
                Command::Ready { picture } => self.ready(picture),
                Command::Seek { place, serial } if self.ready => self.seek(place, serial),
                Command::Seek { place, serial } => self.start = Some((place, serial)),
                Command::Message(message) => self.message(&message),
            }
        }
        self.shared.stop();
        if let Err(error) = self.built.pipeline.set_state(gst::State::Null) {
            tracing::warn!(%error, "a film's pipeline does not end as it should");
        }
        if let Some(bus) = self.built.pipeline.bus() {
            bus.unset_sync_handler();
        }
    }

    fn ready(&mut self, picture: bool) {
        if !picture {
            self.shared.fail(&MediaError::NoPicture);
            return;
        }
        let unknown = self.shared.lock().pictures.turn.duration.is_zero();
        if unknown {
            let found = self
                .built
                .pipeline
                .query_duration::<gst::ClockTime>()
                .map_or(Duration::ZERO, super::duration);
            let mut state = self.shared.lock();
            state.pictures.turn.duration = found;
            state.sound.turn.duration = found;
        }
        let sound = self
            .built
            .pipeline
            .by_name(super::pipeline::SOUND)
            .is_some();
        self.shared.lock().sound.absent |= !sound;
        self.ready = true;
        let (place, serial) = self.start.take().unwrap_or((self.shared.start, 0));
        self.seek(place, serial);
        self.shared.lock().ready = true;
        self.shared.changed.notify_all();
    }

    fn seek(&mut self, place: Duration, serial: u32) {
        let length = self.shared.lock().pictures.turn.duration;
        let rounds = place.as_nanos().checked_div(length.as_nanos()).unwrap_or(0);
        let pass = Pass {
            serial,
            begins: place,
            rounds: u32::try_from(rounds).unwrap_or(u32::MAX),
        };
        self.flush_to(
            place.saturating_sub(length.saturating_mul(pass.rounds)),
            pass,
        );
    }

    /// Goes to a place in the file; everything from before is thrown away.
    fn flush_to(&mut self, place: Duration, pass: Pass) {
        self.shared.lock().pending = pass;
        let flags = gst::SeekFlags::FLUSH | gst::SeekFlags::ACCURATE | gst::SeekFlags::SEGMENT;
        if !self.send(place, flags) {
            self.shared.fail(&MediaError::FilmBroken {
                reason: format!(
                    "the place {:.3} s cannot be found in it",
                    place.as_secs_f64()
                ),
            });
        }
    }

    fn send(&mut self, place: Duration, flags: gst::SeekFlags) -> bool {
        let Some(pad) = self.built.pictures.static_pad("sink") else {
            return false;
        };
        let place =
            gst::ClockTime::from_nseconds(u64::try_from(place.as_nanos()).unwrap_or(u64::MAX - 1));
        let seek = gst::event::Seek::builder(
            1.0,
            flags,
            gst::SeekType::Set,
            Some(place),
            gst::SeekType::None,
            gst::ClockTime::NONE,
        )
        .build();
        self.last = Some(seek.seqnum());
        pad.push_event(seek)
    }

    fn message(&mut self, message: &gst::Message) {
        match message.view() {
            gst::MessageView::Error(error) => {
                let details = error.debug().unwrap_or_default();
                tracing::debug!(error = %error.error(), %details, "GStreamer's own words");
                let reason = error.error().to_string();
                self.shared.fail(&MediaError::FilmBroken {
                    reason: reason.trim_end_matches('.').to_owned(),
                });
            }
            // What belongs to the round before a seek counts no more.
            gst::MessageView::SegmentDone(_) | gst::MessageView::Eos(_)
                if Some(message.seqnum()) == self.last =>
            {
                let looping = self.shared.lock().looping;
                if looping && !self.send(Duration::ZERO, gst::SeekFlags::SEGMENT) {
                    self.again();
                }
            }
            _ => {}
        }
    }

    /// Begins the next round with a flush, where a demultiplexer knows no other way.
    fn again(&mut self) {
        let mut state = self.shared.lock();
        let serial = state.wanted;
        let begins = state.turn(Stream::Pictures).round_begins();
        let length = state.pictures.turn.duration;
        drop(state);
        let rounds = begins
            .as_nanos()
            .checked_div(length.as_nanos())
            .unwrap_or(0);
        let rounds = u32::try_from(rounds).unwrap_or(u32::MAX);
        self.flush_to(
            Duration::ZERO,
            Pass {
                serial,
                begins,
                rounds,
            },
        );
    }
}
