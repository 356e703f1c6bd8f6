//go:build !wasip1

package mortise

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/go-hclog"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/mortise-io/mortise/sdk/go/mortisev1"
)

type point struct{ X, Y int }

func init() {
	Handle("swap", func(_ Context, in point) (point, error) { return point{in.Y, in.X}, nil })
	Describe("swap", "turns a point around")
	HandleBytes("reject", func(Context, []byte) ([]byte, error) {
		return nil, fmt.Errorf("while reading: %w", Reject(NotFound, "nothing"))
	})
	HandleBytes("plain", func(Context, []byte) ([]byte, error) { return nil, errors.New("just so") })
	HandleBytes("break", func(Context, []byte) ([]byte, error) { panic(errors.New("boom")) })
	HandleBytes("whose", func(ctx Context, _ []byte) ([]byte, error) {
		_, err := ctx.KV().Set("k", nil, time.Microsecond)
		return []byte(ctx.CallID() + " " + ctx.Tenant() + " " + ctx.Caller().Kind), err
	})
	Stream("count", func(_ Context, _ []byte, chunks *Chunks) error {
		for _, chunk := range []string{"a", "b", "c"} {
			chunks.Send([]byte(chunk))
		}
		return nil
	})
}

// memory is a host with a kv that somebody else writes to, once, between a read and the next write.
type memory struct {
	mortisev1.UnimplementedHostServer
	lock     sync.Mutex
	value    []byte
	version  uint64
	meddling bool
	ttls     []uint64
	calls    []string
}

func (m *memory) KvGet(context.Context, *mortisev1.KvGetRequest) (*mortisev1.KvGetReply, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.version == 0 {
		return nil, status.Error(codes.NotFound, "nothing is there")
	}
	reply := &mortisev1.KvGetReply{Value: m.value, Version: m.version}
	if m.meddling {
		m.meddling = false
		m.value, m.version = []byte("40"), m.version+1
	}
	return reply, nil
}

func (m *memory) KvSet(ctx context.Context, request *mortisev1.KvSetRequest) (*mortisev1.KvVersionReply, error) {
	headers, _ := metadata.FromIncomingContext(ctx)
	m.lock.Lock()
	defer m.lock.Unlock()
	m.value, m.version = request.GetValue(), m.version+1
	m.ttls = append(m.ttls, request.GetTtlMs())
	m.calls = append(m.calls, headers.Get("mortise-call")...)
	return &mortisev1.KvVersionReply{Version: m.version}, nil
}

func (m *memory) KvCompareAndSet(_ context.Context, request *mortisev1.KvCompareAndSetRequest) (*mortisev1.KvVersionReply, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if request.GetVersion() != m.version {
		return nil, status.Error(codes.Aborted, "another version")
	}
	m.value, m.version = request.GetValue(), m.version+1
	return &mortisev1.KvVersionReply{Version: m.version}, nil
}

// connect serves both sides on the loopback address and makes the host the process's own.
func connect(t *testing.T, host *memory) mortisev1.PluginClient {
	t.Helper()
	serve := func(register func(*grpc.Server)) *grpc.ClientConn {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		server := grpc.NewServer()
		register(server)
		go server.Serve(listener)
		t.Cleanup(server.Stop)
		connection, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { connection.Close() })
		return connection
	}
	link := serve(func(server *grpc.Server) { mortisev1.RegisterHostServer(server, host) })
	background.host.Store(&hostLink{mortisev1.NewHostClient(link)})
	t.Cleanup(func() { background.host.Store(nil) })
	service := newService(hclog.NewNullLogger())
	return mortisev1.NewPluginClient(serve(func(server *grpc.Server) { mortisev1.RegisterPluginServer(server, service) }))
}

