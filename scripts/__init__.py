"""What the Makefile runs besides the programs themselves."""
