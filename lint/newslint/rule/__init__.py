"""What a rule declares: its keys, its table, its templates."""
