"""Records: files that hold many texts, each with its fields, read one after another."""
