"""The door of `fraud`."""

from loanwright.fraud.links import Applicant
from loanwright.fraud.model import Group
from loanwright.fraud.queries import suspected_ring
from loanwright.fraud.usecases.link_application import link_application

__all__ = ["Applicant", "Group", "link_application", "suspected_ring"]
