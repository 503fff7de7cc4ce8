"""Trained scorecards as versioned JSON, and the data the first one was trained on."""
