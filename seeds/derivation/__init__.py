"""How seeds/actors.yaml is made."""
