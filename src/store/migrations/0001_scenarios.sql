-- TEXT and BIGINT only: the same text runs on SQLite and PostgreSQL. Times are milliseconds since 1970 UTC.

-- One row a scenario; its revision is what every write compares and sets.
CREATE TABLE scenario (
    id TEXT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL
);

CREATE INDEX scenario_newest ON scenario (changed_ms DESC, id);

-- Append-only: a row is written once, and goes only with its scenario.
CREATE TABLE revision (
    scenario_id TEXT NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    base TEXT NOT NULL,
    data TEXT NOT NULL,
    changes TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    undo_to BIGINT,
    redo_to BIGINT,
    at_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (scenario_id, number)
);

-- Which revision a request made, so that the same request, sent again, makes no second one.
CREATE TABLE idempotency_key (
    scenario_id TEXT NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    request_digest TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (scenario_id, key)
);
