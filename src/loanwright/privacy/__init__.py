"""What people allowed us to do with their data: consents as separate, append-only records.

Owns: the wordings people agree to (data, versioned, in both languages), the consents given to them, and their
revocation. Whoever queries an outside source asks `require_consent` first and sends the consent's id along. Words:
purpose, wording, consent, revocation. No events.
"""
