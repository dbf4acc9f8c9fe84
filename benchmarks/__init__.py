"""Measurements of this bot beside the untouched starter bot of `rasa init`, on one machine in one run."""
