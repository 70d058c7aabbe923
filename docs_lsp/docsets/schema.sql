CREATE TABLE build (
    id INTEGER NOT NULL,
    built_at VARCHAR NOT NULL,
    seconds DOUBLE NOT NULL,
    source VARCHAR NOT NULL,
    builder VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE docset (
    id VARCHAR NOT NULL,
    project VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    base_url VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE library (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE page (
    id INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE problem (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE search (
    id INTEGER NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE type_fact (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    fact VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE unit (
    id INTEGER NOT NULL,
    page INTEGER NOT NULL,
    summary VARCHAR NOT NULL,
    blocks BLOB NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(page) REFERENCES page (id)
);

CREATE TABLE entry (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    domain VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR,
    page INTEGER NOT NULL,
    fragment VARCHAR NOT NULL,
    unit INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(page) REFERENCES page (id),
    FOREIGN KEY(unit) REFERENCES unit (id)
);

CREATE TABLE link (
    source INTEGER NOT NULL,
    target INTEGER NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (source, target),
    FOREIGN KEY(source) REFERENCES unit (id),
    FOREIGN KEY(target) REFERENCES unit (id)
);

CREATE TABLE notice (
    id INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    version VARCHAR,
    until VARCHAR,
    partial BOOLEAN NOT NULL,
    part VARCHAR NOT NULL,
    fragment VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(unit) REFERENCES unit (id)
);

CREATE TABLE signature (
    id INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    fragment VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    parameters VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(unit) REFERENCES unit (id)
);

CREATE TABLE alias (
    id INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(entry) REFERENCES entry (id)
);

CREATE VIRTUAL TABLE unit_words USING fts5(name, summary, words, content='', detail=none, columnsize=0, tokenize='porter unicode61 remove_diacritics 2');

CREATE INDEX ix_entry_name ON entry (name);

CREATE INDEX ix_entry_page ON entry (page);

CREATE INDEX ix_entry_unit ON entry (unit);

CREATE INDEX ix_link_target ON link (target);

CREATE INDEX ix_notice_unit ON notice (unit);

CREATE INDEX ix_signature_unit ON signature (unit);

CREATE INDEX ix_type_fact_name ON type_fact (name);
