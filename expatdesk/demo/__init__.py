"""The demonstration: a region full of invented people, made with the real actions."""

from datetime import date

from expatdesk.rules.region import Region


def fill(region: Region, today: date) -> str:
    """Fill an empty database; answers what was done."""
    return ""
