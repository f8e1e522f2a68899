"""Extractions of single documents -> records across them: one entity an id, one attack an event."""

from kg.entities.attacks import join_attacks
from kg.entities.candidates import Candidate, candidates
from kg.entities.join import join
from kg.entities.part import part
from kg.entities.perpetrators import attributed

__all__ = ["Candidate", "attributed", "candidates", "join", "join_attacks", "part"]
