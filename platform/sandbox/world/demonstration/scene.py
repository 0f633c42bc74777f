"""The stage of the demonstrations: a bicycle workshop that answers repair requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.scenario import Agent, DataItem, Deliverable, Scenario, Task, Tool, WorldBudget
from sandbox.world.book import (
    Casebook,
    Computed,
    Constant,
    FactSpec,
    Number,
    Pick,
    Pool,
    Record,
    Sample,
    StatementSpec,
    SuiteSpec,
    TextSpec,
    ValueSpec,
    Wordings,
)
from sandbox.world.formula import Formula, compile_formula
from sandbox.world.template import mentioned_names

JOBS = ("chain", "brakes", "wheel", "lights", "saddle", "gears")
PEOPLE = ("Amara Okafor", "Jonas Lind", "Mei Tanaka", "Rosa Delgado", "Tariq Aziz", "Elin Berg")
_POUNDS = " + ".join(f"('{job}' in jobs ? prices.{job} : 0.0)" for job in JOBS)
_FIRST = "prices[jobs[0]] * rates.GBP"
SUM = f"math.round(({_POUNDS}) * rates.GBP * 100.0) / 100.0"
"""What the jobs cost in euros, as a formula."""


@dataclass(frozen=True, slots=True)
class Weather:
    """What a demonstration asks of the world: `hazards` by task with their rates, how often the shelf and
    the till fail or hang, and what is down."""

    hazards: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    fails: float = 0.0
    hangs: float = 0.0
    down: tuple[str, ...] = ()


def make_scene(weather: Weather) -> Scenario:
    """The workshop in this weather. Nothing goes wrong there by itself: all work is easy, all agents fit."""
    return Scenario(
        slug="bicycle-workshop",
        data={item.name: item for item in _DATA},
        tasks={task.slug: task for task in _tasks(weather)},
        roster={agent.slug: agent for agent in _ROSTER},
        tools={tool.slug: tool for tool in _tools(weather)},
        policies=(),
        budget=WorldBudget(cost=1.0, seconds=600.0, human_minutes=10.0),
        deliverables={each.name: each for each in _DELIVERABLES},
        suites={"clean": 1},
        casebook=_make_book(weather),
    )


_DATA = (
    DataItem("request", "text", "case", "What the customer wrote", frozenset({"untrusted"}), 30),
    DataItem("form", "record", "case", "The form", words=6, fields=("ticked", "limit")),
    DataItem("prices", "record", "case", "The price list, in pounds", words=14, fields=JOBS),
    DataItem("rates", "record", "case", "Euros for one pound", words=3, fields=("GBP",)),
    DataItem("jobs", "list", "work", "What is to be done", words=8),
    DataItem("estimate", "money", "work", "What it costs", words=3),
    DataItem("answer", "enum", "work", "What is decided", words=2, values=("accept", "ask", "refuse")),
    DataItem("letter", "text", "work", "The letter to the customer", words=50),
    DataItem("stock", "record", "tool:shelf", "What is on the shelf", words=6, fields=("parts",)),
    DataItem("booked", "money", "tool:till", "The deposit taken", words=3),
)

_ROSTER = (
    Agent("mechanic", "Mechanic", {"listing": 1.0}),
    Agent("bookkeeper", "Bookkeeper", {"sums": 1.0}),
    Agent("manager", "Manager", {"deciding": 1.0}),
    Agent("writer", "Writer", {"writing": 1.0}),
    Agent("checker", "Checker", {"review": 1.0}),
)

_DELIVERABLES = (
    Deliverable("jobs", "overlap", 0.25),
    Deliverable("estimate", "tolerance", 0.25, within=0.01),
    Deliverable("answer", "exact", 0.25),
    Deliverable("letter", "statements", 0.25, required=("jobs", "cost", "answer")),
)


def _tasks(weather: Weather) -> tuple[Task, ...]:
    def task(slug: str, yields: str, needs: tuple[str, ...], craft: str, makes: str) -> Task:
        return Task(slug, yields, needs, craft, 0.0, weather.hazards.get(slug, {}), makes)

    return (
        task("list", "jobs", ("request",), "listing", "facts.jobs"),
        task("reckon", "estimate", ("jobs", "prices", "rates"), "sums", f"{{'eur': {SUM}}}"),
        task(
            "decide", "answer", ("estimate", "form"), "deciding",
            "has(estimate.eur) && estimate.eur <= form.limit ? 'accept' : 'ask'",
        ),
        task("write", "letter", ("request", "jobs", "estimate", "answer"), "writing", "letter"),
    )  # fmt: skip


def _tools(weather: Weather) -> tuple[Tool, ...]:
    return (
        Tool(
            "shelf", "The shelf", ("request",), "stock", "{'parts': 4.0}",
            seconds=2.0, fails=weather.fails, hangs=weather.hangs,
        ),
        Tool(
            "till", "The till", ("estimate",), "booked",
            "has(estimate.eur) ? dyn({'eur': math.round(estimate.eur * 10.0) / 100.0}) : dyn(null)",
            seconds=2.0, effect=True, fails=weather.fails, hangs=weather.hangs,
        ),
    )  # fmt: skip


def _make_book(weather: Weather) -> Casebook:
    return Casebook(
        title="{{person}} brings a bicycle",
        pools={"people": Pool(PEOPLE, PEOPLE), "jobs": Pool(JOBS, JOBS)},
        facts=_FACTS,
        values={
            "request": ValueSpec(text="request"),
            **{
                name: ValueSpec(formula=compile_formula(f"facts.{name}"))
                for name in ("form", "prices", "rates")
            },
        },
        texts=_TEXTS,
        wrong=_WRONG,
        inventions={
            "estimate": compile_formula("{'eur': 99.0}"),
            "jobs": compile_formula("['the usual service']"),
        },
        suites={"clean": SuiteSpec(outages=(frozenset(weather.down),) if weather.down else ())},
    )


def _computed(formula: str) -> Computed:
    return Computed(compile_formula(formula))


_FACTS: Mapping[str, FactSpec] = {
    "person": Pick("people"),
    "jobs": Sample("jobs", 4, 4),
    "prices": Record({job: Number(20.0, 60.0, 1.0) for job in JOBS}, {}),
    "rates": Record({"GBP": Constant(1.2)}, {}),
    "limit": Number(150.0, 250.0, 10.0),
    "form": Record({"ticked": _computed("double(size(facts.jobs))"), "limit": _computed("facts.limit")}, {}),
}


def _say(
    about: str, *wordings: str, when: str = "", uses: tuple[str, ...] = (), last: bool = False
) -> StatementSpec:
    return StatementSpec(
        about=about,
        wordings=Wordings(wordings, wordings),
        when=compile_formula(when) if when else None,
        uses=frozenset(uses),
        reads=frozenset[str]().union(*map(mentioned_names, wordings)),
        paragraph=last,
    )


_TEXTS = {
    "request": TextSpec(
        "request",
        (
            _say("greeting", "Good morning, this is {{person}}."),
            _say("wish", "My bicycle needs work on these: {{jobs}}."),
            _say("close", "Please tell me what it costs."),
        ),
    ),
    "letter": TextSpec(
        "letter",
        (
            _say("greeting", "Dear {{person}},", uses=("request",)),
            _say("jobs", "we will see to these: {{jobs}}."),
            _say("cost", "Together this comes to {{estimate.eur}} euros."),
            _say("answer", "We can begin at once.", when="answer == 'accept'"),
            _say("answer", "That is more than you allowed for: shall we begin?", when="answer == 'ask'"),
            _say("answer", "We are sorry that we cannot do this.", when="answer == 'refuse'"),
            _say("close", "Your bicycle workshop", last=True),
        ),
    ),
}


def _wrong(**formulas: str) -> Mapping[str, Formula]:
    return {hazard: compile_formula(text) for hazard, text in formulas.items()}


_WRONG = {
    "estimate": _wrong(
        unit_mix_up="{'eur': math.round(value.eur / rates.GBP * 100.0) / 100.0}",
        stale_source="{'eur': math.round(value.eur * 90.0) / 100.0}",
        malformed_input=f"{{'eur': math.round((value.eur + 9.0 * {_FIRST}) * 100.0) / 100.0}}",
        duplicate_counted=f"{{'eur': math.round((value.eur + {_FIRST}) * 100.0) / 100.0}}",
        invented_value="{'eur': 99.0}",
    ),
    "answer": _wrong(ignored_limit="'accept'", no_clarification="'accept'"),
}
