// A go-plugin program that behaves as no example does: bytes in, bytes out, at /probe.Probe/METHOD.
//
// It serves the application versions 1 and 3 under the cookie that go-plugin's examples share. Broker ids travel as
// decimal text.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// payload is a message as it is on the wire.
type payload []byte

// bytesOrProto leaves payloads as they are; go-plugin's own services on the same server keep the usual codec.
type bytesOrProto struct{ usual encoding.Codec }

func (bytesOrProto) Name() string { return "proto" }

func (c bytesOrProto) Marshal(value any) ([]byte, error) {
	if bytes, ok := value.(*payload); ok {
		return *bytes, nil
	}
	return c.usual.Marshal(value)
}

func (c bytesOrProto) Unmarshal(data []byte, value any) error {
	if bytes, ok := value.(*payload); ok {
		*bytes = append(payload(nil), data...)
		return nil
	}
	return c.usual.Unmarshal(data, value)
}

// messages is the usual codec.
type messages struct{}

func (messages) Name() string { return "proto" }

func (messages) Marshal(value any) ([]byte, error) { return proto.Marshal(value.(proto.Message)) }

func (messages) Unmarshal(data []byte, value any) error {
	return proto.Unmarshal(data, value.(proto.Message))
}

// probe is the plugin of one application version.
type probe struct {
	plugin.NetRPCUnsupportedPlugin
	version int
	serving *served
}

// served is what the methods need to know; go-plugin fills it in once the version is chosen.
type served struct {
	broker  *plugin.GRPCBroker
	version int
}

func (p probe) GRPCServer(broker *plugin.GRPCBroker, _ *grpc.Server) error {
	p.serving.broker, p.serving.version = broker, p.version
	return nil
}

func (probe) GRPCClient(context.Context, *plugin.GRPCBroker, *grpc.ClientConn) (any, error) {
	return nil, errors.New("this is a plugin")
}

type method func(ctx context.Context, in payload) (payload, error)

func (s *served) methods() map[string]method {
	return map[string]method{
		"Echo":     func(_ context.Context, in payload) (payload, error) { return in, nil },
		"Version":  func(context.Context, payload) (payload, error) { return number(s.version), nil },
		"Env":      environment,
		"Print":    print,
		"Callback": s.callback,
		"Accept":   s.accept,
		"Panic":    panics,
		"Exit3":    func(context.Context, payload) (payload, error) { os.Exit(3); return nil, nil },
		"BigError": func(context.Context, payload) (payload, error) {
			return nil, status.Error(codes.Internal, strings.Repeat("e", 20<<10))
		},
		"Hang": func(ctx context.Context, _ payload) (payload, error) { <-ctx.Done(); return nil, ctx.Err() },
	}
}

func number(n int) payload { return payload(strconv.Itoa(n)) }

func environment(_ context.Context, name payload) (payload, error) {
	value, is := os.LookupEnv(string(name))
	return payload(fmt.Sprintf("%v %s", is, value)), nil
}

func print(_ context.Context, in payload) (payload, error) {
	fmt.Println("to-stdout", len(in))
	fmt.Fprintln(os.Stderr, "to-stderr", len(in))
	return nil, nil
}

// callback asks the host for 2 + 3, at the broker id it is told.
func (s *served) callback(ctx context.Context, in payload) (payload, error) {
	id, err := strconv.ParseUint(string(in), 10, 32)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	connection, err := s.broker.Dial(uint32(id))
	if err != nil {
		return nil, status.Error(codes.Aborted, err.Error())
	}
	defer connection.Close()
	request, reply := payload{1 << 3, 2, 2 << 3, 3}, payload{}
	err = connection.Invoke(ctx, "/proto.AddHelper/Sum", &request, &reply, grpc.ForceCodec(codec()))
	return reply, err
}

// accept serves these methods at a broker id of its own, and tells it.
func (s *served) accept(context.Context, payload) (payload, error) {
	id := s.broker.NextId()
	go s.broker.AcceptAndServe(id, s.server)
	return number(int(id)), nil
}

// panics on a goroutine that nobody recovers: the process ends.
func panics(context.Context, payload) (payload, error) {
	go func() { panic("probe panic") }()
	time.Sleep(time.Second)
	return nil, nil
}

func codec() encoding.Codec { return bytesOrProto{messages{}} }

func (s *served) server(options []grpc.ServerOption) *grpc.Server {
	return grpc.NewServer(append(options, grpc.ForceServerCodec(codec()), grpc.UnknownServiceHandler(s.handle))...)
}

func (s *served) handle(_ any, stream grpc.ServerStream) error {
	name, _ := grpc.MethodFromServerStream(stream)
	known, is := s.methods()[strings.TrimPrefix(name, "/probe.Probe/")]
	if !is {
		return status.Error(codes.Unimplemented, name)
	}
	var in payload
	if err := stream.RecvMsg(&in); err != nil {
		return err
	}
	out, err := known(stream.Context(), in)
	if err != nil {
		return err
	}
	return stream.SendMsg(&out)
}

func main() {
	serving := &served{}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: plugin.HandshakeConfig{MagicCookieKey: "BASIC_PLUGIN", MagicCookieValue: "hello"},
		VersionedPlugins: map[int]plugin.PluginSet{
			1: {"probe": probe{version: 1, serving: serving}},
			3: {"probe": probe{version: 3, serving: serving}},
		},
		GRPCServer: serving.server,
	})
}
