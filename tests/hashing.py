"""Passwords of the tests: the product's algorithm at its lightest. Real costs would take half of the suite's time."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    """Verified, and strengthened at the first sign-in, by a site that runs with the real costs."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
