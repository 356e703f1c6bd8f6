package mortise

// Codec turns values into JSON and back. The standard one is encoding/json; with the build tag mortise_tiny there is
// none, so that nothing of reflection is linked, and UseCodec must name one before Handle is of use.
type Codec interface {
	Encode(value any) ([]byte, error)
	Decode(data []byte, into any) error
}

var codec Codec = noCodec{}

// UseCodec replaces the codec of every typed function and value. Call it in an init function.
func UseCodec(other Codec) { codec = other }

type noCodec struct{}

func (noCodec) Encode(any) ([]byte, error) { return nil, errNoCodec }
func (noCodec) Decode([]byte, any) error   { return errNoCodec }

var errNoCodec = Reject(Unimplemented, "built with mortise_tiny and without mortise.UseCodec")
