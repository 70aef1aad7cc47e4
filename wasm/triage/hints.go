package triage

import (
	"sync"
)

// The languages told apart, by index.
const (
	en = iota
	nb
	nn
	da
	sv
	de
	fr
	es
)

var languages = [...]string{"en", "nb", "nn", "da", "sv", "de", "fr", "es"}

// hintWords are the commonest words of each language. A word says the more the fewer
// languages share it, so each list must have its shared words too. Written by us.
var hintWords = [len(languages)]string{
	en: `the and you that this with have what your they are was were would could should there their been about because don't can't it's i'm i've you're isn't doesn't didn't won't who which when from just
of to is it not but my his her she he we do does did will be an or if out up how why where now some any more than then them like get got know think going really very please thanks love great new today
for so all in a i on at by as no me us go time day good see make want need work has had can one only here over after first being people again its our man under`,
	nb: `og i det er på en som til av for med at ikke har de den han et om fra var jeg seg men så vi kan hun skal ble blir man hadde eller når da ut opp være etter ved vil kommer inn sin må nå bare også enn dette mot hva
du noe over hvor alle to mange sier under meg mer går år alt få være blitt mellom denne nye første ha disse andre gjør noen slik annet før siden flere uten selv sa mye hvordan gjennom tror gikk fikk hans hennes henne deg oss
dem hvis fordi bli både ingen enda hver veldig godt bra takk hei nei ja her der igjen sammen gjøre si tid helt ta se litt står inne ute sitt sine mitt min mine din ditt deres vår vårt våre like ned borte hvorfor hvem hvilken hvilke skulle kunne ville måtte burde dag folk norsk norge norske regjeringen første nok egen egne kanskje aldri alltid derfor likevel ettersom uansett både heller ligger mens innen hele`,
	nn: `og i det er på ein som til av for med at ikkje har dei den han eit om frå var eg seg men så vi me kan ho skal vart blir blei ein hadde eller når då ut opp vere etter ved vil kjem inn sin må no berre òg enn dette mot kva
du noko over kor alle to mange seier under meg meir går år alt få vore blitt mellom denne nye første ha desse andre gjer nokon nokre slik anna før sidan fleire utan sjølv sa mykje korleis gjennom trur gjekk fekk hans hennar henne deg oss
dykk dersom viss fordi bli både ingen enno kvar veldig godt bra takk hei nei ja her der igjen saman gjere seie tid heilt ta sjå litt står inne ute sitt sine mitt min mine din ditt deira vår vårt våre like ned borte kvifor kven skulle kunne ville måtte burde dag folk norsk noreg norske regjeringa første nok eigen eige eigne kanskje aldri alltid derfor likevel heller ligg medan innan heile vera verte verta einaste
heime gong gonger gongen lenger ser tek kjende ned åra inkje dessutan mogleg kjendest same fyrste fyrst også frå til ikkje einskild skje skjer finst gjeld bygd bygda ynskjer ønskjer spør gjev`,
	da: `og i det er på en som til af for med at ikke har de den han et om fra var jeg sig men så vi kan hun skal blev bliver man havde eller når da ud op være efter ved vil kommer ind sin må nu kun også end dette mod hvad
du noget over hvor alle to mange siger under mig mere går år alt få været blevet mellem denne nye første have disse andre gør nogen nogle sådan andet før siden flere uden selv sagde meget hvordan gennem tror gik fik hans hendes hende dig os
dem hvis fordi blive både ingen endnu hver meget godt tak hej nej ja her der igen sammen gøre sige tid helt tage se lidt står inde ude sit sine mit min mine din dit deres vores lige ned væk hvorfor hvem hvilken hvilke skulle kunne ville måtte burde dag folk dansk danmark danske regeringen nok egen egne måske aldrig altid derfor alligevel ligger mens inden hele deres hos synes rigtig bare jo vel ikke`,
	sv: `och i det är på en som till av för med att inte har de den han ett om från var jag sig men så vi kan hon ska skall blev blir man hade eller när då ut upp vara efter vid vill kommer in sin måste nu bara också än detta mot vad
du något över hur var alla två många säger under mig mer går år allt få varit blivit mellan denna nya första ha dessa andra gör någon några sådan annat före sedan flera utan själv sa mycket hur genom tror gick fick hans hennes henne dig oss
dem om därför bli både ingen ännu varje väldigt bra tack hej nej ja här där igen tillsammans göra säga tid helt ta se lite står inne ute sitt sina mitt min mina din ditt deras vår vårt våra ner bort varför vem vilken vilka skulle kunde ville borde dag folk svensk sverige svenska regeringen nog egen egna kanske aldrig alltid ändå ligger medan inom hela hos tycker finns sådant kunna`,
	de: `und ich nicht ist das die der den dem ein eine einen mit auf für von sie wir ihr es zu auch wenn wie was oder aber noch schon nur nach bei aus wird werden haben habe hat sind war kann mein dein sein mich dich sich uns warum weil sehr immer
in an so im am um zum zur dass daß hier da mehr man alle alles etwas nichts kein keine heute jetzt wieder mal ja nein danke bitte gut über unter vor durch gegen ohne bis als doch dann dort wer wo ihre ihren seine unser diese dieser dieses`,
	fr: `le la les des une est pas je tu il elle nous vous ils et ou mais que qui dans pour sur avec plus c'est j'ai ce cette mon ma mes ton son sont être avoir fait très bien aussi tout quand comment pourquoi du au aux ne on
de un en à a se si y sans sous même ces ses leur leurs notre votre n'est qu'il d'un d'une l'on était ont été peut faut merci bonjour oui non ça aujourd'hui encore jamais toujours rien quelque après avant me te lui`,
	es: `el la los las una uno es no que y o pero en de por para con más como yo tú él ella nosotros está esta este son ser hay muy también todo cuando cómo qué porque mi su sus me te se lo al del ya si
un a ha han he fue era eso esto ese desde hasta sin sobre entre donde quien nada algo siempre nunca hoy gracias hola sí tan bien mejor hace hacer tiene tengo puede vez años día le les nos mis tu tus`,
}

