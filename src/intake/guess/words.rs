//! What the words of a header say, in the languages of the desks: data, and how a word is compared with it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::words::{Measure, word_list};

/// Words without marks on their letters, and what they say.
pub type Words<T> = &'static [(T, &'static [&'static str])];

/// What happened to the people counted. A word of several lists is of the first.
pub const MEASURES: Words<Measure> = &[
    (
        Measure::Injured,
        word_list! {
            "injured" "injuries" "injury" "wounded" "hurt" "verletzte" "verletzt" "verwundete" "blesses"
            "blesse" "heridos" "lesionados" "feridos" "feriti" "ranni" "gewonden" "yarali" "раненые"
            "раненых" "ранено" "ранены" "поранені" "поранено" "поранених" "جرحى" "الجرحى" "اصابات" "受伤" "负伤" "負傷"
        },
    ),
    (
        Measure::Missing,
        word_list! {
            "missing" "vermisste" "vermisst" "disparus" "disparu" "desaparecidos" "desaparecidas" "dispersi"
            "zaginieni" "vermisten" "kayip" "пропавшие" "пропавших" "пропало" "зниклі" "зникли" "зниклих"
            "مفقودون" "المفقودين" "失踪" "行方不明"
        },
    ),
    (Measure::Disappeared, word_list! { "disappeared" "disappearances" "verschwundene" "verschleppte" }),
    (
        Measure::Displaced,
        word_list! {
            "displaced" "idps" "evacuated" "evacuees" "homeless" "evakuierte" "vertriebene" "obdachlose"
            "deplaces" "evacues" "desplazados" "evacuados" "sfollati" "эвакуировано" "перемещенные"
            "переселенцы" "евакуиовано" "переміщені" "نازحون" "النازحين" "避难"
        },
    ),
    (
        Measure::Detained,
        word_list! {
            "detained" "detainees" "arrested" "arrests" "captured" "pow" "prisoners" "verhaftete" "festgenommene"
            "inhaftierte" "detenus" "arretes" "detenidos" "arrestados" "detidos" "задержанные" "задержано"
            "затримані" "затримано" "معتقلون"
        },
    ),
    (
        Measure::Hostage,
        word_list! { "hostages" "hostage" "geiseln" "otages" "rehenes" "refens" "заложники" "заручники" },
    ),
    (
        Measure::Affected,
        word_list! {
            "affected" "cases" "confirmed" "infected" "betroffene" "infizierte" "falle" "cas" "confirmes" "casos"
            "contagiados" "afectados" "пострадавшие" "пострадавших" "заболевшие" "постраждалі" "متضررون"
        },
    ),
    (Measure::BodiesRecovered, word_list! { "bodies" "remains" "leichen" "corps" "cadaveres" "тела" "тіла" }),
    (
        Measure::Casualties,
        word_list! { "casualties" "losses" "personnel" "verluste" "pertes" "bajas" "потери" "втрати" },
    ),
    (
        Measure::Killed,
        word_list! {
            "killed" "dead" "death" "deaths" "died" "fatalities" "fatality" "deceased" "slain" "toll" "tote"
            "toten" "todesopfer" "todesfalle" "getotet" "getotete" "gestorben" "verstorbene" "morts" "mort"
            "tues" "deces" "decedes" "muertos" "muertes" "muertas" "muerte" "fallecidos" "fallecidas"
            "fallecimientos" "defunciones" "mortos" "mortes" "obitos" "morti" "deceduti" "decessi" "doden"
            "overleden" "zabici" "zgony" "oluler" "olu" "vefat" "meninggal" "погибшие" "погибших" "погибло"
            "погибли" "умершие" "умерло" "убито" "убитые" "смертеи" "смерти" "загиблі" "загиблих" "загинуло"
            "загинули" "померло" "вбито" "قتلى" "القتلى" "وفيات" "الوفيات" "شهداء" "死亡" "死者" "遇难"
        },
    ),
];

/// Words that make the dead of a whole table dead of an illness.
pub const CASES: &[&str] = word_list! {
    "cases" "confirmed" "infected" "tested" "falle" "infizierte" "genesene" "cas" "casos" "contagiados"
    "заболевшие"
};

/// Words that make those of one column dead of illness or hunger.
pub const ILLNESS: &[&str] = word_list! {
    "covid" "ebola" "cholera" "measles" "famine" "hunger" "starvation" "malnutrition" "hungertote" "faim" "hambre"
    "голод"
};

/// Who is counted.
pub const GROUPS: Words<&str> = &[
    (
        "children",
        word_list! { "children" "child" "kids" "minors" "kinder" "enfants" "ninos" "ninas" "criancas" "bambini" "дети" "детеи" "діти" "дітеи" "اطفال" "儿童" },
    ),
    (
        "women",
        word_list! { "women" "woman" "female" "females" "frauen" "femmes" "mujeres" "mulheres" "donne" "женщины" "женщин" "жінки" "жінок" "نساء" "女" },
    ),
    (
        "men",
        word_list! { "men" "man" "male" "males" "manner" "hommes" "hombres" "homens" "uomini" "мужчины" "мужчин" "чоловіки" "رجال" "男" },
    ),
    (
        "civilians",
        word_list! { "civilians" "civilian" "zivilisten" "civils" "civiles" "civis" "гражданские" "цивільні" "مدنيون" },
    ),
    (
        "soldiers",
        word_list! { "soldiers" "soldier" "military" "troops" "soldaten" "militaires" "soldados" "militares" "военные" "віиськові" },
    ),
    ("medics", word_list! { "medics" "med" "medical" "sanitater" "soignants" "sanitarios" "медики" }),
    (
        "journalists",
        word_list! { "journalists" "journalist" "press" "journalisten" "journalistes" "periodistas" "журналисты" "журналісти" },
    ),
    ("elderly", word_list! { "elderly" "senioren" "ancianos" "пожилые" }),
    ("police", word_list! { "police" "policemen" "polizisten" "policiers" "policias" }),
    ("aid workers", word_list! { "aidworkers" "humanitarians" "helfer" }),
    ("civil defence workers", word_list! { "civdef" }),
];

/// The toll so far.
pub const CUMULATIVE: &[&str] = word_list! {
    "cum" "cumul" "cumulative" "total" "totals" "overall" "sum" "toll" "gesamt" "insgesamt" "kumuliert" "summe"
    "cumules" "totaux" "totale" "acumulado" "acumulados" "totales" "всего" "итого" "всього" "разом" "累计"
};

/// Those of a day.
pub const NEW: &[&str] = word_list! {
    "new" "daily" "today" "increase" "delta" "neu" "neue" "taglich" "tageswert" "nouveaux" "nouvelles" "quotidien"
    "nuevos" "nuevas" "diarios" "novos" "nuovi" "новые" "новых" "нові" "新增"
};

/// A stock of now.
pub const CURRENT: &[&str] =
    word_list! { "current" "currently" "active" "aktuell" "aktive" "actuels" "actuales" "сеичас" "зараз" };

/// The day that a number covers.
pub const DAYS: &[&str] = word_list! {
    "date" "day" "datum" "tag" "stand" "fecha" "dia" "data" "jour" "giorno" "dzien" "tarih" "дата" "день" "число"
    "تاريخ" "التاريخ" "日期" "日付" "asof"
};

/// The day on which the source appeared.
pub const PUBLISHED: &[&str] = word_list! {
    "published" "publication" "veroffentlicht" "erschienen" "publie" "publicado" "publicacion" "опубликовано"
    "опубліковано" "pubdate"
};

/// The first day of a window.
pub const STARTS: &[&str] = word_list! { "start" "begin" "beginning" "from" "von" "beginn" "debut" "inicio" "desde" "inizio" "начало" "початок" };

/// Where, by how wide it is: from countries to single places.
pub const PLACES: Words<u8> = &[
    (
        0,
        word_list! { "country" "nation" "land" "pays" "pais" "paese" "kraj" "ulke" "страна" "краіна" "الدولة" "国家" "国" },
    ),
    (
        1,
        word_list! {
            "region" "province" "state" "governorate" "oblast" "adm1" "admin1" "provinz" "bundesland" "kanton"
            "departement" "provincia" "estado" "departamento" "regione" "wojewodztwo" "il" "область" "регион"
            "регіон" "المحافظة" "محافظة" "省" "州" "都道府県"
        },
    ),
    (
        2,
        word_list! {
            "district" "county" "municipality" "adm2" "admin2" "kreis" "landkreis" "gemeinde" "bezirk" "municipio"
            "commune" "comune" "raion" "rayon" "раион" "громада" "县" "区"
        },
    ),
    (
        3,
        word_list! {
            "place" "location" "city" "town" "village" "site" "camp" "ort" "stadt" "dorf" "lieu" "ville" "lugar"
            "ciudad" "localidad" "pueblo" "local" "cidade" "luogo" "citta" "miejsce" "miasto" "yer" "sehir"
            "место" "город" "село" "місце" "місто" "المكان" "مدينة" "地点" "城市" "場所"
        },
    ),
];

/// What happened.
pub const EVENTS: &[&str] = word_list! {
    "event" "incident" "disaster" "crisis" "attack" "ereignis" "vorfall" "evenement" "evento" "suceso" "incidente"
    "событие" "происшествие" "подія" "الحدث" "事件"
};

/// Who issued the source.
pub const PUBLISHERS: &[&str] = word_list! {
    "publisher" "source" "sources" "outlet" "media" "newspaper" "agency" "quelle" "quellen" "medium" "zeitung" "fuente"
    "fuentes" "medio" "fonte" "zrodlo" "kaynak" "источник" "сми" "джерело" "المصدر" "来源" "出典"
};

/// Whose count it is.
pub const AUTHORITIES: &[&str] = word_list! {
    "authority" "official" "ministry" "behorde" "ministerium" "autorite" "ministere" "autoridad" "ministerio" "орган"
    "ведомство" "відомство"
};

/// Words that say together whose count it is.
pub const AUTHORITY_PHRASES: &[&str] = word_list! {
    "who says" "says who" "who said" "said by" "according to" "attributed to" "source of figure" "source of figures"
    "source of the figure" "source of the figures" "source of number" "source of numbers"
};

/// Words that say together on which day the source appeared.
pub const PUBLISHED_PHRASES: &[&str] = word_list! { "date reported" "reported on" "report date" "date of report" "date of the report" "day reported" };

/// A source: who issued it, or beside a publisher whose count it is.
pub const SOURCES: &[&str] = word_list! {
    "source" "sources" "quelle" "quellen" "fuente" "fuentes" "fonte" "zrodlo" "kaynak" "источник" "джерело" "المصدر"
    "来源" "出典"
};

/// What else was printed.
pub const NOTES: &[&str] = word_list! {
    "note" "notes" "comment" "comments" "remark" "remarks" "bemerkung" "bemerkungen" "anmerkung" "notiz"
    "kommentar" "remarque" "remarques" "commentaire" "nota" "notas" "observaciones" "comentario" "примечание"
    "комментарии" "примітка" "ملاحظات" "备注"
};

/// The lower and the upper end of a number, and the number between.
pub const LOW: &[&str] = word_list! { "low" "lower" "min" "minimum" "mindestens" "minimo" "минимум" };
/// The upper end.
pub const HIGH: &[&str] = word_list! { "high" "upper" "max" "maximum" "hochstens" "maximo" "максимум" };
/// The number between.
pub const BEST: &[&str] = word_list! { "best" "estimate" "central" };

/// Numbers that count no people.
pub const NO_PEOPLE: &[&str] = word_list! {
    "id" "uid" "nr" "no" "number" "code" "iso" "iso2" "iso3" "fips" "code3" "gid" "lat" "latitude" "lon" "long"
    "lng" "longitude" "geom" "population" "pop" "einwohner" "habitants" "poblacion" "rate" "ratio" "percent" "pct"
    "share" "year" "month" "week" "hour" "hours" "version" "commit" "zip" "plz" "age" "attacks" "massacres"
    "strikes" "incidents" "houses" "buildings" "homes" "vehicles" "cost" "usd" "damage" "days" "prec" "index"
    "row" "line" "lfd" "jahr" "monat" "woche" "annee" "ano" "mes" "год" "месяц" "рік" "period"
};

/// The words of a name, in lower case and without marks on their letters.
pub fn words_of(name: &str) -> Vec<String> {
    let mut parted = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            parted.push(' ');
        }
        parted.push(c);
        before = c;
    }
    let plain = unmarked(&parted);
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Lower case, without marks: `Übersicht` is `ubersicht`, and `й` is `и`.
fn unmarked(text: &str) -> String {
    let is_mark = |c: &char| is_combining_mark(*c);
    text.to_lowercase().nfkd().filter(|c| !is_mark(c)).map(|c| if c == 'ł' { 'l' } else { c }).collect()
}

