"""The people behind loans: who they are, how to reach them, where their money goes.

A *party* is one person, known by the id their phone number got at first sign-in (`access`). What names them (name, ID
number, phone, bank account) is stored encrypted, with blind indexes for exact look-up; every screen shows it masked,
and a member of staff who needs to see it plainly asks for a *reveal*, which is logged with the reason.
"""
