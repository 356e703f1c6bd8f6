//go:build wasip1

package mortise

import (
	"strconv"
	"time"

	"github.com/mortise-io/mortise/sdk/go/internal/jsontext"
)

func (s scope) cacheGet(key string) ([]byte, error) {
	return s.ask(func() int64 { return abiCacheGet(text(key)) })
}

func (s scope) cacheSet(key string, value []byte, ttl uint64) error {
	_, err := s.ask(func() int64 {
		at, length := text(key)
		return abiCacheSet(at, length, pointer(value), uint32(len(value)), int64(ttl))
	})
	return err
}

func (s scope) cacheDelete(key string) error {
	_, err := s.ask(func() int64 { return abiCacheDelete(text(key)) })
	return err
}

func (s scope) http(request Request) (Response, error) {
	var head jsontext.Object
	head.Text("method", request.Method).Text("url", request.URL).Raw("headers", jsontext.Headers(request.Headers))
	if timeout := millis(request.Timeout); timeout > 0 {
		head.Number("timeout_ms", int64(timeout))
	}
	asked := head.String()
	answer, err := s.ask(func() int64 {
		at, length := text(asked)
		return abiHTTPRequest(at, length, pointer(request.Body), uint32(len(request.Body)))
	})
	if err != nil {
		return Response{}, err
	}
	response, err := readHead(answer)
	if err != nil {
		return Response{}, err
	}
	response.Body, err = s.ask(abiHTTPBody)
	return response, err
}

func readHead(head []byte) (Response, error) {
	response := Response{Headers: map[string][]string{}}
	err := jsontext.Members(head, func(name string, value []byte) (err error) {
		switch name {
		case "status":
			response.Status, err = strconv.Atoi(string(value))
		case "headers":
			err = jsontext.Members(value, func(header string, values []byte) (err error) {
				response.Headers[header], err = jsontext.Texts(values)
				return err
			})
		}
		return err
	})
	return response, err
}

func (s scope) emit(event Event) (string, error) {
	var request jsontext.Object
	request.Text("type", event.Type).TextUnlessEmpty("subject", event.Subject)
	if len(event.Data) > 0 {
		request.Raw("data", string(event.Data))
	}
	asked := request.TextUnlessEmpty("idempotency_key", event.IdempotencyKey).String()
	id, err := s.ask(func() int64 { return abiEventEmit(text(asked)) })
	return string(id), err
}

func (s scope) enqueue(run Run) (string, error) {
	var request jsontext.Object
	payload := string(run.Payload)
	if payload == "" {
		payload = "null"
	}
	request.Text("job", run.Job).Raw("payload", payload)
	if !run.At.IsZero() {
		request.Text("run_at", run.At.UTC().Format(time.RFC3339Nano))
	}
	asked := request.TextUnlessEmpty("idempotency_key", run.IdempotencyKey).String()
	id, err := s.ask(func() int64 { return abiJobEnqueue(text(asked)) })
	return string(id), err
}

func (s scope) secret(name string) ([]byte, error) {
	return s.ask(func() int64 { return abiSecretGet(text(name)) })
}

func (s scope) callPlugin(plugin, function string, payload []byte, timeout uint64) ([]byte, error) {
	var request jsontext.Object
	request.Text("plugin", plugin).Text("function", function)
	if timeout > 0 {
		request.Number("timeout_ms", int64(timeout))
	}
	head := request.String()
	return s.ask(func() int64 {
		at, length := text(head)
		return abiPluginCall(at, length, pointer(payload), uint32(len(payload)))
	})
}

func (s scope) callApp(function string, payload []byte) ([]byte, error) {
	return s.ask(func() int64 {
		at, length := text(function)
		return abiAppCall(at, length, pointer(payload), uint32(len(payload)))
	})
}

func (s scope) sqlQuery(request []byte) ([]byte, error) {
	return s.ask(func() int64 { return abiSQLQuery(pointer(request), uint32(len(request))) })
}

func (s scope) sqlExec(request []byte) ([]byte, error) {
	return s.ask(func() int64 { return abiSQLExec(pointer(request), uint32(len(request))) })
}

func (s scope) mail(request []byte) error {
	_, err := s.ask(func() int64 { return abiMailSend(pointer(request), uint32(len(request))) })
	return err
}
