//! Lets tablets and people in and out, and knows them again by their cookies.
//!
//! What it knows stands in the home's records; what is asked with every request is held in memory, too, so
//! that an answer needs no disk, and time is told by a clock that never goes back.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::http::HeaderMap;
use jiff::Timestamp;
use tokio::sync::Mutex as Turn;
use uuid::Uuid;

use super::{
    Actor, AtTablet, LoggedIn, Refusal, cookies,
    limits::Lasts,
    pins::{self, Pins},
    tokens,
};
use crate::{
    home::{
        By, Records,
        logins::{Attempt, Login, Patience},
        staff::{Member, Role},
        tablets::{Enrolled, Tablet},
    },
    names,
    problem::Fault,
};

mod shapes;

pub use shapes::{FirstAdmin, State};
use shapes::{Known, KnownLogin, KnownTablet};

/// How long a tablet's code is good.
pub const INVITATION: Duration = Duration::from_secs(10 * 60);
/// When the door closes, and for how long.
const PATIENCE: Patience = Patience {
    tries: 5,
    closed_for: Duration::from_secs(5 * 60),
};
/// That a login was used is written down this often at most.
const KEEP_USED: Duration = Duration::from_secs(60);
/// That a tablet was seen is written down this often at most.
const KEEP_SEEN: Duration = Duration::from_secs(10 * 60);

/// See the head of this module.
#[derive(Debug)]
pub struct Door {
    records: Records,
    pins: Pins,
    /// The hash of the code for the very first admin.
    setup: String,
    known: Mutex<Known>,
    /// Whoever reads a cookie's owner from the records, or takes one from them, waits for the others: or else
    /// a login could be read, then ended, then remembered.
    turn: Arc<Turn<()>>,
}

