"""The stages in order: the file to read first."""
