//go:build tools

// Package examples143 names the programs of go-plugin v1.4.3 that are built here, so that their sums are kept.
package examples143

import (
	_ "github.com/hashicorp/go-plugin/examples/bidirectional/plugin-go-grpc"
	_ "github.com/hashicorp/go-plugin/examples/grpc/plugin-go-grpc"
)
