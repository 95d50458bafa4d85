"""English: which words there are, and how frequent they are."""
