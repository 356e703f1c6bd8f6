// The contract guest in Go, for both runtimes: the table in ../contract/README.md binds it.
package main

import (
	"strings"

	mortise "github.com/mortise-io/mortise/sdk/go"
)

func main() { mortise.Main() }

var isUnhealthy bool

func init() {
	mortise.OnStart(func(config mortise.Config) error {
		isUnhealthy = isTrue(config, "/unhealthy")
		if isTrue(config, "/trap_start") {
			panic("asked to trap in start")
		}
		if isTrue(config, "/fail_start") {
			return mortise.Reject(mortise.FailedPrecondition, "asked to fail")
		}
		return nil
	})
	mortise.OnActivate(func(ctx mortise.Context) error {
		if isTrue(ctx.Config(), "/fail_activate") {
			return mortise.Reject(mortise.FailedPrecondition, "asked to fail activation")
		}
		return nil
	})
	mortise.OnHealth(func() mortise.Health {
		if isUnhealthy {
			return mortise.NotReady("asked to be unhealthy")
		}
		return mortise.Ready("fine")
	})
}

func isTrue(config mortise.Config, pointer string) bool {
	value, err := config.JSON(pointer)
	return err == nil && strings.TrimSpace(string(value)) == "true"
}
