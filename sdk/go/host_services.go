//go:build !wasip1

package mortise

import (
	"context"
	"sort"
	"strings"

	"google.golang.org/grpc"

	"github.com/mortise-io/mortise/sdk/go/mortisev1"
)

// method drops the call options of a generated stub, which nobody here has.
func method[Q, A any](stub func(mortisev1.HostClient, context.Context, Q, ...grpc.CallOption) (A, error)) func(
	*hostLink) func(context.Context, Q) (A, error) {
	return func(host *hostLink) func(context.Context, Q) (A, error) {
		return func(ctx context.Context, request Q) (A, error) { return stub(host.HostClient, ctx, request) }
	}
}

var (
	hostLog             = method(mortisev1.HostClient.Log)
	hostConfig          = method(mortisev1.HostClient.Config)
	hostKVGet           = method(mortisev1.HostClient.KvGet)
	hostKVSet           = method(mortisev1.HostClient.KvSet)
	hostKVDelete        = method(mortisev1.HostClient.KvDelete)
	hostKVList          = method(mortisev1.HostClient.KvList)
	hostKVVersion       = method(mortisev1.HostClient.KvVersion)
	hostKVCompareAndSet = method(mortisev1.HostClient.KvCompareAndSet)
	hostCacheGet        = method(mortisev1.HostClient.CacheGet)
	hostCacheSet        = method(mortisev1.HostClient.CacheSet)
	hostCacheDelete     = method(mortisev1.HostClient.CacheDelete)
	hostHTTP            = method(mortisev1.HostClient.Http)
	hostEmit            = method(mortisev1.HostClient.Emit)
	hostSQLQuery        = method(mortisev1.HostClient.SqlQuery)
	hostSQLExec         = method(mortisev1.HostClient.SqlExec)
	hostMail            = method(mortisev1.HostClient.Mail)
	hostSecret          = method(mortisev1.HostClient.Secret)
	hostEnqueue         = method(mortisev1.HostClient.Enqueue)
	hostCallPlugin      = method(mortisev1.HostClient.CallPlugin)
	hostCallApp         = method(mortisev1.HostClient.CallApp)
)

func (s scope) config(pointer string) ([]byte, error) {
	reply, err := ask(s, hostConfig, &mortisev1.ConfigRequest{Pointer: wellFormed(pointer)})
	return reply.GetJson(), err
}

func (s scope) kvGet(key string) ([]byte, error) {
	entry, err := s.kvEntry(key)
	return entry.Value, err
}

func (s scope) kvEntry(key string) (Entry, error) {
	reply, err := ask(s, hostKVGet, &mortisev1.KvGetRequest{Key: wellFormed(key)})
	return Entry{present(reply.GetValue(), err), reply.GetVersion()}, err
}

func (s scope) kvSet(key string, value []byte, ttl uint64) (uint64, error) {
	reply, err := ask(s, hostKVSet, &mortisev1.KvSetRequest{Key: wellFormed(key), Value: value, TtlMs: ttl})
	return reply.GetVersion(), err
}

func (s scope) kvDelete(key string) error {
	_, err := ask(s, hostKVDelete, &mortisev1.KvDeleteRequest{Key: wellFormed(key)})
	return err
}

func (s scope) kvList(prefix, after string, limit uint32) ([]string, error) {
	request := &mortisev1.KvListRequest{Prefix: wellFormed(prefix), After: wellFormed(after), Limit: limit}
	reply, err := ask(s, hostKVList, request)
	return reply.GetKeys(), err
}

func (s scope) kvVersion(key string) (uint64, error) {
	reply, err := ask(s, hostKVVersion, &mortisev1.KvVersionRequest{Key: wellFormed(key)})
	return reply.GetVersion(), err
}

func (s scope) kvCompareAndSet(key string, value []byte, version, ttl uint64) (uint64, error) {
	request := &mortisev1.KvCompareAndSetRequest{Key: wellFormed(key), Value: value, Version: version, TtlMs: ttl}
	reply, err := ask(s, hostKVCompareAndSet, request)
	return reply.GetVersion(), err
}

