"""The probabilities of the agent model: one place for every constant, each explained in docs/world.md."""

from __future__ import annotations

from dataclasses import dataclass

TIERS = ("small", "medium", "large")
FULL_FIT = 0.9
"""A fit from here on counts as right for the work."""
UNKNOWN_FIT = 0.2
"""The fit for a craft that an agent does not name."""
TIER_GAP = {"small": 0.2, "medium": 0.08, "large": 0.0}
"""What a smaller model adds to slips, times the difficulty."""
MISFIT_SLIP = 0.6
"""Slips of an agent in the wrong place, times the squared misfit."""
LOAD_SLIP = 0.025
"""Slips from several tasks in one call, times the square of the tasks beyond the first."""
LOAD_LIMIT = 0.4
CLUTTER_SLIP = 0.1
"""Slips when all that an agent is shown is beside the point."""
VAGUE_SLIP = 0.15
"""Slips of an agent that is not told what to do."""
DIRECTIVE_POWER = 0.92
"""How much of a hazard a directive takes away where it is read for sure by an agent in its place."""
MISFIT_GRIP = 0.6
"""How much of a directive's power an agent in the wrong place loses, times its misfit."""
LOAD_GRIP = 0.04
"""How much of it is lost to load, times the square of the tasks beyond the first."""
STRAIN_FROM_MISFIT = 0.5
HIGHEST_STRAIN = 0.6
NAMED_FEEDBACK = 0.3
"""What is left of a hazard when feedback names it."""
GENERAL_FEEDBACK = 0.6
"""What is left of it when feedback speaks of something else."""
HIGHEST_CHANCE = 0.95
EFFORT = {"step_repetition": (2, 3), "unbounded_consumption": (5, 8)}
"""So many times its usual cost and time a call takes when the hazard strikes, both ends included."""


@dataclass(frozen=True, slots=True)
class Circumstance:
    """The state in which an agent works on one task of a call.

    `fit` 0..1, `difficulty` 0..1, `tier` a model tier, `tasks` the number of tasks in the call, `clutter` the
    irrelevant share of what the instructions show, 0..1, `clarity` how surely they state the objective,
    0..0.9.
    """

    fit: float
    difficulty: float
    tier: str
    tasks: int
    clutter: float
    clarity: float

    @property
    def misfit(self) -> float:
        """How far the fit stays behind what the work needs."""
        return max(0.0, FULL_FIT - self.fit)

    @property
    def extra(self) -> float:
        """The square of the tasks beyond the first."""
        return float((self.tasks - 1) * (self.tasks - 1))

    def slip_parts(self) -> dict[str, float]:
        """What the probability of a plain slip is made of; the slip is their sum, at most 0.95."""
        return {
            "difficulty": self.difficulty * max(0.05, 1.0 - self.fit),
            "misfit": MISFIT_SLIP * self.misfit * self.misfit,
            "tier": self.difficulty * TIER_GAP[self.tier],
            "load": min(LOAD_LIMIT, LOAD_SLIP * self.extra),
            "clutter": CLUTTER_SLIP * self.clutter,
            "vagueness": VAGUE_SLIP * (1.0 - self.clarity / 0.9),
        }

    def slip(self) -> float:
        """The probability of a plain slip."""
        return min(HIGHEST_CHANCE, sum(self.slip_parts().values()))

    def strain(self) -> float:
        """How much more a hazard strikes than its own rate: misfit, load, a small model, clutter; 0..0.6."""
        parts = self.slip_parts()
        return min(
            HIGHEST_STRAIN,
            STRAIN_FROM_MISFIT * self.misfit + parts["load"] + parts["tier"] + parts["clutter"],
        )

    def grip(self) -> float:
        """How much of a directive's power reaches the work, 0..1."""
        return max(0.1, 1.0 - MISFIT_GRIP * self.misfit - LOAD_GRIP * self.extra)

    def hazard(self, rate: float, reading: float) -> float:
        """The probability that a live hazard strikes: raised by strain, lowered by the directive against
        it."""
        raised = rate + (1.0 - rate) * self.strain()
        return min(HIGHEST_CHANCE, raised * (1.0 - DIRECTIVE_POWER * self.grip() * reading))

    def invention(self, reading: float) -> float:
        """The probability that a missing need is filled with an invention rather than left open."""
        return 1.0 - DIRECTIVE_POWER * self.grip() * reading
