"""Figures of speed, as ratios inside one run. ``make bench`` runs them all; nothing here asserts."""
