"""Sheets of hires: what an employer hands over in one go, as it was given, checked, and taken over."""
