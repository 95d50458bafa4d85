"""Build the table of misspelled names: `python bench/build_names.py` (needs the package wordfreq).

Writes rules/spelling/names.tsv: forms of well-known names with one slip of the hand, each with the name meant. A slip
is two letters swapped, one left out, one doubled, or a vowel for another, never in the first letter; in names of six
letters only two swapped. Left out is what is a name itself, or a word, or what other languages write often:
“Parlament”, “Columbia”, “Brussel”.
"""

from collections.abc import Iterator
from pathlib import Path

from wordfreq import zipf_frequency

from newslint.english.lexicon import lexicon, names

TABLE = Path(__file__).parent.parent / "rules" / "spelling" / "names.tsv"
_LANGUAGES = "bg ca cs da de el es fi fil fr he hu id is it lt lv mk ms nb nl pl pt ro ru sh sk sl sv tr uk vi"
LANGUAGES = _LANGUAGES.split()
FOREIGN = 2.6
"""Zipf frequency: what another language writes so often is one of its words or forms,"""
USUAL = 2.4
"""and what English writes so often, a name of somebody;"""
_SLIPS = "britian bankok portugese afganistan mississipi massachusets philipines twiter shangai narobi"
SLIPS = frozenset(_SLIPS.split())
"""but for these, which are slips in English whatever they are elsewhere."""
_NO_SLIPS = (
    "netherland maldive himalaya starbuck kazakstan hizbollah hisbollah barbadian bermingham zelenskiy zelinsky "
    "gorbachov bangaluru christain catholics romanist cataluna catalunya mohamad mohamed algeri kamala mugabi "
    "shakspeare netanyahou phillipe merkle stalinn clintons obamas kenyans virginal mariana mandla louisianna "
    "godman "
    "girgaon savanah savana"
)
NO_SLIPS = frozenset(_NO_SLIPS.split())
"""Names of people, older spellings and other ways to write a name in Latin letters."""

