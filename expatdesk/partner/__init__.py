"""The door of partners: organisations that let homes to newcomers, or run activities for them."""

from expatdesk.partner import activities, home, home_photos, home_sheets, homes, keys, occupancy, viewings
from expatdesk.partner.blueprint import blueprint

__all__ = [
    "activities",
    "blueprint",
    "home",
    "home_photos",
    "home_sheets",
    "homes",
    "keys",
    "occupancy",
    "viewings",
]
