//! What must not be lost is stored; that it cannot be is told for as long as it lasts.

use protocol::{HeadsetId, launcher::Kept};

use super::Keeper;
use crate::{
    problem::Fault,
    store::{Row, StoreError},
    words,
};

impl Keeper {
    /// What is wanted of these headsets, and how far they have come.
    pub(super) fn keep(&mut self, ids: &[HeadsetId]) {
        let kept: Vec<_> = ids.iter().filter_map(|id| self.machine.kept(id)).collect();
        let rows = kept.into_iter().map(|kept| self.row(kept)).collect();
        // What fails here is in memory and with the headset; the notice tells, and the next try may do.
        let _ = self.save(rows);
    }

    /// A headset as it is stored.
    pub(super) fn row(&self, kept: Kept) -> Row {
        let started = kept.desired.session().and_then(|session| {
            self.begun
                .get(session)
                .copied()
                .or_else(|| self.sessions.get(&session.0).map(|session| session.started))
        });
        Row { kept, started }
    }

    /// Stores headsets, all or none.
    pub(super) fn save(&mut self, rows: Vec<Row>) -> Result<(), Fault> {
        let saved = self.store.save(&rows);
        if saved.is_ok() {
            self.stored
                .extend(rows.into_iter().map(|row| (row.kept.id.clone(), row.kept)));
        }
        self.judge(saved)
    }

    /// Turns what the store says into a fault, and a notice for as long as it lasts.
    pub(super) fn judge(&mut self, saved: Result<(), StoreError>) -> Result<(), Fault> {
        let (fault, notice) = match saved {
            Ok(()) => {
                let before = self.notices.len();
                self.notices
                    .retain(|code, _| !matches!(*code, "storage-full" | "storage-failed"));
                self.dirty |= self.notices.len() != before;
                return Ok(());
            }
            Err(error) => {
                tracing::error!("the state cannot be stored: {error}");
                match error {
                    StoreError::Full => (Fault::StorageFull, words::storage_full()),
                    _ => (Fault::Storage, words::storage_failed()),
                }
            }
        };
        self.dirty |= self.notices.insert(fault.code(), notice).is_none();
        Err(fault)
    }
}
