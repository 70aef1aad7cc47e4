package triage

import (
	"strings"
	"sync"
)

// Cues are words and phrases that show what a post wants, in all languages at once: a
// phrase of one language hardly means anything else in another. In small letters, one
// phrase between bars. Written by us.
var cueTable = [...]string{
	outageCue: `is down|are down|down again|down for anyone|down today|went down|been down|outage|not loading|won't load|wont load|doesn't load|can't log in|cant log in|cannot log in|can't login|can't sign in|keeps crashing|server down|servers down|site down|app down|offline again|error 500|error 503|internal server error|not working|stopped working|isn't working|doesn't work
er nede|ligger nede|har vært nede|virker ikke|verkar ikkje|fungerer ikke|fungerer ikkje|funker ikke|funkar ikkje|får ikke logget inn|får ikkje logga inn|får ikke logga inn|driftsstans|driftsproblemer|krasjer|krasjar|ligg nede
ligger nere|funkar inte|fungerar inte|kan inte logga in|kraschar|driftstopp|ude af drift|kan ikke logge ind|duer ikke
funktioniert nicht|geht nicht|geht nichts|störung|ausfall|ist down|stürzt ab|ne marche pas|ne fonctionne pas|ne marche plus|en panne|no funciona|está caído|está caida|se cayó|no carga`,

	jobCue: `we're hiring|we are hiring|is hiring|are hiring|now hiring|job opening|job openings|open position|vacancy|vacancies|apply now|internship|looking for a job|dream job|job interview|applied for a job|join our team|my cv|recruiter
ledig stilling|ledige stillinger|ledige stillingar|søker jobb|søkjer jobb|søkt jobb|jobbintervju|vi ansetter|vi søker etter|vil jobbe hos|lediga jobb|söker jobb|jobbansökan|ledigt job|søger job|stellenangebot|wir suchen|bewerbung|offre d'emploi|recrute|oferta de empleo|vacante`,

	purchaseCue: `where can i buy|where do i buy|where can i get|how much is|how much does|how much are|how much for|price of|thinking of buying|thinking about buying|want to buy|wanna buy|looking to buy|considering buying|considering getting|worth it|worth the money|worth buying|should i get|should i buy|discount code|promo code|any discount|in stock|back in stock|looking to switch|switch to|sign up for|anyone recommend|recommend a|any recommendations|alternative to
hva koster|kva kostar|hvor kan jeg kjøpe|kvar kan eg kjøpe|hvor får jeg kjøpt|vurderer å kjøpe|vurderer å bytte|tenker på å kjøpe|tenkjer på å kjøpe|verdt pengene|verd pengane|er det verdt|rabattkode|noen som anbefaler|kan noen anbefale|bytte til
vad kostar|var kan jag köpa|funderar på att köpa|värt pengarna|rabattkod|hvad koster|hvor kan jeg købe|overvejer at købe|was kostet|wo kann ich|zu kaufen|lohnt sich|rabattcode|combien coûte|où acheter|où puis-je acheter|code promo|cuánto cuesta|dónde puedo comprar|vale la pena`,

	requestCue: `please|pls|plz|can you|could you|would you|can u|need help|help me|i need|need someone|i'd like|dm me|call me back|any chance|feature request|wish you|add support|fix this|let me know|get back to me|send me|refund|want my money back
kan dere|kan de|kan du|kunne dere|vær så snill|ver så snill|vær snill|trenger hjelp|treng hjelp|hjelp meg|gi meg|ring meg|send meg|ta kontakt|pengene tilbake|pengane tilbake|kan de fikse
kan ni|snälla|hjälp mig|behöver hjälp|kan i|hjælp mig|har brug for hjælp|können sie|könnt ihr|bitte|hilfe|pouvez-vous|pourriez-vous|s'il vous plaît|svp|aidez-moi|podrían|pueden|por favor|ayuda`,

	complaintCue: `never again|still waiting|no answer|no reply|no response|on hold|let down|ripped off|money back|worst|customer service|cancelled my|canceled my|late again|delayed again|overcharged|charged me|charged twice|unacceptable|not happy|fed up|sick of|tired of|waste of|lost my|broke my|not good enough|not impressed|had enough|hours late|minutes late|so slow|too slow|never came|never arrived|didn't arrive|hasn't arrived
aldri mer|aldri meir|venter fortsatt|ventar framleis|får ikke svar|får ikkje svar|ikke svar|ikkje svar|forsinket igjen|forsinka igjen|for sent|for seint|for dårlig|for dårleg|trukket to ganger|ikke imponert|lei av|kom aldri|ikke kommet|ikkje komen|timer forsinket|minutter forsinket|innstilt igjen|står fast
aldrig mer|väntar fortfarande|får inget svar|försenad igen|inte okej|trött på|aldrig mere|venter stadig|får ikke svar|forsinket igen|nie wieder|warte immer noch|keine antwort|schon wieder|plus jamais|toujours pas|pas de réponse|encore en retard|nunca más|sigo esperando|sin respuesta|otra vez tarde`,

	praiseCue: `thank you|thanks to|well done|great job|good job|shout out|shoutout|big thanks|love it|love this|love you|highly recommend|best service|so helpful|kudos|hats off
tusen takk|takk for|bra jobba|bra jobbet|godt jobba|god service|anbefales|anbefalast|skryt til|all ære|tack för|bra jobbat|grymt|tak for|godt gået|vielen dank|gut gemacht|danke für|merci pour|merci beaucoup|bien joué|muchas gracias|gracias por|buen trabajo`,

	urgentCue: `asap|urgent|urgently|immediately|right now|emergency|stranded|stuck|as soon as possible|in an hour|tonight|this minute|unsafe|dangerous|injured|lawyer|police|fire|threat|suicide|boarding
haster|hastar|straks|med en gang|med ein gong|omgående|akutt|nødsituasjon|strandet|stranda|står fast|så fort som mulig|farlig|farleg|skadd|skadet|advokat|politianmelde|i kveld
brådskar|omedelbart|akut|strandad|så snart som möjligt|farligt|haster|med det samme|dringend|sofort|notfall|gestrandet|gefährlich|urgence|tout de suite|immédiatement|bloqué|dangereux|urgente|ahora mismo|emergencia|atrapado|peligroso`,
}

