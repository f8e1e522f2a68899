"""Tests of what many processes do together."""
