"""What documents state against their own rows: ``analysis.audit.all_checks`` is the door."""
