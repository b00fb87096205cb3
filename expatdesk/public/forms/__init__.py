"""Forms of the door that is open to everybody."""
