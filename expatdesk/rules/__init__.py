"""The desk's rules: from a household's facts to its plan. Standard library only."""
