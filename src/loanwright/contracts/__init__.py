"""Contracts to sign: drawn up from the terms, opened, signed by the borrower, sealed by the lender, archived.

A contract moves prepared -> opened -> signed, or is withdrawn before it is signed. Every step leaves evidence that is
never changed. Signatures are PAdES (baseline B-B) inside the PDF; their certificates come from a certificate authority
behind a port.

Words: a *draft* is what origination asks to have drawn up; a *sheet* is exactly what gets printed; the *ceremony* is
the moment of signing, with a key and a certificate made for it alone; the *seal* is the lender's signature.
Events: `ContractSigned`.
"""
