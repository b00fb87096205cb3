"""The HR systems of employers: with which keys they come in, and what is kept for them."""
