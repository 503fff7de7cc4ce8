"""The archive: every document is stored once, under the SHA-256 of its bytes, and read back only if they still match.

Bytes lie in a folder or an S3 bucket; PostgreSQL holds what the document is and whose. Bytes are written first and the
row second, so a crash between leaves bytes nobody refers to, never a row without bytes.

Words: a *document* is a row about some bytes; a *store* is where bytes lie; a *reading* is one time somebody read one.
"""
