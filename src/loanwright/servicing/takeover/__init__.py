"""Taking over a book of loans in mid-life from another lender's file.

A *mapping* (TOML) says which column means what; each row of the file becomes a loan with one `TakenOver` event, or a
list of *problems*, each naming row, column and what is wrong in both languages.
"""
