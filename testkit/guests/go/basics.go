package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	mortise "github.com/mortise-io/mortise/sdk/go"
)

// Functions about the call itself.
func init() {
	mortise.HandleBytes("echo", func(_ mortise.Context, input []byte) ([]byte, error) { return input, nil })
	with("output_size", "BYTES", func(_ mortise.Context, in fields) ([]byte, error) {
		return bytes.Repeat([]byte("x"), int(in.number("BYTES"))), nil
	})
	mortise.HandleBytes("config", func(ctx mortise.Context, pointer []byte) ([]byte, error) {
		value, err := ctx.Config().JSON(string(pointer))
		if mortise.CodeOf(err) == mortise.NotFound {
			return nil, mortise.Reject(mortise.NotFound, "no config at "+string(pointer))
		}
		return value, err
	})
	mortise.HandleBytes("call_info", callInfo)
	with("log", "LEVEL MESSAGE", func(ctx mortise.Context, in fields) ([]byte, error) {
		level := mortise.Level(min(in.number("LEVEL"), int64(mortise.LevelError)))
		ctx.Log().Write(level, in["MESSAGE"], mortise.Text("from", "guest"))
		return ok(nil)
	})
	mortise.HandleBytes("stdout", func(_ mortise.Context, text []byte) ([]byte, error) {
		_, err := fmt.Println(string(text))
		return ok(err)
	})
	with("random", "BYTES", func(_ mortise.Context, in fields) ([]byte, error) {
		out := make([]byte, in.number("BYTES"))
		_, err := rand.Read(out)
		return out, err
	})
	mortise.HandleBytes("time", func(mortise.Context, []byte) ([]byte, error) {
		return strconv.AppendInt(nil, time.Now().UnixMilli(), 10), nil
	})
	with("host_calls", "COUNT", func(ctx mortise.Context, in fields) ([]byte, error) {
		for i := int64(0); i < in.number("COUNT"); i++ {
			if _, err := ctx.KV().Get("k"); err != nil && mortise.CodeOf(err) != mortise.NotFound {
				return nil, err
			}
		}
		return ok(nil)
	})
	mortise.Stream("stream", func(_ mortise.Context, input []byte, chunks *mortise.Chunks) error {
		in, err := parse("CHUNKS", input)
		for i := int64(0); i < in.number("CHUNKS") && chunks.Send([]byte("chunk "+strconv.FormatInt(i, 10))); i++ {
		}
		return err
	})
}

func callInfo(ctx mortise.Context, _ []byte) ([]byte, error) {
	info := map[string]any{"call_id": ctx.CallID(), "function": ctx.Function(), "caller": map[string]string{
		"kind": ctx.Caller().Kind, "id": ctx.Caller().ID}}
	if deadline, bounded := ctx.Deadline(); bounded {
		info["deadline_ms"] = time.Until(deadline).Milliseconds()
	}
	if ctx.Tenant() != "" {
		info["tenant"] = ctx.Tenant()
	}
	if ctx.Traceparent() != "" {
		info["traceparent"] = ctx.Traceparent()
	}
	return json.Marshal(info)
}
