package mortise

import "time"

// HTTP reaches the hosts that were granted. The host follows redirects and checks every hop.
type HTTP struct {
	scope scope
}

// Request is what to send.
type Request struct {
	Method  string
	URL     string
	Headers map[string][]string
	// Body is at most 8 MiB.
	Body []byte
	// Timeout of 0 is what is left of the call.
	Timeout time.Duration
}

// Response is what came back; header names are in lower case, the body is decompressed.
type Response struct {
	Status  int
	Headers map[string][]string
	Body    []byte
}

// Header is the first value of a header, its name in lower case; empty where there is none.
func (r Response) Header(name string) string {
	if values := r.Headers[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// Read decodes a JSON body.
func (r Response) Read(into any) error { return decode(r.Body, nil, into, "http response") }

// Send sends.
func (h HTTP) Send(request Request) (Response, error) { return h.scope.http(request) }

// Get reads a URL.
func (h HTTP) Get(url string) (Response, error) { return h.Send(Request{Method: "GET", URL: url}) }

// Post sends a value as JSON.
func (h HTTP) Post(url string, value any) (Response, error) {
	body, err := codec.Encode(value)
	if err != nil {
		return Response{}, err
	}
	headers := map[string][]string{"content-type": {"application/json"}}
	return h.Send(Request{Method: "POST", URL: url, Headers: headers, Body: body})
}
