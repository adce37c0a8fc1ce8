"""What a file may hold besides cases: one file each."""