func (s scope) cacheGet(key string) ([]byte, error) {
	reply, err := ask(s, hostCacheGet, &mortisev1.CacheGetRequest{Key: wellFormed(key)})
	return present(reply.GetValue(), err), err
}

func (s scope) cacheSet(key string, value []byte, ttl uint64) error {
	_, err := ask(s, hostCacheSet, &mortisev1.CacheSetRequest{Key: wellFormed(key), Value: value, TtlMs: ttl})
	return err
}

func (s scope) cacheDelete(key string) error {
	_, err := ask(s, hostCacheDelete, &mortisev1.CacheDeleteRequest{Key: wellFormed(key)})
	return err
}

func (s scope) http(request Request) (Response, error) {
	message := &mortisev1.HttpRequest{Method: wellFormed(request.Method), Url: wellFormed(request.URL),
		Body: request.Body, TimeoutMs: millis(request.Timeout)}
	for name, values := range request.Headers {
		message.Headers = append(message.Headers, &mortisev1.Header{Name: strings.ToLower(name), Values: values})
	}
	sort.Slice(message.Headers, func(a, b int) bool { return message.Headers[a].Name < message.Headers[b].Name })
	reply, err := ask(s, hostHTTP, message)
	if err != nil {
		return Response{}, err
	}
	response := Response{int(reply.GetStatus()), map[string][]string{}, reply.GetBody()}
	for _, header := range reply.GetHeaders() {
		response.Headers[header.GetName()] = header.GetValues()
	}
	return response, nil
}

func (s scope) emit(event Event) (string, error) {
	reply, err := ask(s, hostEmit, &mortisev1.EmitRequest{Type: wellFormed(event.Type), Subject: wellFormed(event.Subject),
		DataJson: event.Data, IdempotencyKey: wellFormed(event.IdempotencyKey)})
	return reply.GetId(), err
}

func (s scope) enqueue(run Run) (string, error) {
	payload := run.Payload
	if len(payload) == 0 {
		payload = []byte("null")
	}
	reply, err := ask(s, hostEnqueue, &mortisev1.EnqueueRequest{Job: wellFormed(run.Job), Payload: payload,
		RunAt: instant(run.At), IdempotencyKey: wellFormed(run.IdempotencyKey)})
	return reply.GetId(), err
}

func (s scope) secret(name string) ([]byte, error) {
	reply, err := ask(s, hostSecret, &mortisev1.SecretRequest{Name: wellFormed(name)})
	return present(reply.GetValue(), err), err
}

func (s scope) callPlugin(plugin, function string, payload []byte, timeout uint64) ([]byte, error) {
	reply, err := ask(s, hostCallPlugin, &mortisev1.CallPluginRequest{Plugin: wellFormed(plugin),
		Function: wellFormed(function), Payload: payload, TimeoutMs: timeout})
	return present(reply.GetPayload(), err), err
}

func (s scope) callApp(function string, payload []byte) ([]byte, error) {
	reply, err := ask(s, hostCallApp, &mortisev1.CallAppRequest{Function: wellFormed(function), Payload: payload})
	return present(reply.GetPayload(), err), err
}

func (s scope) sqlQuery(request []byte) ([]byte, error) {
	reply, err := ask(s, hostSQLQuery, &mortisev1.SqlRequest{Json: request})
	return present(reply.GetJson(), err), err
}

func (s scope) sqlExec(request []byte) ([]byte, error) {
	reply, err := ask(s, hostSQLExec, &mortisev1.SqlRequest{Json: request})
	return present(reply.GetJson(), err), err
}

func (s scope) mail(request []byte) error {
	_, err := ask(s, hostMail, &mortisev1.MailRequest{Json: request})
	return err
}

// present is an answer's value: empty where it was empty, nil only where there was none. On the wire both are absent.
func present(value []byte, err error) []byte {
	if err == nil && value == nil {
		return []byte{}
	}
	return value
}
