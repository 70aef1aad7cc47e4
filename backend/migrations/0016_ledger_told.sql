CREATE INDEX IF NOT EXISTS ledger_told ON ledger(subject, kind, seq)
  WHERE kind IN ('promise', 'late', 'kept', 'withdrawn', 'signal', 'incident', 'update', 'resolve', 'notAboutUs', 'aboutUs') AND ok = 1
