"""The tests of kg, laid out as the package is."""
