package place

import (
	"strings"

	"porchlight/wasm/wire"
)

func Key(p wire.PageFacts) wire.Placing {
	if _, id, ok := strings.Cut(p.URL, "news.ycombinator.com/item?id="); ok {
		return wire.Placing{Key: "hn:item:" + id}
	}
	return wire.Placing{Key: "-"}
}
