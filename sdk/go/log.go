package mortise

import "github.com/mortise-io/mortise/sdk/go/internal/jsontext"

// Level is how loud a log line is.
type Level int32

const (
	LevelTrace Level = iota
	LevelDebug
	LevelInfo
	LevelWarn
	LevelError
)

// Field is a value beside a constant message.
type Field struct {
	name, json string
}

// Text is a field with text.
func Text(name, value string) Field { return Field{name, jsontext.Quote(value)} }

// JSON is a field with any JSON value; one that is not JSON goes as text.
func JSON(name string, value []byte) Field {
	if _, _, err := jsontext.At(value, ""); err != nil {
		return Text(name, string(value))
	}
	return Field{name, string(value)}
}

// Log is the plugin's own log at the host. Lines over 8 KiB are cut, too many lines dropped with a count.
type Log struct {
	scope scope
}

// Write logs one line; the fields together hold at most 4 KiB.
func (l Log) Write(level Level, message string, fields ...Field) {
	json := ""
	if len(fields) > 0 {
		var object jsontext.Object
		for _, field := range fields {
			object.Raw(field.name, field.json)
		}
		json = object.String()
	}
	l.scope.log(level, message, json)
}

func (l Log) Debug(message string, fields ...Field) { l.Write(LevelDebug, message, fields...) }
func (l Log) Info(message string, fields ...Field)  { l.Write(LevelInfo, message, fields...) }
func (l Log) Warn(message string, fields ...Field)  { l.Write(LevelWarn, message, fields...) }
func (l Log) Error(message string, fields ...Field) { l.Write(LevelError, message, fields...) }
