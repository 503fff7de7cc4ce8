"""What can be done with contracts, one file each."""
