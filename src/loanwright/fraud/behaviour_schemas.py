"""What was found about one form, what is usual, and known networks, as JSON."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from loanwright.fraud.examination import Examination
from loanwright.fraud.model import Finding, NetworkKind
from loanwright.fraud.population import Bins, Deviation, Usual, usual_of


class UsualView(BaseModel):
    """A figure in the population: the middle half lies between `low` and `high`."""

    forms: int
    low: int
    median: int
    high: int


class DeviationView(BaseModel):
    """One figure of the form: how many tenths of a robust sigma it lies from the median, and what that adds."""

    figure: str
    value: int
    usual: UsualView
    tenths: int
    points: int


class ExaminationView(BaseModel):
    """What the fraud stage found about one application, and how the anomaly score came about."""

    findings: list[Finding]
    signals: dict[str, int]
    anomaly_score: int
    deviations: list[DeviationView]
    examined_at: datetime


class FigureUsual(UsualView):
    """What is usual for one figure."""

    figure: str


class Population(BaseModel):
    """What is usual, figure by figure."""

    items: list[FigureUsual]


class NetworkList(BaseModel):
    """A list of networks: ``network,kind,country``, one range a line; it replaces what its source said before."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str = Field(min_length=1, max_length=80)
    list: str = Field(max_length=4_000_000)


class NetworksTaken(BaseModel):
    """How many ranges a source has now."""

    source: str
    ranges: int


class NetworkSource(BaseModel):
    """How many ranges of a kind a source names."""

    source: str
    kind: NetworkKind
    ranges: int


class NetworkSources(BaseModel):
    """Everything known about networks."""

    items: list[NetworkSource]


def examination_view(made: Examination) -> ExaminationView:
    """What was found."""
    return ExaminationView(
        findings=list(made.findings),
        signals=made.signals,
        anomaly_score=made.signals["anomaly_score"],
        deviations=[_deviation(each) for each in made.deviations],
        examined_at=made.examined_at,
    )


def population_view(population: dict[str, Bins]) -> Population:
    """What is usual."""
    items = [
        FigureUsual(figure=figure, **_usual(usual_of(bins)).model_dump()) for figure, bins in sorted(population.items())
    ]
    return Population(items=items)


def _deviation(each: Deviation) -> DeviationView:
    return DeviationView(
        figure=each.figure, value=each.value, usual=_usual(each.usual), tenths=each.tenths, points=each.points
    )


def _usual(usual: Usual) -> UsualView:
    return UsualView(forms=usual.forms, low=usual.low, median=usual.median, high=usual.high)
