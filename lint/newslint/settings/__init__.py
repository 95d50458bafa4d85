"""Settings files and their layers."""
