//go:build !js

package sites

import (
	"reflect"

	"porchlight/wasm/schema"
	"porchlight/wasm/wire"
)

// Schema is the JSON Schema (draft 2020-12) of a site file, for editors.
func Schema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[wire.Site](), "Porchlight site", []schema.Source{{Name: "site.go", Text: wire.SiteSource}}, nil)
}
