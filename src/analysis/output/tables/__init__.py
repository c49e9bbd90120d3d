"""What stands in the tables of records that is not the results table itself: the facts behind it, and names for its ids and codes."""