var (
	asking = set(`who what when where why how which whose is are do does did can could will would should has have anyone anybody
hvem hva når hvor hvorfor hvordan hvilken hvilke kven kva kvar kvifor korleis kan er har skal vil noen nokon vem vad när var varför hur vilken hvad hvornår hvordan
wer was wann wo warum wie welche kann ist qui quoi quand où pourquoi comment quel quelle est-ce quién qué cuándo dónde porqué cómo cuál`)

	second   = set(`you your yours u ur dere deres dykk dykkar du deg din ditt dine ni er ert era dig din i jer jeres sie ihr ihnen euch ihre vous votre vos tu te ustedes usted su vosotros`)
	personal = set(`i i'm i've i'll my me we our us jeg meg min mitt mine vi vår oss eg jag mig mitt mina ich mein mir mich wir uns je j'ai mon ma mes nous yo mi me nosotros nos`)
	greeting = set(`dear hi hey hello yo hei heisann hallo kjære hej tjena käre käraste bäste lieber liebe bonjour salut cher chère hola estimado estimada ok okay so`)
)

// The kinds of cues, indexes of cueTable.
const (
	outageCue = iota
	jobCue
	purchaseCue
	requestCue
	complaintCue
	praiseCue
	urgentCue
	cueKinds
)

// cue is the rest of a phrase behind its first word.
type cue struct {
	rest []string
	kind int
}

// cues finds phrases by their first word, so that a post is read once for all of them.
var cues = sync.OnceValue(func() map[string][]cue {
	m := map[string][]cue{}
	for kind, list := range cueTable {
		for _, phrase := range strings.FieldsFunc(list, func(r rune) bool { return r == '|' || r == '\n' }) {
			if words := strings.Fields(phrase); len(words) > 0 {
				m[words[0]] = append(m[words[0]], cue{words[1:], kind})
			}
		}
	}
	return m
})

// count says how many cues of each kind the words hold.
func count(tokens []token) (n [cueKinds]int) {
	for i, t := range tokens {
		if !t.word {
			continue
		}
		for _, c := range cues()[t.lower] {
			if follows(tokens[i+1:], c.rest) {
				n[c.kind]++
			}
		}
	}
	return n
}

func follows(tokens []token, words []string) bool {
	if len(tokens) < len(words) {
		return false
	}
	for i, w := range words {
		if tokens[i].lower != w {
			return false
		}
	}
	return true
}
