"""One file a channel; see ``registry.py`` for what a channel is."""
