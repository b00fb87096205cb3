"""Forms of the employers' door."""
