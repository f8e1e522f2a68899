"""The gold standard of the sample reports in seeds/documents, and its check."""
