"""Names by the thousand for measuring: put together from parts, as varied as those of a town."""

from random import Random
from typing import NamedTuple


def _listed(names: str) -> list[str]:
    return names.split(", ")


GIVEN = _listed(
    "Adaeze, Agnieszka, Aiko, Alejandra, Alistair, Amaru, Anahit, Anaïs, Andrzej, Anneliese, Arash, Astrid, "
    "Ayodele, Balázs, Beatriz, Begoña, Bence, Berfin, Björn, Bogdan, Callum, Camila, Catarina, Çağlar, "
    "Chandra, Chiara, Chukwuemeka, Ciarán, Daichi, Damián, Daria, Davit, Deniz, Dmytro, Dorota, Élodie, "
    "Emre, Enikő, Ephraim, Eszter, Farid, Fatoumata, Filippa, Florin, Françoise, Freya, Gabriela, Giorgos, "
    "Gonçalo, Göran, Guðrún, Gulnara, Hamza, Haruka, Hayk, Héctor, Henrike, Hristo, Ibrahim, Ilaria, Imogen, "
    "Ingeborg, Íñigo, Ioana, Isidora, Jacinta, Jarosław, Jelena, Jiho, Joaquim, Jörg, Kamila, Kaveh, Kenta, "
    "Khadija, Kiprono, Krisztián, Laia, Lerato, Linnéa, Loïc, Łukasz, Maarten, Małgorzata, Marisol, Mehmet, "
    "Meihua, Milena, Minjun, Mirjana, Nadezhda, Naledi, Natsumi, Niccolò, Nilufar, Nomvula, Octavian, Oğuz, "
    "Olumide, Ondřej, Oriol, Paweł, Priyanka, Qudrat, Radmila, Raúl, Rhiannon, Rodrigo, Rukmini, Salma, "
    "Sanjay, Şebnem, Selvi, Siobhán, Sunita, Svetlana, Tadeusz, Takumi, Tamar, Thabo, Thijs, Tomáš, Ulrike, "
    "Vasilis, Viorica, Wanjiru, Weronika, Xiaoling, Ximena, Yannick, Yevgenia, Yusuf, Zanele, Zoltán, Zsófia"
)
FRONTS = _listed(
    "Abel, Adeb, Akgün, Alme, Ander, Arria, Bakk, Banar, Bell, Berg, Bianch, Boro, Bragan, Cald, Carmo, "
    "Castel, Cheruv, Dąbrow, Desh, Domin, Dvoř, Ekwen, Elling, Esper, Fager, Falk, Featherst, Ferr, Gallag, "
    "Gebre, Gomul, Grün, Guima, Hakim, Halvor, Hassel, Higash, Horvá, Ivano, Jarmu, Kaczor, Kalmán, Karag, "
    "Kimathi, Kowal, Kras, Lager, Lindq, Lüdt, Maced, Magal, Marchet, Mbek, Mikhal, Montal, Moros, Mwang, "
    "Nakam, Nguy, Nishiz, Novák, Nwach, Okons, Oliv, Ostr, Özt, Papado, Peral, Petros, Quint, Rahim, Ramas, "
    "Rautav, Rost, Sahin, Salaz, Sarto, Schäf, Selvar, Silvei, Söder, Stoyan, Szab, Tahir, Takah, Tesfay, "
    "Tremb, Ueh, Urban, Vasqu, Velás, Vikand, Wadsw, Weiß, Whitc, Yamash, Yıldır, Zambr, Zelen, Zürch"
)
ENDS = _listed(
    "a, ade, aki, an, ander, ara, ard, asson, ati, berg, bury, chi, dal, dóttir, dijk, eda, elli, ena, enko, "
    "er, es, eson, essen, ez, feld, gård, ić, idou, ieri, iev, ini, inski, ira, ito, ius, iyan, kerk, "
    "kowski, lund, maier, mann, moto, nes, nova, oglu, olo, omi, opoulos, osa, oso, ossi, ova, oza, quist, "
    "ranta, ren, rud, sen, shvili, skaya, stein, sund, tani, teng, ton, ulu, uri, vall, vara, vold, wala, "
    "worth, yama, yan, zadeh, zky"
)
PARTICLES = ("van der", "van den", "van", "de", "el", "von", "de la", "ten", "dos", "al-")
# One in so many has a particle, a second family name, or one name alone.
WITH_PARTICLE, WITH_TWO, WITH_ONE = 12, 9, 70


class Name(NamedTuple):
    """A name in its parts, as the table of people holds it."""

    given_names: str
    particle: str
    family_name: str

    @property
    def full(self) -> str:
        """The name in its own order."""
        return " ".join(filter(None, self))


def a_family_name(rng: Random) -> str:
    """One of some ten thousand family names, some of them double."""
    family = rng.choice(FRONTS) + rng.choice(ENDS)
    if not rng.randrange(WITH_TWO):
        return f"{family}-{rng.choice(FRONTS)}{rng.choice(ENDS)}"
    return family


def a_name(rng: Random, family: str) -> Name:
    """Somebody of this family."""
    if not rng.randrange(WITH_ONE):
        return Name("", "", family)
    particle = "" if rng.randrange(WITH_PARTICLE) else rng.choice(PARTICLES)
    return Name(rng.choice(GIVEN), particle, family)
