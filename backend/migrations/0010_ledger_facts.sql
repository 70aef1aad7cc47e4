CREATE INDEX IF NOT EXISTS ledger_facts ON ledger(subject, kind, seq)
  WHERE kind IN ('reply', 'refuse', 'listened', 'note') AND ok = 1
