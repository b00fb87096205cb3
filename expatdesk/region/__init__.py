"""Regions as dated data files, and their loader."""

from expatdesk.region.loader import load_region

__all__ = ["load_region"]
