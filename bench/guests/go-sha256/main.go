// The Go guest of the processor-bound row: the standard library's SHA-256.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"unsafe"
)

//go:wasmimport mortise/1 input
func input(ptr unsafe.Pointer)

//go:wasmimport mortise/1 output
func output(ptr unsafe.Pointer, length uint32)

// The SHA-256 of the input, as 64 lower-case hex digits.
//
//go:wasmexport sha256
func sum(length uint32) uint32 {
	in := make([]byte, length+1)
	input(unsafe.Pointer(&in[0]))
	digest := sha256.Sum256(in[:length])
	out := []byte(hex.EncodeToString(digest[:]))
	output(unsafe.Pointer(&out[0]), uint32(len(out)))
	return 0
}

func main() {}