/// How long a word is that may go on: `verletzte` is in `verletzten` and `verletztenzahl`.
const STEM: usize = 7;

/// Whether a word of a header is the known one, or begins with it where that is long. Scripts without blanks between
/// words hold it anywhere.
fn is_word(word: &str, known: &str) -> bool {
    let has_no_blanks = || known.starts_with(|c| matches!(c, '\u{3040}'..='\u{9fff}'));
    word == known
        || (word.starts_with(known) && known.chars().count() >= STEM)
        || (has_no_blanks() && word.contains(known))
}

/// Whether one of the words of a name is in a list.
pub fn any(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.iter().any(|known| is_word(word, known)))
}

/// Whether the words of a phrase stand in a name, one after the other.
pub fn has_phrase(words: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|part| part == phrase)
    })
}

/// Whether a name says whose count it is, or who issued the source.
pub fn may_name_an_authority(name: &str) -> bool {
    let words = words_of(name);
    any(&words, AUTHORITIES) || any(&words, PUBLISHERS) || has_phrase(&words, AUTHORITY_PHRASES)
}

/// Whether a name is a source: who issued it, or whose count it is.
pub fn is_source(name: &str) -> bool {
    any(&words_of(name), SOURCES)
}

/// What the words of a name say, by the first list that has one of them.
pub fn first<T: Copy>(words: &[String], lists: Words<T>) -> Option<T> {
    lists.iter().find(|(_, list)| any(words, list)).map(|(what, _)| *what)
}

