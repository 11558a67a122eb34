"""The findings of the audit, as a table and as a report."""
