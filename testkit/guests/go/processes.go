//go:build !wasip1

package main

import (
	"encoding/json"
	"os"
	"strings"
	"syscall"
	"time"

	mortise "github.com/mortise-io/mortise/sdk/go"
)

// Functions that only a process can have; see ../java/README.md.
func init() {
	mortise.HandleBytes("background", func(_ mortise.Context, key []byte) ([]byte, error) {
		return decimal(mortise.Background().KV().Set(string(key), []byte("background"), mortise.Forever))
	})
	mortise.HandleBytes("env", func(mortise.Context, []byte) ([]byte, error) {
		variables := map[string]string{}
		for _, variable := range os.Environ() {
			name, value, _ := strings.Cut(variable, "=")
			variables[name] = value
		}
		return json.Marshal(variables)
	})
	mortise.HandleBytes("pid", func(mortise.Context, []byte) ([]byte, error) { return decimal(uint64(os.Getpid()), nil) })
	mortise.HandleBytes("pid_of_parent", func(mortise.Context, []byte) ([]byte, error) {
		return decimal(uint64(os.Getppid()), nil)
	})
	with("crash", "CODE", func(_ mortise.Context, in fields) ([]byte, error) {
		os.Exit(int(in.number("CODE")))
		return nil, nil
	})
	mortise.HandleBytes("kill_self", func(mortise.Context, []byte) ([]byte, error) {
		return ok(syscall.Kill(os.Getpid(), syscall.SIGKILL))
	})
	mortise.HandleBytes("stderr", func(_ mortise.Context, lines []byte) ([]byte, error) {
		_, err := syscall.Write(2, append(lines, '\n'))
		return ok(err)
	})
	with("sleep_ignore", "COUNT", func(ctx mortise.Context, in fields) ([]byte, error) {
		time.Sleep(time.Duration(in.number("COUNT")) * time.Millisecond)
		if ctx.Err() != nil {
			return []byte("interrupted"), nil
		}
		return ok(nil)
	})
}
