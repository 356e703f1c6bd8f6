// The Go guest of the cold-start rows: what `go build` makes of a small program that uses JSON, about 3 MB.
package main

import (
	"encoding/json"
	"fmt"
	"unsafe"
)

//go:wasmimport mortise/1 input
func input(ptr unsafe.Pointer)

//go:wasmimport mortise/1 output
func output(ptr unsafe.Pointer, length uint32)

//go:wasmimport mortise/1 error
func fail(code uint32, ptr unsafe.Pointer, length uint32)

// The input object with `visits` counted up and `seen` set, members sorted by name.
//
//go:wasmexport json
func count(length uint32) uint32 {
	in := make([]byte, length+1)
	input(unsafe.Pointer(&in[0]))
	members := map[string]any{}
	if err := json.Unmarshal(in[:length], &members); err != nil {
		message := []byte(fmt.Sprintf("not a JSON object: %v", err))
		fail(3, unsafe.Pointer(&message[0]), uint32(len(message)))
		return 1
	}
	visits, _ := members["visits"].(float64)
	members["visits"] = int64(visits) + 1
	members["seen"] = true
	out, err := json.Marshal(members)
	if err != nil {
		panic(err)
	}
	output(unsafe.Pointer(&out[0]), uint32(len(out)))
	return 0
}

func main() {}
