"""The main job without a screen: real applicants apply, sign and repay over HTTP, and a year of business days passes.

Nothing here reaches into the application: borrowers, clerks and the accountant are HTTP clients like any other, and
what they do follows from a seed alone, so the same seed tells the same story.
"""
