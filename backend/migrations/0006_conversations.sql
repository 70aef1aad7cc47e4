CREATE TABLE IF NOT EXISTS conversations (
  conv    TEXT PRIMARY KEY NOT NULL,
  key     TEXT NOT NULL,
  link    TEXT NOT NULL,
  site    TEXT NOT NULL,
  author  TEXT NOT NULL,
  names   TEXT NOT NULL,
  triage  TEXT NOT NULL,
  made_ms INTEGER NOT NULL)
