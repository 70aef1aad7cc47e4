package triage

// English words that carry a feeling, by strength from −4 to 4. Written by us for this
// package; a star stands for any ending.
var english = []grade{
	{3.2, `love loves loved loving adore* amazing amazingly awesome awesomeness excellent excellence fantastic fabulous incredible incredibly magnificent marvel* masterpiece
outstanding perfect perfectly perfection phenomenal sensational spectacular stellar stunning sublime superb superbly terrific triumph* wonderful wonderfully best bestest greatest
ecstatic euphoric thrilled thrilling overjoyed heaven heavenly miracle paradise divine bliss* brilliant brilliantly beautiful beautifully gorgeous exquisite flawless legendary genius
delight delighted delightful delicious yummy scrumptious happiest hilarious unforgettable lovin luv iloveyou xoxo fab finest glorious winner winners champion champions victory`},
	{2.5, `great happy happily happiness joy joyful joyous glad gladly cheer cheers cheerful excited exciting excitement exciteed fun funny enjoy enjoyed enjoying enjoys enjoyable
lovely nice nicely sweet sweetest sweetheart cute adorable charming pretty handsome elegant graceful win wins winning won success successful successfully succeed succeeded celebrate*
congrats congratulations congratulation grats bravo kudos hooray hurray yay woohoo woo woot yeah yess yesss yaay haha hahaha hahah lol lmao rofl lmfao hehe hehehe laugh laughed laughing laughs smile smiled smiles smiling
thanks thank thankful thankyou thx grateful gratitude appreciate* appreciated appreciation blessed blessing blessings bless good goodness proud proudly pride favorite favourite fave favs
impress* impressive admire* admirable respect respected hero heroes heroic hope hopeful inspired inspiring inspiration inspirational passion passionate romantic
superior supreme super talented talent thrive* treasure trustworthy vibrant victorious warm warmth welcome wow wonder wonders wise worthy fresh freedom generous gift gifted gifts
kind kindness kiss kisses kissed hug hugs hugged hugging cuddle* lucky luckily luck magic magical peace peaceful pleasant pleased pleasure positive positively precious
rejoice relax relaxed relaxing remarkable rock rocks rocked romance satisfied satisfying satisfaction smart splendid strong stronger sunshine support* sexy hot dope epic
 yum elated fantasy friendly fabulously better blast party gracious heartwarming glow joke jokes merry honest loyal honor honored honour honoured hottest coolest cool cooler awsome amazin amazinggg gr8 goood goooood`},
	{1.6, `accept* accomplish* achieve* advantage* agree agreed agrees agreement alive amuse* appeal* approve* approved attract* authentic award awarded awards benefit* bonus bright
calm care cared cares caring carefree clean clever comfort* comfortable committed compassion* confident confidence convenient creative curious dear dearest decent dedicated desire
dream dreams eager ease easily easy effective efficient encourage* energetic energy enthusias* ensure fair faith faithful fascinat* fine fit flatter* forgive* free
friend friends fulfil* gain gained gains gentle genuine graced growth healthy help helped helpful helping helps holy honesty ideal important improve* improved improvement innovat* intelligent interest*
interested interesting invite* joining keen laughable light like liked likes loyalty mercy mature motivat* neat noble novel ok okay opportunit* optimis* outgoing original please popular powerful praise* privilege* prize progress
promise* promising protect* ready reassur* recommend* recovered recovery refresh* reliable relief relieved resolve* resolved reward* rich safe safely safety save saved secure
share* shine* shiny sincere* skill* solid solution solve solved special spirit spirited stable steady stylish tender top tops trust trusted truth useful valuable value* vision vivid
wealth* wish wishes wishing worth yes yep aww awww aw bestie birthday xmas holiday vacation weekend finally lmaoo xx xxx goodnight goodluck gains cozy comfy upbeat`},
	{-1.6, `accident* accuse* ache* afraid against alone annoy* annoyed annoying anxious anxiety apolog* argue* argument arrest* ashamed attack* avoid* awkward ban banned bare barrier* beg bitter blame* blind block* bore bored boring bother* breakdown broke bug bugs burden busted cancel* cancelled
careless chaos cheap clueless cold complain* complaint* complicated concern* concerned confus* confused confusing conflict* critic* criticize* cut damn damned danger* dark dead deadlock debt defeat* delay* delays delayed demand* deny denied desperate difficult difficulty dirty disagree* discourage* dislike* dispute* distract* disturb* doubt* doubtful drop* dull dumb
embarrass* emergency empty enemy error errors excuse* expensive exhausted exploit* expose* fake fault faulty fear* fears flaw* flawed flu forget forgot forgotten fuss gloomy gross guilt* guilty hard harder hardly harsh hesitat* hide ignor* ignored ill impatient incomplete inconvenien* insecure insult* interrupt* irritat* isolated issue issues jealous jam
lack* lag lags late lazy leak* lie lied lies lying limited lonely longing lose* losing loser lost loss losses mad mess messed messy miss missed missing mistake* misunderst* moan* naive nag* needy negative* nervous nonsense obsess* odd offline overpriced overwhelm* panic* penalty pity pointless poor poorly pressure* prison problem* problems protest* provok*
questionable quit quits regret* reject* rejected resign* restrict* rid ridicul* rigid risk* risky rob robbed rubbish sacrifice* scare* scared scary severe shame* shock* shocked short shortage shy sigh silly skeptic* sketchy slow slower smelly sneaky sore sorry spam stall* steal* stole stolen strain* strange stress* stressed stressful strict struggle* stubborn stuck suspect* suspicious
tense tension threat* tired tiring tough trap* trouble* troubled ugh uncertain uncomfortable unclear uneasy unfair unfortunate* unhappy unhelpful unimpressed unknown unlucky unreliable unsafe unsure unwanted upset* urgent victim* warn* warning waste* wasted weak weary weird withdraw* worried worry* worries worrying worn wrong yawn hungry hmph meh nope sucky sleepy sleepless`},
	{-2.5, `abandon* abuse* abused abusive agony anger* angry angrily anguish appall* arrogan* assault* atrocious awful awfully bad badly bankrupt* betray* betrayed bitch* bitching bogus boo boycott* brutal* bull bullshit bully* cheat* cheated cancer* catastroph* corrupt* coward* crap crappy crash* crashed creep* creepy crime* criminal* crisis cripple* cruel* cry cried cries crying curse* cursed
damag* damaged death* deceiv* decept* defect* defective degrad* depress* depressed depressing depression despair* devastat* die died dies dying disappoint* disappointed disappointing disappointment disaster* disastrous disease disgrace* disgust* disgusting dishonest dismal dismay* distress* distrust* doom* dread* dreadful dreading dump* enrage* evil fail* failed failing fails failure fatal fool* foolish foul fraud* freak* frustrat* frustrated frustrating furious
garbage greed* grief* grim* grumpy harass* harm* harmful hatred headache* heartbreak* heartbroken heartless helpless hell* hideous hopeless horrible horribly horrif* horror* hostile humiliat* hurt* hurts idiot* idiotic ignoran* illegal immoral incompetent* inferior infuriat* injur* injustice insult* kill* killed killing killer lame liar* livid loath* lousy
 menac* miser* miserable misery mock* monst* moron* murder* nasty negligen* nightmare* obnoxious offend* offensive outrag* outraged pain* painful pathetic pest* pissed plague poison* punish* racist rage* raging rape* ridiculous rip-off ripoff robbery rotten rude* ruin* ruined sad sadly sadness sadd scam* scammed scammer* scandal* scum* selfish shameful sick sickening sin sinister slap* slaughter sob* stink* stinks stupid* suck* sucked sucks sucker suffer* suffering suicid*
terrible terribly terror* tragic tragedy trash* traumat* ugly unacceptable unbearable unemployed useless vicious vile violen* vomit* war weep* worse worsen* wreck* wretched ffs wtf smh fml grr grrr argh bs boooo sadface dumbass jerk* douche* hater* haters`},
	{-3.3, `hate hated hates hating abysmal despicable despise* detest* evilest fuck fucked fucker fuckin fucking fuckers shit shitty shite worst worthless horrendous ghastly appalling repulsive revolting vilest abhor* terrorist* torture* asshole* bastard* cunt* motherfuck* nazi* slavery genocide rapist* crucif* arsehole* dickhead* twat* scumbag*`},
}

// Words that turn what follows around, strengthen it, or weaken it.
var negations = set(`not no never none nobody nothing neither nor cannot cant can't dont don't doesnt doesn't didnt didn't isnt isn't arent aren't wasnt wasn't werent weren't wont won't wouldnt wouldn't couldnt couldn't
shouldnt shouldn't aint ain't hasnt hasn't havent haven't hadnt hadn't without n't hardly barely rarely ikke ikkje inte aldri aldrig ingen inga intet inkje uten utan nicht kein keine keinen nie niemals ohne pas jamais sans nunca jamás sin`)

var boosters = set(`very really so too extremely absolutely totally completely utterly highly incredibly such most super fucking fuckin damn insanely unbelievably truly especially hella soo sooo soooo sooooo
veldig svært kjempe utrolig så altfor skikkelig ekstremt heilt helt mycket väldigt jätte otroligt meget virkelig sehr so total wirklich extrem très tellement trop muy tan demasiado`)

var dampers = set(`somewhat slightly little bit kinda sorta almost less fairly quite maybe litt lite noe noko ganske nesten lite lidt lite etwas bisschen peu assez poco algo`)
