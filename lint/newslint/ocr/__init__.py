"""OCR: what it takes for what, the shapes of words, and the signs of damage in a document."""