/// The words of a name that are in none of the lists of counts.
pub fn unknown(words: &[String]) -> Vec<&String> {
    let is_known = |word: &&String| {
        let one = std::slice::from_ref(*word);
        first(one, MEASURES).is_some()
            || first(one, GROUPS).is_some()
            || [CUMULATIVE, NEW, CURRENT, NO_PEOPLE, LOW, HIGH, BEST].iter().any(|list| any(one, list))
    };
    words.iter().filter(|word| !is_known(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(words_of("killed_children_cum"), ["killed", "children", "cum"]);
        assert_eq!(words_of("deathsTotal (new)"), ["deaths", "total", "new"]);
        assert_eq!(words_of("Übersicht"), ["ubersicht"]);
        assert_eq!(words_of("Niños muertos"), ["ninos", "muertos"]);
    }

    #[test]
    fn the_lists_are_written_without_marks() {
        let lists = MEASURES.iter().chain(&[]).map(|(_, list)| *list);
        let groups = GROUPS.iter().map(|(_, list)| *list);
        let places = PLACES.iter().map(|(_, list)| *list);
        let others = [
            CUMULATIVE,
            NEW,
            DAYS,
            PUBLISHED,
            STARTS,
            EVENTS,
            PUBLISHERS,
            AUTHORITIES,
            SOURCES,
            NOTES,
            CASES,
        ];
        for word in lists.chain(groups).chain(places).chain(others).flatten() {
            assert_eq!(unmarked(word), **word);
        }
    }

    #[test]
    fn a_phrase_is_its_words_one_after_the_other() {
        for name in ["Who says", "who_says_so", "WhoSays", "Figure according to", "Source of figure"] {
            assert!(has_phrase(&words_of(name), AUTHORITY_PHRASES), "{name}");
        }
        for name in ["who", "says", "who else says", "according", ""] {
            assert!(!has_phrase(&words_of(name), AUTHORITY_PHRASES), "{name}");
        }
        assert!(may_name_an_authority("Source") && may_name_an_authority("Said by"));
        assert!(!may_name_an_authority("Mood"));
    }

    #[test]
    fn words_of_many_languages_are_known() {
        for (name, measure) in [
            ("Tote", Measure::Killed),
            ("Verletztenzahl", Measure::Injured),
            ("Fallecidos", Measure::Killed),
            ("Décès", Measure::Killed),
            ("Погибшие", Measure::Killed),
            ("Поранені", Measure::Injured),
            ("القتلى", Measure::Killed),
            ("死亡人数", Measure::Killed),
            ("disparus", Measure::Missing),
        ] {
            assert_eq!(first(&words_of(name), MEASURES), Some(measure), "{name}");
        }
        for name in ["Population", "note", "Ort", ""] {
            assert_eq!(first(&words_of(name), MEASURES), None, "{name}");
        }
    }
}
