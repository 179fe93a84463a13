//! The live pictures: the newest of each headset, in memory only, for a few seconds.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use tokio::{sync::watch, time::timeout};

/// A picture older than this is no view of now.
const FRESH: Duration = Duration::from_secs(5);

/// One live picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Grows with each picture, over restarts too.
    pub number: u64,
    /// The picture.
    pub jpeg: Arc<[u8]>,
    taken: Instant,
}

/// The newest picture of each headset.
#[derive(Debug, Default)]
pub struct Pictures {
    newest: Mutex<BTreeMap<String, watch::Sender<Option<Picture>>>>,
}

impl Pictures {
    /// Holds a picture that just came, instead of the one before.
    pub fn put(&self, headset: &str, jpeg: Vec<u8>) {
        self.of(headset).send_modify(|newest| {
            // A headset counts from 1 whenever it starts, so it is numbered anew: by the clock,
            // which a tablet that asks across a restart cannot have overtaken.
            let clock = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_millis());
            let clock = u64::try_from(clock).unwrap_or(u64::MAX);
            let number = newest
                .as_ref()
                .map_or(clock, |before| clock.max(before.number + 1));
            *newest = Some(Picture {
                number,
                jpeg: jpeg.into(),
                taken: Instant::now(),
            });
        });
    }

    /// Drops pictures that are no view of now.
    pub fn forget_old(&self) {
        for newest in self
            .newest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
        {
            newest.send_if_modified(|picture| {
                let old = picture
                    .as_ref()
                    .is_some_and(|picture| picture.taken.elapsed() > FRESH);
                if old {
                    *picture = None;
                }
                false
            });
        }
    }

    /// The newest picture of `headset`, once there is one with a number above `number`; none if none
    /// comes within `patience`.
    pub async fn newer_than(
        &self,
        headset: &str,
        number: u64,
        patience: Duration,
    ) -> Option<Picture> {
        let mut newest = self.of(headset).subscribe();
        let newer = |picture: &Option<Picture>| {
            picture
                .as_ref()
                .is_some_and(|picture| picture.number > number && picture.taken.elapsed() <= FRESH)
        };
        let found = timeout(patience, newest.wait_for(newer)).await;
        found
            .ok()
            .and_then(Result::ok)
            .and_then(|picture| picture.clone())
    }

    fn of(&self, headset: &str) -> watch::Sender<Option<Picture>> {
        let mut all = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(headset.to_owned())
            .or_insert_with(|| watch::Sender::new(None))
            .clone()
    }
}
