// Package mortise makes a plugin for Mortise. One source serves both runtimes:
//
//	func init() { mortise.Handle("greet", greet) }
//
//	func greet(ctx mortise.Context, in Person) (Greeting, error) {
//		times, err := ctx.KV().Increment("greeted/"+in.Name, 1)
//		return Greeting{Text: "Hello " + in.Name, Times: times}, err
//	}
//
//	func main() { mortise.Main() }
//
// Built with GOOS=wasip1 GOARCH=wasm -buildmode=c-shared it is a sandboxed wasm module that speaks the ABI mortise/1;
// built plainly it is a go-plugin program that any go-plugin host can run. Functions, services, errors and codes are
// the same in both.
//
// Route: plugin.go (what an author registers), context.go (what a handler sees), outcome.go (how a handler ends), the
// services (kv.go, http.go, …) over the functions of scope, which host_wasm.go and host_process.go each have; then
// abi_exports.go and abi_imports.go for wasm, process.go and service.go for a process.
package mortise
