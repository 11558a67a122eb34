"""What documents state against what their own rows say: ``analysis.audit.audit`` is the door."""
