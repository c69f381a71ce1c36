/**
 * The tables, as the steps that lead to them: the file's `user_version` counts the steps it has
 * taken. A step never changes once it was released; a new one is added below it.
 *
 * Everything of an owner hangs on `owners.key`. What a contact wrote, or where they are reached,
 * stands only in rows that `erase` removes; `marks` keeps salted hashes.
 */
export const migrations: readonly string[] = [
  `
  -- A row outlives erasure, with its turn: what was claimed before must not commit after.
  -- waiting: since when there is mail; null when the mailbox is empty.
  CREATE TABLE owners (
    key INTEGER PRIMARY KEY,
    owner TEXT NOT NULL UNIQUE,
    turn INTEGER NOT NULL DEFAULT 0,
    state TEXT,
    waiting INTEGER,
    lease TEXT,
    leased_until INTEGER,
    tries INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX owners_waiting ON owners (waiting) WHERE waiting IS NOT NULL AND lease IS NULL;
  CREATE INDEX owners_leased ON owners (leased_until) WHERE lease IS NOT NULL;

  -- heard: the highest is the address last heard from.
  CREATE TABLE addresses (
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    owner INTEGER NOT NULL,
    heard INTEGER NOT NULL,
    PRIMARY KEY (channel, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX addresses_owner ON addresses (owner, heard);

  CREATE TABLE marks (mark BLOB PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX marks_until ON marks (until);

  -- since: when it came in, by our clock; at: when it happened, by the provider's.
  CREATE TABLE mail (
    owner INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    channel TEXT,
    address TEXT,
    body TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (owner, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE dead (
    key INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL,
    id TEXT NOT NULL,
    reason TEXT NOT NULL,
    died INTEGER NOT NULL,
    at INTEGER NOT NULL,
    channel TEXT,
    address TEXT,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX dead_owner ON dead (owner, id);

  CREATE TABLE timers (
    owner INTEGER NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX timers_at ON timers (at);

  CREATE TABLE posts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL,
    id TEXT NOT NULL,
    receiver TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX posts_owner ON posts (owner);

  CREATE TABLE outbox (
    owner INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    body TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    uncertain INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX outbox_id ON outbox (owner, id);
  CREATE INDEX outbox_uncertain ON outbox (owner) WHERE uncertain = 1;

  -- One row an owner with an outbox: which message is next, and when it may be claimed.
  -- begun: it was claimed before, so nothing passes it any more.
  CREATE TABLE lanes (
    owner INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    channel TEXT NOT NULL,
    due INTEGER NOT NULL,
    lease TEXT,
    begun INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX lanes_due ON lanes (channel, due);

  CREATE TABLE settled (
    owner INTEGER NOT NULL,
    id TEXT NOT NULL,
    status TEXT NOT NULL,
    code TEXT,
    until INTEGER NOT NULL,
    PRIMARY KEY (owner, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX settled_until ON settled (until);

  CREATE TABLE provider_ids (
    owner INTEGER NOT NULL,
    channel TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    id TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (owner, channel, provider_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX provider_ids_until ON provider_ids (until);

  CREATE TABLE journals (
    name TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (name, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX journals_id ON journals (name, id) WHERE id IS NOT NULL;

  CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE chores (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
  `
  -- How long the first of all has waited is asked every few seconds, also when very many wait.
  CREATE INDEX mail_since ON mail (since);
  CREATE INDEX outbox_not_before ON outbox (not_before);
  `,
  `
  -- line: 0 for those who are played first, since something came from outside; 1 for those who are no
  -- people: they are few, and many wait for what they say; 2 for all others.
  ALTER TABLE owners ADD COLUMN line INTEGER NOT NULL DEFAULT 2;
  UPDATE owners SET line = 1 WHERE substr(owner, 1, 1) <> 'c';
  UPDATE owners SET line = 0 WHERE waiting IS NOT NULL
    AND EXISTS (SELECT 1 FROM mail WHERE mail.owner = owners.key AND channel IS NOT NULL);
  DROP INDEX owners_waiting;
  CREATE INDEX owners_line ON owners (line, waiting) WHERE waiting IS NOT NULL AND lease IS NULL;

  -- first: it is for the first line.
  ALTER TABLE posts ADD COLUMN first INTEGER NOT NULL DEFAULT 0;

  -- reply: its message is one, and goes before reminders.
  ALTER TABLE lanes ADD COLUMN reply INTEGER NOT NULL DEFAULT 0;
  UPDATE lanes SET reply = 1 WHERE EXISTS (SELECT 1 FROM outbox
    WHERE outbox.owner = lanes.owner AND outbox.seq = lanes.seq AND kind = 'reply');
  CREATE INDEX lanes_reply ON lanes (channel, reply, due);
  `,
];
