"""A small council site that uses the package as any site would."""
