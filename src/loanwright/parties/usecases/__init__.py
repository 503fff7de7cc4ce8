"""What may be done with a person on file."""
