//! One of many: `one child under five`, `one of the crew`. Irregular words are data (`words/plurals.txt`).

use super::lists::PLURALS;

/// One of a group, with the words of the number: `at least one prisoner of war`, `one of the crew`.
pub fn one_of(number: &str, many: &str) -> String {
    match singular(many) {
        Some(one) => format!("{number} {one}"),
        None if many.starts_with("the ") => format!("{number} of {many}"),
        None => format!("{number} of the {many}"),
    }
}

/// Several of a group, with the words of the number: `12 children`, `12 of the crew` where the desk calls it "the crew".
pub fn several_of(number: &str, many: &str) -> String {
    let is_one_body = many.starts_with("the ");
    if is_one_body { format!("{number} of {many}") } else { format!("{number} {many}") }
}

/// Many of a group: `dozens of people`, `dozens of the crew`.
pub fn vaguely_many(number: &str, many: &str) -> String {
    let is_collective = PLURALS.without_one.contains(many);
    if is_collective { format!("{number} of the {many}") } else { format!("{number} of {many}") }
}

/// How one of them is called: the word before `of`, `under`, `on` ... decides. `None`: they are many and have no singular.
pub fn singular(many: &str) -> Option<String> {
    if let Some(quoted) = many.strip_prefix('\u{201c}').and_then(|many| many.strip_suffix('\u{201d}')) {
        return singular(quoted).map(|one| format!("\u{201c}{one}\u{201d}"));
    }
    if many.starts_with("the ") || many.contains(" and ") || many.contains(" or ") || many.contains(", ") {
        return None;
    }
    let (people, more) = many.split_at(end_of_head(many));
    let (before, head) = people.rsplit_once(' ').map_or(("", people), |(before, head)| (before, head));
    let one = one_head(head)?;
    Some(if before.is_empty() { format!("{one}{more}") } else { format!("{before} {one}{more}") })
}

/// Where what tells more of the people begins: a joint or a bracket.
fn end_of_head(many: &str) -> usize {
    let joints = many.match_indices(' ').filter(|(at, _)| {
        let next = many[at + 1..].split(' ').next().unwrap_or_default();
        next.starts_with('(') || PLURALS.joints.contains(next)
    });
    joints.map(|(at, _)| at).find(|at| *at > 0).unwrap_or(many.len())
}

fn one_head(many: &str) -> Option<String> {
    let lists = &*PLURALS;
    if lists.without_one.contains(many) {
        return None;
    }
    if let Some(one) = lists.one_of_many.get(many) {
        return Some((*one).to_owned());
    }
    let compound = [("women", "woman"), ("men", "man"), ("people", "person"), ("children", "child")];
    if let Some((stem, one)) =
        compound.iter().find_map(|(ending, one)| Some((many.strip_suffix(ending)?, *one)))
    {
        return Some(format!("{stem}{one}"));
    }
    Some(match many {
        _ if many.len() < 4 || many.ends_with("ss") || many.ends_with("us") => many.to_owned(),
        _ if many.ends_with("ies") => format!("{}y", many.trim_end_matches("ies")),
        _ if ["sses", "ches", "shes", "xes"].iter().any(|ending| many.ends_with(ending)) => {
            many.trim_end_matches("es").to_owned()
        }
        _ => many.strip_suffix('s').unwrap_or(many).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_many_has_the_singular_of_its_head() {
        for (many, one) in [
            ("people", "one person"),
            ("children", "one child"),
            ("children under five", "one child under five"),
            ("children (under 18)", "one child (under 18)"),
            ("people on board", "one person on board"),
            ("premature babies", "one premature baby"),
            ("prisoners of war", "one prisoner of war"),
            ("members of the crew", "one member of the crew"),
            ("policewomen", "one policewoman"),
            ("firemen", "one fireman"),
            ("witnesses", "one witness"),
            ("hostages", "one hostage"),
            ("nurses", "one nurse"),
            ("coaches", "one coach"),
            ("Israelis", "one Israeli"),
            ("Iraqi Kurds", "one Iraqi Kurd"),
            ("families", "one family"),
            ("households of children", "one household of children"),
            ("Syrian army soldiers", "one Syrian army soldier"),
            ("crew", "one of the crew"),
            ("Syrian army personnel", "one of the Syrian army personnel"),
            ("security forces", "one of the security forces"),
            ("women and children", "one of the women and children"),
            ("\u{201c}martyrs\u{201d}", "one \u{201c}martyr\u{201d}"),
            ("British", "one of the British"),
            ("medic", "one medic"),
        ] {
            assert_eq!(one_of("one", many), one);
        }
        assert_eq!(one_of("at least one", "crew"), "at least one of the crew");
    }

    #[test]
    fn several_of_one_body_are_of_it() {
        assert_eq!(several_of("12", "children"), "12 children");
        assert_eq!(several_of("12", "the crew"), "12 of the crew");
        assert_eq!(one_of("one", "the crew"), "one of the crew");
        assert_eq!(vaguely_many("dozens", "crew"), "dozens of the crew");
        assert_eq!(vaguely_many("dozens", "people"), "dozens of people");
    }
}
