"""An edition's tables as files to download, and what describes them to people, to programs and to data portals."""
