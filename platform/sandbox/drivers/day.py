"""Runs a fleet through a whole day in virtual time: all cases on one heap, sharing models, tools, people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from heapq import heappop, heappush
from itertools import islice
from math import inf
from typing import Any

from sandbox.engine.memory import Stores
from sandbox.engine.program import resource_of
from sandbox.engine.scheduler import Scheduler
from sandbox.fleet.arrivals import Arrival, arrivals
from sandbox.fleet.closing import close_books
from sandbox.fleet.gate import Resource, make_resource
from sandbox.fleet.lines import Lines
from sandbox.fleet.outages import Outages
from sandbox.fleet.people import People, Person
from sandbox.fleet.report import FleetReport
from sandbox.fleet.tally import PEOPLE, Tally
from sandbox.fleet.ticket import CaseRun, Ticket
from sandbox.fleet.world import HOUR
from sandbox.fleet.worth import worth
from sandbox.scenario import Scenario
from sandbox.step import Step, StepResult
from sandbox.world.casebook import make_case, start_values
from sandbox.world.instruction import Mode, Reader
from sandbox.world.performer import SimulatedWorld

TURNED_AWAY_SECONDS = 0.3
"""How long it takes to be told that a service has no room."""


def simulate_day(
    lines: Lines,
    scenario: Scenario,
    seed: int | str,
    reader: Reader,
    *,
    cases: int | None = None,
    practice: bool = False,
    mode: Mode = "actual",
) -> FleetReport:
    """A fleet's day. `cases` ends it after its first so many arrivals, `practice` uses public material. The
    report depends on the arguments alone; ValueError where the exercise has no day."""
    return _DayRun(lines, scenario, seed, reader, cases, practice, mode).run()


class _DayRun:
    """The state of one day. Times are in seconds after midnight."""

    def __init__(
        self,
        lines: Lines,
        scenario: Scenario,
        seed: int | str,
        reader: Reader,
        cases: int | None,
        practice: bool,
        mode: Mode,
    ) -> None:
        if scenario.day is None:
            raise ValueError("the exercise has no day")
        self.lines, self.fleet = lines, lines.fleet
        self.scenario, self.day = scenario, scenario.day
        self.seed, self.reader, self.practice = seed, reader, practice
        self.mode: Mode = mode
        self.coming = islice(arrivals(self.day, seed), cases)
        self.now = self.day.opening
        self.stores = Stores()
        self.outages = Outages(self.day.outages)
        self.people = People(lines, self.day)
        names = sorted({*self.day.capacities, *self.fleet.quotas})
        self.resources = {
            name: make_resource(name, self.day.capacities.get(name), self.fleet.quotas.get(name))
            for name in names
        }
        self.tally = Tally(self.day, self.fleet.targets(), [*names, PEOPLE], scenario.deliverables)
        self.active: dict[int, CaseRun] = {}
        self.cost = 0.0
        self.minutes = 0.0
        self.otherwise = 0
        self.all_in = False
        self._heap: list[tuple[float, int, Callable[[Any], None], Any]] = []
        self._order = 0

    def run(self) -> FleetReport:
        """From opening time until everything is done, or everybody goes home."""
        self._expect()
        for at, person in self.people.changes():
            if at > self.now:
                self._at(at, self._serve_person, person)
        self._at(self.now + HOUR, self._count_queues, None)
        heap, horizon = self._heap, self.day.horizon
        while heap and (self.active or not self.all_in):
            at, _, happen, what = heappop(heap)
            if at > horizon:
                break
            self.now = at
            happen(what)
        for run in self.active.values():
            self._fold(run, horizon)
        return close_books(self)

    # What happens

    def _at(self, at: float, happen: Callable[[Any], None], what: Any) -> None:
        self._order += 1
        heappush(self._heap, (at, self._order, happen, what))

    def _expect(self) -> None:
        """Note when the next case comes."""
        arrival = next(self.coming, None)
        if arrival is None:
            self.all_in = True
        else:
            self._at(arrival.at, self._arrive, arrival)

    def _arrive(self, arrival: Arrival) -> None:
        self._expect()
        case = make_case(self.scenario, self.seed, arrival.suite, arrival.number, self.practice)
        kind = str(case.facts["kind"])
        self.tally.arrive(self.now)
        if self.fleet.budget_cost is not None and self.cost >= self.fleet.budget_cost:
            self.tally.refuse(kind, self.now)
            return
        line, priority = self.lines.choose(case.values, kind)
        self.otherwise += line == self.fleet.otherwise
        scheduler = Scheduler(self.lines.programs[line], lean=True, stores=self.stores)
        world = SimulatedWorld(self.scenario, case, self.seed, self.reader, mode=self.mode, lean=True)
        run = CaseRun(case, kind, line, priority, self.now, scheduler, world)
        self.active[arrival.number] = run
        self._go_on(run, scheduler.start(start_values(case)))

    def _go_on(self, run: CaseRun, steps: Iterable[Step]) -> None:
        """Ask for the turn of each step that is ready, or fold the case in where it is over."""
        for step in steps:
            if step.delay:
                self._at(self.now + step.delay, self._ask_later, (run, step))
            else:
                self._ask(run, step, self.now)
        if run.scheduler.finished:
            run.over = True
            del self.active[run.case.number]
            self._fold(run, self.now)

    def _ask_later(self, what: tuple[CaseRun, Step]) -> None:
        run, step = what
        if not run.over:
            self._ask(run, step, self.now)

    def _ask(self, run: CaseRun, step: Step, asked_at: float) -> None:
        node = self.lines.stand_in(step.node, self.outages.known(self.now))
        if node is not step.node:
            step = replace(step, node=node)
        self._order += 1
        ticket = Ticket(run, step, resource_of(node), asked_at, self._order)
        if node.kind == "human":
            self._ask_people(ticket)
            return
        resource = self.resources.get(ticket.resource)
        if resource is None:
            self._start(ticket)
        elif resource.queue or (answer := resource.ask(self.now)) == "wait":
            self._queue(resource, ticket)
        elif answer == "refuse":
            self._turn_away(ticket)
        else:
            resource.enter(self.now)
            self._start(ticket)

    def _ask_people(self, ticket: Ticket) -> None:
        key = (ticket.run.line, ticket.step.node.id)
        person = None if self._minutes_used_up() else self.people.pick(key, self.now)
        if person is None:
            self.people.push(key, ticket)
            self.tally.queue(PEOPLE, self.people.waiting, self.now)
        else:
            self._look(person, ticket)

    def _queue(self, resource: Resource, ticket: Ticket) -> None:
        resource.push(ticket)
        self.tally.queue(resource.name, resource.waiting, self.now)
        self._wake(resource)

    def _wake(self, resource: Resource) -> None:
        """See to it that somebody looks at the queue when the window has moved on."""
        opens = resource.hold.opens(self.now)
        if self.now < opens < resource.wake_at:
            resource.wake_at = opens
            self._at(opens, self._woken, resource)

    def _woken(self, resource: Resource) -> None:
        resource.wake_at = inf
        self._serve(resource)

    def _serve(self, resource: Resource) -> None:
        """Let begin whoever waits and may."""
        while resource.queue:
            answer = resource.ask(self.now)
            if answer == "wait":
                self._wake(resource)
                return
            ticket = resource.pop()
            if ticket.run.over:
                continue
            if self.lines.stand_in(ticket.step.node, self.outages.known(self.now)) is not ticket.step.node:
                self._ask(ticket.run, ticket.step, ticket.asked_at)
            elif answer == "refuse":
                self._turn_away(ticket)
            else:
                resource.enter(self.now)
                self._start(ticket)

    def _serve_person(self, person: Person) -> None:
        """Give somebody who is free what waits for them."""
        while not self._minutes_used_up():
            ticket = self.people.next_for(person, self.now)
            if ticket is None:
                return
            if not ticket.run.over:
                self._look(person, ticket)
                return

    def _look(self, person: Person, ticket: Ticket) -> None:
        attention = person.attention(self.now)
        ticket.run.world.attention = attention
        self.tally.look(attention)
        result = self._perform(ticket, PEOPLE)
        person.work(self.now, result.seconds)
        self.minutes += result.minutes
        self._at(self.now + _duration(ticket.step, result), self._looked, (person, ticket, result))

    def _looked(self, what: tuple[Person, Ticket, StepResult]) -> None:
        person, ticket, result = what
        person.busy = False
        self._serve_person(person)
        self._finish(ticket, result)

    def _start(self, ticket: Ticket) -> None:
        result = self._perform(ticket, ticket.resource)
        self._at(self.now + _duration(ticket.step, result), self._end, (ticket, result))

    def _perform(self, ticket: Ticket, resource: str) -> StepResult:
        waited = self.now - ticket.asked_at
        ticket.run.waited += waited
        self.tally.begin(resource, waited)
        ticket.run.meet(self.outages.down(self.now))
        return ticket.run.world.perform(ticket.step)

    def _end(self, what: tuple[Ticket, StepResult]) -> None:
        ticket, result = what
        resource = self.resources.get(ticket.resource)
        if resource is not None:
            resource.leave()
            self._serve(resource)
        self._finish(ticket, result)

    def _turn_away(self, ticket: Ticket) -> None:
        """The service has no room: a failure like any other, which retries and fallbacks may make good."""
        self.tally.turned_away[ticket.resource] += 1
        result = StepResult(
            status="rate_limited",
            seconds=TURNED_AWAY_SECONDS,
            message=f"Too many calls of {ticket.resource.partition(':')[2]} at once.",
            detail={"cause": "rate_limit"},
        )
        self._at(self.now + TURNED_AWAY_SECONDS, self._turned_away, (ticket, result))

    def _turned_away(self, what: tuple[Ticket, StepResult]) -> None:
        self._finish(*what)

    def _finish(self, ticket: Ticket, result: StepResult) -> None:
        self.cost += result.cost
        run = ticket.run
        self.tally.steps[ticket.step.node.kind] += 1
        if not run.over:
            self._go_on(run, run.scheduler.finish(ticket.step.id, result, self.now - run.arrived))

    def _count_queues(self, _: None) -> None:
        """At the full hour: who waits is carried over into the next."""
        if self.people.waiting:
            self.tally.queue(PEOPLE, self.people.waiting, self.now)
        for resource in self.resources.values():
            if resource.waiting:
                self.tally.queue(resource.name, resource.waiting, self.now)
        self._at(self.now + HOUR, self._count_queues, None)

    def _minutes_used_up(self) -> bool:
        most = self.fleet.budget_human_minutes
        return most is not None and self.minutes >= most

    def _fold(self, run: CaseRun, at: float) -> None:
        log = run.scheduler.log()
        score, incidents = worth(self.scenario, self.day.kinds[run.kind], run.case, log)
        self.tally.fold(run, log, score, incidents, at)


def _duration(step: Step, result: StepResult) -> float:
    timeout = step.node.limits.timeout
    return result.seconds if timeout is None or result.seconds <= timeout else timeout
