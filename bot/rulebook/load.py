"""Reads rules files into a rulebook, or says everything that is wrong with them, by line."""
