//! Reading text: invented sentences of every construction, and the numbers that `extract` finds in them.

use tollbook::extract::{FoundFigures, State, read};
use tollbook::model::date::Day;

/// Sentences, and the wording and measure of each figure in them.
const NUMBERS: &str = include_str!("../texts/numbers.txt");

fn day() -> Option<Day> {
    Day::from_ymd(2026, 2, 18)
}

/// `wording=measure` of each figure that is no zero.
fn figures(text: &str) -> String {
    let found = read(text, day());
    let is_some = |count: tollbook::model::count::Count| count.high() != Some(0);
    let figures = found.figures.iter().filter(|figure| is_some(figure.wording.count()));
    figures
        .map(|figure| format!("{}={}", &text[figure.span.clone()], figure.measure))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn numbers_of_people_are_found_and_no_others() {
    let lines = NUMBERS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let read = lines.map(|line| {
        let (text, wanted) = line.split_once("||").expect("a sentence and its figures");
        (text.trim(), wanted.trim(), figures(text.trim()))
    });
    let read: Vec<_> = read.collect();
    let wrong: Vec<String> = read
        .iter()
        .filter(|(_, wanted, found)| wanted != found)
        .map(|(text, wanted, found)| format!("{text}\n  wanted {wanted}\n  found  {found}"))
        .collect();
    assert!(read.len() > 250, "{}", read.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a row of the table below says of a figure: wording, group, count type, state, and the wording of its whole.
fn told(text: &str) -> Vec<String> {
    let found = read(text, day());
    let wording = |at: usize| found.figures.get(at).map_or("", |whole| &text[whole.span.clone()]);
    let figures = found.figures.iter().map(|figure| {
        let state = match figure.state {
            State::Current => String::new(),
            state => format!(" {state:?}"),
        };
        let part = figure.part_of.map(|whole| format!(" of {}", wording(whole))).unwrap_or_default();
        let words = &text[figure.span.clone()];
        format!("{words} {} {}{state}{part}", figure.group, figure.count_type)
    });
    figures.collect()
}

#[test]
fn groups_kinds_states_and_wholes_are_told() {
    let cases: &[(&str, &[&str])] = &[
        ("The bomb killed 14 guests, six of them girls.", &["14 guests total", "six girls total of 14"]),
        (
            "Of the union's 90 dead, 37 were minors and 21 women.",
            &["90 people total", "37 children total of 90", "21 women total of 90"],
        ),
        (
            "The siege cost 40 lives (25 rebels, 15 bystanders).",
            &["40 people total", "25 fighters total of 40", "15 civilians total of 40"],
        ),
        ("The toll rose to 41 from 38.", &["41 people total", "38 people total Earlier"]),
        (
            "The quake killed 12. Two more people have died, a nurse said.",
            &["12 people total", "Two more people increment"],
        ),
        ("The ambush killed 12 troops; 9 are still missing.", &["12 soldiers total", "9 soldiers current"]),
        ("The flood could kill up to 300 people.", &["up to 300 people projection Hypothetical"]),
        ("How many died in the mine: 12 or 60?", &["12 people total Asked", "60 people total Asked"]),
        ("The prefect withdrew the 80 deaths that he had announced.", &["80 people total Denied"]),
        ("In 1961 a flood in the same valley drowned 63.", &["63 people total History"]),
        ("From 9 to 15 January the office recorded 6 deaths among pilgrims.", &["6 pilgrims period"]),
        ("Oskby: 31 dead, over 90 hurt.", &["31 people total", "over 90 people total"]),
    ];
    all_told(cases);
}

#[test]
fn a_part_knows_its_whole_and_a_total_is_of_people() {
    let cases: &[(&str, &[&str])] = &[
        (
            "The fire killed 40 people (15 women, six of them nurses, and 20 boys).",
            &["40 people total", "15 women total of 40", "six medics total of 15", "20 boys total of 40"],
        ),
        (
            "Rebels killed 14 and wounded 22. Among the dead were three monks.",
            &["14 people total", "22 people total", "three monks total of 14"],
        ),
        (
            "The toll is 52. Origin of the dead: 30 from the coast, 22 from the hills.",
            &["52 people total", "30 people total of 52", "22 people total of 52"],
        ),
        ("At least 30 of the 90 dead were boys.", &["At least 30 boys total of 90", "90 people total"]),
        (
            "The slide killed six in the valley, bringing the total to 40.",
            &["six people total", "40 people total"],
        ),
        ("Four of the nine guards drowned.", &["Four guards total"]),
        (
            "Of those arrested, 18 are clerks and 33 nuns; the total stands at 204.",
            &["18 clerks total of 204", "33 women total of 204", "204 people total"],
        ),
        ("The number of the dead: 52.", &["52 people total"]),
        (
            "The slide killed 31 children whose sex is not known and nine adults.",
            &["31 children whose sex is not known total", "nine adults total"],
        ),
        ("The flood drowned 18 girls, four of them blind.", &["18 girls total", "four girls total of 18"]),
        (
            "Of the dead, eight were men and 11 boys; the total stands at 30.",
            &["eight men total of 30", "11 boys total of 30", "30 people total"],
        ),
        (
            "The toll rose to 33 after two more bodies were found.",
            &["33 people total", "two more people increment"],
        ),
        (
            "The injured are 14 men, nine women and two whose age is not known.",
            &["14 men total", "nine women total", "two people total"],
        ),
    ];
    all_told(cases);
}

fn all_told(cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(told(text), *wanted, "{text}");
    }
}

#[test]
fn a_list_counts_what_its_heading_or_its_first_item_says() {
    for (text, wanted) in [
        ("Deaths by valley\nOrm: 4\nUlm: 9\nTotal: 13", "4=killed 9=killed 13=killed"),
        ("Injured by parish (Fire Office, 3 June)\nOrm \u{2013} 4\nUlm \u{2013} 9", "4=injured 9=injured"),
        ("Confirmed dead:\n- Orm 4\n- Ulm 9 (3 children)", "4=killed 9=killed 3=killed"),
        ("Orm: 4 hurt\nUlm: 9\nShelters: 12\nHouses burned: 30", "4=injured 9=injured"),
        ("Deaths by valley\n\nThe river rose.\n\nOrm: 4", ""),
        ("Killed: 12\nVolunteers: 120\nOrm: 9", "12=killed"),
        ("Deaths 12, displaced 900", "12=killed 900=displaced"),
    ] {
        assert_eq!(figures(text), wanted, "{text}");
    }
}

#[test]
fn a_headline_is_repeated_by_its_article() {
    let text =
        "Dam bursts near Oskby, 12 dead\n\nA dam burst on Monday and killed 12 villagers, the mayor said.";
    let FoundFigures { figures, .. } = read(text, day());
    assert_eq!(figures.len(), 1);
    assert_eq!(&text[figures[0].span.clone()], "12");
    assert!(figures[0].span.start > 30, "the body's number is the figure");
    let repeats: Vec<_> = figures[0].also.iter().map(|span| (span.start, span.end)).collect();
    assert_eq!(repeats, [(23, 25)]);
}

#[test]
fn two_paragraphs_read_as_each_of_them() {
    let lines = NUMBERS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let texts: Vec<&str> = lines.filter_map(|line| Some(line.split_once("||")?.0.trim())).collect();
    let full = |text: &&&str| text.ends_with('.') && !text.starts_with("Two of") && !text.contains("Earlier");
    let texts: Vec<&str> = texts.iter().filter(full).copied().collect();
    for pair in texts.chunks_exact(2) {
        let both = format!("{}\n\n{}", pair[0], pair[1]);
        let alone: Vec<String> =
            pair.iter().map(|text| figures(text)).filter(|found| !found.is_empty()).collect();
        // "The 212" of a second paragraph is the first one's number again.
        if alone.first() != alone.last() || alone.len() < 2 {
            assert_eq!(figures(&both), alone.join(" "), "{both}");
        }
    }
}
