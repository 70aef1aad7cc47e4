CREATE TABLE IF NOT EXISTS tickets (
  hash       TEXT PRIMARY KEY NOT NULL,
  device     TEXT NOT NULL,
  expires_ms INTEGER NOT NULL)
