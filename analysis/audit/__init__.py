"""What documents state against what their own rows say."""

from analysis.audit.audit import Audit, audit

__all__ = ["Audit", "audit"]
