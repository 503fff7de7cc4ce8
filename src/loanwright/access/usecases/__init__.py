"""What can be done in access, one file each."""
