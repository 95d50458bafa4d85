"""Rule packs: read, checked, settled and selected; the figures that were measured of their rules."""
