"""The simulated planner: it sees what its instructions show, breaks the goal up, and hands tasks out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.scenario import Case
from sandbox.step import PlannedTask, Step, StepResult
from sandbox.world.agent import Luck
from sandbox.world.blueprint import Blueprint
from sandbox.world.chance import DIRECTIVE_POWER, HIGHEST_CHANCE, UNKNOWN_FIT, Circumstance
from sandbox.world.cost import OVERHEAD_TOKENS, call_cost, call_seconds, tokens, words_of
from sandbox.world.draw import RANGE, as_share, pick_index, strikes, to_millionths
from sandbox.world.failure import call_failure
from sandbox.world.feedback import NAME as FEEDBACK
from sandbox.world.handing import brief_of, levels_of, write_instructions
from sandbox.world.instruction import Grasp, Mode, Reader, grasp
from sandbox.world.occasion import occasion_of
from workflow.kinds.plan import PlanSettings

CRAFT = "planning"
ANYBODY = 0.5
"""The fit for planning of an agent that does not name that craft: everybody can plan a little."""
DIFFICULTY = 0.2
"""How hard planning is by itself."""
EASY = 4
"""So many tasks are planned with ease; each further one weighs as a task more in a call does."""
STRESS = 4.0
"""How much more often a plan goes wrong in the planner's circumstances, times the slip in them."""
TASK_WORDS = 25
"""Words that a planner writes for a task."""

FORGOTTEN, WITHHELD, MISPLACED, REPEATED = (
    "disobeyed_task",
    "information_withheld",
    "overstepped_role",
    "step_repetition",
)
FAULTS = {
    FORGOTTEN: ("meet_every_requirement", 0.02),
    WITHHELD: ("pass_on_findings", 0.03),
    MISPLACED: ("stay_in_role", 0.04),
    REPEATED: ("reuse_done_work", 0.03),
}
"""What can go wrong with each task of a plan: the directive against it, and the rate. A task is forgotten,
one of its needs is not handed on, it goes to the wrong agent, or it is planned twice."""


@dataclass(slots=True)
class Draft:
    """A task on the planner's desk."""

    values: list[str]
    needs: list[str]
    agent: str
    after: list[str] = field(default_factory=list)
    plans: bool = False


@dataclass(slots=True)
class Desk:
    """What a planner works with: what it may use, what it has understood, its luck, and notes for the log."""

    blueprint: Blueprint
    settings: PlanSettings
    understood: Grasp
    seen: frozenset[str]
    luck: Luck
    mode: Mode
    chances: dict[str, int] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def strikes(self, hazard: str, value: str) -> bool:
        """Whether a fault of planning strikes the task that makes a value; notes it."""
        producer = self.blueprint.by_value.get(value)
        drawn = self.luck.draw(producer.slug if producer else value, f"plan:{hazard}")
        struck = strikes(drawn, self.chances[hazard])
        directive = FAULTS[hazard][0]
        self.notes.append(
            {
                "hazard": hazard,
                "value": value,
                "directive": directive,
                "reading": round(self.understood.protection(directive), 6),
                "probability": self.chances[hazard] / 1e6,
                "draw": as_share(drawn),
                "struck": struck,
            }
        )
        return struck

    def dice(self, hazard: str, value: str) -> int:
        """A draw for how a fault strikes."""
        return self.luck.draw(value, f"plan:{hazard}#")


def perform_plan(
    blueprint: Blueprint,
    case: Case,
    step: Step,
    seed: int | str,
    reader: Reader,
    mode: Mode,
    *,
    calm: bool = False,
    lean: bool = False,
) -> StepResult:
    """One call of a planner. `calm` switches off errors of the model service, `lean` leaves details out."""
    settings: PlanSettings = step.node.settings
    luck = Luck(seed, case.id, occasion_of(step), step.rank)
    service = luck.draw("+".join(sorted(settings.yields)), "service")
    failed = None if calm else call_failure(case, settings.model, service, step.attempt)
    if failed is not None:
        return failed
    understood = grasp(settings.instructions, reader, mode)
    seen = frozenset(name for name in step.inputs if understood.sees(name))
    desk = Desk(blueprint, settings, understood, seen, luck, mode)
    drafts = make_plan(desk)
    plan = _tasks(desk, drafts, brief_of(settings.instructions, levels_of(step.node.id)))
    return replace(_spent(desk, step, len(drafts)), plan=plan, detail={} if lean else _detail(desk, step))


