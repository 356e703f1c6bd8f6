//go:build !wasip1

package mortise

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"github.com/mortise-io/mortise/sdk/go/mortisev1"
)

const (
	cookieKey   = "MORTISE_PLUGIN"
	cookieValue = "22200727c49dde788efbf59a8af097c5ea34b813783e4245389fb7b1250cf1f4"

	// The host's limits are its operator's to set; ours only keep one message from filling the heap.
	maxMessageBytes = 64<<20 + 64<<10
	maxHeaderBytes  = 1 << 20
	// Fixed windows: with its own, growing ones grpc-go measures the connection by a ping for every message it gets, which
	// costs both ends a system call and a wake-up.
	streamWindowBytes     = 1 << 20
	connectionWindowBytes = 4 << 20
	// go-plugin's hosts wait two seconds after Shutdown before they kill.
	stopGrace   = 1200 * time.Millisecond
	orphanGrace = 300 * time.Millisecond
	orphaned    = 3
)

// The stdout that the handshake goes to. Until Main, and beside it, what prints goes to stderr: a line before the
// handshake would be taken for it. This runs before the init function of any package that imports this one.
var stdout = os.Stdout

func init() {
	if os.Getenv(cookieKey) == cookieValue {
		os.Stdout = os.Stderr
	}
}

// Main serves the plugin until its host ends it; call it in main and nothing else. Started by hand it says so and ends
// with 1. With the one argument --describe it prints the functions as JSON.
func Main() {
	if len(os.Args) == 2 && os.Args[1] == "--describe" {
		fmt.Fprintln(stdout, string(document()))
		return
	}
	os.Stdout = stdout
	name := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	logger := hclog.New(&hclog.LoggerOptions{Name: name, Level: hclog.Debug, Output: os.Stderr, JSONFormat: true})
	log.SetFlags(0)
	log.SetOutput(logger.StandardWriter(&hclog.StandardLoggerOptions{InferLevels: true}))
	service := newService(logger)
	background.log = logger
	go watchParent(func() { abandon(service) })
	goplugin.Serve(&goplugin.ServeConfig{
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion: 1, MagicCookieKey: cookieKey, MagicCookieValue: cookieValue,
		},
		Plugins:    goplugin.PluginSet{"mortise": &served{service: service}},
		Logger:     logger,
		GRPCServer: server,
	})
	service.stop(stopGrace)
}

func server(options []grpc.ServerOption) *grpc.Server {
	return grpc.NewServer(append(options,
		grpc.InitialWindowSize(streamWindowBytes), grpc.InitialConnWindowSize(connectionWindowBytes),
		grpc.MaxRecvMsgSize(maxMessageBytes), grpc.MaxSendMsgSize(maxMessageBytes), grpc.MaxHeaderListSize(maxHeaderBytes))...)
}

// served is what go-plugin registers.
type served struct {
	goplugin.NetRPCUnsupportedPlugin
	service *service
}

func (s *served) GRPCServer(broker *goplugin.GRPCBroker, server *grpc.Server) error {
	s.service.broker = broker
	mortisev1.RegisterPluginServer(server, s.service)
	return nil
}

func (s *served) GRPCClient(_ context.Context, _ *goplugin.GRPCBroker, _ *grpc.ClientConn) (any, error) {
	return nil, fmt.Errorf("mortise: this is a plugin, not a host")
}

// abandon ends a process whose host is gone: nobody is left to ask for it, and soon nobody to kill it.
func abandon(service *service) {
	service.stop(orphanGrace)
	os.Exit(orphaned)
}

// watchParent tells when the host's process ended or, under a Mortise host, the pipe on stdin did.
func watchParent(gone func()) {
	if os.Getenv("MORTISE_HOST_PID") != "" {
		go func() {
			ignored := make([]byte, 256)
			for {
				if _, err := os.Stdin.Read(ignored); err != nil {
					gone()
					return
				}
			}
		}()
	}
	parent := os.Getppid()
	for range time.Tick(250 * time.Millisecond) {
		if os.Getppid() != parent {
			gone()
			return
		}
	}
}

// forgetHost keeps what the host said to this process from the processes that it starts itself: a go-plugin host among
// them would take these variables for its own.
func forgetHost() {
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "PLUGIN_") || strings.HasPrefix(name, "MORTISE_") {
			_ = os.Unsetenv(name) // fails only for a name that cannot be in an environment
		}
	}
}
