"""One file a way of sending; see ``registry.py`` for what a provider is."""
