package triage

import "math"

// sentiment adds up what the words say, each turned by a negation and strengthened or
// weakened by the words before it; what follows a "but" counts more than what was
// before. The result lies between −1 and 1. The manner is that of Hutto and Gilbert,
// VADER (ICWSM 2014); words and weights are ours.
func sentiment(tokens []token) float64 {
	scores := make([]float64, 0, len(tokens))
	l := tables()
	loudAll := loudShare(tokens) > 0.6
	exclaims, but := 0, -1
	for i, t := range tokens {
		score := 0.0
		switch {
		case t.lower == "!":
			exclaims++
		case !t.word:
			score = l.signs[t.lower]
		case contrast[t.lower]:
			but = i
		case !boosters[t.lower] || l.words[t.lower] != 0:
			score = l.strength(t.lower)
		}
		if score != 0 && t.word {
			score = turned(tokens, i, score)
			if t.loud && !loudAll {
				score += math.Copysign(0.7, score)
			}
		}
		scores = append(scores, score)
	}
	sum := 0.0
	for i, s := range scores {
		switch {
		case but < 0:
		case i < but:
			s *= 0.5
		default:
			s *= 1.5
		}
		sum += s
	}
	if sum != 0 {
		sum += math.Copysign(0.3*float64(min(exclaims, 4)), sum)
	}
	return sum / math.Sqrt(sum*sum+15)
}

var contrast = set("but however men aber mais pero however yet sondern mens")

func turned(tokens []token, i int, score float64) float64 {
	for back := 1; back <= 3 && i-back >= 0; back++ {
		w := tokens[i-back].lower
		fade := 1 - 0.1*float64(back-1)
		switch {
		case !tokens[i-back].word && w != "n't":
			if w == "," || w == "." || w == "!" || w == "?" {
				return score
			}
		case negations[w]:
			if w == "no" && back == 1 || w != "no" {
				score *= -0.7
			}
		case back <= 2 && boosters[w]:
			score += math.Copysign(0.6*fade, score)
		case back <= 2 && dampers[w]:
			score -= math.Copysign(0.5*fade, score)
		}
	}
	return score
}

func loudShare(tokens []token) float64 {
	loud, all := 0, 0
	for _, t := range tokens {
		if t.word {
			all++
			if t.loud {
				loud++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(loud) / float64(all)
}
