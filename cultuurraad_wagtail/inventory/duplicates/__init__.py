"""Two profiles of one organisation: found, compared, merged into one."""
