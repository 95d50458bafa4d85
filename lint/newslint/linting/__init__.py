"""Linting a document: which rules are asked, under what conditions, and the findings that come of it."""
