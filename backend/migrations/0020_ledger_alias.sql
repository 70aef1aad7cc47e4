CREATE INDEX IF NOT EXISTS ledger_alias ON ledger(subject, seq) WHERE kind = 'alias' AND ok = 1
