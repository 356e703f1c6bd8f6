// Package jsontext reads and writes the few JSON documents of the ABI without reflection, so that it costs a wasm
// module a few kilobytes and TinyGo takes it.
package jsontext

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrSyntax says that a document is not JSON.
var ErrSyntax = errors.New("not JSON")

// maxDepth bounds nesting; the host's own documents are flat.
const maxDepth = 512

// At answers the raw value at a JSON pointer, and whether there is one.
func At(document []byte, pointer string) ([]byte, bool, error) {
	value, rest, err := next(document, 0)
	if err != nil || len(trim(rest)) > 0 {
		return nil, false, ErrSyntax
	}
	if pointer == "" {
		return value, true, nil
	}
	if pointer[0] != '/' {
		return nil, false, errors.New(Quote(pointer) + " is not a JSON pointer")
	}
	for _, step := range strings.Split(pointer[1:], "/") {
		step = strings.ReplaceAll(strings.ReplaceAll(step, "~1", "/"), "~0", "~")
		var found bool
		value, found, err = child(value, step)
		if err != nil || !found {
			return nil, false, err
		}
	}
	return value, true, nil
}

func child(value []byte, step string) ([]byte, bool, error) {
	var hit []byte
	found := false
	if len(value) > 0 && value[0] == '{' {
		err := Members(value, func(name string, member []byte) error {
			if name == step {
				hit, found = member, true
			}
			return nil
		})
		return hit, found, err
	}
	if len(value) == 0 || value[0] != '[' || (len(step) > 1 && step[0] == '0') {
		return nil, false, nil
	}
	index, err := strconv.ParseUint(step, 10, 31)
	if err != nil {
		return nil, false, nil
	}
	at := uint64(0)
	err = Elements(value, func(element []byte) error {
		if at == index {
			hit, found = element, true
		}
		at++
		return nil
	})
	return hit, found, err
}

// Members calls each for every member of an object, with its raw value.
func Members(object []byte, each func(name string, value []byte) error) error {
	rest, ok := open(object, '{')
	if !ok {
		return ErrSyntax
	}
	for first := true; ; first = false {
		rest = trim(rest)
		if len(rest) > 0 && rest[0] == '}' {
			return nil
		}
		if !first {
			if rest, ok = open(rest, ','); !ok {
				return ErrSyntax
			}
		}
		raw, after, err := next(rest, 0)
		if err != nil {
			return err
		}
		name, err := Text(raw)
		if err != nil {
			return err
		}
		if after, ok = open(after, ':'); !ok {
			return ErrSyntax
		}
		value, after, err := next(after, 0)
		if err != nil {
			return err
		}
		if err := each(name, value); err != nil {
			return err
		}
		rest = after
	}
}

// Elements calls each for every raw element of an array.
func Elements(array []byte, each func(value []byte) error) error {
	rest, ok := open(array, '[')
	if !ok {
		return ErrSyntax
	}
	for first := true; ; first = false {
		rest = trim(rest)
		if len(rest) > 0 && rest[0] == ']' {
			return nil
		}
		if !first {
			if rest, ok = open(rest, ','); !ok {
				return ErrSyntax
			}
		}
		value, after, err := next(rest, 0)
		if err != nil {
			return err
		}
		if err := each(value); err != nil {
			return err
		}
		rest = after
	}
}

// Texts is an array of strings.
func Texts(array []byte) ([]string, error) {
	var all []string
	err := Elements(array, func(value []byte) error {
		text, err := Text(value)
		all = append(all, text)
		return err
	})
	return all, err
}

// Text is a raw string's value.
func Text(raw []byte) (string, error) {
	raw = trim(raw)
	if len(raw) < 2 || raw[0] != '"' || raw[len(raw)-1] != '"' {
		return "", ErrSyntax
	}
	body := raw[1 : len(raw)-1]
	var out strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			out.WriteByte(body[i])
			continue
		}
		i++
		if i == len(body) {
			return "", ErrSyntax
		}
		if body[i] == 'u' {
			read, used := escaped(body[i+1:])
			if used == 0 {
				return "", ErrSyntax
			}
			out.WriteRune(read)
			i += used
			continue
		}
		plain := strings.IndexByte(`"\/bfnrt`, body[i])
		if plain < 0 {
			return "", ErrSyntax
		}
		out.WriteByte("\"\\/\b\f\n\r\t"[plain])
	}
	return out.String(), nil
}

// escaped reads what follows a "\u", a surrogate pair whole, and says how many bytes that took.
func escaped(rest []byte) (rune, int) {
	first, ok := hex4(rest)
	if !ok {
		return 0, 0
	}
	if utf16.IsSurrogate(first) && len(rest) >= 10 && rest[4] == '\\' && rest[5] == 'u' {
		if second, ok := hex4(rest[6:]); ok {
			if pair := utf16.DecodeRune(first, second); pair != utf8.RuneError {
				return pair, 10
			}
		}
	}
	if utf16.IsSurrogate(first) {
		return utf8.RuneError, 4
	}
	return first, 4
}

func hex4(digits []byte) (rune, bool) {
	if len(digits) < 4 {
		return 0, false
	}
	value, err := strconv.ParseUint(string(digits[:4]), 16, 16)
	return rune(value), err == nil
}

// next cuts the first value off.
func next(rest []byte, depth int) (value, after []byte, err error) {
	rest = trim(rest)
	if len(rest) == 0 || depth > maxDepth {
		return nil, nil, ErrSyntax
	}
	end := 0
	switch rest[0] {
	case '"':
		end = stringEnd(rest)
	case '{', '[':
		end, err = groupEnd(rest, depth)
	default:
		for end < len(rest) && strings.IndexByte(" \t\r\n,:]}", rest[end]) < 0 {
			end++
		}
	}
	if err != nil || end == 0 {
		return nil, nil, ErrSyntax
	}
	return rest[:end], rest[end:], nil
}

func stringEnd(rest []byte) int {
	for i := 1; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// groupEnd finds the bracket that closes the one at the start; what stands between is looked at only when asked for.
func groupEnd(rest []byte, depth int) (int, error) {
	open := depth
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '"':
			length := stringEnd(rest[i:])
			if length == 0 {
				return 0, ErrSyntax
			}
			i += length - 1
		case '{', '[':
			open++
			if open > maxDepth {
				return 0, ErrSyntax
			}
		case '}', ']':
			open--
			if open == depth {
				return i + 1, nil
			}
		}
	}
	return 0, ErrSyntax
}

func open(rest []byte, mark byte) ([]byte, bool) {
	rest = trim(rest)
	if len(rest) == 0 || rest[0] != mark {
		return nil, false
	}
	return rest[1:], true
}

func trim(rest []byte) []byte {
	for len(rest) > 0 && strings.IndexByte(" \t\r\n", rest[0]) >= 0 {
		rest = rest[1:]
	}
	return rest
}
