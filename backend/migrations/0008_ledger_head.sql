CREATE INDEX IF NOT EXISTS ledger_head ON ledger(subject, seq)
