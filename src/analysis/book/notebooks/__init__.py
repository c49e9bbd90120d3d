"""From a chapter's source to a published notebook."""
