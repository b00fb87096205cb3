"""How households found the way to their registration: a score, and a few words if they like."""