LANDS = """
Afghanistan Albania Algeria Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain Bangladesh Barbados
Belarus Belgium Bolivia Bosnia Botswana Brazil Britain Bulgaria Burundi Cambodia Cameroon Canada Colombia Croatia
Cyprus Denmark Ecuador Egypt England Eritrea Estonia Ethiopia Finland France Germany Greece Guatemala Guyana
Honduras Hungary Iceland Indonesia Ireland Israel Jamaica Jordan Kazakhstan Kuwait Kyrgyzstan Latvia Lebanon Liberia
Lithuania Luxembourg Macedonia Madagascar Malawi Malaysia Maldives Mauritania Mauritius Mexico Moldova Mongolia
Montenegro Morocco Mozambique Myanmar Namibia Netherlands Nicaragua Nigeria Norway Pakistan Palestine Panama
Paraguay Philippines Poland Portugal Romania Russia Rwanda Scotland Senegal Serbia Singapore Slovakia Slovenia
Somalia Suriname Sweden Switzerland Taiwan Tajikistan Tanzania Thailand Tunisia Turkey Turkmenistan Uganda Ukraine
Uruguay Uzbekistan Venezuela Vietnam Zambia Zimbabwe Alabama Alaska Arizona Arkansas California Colorado Connecticut
Delaware Florida Georgia Hawaii Illinois Indiana Kansas Kentucky Louisiana Maryland Massachusetts Michigan Minnesota
Mississippi Missouri Montana Nebraska Nevada Oklahoma Oregon Pennsylvania Tennessee Vermont Virginia Washington
Wisconsin Wyoming Saskatchewan Manitoba Ontario Queensland Tasmania Catalonia Andalusia Lombardy Bavaria Saxony
Brandenburg Scandinavia Siberia Antarctica Kashmir Karnataka Maharashtra Rajasthan Telangana Chhattisgarh Jharkhand
Uttarakhand Gujarat Balochistan Guantanamo Caribbean Mediterranean Atlantic Pacific Antarctic Arctic Himalayas
Kerala Haryana Himachal Pradesh Odisha Manipur Meghalaya Nagaland Mizoram Tripura Arunachal Punjab Khyber
Pakhtunkhwa Sindh Darfur Tigray Biafra Katanga Transvaal KwaZulu Zanzibar Mindanao Sumatra Kalimantan Sulawesi
Normandy Brittany Provence Tuscany Sardinia Galicia Extremadura Schleswig Holstein Westphalia Thuringia Pomerania
Silesia Transylvania Chechnya Dagestan Crimea Donbas Abkhazia Kosovo Herzegovina
"""
CITIES = """
Manhattan Brooklyn Hollywood Chicago Houston Philadelphia Phoenix Pittsburgh Cincinnati Cleveland Milwaukee
Minneapolis Baltimore Charlotte Nashville Memphis Albuquerque Sacramento Atlanta Orlando Detroit Seattle Portland
Denver Dallas Boston Indianapolis Honolulu Jacksonville Louisville Francisco Barcelona Madrid Lisbon Brussels
Amsterdam Rotterdam Copenhagen Stockholm Gothenburg Helsinki Reykjavik Budapest Bucharest Warsaw Prague Vienna
Zurich Geneva Munich Frankfurt Hamburg Berlin Cologne Stuttgart Dusseldorf Leipzig Dresden Nuremberg Athens Istanbul
Ankara Jerusalem Damascus Baghdad Tehran Riyadh Jeddah Islamabad Karachi Lahore Mumbai Kolkata Chennai Bangalore
Bengaluru Hyderabad Ahmedabad Kathmandu Bangkok Jakarta Manila Beijing Shanghai Guangzhou Shenzhen Nanjing Pyongyang
Kyoto Hiroshima Nagasaki Fukushima Sydney Melbourne Brisbane Adelaide Canberra Auckland Wellington Christchurch
Johannesburg Pretoria Nairobi Mombasa Kampala Kinshasa Casablanca Alexandria Khartoum Mogadishu Havana Caracas
Bogota Santiago Montevideo Brasilia Toronto Montreal Vancouver Ottawa Calgary Edmonton Winnipeg Edinburgh Glasgow
Liverpool Manchester Birmingham Leicester Nottingham Sheffield Newcastle Southampton Portsmouth Middlesbrough
Gloucester Worcester Bradford Cardiff Swansea Belfast Dublin Westminster Buckingham Marseille Bordeaux Strasbourg
Toulouse Antwerp Luxembourg Valencia Seville Gibraltar Petersburg Vladivostok Lucknow Jaipur Kanpur Nagpur Bhopal
Chandigarh Guwahati Srinagar Visakhapatnam Thiruvananthapuram Coimbatore Vadodara Varanasi Allahabad Amritsar
Ludhiana Faridabad Ghaziabad Gurgaon Gurugram Rawalpindi Peshawar Faisalabad Chittagong Colombo Kumasi Kigali
Bujumbura Harare Lusaka Maputo Luanda Bamako Niamey Ouagadougou Abidjan Monrovia Freetown Ibadan Durban Soweto
Entebbe Windhoek Gaborone Antananarivo Nouakchott Benghazi Tripoli Marrakesh Yorkshire Lancashire Leicestershire
Gloucestershire Staffordshire Derbyshire Nottinghamshire Lincolnshire Hertfordshire Bedfordshire Oxfordshire
Cambridgeshire Northamptonshire Warwickshire Shropshire Cheshire Hampshire Berkshire Wiltshire Cornwall Cambridge
Brighton Plymouth Norwich Coventry Wolverhampton Sunderland Aberdeen Inverness Londonderry Huddersfield Blackburn
Peterborough Bournemouth Springfield Lexington Anchorage Tucson Oakland Wichita Savannah Charleston Gettysburg
Annapolis Tallahassee Gainesville Chattanooga Knoxville Tuscaloosa Fayetteville Greensboro Rochester Syracuse
Schenectady Poughkeepsie Hobart Geelong Ballarat Bendigo Toowoomba Wollongong Townsville Rockhampton Halifax
Mississauga Saskatoon Brampton Fredericton Haiphong Surabaya Yogyakarta Bandung Chengdu Chongqing Hangzhou Tianjin
Xinjiang Guangdong Sichuan Zhejiang Jiangsu Shandong Heilongjiang Mariupol Donetsk Kharkiv Zaporizhzhia Kherson
Sevastopol Tbilisi Yerevan Tashkent Astana Bishkek Ashgabat Dushanbe Ulaanbaatar Vientiane Yangon Mandalay
"""
PEOPLES = """
Palestinian Palestinians Israeli Israelis Philippine Filipino Portuguese Taiwanese Vietnamese Cambodian Indonesian
Malaysian Australian Austrian Brazilian Argentine Colombian Venezuelan Mexican Canadian American Americans African
Africans European Europeans Christian Christians Christianity Muslims Catholic Protestant Buddhist Buddhism Judaism
Episcopal Presbyterian Methodist Ukrainian Russian Russians Hungarian Romanian Bulgarian Norwegian Swedish Finnish
Belgian Scottish Italian Italians German Germans Chinese Japanese Korean Koreans Egyptian Ethiopian Nigerian
Moroccan Algerian Tunisian Lebanese Jordanian Iranian Afghans Pakistani Scandinavian Siberian Republican Republicans
Democrat Democrats Democratic
"""
OTHERS = """
Toyota Nissan Mitsubishi Volkswagen Mercedes Porsche Chevrolet Chrysler Hyundai Samsung Microsoft Facebook Instagram
YouTube Google Twitter Amazon Netflix Starbucks Walmart Boeing Airbus Lufthansa Huawei Alibaba Tencent Citigroup
Barclays Santander Vodafone AstraZeneca Pfizer Moderna Novartis Qualcomm Panasonic Siemens Unilever Heineken
Wikipedia Bloomberg Reuters Guardian Telegraph Renault Peugeot Lamborghini Ferrari Michelin Schwarzenegger
Shakespeare Beethoven Tchaikovsky Hemingway Nietzsche Einstein Mussolini Napoleon Muhammad Hezbollah Eisenhower
Roosevelt Lincoln Jefferson Churchill Thatcher Gorbachev Yeltsin Medvedev Zelensky Lukashenko Netanyahu Mandela
Merkel Sarkozy Berlusconi Zuckerberg Thanksgiving Halloween Christmas Ramadan Monday Tuesday Wednesday Thursday
Friday Saturday Sunday January February August September October November December Congress Parliament Senate
Pentagon Supreme Wimbledon Olympics Olympic Paralympic Paralympics Champions Premier Bundesliga Juventus Arsenal
Chelsea Tottenham Barcelona Galatasaray Corolla Mustang Medicaid Medicare Obamacare Taliban Kremlin Interpol Europol
Greenpeace Nickelodeon Disneyland Spotify Snapchat LinkedIn Pinterest Reddit Wikileaks Kardashian Ronaldo Djokovic
Sharapova Verstappen Mourinho Guardiola Pochettino Rihanna Spielberg Scorsese Tarantino DiCaprio Streisand Pavarotti
Picasso Michelangelo Rembrandt Copernicus Galileo Aristotle Socrates Confucius Cleopatra Charlemagne Bonaparte
Bismarck Musharraf Kejriwal Kenyatta Museveni Kagame Buhari Obasanjo Ramaphosa Tsvangirai Mnangagwa Bolsonaro Maduro
Guevara Pinochet Trudeau Ardern Turnbull
"""
TWICE = {
    "phillipines": "philippines", "phillipine": "philippine", "carribean": "caribbean",
    "massachussets": "massachusetts",
    "cincinatti": "cincinnati", "missisipi": "mississippi", "missisippi": "mississippi", "morroco": "morocco",
    "wensday": "wednesday", "wendsday": "wednesday", "connecticutt": "connecticut", "tennesee": "tennessee",
    "minneapolois": "minneapolis", "afghansitan": "afghanistan", "afghanastan": "afghanistan", "pakastan": "pakistan",
    "johannesberg": "johannesburg", "edinborough": "edinburgh", "zimbabawe": "zimbabwe", "venezualan": "venezuelan",
    "toyato": "toyota", "corrola": "corolla", "phillipino": "filipino", "ghandi": "gandhi", "beligum": "belgium",
}  # fmt: skip
"""Forms with two slips that are common all the same."""
ALL = frozenset(" ".join((LANDS, CITIES, PEOPLES, OTHERS)).lower().split())


