//go:build !wasip1

package mortise

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/mortise-io/mortise/sdk/go/internal/jsontext"
	"github.com/mortise-io/mortise/sdk/go/mortisev1"
)

// service answers mortise.v1.Plugin.
type service struct {
	mortisev1.UnimplementedPluginServer
	log     hclog.Logger
	broker  *goplugin.GRPCBroker
	born    time.Time
	forget  sync.Once
	started atomic.Bool
	stops   sync.Once
	stopped chan struct{}
}

func newService(log hclog.Logger) *service {
	return &service{log: log, born: time.Now(), stopped: make(chan struct{})}
}

func (s *service) Describe(context.Context, *emptypb.Empty) (*mortisev1.Document, error) {
	s.forget.Do(forgetHost)
	return &mortisev1.Document{Json: document()}, nil
}

func (s *service) Start(ctx context.Context, request *mortisev1.StartRequest) (*emptypb.Empty, error) {
	s.forget.Do(forgetHost)
	if !s.started.CompareAndSwap(false, true) {
		return nil, status.Error(codes.FailedPrecondition, "Start came twice; a process is started once")
	}
	if id := request.GetHostBrokerId(); id != 0 {
		connection, err := s.broker.DialWithOptions(id,
			grpc.WithInitialWindowSize(streamWindowBytes), grpc.WithInitialConnWindowSize(connectionWindowBytes),
			grpc.WithDefaultCallOptions(
				grpc.MaxCallRecvMsgSize(maxMessageBytes), grpc.MaxCallSendMsgSize(maxMessageBytes)))
		if err != nil {
			return nil, status.Error(codes.Unavailable, err.Error())
		}
		background.host.Store(&hostLink{mortisev1.NewHostClient(connection)})
	}
	dataDirectory.Store(request.GetDataDir())
	err := s.guard("OnStart", func() error { return onStart(configOf(request.GetConfigJson())) })
	if err == nil {
		err = s.guard("OnActivate", func() error { return onActivate(Background()) })
	}
	return &emptypb.Empty{}, s.outcome(ctx, err)
}

func (s *service) Call(ctx context.Context, request *mortisev1.CallRequest) (*mortisev1.CallReply, error) {
	var sent []byte
	last, err := s.run(ctx, request, func(chunk []byte) bool {
		sent = append(sent, chunk...)
		return ctx.Err() == nil
	})
	if err != nil {
		return nil, err
	}
	return &mortisev1.CallReply{Payload: append(sent, last...)}, nil
}

func (s *service) Stream(request *mortisev1.CallRequest, stream grpc.ServerStreamingServer[mortisev1.Chunk]) error {
	send := func(chunk []byte) bool {
		return stream.Send(&mortisev1.Chunk{Data: chunk}) == nil
	}
	last, err := s.run(stream.Context(), request, send)
	if err == nil && len(last) > 0 {
		send(last)
	}
	return err
}

func (s *service) Health(ctx context.Context, _ *emptypb.Empty) (*mortisev1.HealthReply, error) {
	var health Health
	if err := s.guard("OnHealth", func() error { health = onHealth(); return nil }); err != nil {
		return nil, s.outcome(ctx, err)
	}
	uptime := uint64(time.Since(s.born) / time.Millisecond)
	return &mortisev1.HealthReply{Ready: health.Ready, Message: health.Message, UptimeMs: uptime}, nil
}

func (s *service) Stop(ctx context.Context, request *mortisev1.StopRequest) (*emptypb.Empty, error) {
	grace := time.Duration(request.GetGraceMs()) * time.Millisecond
	if !s.stop(grace) {
		return nil, status.Error(codes.DeadlineExceeded, "OnStop still runs after "+grace.String())
	}
	return &emptypb.Empty{}, nil
}

// stop runs the author's hook once and waits for it, each time it is asked. False = it still runs after the grace.
func (s *service) stop(grace time.Duration) bool {
	s.stops.Do(func() {
		go func() {
			defer close(s.stopped)
			_ = s.guard("OnStop", func() error { onStop(); return nil }) // a panic was logged; stopping goes on
		}()
	})
	select {
	case <-s.stopped:
		return true
	case <-time.After(grace):
		return false
	}
}

func (s *service) run(ctx context.Context, request *mortisev1.CallRequest, send func([]byte) bool) ([]byte, error) {
	s.forget.Do(forgetHost)
	known, ok := functions[request.GetFunction()]
	if !ok {
		return nil, status.Error(codes.Unimplemented, "this plugin has no function "+jsontext.Quote(request.GetFunction()))
	}
	call := Context{ctx, callScope(ctx, request.GetFunction(), s.log)}
	var last []byte
	err := s.guard("function "+request.GetFunction(), func() (err error) {
		last, err = known.run(call, request.GetPayload(), &Chunks{send: send})
		return err
	})
	return last, s.outcome(ctx, err)
}

// crash is a panic with the place it came from.
type crash struct {
	trap
	frames []*mortisev1.Frame
}

// guard turns a panic of the author's code into an error, after logging it with its stack.
func (s *service) guard(what string, run func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			caught := &crash{trap{value}, frames()}
			s.log.Error("uncaught in "+what+": "+caught.Error(), "stack", cut(string(debug.Stack())))
			err = caught
		}
	}()
	return run()
}

// frames are the author's, from the panic on; the runtime's own are left out.
func frames() []*mortisev1.Frame {
	const most = 32
	counters := make([]uintptr, 2*most)
	walk := runtime.CallersFrames(counters[:runtime.Callers(3, counters)])
	var all []*mortisev1.Frame
	for {
		frame, more := walk.Next()
		if frame.Function != "" && !strings.HasPrefix(frame.Function, "runtime.") && len(all) < most {
			all = append(all, &mortisev1.Frame{Function: frame.Function, File: frame.File, Line: uint32(frame.Line)})
		}
		if !more {
			return all
		}
	}
}

// outcome is the one place where a handler's error becomes a status and the trailer mortise-error-bin.
func (s *service) outcome(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	code := CodeOf(err)
	detail := &mortisev1.ErrorDetail{Origin: mortisev1.Origin_REJECTED, Code: uint32(code), Message: wellFormed(cut(err.Error()))}
	var caught *crash
	if errors.As(err, &caught) {
		code = Internal
		detail.Origin, detail.Code, detail.Frames = mortisev1.Origin_TRAPPED, uint32(Internal), caught.frames
	}
	if code < 1 || code > 16 {
		code = Unknown
	}
	trailer, failed := proto.Marshal(detail)
	if failed == nil {
		failed = grpc.SetTrailer(ctx, metadata.Pairs("mortise-error-bin", string(trailer)))
	}
	if failed != nil {
		s.log.Error("an error's detail was not sent", "error", failed)
	}
	return status.Error(codes.Code(code), detail.Message)
}
