"""Answers of a survey, a row for each person: weighted shares with what they rest on; the rows themselves go nowhere."""
