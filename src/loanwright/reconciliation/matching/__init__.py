"""Matching what banks told with what the books expect. Pure: values in, an outcome out.

`cascade.match` tries the surest rule first; what is certain and unique is matched, all else is only suggested, with its
reasons, or left as an exception with its category. An automatic match is made only where it is the only one possible.
"""
