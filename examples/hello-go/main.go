// A plugin that greets and counts, for both runtimes.
package main

import (
	mortise "github.com/mortise-io/mortise/sdk/go"
)

type ask struct {
	Name string `json:"name"`
}

type answer struct {
	Text  string `json:"text"`
	Times int64  `json:"times"`
}

func init() {
	mortise.Handle("greet", greet)
	mortise.Describe("greet", "greets somebody and counts it")
}

func greet(ctx mortise.Context, in ask) (answer, error) {
	if in.Name == "" {
		return answer{}, mortise.Reject(mortise.InvalidArgument, "whom shall I greet?")
	}
	times, err := ctx.KV().Increment("greeted/"+in.Name, 1)
	if err != nil {
		return answer{}, err
	}
	ctx.Log().Info("greeted", mortise.Text("name", in.Name))
	return answer{Text: "Hello, " + in.Name + "!", Times: times}, nil
}

func main() { mortise.Main() }
