//! Whether the words for a speaker are an office or a role, which may be told to everybody, or could name a person.

use super::lists::{OFFICES, Words};

/// The part of the words for a speaker that is an office or a role: `Interior Ministry spokesperson`, `a police source`;
/// of `NAME, spokesman for the army` the office. `None` where no part is one for sure.
///
/// Every word of an office stands in `words/offices.txt`, or among `names`, the names of bodies and places that are told
/// with it in any case. So an office in another language is not known as one.
pub fn office(speaker: &str, names: &[&str]) -> Option<String> {
    let known: Vec<String> = names.iter().flat_map(|name| words(name)).collect();
    let parts: Vec<&str> =
        speaker.split([',', ';']).map(str::trim).filter(|part| is_office(part, &known)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Whether all words are of an office, and its head is who holds it. What follows a title could be a person, and is no
/// office: `General Jordan`, whatever place is called so.
fn is_office(part: &str, known: &[String]) -> bool {
    let words = words(part);
    let is_known = |word: &String| known.contains(word);
    let all = words.iter().all(|word| is_listed(word) || is_known(word));
    let is_role = |word: &String| has(&OFFICES.roles, word);
    let titled = words.windows(2).any(|two| is_role(&two[0]) && is_known(&two[1]) && !is_listed(&two[1]));
    let end = words.iter().position(|word| ENDS.contains(&word.as_str())).unwrap_or(words.len());
    let holder = words[..end].split_last().is_some_and(|(head, before)| {
        is_role(head) || has(&OFFICES.bodies, head) && !before.iter().any(is_role)
    });
    all && holder && !titled
}

/// What a head stands before.
const ENDS: &[&str] = &["of", "for", "at", "in", "from", "to", "on", "with", "who", "speaking"];

fn is_listed(word: &str) -> bool {
    let lists = &*OFFICES;
    [&lists.roles, &lists.bodies, &lists.cares, &lists.qualities, &lists.small]
        .into_iter()
        .any(|list| has(list, word))
}

fn has(list: &Words, word: &str) -> bool {
    list.contains(word)
}

/// The words in lower case, without what shows whose they are; two that a hyphen joins are two.
fn words(text: &str) -> Vec<String> {
    let bare = |word: &str| {
        let word = word.to_lowercase().replace('\u{2019}', "'");
        word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(&word).to_owned()
    };
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '>' | '/');
    text.split(is_gap).map(bare).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_or_a_role_is_known_by_all_of_its_words() {
        for (speaker, names) in [
            ("Interior Ministry spokesperson", &[][..]),
            ("officials", &[]),
            ("a police source", &[]),
            ("director general of health services", &[]),
            ("chief secretary", &[]),
            ("secretary-general", &[]),
            ("Navy", &[]),
            ("working group", &[]),
            ("a senior official at the Health Ministry who asked not to be named", &[]),
            ("the Derna mayor", &["Libya > Derna"]),
            ("mayor of Derna", &["Libya > Derna"]),
            ("Palestinian Red Crescent spokesman", &["Palestinian Red Crescent"]),
            ("spokesman for Hezbollah", &["Hezbollah"]),
            ("residents of El Geneina", &["Sudan > El Geneina"]),
        ] {
            assert_eq!(office(speaker, names).as_deref(), Some(speaker));
        }
    }

    #[test]
    fn what_could_name_a_person_is_no_office() {
        for (speaker, names) in [
            ("Ashraf al-Qudra", &["Gaza Health Ministry"][..]),
            ("ashraf al-qudra", &[]),
            ("Foreign Ministry spokesman Lior Haiat", &["Israel"]),
            ("Dr. Haddad", &[]),
            ("General Jordan", &["Jordan"]),
            ("spokesman for General Jordan", &["Jordan"]),
            ("Jordan", &["Jordan"]),
            ("Mayor Medina", &["Medina"]),
            ("Bishop", &[]),
            ("Police Captain Cross", &[]),
            ("Justice", &[]),
            ("a teacher called Amal", &[]),
            ("porte-parole du ministère", &[]),
            ("portavoz del Ministerio de Salud", &["Ministerio de Salud"]),
            ("Ministerio de Salud", &["Ministerio de Salud"]),
            ("речник Міністерства оборони", &["Міністерство оборони"]),
            ("Олена Коваленко, речниця поліції", &[]),
            ("المتحدث باسم وزارة الصحة", &["وزارة الصحة"]),
            ("police source +963 11 555", &[]),
            ("@spokesman_x", &[]),
            ("", &[]),
            ("for the army", &[]),
            ("the", &[]),
        ] {
            assert_eq!(office(speaker, names), None, "{speaker}");
        }
    }

    #[test]
    fn of_a_name_and_an_office_the_office_is_left() {
        let names = ["Osk Hospital"];
        for (speaker, left) in [
            ("Samir Haddad, spokesman for the army", Some("spokesman for the army")),
            ("Samir Haddad, director of Osk Hospital", Some("director of Osk Hospital")),
            ("police chief, Samir Haddad", Some("police chief")),
            ("Samir Haddad, director of the Haddad Clinic", None),
            ("Samir Haddad, the army's spokesman, 54", Some("the army's spokesman")),
            ("Samir Haddad (army spokesman)", None),
        ] {
            assert_eq!(office(speaker, &names).as_deref(), left, "{speaker}");
        }
    }
}
