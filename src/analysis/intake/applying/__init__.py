"""From what was understood of deliveries to rows in the tables: held against what is there, all or none, and taken back again."""
