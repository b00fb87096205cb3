"""The guide to the region: organisations and places, dated and sourced, in both languages."""
