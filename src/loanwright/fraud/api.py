"""The door of `fraud`."""

from loanwright.fraud.behaviour import FieldTyping, FormBehaviour
from loanwright.fraud.examination import Examination
from loanwright.fraud.examinations import find as examination_of
from loanwright.fraud.links import Applicant
from loanwright.fraud.model import Finding
from loanwright.fraud.usecases.examine_application import examine_application
from loanwright.fraud.usecases.import_networks import import_networks
from loanwright.fraud.usecases.keep_observation import Measured, keep_observation

__all__ = [
    "Applicant",
    "Examination",
    "FieldTyping",
    "Finding",
    "FormBehaviour",
    "Measured",
    "examination_of",
    "examine_application",
    "import_networks",
    "keep_observation",
]
