"""A gate packet as a file: a page that stands alone, and a PDF."""
