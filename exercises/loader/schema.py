"""The shape of `exercise.yaml`, for pydantic."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from exercises.loader.day_part import DayPart

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
FieldName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,39}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Positive = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]
Weight = Annotated[float, Field(gt=0.0, le=1.0)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Count = Annotated[int, Field(ge=0, le=400)]
SkillName = Literal[
    "systems_thinking",
    "prompt_quality",
    "outcome_validation",
    "workflow_design",
    "product_thinking",
    "decision_making",
]
Range = Annotated[tuple[int, int], Field()]


def _rates(value: Any) -> Any:
    """A plain list of hazards means the library's own rates."""
    return dict.fromkeys(value, -1.0) if isinstance(value, list) else value


class Part(BaseModel):
    """Strict about keys: a typing error is never silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DataPart(Part):
    """An entry of the data dictionary."""

    type: Literal["text", "record", "money", "number", "enum", "boolean", "list", "date"]
    source: str = Field(default="work", alias="from", pattern=r"^(case|work|tool:[a-z][a-z0-9_-]{0,39})$")
    title: str = ""
    labels: list[Literal["personal", "confidential", "untrusted"]] = []
    words: Annotated[int, Field(ge=1, le=20000)] = 20
    values: list[str] = []
    fields: list[FieldName] = []
    secret_fields: list[FieldName] = []


class TaskPart(Part):
    """A task."""

    title: str = ""
    yields: Name
    needs: list[Name] = []
    craft: Slug
    difficulty: Share
    hazards: Annotated[dict[str, float], BeforeValidator(_rates)] = {}
    makes: str = ""


class AgentPart(Part):
    """A roster entry."""

    title: Text
    crafts: dict[Slug, Share]


class ToolPart(Part):
    """A tool."""

    title: Text
    needs: list[Name] = []
    yields: Name
    makes: Text
    seconds: Positive = 1.0
    cost: Positive = 0.0
    fails: Share = 0.0
    hangs: Share = 0.0
    effect: bool = False
    outside: bool = False


class PolicyPart(Part):
    """A policy."""

    id: Slug
    title: Text
    forbid: Text


class BudgetPart(Part):
    """The budget, on average a case."""

    cost: Positive
    seconds: Positive
    human_minutes: Positive


class DeliverablePart(Part):
    """A deliverable."""

    compare: Literal["exact", "tolerance", "overlap", "statements"]
    weight: Weight
    within: Positive = 0.0
    required: list[Name] = []


class SolutionPart(Part):
    """What a solution must score."""

    systems_thinking: Range | None = None
    prompt_quality: Range | None = None
    outcome_validation: Range | None = None
    workflow_design: Range | None = None
    product_thinking: Range | None = None
    decision_making: Range | None = None
    passes: bool | None = None
    feedback: str = ""
    why: str = ""


class ExercisePart(Part):
    """The whole file."""

    title: Text
    summary: Text
    level: Annotated[int, Field(ge=1, le=5)]
    kind: Literal["workflow", "fleet"]
    skills: dict[SkillName, Weight]
    duties: list[Text] = []
    minutes: Annotated[int, Field(ge=1, le=600)]
    data: dict[Name, DataPart]
    tasks: dict[Name, TaskPart]
    roster: dict[Slug, AgentPart]
    tools: dict[Slug, ToolPart] = {}
    policies: list[PolicyPart] = []
    budget: BudgetPart
    deliverables: dict[Name, DeliverablePart]
    suites: dict[Literal["clean", "noisy", "adversarial", "outage"], Count]
    practice: dict[Literal["clean", "noisy", "adversarial", "outage"], Count] = {}
    incidents_tolerated: Annotated[int, Field(ge=0, le=100)] = 0
    fleet: DayPart | None = None
    solutions: dict[Slug, SolutionPart]
    baselines: dict[Name, dict[SkillName, Range]] = {}
