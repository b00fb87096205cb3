"""People: activities and who comes to them, buddies, and what households like to do."""
