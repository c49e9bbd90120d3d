"""What is published is frozen, written into a ledger, corrected side by side, and can be verified by anybody."""
