package main

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	mortise "github.com/mortise-io/mortise/sdk/go"
)

const numbers = " CODE MIB DEPTH BYTES CHUNKS LEVEL COUNT TTL_MS LIMIT VERSION "

// fields is an input cut as its shape says: the last is the rest, every other ends at the first space.
type fields map[string]string

func parse(shape string, input []byte) (fields, error) {
	refusal := mortise.Reject(mortise.InvalidArgument, "wants "+shape)
	names := strings.Split(shape, " ")
	cut := fields{}
	for i, name := range names[:len(names)-1] {
		field, rest, found := bytes.Cut(input, []byte(" "))
		if len(field) == 0 || (!found && i != len(names)-2) {
			return nil, refusal
		}
		cut[name], input = string(field), rest
	}
	cut[names[len(names)-1]] = string(input)
	for _, name := range names {
		if strings.Contains(numbers, " "+name+" ") && !isNumber(cut[name]) {
			return nil, refusal
		}
	}
	return cut, nil
}

func isNumber(text string) bool {
	return len(text) >= 1 && len(text) <= 18 && strings.Trim(text, "0123456789") == ""
}

func (f fields) number(name string) int64 {
	value, _ := strconv.ParseInt(f[name], 10, 64) // parse has looked at it
	return value
}

func (f fields) ttl() time.Duration { return time.Duration(f.number("TTL_MS")) * time.Millisecond }

// with registers a function whose input has this shape.
func with(name, shape string, run func(ctx mortise.Context, in fields) ([]byte, error)) {
	mortise.HandleBytes(name, func(ctx mortise.Context, input []byte) ([]byte, error) {
		in, err := parse(shape, input)
		if err != nil {
			return nil, err
		}
		return run(ctx, in)
	})
}

// ok is the output of a function that has nothing else to say.
func ok(err error) ([]byte, error) { return []byte("ok"), err }

func decimal(number uint64, err error) ([]byte, error) {
	return strconv.AppendUint(nil, number, 10), err
}
