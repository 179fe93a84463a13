//! Logins and attempts in SQLite.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::{Sqlite, append, milliseconds, time};
use crate::home::{
    By, HomeError, Logins,
    logins::{Attempt, Login, Patience},
};

impl Logins for Sqlite {
    fn attempt(
        &self,
        staff: &str,
        tablet: &str,
        at: Timestamp,
        patience: Patience,
    ) -> Result<Attempt, HomeError> {
        let now = milliseconds(at);
        let closed_for = i64::try_from(patience.closed_for.as_millis()).unwrap_or(i64::MAX);
        let longest = now.saturating_add(closed_for);
        self.write(|change| {
            let (wrong, until) = change
                .prepare_cached(
                    "SELECT wrong, locked_until FROM attempts WHERE staff = ?1 AND tablet = ?2",
                )?
                .query_row([staff, tablet], |row| {
                    Ok((row.get::<_, u32>(0)?, row.get::<_, Option<i64>>(1)?))
                })
                .optional()?
                .unwrap_or_default();
            let mut store = change.prepare_cached(
                "INSERT OR REPLACE INTO attempts (staff, tablet, wrong, locked_until)
                 VALUES (?1, ?2, ?3, ?4)",
            )?;
            if let Some(until) = until.filter(|until| *until > now) {
                let until_at_most = until.min(longest);
                if until_at_most < until {
                    store.execute(params![staff, tablet, wrong, until_at_most])?;
                }
                return Ok(Attempt::Closed {
                    until: time(until_at_most),
                });
            }
            // A door that was closed and is open again begins to count anew.
            let tried = if until.is_some() { 1 } else { wrong + 1 };
            let closes = tried >= patience.tries;
            store.execute(params![staff, tablet, tried, closes.then_some(longest)])?;
            if closes {
                let by = By {
                    at,
                    staff: None,
                    tablet: Some(tablet.to_owned()),
                };
                append(change, &by, None, "login-last-try", staff)?;
            }
            Ok(Attempt::Allowed {
                left: patience.tries.saturating_sub(tried),
            })
        })
    }

    fn forgive(&self, staff: &str, tablet: &str) -> Result<(), HomeError> {
        self.write(|change| forgive(change, staff, tablet))
    }

    fn log_in(&self, login: &Login) -> Result<(), HomeError> {
        self.write(|change| {
            forgive(change, &login.staff, &login.tablet)?;
            change.execute(
                "UPDATE logins SET ended = ?2 WHERE tablet = ?1 AND ended IS NULL",
                params![login.tablet, milliseconds(login.began)],
            )?;
            change.execute(
                "INSERT INTO logins (token, staff, tablet, began, used) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    login.token,
                    login.staff,
                    login.tablet,
                    milliseconds(login.began),
                    milliseconds(login.used)
                ],
            )?;
            let by = By {
                at: login.began,
                staff: Some(login.staff.clone()),
                tablet: Some(login.tablet.clone()),
            };
            append(change, &by, None, "login", "")
        })
    }

    fn login_with(&self, token: &str) -> Result<Option<Login>, HomeError> {
        self.read(|state| {
            let found = state
                .prepare_cached(
                    "SELECT logins.token, staff, tablet, began, used FROM logins
                     JOIN staff ON staff.id = logins.staff JOIN tablets ON tablets.id = logins.tablet
                     WHERE logins.token = ?1 AND ended IS NULL AND staff.left IS NULL
                     AND tablets.removed IS NULL",
                )?
                .query_row([token], |row| {
                    Ok(Login {
                        token: row.get(0)?,
                        staff: row.get(1)?,
                        tablet: row.get(2)?,
                        began: time(row.get(3)?),
                        used: time(row.get(4)?),
                    })
                })
                .optional()?;
            Ok(found)
        })
    }

    fn login_used(&self, token: &str, at: Timestamp) -> Result<(), HomeError> {
        self.write(|change| {
            change.execute(
                "UPDATE logins SET used = ?2 WHERE token = ?1 AND ended IS NULL",
                params![token, milliseconds(at)],
            )?;
            Ok(())
        })
    }

    fn log_out(&self, token: &str, at: Timestamp) -> Result<(), HomeError> {
        self.write(|change| {
            let ended = change
                .query_row(
                    "UPDATE logins SET ended = ?2 WHERE token = ?1 AND ended IS NULL
                     RETURNING staff, tablet",
                    params![token, milliseconds(at)],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let Some((staff, tablet)) = ended else {
                return Ok(());
            };
            let by = By {
                at,
                staff: Some(staff),
                tablet: Some(tablet),
            };
            append(change, &by, None, "logout", "")
        })
    }
}

fn forgive(change: &Transaction<'_>, staff: &str, tablet: &str) -> Result<(), HomeError> {
    change.execute(
        "DELETE FROM attempts WHERE staff = ?1 AND tablet = ?2",
        [staff, tablet],
    )?;
    Ok(())
}
