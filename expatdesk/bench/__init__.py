"""Measuring: a database full of invented people, and how long pages and searches take on it."""
