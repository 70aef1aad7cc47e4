package fold

import (
	"bufio"
	"compress/gzip"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// records reads a file of the Unicode Character Database: fields between semicolons.
func records(t *testing.T, name string, yield func(fields []string)) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(z); lines.Scan(); {
		if line := lines.Text(); line != "" && line[0] != '#' && line[0] != '@' {
			yield(strings.Split(line, ";"))
		}
	}
}

func characters(t *testing.T, hex string) string {
	t.Helper()
	var b strings.Builder
	for _, f := range strings.Fields(hex) {
		n, err := strconv.ParseUint(f, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteRune(rune(n))
	}
	return b.String()
}

// Full case folding, all of it: what CaseFolding.txt makes one is one. But the Greek
// iota below, there a letter, is an accent here: people leave it out.
func TestCaseFolding(t *testing.T) {
	n := 0
	records(t, "CaseFolding-15.0.0.txt.gz", func(f []string) {
		n++
		a, b := characters(t, f[0]), characters(t, f[2])
		if strings.Contains(norm.NFD.String(a), "\u0345") {
			b = strings.TrimSuffix(b, "ι")
		}
		if String(a) != String(b) {
			t.Errorf("%s folds to %U and its folding %s to %U", f[0], []rune(String(a)), f[2], []rune(String(b)))
		}
	})
	if n != 1530 {
		t.Errorf("%d foldings", n)
	}
}

// All five forms of a text (itself, NFC, NFD, NFKC, NFKD) fold to one. Marks that are
// kept as letters stay in the order in which they are typed, where Unicode sorts them:
// keyboards and sites send them sorted, and sorting would cost each word a look back.
func TestNormalization(t *testing.T) {
	n, unsorted := 0, 0
	records(t, "NormalizationTest-15.0.0.txt.gz", func(f []string) {
		n++
		want := String(characters(t, f[4]))
		for i := range 4 {
			got := String(characters(t, f[i]))
			switch {
			case got == want:
			case i == 0 && bare(got) == bare(want) && sorted(got) == sorted(want):
				unsorted++
			default:
				t.Errorf("%s: form %d folds to %U, NFKD to %U", f[0], i+1, []rune(got), []rune(want))
			}
		}
	})
	if n != 7902 || unsorted == 0 || unsorted > 266 {
		t.Errorf("%d lines, %d with marks out of order", n, unsorted)
	}
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, s)
}

func sorted(s string) string {
	rs := []rune(s)
	slices.Sort(rs)
	return string(rs)
}

// Hangul is taken apart by arithmetic; every other character is in the vectors.
func TestHangul(t *testing.T) {
	for r := rune(0xAC00); r <= 0xD7A3; r++ {
		if whole, apart := String(string(r)), String(norm.NFD.String(string(r))); whole != apart {
			t.Fatalf("%c folds to %U, its parts to %U", r, []rune(whole), []rune(apart))
		}
	}
}

// The part of UTS 39 that we use: letters of other scripts beside the Latin letter that
// confusables.txt gives them, and those that look like nothing Latin.
func TestConfusables(t *testing.T) {
	for _, c := range []string{
		"аa сc ԁd еe һh іi јj оo рp ԛq ѕs ԝw хx уy",          // Cyrillic, small
		"АA ВB ЕE ЅS НH ІI ЈJ КK МM ОO РP СC ТT ХX ԌG Ԝw ѴV", // Cyrillic, capital
		"αa γy ιi νv οo ρp σo υu",                            // Greek, small
		"ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX",          // Greek, capital
		"օo ոn սu հh զq ցg",                                  // Armenian
		"ᎪA ᏴB ᏟC ᎬE ᎻH ᎫJ ᏦK ᏞL ᎷM ᏢP ᎢT ᏙV ᎳW ᏃZ",          // Cherokee
		"𝐚a 𝑎a ａa ⓐa 𝖆a 𝚊a ℬB ℂC",                            // Latin in other dress, which NFKD undoes
	} {
		for _, pair := range strings.Fields(c) {
			p := []rune(pair)
			if got, want := string(Alike(nil, p[0])), string(Alike(nil, p[1])); got != want {
				t.Errorf("%c %U looks like %q, want %q as %c does", p[0], p[0], got, want, p[1])
			}
		}
	}
	for _, r := range "жящюфλξψωאבعم中あ" {
		if got := string(Alike(nil, r)); strings.ContainsFunc(got, func(r rune) bool { return r < 0x80 }) {
			t.Errorf("%c looks like %q", r, got)
		}
	}
	for _, one := range [][2]string{{"Il1|", "llll"}, {"O0", "oo"}} {
		var got []rune
		for _, r := range one[0] {
			got = Alike(got, r)
		}
		if string(got) != one[1] {
			t.Errorf("%s looks like %s, want %s", one[0], string(got), one[1])
		}
	}
}
