package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// number is a run of digits with what people put between them; "NO93 8601 1117 947" and
// "+47 900 00 000" are one.
type number struct {
	start, end int
	digits     string
	letters    bool // an account number with its country before it
}

// numberAt is the number that begins at text[at]; its end is 0 where there is none.
func numberAt(text string, at int) number {
	if at > 0 {
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); inWord(before) || before == '+' {
			return number{}
		}
	}
	if n := iban(text, at); n.end > 0 {
		return n
	}
	n := number{start: at}
	i := at
	if text[i] == '+' || text[i] == '(' {
		i++
	}
	if i == len(text) || text[i]-'0' > 9 {
		return number{}
	}
	gap := 0
	for ; i < len(text) && len(n.digits) < 24; i++ {
		switch c := text[i]; {
		case c-'0' <= 9:
			n.digits, n.end, gap = n.digits+string(c), i+1, 0
		case gap < 2 && strings.IndexByte(" -.()/", c) >= 0:
			gap++
		default:
			if r, _ := utf8.DecodeRuneInString(text[i:]); gap == 0 && unicode.IsLetter(r) {
				return number{start: at, end: i} // part of a code: no number of a person
			}
			return n
		}
	}
	return n
}

// iban is an international account number: two letters, then letters and digits in
// groups, right modulo 97 (ISO 13616).
func iban(text string, at int) number {
	if at+4 > len(text) || !letter(text[at]) || !letter(text[at+1]) || text[at+2]-'0' > 9 || text[at+3]-'0' > 9 {
		return number{}
	}
	var code []byte
	best := 0
	for i := at; i < len(text) && len(code) < 34; i++ {
		switch c := text[i]; {
		case c == ' ' && len(code)%4 == 0:
			continue
		case letter(c):
			code = append(code, c&^0x20)
		case c-'0' <= 9:
			code = append(code, c)
		default:
			i = len(text)
			continue
		}
		if len(code) >= 15 && (i+1 == len(text) || !alnum(text[i+1])) && mod97(code) {
			best = i + 1
		}
	}
	if best == 0 {
		return number{}
	}
	return number{start: at, end: best, letters: true}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func mod97(code []byte) bool {
	rest := 0
	for i := range code {
		c := code[(i+4)%len(code)]
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest == 1
}

// kind is the code of the problem that a number is, "" for none.
func (n number) kind(text string) string {
	written, d := text[n.start:n.end], n.digits
	switch {
	case n.letters:
		return "personal_account"
	case len(d) == 11 && norwegianID(d), len(d) == 10 && written[min(6, len(written)-1)] == '-' && day(d[:4]), len(d) == 9 && len(written) == 11 && written[3] == '-' && written[6] == '-',
		(len(d) == 12 || len(d) == 10) && luhn(d[len(d)-10:]) && day(d[len(d)-6:len(d)-4]+d[len(d)-8:len(d)-6]) && strings.Contains(written, "-"):
		return "personal_id"
	case len(d) == 11 && mod11(d, "5432765432") && (written[min(4, len(written)-1)] == '.' || written[min(4, len(written)-1)] == ' '):
		return "personal_account"
	case len(d) >= 13 && len(d) <= 19 && d[0] >= '2' && d[0] <= '6' && luhn(d):
		return "personal_card"
	case phone(written, d):
		return "personal_phone"
	}
	return ""
}

// phone takes numbers with a country code, and those of eight digits as Norwegians
// write them; 2026 11 30 and 12.30-14.30 are none.
func phone(written, d string) bool {
	if written[0] == '+' || strings.HasPrefix(d, "00") && len(d) > 9 {
		return len(d) >= 8 && len(d) <= 15
	}
	if strings.ContainsAny(written, "./") {
		return false
	}
	shape := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, written)
	switch shape {
	case "000 00 000", "00 00 00 00":
		return d[0] >= '2'
	case "00000000":
		return d[0] == '4' || d[0] == '9'
	case "(000) 000-0000", "000-000-0000", "00000 000000", "00000 000 000", "000 0000 0000":
		return true
	}
	return false
}

func luhn(d string) bool {
	sum := 0
	for i := range len(d) {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// norwegianID checks both check digits of a fødselsnummer or D-number, and its day.
func norwegianID(d string) bool {
	first := []byte(d[:4])
	if first[0] >= '4' { // D-number: the day plus 40
		first[0] -= 4
	}
	return day(string(first)) && mod11(d[:10], "376189452") && mod11(d, "5432765432")
}

// day reports DDMM.
func day(d string) bool {
	dd, mm := int(d[0]-'0')*10+int(d[1]-'0'), int(d[2]-'0')*10+int(d[3]-'0')
	return dd >= 1 && dd <= 31 && mm >= 1 && mm <= 12
}

// mod11 checks the last digit by the weights of those before.
func mod11(d, weights string) bool {
	sum := int(d[len(d)-1] - '0')
	for i := range len(d) - 1 {
		sum += int(d[i]-'0') * int(weights[i]-'0')
	}
	return sum%11 == 0
}
