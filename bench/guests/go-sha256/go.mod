module mortise.invalid/bench/go-sha256

go 1.24
