"""A papermill engine. Papermill imports this module by its entry point; nothing else should, for each would wait for the other."""
from papermill.engines import Engine


class WarmEngine(Engine):
    pass
