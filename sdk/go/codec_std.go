//go:build !mortise_tiny

package mortise

import "encoding/json"

func init() { UseCodec(stdCodec{}) }

type stdCodec struct{}

func (stdCodec) Encode(value any) ([]byte, error)   { return json.Marshal(value) }
func (stdCodec) Decode(data []byte, into any) error { return json.Unmarshal(data, into) }
