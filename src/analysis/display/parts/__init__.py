"""What chapters share: sentences, cells and tables about targets, series, budgets and certainty."""
