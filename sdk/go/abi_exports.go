//go:build wasip1

package mortise

import (
	"context"
	"unicode/utf16"
	"unsafe"

	"github.com/mortise-io/mortise/sdk/go/internal/jsontext"
)

// Main serves the plugin in a process; on wasm the host calls the exports below and main never runs.
func Main() {}

//go:wasmexport mortise_call
func exportCall(nameLength int32, inputLength int32) int32 {
	name := make([]byte, nameLength)
	abiFunction(pointer(name))
	input := make([]byte, inputLength)
	abiInput(pointer(input))
	known, ok := functions[string(name)]
	if !ok {
		return finish(nil, Reject(Unimplemented, "this plugin has no function "+jsontext.Quote(string(name))))
	}
	ctx := enter()
	defer leave()
	return finish(known.run(ctx, input, &Chunks{send: emitChunk}))
}

//go:wasmexport mortise_describe
func exportDescribe(int32) int32 {
	return finish(document(), nil)
}

//go:wasmexport mortise_start
func exportStart(configLength int32) int32 {
	config := make([]byte, configLength)
	abiInput(pointer(config))
	enter()
	defer leave()
	return finish(nil, onStart(configOf(config)))
}

//go:wasmexport mortise_activate
func exportActivate(int32) int32 {
	ctx := enter()
	defer leave()
	return finish(nil, onActivate(ctx))
}

//go:wasmexport mortise_stop
func exportStop(int32) int32 {
	enter()
	defer leave()
	onStop()
	return 0
}

//go:wasmexport mortise_health
func exportHealth(int32) int32 {
	enter()
	defer leave()
	health := onHealth()
	ready := "false"
	if health.Ready {
		ready = "true"
	}
	var answer jsontext.Object
	return finish([]byte(answer.Raw("ready", ready).Text("message", health.Message).String()), nil)
}

func enter() Context {
	current++
	return Context{context.Background(), scope{call: current}}
}

// leave ends the call's scope. A panic ends the whole instance with its message: the host then counts a trap, with the
// frames that are still on the stack here, and not a refusal.
func leave() {
	current++
	if value := recover(); value != nil {
		abort((&trap{value}).Error())
	}
}

func finish(output []byte, err error) int32 {
	if err == nil {
		if len(output) > 0 {
			abiOutput(pointer(output), uint32(len(output)))
		}
		return 0
	}
	message := cut(err.Error())
	abiError(int32(CodeOf(err)), textPointer(message), uint32(len(message)))
	return 1
}

func emitChunk(chunk []byte) bool {
	return abiEmit(pointer(chunk), uint32(len(chunk))) == 0
}

func abort(message string) {
	units := utf16.Encode([]rune(message))
	block := make([]uint16, 2, 2+len(units))
	bytes := uint32(2 * len(units))
	block[0], block[1] = uint16(bytes), uint16(bytes>>16)
	block = append(block, units...)
	abiAbort(uint32(uintptr(unsafe.Pointer(unsafe.SliceData(block))))+4, 0, 0, 0)
	panic("env.abort returned") // it never does
}

func pointer(bytes []byte) unsafe.Pointer    { return unsafe.Pointer(unsafe.SliceData(bytes)) }
func textPointer(text string) unsafe.Pointer { return unsafe.Pointer(unsafe.StringData(text)) }
