"""What visitors reach outside the page tree: feedback forms and calendar files."""
