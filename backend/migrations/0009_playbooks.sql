CREATE TABLE IF NOT EXISTS playbooks (
  version   INTEGER PRIMARY KEY NOT NULL,
  at_ms     INTEGER NOT NULL,
  by_member TEXT NOT NULL,
  playbook  TEXT NOT NULL)
