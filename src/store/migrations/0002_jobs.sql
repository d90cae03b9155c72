-- Work that outlasts a request. A worker that runs one holds it until lease_ms, and says so again and again; a job whose lease is over
-- is anybody's.
CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    request TEXT NOT NULL,
    data TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_ms BIGINT NOT NULL,
    started_ms BIGINT,
    ended_ms BIGINT,
    attempts BIGINT NOT NULL,
    worker TEXT,
    lease_ms BIGINT,
    progress TEXT,
    result TEXT,
    failure TEXT
);

CREATE INDEX job_state ON job (state, asked_ms, id);
