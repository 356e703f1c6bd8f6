module mortise.invalid/bench/go

go 1.24
