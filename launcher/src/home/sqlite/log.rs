//! The access log in SQLite, row chained to row.

use rusqlite::{OptionalExtension, Row, Transaction, named_params, params};

use super::{Sqlite, milliseconds, time};
use crate::home::{
    AccessLog, By, HomeError,
    log::{Asked, Checked, Entry},
};
use jiff::Timestamp;

/// Writes a row in the transaction of the change that it tells of.
pub(in crate::home) fn append(
    change: &Transaction<'_>,
    by: &By,
    resident: Option<&str>,
    what: &str,
    detail: &str,
) -> Result<(), HomeError> {
    let (last, before) = change
        .prepare_cached("SELECT number, chain FROM access_log ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .map_or_else(|| forgotten(change), Ok)?;
    let mut entry = Entry {
        number: last + 1,
        at: by.at,
        staff: by.staff.clone(),
        tablet: by.tablet.clone(),
        resident: resident.map(ToOwned::to_owned),
        what: what.to_owned(),
        detail: detail.to_owned(),
        chain: String::new(),
    };
    entry.chain = chain(&before, &entry);
    change
        .prepare_cached(
            "INSERT INTO access_log (number, at, staff, tablet, resident, what, detail, chain)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            entry.number,
            milliseconds(entry.at),
            entry.staff,
            entry.tablet,
            entry.resident,
            entry.what,
            entry.detail,
            entry.chain
        ])?;
    Ok(())
}

/// What the oldest row that is left is chained to: its number and hash.
fn forgotten(state: &Transaction<'_>) -> Result<(i64, String), HomeError> {
    let found = state
        .query_row(
            "SELECT number, chain FROM access_log_forgotten",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// The hash of a row and of all before it. Each part is written with its length, so that no two rows
/// are written the same.
fn chain(before: &str, entry: &Entry) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: Option<&str>| {
        match text {
            Some(text) => {
                hasher.update(&[1]);
                hasher.update(&(text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            }
            None => {
                hasher.update(&[0]);
            }
        };
    };
    part(Some(before));
    part(Some(&entry.number.to_string()));
    part(Some(&milliseconds(entry.at).to_string()));
    part(entry.staff.as_deref());
    part(entry.tablet.as_deref());
    part(entry.resident.as_deref());
    part(Some(&entry.what));
    part(Some(&entry.detail));
    hasher.finalize().to_hex().to_string()
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        number: row.get("number")?,
        at: time(row.get("at")?),
        staff: row.get("staff")?,
        tablet: row.get("tablet")?,
        resident: row.get("resident")?,
        what: row.get("what")?,
        detail: row.get("detail")?,
        chain: row.get("chain")?,
    })
}

impl AccessLog for Sqlite {
    fn note(
        &self,
        by: &By,
        resident: Option<&str>,
        what: &str,
        detail: &str,
    ) -> Result<(), HomeError> {
        self.write(|change| append(change, by, resident, what, detail))
    }

    fn log(&self, asked: &Asked) -> Result<(Vec<Entry>, u64), HomeError> {
        const WHICH: &str = "FROM access_log
            WHERE at >= coalesce(:from, at) AND at < coalesce(:to, at + 1)
            AND (:resident IS NULL OR resident = :resident) AND (:staff IS NULL OR staff = :staff)";
        let (from, to) = (asked.from.map(milliseconds), asked.to.map(milliseconds));
        self.read(|state| {
            let all = state.query_row(
                &format!("SELECT count(*) {WHICH}"),
                named_params! {":from": from, ":to": to, ":resident": asked.resident, ":staff": asked.staff},
                |row| row.get::<_, i64>(0),
            )?;
            let mut select = state.prepare_cached(&format!(
                "SELECT * {WHICH} ORDER BY number DESC LIMIT :limit OFFSET :offset"
            ))?;
            let rows = select.query_map(
                named_params! {":from": from, ":to": to, ":resident": asked.resident, ":staff": asked.staff,
                    ":limit": asked.limit, ":offset": asked.offset},
                entry,
            )?;
            Ok((rows.collect::<Result<_, _>>()?, all.unsigned_abs()))
        })
    }

    fn check_log(&self) -> Result<Checked, HomeError> {
        self.read(|state| {
            let (mut number, mut before) = forgotten(state)?;
            let mut checked = Checked {
                rows: 0,
                broken: None,
                head: None,
            };
            let mut select = state.prepare("SELECT * FROM access_log ORDER BY number")?;
            for found in select.query_map([], entry)? {
                let found = found?;
                checked.rows += 1;
                let fits = found.number == number + 1 && found.chain == chain(&before, &found);
                if !fits && checked.broken.is_none() {
                    checked.broken = Some(found.number);
                }
                number = found.number;
                before = found.chain;
            }
            if number > 0 {
                checked.head = Some((number, before));
            }
            Ok(checked)
        })
    }

    fn forget_log(&self, before: Timestamp) -> Result<u64, HomeError> {
        self.write(|change| {
            // Only from the beginning on: a clock that was set back must not tear a hole.
            let first_kept: Option<i64> = change.query_row(
                "SELECT min(number) FROM access_log WHERE at >= ?1",
                [milliseconds(before)],
                |row| row.get(0),
            )?;
            let last = change
                .query_row(
                    "SELECT number, chain FROM access_log WHERE ?1 IS NULL OR number < ?1
                     ORDER BY number DESC LIMIT 1",
                    [first_kept],
                    |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
                )
                .optional()?;
            let Some((number, chain)) = last else {
                return Ok(0);
            };
            change.execute(
                "INSERT OR REPLACE INTO access_log_forgotten (one, number, chain) VALUES (1, ?1, ?2)",
                params![number, chain],
            )?;
            let gone = change.execute("DELETE FROM access_log WHERE number <= ?1", [number])?;
            Ok(gone as u64)
        })
    }
}
