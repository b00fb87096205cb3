"""What people are called by their nationality, as personnel files write it, and names of countries in daily use.

Dutch words in the form that the BRP gives them ("Duitse"). The names of countries are known from CLDR
(`countries.py`); those here are not in it any more, or never were ("Turkey", "Holland"). A word that is said of
the people of two countries stands nowhere: nobody can tell which one is meant by "Congolese".
"""

from collections.abc import Iterator

# Code, the words in English, the words in Dutch; a comma parts several.
WORDS = """
AD Andorran / Andorrese
AE Emirati, UAE / Emiraatse, VAE
AF Afghan / Afghaanse
AG Antiguan / Antiguaanse
AL Albanian / Albanese
AM Armenian / Armeense
AO Angolan / Angolese
AR Argentine, Argentinian / Argentijnse
AT Austrian / Oostenrijkse
AU Australian / Australische
AZ Azerbaijani / Azerbeidzjaanse
BA Bosnian, Bosnia / Bosnische, Bosnië
BB Barbadian / Barbadaanse
BD Bangladeshi / Bengalese
BE Belgian / Belgische, Belg
BF Burkinabe / Burkinese
BG Bulgarian / Bulgaarse
BH Bahraini / Bahreinse
BI Burundian / Burundische
BJ Beninese / Beninse
BN Bruneian / Bruneise
BO Bolivian / Boliviaanse
BR Brazilian / Braziliaanse
BS Bahamian / Bahamaanse
BT Bhutanese / Bhutaanse
BW Botswanan, Motswana / Botswaanse
BY Belarusian / Belarussische, Wit-Russische, Wit-Rusland
BZ Belizean / Belizaanse
CA Canadian / Canadese
CD DRC, DR Congo / DR Congo
CF Central African / Centraal-Afrikaanse
CG Congo Brazzaville, Republic of the Congo / Congo-Brazzaville
CH Swiss / Zwitserse
CI Ivorian, Ivory Coast / Ivoriaanse
CL Chilean / Chileense
CM Cameroonian / Kameroense
CN Chinese, PRC / Chinese
CO Colombian / Colombiaanse
CR Costa Rican / Costa Ricaanse
CU Cuban / Cubaanse
CV Cape Verdean / Kaapverdische
CY Cypriot / Cypriotische
CZ Czech, Czech Republic / Tsjechische, Tsjechische Republiek
DE German / Duitse
DJ Djiboutian / Djiboutiaanse
DK Danish / Deense
DZ Algerian / Algerijnse
EC Ecuadorian / Ecuadoraanse
EE Estonian / Estse, Estlandse
EG Egyptian / Egyptische
ER Eritrean / Eritrese
ES Spanish / Spaanse
ET Ethiopian / Ethiopische
FI Finnish / Finse
FJ Fijian / Fijische
FM Micronesian / Micronesische
FR French / Franse
GA Gabonese / Gabonese
GB British, UK, Britain, Great Britain, England, Scotland / Britse, Engeland, Groot-Brittannië, Schotland
GB Wales / VK
GD Grenadian / Grenadaanse
GE Georgian / Georgische
GH Ghanaian / Ghanese
GM Gambian / Gambiaanse
GN Guinean / Guinese
GQ Equatorial Guinean / Equatoriaal-Guinese
GR Greek, Hellenic / Griekse
GT Guatemalan / Guatemalaanse
GW Bissau-Guinean / Guinee-Bissause
GY Guyanese / Guyaanse
HK Hong Kong, Hongkonger / Hongkongse
HN Honduran / Hondurese
HR Croatian / Kroatische
HT Haitian / Haïtiaanse
HU Hungarian / Hongaarse
ID Indonesian / Indonesische
IE Irish / Ierse
IL Israeli / Israëlische
IN Indian / Indiase, Indiaas
IQ Iraqi / Iraakse
IR Iranian, Persian / Iraanse
IS Icelandic / IJslandse
IT Italian / Italiaanse
JM Jamaican / Jamaicaanse
JO Jordanian / Jordaanse
JP Japanese / Japanse
KE Kenyan / Keniaanse, Kenyaanse
KG Kyrgyz / Kirgizische
KH Cambodian / Cambodjaanse
KI I-Kiribati / Kiribatische
KM Comorian / Comorese
KN Kittitian / Kittitiaanse
KP North Korean / Noord-Koreaanse
KR South Korean, Korean / Zuid-Koreaanse, Koreaanse
KW Kuwaiti / Koeweitse
KZ Kazakh, Kazakhstani / Kazachse
LA Lao, Laotian / Laotiaanse
LB Lebanese / Libanese
LC Saint Lucian / Saint Luciaanse
LI Liechtensteiner / Liechtensteinse
LK Sri Lankan / Sri Lankaanse
LR Liberian / Liberiaanse
LS Basotho / Lesothaanse
LT Lithuanian / Litouwse
LU Luxembourgish, Luxembourger / Luxemburgse
LV Latvian / Letse
LY Libyan / Libische
MA Moroccan / Marokkaanse
MC Monegasque, Monacan / Monegaskische
MD Moldovan / Moldavische
ME Montenegrin / Montenegrijnse
MG Malagasy / Malagassische
MH Marshallese / Marshalleilandse
MK Macedonian, North Macedonian, Macedonia / Macedonische, Noord-Macedonische
ML Malian / Malinese
MM Burmese, Myanma, Burma / Myanmarese, Birmese, Birma
MN Mongolian / Mongolische
MO Macanese, Macao, Macau / Macause
MR Mauritanian / Mauritaanse
MT Maltese / Maltese
MU Mauritian / Mauritiaanse
MV Maldivian / Maldivische
MW Malawian / Malawische
MX Mexican / Mexicaanse
MY Malaysian / Maleisische
MZ Mozambican / Mozambikaanse
NA Namibian / Namibische
NE Nigerien / Nigerese
NG Nigerian / Nigeriaanse
NI Nicaraguan / Nicaraguaanse
NL Dutch, Holland / Nederlandse, Holland
NO Norwegian / Noorse
NP Nepali, Nepalese / Nepalese
NR Nauruan / Nauruaanse
NZ New Zealand, New Zealander / Nieuw-Zeelandse
OM Omani / Omaanse
PA Panamanian / Panamese
PE Peruvian / Peruaanse
PG Papua New Guinean / Papoea-Nieuw-Guinese
PH Filipino, Philippine / Filipijnse
PK Pakistani / Pakistaanse
PL Polish / Poolse
PS Palestinian, Palestine / Palestijnse, Palestina
PT Portuguese / Portugese
PW Palauan / Palause
PY Paraguayan / Paraguayaanse
QA Qatari / Qatarese
RO Romanian / Roemeense
RS Serbian / Servische
RU Russian, Russian Federation / Russische, Russische Federatie
RW Rwandan / Rwandese
SA Saudi, Saudi Arabian / Saoedische, Saoedi-Arabische
SB Solomon Islander / Salomonseilandse
SC Seychellois / Seychelse
SD Sudanese / Soedanese
SE Swedish / Zweedse
SG Singaporean / Singaporese
SI Slovenian, Slovene / Sloveense
SK Slovak / Slowaakse
SL Sierra Leonean / Sierra Leoonse
SM Sammarinese / San Marinese
SN Senegalese / Senegalese
SO Somali / Somalische
SR Surinamese / Surinaamse
SS South Sudanese / Zuid-Soedanese
ST Sao Tomean / Santomese
SV Salvadoran / Salvadoraanse
SY Syrian / Syrische
SZ Swazi, Swaziland / Swazische
TD Chadian / Tsjadische
TG Togolese / Togolese
TH Thai / Thaise
TJ Tajik / Tadzjiekse
TL Timorese, East Timor / Oost-Timorese, Oost-Timor
TM Turkmen / Turkmeense
TN Tunisian / Tunesische
TO Tongan / Tongaanse
TR Turkish, Turkey / Turkse
TT Trinidadian / Trinidadiaanse
TV Tuvaluan / Tuvaluaanse
TW Taiwanese / Taiwanese
TZ Tanzanian / Tanzaniaanse
UA Ukrainian / Oekraïense
UG Ugandan / Oegandese
US American, USA, United States of America / Amerikaanse, Amerika, VS, Verenigde Staten van Amerika
UY Uruguayan / Uruguayaanse
UZ Uzbek / Oezbeekse
VA Vatican, Holy See / Vaticaanse, Heilige Stoel
VC Vincentian / Saint Vincentse
VE Venezuelan / Venezolaanse
VN Vietnamese / Vietnamese
VU Ni-Vanuatu / Vanuatuaanse
WS Samoan / Samoaanse
XK Kosovar, Kosovan / Kosovaarse
YE Yemeni / Jemenitische
ZA South African / Zuid-Afrikaanse
ZM Zambian / Zambiaanse
ZW Zimbabwean / Zimbabwaanse
"""


def nationality_words() -> Iterator[tuple[str, str]]:
    """Every word by which people say a nationality, each with the code of its country."""
    for line in WORDS.strip().splitlines():
        code, words = line[:2], line[3:]
        english, dutch = words.split(" / ")
        yield from ((code, word) for word in english.split(", "))
        for word in dutch.split(", "):
            yield from ((code, form) for form in _forms(word))


def _forms(dutch: str) -> tuple[str, ...]:
    """A Dutch word as table 32 has it, and as one says it of a man or a passport: 'Chinese' and 'Chinees'."""
    if dutch.endswith("ese"):
        return dutch, f"{dutch[:-3]}ees"
    return (dutch, dutch[:-1]) if dutch.endswith("se") else (dutch,)
