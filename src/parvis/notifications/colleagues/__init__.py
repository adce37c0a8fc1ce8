"""What agents are told of each other's work: notices on the desk, by e-mail or in a digest, as each prefers."""
