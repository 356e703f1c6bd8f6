package mortise

import (
	"context"
	"time"
)

// Context is one call as its handler sees it, valid until the handler returns. In a process it ends with the call's
// deadline and cancellation, as any context; on wasm the host stops the module itself, and Done never fires.
type Context struct {
	context.Context
	scope scope
}

// Caller is who asked for a call.
type Caller struct {
	// Kind is APPLICATION, PLUGIN, JOB, EVENT or HTTP.
	Kind string
	// ID identifies it among its kind; it may be empty.
	ID string
}

// callInfo is what the host says of a call; empty under a host that is not Mortise.
type callInfo struct {
	id, function, tenant, traceparent string
	caller                            Caller
	deadline                          time.Time // zero = none
}

// CallID is the call's number in this generation.
func (c Context) CallID() string { return c.scope.info().id }

// Function is the name as it was called.
func (c Context) Function() string { return c.scope.info().function }

// Caller is who asked.
func (c Context) Caller() Caller { return c.scope.info().caller }

// Tenant is the label of the tenant the call is for; empty = none.
func (c Context) Tenant() string { return c.scope.info().tenant }

// Traceparent is the W3C trace context to pass on; empty = none.
func (c Context) Traceparent() string { return c.scope.info().traceparent }

// Deadline is when the host gives the call up.
func (c Context) Deadline() (time.Time, bool) {
	deadline := c.scope.info().deadline
	return deadline, !deadline.IsZero()
}

// Config is the plugin's configuration.
func (c Context) Config() Config { return Config{c.scope.config} }

// Log is the plugin's log.
func (c Context) Log() Log { return Log{c.scope} }

// KV is the durable store of this plugin and tenant. Permission kv.
func (c Context) KV() KV { return KV{c.scope} }

// Cache may forget at any time. Permission cache.
func (c Context) Cache() Cache { return Cache{c.scope} }

// HTTP is the host's guarded client. Permission http.
func (c Context) HTTP() HTTP { return HTTP{c.scope} }

// Events publishes. Permission events.
func (c Context) Events() Events { return Events{c.scope} }

// Secrets are read by their exact names. Permission secrets.
func (c Context) Secrets() Secrets { return Secrets{c.scope} }

// Jobs queues runs. Permission jobs.
func (c Context) Jobs() Jobs { return Jobs{c.scope} }

// Plugins calls other plugins. Permission plugins.
func (c Context) Plugins() Plugins { return Plugins{c.scope} }

// App calls functions of the embedding application. Permission app.
func (c Context) App() App { return App{c.scope} }

// SQL is the plugin's own database. Permission sql.
func (c Context) SQL() SQL { return SQL{c.scope} }

// Mail sends. Permission mail.
func (c Context) Mail() Mail { return Mail{c.scope} }

// Chunks takes the chunks of a streamed result.
type Chunks struct {
	send func(chunk []byte) bool
}

// Send hands one chunk over and waits for demand; false = the caller has gone, so stop.
func (c *Chunks) Send(chunk []byte) bool { return c.send(chunk) }
