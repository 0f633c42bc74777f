"""Signal detection: how well bad work is told from sound work."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Detection:
    """Counts of a yes-or-no judgement. `bad` and `sound` are how many of each were shown, `stopped` the bad
    ones that were stopped, `alarmed` the sound ones that were stopped too."""

    bad: int
    stopped: int
    sound: int
    alarmed: int

    @property
    def recall(self) -> float:
        """The share of bad work that was stopped, 0..1; 0 where none was shown."""
        return self.stopped / self.bad if self.bad else 0.0

    @property
    def false_alarm_rate(self) -> float:
        """The share of sound work that was stopped, 0..1; 1 where none was shown (nothing sound ever came
        out)."""
        return self.alarmed / self.sound if self.sound else 1.0

    @property
    def youden_j(self) -> float:
        """Youden's J = recall - false-alarm rate, -1..1; 0 is what guessing earns.

        Source: W. J. Youden, Index for rating diagnostic tests, Cancer 3 (1950).
        """
        return self.recall - self.false_alarm_rate

    @property
    def d_prime(self) -> float:
        """d' = z(recall) - z(false-alarm rate), with the log-linear correction so that 0 and 1 stay finite.

        Source: M. J. Hautus, Corrections for extreme proportions, Behavior Research Methods 27 (1995).
        """
        hits = (self.stopped + 0.5) / (self.bad + 1.0)
        alarms = (self.alarmed + 0.5) / (self.sound + 1.0)
        normal = NormalDist()
        return normal.inv_cdf(hits) - normal.inv_cdf(alarms)
