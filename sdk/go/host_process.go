//go:build !wasip1

package mortise

import (
	"context"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-hclog"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/mortise-io/mortise/sdk/go/mortisev1"
)

// hostLink is the one connection to the Host service.
type hostLink struct {
	mortisev1.HostClient
}

// What belongs to the process and to no call.
var (
	background = &processScope{log: hclog.NewNullLogger()}
	// dataDirectory is set by Start.
	dataDirectory atomic.Value
)

type processScope struct {
	host atomic.Pointer[hostLink]
	log  hclog.Logger
}

// scope is in whose name the host is asked: one call's, or the plugin's own. Its context's deadline and cancellation
// also end what is asked of the host.
type scope struct {
	ctx  context.Context
	call callInfo
}

// Background is the host for work that belongs to no call: in the plugin's own name, without a tenant. Until OnActivate,
// and under a host that is not Mortise, its services fail with Unavailable.
func Background() Context {
	return Context{context.Background(), scope{ctx: context.Background()}}
}

// DataDirectory is where the plugin may write, once it is started and when a directory was granted; empty = none.
func DataDirectory() string {
	path, _ := dataDirectory.Load().(string)
	return path
}

func callScope(ctx context.Context, function string, log hclog.Logger) scope {
	headers, _ := metadata.FromIncomingContext(ctx)
	first := func(name string) string {
		if values := headers.Get(name); len(values) > 0 {
			return values[0]
		}
		return ""
	}
	call := callInfo{id: first("mortise-call"), function: function, traceparent: first("traceparent")}
	call.deadline, _ = ctx.Deadline()
	tenant, err := url.PathUnescape(first("mortise-tenant"))
	if err != nil {
		log.Warn("the tenant's label is not escaped as it should be", "error", err)
	}
	call.tenant = tenant
	if document := first("mortise-caller-bin"); document != "" {
		var caller mortisev1.CallerDocument
		if err := proto.Unmarshal([]byte(document), &caller); err != nil {
			log.Warn("the caller's document cannot be read", "error", err)
		}
		call.caller = Caller{caller.GetKind(), caller.GetId()}
	}
	return scope{ctx, call}
}

func (s scope) info() callInfo { return s.call }

// ask calls the host, and is the one place where its refusals become errors.
func ask[Q, A any](s scope, method func(*hostLink) func(context.Context, Q) (A, error), request Q) (A, error) {
	var none A
	host := background.host.Load()
	if host == nil {
		return none, Reject(Unavailable, "no mortise host")
	}
	ctx := s.ctx
	if s.call.id != "" {
		ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("mortise-call", s.call.id))
	}
	answer, err := method(host)(ctx, request)
	if err == nil {
		return answer, nil
	}
	refusal := status.Convert(err)
	code := Code(refusal.Code())
	if refusal.Message() == "" {
		return none, Reject(code, code.String())
	}
	return none, Reject(code, refusal.Message())
}

// log never fails: what the host does not take, also under a host that is not Mortise, goes to stderr as a record.
func (s scope) log(level Level, message, fields string) {
	request := &mortisev1.LogRequest{Level: uint32(level), Message: wellFormed(message), FieldsJson: []byte(fields)}
	if _, err := ask(s, hostLog, request); err != nil {
		levels := [...]hclog.Level{hclog.Trace, hclog.Debug, hclog.Info, hclog.Warn, hclog.Error}
		background.log.Log(levels[max(0, min(int(level), len(levels)-1))], request.Message, "fields", fields, "unsent", err.Error())
	}
}

// wellFormed makes text fit for a message, which must be UTF-8.
func wellFormed(text string) string { return strings.ToValidUTF8(text, "\ufffd") }

// instant is a time as it travels; empty = now.
func instant(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339Nano)
}