// hints says for each word how much it speaks for each language: 12 for a word of one
// language alone, down to 1 for a word that nearly all share.
var hints = sync.OnceValue(func() map[string][len(languages)]uint8 {
	in := map[string][]int{}
	for i, list := range hintWords {
		for w := range set(list) {
			in[w] = append(in[w], i)
		}
	}
	m := make(map[string][len(languages)]uint8, len(in))
	for w, langs := range in {
		var weights [len(languages)]uint8
		for _, i := range langs {
			weights[i] = [...]uint8{12, 7, 4, 2, 1, 1, 1, 1}[len(langs)-1]
		}
		m[w] = weights
	}
	return m
})

// endingHints are ends of words that tell the Scandinavian languages apart.
var endingHints = []struct {
	end    string
	in     []int
	weight int
}{
	{"erne", []int{da}, 4}, {"ede", []int{da}, 3}, {"hed", []int{da}, 4}, {"heden", []int{da}, 4}, {"tion", []int{da, sv, en, fr}, 3},
	{"sjon", []int{nb, nn}, 5}, {"sjonen", []int{nb, nn}, 5}, {"het", []int{nb, sv}, 3}, {"heten", []int{nb, sv}, 3}, {"heit", []int{nn, de}, 4}, {"heita", []int{nn}, 5},
	{"ene", []int{nb}, 3}, {"ane", []int{nn}, 4}, {"arna", []int{sv}, 5}, {"orna", []int{sv}, 5}, {"leg", []int{nn}, 4}, {"lege", []int{nn}, 4}, {"lig", []int{nb, da, sv}, 2},
	{"ar", []int{nn, sv}, 2}, {"er", []int{nb, da, de}, 1}, {"te", []int{nb, da}, 1},
	{"kk", []int{nb, nn}, 3}, {"tt", []int{nb, nn, sv}, 2}, {"pp", []int{nb, nn, sv}, 2}, {"ss", []int{nb, nn, de}, 1}, {"ll", []int{nb, nn, sv}, 1}, {"gg", []int{nb, nn, sv}, 2},
}
