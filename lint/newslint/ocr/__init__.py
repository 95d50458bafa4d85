"""OCR: the lexicon, the shapes of words, and the signs of damage in a document."""
