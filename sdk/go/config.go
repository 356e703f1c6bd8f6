package mortise

import "github.com/mortise-io/mortise/sdk/go/internal/jsontext"

// Config is the plugin's configuration: JSON, already valid, defaults applied. It never changes within a generation.
type Config struct {
	find func(pointer string) ([]byte, error)
}

// JSON is the value at a JSON pointer such as /retries/max, all of it for an empty pointer; NotFound where there is none.
func (c Config) JSON(pointer string) ([]byte, error) { return c.find(pointer) }

// Read decodes the value at a JSON pointer.
func (c Config) Read(pointer string, into any) error {
	raw, err := c.find(pointer)
	return decode(raw, err, into, "config "+pointer)
}

// configOf reads a document that is here already.
func configOf(document []byte) Config {
	return Config{func(pointer string) ([]byte, error) {
		raw, found, err := jsontext.At(document, pointer)
		if err != nil {
			return nil, Reject(InvalidArgument, err.Error())
		}
		if !found {
			return nil, Reject(NotFound, "no config at "+pointer)
		}
		return raw, nil
	}}
}

// decode reads a value that came from the host.
func decode(raw []byte, err error, into any, what string) error {
	if err != nil {
		return err
	}
	if err := codec.Decode(raw, into); err != nil {
		return Reject(DataLoss, what+" does not fit: "+err.Error())
	}
	return nil
}
