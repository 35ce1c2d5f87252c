"""Other host sites: whatever a site chose before us must not stop it. See test_hosts.py."""
