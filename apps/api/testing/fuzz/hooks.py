"""Right values among the generated ones: chance writes neither a SIRET with its keys nor a live link.

Loaded by schemathesis (SCHEMATHESIS_HOOKS). PROOF_SEEDS: { bodies: { operationId: [body, …] }, ids: […], signIns: [body, …] }.
"""

import itertools
import json
import os
import urllib.error
import urllib.request

import schemathesis
from hypothesis import strategies as st

seeds = json.loads(os.environ["PROOF_SEEDS"])
sign_ins = itertools.cycle(seeds["signIns"])


def operation_id(context):
    return context.operation.definition.raw.get("operationId") if context.operation else None


@schemathesis.hook
def flatmap_body(context, body):
    """A body as generated, a right one, or a right one with one generated field."""
    right = seeds["bodies"].get(operation_id(context))
    if not right:
        return st.just(body)
    choices = [st.just(body), st.sampled_from(right)]
    if isinstance(body, dict) and body:
        one = st.sampled_from(sorted(body)).map(lambda name: {name: body[name]})
        choices.append(st.builds(lambda row, field: {**row, **field}, st.sampled_from(right), one))
    return st.one_of(choices)


@schemathesis.hook
def flatmap_path_parameters(context, path_parameters):
    if not path_parameters or "id" not in path_parameters:
        return st.just(path_parameters)
    return st.one_of(st.just(path_parameters), st.sampled_from(seeds["ids"]).map(lambda known: {"id": known}))


@schemathesis.auth(refresh_interval=0.5).apply_to(path_regex="^/v1/sessions")
class Session:
    """Signs in anew twice a second, each time as somebody else: what is called signs out, and guesses passwords."""

    def get(self, case, context):
        for body in itertools.islice(sign_ins, len(seeds["signIns"])):
            try:
                return self.sign_in(json.dumps(body).encode())
            except urllib.error.HTTPError:
                continue  # this one has changed its password
        raise RuntimeError("nobody can sign in any more")

    def sign_in(self, body):
        address = os.environ["PROOF_URL"] + "/v1/sessions"
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.headers["Set-Cookie"].split(";")[0].split("=", 1)

    def set(self, case, data, context):
        name, value = data
        case.cookies = {**(case.cookies or {}), name: value}
