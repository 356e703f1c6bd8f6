package main

import (
	"encoding/json"
	"strings"

	mortise "github.com/mortise-io/mortise/sdk/go"
)

// asking registers a function that hands its input to the host and answers what comes back.
func asking(name string, ask func(ctx mortise.Context, input []byte) ([]byte, error)) {
	mortise.HandleBytes(name, ask)
}

// Functions that ask the host's services for one thing each.
func init() {
	asking("kv_get", func(ctx mortise.Context, key []byte) ([]byte, error) { return ctx.KV().Get(string(key)) })
	with("kv_set", "KEY TTL_MS VALUE", func(ctx mortise.Context, in fields) ([]byte, error) {
		return decimal(ctx.KV().Set(in["KEY"], []byte(in["VALUE"]), in.ttl()))
	})
	asking("kv_delete", func(ctx mortise.Context, key []byte) ([]byte, error) { return ok(ctx.KV().Delete(string(key))) })
	with("kv_list", "PREFIX AFTER LIMIT", func(ctx mortise.Context, in fields) ([]byte, error) {
		keys, err := ctx.KV().List(orEmpty(in["PREFIX"]), orEmpty(in["AFTER"]), int(min(in.number("LIMIT"), 1<<31-1)))
		if err != nil {
			return nil, err
		}
		return json.Marshal(append([]string{}, keys...))
	})
	asking("kv_version", func(ctx mortise.Context, key []byte) ([]byte, error) {
		return decimal(ctx.KV().Version(string(key)))
	})
	with("kv_cas", "KEY VERSION TTL_MS VALUE", func(ctx mortise.Context, in fields) ([]byte, error) {
		version := uint64(in.number("VERSION"))
		return decimal(ctx.KV().CompareAndSet(in["KEY"], []byte(in["VALUE"]), version, in.ttl()))
	})
	asking("cache_get", func(ctx mortise.Context, key []byte) ([]byte, error) { return ctx.Cache().Get(string(key)) })
	with("cache_set", "KEY TTL_MS VALUE", func(ctx mortise.Context, in fields) ([]byte, error) {
		return ok(ctx.Cache().Set(in["KEY"], []byte(in["VALUE"]), in.ttl()))
	})
	asking("cache_delete", func(ctx mortise.Context, key []byte) ([]byte, error) {
		return ok(ctx.Cache().Delete(string(key)))
	})
	asking("on_event", func(ctx mortise.Context, event []byte) ([]byte, error) {
		_, err := ctx.KV().Set("event", event, mortise.Forever)
		return nil, err
	})
	asking("secret", func(ctx mortise.Context, name []byte) ([]byte, error) { return ctx.Secrets().Get(string(name)) })
	asking("sql_query", func(ctx mortise.Context, request []byte) ([]byte, error) { return ctx.SQL().Query(request) })
	asking("sql_exec", func(ctx mortise.Context, request []byte) ([]byte, error) { return ctx.SQL().Exec(request) })
	asking("mail_send", func(ctx mortise.Context, mail []byte) ([]byte, error) { return nil, ctx.Mail().SendJSON(mail) })
	asking("app_call", func(ctx mortise.Context, input []byte) ([]byte, error) {
		name, payload, _ := strings.Cut(string(input), "\n")
		return ctx.App().Call(name, []byte(payload))
	})
}

func orEmpty(field string) string {
	if field == "-" {
		return ""
	}
	return field
}
