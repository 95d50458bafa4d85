"""The command: verbs, options, what a run is, how it ends."""
