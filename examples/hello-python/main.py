"""A plugin that greets and counts."""

from dataclasses import dataclass

import mortise

plugin = mortise.Plugin("hello-python")


@dataclass
class Ask:
    name: str


@plugin.handle("greet", "greets somebody and counts it")
def greet(call, ask: Ask):
    if not ask.name:
        raise mortise.CallRejected(mortise.Code.INVALID_ARGUMENT, "whom shall I greet?")
    times = call.host.kv.increment("greeted/" + ask.name)
    call.host.log.info("greeted", name=ask.name)
    return {"text": f"Hello, {ask.name}!", "times": times}


if __name__ == "__main__":
    plugin.serve()
