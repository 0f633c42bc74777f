"""The API's description as a page, and its answer to addresses that are none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator

from podium.api.errors import error_body


def docs(request: HttpRequest) -> HttpResponse:
    """`api/docs.html`: `groups`, a list of (resource, operations); an operation has method, path, id,
    summary, parameters, request and responses (names of shapes)."""
    generator = SchemaGenerator(api_version="v1")  # type: ignore[no-untyped-call]
    schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return render(request, "api/docs.html", {"groups": group_operations(schema), "info": schema["info"]})


def group_operations(schema: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The operations of an OpenAPI description, by resource in the order of their addresses."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in sorted(schema["paths"].items()):
        resource = path.removeprefix("/api/v1/").partition("/")[0]
        for method, operation in methods.items():
            groups.setdefault(resource, []).append(_shape_operation(path, method, operation))
    return list(groups.items())


def _shape_operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    first, _, rest = operation.get("description", "").partition("\n\n")
    return {
        "method": method.upper(),
        "path": path,
        "id": operation["operationId"],
        "summary": operation.get("summary") or first,
        "description": rest,
        "parameters": [parameter["name"] for parameter in operation.get("parameters", [])],
        "request": _shape_name(operation.get("requestBody", {})),
        "responses": [(code, _shape_name(answer)) for code, answer in operation["responses"].items()],
    }


def _shape_name(holder: dict[str, Any]) -> str:
    content: list[dict[str, Any]] = list(holder.get("content", {}).values())
    schema: dict[str, Any] = content[0].get("schema", {}) if content else {}
    name = str(schema.get("$ref") or schema.get("items", {}).get("$ref") or "").rpartition("/")[2]
    return f"list of {name}" if schema.get("type") == "array" else name


def unknown(request: HttpRequest) -> JsonResponse:
    """404 in the API's own shape."""
    return JsonResponse(error_body("not_found", "The API has no such address."), status=404)
