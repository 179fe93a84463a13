//! The steps from an empty file to today's tables.
//!
//! A step that was released is never changed; new ones are added below it, and nothing is ever undone: going
//! back is done with the backup that is made before each step.
//!
//! All times are milliseconds since 1970; tokens, codes and PINs are hashes.

/// Each step once, in order.
pub(super) const MIGRATIONS: &[&str] = &[STEP_1, super::facts::STEP];

const STEP_1: &str = "
-- People who work here, their tablets, and who is logged in.
CREATE TABLE staff (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('caregiver', 'maker', 'admin', 'auditor')),
    pin TEXT NOT NULL,
    created INTEGER NOT NULL,
    left INTEGER
) STRICT;
CREATE TABLE tablets (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    enrolled INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    removed INTEGER
) STRICT;
CREATE TABLE invitations (
    code TEXT PRIMARY KEY NOT NULL,
    made INTEGER NOT NULL,
    until INTEGER NOT NULL,
    used INTEGER
) STRICT;
CREATE TABLE logins (
    token TEXT PRIMARY KEY NOT NULL,
    staff TEXT NOT NULL REFERENCES staff,
    tablet TEXT NOT NULL REFERENCES tablets,
    began INTEGER NOT NULL,
    used INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE INDEX logins_open ON logins (tablet) WHERE ended IS NULL;
CREATE TABLE attempts (
    staff TEXT NOT NULL,
    tablet TEXT NOT NULL,
    wrong INTEGER NOT NULL,
    locked_until INTEGER,
    PRIMARY KEY (staff, tablet)
) STRICT;

-- Residents: as little as works.
CREATE TABLE residents (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    room TEXT NOT NULL,
    -- JSON: languages, life story, settings.
    about TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
CREATE TABLE checklists (
    resident TEXT NOT NULL REFERENCES residents ON DELETE CASCADE,
    at INTEGER NOT NULL,
    staff TEXT,
    -- JSON.
    answers TEXT NOT NULL,
    PRIMARY KEY (resident, at)
) STRICT;
CREATE TABLE tastes (
    resident TEXT NOT NULL REFERENCES residents ON DELETE CASCADE,
    experience TEXT NOT NULL,
    taste TEXT NOT NULL CHECK (taste IN ('favourite', 'disliked')),
    at INTEGER NOT NULL,
    PRIMARY KEY (resident, experience)
) STRICT;
-- Their files lie in media/<hash> beside the database.
CREATE TABLE media (
    id TEXT PRIMARY KEY NOT NULL,
    resident TEXT NOT NULL REFERENCES residents ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'sound')),
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    hash TEXT NOT NULL,
    added INTEGER NOT NULL
) STRICT;
CREATE INDEX media_of_resident ON media (resident);
CREATE INDEX media_by_hash ON media (hash);
CREATE TABLE fills (
    resident TEXT NOT NULL REFERENCES residents ON DELETE CASCADE,
    experience TEXT NOT NULL,
    slot TEXT NOT NULL,
    place INTEGER NOT NULL,
    media TEXT NOT NULL REFERENCES media ON DELETE CASCADE,
    PRIMARY KEY (resident, experience, slot, place)
) STRICT;
CREATE INDEX fills_by_media ON fills (media);

-- What was done.
CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    resident TEXT REFERENCES residents ON DELETE CASCADE,
    experience TEXT NOT NULL,
    -- JSON: the title in each language, as it was then.
    title TEXT NOT NULL,
    headset TEXT NOT NULL,
    group_id TEXT,
    staff TEXT,
    tablet TEXT,
    room TEXT,
    started INTEGER NOT NULL,
    ended INTEGER,
    why TEXT,
    -- How long it was seen, without pauses.
    seconds INTEGER NOT NULL DEFAULT 0,
    -- How often somebody steered it.
    taps INTEGER NOT NULL DEFAULT 0,
    -- When the headset was wiped after it.
    wiped INTEGER
) STRICT;
CREATE INDEX sessions_by_time ON sessions (started);
CREATE INDEX sessions_of_resident ON sessions (resident, started);
CREATE INDEX sessions_of_experience ON sessions (experience, started);
CREATE INDEX sessions_on_headset ON sessions (headset, started);
CREATE TABLE observations (
    session TEXT PRIMARY KEY NOT NULL REFERENCES sessions ON DELETE CASCADE,
    -- Smileys, 1 (sad) to 5 (glad).
    before INTEGER CHECK (before BETWEEN 1 AND 5),
    after INTEGER CHECK (after BETWEEN 1 AND 5),
    -- JSON: [{tick, when: before|during|after, at}].
    ticks TEXT NOT NULL,
    line TEXT NOT NULL,
    staff TEXT,
    at INTEGER NOT NULL
) STRICT;

-- The home, and who looked at what.
CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE access_log (
    number INTEGER PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    staff TEXT,
    tablet TEXT,
    -- No reference: the row stays when the resident is erased.
    resident TEXT,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    -- blake3 over the chain of the row before and this row.
    chain TEXT NOT NULL
) STRICT;
CREATE INDEX access_log_by_time ON access_log (at);
CREATE INDEX access_log_of_resident ON access_log (resident, number);
CREATE INDEX access_log_by_staff ON access_log (staff, number);
-- The last row that was old enough to be forgotten: what is left is chained to it.
CREATE TABLE access_log_forgotten (
    one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
    number INTEGER NOT NULL,
    chain TEXT NOT NULL
) STRICT;
";
