package mortise

import (
	"math"
	"strconv"
	"time"
)

// Forever is the time to live of an entry that never expires.
const Forever time.Duration = 0

// attempts is how often Update tries against others who write the same entry.
const attempts = 100

// KV holds durable entries. Keys are text of 1 to 512 bytes, values at most 1 MiB. Versions of an entry start at 1 and
// grow with every write.
type KV struct {
	scope scope
}

// Entry is a value and the version it has.
type Entry struct {
	Value   []byte
	Version uint64
}

// Get is the value; NotFound where there is none.
func (k KV) Get(key string) ([]byte, error) { return k.scope.kvGet(key) }

// Entry is the value with its version; NotFound where there is none.
func (k KV) Entry(key string) (Entry, error) { return k.scope.kvEntry(key) }

// Set writes and answers the new version. A ttl is Forever or at least 1 ms.
func (k KV) Set(key string, value []byte, ttl time.Duration) (uint64, error) {
	return k.scope.kvSet(key, value, millis(ttl))
}

// Delete removes; removing what is absent is success.
func (k KV) Delete(key string) error { return k.scope.kvDelete(key) }

// List is up to limit keys with this prefix that sort after another; both may be empty.
func (k KV) List(prefix, after string, limit int) ([]string, error) {
	return k.scope.kvList(prefix, after, uint32(max(0, min(limit, math.MaxInt32))))
}

// Version is the entry's version; NotFound where there is none.
func (k KV) Version(key string) (uint64, error) { return k.scope.kvVersion(key) }

// CompareAndSet writes if the entry still has this version, 0 = must not exist; Aborted when it has another one.
func (k KV) CompareAndSet(key string, value []byte, version uint64, ttl time.Duration) (uint64, error) {
	return k.scope.kvCompareAndSet(key, value, version, millis(ttl))
}

// Read decodes the value.
func (k KV) Read(key string, into any) error {
	raw, err := k.Get(key)
	return decode(raw, err, into, "kv entry "+key)
}

// Write encodes a value and writes it.
func (k KV) Write(key string, value any) error {
	raw, err := codec.Encode(value)
	if err == nil {
		_, err = k.Set(key, raw, Forever)
	}
	return err
}

// Update replaces the value, nil where there is none, by what change makes of it, and tries again when somebody else
// wrote in between, so change must not act on anything else. Aborted when others were faster a hundred times.
func (k KV) Update(key string, change func(old []byte) ([]byte, error)) ([]byte, error) {
	for attempt := 1; ; attempt++ {
		old, err := k.Entry(key)
		if err != nil && CodeOf(err) != NotFound {
			return nil, err
		}
		changed, err := change(old.Value)
		if err != nil {
			return nil, err
		}
		_, err = k.CompareAndSet(key, changed, old.Version, Forever)
		if err == nil {
			return changed, nil
		}
		if CodeOf(err) != Aborted || attempt == attempts {
			return nil, err
		}
	}
}

// Increment adds to a decimal number, an absent one being 0, and answers the sum.
func (k KV) Increment(key string, by int64) (int64, error) {
	var sum int64
	_, err := k.Update(key, func(old []byte) ([]byte, error) {
		was := int64(0)
		if old != nil {
			var err error
			if was, err = strconv.ParseInt(string(old), 10, 64); err != nil {
				return nil, Reject(FailedPrecondition, "kv entry "+key+" is not a decimal number")
			}
		}
		sum = was + by
		if (sum > was) != (by > 0) && by != 0 {
			return nil, Reject(OutOfRange, "kv entry "+key+" would pass 64 bits")
		}
		return strconv.AppendInt(nil, sum, 10), nil
	})
	return sum, err
}

// millis rounds up, so that a short time is never "for ever".
func millis(d time.Duration) uint64 {
	if d < 0 {
		panic("mortise: a negative duration")
	}
	return uint64((d + time.Millisecond - 1) / time.Millisecond)
}
