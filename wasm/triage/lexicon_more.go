package triage

// The same for the other languages, shorter. Norwegian holds both written norms.
var others = []grade{
	{3, `elsker elskar elska fantastisk fantastiske nydelig nydeleg perfekt strålende strålande utmerket utmerka glimrende super supert kjempebra kjempefint best beste knallbra toppen genial genialt briljant vidunderlig herlig herleg deilig deileg
älskar underbar underbart fantastiskt utmärkt bästa grym grymt suverän jättebra toppen
elsker fremragende skøn dejlig vidunderlig bedste
liebe fantastisch wunderbar ausgezeichnet hervorragend perfekt beste großartig genial super spitze traumhaft
adore magnifique excellent excellente parfait parfaite génial géniale merveilleux super meilleur meilleure formidable
encanta excelente maravilloso maravillosa perfecto perfecta increíble genial mejor fantástico`},
	{2, `bra fin fint fine flott flotte god godt gode glad gleder gledar glede takk takker takkar tusentakk gratulerer gratulerar hurra imponert imponerande imponerende koselig koseleg hyggelig hyggeleg morsom moro artig kul kult snill trivs anbefale anbefaler tilrår fornøyd nøgd heia hipp lykke lykkelig lukkeleg stolt smilende raskt enkelt vellykket hjelpsom hjelpsomme nyttig takknemlig
bra fin fint glad tack tackar grattis kul roligt trevlig trevligt skön skönt nöjd imponerad snabbt hjälpsam rekommenderar lycklig stolt
god godt flot dejligt glad tak tillykke sjov hyggelig tilfreds hjælpsom anbefaler stolt
gut gute guter gutes schön schöne toll tolle danke glücklich freue freut froh nett hilfreich zufrieden empfehle gern gerne freundlich schnell klasse prima
bon bonne bien beau belle merci heureux heureuse content contente bravo sympa gentil gentille aime recommande rapide utile agréable félicitations
bueno buena bien bonito bonita gracias feliz contento contenta rápido útil amable recomiendo gusta divertido felicidades`},
	{-2, `dårlig dårleg dårlige dårlege kjip kjipt trist trøtt lei leit sur sint irritert irriterende irriterande frustrert frustrerende skuffet skuffa skuffende skuffelse problem problemer problemar feil ødelagt øydelagt forsinket forsinka forsinkelse forsinking treg tregt venter ventar savner saknar mangler manglar mislykket klage klager klagar dyrt dyr umulig umogleg ubrukelig ubrukeleg kaos rot stengt innstilt innstilte avlyst vanskelig synd dessverre diverre beklager svindel lurt løgn urettferdig farlig farleg syk sjuk
dålig dåligt tråkig tråkigt ledsen arg besviken besvikelse problem fel trasig försenad försening sen långsam dyr saknar omöjligt värdelös inställd inställt krångel tyvärr klagar sjuk bedrägeri
dårlig dårligt ked trist vred skuffet fejl ødelagt forsinket forsinkelse langsom dyr umulig ubrugelig aflyst desværre klage syg
schlecht schlechte schlechter traurig wütend enttäuscht enttäuschend fehler kaputt verspätet verspätung langsam teuer unmöglich nutzlos ausgefallen leider problem probleme ärgerlich krank betrug
mauvais mauvaise triste énervé déçu déçue décevant erreur cassé retard lent cher impossible inutile annulé malheureusement problème problèmes malade arnaque nul nulle
malo mala triste enfadado decepcionado decepcionada error roto retraso lento caro imposible inútil cancelado problema problemas enfermo estafa`},
	{-3, `hater hatar elendig elendige forferdelig forferdeleg grusom grusomt fryktelig frykteleg katastrofe skandale skam skammelig skandaløst pinlig pinleg verst verste idiot idioter idiotisk dritt drit jævla helvete faen fanden søppel bedritne håpløs håpløst håplaus uakseptabelt uakseptabel latterlig
hatar värst värsta fruktansvärt fruktansvärd hemskt hemsk katastrof skandal usel uselt skit jävla helvete oacceptabelt
hader forfærdelig forfærdeligt elendigt værst værste katastrofe lort fandeme uacceptabelt
hasse schrecklich furchtbar katastrophe schlimmste unverschämt scheiße scheiss frechheit inakzeptabel miserabel
déteste horrible catastrophe pire scandaleux honte merde inacceptable lamentable
odio horrible terrible desastre peor vergüenza mierda inaceptable pésimo pésima`},
}

// signs are emoticons and emoji.
var signs = []grade{
	{2, `:) :-) :] =) ;) ;-) :d :-d =d xd ;d :p :-p ;p :') (: (; <3 ^^ ^_^ :* :-* 😀 😁 😂 😃 😄 😅 😆 😊 😍 😘 🙂 🤗 🤩 🥰 😎 👍 👏 🙌 🎉 ❤ ♥ 💕 💖 💗 💙 💚 💛 💜 💯 🔥 ✨ 🌟 🏆 😋 😇 ☺ 🤣 💪 🙏 😉`},
	{-2, `:( :-( :[ =( :/ :-/ :\ :'( ;( ): d: :| :s >:( 😞 😟 😠 😡 😢 😣 😤 😥 😩 😫 😭 😰 😱 😒 😔 😕 🙁 ☹ 😖 🤬 👎 💔 😓 😪 🤮 🤢 😿 😾 🙄 😑 😐`},
}
