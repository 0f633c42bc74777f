"""Shapes of what goes in and out. What comes in is checked here and nowhere else."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from podium.accounts.models import ApiToken, User
from podium.runs.models import Mode, Run
from podium.runs.models import Status as RunStatus
from podium.studio.models import Draft, KeptVersion
from podium.submissions.models import Status, Submission
from podium.submissions.queries import find_position


class ProblemSerializer(serializers.Serializer):
    """One problem of a document or a request."""

    code = serializers.CharField()
    pointer = serializers.CharField(allow_blank=True, help_text="RFC 6901 JSON pointer")
    node = serializers.CharField(allow_null=True)
    field = serializers.CharField(allow_null=True)
    severity = serializers.ChoiceField(choices=["error", "warning"])
    message = serializers.CharField()
    remedy = serializers.CharField()


class ErrorDetailSerializer(serializers.Serializer):
    """The inside of an error."""

    code = serializers.CharField()
    message = serializers.CharField()
    problems = ProblemSerializer(many=True, required=False)


class ErrorSerializer(serializers.Serializer):
    """Every error looks like this."""

    error = ErrorDetailSerializer()


class DocumentField(serializers.JSONField):
    """A workflow document: a JSON object. What is inside is the validator's business, and may be
    unfinished."""

    def to_internal_value(self, data: Any) -> Any:
        """The document as it came."""
        if not isinstance(data, dict):
            raise serializers.ValidationError("A workflow document is a JSON object.", code="not_an_object")
        return super().to_internal_value(data)


class CheckSerializer(serializers.Serializer):
    """A document to validate, as data or as the text of a YAML or JSON file."""

    exercise = serializers.SlugField()
    document = DocumentField(required=False)
    text = serializers.CharField(required=False, max_length=1_000_000, trim_whitespace=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two."""
        if ("document" in attrs) == ("text" in attrs):
            raise serializers.ValidationError("Send either document or text.", code="document_or_text")
        return attrs


class CheckedSerializer(serializers.Serializer):
    """What the validator found. `document` is there when a text could be read."""

    valid = serializers.BooleanField()
    problems = ProblemSerializer(many=True)
    document = serializers.JSONField(required=False)


class ReadingRequestSerializer(serializers.Serializer):
    """Instructions to read."""

    exercise = serializers.SlugField()
    text = serializers.CharField(max_length=50_000, allow_blank=True, trim_whitespace=False)


class ContradictedSerializer(serializers.Serializer):
    """One directive that a sentence speaks against; `sort` tells it from a criterion of prompt craft."""

    slug = serializers.CharField()
    sort = serializers.ChoiceField(choices=["directive", "criterion"])
    title = serializers.CharField()
    description = serializers.CharField()


class UnderstoodSerializer(ContradictedSerializer):
    """One directive or criterion that was understood."""

    probability = serializers.FloatField()


class SentenceSerializer(serializers.Serializer):
    """One sentence with what was understood; `start` and `end` are character positions."""

    text = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    understood = UnderstoodSerializer(many=True)
    contradicts = ContradictedSerializer(many=True)


class ReadingSerializer(serializers.Serializer):
    """The sandbox's reading of a text. Where it is `truncated`, only the first `limit` characters were
    read."""

    sentences = SentenceSerializer(many=True)
    truncated = serializers.BooleanField()
    limit = serializers.IntegerField()


class DraftSerializer(serializers.ModelSerializer):
    """A draft as it stands."""

    document = serializers.JSONField()

    class Meta:
        model = Draft
        fields = ["document", "revision", "saved_at"]
        read_only_fields = ["saved_at"]


class SaveDraftSerializer(serializers.Serializer):
    """A document to save over the revision that the writer had seen."""

    document = DocumentField()
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class KeptVersionSerializer(serializers.ModelSerializer):
    """A kept version of a draft."""

    document = serializers.JSONField()

    class Meta:
        model = KeptVersion
        fields = ["id", "revision", "reason", "kept_at", "document"]


class StartRunSerializer(serializers.Serializer):
    """A document to run on a public case. `live` asks for the configured models; with `pause_at_people` the
    caller plays the people."""

    exercise = serializers.SlugField()
    document = DocumentField()
    case = serializers.CharField(max_length=80)
    live = serializers.BooleanField(default=False)
    pause_at_people = serializers.BooleanField(
        default=False, help_text="Wait at each human node for a decision of the caller's."
    )


class GateValueSerializer(serializers.Serializer):
    """A value that a person sees or may change at a gate, with its entry in the data dictionary."""

    name = serializers.CharField()
    title = serializers.CharField()
    type = serializers.CharField()
    values = serializers.ListField(child=serializers.CharField())
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    arrived = serializers.BooleanField(help_text="Whether it came to this gate at all.")
    data = serializers.JSONField(allow_null=True)  # type: ignore[assignment]


