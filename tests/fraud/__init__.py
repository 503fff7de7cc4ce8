"""Tests of links, rings, lists and behaviour."""
