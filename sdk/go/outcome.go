package mortise

import (
	"strconv"
	"unicode/utf8"
)

// maxMessage bounds an error's text: on the wire it travels twice, and both must fit the metadata limit of 1 MiB.
const maxMessage = 32 << 10

// trap is a panic that no handler recovered: a bug of the plugin, told apart from a refusal.
type trap struct {
	value any
}

func (t *trap) Error() string { return "panic: " + panicText(t.value) }

// panicText words a panic as the Go runtime does, without fmt.
func panicText(value any) string {
	switch v := value.(type) {
	case error:
		return v.Error()
	case interface{ String() string }:
		return v.String()
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	default:
		return "a value that is neither text nor an error"
	}
}

// cut shortens a message at a character's border.
func cut(message string) string {
	if len(message) <= maxMessage {
		return message
	}
	end := maxMessage
	for end > 0 && !utf8.RuneStart(message[end]) {
		end--
	}
	return message[:end] + " … cut"
}
