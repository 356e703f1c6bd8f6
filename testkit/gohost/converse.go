package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/mortise-io/mortise/sdk/go/mortisev1"
)

// guest is what go-plugin dispenses: the plugin's services and the way for it to call back.
type guest struct {
	mortisev1.PluginClient
	broker *plugin.GRPCBroker
}

type dispensed struct{ plugin.NetRPCUnsupportedPlugin }

func (dispensed) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error {
	return fmt.Errorf("this is a host")
}

func (dispensed) GRPCClient(_ context.Context, broker *plugin.GRPCBroker, connection *grpc.ClientConn) (any, error) {
	return &guest{mortisev1.NewPluginClient(connection), broker}, nil
}

// host answers callbacks: one kv entry, and the call ids it was told.
type host struct {
	mortisev1.UnimplementedHostServer
	lock  sync.Mutex
	value []byte
	calls []string
}

func (h *host) KvSet(ctx context.Context, request *mortisev1.KvSetRequest) (*mortisev1.KvVersionReply, error) {
	headers, _ := metadata.FromIncomingContext(ctx)
	h.lock.Lock()
	defer h.lock.Unlock()
	h.value = request.GetValue()
	h.calls = append(h.calls, strings.Join(headers.Get("mortise-call"), ","))
	return &mortisev1.KvVersionReply{Version: 7}, nil
}

func (h *host) KvGet(context.Context, *mortisev1.KvGetRequest) (*mortisev1.KvGetReply, error) {
	h.lock.Lock()
	defer h.lock.Unlock()
	if h.value == nil {
		return nil, status.Error(codes.NotFound, "nothing is there")
	}
	return &mortisev1.KvGetReply{Value: h.value, Version: 7}, nil
}

func converse(guest *guest, out *sink) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	document, err := guest.Describe(ctx, &emptypb.Empty{})
	if err != nil || !strings.Contains(string(document.GetJson()), `"echo"`) {
		return fmt.Errorf("describe: %s, %v", document.GetJson(), err)
	}
	ok("describe")
	answers := &host{}
	id := guest.broker.NextId()
	go guest.broker.AcceptAndServe(id, func(options []grpc.ServerOption) *grpc.Server {
		server := grpc.NewServer(options...)
		mortisev1.RegisterHostServer(server, answers)
		return server
	})
	start := &mortisev1.StartRequest{HostBrokerId: id, ConfigJson: []byte(`{}`), Plugin: "contract", Generation: 1}
	if _, err := guest.Start(ctx, start); err != nil {
		return fmt.Errorf("start over the broker: %w", err)
	}
	if _, err := guest.Start(ctx, start); status.Code(err) != codes.FailedPrecondition {
		return fmt.Errorf("a second start: %v, not FAILED_PRECONDITION", err)
	}
	ok("start once, with a broker id")
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return calls(ctx, guest) },
		func(ctx context.Context) error { return callback(ctx, guest, answers) },
		func(ctx context.Context) error { return stream(ctx, guest) },
		func(ctx context.Context) error { return failures(ctx, guest) },
		func(ctx context.Context) error { return stdio(ctx, guest, out) },
		func(ctx context.Context) error { return ending(ctx, guest) },
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func calls(ctx context.Context, guest *guest) error {
	for _, size := range []int{0, 1, 1 << 10, 5 << 20} {
		sent := bytes.Repeat([]byte{0xa5}, size)
		reply, err := guest.Call(ctx, &mortisev1.CallRequest{Function: "echo", Payload: sent},
			grpc.MaxCallRecvMsgSize(64<<20))
		if err != nil || !bytes.Equal(reply.GetPayload(), sent) {
			return fmt.Errorf("echo of %d bytes: %d, %w", size, len(reply.GetPayload()), err)
		}
	}
	ok("calls, of up to 5 MiB")
	return nil
}

