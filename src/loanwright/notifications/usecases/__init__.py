"""One action each."""
