"""Registers with a row for each incident: counted by area, category and period; the rows themselves go nowhere."""
