"""For multiprocessing's fork server, which takes modules to import and nothing to call: who imports this one is warm."""

from analysis.book.engine.warm import warm_up

warm_up()
