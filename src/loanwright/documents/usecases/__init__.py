"""What can be done with documents, one file each."""
