// gohost starts a plugin as any Go program would, with HashiCorp's go-plugin as it is, and speaks mortise.v1 to it.
//
//	gohost [-mtls] [-kill] -- COMMAND ARGS…
//
// It walks through a plugin's whole life, prints one line for each step, and ends with 1 at the first that goes wrong.
// The plugin must be the contract guest: see ../guests/contract/README.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
)

var (
	cookie = plugin.HandshakeConfig{ProtocolVersion: 1, MagicCookieKey: "MORTISE_PLUGIN",
		MagicCookieValue: "22200727c49dde788efbf59a8af097c5ea34b813783e4245389fb7b1250cf1f4"}
	mtls = flag.Bool("mtls", false, "AutoMTLS")
	kill = flag.Bool("kill", false, "SIGKILL this host in the end, to see whether the plugin notices")
)

func main() {
	flag.Parse()
	out, records := &sink{}, &sink{}
	command := exec.Command(flag.Arg(0), flag.Args()[1:]...)
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  cookie,
		Plugins:          plugin.PluginSet{"mortise": dispensed{}},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         *mtls,
		Cmd:              command,
		StartTimeout:     30 * time.Second,
		SyncStdout:       out,
		SyncStderr:       records,
		Stderr:           records,
		Logger:           hclog.New(&hclog.LoggerOptions{Output: records, Level: hclog.Debug, Name: "host"}),
	})
	err := walk(client, command, out)
	if err != nil {
		fmt.Fprintf(os.Stderr, "no  %v\n--- the plugin's stderr\n%s\n", err, records)
		client.Kill()
		os.Exit(1)
	}
}

func walk(client *plugin.Client, command *exec.Cmd, out *sink) error {
	begin := time.Now()
	protocol, err := client.Client()
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	ok("start, in %d ms", time.Since(begin).Milliseconds())
	if err := protocol.Ping(); err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	ok("ping")
	raw, err := protocol.Dispense("mortise")
	if err != nil {
		return fmt.Errorf("dispense: %w", err)
	}
	if err := converse(raw.(*guest), out); err != nil {
		return err
	}
	if *kill {
		fmt.Println("pid", command.Process.Pid)
		return syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	return end(client, command)
}

// end asks for Shutdown, as go-plugin does: a plugin that does not leave within two seconds is killed, and that is seen.
func end(client *plugin.Client, command *exec.Cmd) error {
	if err := command.Process.Signal(os.Interrupt); err != nil {
		return fmt.Errorf("interrupt: %w", err)
	}
	time.Sleep(100 * time.Millisecond)
	if client.Exited() {
		return fmt.Errorf("SIGINT ended the plugin; that is the host's to decide")
	}
	ok("SIGINT is left to the host")
	socket := client.ReattachConfig().Addr
	begin := time.Now()
	client.Kill()
	if state := command.ProcessState; state == nil || state.ExitCode() != 0 {
		return fmt.Errorf("Shutdown: the plugin ended with %v", state)
	}
	if _, err := os.Lstat(socket.String()); socket.Network() == "unix" && err == nil {
		return fmt.Errorf("the socket %s is left", socket)
	}
	ok("Shutdown, in %d ms", time.Since(begin).Milliseconds())
	return nil
}

func ok(format string, values ...any) { fmt.Printf("ok  "+format+"\n", values...) }

// until waits for a condition for five seconds.
func until(what string, holds func() bool) error {
	for end := time.Now().Add(5 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			return fmt.Errorf("%s: not within 5 s", what)
		}
	}
	ok("%s", strings.TrimSpace(what))
	return nil
}
