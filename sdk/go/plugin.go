package mortise

import (
	"sort"

	"github.com/mortise-io/mortise/sdk/go/internal/jsontext"
)

// handler runs one call and answers its last bytes; a stream has sent the others.
type handler func(ctx Context, input []byte, chunks *Chunks) ([]byte, error)

type function struct {
	run         handler
	description string
}

// What the author registered. Written by init functions, only read afterwards.
var (
	functions  = map[string]*function{}
	onStart    = func(Config) error { return nil }
	onActivate = func(Context) error { return nil }
	onStop     = func() {}
	onHealth   = func() Health { return Ready("") }
)

// Handle registers a function from JSON to JSON; an input of another shape is refused with InvalidArgument. Call it in
// an init function: main does not run on wasm.
func Handle[I, O any](name string, fn func(ctx Context, in I) (O, error)) {
	add(name, func(ctx Context, input []byte, _ *Chunks) ([]byte, error) {
		var in I
		if err := codec.Decode(input, &in); err != nil {
			return nil, Reject(InvalidArgument, "input does not fit: "+err.Error())
		}
		out, err := fn(ctx, in)
		if err != nil {
			return nil, err
		}
		return codec.Encode(out)
	})
}

// HandleBytes registers a function from bytes to bytes.
func HandleBytes(name string, fn func(ctx Context, input []byte) ([]byte, error)) {
	add(name, func(ctx Context, input []byte, _ *Chunks) ([]byte, error) { return fn(ctx, input) })
}

// Stream registers a function whose result comes in chunks; in a plain call the caller gets them one after the other.
func Stream(name string, fn func(ctx Context, input []byte, chunks *Chunks) error) {
	add(name, func(ctx Context, input []byte, chunks *Chunks) ([]byte, error) { return nil, fn(ctx, input, chunks) })
}

// Describe says what a registered function does, for people.
func Describe(name, sentence string) {
	known, ok := functions[name]
	if !ok {
		panic("mortise: no function " + jsontext.Quote(name) + " to describe; register it first")
	}
	known.description = sentence
}

// OnStart registers what runs before the first call: once in a process, once in every instance on wasm. It reads the
// configuration and must have no effect outside; its error refuses the start.
func OnStart(fn func(config Config) error) { onStart = fn }

// OnActivate registers what runs once a generation, after OnStart, with every service; its error refuses the start.
// Under a host that is not Mortise neither runs.
func OnActivate(fn func(ctx Context) error) { onActivate = fn }

// OnStop registers what runs once before the plugin ends, within about a second.
func OnStop(fn func()) { onStop = fn }

// OnHealth registers what the host asks from time to time; it must answer quickly. Standard: ready.
func OnHealth(fn func() Health) { onHealth = fn }

// Health is what a plugin says of itself.
type Health struct {
	Ready   bool
	Message string
}

// Ready is a plugin that can serve.
func Ready(message string) Health { return Health{Ready: true, Message: message} }

// NotReady is one that cannot, and why, for the operator.
func NotReady(message string) Health { return Health{Message: message} }

func add(name string, run handler) {
	if _, taken := functions[name]; taken {
		panic("mortise: function " + jsontext.Quote(name) + " is registered twice")
	}
	functions[name] = &function{run: run}
}

// document is what Describe answers.
func document() []byte {
	names := make([]string, 0, len(functions))
	for name := range functions {
		names = append(names, name)
	}
	sort.Strings(names)
	var members jsontext.Object
	for _, name := range names {
		var about jsontext.Object
		about.TextUnlessEmpty("description", functions[name].description)
		members.Raw(name, about.String())
	}
	var whole jsontext.Object
	return []byte(whole.Raw("functions", members.String()).String())
}
