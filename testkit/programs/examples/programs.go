//go:build tools

// Package examples names the programs of go-plugin v1.8.0 that are built here, so that their sums are kept.
package examples

import (
	_ "github.com/hashicorp/go-plugin/examples/bidirectional/plugin-go-grpc"
	_ "github.com/hashicorp/go-plugin/examples/grpc/plugin-go-grpc"
	_ "github.com/hashicorp/go-plugin/examples/grpc/plugin-go-netrpc"
	_ "github.com/hashicorp/go-plugin/examples/negotiated/plugin-go"
	_ "github.com/hashicorp/go-plugin/examples/streaming/plugin"
)
