"""Programs that measure kg: how right it reads, how fast it is."""
