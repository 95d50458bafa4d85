"""Documents: decoded, cut into lines, paragraphs and sentences, folded."""
