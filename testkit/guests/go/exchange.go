package main

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	mortise "github.com/mortise-io/mortise/sdk/go"
)

type head struct {
	Method    string              `json:"method"`
	URL       string              `json:"url"`
	Headers   map[string][]string `json:"headers"`
	TimeoutMS int64               `json:"timeout_ms"`
	Plugin    string              `json:"plugin"`
	Function  string              `json:"function"`
}

type event struct {
	Type           string          `json:"type"`
	Subject        string          `json:"subject"`
	Data           json.RawMessage `json:"data"`
	IdempotencyKey string          `json:"idempotency_key"`
}

type run struct {
	Job            string          `json:"job"`
	Payload        json.RawMessage `json:"payload"`
	RunAt          time.Time       `json:"run_at"`
	IdempotencyKey string          `json:"idempotency_key"`
}

// Functions whose input is a JSON head and that talk to something behind the host.
func init() {
	mortise.HandleBytes("http", func(ctx mortise.Context, input []byte) ([]byte, error) { return http(ctx, input, nil) })
	mortise.HandleBytes("http_post", func(ctx mortise.Context, input []byte) ([]byte, error) {
		first, body, _ := bytes.Cut(input, []byte("\n"))
		return http(ctx, first, body)
	})
	mortise.HandleBytes("emit_event", func(ctx mortise.Context, input []byte) ([]byte, error) {
		in, err := decode[event](input)
		if err != nil {
			return nil, err
		}
		id, err := ctx.Events().Emit(mortise.Event{Type: in.Type, Subject: in.Subject, Data: in.Data,
			IdempotencyKey: in.IdempotencyKey})
		return []byte(id), err
	})
	mortise.HandleBytes("enqueue", func(ctx mortise.Context, input []byte) ([]byte, error) {
		in, err := decode[run](input)
		if err != nil {
			return nil, err
		}
		id, err := ctx.Jobs().Enqueue(mortise.Run{Job: in.Job, Payload: in.Payload, At: in.RunAt,
			IdempotencyKey: in.IdempotencyKey})
		return []byte(id), err
	})
	mortise.HandleBytes("plugin_call", func(ctx mortise.Context, input []byte) ([]byte, error) {
		first, payload, _ := bytes.Cut(input, []byte("\n"))
		in, err := decode[head](first)
		if err != nil {
			return nil, err
		}
		return ctx.Plugins().Call(in.Plugin, in.Function, payload, in.timeout())
	})
}

func http(ctx mortise.Context, first, body []byte) ([]byte, error) {
	in, err := decode[head](first)
	if err != nil {
		return nil, err
	}
	answer, err := ctx.HTTP().Send(mortise.Request{Method: in.Method, URL: in.URL, Headers: in.Headers, Body: body,
		Timeout: in.timeout()})
	if err != nil {
		return nil, err
	}
	return append([]byte(strconv.Itoa(answer.Status)+"\n"), answer.Body...), nil
}

func decode[T any](document []byte) (T, error) {
	var in T
	if err := json.Unmarshal(document, &in); err != nil {
		return in, mortise.Reject(mortise.InvalidArgument, "not JSON: "+err.Error())
	}
	return in, nil
}

func (h head) timeout() time.Duration { return time.Duration(h.TimeoutMS) * time.Millisecond }
