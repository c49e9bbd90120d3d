"""What stands in a file, by its form: pages, tables, documents, paper, data; ``reading`` tells them apart and unpacks archives."""
