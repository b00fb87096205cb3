"""Forms of the partners' door."""
