package words

import "testing"

func TestOrdinaryWordsByLanguage(t *testing.T) {
	for _, c := range []struct {
		word, lang string
		want       bool
	}{
		{"target", "en", true}, {"targets", "en-GB", true}, {"shell", "en", true}, {"the", "en", true},
		{"store", "nb", true}, {"regjeringen", "nb", true}, {"regjeringens", "nn", true}, {"fartyg", "sv", true}, {"båt", "da", true},
		{"haus", "de", true}, {"voiture", "fr", true}, {"barco", "es", true},
		{"havblikk", "nb", false}, {"sony", "nb", false}, {"kystekspressen", "", false},
		{"regjeringen", "en", false}, {"shell", "nb", true}, // English words stand in posts of every language
	} {
		if got := Ordinary(c.word, c.lang); got != c.want {
			t.Errorf("%s in %q: %v", c.word, c.lang, got)
		}
	}
	if !Common("the") || !Common("target") || Common("regjeringen") {
		t.Error("common words")
	}
}

// A set takes a foreign word for its own once in 2^Bits, times the endings it tries.
func TestInventedWordsAreRarelyTakenForOrdinary(t *testing.T) {
	taken, all := 0, 0
	for _, a := range []string{"qux", "zorv", "blivk", "trezz", "wumq", "drox", "fjuzk", "gnarx"} {
		for _, b := range []string{"ovat", "ixul", "azorp", "yttik", "uvvem", "ombax", "ezzid", "orqap"} {
			for _, c := range []string{"", "ka", "zo", "mux"} {
				all++
				if Ordinary(a+b+c, "") {
					taken++
				}
			}
		}
	}
	if taken*12 > all {
		t.Errorf("%d of %d", taken, all)
	}
}
