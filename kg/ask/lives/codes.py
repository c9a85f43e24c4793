"""Codes of the ontology that the lives of policies are told by."""

from __future__ import annotations

HOLDS, MAY_HOLD, DISPUTED, NOT_KNOWN = "holds", "may-hold", "disputed", "not-known"
"""Whether a status holds on a day, of the scheme ``certainty``."""

PAST, ENDED = "past-stated-end", ("revoked", "lapsed")
"""Statuses after which a policy is no more, of the scheme ``policy-status``."""

AS_FACT = ("asserted", "presupposed")
"""Modalities in which something is reported as a fact."""
