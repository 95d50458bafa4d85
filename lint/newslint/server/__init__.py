"""The server for editors: documents as they are typed, what is found in them, and what can be done about it."""