impl Door {
    /// The door to these records, and the code with which the very first admin comes in.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new(records: Records) -> Result<(Self, String), Fault> {
        let code = tokens::code()?;
        let door = Self {
            records,
            pins: Pins::default(),
            setup: tokens::hash_of_code(&code),
            known: Mutex::default(),
            turn: Arc::default(),
        };
        Ok((door, code))
    }

    /// Who sends a request. `steers` says whether a member steers, from a tablet, a session that goes on.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub async fn who(
        &self,
        headers: &HeaderMap,
        steers: impl Fn(&str, &str) -> bool,
    ) -> Result<Actor, Fault> {
        let Some(token) = cookies::value(headers, cookies::TABLET) else {
            return Ok(Actor::default());
        };
        let Some(tablet) = self.tablet(tokens::hash_of_token(token)).await? else {
            return Ok(Actor::default());
        };
        let login = match cookies::value(headers, cookies::LOGIN) {
            Some(token) => {
                let token = tokens::hash_of_token(token);
                self.login(token, &tablet.id, steers).await?
            }
            None => None,
        };
        Ok(Actor {
            tablet: Some(tablet),
            login,
        })
    }

    /// What is left of an actor's login; none if it is over, or the tablet belongs here no longer.
    pub fn state(&self, actor: &Actor, steers: impl Fn(&str, &str) -> bool) -> Option<State> {
        let (tablet, login) = (actor.tablet.as_ref()?, actor.login.as_ref()?);
        let mut known = self.known();
        if !known.tablets.contains_key(&tablet.token) {
            return None;
        }
        let now = Instant::now();
        let found = known.logins.get_mut(&login.token)?;
        if steers(&login.staff, &tablet.id) {
            found.lasts.is_used(now);
        }
        let Some((idle, longest)) = found.lasts.left(now) else {
            known.logins.remove(&login.token);
            drop(known);
            self.write_down_end(login.token.clone());
            return None;
        };
        Some(State {
            role: found.login.role,
            idle,
            longest,
        })
    }

    /// Somebody touched the page.
    pub fn is_used(&self, actor: &Actor) {
        let Some(login) = &actor.login else { return };
        let now = Instant::now();
        let mut known = self.known();
        let Some(found) = known.logins.get_mut(&login.token) else {
            return;
        };
        found.lasts.is_used(now);
        if now.duration_since(found.used_kept) >= KEEP_USED {
            found.used_kept = now;
            let token = login.token.clone();
            self.write_down(move |home| home.login_used(&token, Timestamp::now()));
        }
    }

    /// Logs somebody in at a tablet: the new cookie's value, and who it is.
    ///
    /// # Errors
    /// [`Refusal::WrongPin`], [`Refusal::Closed`], [`Refusal::StaffUnknown`], [`Refusal::PinUnreadable`].
    pub async fn log_in(
        &self,
        tablet: &AtTablet,
        staff: &str,
        pin: &str,
    ) -> Result<(String, LoggedIn), Fault> {
        let member = self.checked(&tablet.id, staff, pin).await?;
        let token = tokens::token()?;
        let now = Timestamp::now();
        let login = Login {
            token: tokens::hash_of_token(&token),
            staff: member.id.clone(),
            tablet: tablet.id.clone(),
            began: now,
            used: now,
        };
        let logged_in = LoggedIn {
            staff: member.id,
            name: member.name,
            role: member.role,
            token: login.token.clone(),
        };
        let _turn = self.turn.lock().await;
        self.records.ask(move |home| home.log_in(&login)).await?;
        let mut known = self.known();
        known.logins.retain(|_, other| other.tablet != tablet.id);
        let began = Instant::now();
        known.logins.insert(
            logged_in.token.clone(),
            KnownLogin {
                login: logged_in.clone(),
                tablet: tablet.id.clone(),
                lasts: Lasts::from(began),
                used_kept: began,
            },
        );
        Ok((token, logged_in))
    }

    /// Logs out whoever is logged in.
    ///
    /// # Errors
    /// When it cannot be kept; it is over for this launcher all the same.
    pub async fn log_out(&self, actor: &Actor) -> Result<(), Fault> {
        let Some(login) = &actor.login else {
            return Ok(());
        };
        let _turn = self.turn.lock().await;
        self.known().logins.remove(&login.token);
        let token = login.token.clone();
        self.records
            .ask(move |home| home.log_out(&token, Timestamp::now()))
            .await
    }

    /// The member whose PIN this is, tried at a tablet. It counts as a wrong one until
    /// [`Logins::log_in`] or [`Logins::forgive`] says otherwise.
    ///
    /// [`Logins::log_in`]: crate::home::Logins::log_in
    /// [`Logins::forgive`]: crate::home::Logins::forgive
    ///
    /// # Errors
    /// As [`Door::log_in`].
    pub async fn checked(&self, tablet: &str, staff: &str, pin: &str) -> Result<Member, Fault> {
        let pin = pins::readable(pin)?;
        let id = staff.to_owned();
        let member = self.records.ask(move |home| home.member(&id)).await?;
        let member = member
            .filter(|member| member.left.is_none())
            .ok_or(Refusal::StaffUnknown)?;
        let pair = (member.id.clone(), tablet.to_owned());
        if let Some(left) = self.closed(&pair) {
            return Err(closed(left));
        }
        let (staff, at) = (pair.clone(), Timestamp::now());
        let attempt = self
            .records
            .ask(move |home| home.attempt(&staff.0, &staff.1, at, PATIENCE))
            .await?;
        let left = match attempt {
            Attempt::Allowed { left } => left,
            Attempt::Closed { until } => {
                let left = Duration::try_from(until.duration_since(at)).unwrap_or_default();
                self.close(pair, left);
                return Err(closed(left));
            }
        };
        if self.pins.is_right(&pin, member.pin.clone()).await? {
            return Ok(member);
        }
        if left == 0 {
            tracing::warn!(
                staff = pair.0,
                tablet = pair.1,
                minutes = PATIENCE.closed_for.as_secs() / 60,
                "too many wrong PINs; the door is closed for a while"
            );
            self.close(pair, PATIENCE.closed_for);
            return Err(closed(PATIENCE.closed_for));
        }
        Err(Refusal::WrongPin { left }.into())
    }

    /// The hash of a new PIN.
    ///
    /// # Errors
    /// [`Refusal::PinUnreadable`].
    pub async fn new_pin(&self, pin: &str) -> Result<String, Fault> {
        self.pins.hash(pin).await
    }

    /// Makes a code that lets one tablet in.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn invite(&self, by: By) -> Result<(String, Timestamp), Fault> {
        let code = tokens::code()?;
        let hash = tokens::hash_of_code(&code);
        let until = by.at + INVITATION;
        self.records
            .ask(move |home| home.invite(&by, &hash, until))
            .await?;
        Ok((code, until))
    }

    /// Lets a tablet in with a code; a tablet that the browser was before is one no longer. Gives its
    /// cookie's value.
    ///
    /// # Errors
    /// [`Refusal::CodeUnknown`].
    pub async fn enrol(
        &self,
        before: &Actor,
        code: &str,
        name: &str,
    ) -> Result<(String, AtTablet), Fault> {
        let (token, tablet) = new_tablet(name)?;
        let at_tablet = at_tablet(&tablet);
        let hash = tokens::hash_of_code(code);
        let enrolled = self
            .records
            .ask(move |home| home.enrol(Timestamp::now(), &hash, &tablet))
            .await?;
        if enrolled == Enrolled::NoSuchCode {
            return Err(Refusal::CodeUnknown.into());
        }
        if let Some(old) = &before.tablet {
            self.remove_tablet(before.by(), &old.id).await?;
        }
        Ok((token, at_tablet))
    }

    /// The very first admin and tablet. Gives the tablet's cookie's value.
    ///
    /// # Errors
    /// [`Refusal::SetUpAlready`], [`Refusal::CodeUnknown`], [`Refusal::PinUnreadable`] and those of names.
    pub async fn set_up(&self, asked: FirstAdmin<'_>) -> Result<(String, AtTablet), Fault> {
        if tokens::hash_of_code(asked.code) != self.setup {
            return Err(Refusal::CodeUnknown.into());
        }
        let at = Timestamp::now();
        let (token, tablet) = new_tablet(asked.tablet)?;
        let at_tablet = at_tablet(&tablet);
        let name = asked.home.map(names::name).transpose()?;
        let admin = Member {
            id: Uuid::new_v4().to_string(),
            name: names::name(asked.name)?,
            role: Role::Admin,
            pin: self.new_pin(asked.pin).await?,
            created: at,
            left: None,
        };
        let done = self
            .records
            .ask(move |home| {
                if !home.set_up(at, &admin, &tablet)? {
                    return Ok(false);
                }
                if let Some(name) = name {
                    let by = By {
                        at,
                        staff: Some(admin.id),
                        tablet: Some(tablet.id),
                    };
                    home.set(&by, &[("name".to_owned(), name)].into())?;
                }
                Ok(true)
            })
            .await?;
        if done {
            Ok((token, at_tablet))
        } else {
            Err(Refusal::SetUpAlready.into())
        }
    }

    /// A tablet belongs here no longer.
    ///
    /// # Errors
    /// [`Refusal::TabletUnknown`].
    pub async fn remove_tablet(&self, by: By, id: &str) -> Result<(), Fault> {
        let _turn = self.turn.lock().await;
        let tablet = id.to_owned();
        let removed = self
            .records
            .ask(move |home| home.remove_tablet(&by, &tablet))
            .await?;
        let mut known = self.known();
        known.tablets.retain(|_, other| other.tablet.id != id);
        known.logins.retain(|_, login| login.tablet != id);
        if removed {
            Ok(())
        } else {
            Err(Refusal::TabletUnknown.into())
        }
    }

    /// Something about a member or a tablet was changed in the records: it is read again. Awaits
    /// `change` in the meantime, so that nothing old is read in between.
    ///
    /// # Errors
    /// What `change` says.
    pub async fn changing<T>(
        &self,
        change: impl Future<Output = Result<T, Fault>>,
    ) -> Result<T, Fault> {
        let _turn = self.turn.lock().await;
        let changed = change.await;
        let tokens: Vec<_> = self.known().logins.keys().cloned().collect();
        for token in tokens {
            let asked = token.clone();
            let member = self
                .records
                .ask(move |home| match home.login_with(&asked)? {
                    Some(login) => home.member(&login.staff),
                    None => Ok(None),
                })
                .await;
            let mut known = self.known();
            match (member, known.logins.get_mut(&token)) {
                (Ok(Some(member)), Some(login)) => {
                    login.login.name = member.name;
                    login.login.role = member.role;
                }
                // Whoever cannot be looked up is not let in.
                _ => {
                    known.logins.remove(&token);
                }
            }
        }
        let tablets = self.records.ask(|home| home.tablets()).await;
        let tablets: HashMap<_, _> = tablets
            .unwrap_or_default()
            .into_iter()
            .map(|tablet| (tablet.token.clone(), tablet.name))
            .collect();
        self.known().tablets.retain(|token, known| {
            let name = tablets.get(token);
            if let Some(name) = name {
                known.tablet.name.clone_from(name);
            }
            name.is_some()
        });
        changed
    }

    async fn tablet(&self, token: String) -> Result<Option<AtTablet>, Fault> {
        if let Some(tablet) = self.seen(&token) {
            return Ok(Some(tablet));
        }
        let _turn = self.turn.lock().await;
        if let Some(tablet) = self.seen(&token) {
            return Ok(Some(tablet));
        }
        let found = self
            .records
            .ask(move |home| home.tablet_with(&token))
            .await?;
        Ok(found.map(|tablet| self.remember_tablet(&tablet)))
    }

    /// A tablet that is known, as seen now.
    fn seen(&self, token: &str) -> Option<AtTablet> {
        let now = Instant::now();
        let mut known = self.known();
        let found = known.tablets.get_mut(token)?;
        if now.duration_since(found.seen_kept) >= KEEP_SEEN {
            found.seen_kept = now;
            let id = found.tablet.id.clone();
            self.write_down(move |home| home.tablet_seen(&id, Timestamp::now()));
        }
        Some(found.tablet.clone())
    }

    fn remember_tablet(&self, tablet: &Tablet) -> AtTablet {
        let tablet = at_tablet(tablet);
        let seen = KnownTablet {
            tablet: tablet.clone(),
            seen_kept: Instant::now(),
        };
        self.known().tablets.insert(tablet.token.clone(), seen);
        tablet
    }

    async fn login(
        &self,
        token: String,
        tablet: &str,
        steers: impl Fn(&str, &str) -> bool,
    ) -> Result<Option<LoggedIn>, Fault> {
        if let Some(found) = self.known_login(&token, tablet, &steers) {
            return Ok(found);
        }
        let _turn = self.turn.lock().await;
        if let Some(found) = self.known_login(&token, tablet, &steers) {
            return Ok(found);
        }
        let asked = token.clone();
        let found = self
            .records
            .ask(move |home| {
                let Some(login) = home.login_with(&asked)? else {
                    return Ok(None);
                };
                Ok(home.member(&login.staff)?.map(|member| (login, member)))
            })
            .await?;
        let Some((login, member)) = found.filter(|(login, _)| login.tablet == tablet) else {
            return Ok(None);
        };
        let now = Instant::now();
        let Some(lasts) = Lasts::kept(login.began, login.used, now, Timestamp::now()) else {
            self.write_down_end(token);
            return Ok(None);
        };
        let logged_in = LoggedIn {
            staff: member.id,
            name: member.name,
            role: member.role,
            token: token.clone(),
        };
        let login = KnownLogin {
            login: logged_in.clone(),
            tablet: login.tablet,
            lasts,
            used_kept: now,
        };
        self.known().logins.insert(token, login);
        Ok(Some(logged_in))
    }

    /// A login that is in memory: who it is, or none if it is over. None at all if it is not in memory.
    fn known_login(
        &self,
        token: &str,
        tablet: &str,
        steers: &impl Fn(&str, &str) -> bool,
    ) -> Option<Option<LoggedIn>> {
        let now = Instant::now();
        let mut known = self.known();
        let found = known.logins.get_mut(token)?;
        if found.tablet != tablet {
            return Some(None);
        }
        if steers(&found.login.staff, tablet) {
            found.lasts.is_used(now);
        }
        if found.lasts.left(now).is_some() {
            return Some(Some(found.login.clone()));
        }
        known.logins.remove(token);
        drop(known);
        self.write_down_end(token.to_owned());
        Some(None)
    }

    /// How long a door is still closed.
    fn closed(&self, pair: &(String, String)) -> Option<Duration> {
        let now = Instant::now();
        let mut known = self.known();
        known.closed.retain(|_, until| *until > now);
        known
            .closed
            .get(pair)
            .map(|until| until.duration_since(now))
    }

    fn close(&self, pair: (String, String), left: Duration) {
        self.known().closed.insert(pair, Instant::now() + left);
    }

    fn write_down_end(&self, token: String) {
        self.write_down(move |home| home.log_out(&token, Timestamp::now()));
    }

    /// Writes something down that nobody waits for. What fails is read from the times that are kept.
    fn write_down(
        &self,
        note: impl FnOnce(&dyn crate::home::Home) -> Result<(), crate::home::HomeError> + Send + 'static,
    ) {
        let records = self.records.clone();
        tokio::spawn(async move {
            // Why it failed was logged there.
            let _ = records.ask(note).await;
        });
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing that could panic is done while it is held.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn closed(left: Duration) -> Fault {
    // Rounded up, so that whoever waits for it does not come too early.
    let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
    Refusal::Closed { seconds }.into()
}

fn new_tablet(name: &str) -> Result<(String, Tablet), Fault> {
    let token = tokens::token()?;
    let now = Timestamp::now();
    let tablet = Tablet {
        id: Uuid::new_v4().to_string(),
        name: names::name(name)?,
        token: tokens::hash_of_token(&token),
        enrolled: now,
        seen: now,
    };
    Ok((token, tablet))
}

fn at_tablet(tablet: &Tablet) -> AtTablet {
    AtTablet {
        id: tablet.id.clone(),
        name: tablet.name.clone(),
        token: tablet.token.clone(),
    }
}
