// wazero's side of the processor-bound rows: runs a mortise/1 guest's function so often as a line of the standard
// input says, and answers with the nanoseconds of its thread that each run took.
//
//	wazero-guest MODULE FUNCTION BYTES
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

const rusageThread = 1

// The call at work: one guest, one thread.
type exchange struct {
	input  []byte
	output []byte
}

func main() {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("usage: wazero-guest MODULE FUNCTION BYTES"))
	}
	runtime.LockOSThread()
	length, err := strconv.Atoi(os.Args[3])
	check(err)
	call := &exchange{input: payload(length)}
	function := instantiate(os.Args[1], call).ExportedFunction(os.Args[2])
	run(function, call, 1)
	fmt.Println(string(call.output))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		times, err := strconv.Atoi(lines.Text())
		check(err)
		begin := threadNanos()
		run(function, call, times)
		fmt.Println((threadNanos() - begin) / int64(times))
	}
}

// The same bytes as the Java side's.
func payload(length int) []byte {
	bytes := make([]byte, length)
	for i := range bytes {
		bytes[i] = byte(i * 31)
	}
	return bytes
}

func instantiate(path string, call *exchange) api.Module {
	ctx := context.Background()
	module, err := os.ReadFile(path)
	check(err)
	engine := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigCompiler())
	wasi_snapshot_preview1.MustInstantiate(ctx, engine)
	_, err = engine.NewHostModuleBuilder("mortise/1").
		NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(call.read), []api.ValueType{api.ValueTypeI32}, nil).Export("input").
		NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(call.write), []api.ValueType{api.ValueTypeI32, api.ValueTypeI32}, nil).Export("output").
		Instantiate(ctx)
	check(err)
	guest, err := engine.InstantiateWithConfig(ctx, module, wazero.NewModuleConfig().WithStartFunctions("_initialize"))
	check(err)
	return guest
}

func (call *exchange) read(_ context.Context, guest api.Module, stack []uint64) {
	if !guest.Memory().Write(uint32(stack[0]), call.input) {
		fail(fmt.Errorf("the input does not fit"))
	}
}

func (call *exchange) write(_ context.Context, guest api.Module, stack []uint64) {
	bytes, ok := guest.Memory().Read(uint32(stack[0]), uint32(stack[1]))
	if !ok {
		fail(fmt.Errorf("the output lies outside of the memory"))
	}
	call.output = append(call.output[:0], bytes...)
}

func run(function api.Function, call *exchange, times int) {
	for i := 0; i < times; i++ {
		results, err := function.Call(context.Background(), uint64(len(call.input)))
		check(err)
		if results[0] != 0 {
			fail(fmt.Errorf("the guest failed"))
		}
	}
}

func threadNanos() int64 {
	var usage syscall.Rusage
	check(syscall.Getrusage(rusageThread, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func check(err error) {
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "wazero-guest:", err)
	os.Exit(1)
}
