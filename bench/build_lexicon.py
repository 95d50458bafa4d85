"""Build the English lexicon: `python bench/build_lexicon.py FOLDER [--words FILE ...]`.

FOLDER holds clean English text (*.txt) on which frequencies are counted. The word lists are those of SCOWL, as Debian
packages them (wamerican-large, wbritish-large). Writes into newslint/english: words.txt (every known word in lower
case, shelved by its first three letters) and frequent.txt (for each rate
per million words, from 1, the words that stand so often).
"""

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path

DATA = Path(__file__).parent.parent / "lint" / "newslint" / "english"
LISTS = [Path("/usr/share/dict/american-english-large"), Path("/usr/share/dict/british-english-large")]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORD = re.compile(r"(?<![\w'’.@/-])[a-z]+(?![\w@/])")

SHORT = 3
"""Letters. SCOWL's words of this length are half of them abbreviations: one counts where it stands in clean text."""
DOCUMENTS = 3
"""A word that SCOWL lacks counts where it stands in so many documents, unless it looks like a slip of the hand."""
SLIP = 40
"""One letter away from a word that is so many times as frequent, a word that SCOWL lacks is taken for a slip."""
_EXTRA = """ad ads des en la le da cm kg kw olds aa ah aha ale app apps awl bin bio blog blogs bot bots bra cafe
cafes cam con cub cyber demo dont eco eek ewe ewes forex gig hub lol mid mod nano nah oar oars ode ohm
oof pre pro promo pub rap repo rep rum shh spa tech telecom ugh uni veg vet via viz vlog yeah yep zit
anno annum bona clientele cliche cliches coup debut decor denouement detente du elite expose facade facto
fait fete fetes fide gourmet masse mores naive nee passe protege resume vitro vivo von isn wasn didn
doesn hasn hadn wouldn couldn shouldn aren weren mustn needn don ain ll ve online website smartphone
livestream selfie podcast hashtag emoji vape wellbeing lockdown rollout email emails connexion shew shewn
shewed shewing gaol to-day despatch employe employes waggon waggons cheque ult inst
aarti adivasi adivasis adobo agritech agrivoltaics ajwain alhaji altcoin altcoins amla antivaxxer arepa arepas
asado autorickshaw aux babu babus backend bahasa balut bandh banh barangay barangays baraza bhai bhaiya bhajan
bhangra bharatanatyam bhringaraj bhringraj bindi biryani brahmin brahmins brexiteer brexiteers
bumiputera campesinos carr caudillos chama chamas changelog chatbot chatbots chipset chipsets churro churros
comorbidities covid daal dal dalit dalits didi dosa dosas dropdown dupatta edtech egusi eid electrolyser
electrolysers empanadas epigenetic epigenetics ere favela favelas favipiravir fintech frontend fufu garba gbps
geofencing geotagged ghazal ghazals gherao goreng gurudwara gwh haldi hallyu halwa harambee hashtagged hmm
hydroxychloroquine idli idlis iftar inbev ivermectin jalapeno jalapenos jawan jawans jeepney jeepneys jeera
jollof jpmorgan kabaddi kameez kampung kanga kathak kbps keiretsu kheer kho kitenge kmph kms kurta kurtas kwh
laddu laksa lassi lat lb lbs lechon lehenga livestreamed livestreaming lok lotta mandir mangalsutra masala
masalas matatu matatus maulana maulvi mbps mehndi mela merdeka methi microbiome microbiomes mins miraa ml mol
mrna msnbc mwh mzee mzungu nanoparticle narcos nasi neem negroes neurodegenerative niqab nyama oba omg
onboarding ooh panchayat panchayats paneer paratha parathas parishad pho photovoltaics podcasters pooja pp
proteomics puja puri qawwali rajya ramadan ramzan rangoli reformasi remainers remdesivir rendang roti rotis
sabha sabzi salwar sarpanch sashimi shamba sherwani signup smishing soiree soirees soju stablecoin stablecoins
subedar sukuma swadeshi tagalog taluka tehsil telehealth telemedicine telenovela telenovelas thali tokenisation
tokenization tooltip trifala triphala tuktuk tulsi ugali umrah unbanked unfollow vaxxer vaxxers veena vlogger
vloggers vlogging vol wananchi wifi ya yatra yew zilla"""
_PHRASES = """mortem prosecutrix nilly facie prima tremens extenso standi habeas mentis warranto voce exors anor
esq messrs meridiem personam felo mens rea amicus ipso infinitum libitum valorem hominem vadis
judice rosa poena alia grata modus operandi vivendi firma incognita blanche laissez faire savoir
raison etre etat hors nidification mollusca melee sulphuret sulphurets talcose guelder foxterrier
foxterriers waratah waratahs agistment klux thy"""
_DROPPED = (
    "ac ae ag ain ar ast aud av bo bot brr cf cg cha ch ck cl dd db dg eds ef ell em en er es esp eta fa fer "
    "ff fl fo fp fr gi gl gm gr gs hae hap hel het hg hid hie hl hm hp hr hs ht ie ii iii inf isl ism iv ix ja "
    "jg jo kb kc ki kl kn kr ks kt kw la lb lg li lm ln lo lor ls lv lx mf mg mi mk ml mm mo mp ms mt mu nae "
    "nob nom nor obs oft ont oi om ope opp ora ord ore os ow pd pe pf pg pi pk pl pp pr ps pt ql qr qt rd re "
    "rm rs rt sb sc sd sf sh si sol ss st ta tb tho ti tis tn tr ts ut vb vi vo vs wd wk wo wot wt xi xu xv xx "
    "ya yd yds ye yo yr thc tbe tor thi "
)
_KEPT = "nor ore hid mm ms mp pm vs st re ft lb lbs obs oft pp rd ad cm kg kw en la bot"
EXTRA, DROPPED = {*_EXTRA.split(), *_PHRASES.split()}, set(_DROPPED.split()) - set(_KEPT.split())


