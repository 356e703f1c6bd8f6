package main

import (
	"time"

	mortise "github.com/mortise-io/mortise/sdk/go"
)

const (
	mib  = 1 << 20
	page = 4096
)

// held keeps what alloc takes from being optimised away.
var held [][]byte

// Functions that end badly, or not at all.
func init() {
	with("fail", "CODE MESSAGE", func(_ mortise.Context, in fields) ([]byte, error) {
		return nil, mortise.Reject(mortise.Code(in.number("CODE")), in["MESSAGE"])
	})
	mortise.HandleBytes("trap", func(mortise.Context, []byte) ([]byte, error) { panic("unreachable") })
	mortise.HandleBytes("spin", func(mortise.Context, []byte) ([]byte, error) {
		for {
		}
	})
	with("alloc", "MIB", func(_ mortise.Context, in fields) ([]byte, error) {
		for i := int64(0); i < in.number("MIB"); i++ {
			block := make([]byte, mib)
			for at := 0; at < mib; at += page {
				block[at] = 1
			}
			held = append(held, block)
		}
		held = nil
		return ok(nil)
	})
	with("recurse", "DEPTH", func(_ mortise.Context, in fields) ([]byte, error) {
		descend(in.number("DEPTH"))
		return ok(nil)
	})
	mortise.HandleBytes("recurse_forever", func(_ mortise.Context, input []byte) ([]byte, error) {
		descend(-1)
		return input, nil
	})
}

//go:noinline
func descend(depth int64) int64 {
	if depth == 0 {
		return time.Now().UnixNano()
	}
	return descend(depth-1) + 1
}
