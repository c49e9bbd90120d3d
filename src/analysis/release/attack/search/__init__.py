"""What is looked for in texts and rows: ``numbers`` as they are written, ``wording`` for what a text names, ``direct`` for what it tells."""
