package mortise

import (
	"context"
	"errors"
	"strconv"
)

// Code is a canonical status code, with gRPC's numbers. The host takes one outside 1 to 16 for Unknown.
type Code int32

const (
	Cancelled          Code = 1
	Unknown            Code = 2
	InvalidArgument    Code = 3
	DeadlineExceeded   Code = 4
	NotFound           Code = 5
	AlreadyExists      Code = 6
	PermissionDenied   Code = 7
	ResourceExhausted  Code = 8
	FailedPrecondition Code = 9
	Aborted            Code = 10
	OutOfRange         Code = 11
	Unimplemented      Code = 12
	Internal           Code = 13
	Unavailable        Code = 14
	DataLoss           Code = 15
	Unauthenticated    Code = 16
)

var codeNames = [...]string{"", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
	"ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
	"UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"}

func (c Code) String() string {
	if c < 1 || int(c) >= len(codeNames) {
		return "code " + strconv.Itoa(int(c))
	}
	return codeNames[c]
}

// Error is a refusal with a code: the handler's own, made by Reject, or the host's answer to what was asked of it.
//
// Returned from a handler it fails the call with this code and message, nothing added. The host's: PermissionDenied =
// not granted; Unimplemented = no such service; ResourceExhausted = a cap or quota; Unavailable = the service is down,
// or there is no Mortise host; DeadlineExceeded, Cancelled = the call ended; NotFound = nothing there.
type Error struct {
	Code    Code
	Message string
}

func (e *Error) Error() string { return e.Message }

// Reject makes an Error; the host cuts the message at 4 KiB.
func Reject(code Code, message string) *Error { return &Error{Code: code, Message: message} }

// CodeOf is the code with which an error fails a call: that of the Error in its chain, or Unknown. Nil has none, 0.
func CodeOf(err error) Code {
	var own *Error
	switch {
	case err == nil:
		return 0
	case errors.As(err, &own):
		return own.Code
	case errors.Is(err, context.DeadlineExceeded):
		return DeadlineExceeded
	case errors.Is(err, context.Canceled):
		return Cancelled
	default:
		return Unknown
	}
}
