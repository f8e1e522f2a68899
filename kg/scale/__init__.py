"""The same records as `kg.pipeline.extract` gives, worked out by many processes or machines, in shards."""
