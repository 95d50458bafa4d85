"""The gate: sound records on one side, the rest on the other with their reasons, nothing lost."""
