"""A fleet's report in plain words, for a terminal or a page without script."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.fleet.report import Around, FleetReport, Part, Spread


def describe_day(report: FleetReport) -> str:
    """The whole report, a line for each thing that matters."""
    return "\n".join(
        (
            *_whole(report),
            "",
            *_kinds(report),
            "",
            *_resources(report),
            "",
            *_money(report),
            *_rules(report),
            "",
            *(line for each in report.outages for line in _outage(each)),
            *_hours(report),
        )
    )


def seconds(value: float) -> str:
    """A time in the unit that people would use."""
    if value < 90:
        return f"{value:.1f} s"
    return f"{value / 60:.0f} min" if value < 5400 else f"{value / 3600:.1f} h"


def percent(share: float) -> str:
    """A share 0..1 in per cent."""
    return f"{100 * share:.1f} %"


def _whole(report: FleetReport) -> Iterator[str]:
    whole = report.whole
    yield f"{whole.arrived} cases came in: {_ends(whole)}."
    verb = "reached" if whole.in_time >= report.target else "missed"
    yield (
        f"{percent(whole.in_time)} were done in time; the target of {percent(report.target)} is {verb}. "
        f"The work was worth {percent(whole.outcome)}."
    )
    yield f"A case took {_spread(whole.time)}; of that it waited {_spread(whole.wait)}."


def _ends(part: Part) -> str:
    said = [f"{part.delivered} delivered", f"{part.stopped} stopped", f"{part.failed} failed"]
    if part.refused:
        said.append(f"{part.refused} not begun for want of money")
    return ", ".join([*said, f"{part.waiting} still waiting"])


def _spread(spread: Spread) -> str:
    return f"{seconds(spread.mean)} on average (half {seconds(spread.p50)}, 95 % {seconds(spread.p95)})"


def _kinds(report: FleetReport) -> Iterator[str]:
    for title, parts in (("Kind", report.kinds), ("Workflow", report.workflows)):
        yield f"{title:14}{'cases':>7}{'in time':>10}{'worth':>9}{'half':>9}{'95 %':>9}{'incidents':>11}"
        for name, part in parts.items():
            yield (
                f"{name[:13]:14}{part.arrived:7}{percent(part.in_time):>10}{percent(part.outcome):>9}"
                f"{seconds(part.time.p50):>9}{seconds(part.time.p95):>9}{part.incidents:11}"
            )


def _resources(report: FleetReport) -> Iterator[str]:
    yield f"{'Resource':18}{'calls':>7}{'turned away':>13}{'mean wait':>11}{'95 %':>9}"
    for name, use in report.resources.items():
        yield (
            f"{name:18}{use.calls:7}{use.turned_away:13}{seconds(use.wait.mean):>11}{seconds(use.wait.p95):>9}"
        )


def _money(report: FleetReport) -> Iterator[str]:
    money = report.money
    yield (
        f"Models and tools cost {money.models_and_tools:.2f} of {money.budget:.2f} euros, people on duty "
        f"{money.people:.2f} euros for {money.hours_on_duty:.1f} hours."
    )
    yield (
        f"People spent {money.human_minutes:.0f} of {money.budget_human_minutes:.0f} minutes on cases, with "
        f"{percent(money.attention)} of their attention."
    )


def _rules(report: FleetReport) -> Iterator[str]:
    rules = report.compliance
    yield f"{percent(rules.clean)} of the cases were free of incidents."
    for policy, count in rules.incidents.items():
        yield f"  {count} times against {policy}"
    for tool, acts in rules.acts.items():
        yield f"  {tool}: {acts} acts, {rules.approved[tool]} of them with a person's approval"
    forgotten = [*rules.unaudited, *rules.unredacted]
    yield (
        f"  the policy forgets: {', '.join(forgotten)}" if forgotten else "  audited and redacted as asked"
    )


def _outage(around: Around) -> Iterator[str]:
    yield f"{around.resource} was down from {around.begins} to {around.ends}."
    for title, part in (
        ("hour before", around.before),
        ("meanwhile", around.during),
        ("hour after", around.after),
    ):
        lost = part.failed + part.stopped + part.refused + part.waiting
        yield (
            f"  {title:12}{part.arrived:6} cases, {percent(part.in_time)} in time, worth "
            f"{percent(part.outcome)}, half {seconds(part.time.p50)}, {lost} not delivered, "
            f"{part.cost:.2f} euros"
        )
    yield ""


def _hours(report: FleetReport) -> Iterator[str]:
    yield f"{'Hour':7}{'in':>6}{'out':>6}  longest queues"
    for hour in report.hours:
        queues = ", ".join(f"{name} {length}" for name, length in hour.longest.items())
        if hour.arrived or hour.finished:
            yield f"{hour.begins:7}{hour.arrived:6}{hour.finished:6}  {queues}".rstrip()
