package spot

// functionWords are words that begin sentences all the time; a capital there is no
// evidence at all. Written by us.
var functionWords = set(`the a an i it its he she we you they this that these those there here what who when where why how and but or so if
in on at to for from with of by as is are was were be been am do does did not no yes my your his her our their me him us them now then just
all any some more most only also even still very too will would can could should may might must have has had get got go let one two next first
new good real man store annet annen heller ein eit en et ei den det de dei jeg eg du han hun ho vi dere dykk som og men eller for fordi nar da
hva kva hvem kven hvor kor hvorfor kvifor ikke ikkje na no her der disse dette desse mange noen nokon alle alt bare berre slik etter over under
mellom mot med uten utan pa av til fra fra om ved mens jag du hon ni dom ett och att inte som nar var vad vem der die das ein eine ich du er sie
es wir ihr und oder aber nicht wenn wie was wer le la les un une des je tu il elle nous vous ils et ou mais pas el los las una yo tu ella y o pero no`)
