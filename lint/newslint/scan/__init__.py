"""Regexes in the simpler form in which they are looked for, and the databases that look for all at once."""
