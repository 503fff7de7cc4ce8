"""What can be done to products."""
