CREATE INDEX IF NOT EXISTS ledger_given ON ledger(subject, kind, seq)
  WHERE kind IN ('handoff', 'assign', 'reopen', 'bounce') AND ok = 1