def slips(name: str) -> Iterator[tuple[str, bool]]:
    """Forms with one slip, and whether letters are merely swapped. The last letter stays: languages differ there."""
    for at in range(1, len(name) - 1):
        if at + 2 < len(name) and name[at] != name[at + 1]:
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :], True
        yield name[:at] + name[at + 1 :], False
        if name[at] not in (name[at - 1], name[at + 1]):
            yield name[: at + 1] + name[at:], False
        if name[at] in "aeiou":
            yield from ((name[:at] + vowel + name[at + 1 :], False) for vowel in "aeiou" if vowel != name[at])


def keep(form: str) -> bool:
    """Whether a form is a slip whoever writes it."""
    if form in ALL or form in lexicon() or form in NO_SLIPS:
        return False
    if form in SLIPS:
        return True
    foreign = max(zipf_frequency(form, language) for language in LANGUAGES)
    return form not in names() and foreign < FOREIGN and zipf_frequency(form, "en") < USUAL


def main() -> None:
    """Write the table."""
    rows: dict[str, set[str]] = {}
    for name in sorted(ALL):
        for form, swapped in slips(name):
            if len(name) >= 7 or (swapped and len(name) == 6):
                rows.setdefault(form, set()).add(name)
    rows.update((form, {meant}) for form, meant in TWICE.items())
    kept = sorted((form, "|".join(sorted(meant))) for form, meant in rows.items() if keep(form))
    head = "# Made by bench/build_names.py. Sorted.\nwrong\tmeant\n"
    TABLE.write_text(head + "".join(f"{form}\t{meant}\n" for form, meant in kept), encoding="utf-8")
    print(f"{len(kept)} of {len(rows)} forms kept")


if __name__ == "__main__":
    main()
