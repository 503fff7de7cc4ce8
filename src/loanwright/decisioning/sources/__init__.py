"""Where data about applicants comes from; each source is a Protocol with one adapter for each provider."""
