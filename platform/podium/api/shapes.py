"""Shapes for the API's description that are not made from rows."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers

from podium.api.serializers import DraftSerializer, ErrorDetailSerializer, ErrorSerializer

ANY_OBJECT = OpenApiTypes.OBJECT
WITH_ERRORS = {400: ErrorSerializer, 401: ErrorSerializer, 404: ErrorSerializer, 429: ErrorSerializer}
WITH_CONFLICTS = {**WITH_ERRORS, 409: ErrorSerializer}


class ConflictSerializer(serializers.Serializer):
    """The draft that stands, and the version under which the refused document was kept."""

    error = ErrorDetailSerializer()
    current = DraftSerializer()
    kept = serializers.UUIDField()


class ExerciseSummarySerializer(serializers.Serializer):
    """An exercise in a list."""

    slug = serializers.SlugField()
    title = serializers.CharField()
    summary = serializers.CharField()
    level = serializers.IntegerField()
    kind = serializers.CharField()
    minutes = serializers.IntegerField()
    skills = serializers.DictField(child=serializers.FloatField())
    duties = serializers.ListField(child=serializers.CharField())
    version = serializers.CharField()


class DataItemSerializer(serializers.Serializer):
    """One entry of an exercise's data dictionary."""

    name = serializers.CharField()
    title = serializers.CharField()
    type = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    labels = serializers.ListField(child=serializers.CharField())
    values = serializers.ListField(child=serializers.CharField())
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    made_by_craft = serializers.CharField(allow_null=True)


class ExerciseSerializer(ExerciseSummarySerializer):
    """An exercise whole."""

    brief_html = serializers.CharField()
    hints_count = serializers.IntegerField()
    data = DataItemSerializer(many=True)  # type: ignore[assignment]
    roster = serializers.ListField(child=serializers.DictField())
    tools = serializers.ListField(child=serializers.DictField())
    policies = serializers.ListField(child=serializers.DictField())
    budget = serializers.DictField(child=serializers.FloatField())
    deliverables = serializers.ListField(child=serializers.DictField())
    models = serializers.ListField(child=serializers.DictField())
    workflows = serializers.ListField(child=serializers.DictField())
    starter = serializers.JSONField()
    templates = serializers.ListField(child=serializers.DictField())
    suites = serializers.DictField(child=serializers.IntegerField())
    incidents_tolerated = serializers.IntegerField()


class PracticeCaseSerializer(serializers.Serializer):
    """A public case: what the input node gives."""

    id = serializers.CharField()
    title = serializers.CharField()
    suite = serializers.CharField()
    values = serializers.DictField()
