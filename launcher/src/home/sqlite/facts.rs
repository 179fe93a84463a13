//! The table of facts: every session that has ended, in ten integers, kept by triggers whoever writes `sessions` and
//! `observations`.
//!
//! A report over five years goes through 200,000 sessions. Read from the two tables they are 100 MB with a
//! look-up each; as facts they are 15 MB in the order in which they are wanted.
//!
//! The triggers take care of two things: an outer `INSERT OR REPLACE` makes every conflict in a trigger one of `REPLACE`, too, so
//! none here relies on `OR IGNORE`; and texts that are no JSON must not keep an observation from being written.

/// The step that makes it, and fills it from what is there.
pub(super) const STEP: &str = "
-- A number for each id that facts are about.
CREATE TABLE keys (number INTEGER PRIMARY KEY NOT NULL, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE facts (
    started INTEGER NOT NULL,
    session TEXT NOT NULL,
    resident INTEGER,
    experience INTEGER NOT NULL,
    staff INTEGER,
    seconds INTEGER NOT NULL,
    taps INTEGER NOT NULL,
    before INTEGER NOT NULL,
    after INTEGER NOT NULL,
    -- Bits as in launcher::reports::Fact.
    ticks INTEGER NOT NULL,
    dizzy INTEGER NOT NULL,
    PRIMARY KEY (started, session)
) STRICT, WITHOUT ROWID;
-- What the home keeps to itself.
CREATE TABLE secrets (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT;
INSERT INTO secrets (name, value) VALUES ('pseudonyms', randomblob(32));

CREATE VIEW facts_now AS SELECT
    sessions.started AS started,
    sessions.id AS session,
    (SELECT number FROM keys WHERE text = sessions.resident) AS resident,
    (SELECT number FROM keys WHERE text = sessions.experience) AS experience,
    (SELECT number FROM keys WHERE text = sessions.staff) AS staff,
    min(max(sessions.seconds, 0), 1000000) AS seconds,
    min(max(sessions.taps, 0), 1000000) AS taps,
    coalesce(observations.before, 0) AS before,
    coalesce(observations.after, 0) AS after,
    coalesce((
        SELECT sum(DISTINCT CASE ticked.value ->> 'tick'
            WHEN 'smile' THEN 1 WHEN 'talks' THEN 2 WHEN 'sings' THEN 4 WHEN 'reaches_out' THEN 8
            WHEN 'restless' THEN 16 WHEN 'sad' THEN 32 WHEN 'sick' THEN 64 ELSE 0 END
            * CASE ticked.value ->> 'when' WHEN 'before' THEN 128 ELSE 1 END)
        FROM json_each(CASE WHEN json_valid(observations.ticks) THEN observations.ticks ELSE '[]' END) AS ticked
    ), 0) AS ticks,
    coalesce(sessions.why = 'Dizzy', 0) AS dizzy
FROM sessions LEFT JOIN observations ON observations.session = sessions.id
WHERE sessions.ended IS NOT NULL AND coalesce(sessions.why, '') <> 'Failed';

CREATE TRIGGER facts_session_added AFTER INSERT ON sessions BEGIN
    INSERT INTO keys (text) SELECT NEW.experience
        WHERE NOT EXISTS (SELECT 1 FROM keys WHERE text = NEW.experience);
    INSERT INTO keys (text) SELECT NEW.resident
        WHERE NEW.resident IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys WHERE text = NEW.resident);
    INSERT INTO keys (text) SELECT NEW.staff
        WHERE NEW.staff IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys WHERE text = NEW.staff);
    DELETE FROM facts WHERE started = NEW.started AND session = NEW.id;
    INSERT INTO facts SELECT * FROM facts_now WHERE session = NEW.id;
END;
CREATE TRIGGER facts_session_changed AFTER UPDATE ON sessions BEGIN
    INSERT INTO keys (text) SELECT NEW.experience
        WHERE NOT EXISTS (SELECT 1 FROM keys WHERE text = NEW.experience);
    INSERT INTO keys (text) SELECT NEW.resident
        WHERE NEW.resident IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys WHERE text = NEW.resident);
    INSERT INTO keys (text) SELECT NEW.staff
        WHERE NEW.staff IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys WHERE text = NEW.staff);
    DELETE FROM facts WHERE started = OLD.started AND session = OLD.id;
    INSERT INTO facts SELECT * FROM facts_now WHERE session = NEW.id;
END;
CREATE TRIGGER facts_session_gone AFTER DELETE ON sessions BEGIN
    DELETE FROM facts WHERE started = OLD.started AND session = OLD.id;
END;
CREATE TRIGGER facts_observation_added AFTER INSERT ON observations BEGIN
    DELETE FROM facts WHERE session = NEW.session
        AND started = (SELECT started FROM sessions WHERE id = NEW.session);
    INSERT INTO facts SELECT * FROM facts_now WHERE session = NEW.session;
END;
CREATE TRIGGER facts_observation_changed AFTER UPDATE ON observations BEGIN
    DELETE FROM facts WHERE session = NEW.session
        AND started = (SELECT started FROM sessions WHERE id = NEW.session);
    INSERT INTO facts SELECT * FROM facts_now WHERE session = NEW.session;
END;
CREATE TRIGGER facts_observation_gone AFTER DELETE ON observations BEGIN
    DELETE FROM facts WHERE session = OLD.session
        AND started = (SELECT started FROM sessions WHERE id = OLD.session);
    INSERT INTO facts SELECT * FROM facts_now WHERE session = OLD.session;
END;

INSERT INTO keys (text) SELECT experience FROM sessions UNION SELECT resident FROM sessions WHERE resident IS NOT NULL
    UNION SELECT staff FROM sessions WHERE staff IS NOT NULL;
INSERT INTO facts SELECT * FROM facts_now;
";
