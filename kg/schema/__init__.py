"""The schema: entity types, relations, vocabularies and word lists, read from schema/*.yaml."""
