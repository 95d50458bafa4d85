"""What wrong encodings leave in a text: the characters, the misread words, and what undoes them."""
