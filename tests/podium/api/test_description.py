"""The API against its own description: generated requests never break the server, and every answer has
the shape that the description tells."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error, response_schema_conformance

from podium.accounts.services import create_token
from tests.podium.making import NOON, make_exercise, make_user

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_pokes")]
GENERATED = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db(transaction=True)
def test_generated_requests_get_answers_as_described() -> None:
    make_exercise()
    _, key = create_token(user=make_user(email="learner@example.org"), name="script", at=NOON)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    asked: set[str] = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        def ask(case: Any) -> None:
            cache.clear()  # the rate limits are tested elsewhere
            headers = {"Authorization": f"Bearer {key}", "Host": "localhost"}
            response = case.call(headers=headers)
            case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])

        GENERATED(given(operation.as_strategy())(ask))()
        asked.add(operation.label)
    assert len(asked) >= 18
