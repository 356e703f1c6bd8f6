module io.mortise/testkit/tally

go 1.24
