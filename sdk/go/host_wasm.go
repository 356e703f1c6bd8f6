//go:build wasip1

package mortise

import (
	"strconv"
	"strings"
	"time"
	"unsafe"

	"github.com/mortise-io/mortise/sdk/go/internal/jsontext"
)

// current numbers the calls of this instance, so that a Context kept beyond its call is refused and does not act for
// the next one. An instance runs one call at a time.
var current uint64

// scope is in whose name the host is asked: one call's.
type scope struct {
	call uint64
}

// Background is the host for work that belongs to no call. On wasm there is none: every service is refused.
func Background() Context { return Context{nil, scope{}} }

func (s scope) over() error {
	if s.call == current {
		return nil
	}
	if s.call == 0 {
		return Reject(Unimplemented, "work outside of a call needs runtime grpc")
	}
	return Reject(Cancelled, "the call this context belongs to has ended")
}

// ask empties the mailbox after an import, unless the call is over.
func (s scope) ask(request func() int64) ([]byte, error) {
	if err := s.over(); err != nil {
		return nil, err
	}
	return mailbox(request())
}

// number is ask for an import whose answer is a number and no bytes.
func (s scope) number(request func() int64) (uint64, error) {
	if err := s.over(); err != nil {
		return 0, err
	}
	answer := request()
	if answer < 0 {
		_, err := mailbox(answer)
		return 0, err
	}
	return uint64(answer), nil
}

func mailbox(answer int64) ([]byte, error) {
	bytes := make([]byte, abiPending())
	if len(bytes) > 0 {
		abiTake(pointer(bytes))
	}
	if answer < 0 {
		return nil, Reject(Code(-answer), string(bytes))
	}
	return bytes, nil
}

func (s scope) info() callInfo {
	document, err := s.ask(abiCallInfo)
	if err != nil {
		return callInfo{}
	}
	read := func(at string) string {
		raw, found, err := jsontext.At(document, at)
		if err != nil || !found {
			return ""
		}
		if text, err := jsontext.Text(raw); err == nil {
			return text
		}
		return string(raw)
	}
	info := callInfo{id: read("/call_id"), function: read("/function"), tenant: read("/tenant"),
		traceparent: read("/traceparent"), caller: Caller{strings.ToUpper(read("/caller/kind")), read("/caller/id")}}
	if left, err := strconv.ParseInt(read("/deadline_ms"), 10, 64); err == nil {
		info.deadline = time.Now().Add(time.Duration(left) * time.Millisecond)
	}
	return info
}

func (s scope) config(at string) ([]byte, error) {
	return s.ask(func() int64 { return abiConfig(text(at)) })
}

func (s scope) log(level Level, message, fields string) {
	at, length := text(message)
	more, moreLength := text(fields)
	abiLog(int32(level), at, length, more, moreLength)
}

func (s scope) kvGet(key string) ([]byte, error) {
	return s.ask(func() int64 { return abiKVGet(text(key)) })
}

// kvEntry reads the version first: a write in between makes the version old, so a compare-and-set with it fails.
func (s scope) kvEntry(key string) (Entry, error) {
	version, err := s.kvVersion(key)
	if err != nil {
		return Entry{}, err
	}
	value, err := s.kvGet(key)
	return Entry{value, version}, err
}

func (s scope) kvSet(key string, value []byte, ttl uint64) (uint64, error) {
	return s.number(func() int64 {
		at, length := text(key)
		return abiKVSet(at, length, pointer(value), uint32(len(value)), int64(ttl))
	})
}

func (s scope) kvDelete(key string) error {
	_, err := s.ask(func() int64 { return abiKVDelete(text(key)) })
	return err
}

func (s scope) kvList(prefix, after string, limit uint32) ([]string, error) {
	names, err := s.ask(func() int64 {
		at, length := text(prefix)
		from, fromLength := text(after)
		return abiKVList(at, length, from, fromLength, limit)
	})
	if err != nil {
		return nil, err
	}
	return jsontext.Texts(names)
}

func (s scope) kvVersion(key string) (uint64, error) {
	return s.number(func() int64 { return abiKVVersion(text(key)) })
}

func (s scope) kvCompareAndSet(key string, value []byte, version, ttl uint64) (uint64, error) {
	return s.number(func() int64 {
		at, length := text(key)
		return abiKVCompareAndSet(at, length, pointer(value), uint32(len(value)), int64(version), int64(ttl))
	})
}

func text(value string) (unsafe.Pointer, uint32) { return textPointer(value), uint32(len(value)) }
