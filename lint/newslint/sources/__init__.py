"""From what was named to the texts that are read."""
