// The guest of testkit/guests/languages in Go.
package main

import (
	"strconv"
	"unsafe"
)

//go:wasmimport mortise/1 input
func input(to unsafe.Pointer)

//go:wasmimport mortise/1 output
func output(bytes unsafe.Pointer, length uint32)

//go:wasmimport mortise/1 error
func hostError(code int32, message unsafe.Pointer, length uint32)

//go:wasmimport mortise/1 take
func take(to unsafe.Pointer)

//go:wasmimport mortise/1 kv_get
func kvGet(key unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 kv_set
func kvSet(key unsafe.Pointer, length uint32, value unsafe.Pointer, valueLength uint32, ttlMillis int64) int64

const (
	invalidArgument = 3
	unavailable     = 14
)

var (
	greeting []byte
	key      = []byte("n")
)

func pointer(bytes []byte) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(bytes)) }

func read(length uint32) []byte {
	bytes := make([]byte, length)
	input(pointer(bytes))
	return bytes
}

func write(bytes []byte) { output(pointer(bytes), uint32(len(bytes))) }

func fail(code int32, message []byte) int32 {
	hostError(code, pointer(message), uint32(len(message)))
	return 1
}

//go:wasmexport mortise_start
func start(length uint32) int32 {
	greeting = read(length)
	return 0
}

//go:wasmexport greet
func greet(length uint32) int32 {
	write(greeting)
	write([]byte(" "))
	return echo(length)
}

//go:wasmexport echo
func echo(length uint32) int32 {
	write(read(length))
	return 0
}

//go:wasmexport count
func count(uint32) int32 {
	before := 0
	if found := kvGet(pointer(key), 1); found > 0 {
		digits := make([]byte, found)
		take(pointer(digits))
		before, _ = strconv.Atoi(string(digits))
	}
	number := strconv.AppendInt(nil, int64(before)+1, 10)
	if kvSet(pointer(key), 1, pointer(number), uint32(len(number)), 0) < 0 {
		return fail(unavailable, []byte("the number was not kept"))
	}
	write(number)
	return 0
}

//go:wasmexport refuse
func refuse(length uint32) int32 {
	return fail(invalidArgument, append([]byte("no: "), read(length)...))
}

//go:wasmexport fall
func fall(length uint32) int32 {
	panic("fell with " + strconv.Itoa(int(length)) + " bytes")
}

//go:wasmexport spin
func spin(length uint32) int32 {
	for turns := length; ; turns++ {
		if turns == length-1 {
			turns++
		}
	}
}

func main() {}
