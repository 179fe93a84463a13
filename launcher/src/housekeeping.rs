//! What the launcher does by its own clock: a copy of the records each night, and forgetting what is old.
//!
//! Both are looked at when it starts and every few minutes from then on, so that a computer that slept through the night
//! does it in the morning. What fails is told in the log and tried again the next time; a copy that cannot be made
//! keeps nothing from being forgotten, and the other way round.

use std::{sync::Arc, time::Duration};

use jiff::{Timestamp, tz::TimeZone};
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    home::{
        By, Records,
        backups::{Why, next_nightly},
        retention,
        settings::HomeSettings,
    },
    launcher::{Launcher, ended},
    problem::Fault,
};

/// How often it is looked at whether something is to be done.
const LOOK: Duration = Duration::from_secs(10 * 60);

/// Keeps house until the launcher ends.
pub async fn keep_house(launcher: Arc<Launcher>) {
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = ended(launcher.ending.clone()) => return,
            _ = look.tick() => {}
        }
        let now = Timestamp::now();
        if let Err(fault) = back_up(&launcher.records, now).await {
            tracing::warn!(
                "the nightly copy of the home's records was not made; it is tried again soon: {fault}"
            );
        }
        if let Err(fault) = forget(&launcher.records, now).await {
            tracing::warn!("what is old was not forgotten; it is tried again soon: {fault}");
        }
    }
}

/// Makes the nightly copy, if it is due.
async fn back_up(records: &Records, now: Timestamp) -> Result<(), Fault> {
    let made = records
        .ask(move |home| {
            let copies = home.backups()?;
            let last = copies.iter().find(|copy| copy.why == Why::Daily);
            let due = next_nightly(last.map(|copy| copy.at), now, &TimeZone::system());
            if due > now {
                return Ok(None);
            }
            let copy = home.back_up(&By::launcher(now), Why::Daily)?;
            let thinned = home.thin_backups(now)?;
            Ok(Some((copy, thinned)))
        })
        .await?;
    if let Some((copy, thinned)) = made {
        tracing::info!(
            backup = copy.name,
            bytes = copy.bytes,
            thinned,
            "a copy of the home's records was made"
        );
    }
    Ok(())
}

/// Forgets what is older than the home wants it, and the log's oldest rows.
async fn forget(records: &Records, now: Timestamp) -> Result<(), Fault> {
    let (forgotten, rows) = records
        .ask(move |home| {
            let months = HomeSettings::of(home)?.retention_months;
            let (sessions, log) = retention::limits(months, now);
            let forgotten = home.forget(&By::launcher(now), sessions, log)?;
            Ok((forgotten, home.forget_log(log)?))
        })
        .await?;
    if forgotten.sessions > 0 || rows > 0 {
        tracing::info!(
            sessions = forgotten.sessions,
            log_rows = rows,
            "what is old was forgotten"
        );
    }
    Ok(())
}