def make_plan(desk: Desk) -> list[Draft]:
    """The tasks in the order of their needs, with what goes wrong in planning."""
    wanted = _wanted(desk, frozenset())
    desk.chances = _chances(desk, wanted)
    forgotten = frozenset(value for value in wanted if desk.strikes(FORGOTTEN, value))
    if forgotten:
        wanted = _wanted(desk, forgotten)
    drafts = [_draft(desk, value, wanted) for value in wanted]
    drafts = _pass_down(desk, drafts) or _bundle(desk, drafts)
    again = [each for each in drafts if not each.plans and desk.strikes(REPEATED, each.values[0])]
    return drafts + again


def _wanted(desk: Desk, forgotten: frozenset[str]) -> list[str]:
    """The values that somebody must make: those asked for, and what they need and nothing seen gives."""
    found: set[str] = set()
    waiting = list(desk.settings.yields)
    while waiting:
        value = waiting.pop()
        if value in found or value in forgotten:
            continue
        found.add(value)
        producer = desk.blueprint.tasks.get(value)
        needs = producer.needs if producer is not None else ()
        waiting += [need for need in needs if need not in desk.seen and need in desk.blueprint.tasks]
    place = desk.blueprint.place
    return sorted(found, key=lambda value: (place.get(value, -1), value))


def _chances(desk: Desk, wanted: list[str]) -> dict[str, int]:
    """The probability of each fault, in millionths, for each task of this plan."""
    if desk.mode == "flawless":
        return dict.fromkeys(FAULTS, 0)
    crafts = desk.blueprint.scenario.roster[desk.settings.agent].crafts
    state = Circumstance(
        fit=crafts.get(CRAFT, ANYBODY),
        difficulty=DIFFICULTY,
        tier=desk.settings.model,
        tasks=max(1, len(wanted) - EASY + 1),
        clutter=_clutter(desk, wanted),
        clarity=desk.understood.protection("states_objective", by_criterion=True),
    )
    stress = 1.0 + STRESS * state.slip()
    power = DIRECTIVE_POWER * state.grip()
    return {
        slug: to_millionths(
            min(HIGHEST_CHANCE, rate * stress * (1.0 - power * desk.understood.protection(directive)))
        )
        for slug, (directive, rate) in FAULTS.items()
    }


def _clutter(desk: Desk, wanted: list[str]) -> float:
    """The share, in words, of what the instructions show and no task needs."""
    if desk.understood.mentions is None:
        return 0.0
    data, tasks = desk.blueprint.scenario.data, desk.blueprint.tasks
    needed = {need for value in wanted if value in tasks for need in tasks[value].needs}
    shown = {name: data[name].words for name in desk.understood.mentions if name in data}
    total = sum(shown.values())
    return sum(words for name, words in shown.items() if name not in needed) / total if total else 0.0


def _draft(desk: Desk, value: str, wanted: list[str]) -> Draft:
    """One task: who it goes to, and what is handed on with it."""
    producer = desk.blueprint.tasks.get(value)
    needed = producer.needs if producer is not None else (value,)
    needs = [need for need in needed if need in desk.seen or (need in wanted and need != value)]
    after: list[str] = []
    if needs and desk.strikes(WITHHELD, value):
        lost = needs.pop(pick_index(desk.dice(WITHHELD, value), len(needs)))
        after = [lost] if lost in wanted else []
    if FEEDBACK in desk.seen:
        needs.append(FEEDBACK)
    best = _best(desk, [value])
    others = sorted(set(desk.settings.roster) - {best})
    if others and desk.strikes(MISPLACED, value):
        best = others[pick_index(desk.dice(MISPLACED, value), len(others))]
    return Draft([value], needs, best, after)


def _best(desk: Desk, values: list[str]) -> str:
    """Who of the roster fits the work on these values best; of equals the first by name."""
    roster, tasks = desk.blueprint.scenario.roster, desk.blueprint.tasks
    work = [tasks[value].task for value in values if value in tasks]
    crafts = [task.craft for task in work if task is not None]

    def fit(slug: str) -> float:
        return sum(roster[slug].crafts.get(craft, UNKNOWN_FIT) for craft in crafts)

    return max(sorted(desk.settings.roster), key=fit)


