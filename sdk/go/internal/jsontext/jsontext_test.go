package jsontext

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestAt_findsWhatAPointerNames(t *testing.T) {
	document := []byte(` {"a": {"b/c": [10, "x", {"~": null}]}, "t": "\u00fc\ud83d\ude00\n\"", "n": -1.5e3 , "": {}} `)
	for pointer, want := range map[string]string{
		"/a/b~1c/0":    "10",
		"/a/b~1c/1":    `"x"`,
		"/a/b~1c/2/~0": "null",
		"/n":           "-1.5e3",
		"/":            "{}",
	} {
		got, found, err := At(document, pointer)
		if err != nil || !found || string(got) != want {
			t.Errorf("At(%q) = %q, %v, %v; want %q", pointer, got, found, err, want)
		}
	}
	for _, pointer := range []string{"/b", "/a/b~1c/3", "/a/b~1c/01", "/a/b~1c/-", "/n/x"} {
		if got, found, err := At(document, pointer); found || err != nil {
			t.Errorf("At(%q) = %q, %v, %v; want nothing", pointer, got, found, err)
		}
	}
	raw, _, _ := At(document, "/t")
	if text, err := Text(raw); err != nil || text != "ü😀\n\"" {
		t.Errorf("Text(%q) = %q, %v", raw, text, err)
	}
}

func TestAt_refusesWhatIsNotJSON(t *testing.T) {
	for _, document := range []string{"", "{", `{"a"}`, `{"a":1,}x`, `"x`, `[1,2`, `{} {}`, `{"a" 1}`} {
		if got, found, err := At([]byte(document), "/a"); err == nil {
			t.Errorf("At(%q) = %q, %v; want an error", document, got, found)
		}
	}
	if _, _, err := At([]byte("{}"), "a"); err == nil {
		t.Error("a pointer without a slash was taken")
	}
}

func TestObject_isWhatEncodingJSONReads(t *testing.T) {
	var object Object
	object.Text("text", "\x00ü\"\\\u2028\x7f\xff").Number("n", -7).TextUnlessEmpty("no", "").
		Raw("list", Array([]string{"a", "b\n"})).Raw("h", Headers(map[string][]string{"X-B": {"1"}, "a": nil}))

	var got map[string]any
	if err := json.Unmarshal([]byte(object.String()), &got); err != nil {
		t.Fatal(err, object.String())
	}
	want := map[string]any{
		"text": "\x00ü\"\\\u2028\x7f\ufffd", "n": -7.0, "list": []any{"a", "b\n"},
		"h": map[string]any{"x-b": []any{"1"}, "a": []any{}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s read back as %v", object.String(), got)
	}
	if texts, err := Texts([]byte(`["a", "\u0062"]`)); err != nil || !reflect.DeepEqual(texts, []string{"a", "b"}) {
		t.Errorf("Texts = %q, %v", texts, err)
	}
}
