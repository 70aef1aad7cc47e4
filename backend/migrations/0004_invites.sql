CREATE TABLE IF NOT EXISTS invites (
  hash       TEXT PRIMARY KEY NOT NULL,
  member     TEXT NOT NULL,
  name       TEXT NOT NULL,
  role       TEXT NOT NULL,
  leader     INTEGER NOT NULL,
  by_member  TEXT NOT NULL,
  made_ms    INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL)
