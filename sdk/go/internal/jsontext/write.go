package jsontext

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Object writes members in the order they are added.
type Object struct {
	out strings.Builder
}

// Raw adds a member whose value is JSON already.
func (o *Object) Raw(name, value string) *Object {
	if o.out.Len() > 0 {
		o.out.WriteByte(',')
	}
	o.out.WriteString(Quote(name))
	o.out.WriteByte(':')
	o.out.WriteString(value)
	return o
}

// Text adds a string.
func (o *Object) Text(name, value string) *Object {
	return o.Raw(name, Quote(value))
}

// TextUnlessEmpty adds a string that has something in it.
func (o *Object) TextUnlessEmpty(name, value string) *Object {
	if value == "" {
		return o
	}
	return o.Text(name, value)
}

// Number adds an integer.
func (o *Object) Number(name string, value int64) *Object {
	return o.Raw(name, strconv.FormatInt(value, 10))
}

// String is the object's text.
func (o *Object) String() string {
	return "{" + o.out.String() + "}"
}

// Array writes strings.
func Array(values []string) string {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = Quote(value)
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// Headers writes an object of string arrays, its names sorted and in lower case.
func Headers(headers map[string][]string) string {
	names := make([]string, 0, len(headers))
	for name := range headers {
		names = append(names, name)
	}
	sort.Strings(names)
	var object Object
	for _, name := range names {
		object.Raw(strings.ToLower(name), Array(headers[name]))
	}
	return object.String()
}

// Quote writes a string; what is not UTF-8 becomes U+FFFD.
func Quote(text string) string {
	const digits = "0123456789abcdef"
	var out strings.Builder
	out.Grow(len(text) + 2)
	out.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029:
			out.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				out.WriteByte(digits[r>>shift&0xf])
			}
		case r == utf8.RuneError:
			out.WriteRune(utf8.RuneError)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}
