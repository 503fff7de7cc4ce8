"""Readers of statement files: bytes in, statements out, no database.

`opening.read_statements` finds out what a file is and lets its reader read it. A reader never raises on what a file
says: it takes what it can and warns, with the place, about the rest. It never guesses money: an amount that may be cut
off by the end of the file is left out.
"""
