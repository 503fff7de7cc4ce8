"""Ways to a bank. A rail speaks one bank interface; the rest of the system sees only `rail.Rail`."""
