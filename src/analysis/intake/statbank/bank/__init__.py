"""The bank on the other side: where it is, how it is asked, and what its answers and descriptions say."""
