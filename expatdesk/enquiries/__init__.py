"""What households ask the desk in their own words, and what it answers: threads of messages."""
