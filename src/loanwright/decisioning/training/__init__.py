"""Making scorecards: reading the data, binning, weight of evidence, fitting, measuring. Serving needs none of it."""