func call(t *testing.T, plugin mortisev1.PluginClient, function, payload string) (string, error, *mortisev1.ErrorDetail) {
	t.Helper()
	ctx := metadata.AppendToOutgoingContext(t.Context(), "mortise-call", "7", "mortise-tenant", "ac%20me")
	var trailer metadata.MD
	reply, err := plugin.Call(ctx, &mortisev1.CallRequest{Function: function, Payload: []byte(payload)}, grpc.Trailer(&trailer))
	detail := &mortisev1.ErrorDetail{}
	if raw := trailer.Get("mortise-error-bin"); len(raw) == 1 {
		if err := proto.Unmarshal([]byte(raw[0]), detail); err != nil {
			t.Fatal(err)
		}
	}
	return string(reply.GetPayload()), err, detail
}

func TestCall_answers_andKnowsWhoseItIs(t *testing.T) {
	host := &memory{}
	plugin := connect(t, host)

	if got, err, _ := call(t, plugin, "swap", `{"X":1,"Y":2}`); got != `{"X":2,"Y":1}` {
		t.Errorf("swap: %q, %v", got, err)
	}
	if got, err, _ := call(t, plugin, "count", ""); got != "abc" {
		t.Errorf("a stream in a plain call: %q, %v", got, err)
	}
	if got, err, _ := call(t, plugin, "whose", ""); got != "7 ac me " {
		t.Errorf("whose: %q, %v", got, err)
	}
	if len(host.calls) != 1 || host.calls[0] != "7" || host.ttls[0] != 1 {
		t.Errorf("the host was told calls %v and times to live %v", host.calls, host.ttls)
	}
}

func TestOutcome_isAStatusAndADetail(t *testing.T) {
	plugin := connect(t, &memory{})
	for _, c := range []struct {
		function, payload string
		code              codes.Code
		origin            mortisev1.Origin
		message           string
	}{
		{"reject", "", codes.NotFound, mortisev1.Origin_REJECTED, "while reading: nothing"},
		{"plain", "", codes.Unknown, mortisev1.Origin_REJECTED, "just so"},
		{"swap", `{"X":"one"}`, codes.InvalidArgument, mortisev1.Origin_REJECTED, "input does not fit: json"},
		{"break", "", codes.Internal, mortisev1.Origin_TRAPPED, "panic: boom"},
		{"nobody", "", codes.Unimplemented, mortisev1.Origin_ORIGIN_UNSPECIFIED, ""},
	} {
		_, err, detail := call(t, plugin, c.function, c.payload)
		if status.Code(err) != c.code || detail.Origin != c.origin || !strings.HasPrefix(detail.Message, c.message) {
			t.Errorf("%s: %v with %v", c.function, err, detail)
		}
		if (c.origin == mortisev1.Origin_TRAPPED) != (len(detail.Frames) > 0) {
			t.Errorf("%s has frames %v", c.function, detail.Frames)
		}
	}
}

func TestIncrement_triesAgain_whenSomebodyElseWrote(t *testing.T) {
	host := &memory{value: []byte("1"), version: 1, meddling: true}
	connect(t, host)

	if sum, err := Background().KV().Increment("k", 2); sum != 42 || err != nil {
		t.Errorf("Increment = %d, %v", sum, err)
	}
	host.value = []byte("9223372036854775807")
	if _, err := Background().KV().Increment("k", 1); CodeOf(err) != OutOfRange {
		t.Errorf("beyond 64 bits: %v", err)
	}
	host.value = []byte("many")
	if _, err := Background().KV().Increment("k", 1); CodeOf(err) != FailedPrecondition {
		t.Errorf("no number: %v", err)
	}
}

func TestHost_thatIsNotThere_isUnavailable(t *testing.T) {
	_, err := Background().KV().Get("k")

	if CodeOf(err) != Unavailable || err.Error() != "no mortise host" {
		t.Errorf("%v", err)
	}
}

func TestDocument_namesWhatIsHandled(t *testing.T) {
	if got := string(document()); !strings.Contains(got, `"swap":{"description":"turns a point around"}`) || !strings.Contains(got, `"count":{}`) {
		t.Error(got)
	}
}
