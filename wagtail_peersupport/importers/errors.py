class LoadError(Exception):
    """An export that cannot be loaded into this site. Its message is one line: what to do."""
