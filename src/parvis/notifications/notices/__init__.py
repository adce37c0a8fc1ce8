"""One file a message; see ``registry.py`` for what a message is."""