func callback(ctx context.Context, guest *guest, answers *host) error {
	ctx = metadata.AppendToOutgoingContext(ctx, "mortise-call", "41")
	set, err := guest.Call(ctx, &mortisev1.CallRequest{Function: "kv_set", Payload: []byte("k 0 kept")})
	if err != nil || string(set.GetPayload()) != "7" {
		return fmt.Errorf("kv_set by callback: %q, %w", set.GetPayload(), err)
	}
	get, err := guest.Call(ctx, &mortisev1.CallRequest{Function: "kv_get", Payload: []byte("k")})
	if err != nil || string(get.GetPayload()) != "kept" {
		return fmt.Errorf("kv_get by callback: %q, %w", get.GetPayload(), err)
	}
	if _, err := guest.Call(ctx, &mortisev1.CallRequest{Function: "background", Payload: []byte("b")}); err != nil {
		return fmt.Errorf("background work: %w", err)
	}
	if told := strings.Join(answers.calls, " "); told != "41 " {
		return fmt.Errorf("the call ids told were %q, not one of the call and none of the background", told)
	}
	_, err = guest.Call(ctx, &mortisev1.CallRequest{Function: "cache_get", Payload: []byte("k")})
	if status.Code(err) != codes.Unimplemented {
		return fmt.Errorf("a service that is not there: %w", err)
	}
	ok("callbacks over the broker, with the call's id")
	return nil
}

func stream(ctx context.Context, guest *guest) error {
	chunks, err := guest.Stream(ctx, &mortisev1.CallRequest{Function: "stream", Payload: []byte("3")})
	if err != nil {
		return fmt.Errorf("stream: %w", err)
	}
	for i := 0; i < 3; i++ {
		chunk, err := chunks.Recv()
		if err != nil || string(chunk.GetData()) != fmt.Sprintf("chunk %d", i) {
			return fmt.Errorf("chunk %d: %q, %w", i, chunk.GetData(), err)
		}
	}
	if _, err := chunks.Recv(); err == nil || err.Error() != "EOF" {
		return fmt.Errorf("the stream's end: %v", err)
	}
	cut, cancel := context.WithCancel(ctx)
	endless, err := guest.Stream(cut, &mortisev1.CallRequest{Function: "stream", Payload: []byte("1000000000")})
	if err == nil {
		_, err = endless.Recv()
	}
	cancel()
	if err != nil {
		return fmt.Errorf("a stream that is left: %w", err)
	}
	ok("stream, to its end and left early")
	return nil
}

func failures(ctx context.Context, guest *guest) error {
	for function, want := range map[string]*mortisev1.ErrorDetail{
		"fail": {Origin: mortisev1.Origin_REJECTED, Code: 9, Message: "not ü now"},
		"trap": {Origin: mortisev1.Origin_TRAPPED, Code: 13},
	} {
		var trailer metadata.MD
		_, err := guest.Call(ctx, &mortisev1.CallRequest{Function: function, Payload: []byte("9 not ü now")}, grpc.Trailer(&trailer))
		var got mortisev1.ErrorDetail
		if raw := trailer.Get("mortise-error-bin"); len(raw) != 1 || proto.Unmarshal([]byte(raw[0]), &got) != nil {
			return fmt.Errorf("%s: %v without a detail", function, err)
		}
		if got.Origin != want.Origin || got.Code != want.Code || uint32(status.Code(err)) != want.Code ||
			(want.Message != "" && got.Message != want.Message) || (len(got.Frames) > 0) != (function == "trap") {
			return fmt.Errorf("%s: %v with %v", function, err, &got)
		}
	}
	if _, err := guest.Call(ctx, &mortisev1.CallRequest{Function: "nobody"}); status.Code(err) != codes.Unimplemented {
		return fmt.Errorf("an unknown function: %w", err)
	}
	late, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	_, err := guest.Call(late, &mortisev1.CallRequest{Function: "sleep_ignore", Payload: []byte("600")})
	if status.Code(err) != codes.DeadlineExceeded {
		return fmt.Errorf("a call beyond its deadline: %w", err)
	}
	ok("refusals, traps, unknown functions and deadlines")
	return nil
}

func stdio(ctx context.Context, guest *guest, out *sink) error {
	if _, err := guest.Call(ctx, &mortisev1.CallRequest{Function: "stdout", Payload: []byte("printed ü")}); err != nil {
		return fmt.Errorf("stdout: %w", err)
	}
	return until("stdout over GRPCStdio", func() bool { return strings.Contains(out.String(), "printed ü\n") })
}

func ending(ctx context.Context, guest *guest) error {
	health, err := guest.Health(ctx, &emptypb.Empty{})
	if err != nil || !health.GetReady() || health.GetMessage() != "fine" {
		return fmt.Errorf("health: %v, %w", health, err)
	}
	if _, err := guest.Stop(ctx, &mortisev1.StopRequest{GraceMs: 1000}); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	ok("health and stop")
	return nil
}

// sink keeps what is written, for several writers.
type sink struct {
	lock sync.Mutex
	all  bytes.Buffer
}

func (s *sink) Write(more []byte) (int, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.all.Write(more)
}

func (s *sink) String() string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.all.String()
}
