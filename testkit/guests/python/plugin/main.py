"""The contract guest in Python: the table in ../../contract/README.md binds it."""

import mortise

plugin = mortise.Plugin("contract")
unhealthy = False


@plugin.on_start
def start(config, host):
    global unhealthy
    unhealthy = config.at("/unhealthy") is True
    if config.at("/trap_start") is True:
        raise RuntimeError("asked to trap in start")
    if config.at("/fail_start") is True:
        raise mortise.CallRejected(mortise.Code.FAILED_PRECONDITION, "asked to fail")
    if config.at("/fail_activate") is True:
        raise mortise.CallRejected(mortise.Code.FAILED_PRECONDITION, "asked to fail activation")


@plugin.health
def health():
    return mortise.Health(False, "asked to be unhealthy") if unhealthy else mortise.Health(True, "fine")


if __name__ == "__main__":
    import basics
    import ends
    import processes
    import services

    for module in (basics, ends, services, processes):
        module.register(plugin)
    plugin.serve()
