package mortise

import (
	"time"

	"github.com/mortise-io/mortise/sdk/go/internal/jsontext"
)

// Cache holds entries that the host may forget at any time.
type Cache struct {
	scope scope
}

// Get is the value; NotFound where there is none, or not any more.
func (c Cache) Get(key string) ([]byte, error) { return c.scope.cacheGet(key) }

// Set keeps a value; a ttl of 0 lasts until it is forgotten.
func (c Cache) Set(key string, value []byte, ttl time.Duration) error {
	return c.scope.cacheSet(key, value, millis(ttl))
}

// Delete forgets.
func (c Cache) Delete(key string) error { return c.scope.cacheDelete(key) }

// Secrets are granted by their exact names. Never log one.
type Secrets struct {
	scope scope
}

// Get is the secret; NotFound where there is none.
func (s Secrets) Get(name string) ([]byte, error) { return s.scope.secret(name) }

// Events publishes; the host adds source, id, time, tenant and trace.
type Events struct {
	scope scope
}

// Event is what happened.
type Event struct {
	// Type is dotted, such as link.broken; mortise.* is reserved.
	Type string
	// Subject is what it happened to; empty = none.
	Subject string
	// Data is JSON; empty = none.
	Data []byte
	// IdempotencyKey makes a second one the same event; empty = none.
	IdempotencyKey string
}

// Emit publishes and answers the event's id, that of the first one when the idempotency key was seen before.
func (e Events) Emit(event Event) (string, error) { return e.scope.emit(event) }

// Jobs queues runs of the jobs that the manifest contributes.
type Jobs struct {
	scope scope
}

// Run is a run wanted.
type Run struct {
	Job string
	// Payload is JSON; empty = null.
	Payload []byte
	// At is when; zero = now.
	At time.Time
	// IdempotencyKey makes a second one the same run; empty = none.
	IdempotencyKey string
}

// Enqueue queues and answers the run's id, that of the first one when the idempotency key was seen before.
func (j Jobs) Enqueue(run Run) (string, error) { return j.scope.enqueue(run) }

// Plugins calls functions of other plugins; the callee sees this plugin as its caller.
type Plugins struct {
	scope scope
}

// Call calls; a timeout of 0 is what is left of this call.
func (p Plugins) Call(plugin, function string, payload []byte, timeout time.Duration) ([]byte, error) {
	return p.scope.callPlugin(plugin, function, payload, millis(timeout))
}

// Ask calls with values as JSON.
func (p Plugins) Ask(plugin, function string, in, out any) error {
	payload, err := codec.Encode(in)
	if err != nil {
		return err
	}
	raw, err := p.Call(plugin, function, payload, 0)
	return decode(raw, err, out, "result of "+plugin)
}

// App calls functions that the embedding application registered, such as chat.send.
type App struct {
	scope scope
}

// Call calls.
func (a App) Call(function string, payload []byte) ([]byte, error) {
	return a.scope.callApp(function, payload)
}

// Ask calls with values as JSON.
func (a App) Ask(function string, in, out any) error {
	payload, err := codec.Encode(in)
	if err != nil {
		return err
	}
	raw, err := a.Call(function, payload)
	return decode(raw, err, out, "result of "+function)
}

// SQL is the plugin's own database; requests are JSON {"sql": …, "params": […]}, rows come as JSON objects.
type SQL struct {
	scope scope
}

// Query reads.
func (s SQL) Query(request []byte) ([]byte, error) { return s.scope.sqlQuery(request) }

// Exec changes.
func (s SQL) Exec(request []byte) ([]byte, error) { return s.scope.sqlExec(request) }

// Mail sends to recipients that were granted.
type Mail struct {
	scope scope
}

// Send sends a plain text.
func (m Mail) Send(to []string, subject, text string) error {
	var request jsontext.Object
	return m.SendJSON([]byte(request.Raw("to", jsontext.Array(to)).Text("subject", subject).Text("text", text).String()))
}

// SendJSON sends the host's own form of a mail.
func (m Mail) SendJSON(request []byte) error { return m.scope.mail(request) }
