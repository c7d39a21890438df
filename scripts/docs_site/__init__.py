"""What the site of the documentation has beside the pages in docs/: references, sources, links."""
