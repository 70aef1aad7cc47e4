package spot_test

import (
	"fmt"
	"testing"

	"porchlight/wasm/spot"
	"porchlight/wasm/spot/spottest"
)

func BenchmarkFind(b *testing.B) {
	posts, names := spottest.Posts(1 << 20)
	for _, n := range []int{100, 1000, 10_000} {
		s := spot.New(spottest.Playbook(n))
		b.Run(fmt.Sprintf("%d names", n), func(b *testing.B) {
			b.SetBytes(1 << 20)
			for b.Loop() {
				found := 0
				for _, p := range posts {
					found += len(s.Find(spot.Post{Text: p, Lang: "en"}))
				}
				if found != names {
					b.Fatalf("%d found, %d are there", found, names)
				}
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		p := spottest.Playbook(n)
		b.Run(fmt.Sprintf("%d names", n), func(b *testing.B) {
			for b.Loop() {
				spot.New(p)
			}
		})
	}
}
