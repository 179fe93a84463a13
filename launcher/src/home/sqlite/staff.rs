//! Staff in SQLite.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Sqlite, append, milliseconds, time};
use crate::home::{
    By, HomeError, Staff,
    staff::{ChangeMember, Member, Role},
};

impl Staff for Sqlite {
    fn staff(&self) -> Result<Vec<Member>, HomeError> {
        self.read(|state| {
            let mut select =
                state.prepare_cached("SELECT * FROM staff WHERE left IS NULL ORDER BY name, id")?;
            let rows = select.query_map([], member)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    fn member(&self, id: &str) -> Result<Option<Member>, HomeError> {
        self.read(|state| find(state, id))
    }

    fn add_member(&self, by: &By, new: &Member) -> Result<(), HomeError> {
        self.write(|change| add(change, by, new))
    }

    fn change_member(
        &self,
        by: &By,
        id: &str,
        change: &ChangeMember,
    ) -> Result<Option<Member>, HomeError> {
        self.write(|writing| {
            let Some(mut changed) = find(writing, id)?.filter(|member| member.left.is_none())
            else {
                return Ok(None);
            };
            if let Some(name) = &change.name {
                changed.name.clone_from(name);
                append(writing, by, None, "staff-renamed", id)?;
            }
            if let Some(role) = change.role.filter(|role| *role != changed.role) {
                changed.role = role;
                append(
                    writing,
                    by,
                    None,
                    "staff-role",
                    &format!("{id} {}", role.name()),
                )?;
            }
            if let Some(pin) = &change.pin {
                changed.pin.clone_from(pin);
                append(writing, by, None, "staff-pin", id)?;
                if by.staff.as_deref() != Some(id) {
                    end_logins(writing, by, id)?;
                }
            }
            writing
                .prepare_cached("UPDATE staff SET name = ?2, role = ?3, pin = ?4 WHERE id = ?1")?
                .execute(params![id, changed.name, changed.role.name(), changed.pin])?;
            keep_an_admin(writing)?;
            Ok(Some(changed))
        })
    }

    fn member_leaves(&self, by: &By, id: &str) -> Result<bool, HomeError> {
        self.write(|change| {
            let left = change.execute(
                "UPDATE staff SET left = ?2 WHERE id = ?1 AND left IS NULL",
                params![id, milliseconds(by.at)],
            )?;
            if left == 0 {
                return Ok(false);
            }
            keep_an_admin(change)?;
            end_logins(change, by, id)?;
            append(change, by, None, "staff-left", id)?;
            Ok(true)
        })
    }
}

/// Adds somebody, in a transaction.
pub(super) fn add(change: &Transaction<'_>, by: &By, new: &Member) -> Result<(), HomeError> {
    change
        .prepare_cached(
            "INSERT INTO staff (id, name, role, pin, created, left) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            new.id,
            new.name,
            new.role.name(),
            new.pin,
            milliseconds(new.created),
            new.left.map(milliseconds)
        ])?;
    let detail = format!("{} {}", new.id, new.role.name());
    append(change, by, None, "staff-added", &detail)
}

fn end_logins(change: &Transaction<'_>, by: &By, id: &str) -> Result<(), HomeError> {
    change.execute(
        "UPDATE logins SET ended = ?2 WHERE staff = ?1 AND ended IS NULL",
        params![id, milliseconds(by.at)],
    )?;
    Ok(())
}

/// Whether somebody here can let others in.
pub(super) fn has_admin(state: &Transaction<'_>) -> Result<bool, HomeError> {
    let found = state.query_row(
        "SELECT EXISTS (SELECT 1 FROM staff WHERE role = 'admin' AND left IS NULL)",
        [],
        |row| row.get(0),
    )?;
    Ok(found)
}

fn keep_an_admin(state: &Transaction<'_>) -> Result<(), HomeError> {
    if has_admin(state)? {
        Ok(())
    } else {
        Err(HomeError::LastAdmin)
    }
}

fn find(state: &Transaction<'_>, id: &str) -> Result<Option<Member>, HomeError> {
    let found = state
        .prepare_cached("SELECT * FROM staff WHERE id = ?1")?
        .query_row([id], member)
        .optional()?;
    Ok(found)
}

fn member(row: &Row<'_>) -> rusqlite::Result<Member> {
    let role: String = row.get("role")?;
    Ok(Member {
        id: row.get("id")?,
        name: row.get("name")?,
        // The table takes no other; whoever wrote another there gets the least.
        role: role.parse().unwrap_or(Role::Maker),
        pin: row.get("pin")?,
        created: time(row.get("created")?),
        left: row.get::<_, Option<i64>>("left")?.map(time),
    })
}
