"""Every name of OpenTelemetry's conventions that a trace uses, in one place, with the version pinned.

The GenAI conventions live in a repository of their own since version 0.1.0 of it. There the workflow's span
is one of `gen_ai.invoke_agent.internal` with the operation `invoke_workflow`, named by `gen_ai.agent.name`.
All of them have the status "development": a new version may rename any of it, and then this file changes.
"""

from __future__ import annotations

SEMCONV_VERSION = "0.1.0"
"""Of open-telemetry/semantic-conventions-genai."""

# Operations, values of `gen_ai.operation.name`; a span's name begins with its operation.
INVOKE_WORKFLOW = "invoke_workflow"
INVOKE_AGENT = "invoke_agent"
EXECUTE_TOOL = "execute_tool"
CHAT = "chat"
PLAN = "plan"
SEARCH_MEMORY = "search_memory"
UPSERT_MEMORY = "upsert_memory"

OPERATION_NAME = "gen_ai.operation.name"
PROVIDER_NAME = "gen_ai.provider.name"
AGENT_NAME = "gen_ai.agent.name"
REQUEST_MODEL = "gen_ai.request.model"
RESPONSE_MODEL = "gen_ai.response.model"
INPUT_TOKENS = "gen_ai.usage.input_tokens"
OUTPUT_TOKENS = "gen_ai.usage.output_tokens"
TOOL_NAME = "gen_ai.tool.name"
TOOL_TYPE = "gen_ai.tool.type"
TOOL_CALL_ID = "gen_ai.tool.call.id"
MEMORY_STORE_ID = "gen_ai.memory.store.id"
ERROR_TYPE = "error.type"

# Content: opt-in, as the conventions say, because it may be anybody's personal data.
INPUT_MESSAGES = "gen_ai.input.messages"
OUTPUT_MESSAGES = "gen_ai.output.messages"
TOOL_RESULT = "gen_ai.tool.call.result"

SERVICE_NAME = "service.name"
SERVICE_VERSION = "service.version"

# What the conventions have no word for.
NODE = "podium.node.id"
KIND = "podium.node.kind"
PATH = "podium.node.path"
PORT = "podium.node.port"
ATTEMPT = "podium.step.attempt"
COST = "podium.cost.eur"
HUMAN_MINUTES = "podium.human.minutes"
STATUS = "podium.run.status"
CASE = "podium.case.id"
MODE = "podium.run.mode"
CONVENTIONS = "podium.semconv.gen_ai.version"

SIMULATED_PROVIDER = "podium.simulated"
LIVE_PROVIDER = "openai"
"""The flavour of the protocol that live endpoints speak, whoever is behind them."""
EVENT_PREFIX = "podium."
"""Before the type of an event that becomes an event of a span."""
EFFECT_KEY = "podium.effect.key"
POLICY = "podium.policy.id"
REASON = "podium.reason"
