"""Invented people of the demonstration: names as their passports would have them, many scripts included."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a household comes from. Who has a family name alone has no other: some people have one name."""

    country: str
    certificate_language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    particle: str = ""


def _origin(country: str, language: str, women: str, men: str, families: str, particle: str = "") -> Origin:
    return Origin(country, language, _listed(women), _listed(men), _listed(families), particle)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


ORIGINS = (
    _origin("IN", "en", "Meenakshi, Ritu, Sunita", "Rohan, Aditya, Sanjay", "Deshpande, Bose, Iyer, Rao"),
    _origin("IN", "hi", "अनन्या, मीरा", "रोहन, विक्रम", "शर्मा, देशपांडे"),
    _origin("IN", "en", "", "", "Jayalakshmi, Selvarani, Muthukumar"),
    _origin("CN", "zh", "Xiaoling, Yating, Meihua", "Wei, Haoran, Zhiming", "Zhu, Ouyang, Liang, Fang"),
    _origin("CN", "zh", "雅婷, 美华", "浩然, 志明", "欧阳, 梁, 朱"),
    _origin("JP", "ja", "Haruka, Natsumi", "Kenta, Shun", "Morimoto, Nishizawa, Okabe"),
    _origin("KR", "ko", "서연, 지우", "민준, 도윤", "한, 오, 백"),
    _origin("TR", "tr", "Şebnem, Gülçin, Elif", "Çağlar, Oğuz, İlker", "Yıldırım, Öztürkmen, Akgündüz"),
    _origin("IR", "fa", "شیرین, نیلوفر", "آرش, کامران", "رستگار, فرهمند"),
    _origin("EG", "ar", "ياسمين, هدى", "طارق, حسام", "المنشاوي, عبد الفتاح"),
    _origin("MA", "fr", "Houda, Salma", "Ilyas, Reda", "Benchekroun, Tahiri", "El"),
    _origin("US", "en", "Madison, Claire Elizabeth", "Tyler, Marcus J.", "Whitcombe, O'Halloran, Lindqvist"),
    _origin("CA", "en", "Chloé, Rebecca", "Étienne, Graham", "Beaulieu-Tremblay, MacAskill"),
    _origin("BR", "pt", "Maria Eduarda, Thaís", "João Pedro, Caio", "Guimarães Falcão, Nóbrega", "de"),
    _origin("MX", "es", "Ximena, María José", "Íñigo, Rodrigo", "Zúñiga Montaño, Arriaga Peña"),
    _origin("CO", "es", "Valentina, Luz Ángela", "Andrés Felipe, Mateo", "Cárdenas Ríos, Ospina"),
    _origin("ZA", "en", "Nomvula, Lerato", "Thabo, Pieter", "Mthembu, Khumalo, Oosthuizen"),
    _origin("NG", "en", "Adaeze, Folashade", "Chukwuemeka, Olúwaṣeun", "Nwachukwu, Adébáyọ̀"),
    _origin("ET", "am", "ሰላም, ቤተልሔም", "ዳዊት", "ተስፋዬ, ገብረማርያም"),
    _origin("GB", "en", "Imogen, Rhiannon", "Alistair, Callum", "Featherstone, ap Rhys, Dunmore"),
    _origin("DE", "de", "Anneliese, Käthe", "Jörg, Matthias", "Weißgerber, Grünewald, Lüdtke", "von"),
    _origin("FR", "fr", "Océane, Anaïs", "Loïc, François-Xavier", "Lefèvre-Duval, Moreau", "de la"),
    _origin("IT", "it", "Giulia, Chiara", "Niccolò, Matteo", "Bellandi, D'Ambrosio, Sartori"),
    _origin("ES", "es", "Begoña, Núria", "Álvaro, Jordi", "Etxeberria, Muñoz Ibáñez"),
    _origin("PT", "pt", "Inês, Leonor", "Gonçalo, Rui", "Magalhães Brandão, Simões"),
    _origin("PL", "pl", "Małgorzata, Agnieszka", "Łukasz, Paweł", "Wiśniewska-Dąb, Żukowski"),
    _origin("CZ", "cs", "Ludmila, Tereza", "Ondřej, Tomáš", "Dvořáčková, Šimůnek"),
    _origin("GR", "el", "Ελένη, Κατερίνα", "Γιώργος, Νίκος", "Παπαδημητρίου, Αλεξίου"),
    _origin("BG", "bg", "Десислава, Ралица", "Тодор, Борислав", "Стоянова, Крушев"),
    _origin("UA", "uk", "Юлія, Оксана", "Тарас, Богдан", "Ковальчук, Шевчук"),
    _origin("GE", "ka", "ნინო, თამარ", "გიორგი, ლევან", "ბერიძე, კაპანაძე"),
    _origin("AM", "hy", "Անահիտ", "Հայկ, Տիգրան", "Պետրոսյան, Սարգսյան"),
    _origin("IL", "he", "נועה, יעל", "איתי", "אבירם, שקד"),
    _origin("TH", "th", "สุดารัตน์, พิมพ์ชนก", "ธนากร", "ศรีสุข, วงศ์ไทย"),
    _origin("ID", "id", "", "", "Wulandari, Suhartono, Kusumawati"),
    _origin("MM", "my", "", "", "Thiri Aung, Kyaw Zin"),
    _origin("VN", "vi", "Ngọc Ánh, Thị Hương", "Văn Đức, Quốc Bảo", "Nguyễn, Đặng, Phạm"),
    _origin("PH", "en", "Maricel, Jennylyn", "Rommel, Efren", "Villanueva, Macaraeg"),
    _origin("IS", "is", "Guðrún, Sigríður", "Þórarinn, Björn", "Hallgrímsdóttir, Ásgeirsson"),
    _origin("SE", "sv", "Åsa, Linnéa", "Göran, Björn", "Söderqvist, Ekström"),
    _origin("CH", "de", "Regula, Noemi", "Reto, Urs", "Zürcher, Ammann"),
    _origin("AU", "en", "Matilda, Jacinta", "Lachlan, Angus", "Carmody, Ferguson-Wright"),
    _origin("KE", "en", "Wanjiru, Akinyi", "Kiprono, Otieno", "Kamau, Cheruiyot"),
)  # fmt: skip
