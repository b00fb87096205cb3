"""The knowledge base: short answers in both languages, each with its day and its source."""
