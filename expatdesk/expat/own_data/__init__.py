"""What the page "Your data" says: all that the desk keeps of a household, from whom it comes, and since when."""