class GateSerializer(serializers.Serializer):
    """A human node at which a run waits; `step` names it in a decision."""

    step = serializers.IntegerField()
    node = serializers.CharField()
    path = serializers.ListField(child=serializers.ListField())
    attempt = serializers.IntegerField()
    title = serializers.CharField()
    asks = serializers.CharField(allow_blank=True)
    minutes = serializers.FloatField()
    sees = GateValueSerializer(many=True)
    edits = GateValueSerializer(many=True)


class DecisionSerializer(serializers.Serializer):
    """What a person decides at a gate: approve or reject, with corrections of values that may be edited."""

    step = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    port = serializers.ChoiceField(choices=["approved", "rejected"])
    values = serializers.DictField(child=serializers.JSONField(allow_null=True), default=dict)
    comment = serializers.CharField(max_length=2000, allow_blank=True, default="")


class RunSummarySerializer(serializers.ModelSerializer):
    """A run in a list."""

    exercise = serializers.SlugField(source="version.exercise_id")
    case = serializers.CharField(source="case_id")
    mode = serializers.ChoiceField(choices=Mode.choices)
    status = serializers.ChoiceField(choices=RunStatus.choices)

    class Meta:
        model = Run
        fields = ["id", "exercise", "case", "mode", "status", "started_at", "finished_at"]


class RunSerializer(RunSummarySerializer):
    """A run whole: its exact document, its events so far, and what came of it."""

    document = serializers.JSONField()
    outcome = serializers.JSONField(allow_null=True)
    events = serializers.SerializerMethodField()
    gates = GateSerializer(many=True, help_text="Where it waits: what the person sees and may change.")

    class Meta(RunSummarySerializer.Meta):
        fields = [
            *RunSummarySerializer.Meta.fields,
            "document",
            "outcome",
            "events",
            "pause_at_people",
            "gates",
        ]

    def get_events(self, run: Run) -> list[dict[str, Any]]:
        """The journal in order."""
        return [event.data for event in run.events.all()]


class StartedSerializer(serializers.Serializer):
    """Where to look for what was started."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    events_url = serializers.CharField()


class AcceptedSerializer(StartedSerializer):
    """Where to look for what was queued; `page_url` is the result's page."""

    page_url = serializers.CharField()


class SubmitSerializer(serializers.Serializer):
    """A document to grade. The same key gives the same submission, however often it is sent."""

    exercise = serializers.SlugField()
    document = DocumentField()
    idempotency_key = serializers.RegexField(r"^[A-Za-z0-9_.:-]{1,80}\Z")


class SubmissionSummarySerializer(serializers.ModelSerializer):
    """A submission in a list."""

    exercise = serializers.SlugField(source="exercise_id")
    status = serializers.ChoiceField(choices=Status.choices)
    passed = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()
    scores = serializers.SerializerMethodField()

    class Meta:
        model = Submission
        fields = [
            "id",
            "exercise",
            "form",
            "status",
            "submitted_at",
            "finished_at",
            "passed",
            "outcome",
            "scores",
        ]

    def get_passed(self, submission: Submission) -> bool | None:
        """Whether it passed; null until graded."""
        return submission.grade.passed if hasattr(submission, "grade") else None

    def get_outcome(self, submission: Submission) -> int | None:
        """The overall outcome 0..100; null until graded."""
        return submission.grade.outcome if hasattr(submission, "grade") else None

    def get_scores(self, submission: Submission) -> dict[str, int] | None:
        """Skill to score 0..100; null until graded."""
        return submission.grade.scores if hasattr(submission, "grade") else None


class SubmissionSerializer(SubmissionSummarySerializer):
    """A submission whole, with its grade and evidence where it has come to that end."""

    document = serializers.JSONField()
    position = serializers.SerializerMethodField()
    problems = ProblemSerializer(many=True)
    grade = serializers.SerializerMethodField()

    class Meta(SubmissionSummarySerializer.Meta):
        fields = [*SubmissionSummarySerializer.Meta.fields, "position", "document", "problems", "grade"]

    def get_position(self, submission: Submission) -> int | None:
        """Place in the queue from 1; null once a worker has it."""
        return find_position(submission)

    def get_grade(self, submission: Submission) -> dict[str, Any] | None:
        """The grade with all criteria and evidence; null until graded."""
        return submission.grade.result if hasattr(submission, "grade") else None


class AttemptsSerializer(serializers.Serializer):
    """Graded attempts of the last 24 hours."""

    used = serializers.IntegerField()
    limit = serializers.IntegerField()
    left = serializers.IntegerField()
    next_at = serializers.DateTimeField(allow_null=True)


class MeSerializer(serializers.ModelSerializer):
    """Who calls."""

    class Meta:
        model = User
        fields = ["id", "email", "name", "role", "joined_at"]
        read_only_fields = ["id", "email", "role", "joined_at"]


class TokenSerializer(serializers.ModelSerializer):
    """A token without its key."""

    class Meta:
        model = ApiToken
        fields = ["id", "name", "prefix", "created_at", "last_used_at", "revoked_at"]
        read_only_fields = ["id", "prefix", "created_at", "last_used_at", "revoked_at"]


class NewTokenSerializer(TokenSerializer):
    """A token just made; `key` is shown this once."""

    key = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "key"]
