"""LanguageTool, the grammar checker, as an engine behind rules of kind `languagetool`.

Documents are cut into pieces (`pieces`), a client sends them to a server in batches beside the own rules
(`client`), and what it says of a document (`remarks`) is what the rules choose from. The server is one that
runs already, or one that newslint starts (`install`, `grammar`, `server`, `keeper`).
"""