def neighbours(word: str) -> set[str]:
    """Every string one letter away."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return (
        {a + b[1:] for a, b in cuts if b}
        | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
        | {a + letter + b[1:] for a, b in cuts if b for letter in LETTERS}
        | {a + letter + b for a, b in cuts for letter in LETTERS}
    ) - {word}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=Path, nargs="*", default=LISTS)
    parser.add_argument("--out", type=Path, default=DATA)
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for file in sorted(args.folder.rglob("*.txt")):
        words = WORD.findall(file.read_text(encoding="utf-8"))
        counts.update(words)
        documents.update(set(words))
    listed = {word for file in args.words for word in file.read_text(encoding="utf-8").split()}
    known = {word for word in listed if word.isascii() and word.isalpha() and word.islower()}
    known = {word for word in known if len(word) > SHORT or counts[word]}
    for word, number in documents.items():
        if word not in known and number >= DOCUMENTS and len(word) > SHORT:
            near = max(counts[other] for other in neighbours(word))
            if near < SLIP * counts[word]:
                known.add(word)
            else:
                print("slip?", word, number)
    known = {word for word in (known - DROPPED) | EXTRA if word.isalpha()} - set(LETTERS) | {"a", "i", "o"}
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(known):
        shelves[word[:3]].append(word[3:] or ".")
    args.out.mkdir(exist_ok=True)
    write(args.out / "words.txt", (" ".join([shelf, *rests]) for shelf, rests in sorted(shelves.items())))
    total = sum(counts.values())
    rates: defaultdict[int, list[str]] = defaultdict(list)
    for word in sorted(known):
        rates[round(1_000_000 * counts[word] / total)].append(word)
    write(
        args.out / "frequent.txt", (" ".join([str(rate), *rates[rate]]) for rate in sorted(rates, reverse=True) if rate)
    )
    print(f"{len(known)} words on {len(shelves)} shelves; {total} words counted")


def write(file: Path, lines: object) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
