"""The scheduler: a pure state machine. `start` and `finish` say what to do next; all else is a driver's."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from sandbox.engine import container, limits
from sandbox.engine.account import Account
from sandbox.engine.bundle import extend
from sandbox.engine.event import Path
from sandbox.engine.frame import (
    NO_ORIGINS,
    NO_VALUES,
    Cargo,
    Frame,
    Instance,
    Meter,
    Open,
    Origins,
    Values,
    data_of,
    merge,
)
from sandbox.engine.instant import FAIL, NO_FEEDBACK, PASS, Outcome
from sandbox.engine.log import RunLog, RunStatus
from sandbox.engine.memory import Stores
from sandbox.engine.program import CONTAINERS, JOIN, OUTPUT, STEP, Arrow, NodePlan, Program
from sandbox.engine.recorder import Recorder
from sandbox.engine.subflow import deliver
from sandbox.engine.wires import RUNS, SKIPPED, arrive, miss
from sandbox.engine.workout import work_out
from sandbox.step import Step, StepResult
from sandbox.value import Value
from workflow.expression import ExpressionError

REFUSALS = frozenset({"fail", "rejected", "error", "exhausted", "missing"})
"""Ports that turn something down."""

_Job = tuple[Frame, NodePlan, Values, Origins, bool]


class Scheduler:
    """One run of a program. Deterministic: the same calls give the same steps and the same log."""

    def __init__(
        self,
        program: Program,
        *,
        lean: bool = False,
        neutral_checks: bool | frozenset[str] = False,
        stores: Stores | None = None,
    ) -> None:
        self.program = program
        self.stores = stores or Stores()
        self.policy = program.document.policy
        self.recorder = Recorder(self.policy, lean)
        self.full = not lean
        self.neutral_checks = neutral_checks
        self.now = 0.0
        self.status: RunStatus = "running"
        self.reason = ""
        self.account = Account()
        self.ports: dict[str, str] = {}
        self.sent: dict[str, tuple[Value, ...]] = {}
        self.open: dict[int, Open] = {}
        self.meters: dict[tuple[int, Path], Meter] = {}
        self.acted: dict[str, Values] = {}
        """What tools that act once per key gave back."""
        self.frames_done: deque[Frame] = deque()
        self._delivered: dict[str, tuple[int, Value]] = {}
        self._reached_output = False
        self._next_id = 1
        self._jobs: deque[_Job] = deque()
        self._ready: list[Step] = []
        self.given: Values = NO_VALUES
        self._top = Frame(program.graph, None, (), NO_VALUES, 0)
        policy = self.policy
        limits_ = (policy.budget_cost, policy.budget_seconds, policy.budget_human_minutes)
        self._limited = limits_ != (None, None, None)

    @property
    def finished(self) -> bool:
        """Whether the run is over."""
        return self.status != "running"

    @property
    def outputs(self) -> Mapping[str, Value]:
        """What output nodes delivered; nothing where the run failed."""
        if self.status == "failed":
            return NO_VALUES
        return {name: value for name, (_, value) in sorted(self._delivered.items())}

    def start(self, values: Values, at: float = 0.0) -> list[Step]:
        """Begin with the case's values; returns the steps that are ready."""
        self.now = at
        self.given = values
        if self.full:
            self.recorder.add(at, "run_started", None, (), {"values": self.recorder.plain(values)})
        self.begin(self._top, False)
        return self._drain()

    def finish(self, step_id: int, result: StepResult, at: float) -> list[Step]:
        """Take in what came of a step at that time; returns the steps that are ready now."""
        self.now = at
        opened = self.open.pop(step_id, None)
        if opened is None or self.status != "running":
            return []
        plan, frame = opened.plan, opened.frame
        self.account.take(opened.step, result, at, self.recorder)
        if result.effect and plan.acts_once:
            self.acted[opened.step.key] = result.values
        status = result.status
        if plan.timeout is not None and result.seconds > plan.timeout and status == "ok":
            status = "timeout"
        if frame.dead and self.full:
            self.recorder.step_finished(at, opened.step, None, result.values, result)
        if plan.budgeted or frame.meters:
            status = limits.charge(self, opened, result, status)
        if not frame.dead and status == "ok":
            self._succeed(opened, result)
        elif not frame.dead:
            limits.fail_step(self, opened, result, status)
        if self._limited:
            limits.check_policy(self)
        return self._drain()

    def log(self) -> RunLog:
        """The run as it stands."""
        account = self.account
        return RunLog(
            status=self.status,
            reason=self.reason,
            outputs=self.outputs,
            events=tuple(self.recorder.events),
            seconds=self.now,
            cost=account.cost,
            human_minutes=account.human_minutes,
            incidents=tuple(account.incidents),
            effects=tuple(account.effects),
            input_tokens=account.input_tokens,
            output_tokens=account.output_tokens,
            steps=account.steps,
            ports=self.ports,
            sent=self.sent,
        )

    def begin(self, frame: Frame, approved: bool) -> None:
        """Queue the nodes of a frame that wait for nothing."""
        for plan in frame.graph.roots:
            self._jobs.append((frame, plan, frame.scope, NO_ORIGINS, approved))
            frame.active += 1
        if not frame.active:
            self.frames_done.append(frame)

    def _drain(self) -> list[Step]:
        """Work off everything that needs nobody, then hand out the steps that became ready."""
        jobs, done = self._jobs, self.frames_done
        while jobs or done:
            if self.status != "running":
                jobs.clear()
                done.clear()
                break
            if jobs:
                frame, plan, inputs, origins, approved = jobs.popleft()
                if not frame.dead:
                    self._enter(frame, plan, inputs, origins, approved)
            else:
                frame = done.popleft()
                if frame.owner is None:
                    self._end("delivered" if self._reached_output else "stopped", "")
                elif not frame.dead:
                    container.frame_done(self, frame)
        ready, self._ready = self._ready, []
        return ready if self.status == "running" else []

    def _enter(self, frame: Frame, plan: NodePlan, inputs: Values, origins: Origins, approved: bool) -> None:
        how = plan.how
        if how == STEP:
            self._enter_step(frame, plan, inputs, origins, approved)
        elif how == OUTPUT:
            deliver(self, frame, plan, inputs)
            self._close(frame)
        elif how in CONTAINERS:
            container.open_container(self, Instance(frame, plan, inputs, origins, approved))
        else:
            self._settle(frame, plan, work_out(self, frame, plan, inputs), inputs, origins, approved)

    def deliver(self, index: int, values: Values) -> None:
        """Values go out; of two outputs the later in canonical order counts."""
        self._reached_output = True
        for name, value in values.items():
            self.sent[name] = (*self.sent.get(name, ()), value)
            if name not in self._delivered or index >= self._delivered[name][0]:
                self._delivered[name] = (index, value)

    def _settle(
        self, frame: Frame, plan: NodePlan, outcome: Outcome, inputs: Values, origins: Origins, approved: bool
    ) -> None:
        """Leave a node that the engine worked out by itself."""
        if outcome.port == "error":
            result = StepResult(status="error", message=outcome.message)
            limits.fail_node(self, frame, plan, "error", result, inputs, origins, approved)
            return
        if self.full:
            data = {"port": outcome.port, "values": self.recorder.plain(outcome.made)}
            if outcome.detail:
                data["detail"] = outcome.detail
            self.recorder.add(self.now, "step_finished", plan.id, frame.path, data)
        self.leave(frame, plan, outcome.port, inputs, origins, outcome.made, approved)

    def _enter_step(
        self, frame: Frame, plan: NodePlan, inputs: Values, origins: Origins, approved: bool
    ) -> None:
        when = plan.when
        if when is not None:
            try:
                acts = when.is_true(data_of(when.names, inputs))
            except ExpressionError as error:
                result = StepResult(status="error", message=str(error))
                limits.fail_node(self, frame, plan, "error", result, inputs, origins, approved)
                return
            if not acts:
                self._pass(frame, plan, inputs, origins, approved, {"when": False})
                return
        if plan.needs_approval and not approved:
            result = StepResult(status="error", message="The policy asks for a human's approval before this.")
            limits.fail_node(self, frame, plan, "error", result, inputs, origins, approved)
            return
        self.issue(frame, plan, inputs, origins, approved)

    def _pass(
        self,
        frame: Frame,
        plan: NodePlan,
        inputs: Values,
        origins: Origins,
        approved: bool,
        data: Mapping[str, object],
        made: Values = NO_VALUES,
    ) -> None:
        """Leave by the happy port without acting."""
        if self.full:
            self.recorder.add(self.now, "step_passed", plan.id, frame.path, data)
        if plan.is_review and not made:
            made = {"verdict": PASS, "feedback": NO_FEEDBACK}
        self.leave(frame, plan, plan.happy[0], inputs, origins, made, approved)

    def issue(
        self,
        frame: Frame,
        plan: NodePlan,
        inputs: Values,
        origins: Origins,
        approved: bool,
        attempt: int = 1,
        delay: float = 0.0,
        fallback: bool = False,
    ) -> None:
        """Ask for a step, unless it has acted already under its key or a budget forbids one more call."""
        key = plan.key if not frame.path and not plan.acts_once else limits.step_key(plan, frame, inputs)
        if key in self.acted:
            self._pass(frame, plan, inputs, origins, approved, {"repeated": key}, self.acted[key])
            return
        if (plan.budgeted or frame.meters) and not limits.may_call(self, frame, plan):
            limits.exhaust(self, frame, plan, inputs, origins, approved)
            return
        step_id = self._next_id
        self._next_id = step_id + 1
        self.account.steps += 1
        step = Step(
            step_id,
            plan.node if not fallback or plan.fallback is None else plan.fallback,
            frame.path,
            attempt,
            plan.rank + plan.stride * frame.offset,
            inputs if plan.takes is None else {each: inputs[each] for each in plan.takes if each in inputs},
            key,
            fallback,
            approved,
            delay,
            plan.depth,
            plan.resource,
        )
        self.open[step_id] = Open(frame, plan, inputs, origins, approved, step, self.now + delay)
        if self.full:
            self.recorder.step_started(self.now, step)
        self._ready.append(step)

    def _succeed(self, opened: Open, result: StepResult) -> None:
        plan, frame = opened.plan, opened.frame
        port = result.port or plan.happy[0]
        if port not in plan.ports or port in ("error", "exhausted"):
            limits.fail_step(self, opened, result, "error")
            return
        made = result.values
        approved = opened.approved
        if plan.is_review:
            made = {"feedback": NO_FEEDBACK, **made, "verdict": PASS if port == "pass" else FAIL}
        elif plan.is_human and port == "approved":
            approved = True
            frame.approved = True
        if plan.acts_once:
            self.acted[opened.step.key] = made
        if plan.is_plan:
            container.open_plan(self, opened, result)
            return
        if self.full:
            self.recorder.step_finished(self.now, opened.step, port, made, result)
        self.leave(frame, plan, port, opened.inputs, opened.origins, made, approved)

    def leave(
        self,
        frame: Frame,
        plan: NodePlan,
        port: str,
        inputs: Values,
        origins: Origins,
        made: Values,
        approved: bool,
    ) -> None:
        """A node is done: send what it has down the wires of its port, and let the other wires die."""
        values = inputs
        if made:
            values = extend(inputs, made)
            if frame.graph.tracks:
                origins = extend(origins, dict.fromkeys(made, plan.index))
            if frame.owner is not None:
                frame.keep(made, plan.index)
        if plan.takes is None and (frame.owner is None or port in REFUSALS or plan.id not in self.ports):
            self.ports[plan.id] = port
        alive, dead = plan.routes[port]
        for arrow in alive:
            name = arrow[2]
            if name is None:
                self._arrive(frame, arrow, (values, origins, approved))
            elif name in made:
                self._arrive(frame, arrow, ({name: made[name]}, {name: plan.index}, approved))
            else:
                dead = (*dead, arrow)
        if dead:
            self._die(frame, dead)
        self._close(frame)

    def _close(self, frame: Frame) -> None:
        frame.active -= 1
        if not frame.active:
            self.frames_done.append(frame)

    def _arrive(self, frame: Frame, arrow: Arrow, cargo: Cargo) -> None:
        """A wire carries something; the node it leads to may be complete with it."""
        target, slot, name = arrow
        if target.sources == 1 and name is None and target.how != JOIN:
            self._jobs.append((frame, target, *cargo))
            frame.active += 1
            return
        verdict = arrive(frame, target, slot, cargo)
        if verdict is RUNS:
            self._jobs.append((frame, target, *merge(frame, target, frame.arrived[target.index])))
            frame.active += 1
        elif verdict is SKIPPED:
            self._skip(frame, target)
            self._die(frame, target.routes[""][1])

    def _die(self, frame: Frame, arrows: tuple[Arrow, ...]) -> None:
        """Wires carry nothing; nodes that can no longer run are skipped, and their wires die too."""
        dying = deque(arrows)
        while dying:
            target = dying.popleft()[0]
            verdict = miss(frame, target)
            if verdict is RUNS:
                self._jobs.append((frame, target, *merge(frame, target, frame.arrived[target.index])))
                frame.active += 1
            elif verdict is SKIPPED:
                self._skip(frame, target)
                dying.extend(target.routes[""][1])

    def _skip(self, frame: Frame, target: NodePlan) -> None:
        if self.full:
            self.recorder.add(self.now, "step_skipped", target.id, frame.path, {})

    def _end(self, status: RunStatus, reason: str) -> None:
        self.status = status
        self.reason = reason
        data = {
            "status": status,
            "reason": reason,
            "values": self.recorder.plain(self.outputs),
            "seconds": self.now,
            "cost": self.account.cost,
            "human_minutes": self.account.human_minutes,
        }
        self.recorder.add(self.now, "run_finished", None, (), data)

    def fail_run(self, reason: str) -> None:
        """End the run as failed; whatever is still at work is no longer waited for."""
        if self.status == "running":
            self._end("failed", reason)
