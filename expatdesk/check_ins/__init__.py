"""How a household is doing six weeks and four months on: what it says, and what the desk reads of all together."""
