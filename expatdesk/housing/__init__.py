"""Homes: what households look for, what partners offer, viewings, and the contract read before it is signed."""
