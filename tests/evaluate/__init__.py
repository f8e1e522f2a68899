"""Tests of the measuring: small gold standards, perfect and spoiled records."""
