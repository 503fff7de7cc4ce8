"""Who may come in, and as whom.

Borrowers prove a phone number with a one-time code; staff give a password and a time-based code (TOTP). Both then hold
a server-side session named by a random token in a cookie. Staff have roles, and roles have permissions.

Words: a *challenge* is one code sent to one phone for one purpose; a *login* is the phone a party signs in with; a
*session* is one signed-in browser. Events: `OneTimeCodeIssued`.
"""
