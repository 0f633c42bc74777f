"""Everything that was seen while a submission ran: the only thing the criteria look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from grading.exercise import Exercise
from grading.twins import Twins
from sandbox.directives.reading import Reading
from sandbox.scenario import Case, Scenario
from sandbox.step import written_id
from workflow.document import Document, Node

Ending = Literal["delivered", "repaired", "stopped", "human"]


@dataclass(frozen=True, slots=True)
class Visit:
    """The first time a case reached an agent, tool or review node: what it had, and which faults it made.

    `faults` are (value, hazard) pairs of the values it made there. A task that was planned in the run counts
    as a visit of its plan's node; `planned` is the node that carried it out.
    """

    node: str
    inputs: frozenset[str]
    faults: tuple[tuple[str, str], ...] = ()
    planned: Node | None = None


@dataclass(frozen=True, slots=True)
class CaseRun:
    """One case run through the workflow. `score` 0..1 is what the deliverables were worth (0 after an
    incident), `parts` the same for each deliverable, `delivered` the values that went out (also where another
    took their place, or the run failed afterwards), `wrong_effects` those of tools that acted wrongly or
    twice, `ports` the port by which each node was left, `refused` the reviews and people that turned
    something back or corrected it, `turned` the containers that went into a second turn or item."""

    case: Case
    status: str
    score: float
    parts: Mapping[str, float]
    delivered: frozenset[str]
    wrong_effects: frozenset[str]
    incidents: tuple[str, ...]
    cost: float
    seconds: float
    human_minutes: float
    visits: tuple[Visit, ...] = ()
    ports: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()

    @property
    def suite(self) -> str:
        """The suite the case belongs to."""
        return self.case.suite

    @property
    def entered(self) -> frozenset[str]:
        """The nodes that the case reached."""
        return frozenset(self.ports) | {visit.node for visit in self.visits}


@dataclass(frozen=True, slots=True)
class Exposure:
    """One fault that could happen where an agent works: its probability without a word of guidance
    (`empty`), with the learner's instructions (`actual`) and with the best ones (`perfect`)."""

    node: str
    task: str
    value: str
    hazard: str
    suite: str
    empty: float
    actual: float
    perfect: float

    @property
    def preventable(self) -> float:
        """How much of the probability instructions can take away."""
        return max(0.0, self.empty - self.perfect)

    @property
    def prevented(self) -> float:
        """How much of it the learner's instructions take away; negative where they make it worse."""
        return min(self.empty - self.actual, self.preventable)


@dataclass(frozen=True, slots=True)
class Trial:
    """One planted defect that would have reached a deliverable. `ending` says what became of it:
    `delivered` (missed), `repaired` (a sound result came out), `human` (a human mended it), `stopped`
    (nothing came out). `caught_by` are the validating nodes that turned it back and whose verdict decided:
    without one of them alone, or with it alone, it would have ended otherwise. `mended`: a sound result came
    out, or would have, had the node that stopped it for good let it go on to the next."""

    node: str
    value: str
    suite: str
    reached: tuple[str, ...]
    ending: Ending
    caught_by: tuple[str, ...] = ()
    mended: bool = False

    @property
    def missed(self) -> bool:
        """Whether the defect was delivered."""
        return self.ending == "delivered"


@dataclass(frozen=True, slots=True)
class SoundRun:
    """One case that was sound throughout. `alarm`: it was treated as bad all the same: nothing sound came
    out, or `caught_by` turned it back."""

    suite: str
    alarm: bool
    human: bool
    caught_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What the reference achieves (0..1, above guessing) and spends a case: euros and seconds."""

    outcome: float
    cost: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Observation:
    """A submission and all that was seen of it.

    `actual` runs the learner's own prompts on every hidden suite. `bare` is the structure by itself:
    perfect prompts, no hazard that instructions could prevent, everything passes validation; `best` is the
    same but for cases that validation saves from an incident or from nothing. `outages` and `calm` are the
    outage suite with and without its outages, prompts perfect and validation at work. `trials` and `sound`
    are the evidence for outcome validation, `minutes` the human minutes that a sound case takes.
    """

    exercise: Exercise
    document: Document
    readings: Mapping[str, Reading]
    actual: tuple[CaseRun, ...]
    bare: tuple[CaseRun, ...]
    best: tuple[CaseRun, ...]
    outages: tuple[CaseRun, ...]
    calm: tuple[CaseRun, ...]
    trials: tuple[Trial, ...]
    sound: tuple[SoundRun, ...]
    minutes: float
    exposures: tuple[Exposure, ...]
    floors: Mapping[str, float]
    reference: Benchmark
    twins: Twins

    @property
    def scenario(self) -> Scenario:
        """The exercise's world."""
        return self.exercise.scenario

    def nodes(self, *kinds: str) -> tuple[Node, ...]:
        """The document's nodes of these kinds, containers' insides included, in order of their ids."""
        return tuple(
            sorted(
                (node for node in self.document.every_node() if node.kind in kinds), key=lambda node: node.id
            )
        )

    def title_of(self, node_id: str) -> str:
        """What to call a node in a sentence: its label, or its id; a planned task goes by its plan."""
        node_id = written_id(node_id)
        for node in self.document.every_node():
            if node.id == node_id:
                return node.label.strip() or node.id
        return node_id
