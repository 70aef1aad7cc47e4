CREATE INDEX IF NOT EXISTS conversation_made ON conversations(made_ms, conv)
