CREATE INDEX IF NOT EXISTS ledger_when ON ledger(kind, at_ms, seq)
  WHERE kind IN ('promise', 'refuse') AND ok = 1
