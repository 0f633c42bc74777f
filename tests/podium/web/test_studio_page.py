"""What the page of the Studio brings along."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from podium.accounts.models import User
from podium.courses.describe import describe_workflows
from tests.podium.making import HOUR, NOON, client_for, make_exercise, make_run, make_user, post_desk
from workflow.document import Graph, Workflow
from workflow.validate import validate

pytestmark = pytest.mark.django_db


def bootstrap(client: Client) -> Any:
    page = client.get("/studio/post-desk/").content.decode()
    found = re.search(r'<script id="studio-bootstrap" type="application/json">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found.group(1))


def test_the_page_brings_the_learners_newest_run_and_nobody_elses(learner: User) -> None:
    make_exercise()
    make_run(learner, at=NOON)
    newest = make_run(learner, at=NOON + HOUR)
    make_run(make_user(email="classmate@example.org"), at=NOON + 2 * HOUR)
    assert bootstrap(client_for(learner))["last_run"] == str(newest.pk)


def test_where_nothing_ran_there_is_no_last_run(learner: User) -> None:
    make_exercise()
    assert bootstrap(client_for(learner))["last_run"] is None


def test_hazards_come_with_the_words_that_the_trace_uses(learner: User) -> None:
    make_exercise()
    words = bootstrap(client_for(learner))["hazards"]
    assert words["slip"] == "A plain slip"
    assert all(title and title == title.strip() for title in words.values())


def test_workflows_of_the_exercise_come_whole_each_version_by_itself() -> None:
    data = {
        "podium": 1,
        "nodes": [],
        "workflows": {
            "sort": {
                "title": "Sort letters",
                "version": "2",
                "nodes": [{"id": "post", "kind": "input", "values": ["letter"]}],
            }
        },
    }
    document, problems = validate(data, None)
    assert document is not None, problems
    first = Workflow(Graph((), ()), version="1")
    scenario = replace(post_desk().scenario, workflows={"sort": (first, document.workflows["sort"])})
    told = describe_workflows(scenario)
    assert [(each["slug"], each["version"], each["title"]) for each in told] == [
        ("sort", "1", ""),
        ("sort", "2", "Sort letters"),
    ]
    assert told[1]["nodes"] == [{"id": "post", "kind": "input", "values": ["letter"]}]


def test_an_exercise_without_workflows_brings_none() -> None:
    assert describe_workflows(post_desk().scenario) == []
