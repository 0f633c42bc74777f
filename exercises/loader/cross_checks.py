"""What no single entry can tell: whether the parts of a package fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exercises.loader.reading import Reading
from sandbox.scenario import Scenario
from sandbox.world.book import (
    Casebook,
    Computed,
    DateAfter,
    FactSpec,
    Filled,
    Pick,
    Record,
    Sample,
    TextSpec,
    Wordings,
)
from sandbox.world.formula import Formula, FormulaError, compile_formula
from sandbox.world.hazards import HAZARDS
from sandbox.world.modes import PUBLISHED
from sandbox.world.template import mentioned_names

ALWAYS_THERE = frozenset({"suite", "number", "practice", "voice"})
_COMPARABLE = {
    "exact": None,
    "tolerance": ("number", "money", "record"),
    "overlap": ("list",),
    "statements": ("text",),
}


def check_world(scenario: Scenario, skills: Mapping[str, float], read: Reading) -> None:
    """Fault whatever in `exercise.yaml` does not fit together."""
    if abs(sum(skills.values()) - 1.0) > 1e-6:
        read.fault("skills", "weights must add up to 1")
    if abs(sum(item.weight for item in scenario.deliverables.values()) - 1.0) > 1e-6:
        read.fault("deliverables", "weights must add up to 1")
    _check_sources(scenario, read)
    _check_tasks(scenario, read)
    _check_tools(scenario, read)
    _check_circles(scenario, read)
    _check_deliverables(scenario, read)
    for number, policy in enumerate(scenario.policies):
        _formula(policy.forbid, f"policies.{number}.forbid", read)


def check_book(scenario: Scenario, book: Casebook, read: Reading) -> None:
    """Fault whatever in `cases.yaml` does not fit the world or itself."""
    facts = _check_facts(book, read)
    given = {name for name, item in scenario.data.items() if item.source == "case"}
    for name in sorted(given - set(book.values)):
        read.fault("values", f"{name} comes from the case but is not given here")
    for name in sorted(set(book.values) - given):
        read.fault(f"values.{name}", "is no data item with `from: case`")
    for name, value in book.values.items():
        if value.text is not None and value.text not in book.texts:
            read.fault(f"values.{name}.text", f"there is no text {value.text}")
        if value.formula is not None:
            _known(value.formula, frozenset(), facts, read, f"values.{name}")
    for task in scenario.tasks.values():
        if _is_text(scenario, task.yields):
            _check_task_text(task.needs, task.makes, book, facts, read)
    _check_hazard_keys(scenario, book, facts, read)
    for suite in sorted(set(scenario.suites) - set(book.suites)):
        read.fault("suites", f"{suite} has cases in exercise.yaml but is not described here")
    _check_outages(scenario, book, read)


def _check_sources(scenario: Scenario, read: Reading) -> None:
    yielded = [task.yields for task in scenario.tasks.values()]
    made = {tool.yields: slug for slug, tool in scenario.tools.items()}
    for name, item in scenario.data.items():
        place = f"data.{name}.from"
        if item.source == "work" and yielded.count(name) != 1:
            read.fault(place, f"exactly one task must yield {name}; {yielded.count(name)} do")
        if item.source.startswith("tool:") and made.get(name) != item.source[5:]:
            read.fault(place, f"no tool {item.source[5:]} yields {name}")
        if item.source != "work" and name in yielded:
            read.fault(place, f"a task yields {name}, so it must come `from: work`")
        if item.type == "enum" and len(item.values) < 2:
            read.fault(f"data.{name}.values", "an enum needs at least two values")
        for field in set(item.secret_fields) - set(item.fields):
            read.fault(f"data.{name}.secret_fields", f"{field} is not among the fields")


def _check_tasks(scenario: Scenario, read: Reading) -> None:
    crafts = {craft for agent in scenario.roster.values() for craft in agent.crafts}
    for slug, task in scenario.tasks.items():
        place = f"tasks.{slug}"
        for need in task.needs:
            if need not in scenario.data:
                read.fault(f"{place}.needs", f"there is no data item {need}")
        if task.craft not in crafts:
            read.fault(f"{place}.craft", f"nobody on the roster has the craft {task.craft}")
        _check_rates(task.hazards, f"{place}.hazards", read)
        if task.yields not in scenario.data:
            read.fault(f"{place}.yields", f"there is no data item {task.yields}")
        elif not _is_text(scenario, task.yields):
            formula = _formula(task.makes, f"{place}.makes", read)
            if formula is not None:
                _known(formula, frozenset(task.needs), None, read, f"{place}.makes")


def _check_rates(hazards: Mapping[str, float], place: str, read: Reading) -> None:
    for hazard, rate in hazards.items():
        if hazard not in HAZARDS or hazard == "slip":
            read.fault(place, f"the library has no hazard {hazard}")
        elif HAZARDS[hazard].scope == "service":
            read.fault(f"{place}.{hazard}", "this comes from the surroundings; give it to a tool or a suite")
        elif not 0.0 <= rate <= 1.0:
            read.fault(f"{place}.{hazard}", "the rate must be from 0 to 1")


def _check_tools(scenario: Scenario, read: Reading) -> None:
    for slug, tool in scenario.tools.items():
        place = f"tools.{slug}"
        for need in tool.needs:
            if need not in scenario.data:
                read.fault(f"{place}.needs", f"there is no data item {need}")
        item = scenario.data.get(tool.yields)
        if item is None or item.source != f"tool:{slug}":
            read.fault(f"{place}.yields", f"data must hold {tool.yields} with `from: tool:{slug}`")
        formula = _formula(tool.makes, f"{place}.makes", read)
        if formula is not None:
            _known(formula, frozenset(tool.needs), None, read, f"{place}.makes")


def _check_circles(scenario: Scenario, read: Reading) -> None:
    needs = {task.yields: task.needs for task in scenario.tasks.values()}
    needs |= {tool.yields: tool.needs for tool in scenario.tools.values()}
    settled: set[str] = set(scenario.data) - set(needs)
    waiting = dict(needs)
    while waiting:
        ready = [name for name, wanted in waiting.items() if set(wanted) <= settled]
        if not ready:
            known = {need for wanted in waiting.values() for need in wanted} <= set(scenario.data)
            if known:
                read.fault("tasks", f"these need one another in a circle: {', '.join(sorted(waiting))}")
            return
        settled.update(ready)
        for name in ready:
            del waiting[name]


def _check_deliverables(scenario: Scenario, read: Reading) -> None:
    for name, deliverable in scenario.deliverables.items():
        place = f"deliverables.{name}"
        item = scenario.data.get(name)
        if item is None:
            read.fault(place, f"there is no data item {name}")
            continue
        types = _COMPARABLE[deliverable.compare]
        if types is not None and item.type not in types:
            read.fault(f"{place}.compare", f"{deliverable.compare} does not fit the type {item.type}")
        if deliverable.compare == "statements" and not deliverable.required:
            read.fault(f"{place}.required", "name the statements that must be there")


def _check_facts(book: Casebook, read: Reading) -> frozenset[str]:
    known = set(ALWAYS_THERE)
    for name, spec in book.facts.items():
        _check_fact(spec, book, frozenset(known), read, f"facts.{name}")
        if name in ALWAYS_THERE:
            read.fault(f"facts.{name}", "this name is taken by the library")
        known.add(name)
    for suite, entry in book.suites.items():
        for name, spec in entry.facts.items():
            place = f"suites.{suite}.facts.{name}"
            if name not in book.facts:
                read.fault(place, "only a fact of `facts` can be drawn another way")
            _check_fact(spec, book, frozenset(known), read, place)
    return frozenset(known)


def _check_fact(spec: FactSpec, book: Casebook, known: frozenset[str], read: Reading, place: str) -> None:
    if isinstance(spec, Pick | Sample) and spec.pool not in book.pools:
        read.fault(place, f"there is no pool {spec.pool}")
    elif isinstance(spec, DateAfter) and spec.fact not in known:
        read.fault(place, f"no earlier fact {spec.fact}")
    elif isinstance(spec, Computed):
        _known(spec.formula, frozenset(), known, read, place)
    elif isinstance(spec, Filled):
        names = frozenset[str]().union(*map(mentioned_names, spec.wordings.hidden + spec.wordings.practice))
        for name in sorted(names - known):
            read.fault(place, f"no earlier fact {name}")
    elif isinstance(spec, Record):
        for name, inner in spec.fields.items():
            _check_fact(inner, book, known, read, f"{place}.record.{name}")


def _check_task_text(
    needs: tuple[str, ...], name: str, book: Casebook, facts: frozenset[str], read: Reading
) -> None:
    spec = book.texts.get(name)
    if spec is None:
        read.fault("texts", f"there is no text {name}, which a task makes")
        return
    for number, statement in enumerate(spec.statements):
        place = f"texts.{name}.statements.{number}"
        for unknown in sorted(statement.reads - set(needs) - facts):
            read.fault(place, f"{unknown} is neither a need of the task nor a fact")
        for unknown in sorted(statement.uses - set(needs)):
            read.fault(f"{place}.uses", f"{unknown} is no need of the task")
        if statement.when is not None:
            _known(statement.when, frozenset(needs), facts, read, f"{place}.when")
        if statement.wrong is not None:
            _check_names((statement.wrong,), needs, facts, read, f"{place}.wrong")
    for hazard, ways in spec.faults.items():
        _check_names([way.wordings for way in ways], needs, facts, read, f"texts.{name}.faults.{hazard}")
    for need in sorted(set(needs) - _rests_on(spec)):
        message = f"no statement mentions {need} or lists it under `uses`, so lacking it would do no harm"
        read.fault(f"texts.{name}", message)


def _check_names(
    wordings: Iterable[Wordings], needs: tuple[str, ...], facts: frozenset[str], read: Reading, place: str
) -> None:
    """Fault what a wording names and the writer cannot have."""
    named = (names_in for each in wordings for names_in in map(mentioned_names, each.hidden + each.practice))
    for unknown in sorted(frozenset[str]().union(*named) - set(needs) - facts):
        read.fault(place, f"{unknown} is neither a need of the task nor a fact")


def _rests_on(spec: TextSpec) -> set[str]:
    found: set[str] = set()
    for statement in spec.statements:
        found |= statement.reads | statement.uses
        if statement.when is not None:
            found |= statement.when.names
    return found


def _check_hazard_keys(scenario: Scenario, book: Casebook, facts: frozenset[str], read: Reading) -> None:
    _check_known(book.live, HAZARDS, "live", "hazard", read)
    _check_modes(scenario, book, read)
    for hazard, rule in book.live.items():
        _check_known(rule.by_task, scenario.tasks, f"live.{hazard}", "task", read)
        for formula in (*rule.by_task.values(), *filter(None, [rule.everywhere])):
            _known(formula, frozenset(), facts, read, f"live.{hazard}")
    for text, spec in book.texts.items():
        _check_known(spec.faults, HAZARDS, f"texts.{text}.faults", "hazard", read)
    _check_known(book.inventions, scenario.data, "inventions", "data item", read)
    _check_known(book.wrong, scenario.data, "wrong", "data item", read)
    for name, wrongs in book.wrong.items():
        _check_known(wrongs, HAZARDS, f"wrong.{name}", "hazard", read)


def _check_modes(scenario: Scenario, book: Casebook, read: Reading) -> None:
    """Fault a drawing of failure modes that has too few to draw from."""
    named = {hazard for task in scenario.tasks.values() for hazard in task.hazards}
    free = named & set(PUBLISHED) - set(book.live)
    if book.modes_per_case > len(free):
        listed = ", ".join(sorted(free)) or "none"
        read.fault("modes.per_case", f"the tasks name fewer failure modes without a rule: {listed}")


def _check_known(named: Iterable[str], known: Iterable[str], place: str, sort: str, read: Reading) -> None:
    for name in sorted(set(named) - set(known)):
        read.fault(f"{place}.{name}", f"there is no such {sort}")


def _check_outages(scenario: Scenario, book: Casebook, read: Reading) -> None:
    known = {*scenario.tools, "small", "medium", "large"}
    for suite, entry in book.suites.items():
        for number, outage in enumerate(entry.outages):
            for name in sorted(outage):
                if name.partition(":")[0] not in known:
                    read.fault(f"suites.{suite}.outages.{number}", f"{name} is no tool and no model tier")


def _formula(text: str, place: str, read: Reading) -> Formula | None:
    try:
        return compile_formula(text)
    except FormulaError as error:
        read.fault(place, f"no formula: {error}")
        return None


def _known(
    formula: Formula, values: frozenset[str], facts: Iterable[str] | None, read: Reading, place: str
) -> None:
    for name in sorted(formula.names - values):
        read.fault(place, f"the formula reads {name}, which is not there; facts are written facts.{name}")
    if facts is not None and formula.facts is not None:
        for name in sorted(formula.facts - set(facts)):
            read.fault(place, f"there is no fact {name}")


def _is_text(scenario: Scenario, name: str) -> bool:
    return name in scenario.data and scenario.data[name].type == "text"