def _bundle(desk: Desk, drafts: list[Draft]) -> list[Draft]:
    """Put neighbours together until the plan keeps to its number of tasks; those of one agent first."""
    while len(drafts) > desk.settings.tasks:
        pairs = range(len(drafts) - 1)
        at = next((at for at in pairs if drafts[at].agent == drafts[at + 1].agent), len(drafts) - 2)
        first, second = drafts[at : at + 2]
        values = first.values + second.values
        drafts[at : at + 2] = [
            Draft(values, _outside(first.needs + second.needs, values), _best(desk, values),
                  _outside(first.after + second.after, values))
        ]  # fmt: skip
    return drafts


def _pass_down(desk: Desk, drafts: list[Draft]) -> list[Draft] | None:
    """Where plans may nest and the work is more than is planned with ease, leave the planning of the first
    half to the best planner of the roster; None where that is not to be done."""
    count = len(drafts)
    if desk.settings.depth < 2 or count <= EASY or count + 1 > desk.settings.tasks:
        return None
    half = count // 2
    front, back = drafts[:half], drafts[half:]
    used = {name for draft in back for name in (*draft.needs, *draft.after)} | set(desk.settings.yields)
    made = [value for draft in front for value in draft.values]
    needs = _outside([need for draft in front for need in draft.needs], made)
    roster = desk.blueprint.scenario.roster
    planner = max(sorted(desk.settings.roster), key=lambda slug: roster[slug].crafts.get(CRAFT, ANYBODY))
    handed = [value for value in made if value in used]
    return [Draft(handed, needs, planner, plans=True), *back] if handed else None


def _outside(names: list[str], values: list[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name not in values]


def _tasks(desk: Desk, drafts: list[Draft], brief: str) -> tuple[PlannedTask, ...]:
    """The plan as it is handed in."""
    first = {value: str(at) for at, draft in reversed(list(enumerate(drafts, 1))) for value in draft.values}
    return tuple(
        PlannedTask(
            id=str(at),
            agent=draft.agent,
            yields=tuple(draft.values),
            needs=tuple(draft.needs),
            instructions=write_instructions(draft.values, draft.needs, brief),
            goal=_goal(desk.blueprint, draft),
            after=tuple(sorted({first[value] for value in draft.after if value in first})),
            plans=draft.plans,
        )
        for at, draft in enumerate(drafts, 1)
    )


def _goal(blueprint: Blueprint, draft: Draft) -> str:
    """A task in the exercise's words, with what it makes and what it is given."""
    work = [blueprint.tasks[value].task for value in draft.values if value in blueprint.tasks]
    words = ", then ".join(task.title for task in work if task is not None and task.title) or "Make it"
    given = ", ".join(draft.needs) or "nothing"
    return f"{words} ({', '.join(draft.values)} from {given})"


def _spent(desk: Desk, step: Step, tasks: int) -> StepResult:
    """What the call cost, by its words."""
    settings, data = desk.settings, desk.blueprint.scenario.data
    words_in = len(settings.instructions.split())
    words_in += sum(words_of(step.inputs[name], data.get(name)) for name in desk.seen)
    tokens_in, tokens_out = tokens(words_in) + OVERHEAD_TOKENS, tokens(TASK_WORDS * tasks)
    stretch = 0.8 + 0.6 * desk.luck.draw("+".join(sorted(settings.yields)), "speed") / RANGE
    return StepResult(
        seconds=call_seconds(settings.model, tokens_out, stretch),
        cost=call_cost(settings.model, tokens_in, tokens_out),
        input_tokens=tokens_in,
        output_tokens=tokens_out,
    )


def _detail(desk: Desk, step: Step) -> dict[str, Any]:
    """What the event log says of a planning call: what the planner saw, and each chance with its parts."""
    return {
        "agent": desk.settings.agent,
        "model": desk.settings.model,
        "mentioned": sorted(desk.seen),
        "unseen": sorted(step.inputs.keys() - desk.seen),
        "faults": desk.notes,
    }
