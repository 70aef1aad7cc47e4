UPDATE ledger SET outcome = COALESCE((SELECT
    CASE f.kind WHEN 'reply' THEN 'answered' WHEN 'refuse' THEN 'refused' ELSE 'listened' END
  FROM ledger f WHERE f.subject = ledger.subject AND f.kind IN ('reply', 'refuse', 'listened') AND f.ok = 1
  ORDER BY f.seq DESC LIMIT 1), '')
WHERE outcome = '' AND seq IN (SELECT MAX(h.seq) FROM ledger h GROUP BY h.subject)
