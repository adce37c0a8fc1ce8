"""A town leaves with everything it owns, arrives in another installation, or is removed from this one."""
