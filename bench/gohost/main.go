// gohost is the Go side of the rows that compare hosts: HashiCorp's go-plugin as it is, calling one plugin.
//
//	gohost [-mtls] -- COMMAND ARGS…
//
// For each line "TIMES CALLERS" of its input it calls echo so often with 1 KB, from so many goroutines, and answers with
// one line of nanoseconds: the median call when there is one caller, else the time of all divided by TIMES.
package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"sync"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"github.com/mortise-io/mortise/sdk/go/mortisev1"
)

type guest struct{ plugin.NetRPCUnsupportedPlugin }

func (guest) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error {
	return fmt.Errorf("this is a host")
}

func (guest) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, connection *grpc.ClientConn) (any, error) {
	return mortisev1.NewPluginClient(connection), nil
}

func main() {
	mtls := flag.Bool("mtls", false, "AutoMTLS")
	flag.Parse()
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig: plugin.HandshakeConfig{ProtocolVersion: 1, MagicCookieKey: "MORTISE_PLUGIN",
			MagicCookieValue: "22200727c49dde788efbf59a8af097c5ea34b813783e4245389fb7b1250cf1f4"},
		Plugins:          plugin.PluginSet{"guest": guest{}},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         *mtls,
		Cmd:              exec.Command(flag.Arg(0), flag.Args()[1:]...),
		Logger:           hclog.NewNullLogger(),
	})
	err := serve(client)
	client.Kill()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(client *plugin.Client) error {
	protocol, err := client.Client()
	if err != nil {
		return err
	}
	raw, err := protocol.Dispense("guest")
	if err != nil {
		return err
	}
	plugin := raw.(mortisev1.PluginClient)
	if _, err := plugin.Start(context.Background(), &mortisev1.StartRequest{ConfigJson: []byte("{}"), Plugin: "guest", Generation: 1}); err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var times, callers int
		if _, err := fmt.Sscan(lines.Text(), &times, &callers); err != nil {
			return err
		}
		nanos, err := measure(plugin, times, callers)
		if err != nil {
			return err
		}
		fmt.Println(nanos)
	}
	return lines.Err()
}

func measure(plugin mortisev1.PluginClient, times, callers int) (int64, error) {
	if callers == 1 {
		took := make([]time.Duration, times)
		err := repeat(plugin, took)
		slices.Sort(took)
		return took[times/2].Nanoseconds(), err
	}
	var all sync.WaitGroup
	failures := make(chan error, callers)
	begin := time.Now()
	for range callers {
		all.Go(func() { failures <- repeat(plugin, make([]time.Duration, times/callers)) })
	}
	all.Wait()
	nanos := time.Since(begin).Nanoseconds() / int64(times/callers*callers)
	close(failures)
	for err := range failures {
		if err != nil {
			return 0, err
		}
	}
	return nanos, nil
}

// repeat calls once for each place of took, with the deadline a host should give.
func repeat(plugin mortisev1.PluginClient, took []time.Duration) error {
	payload := bytes.Repeat([]byte("x"), 1024)
	for i := range took {
		begin := time.Now()
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		reply, err := plugin.Call(ctx, &mortisev1.CallRequest{Function: "echo", Payload: payload})
		cancel()
		if err != nil || len(reply.GetPayload()) != len(payload) {
			return fmt.Errorf("echo answered %d bytes, %w", len(reply.GetPayload()), err)
		}
		took[i] = time.Since(begin)
	}
	return nil
}
