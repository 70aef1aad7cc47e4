//go:build !wasip1 && !js

package wire

import _ "embed"

// SiteSource is the source of Site, whose comments are the descriptions in its schema.
//
//go:embed site.go
var SiteSource string
