//! Places and events of invented texts.

use crate::extract::read;

/// Number, place and event of each figure; a dash stands for none.
fn settings(text: &str) -> Vec<String> {
    let found = read(text, None).figures.into_iter().map(|figure| {
        let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
        [&text[figure.span], &part(figure.place), &part(figure.event)].join(" | ")
    });
    found.collect()
}

fn hold(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(settings(text), *expected, "{text}");
    }
}

#[test]
fn a_place_stands_behind_a_preposition_or_before_a_site() {
    hold(&[
        ("A fire killed 12 people in Oskby.", &["12 | Oskby | fire"]),
        ("A fire killed 12 people in the southern town of Oskby.", &["12 | Oskby | fire"]),
        ("A fire killed 12 people in Oskby district.", &["12 | Oskby district | fire"]),
        ("The Oskby tunnel collapse killed 12 people.", &["12 | Oskby | tunnel collapse"]),
        ("A flash flood killed 12 people.", &["12 | - | flash flood"]),
        ("In March, 12 people died in a fire.", &["12 | - | fire"]),
        ("Nurses Across Frontiers said 12 people died.", &["12 | - | -"]),
    ]);
}

#[test]
fn each_number_has_the_place_behind_it() {
    hold(&[(
        "Lightning killed three farmers at Oskby and two boys at Ulm.",
        &["three | Oskby | Lightning", "two | Ulm | Lightning"],
    )]);
}

#[test]
fn what_an_article_is_about_is_carried_but_not_to_a_past_event() {
    let text = "OSKBY, Norland \u{2014} A fire killed 12 people.\n\nNine people were hurt.\n\nThe last fire, in 1961, killed 340 people.";
    assert_eq!(settings(text), ["12 | Oskby | fire", "Nine | Oskby | fire", "340 | - | fire"]);
}

#[test]
fn where_people_belong_is_no_place_of_what_happened() {
    let text =
        "Leaders from Moraq met on Monday.\n\nThe front said that two of its fighters had been killed.";
    assert_eq!(settings(text), ["two | - | -"]);
}

#[test]
fn what_gave_way_is_the_event_where_no_noun_names_it() {
    hold(&[("Twelve people died when a footbridge gave way in Oskby.", &["Twelve | Oskby | footbridge"])]);
}

#[test]
fn adjectives_and_idioms_name_neither() {
    hold(&[
        ("Gunmen killed nine people in the Estonian state of Orla.", &["nine | Orla | -"]),
        ("An avalanche on Mount Tarn killed nine people.", &["nine | Mount Tarn | avalanche"]),
        ("A ferry sank on Lake Orla, killing nine people.", &["nine | Lake Orla | ferry"]),
        ("Gunmen opened fire on a bus, killing 12 people.", &["12 | - | -"]),
        ("The convoy came under fire and nine soldiers died.", &["nine | - | -"]),
    ]);
}

#[test]
fn a_capital_that_its_position_explains_makes_no_place_of_a_common_noun() {
    hold(&[
        ("UPDATE 3 - Mine blast near Oskby\n\nFour people were killed.", &["Four | Oskby | Mine blast"]),
        ("Coal Mine Blast Kills 12 Near Oskby", &["12 | Oskby | -"]),
        ("Blast in Oskby Kills 12", &["12 | Oskby | Blast"]),
        ("Valley bridge collapse kills 12", &["12 | - | bridge collapse"]),
        ("Fireworks factory fire kills 12", &["12 | - | factory fire"]),
        ("Bus Falls Into River, Killing 12 in Ulm District", &["12 | Ulm District | Bus"]),
        ("Sawmill fire kills 12.\n\nThe sawmill stood empty.", &["12 | - | Sawmill fire"]),
    ]);
}

#[test]
fn a_name_stays_a_place_at_the_beginning_of_a_line_or_in_a_headline() {
    hold(&[
        ("Oskby mine blast kills 12", &["12 | Oskby | mine blast"]),
        ("UPDATE 3 - Oskby mine blast kills 12", &["12 | Oskby | mine blast"]),
        ("Twelve people died on Lake Orla.", &["Twelve | Lake Orla | -"]),
        ("A fire in Market Tarn killed 12 people.", &["12 | Market Tarn | fire"]),
        ("TARN - A fire killed 12 people.", &["12 | Tarn | fire"]),
    ]);
}

#[test]
fn what_stands_behind_on_is_hit_where_it_is_a_place() {
    hold(&[
        ("Strikes on Oskby killed five people.", &["five | Oskby | -"]),
        ("The overnight attack on Oskby killed five people.", &["five | Oskby | overnight attack"]),
        ("Airstrikes on the Ulm Front killed five people.", &["five | - | Airstrikes"]),
        ("Attacks on Ulmists killed five people.", &["five | - | Attacks"]),
        ("A raid on Tarn killed five men, Tarn said.", &["five | - | raid"]),
    ]);
}

#[test]
fn a_place_without_a_name_is_not_the_one_before() {
    hold(&[
        ("One more person died at Ulm and five in the capital.", &["One more | Ulm | -", "five | - | -"]),
        (
            "Fighting killed 12 people in Ulm and 40 in the delta.",
            &["12 | Ulm | Fighting", "40 | - | Fighting"],
        ),
        ("A blast at Ulm killed 12 people in the city.", &["12 | Ulm | blast"]),
        (
            "A fire killed nine in Orla and two in the south of Tarn.",
            &["nine | Orla | fire", "two | Tarn | fire"],
        ),
    ]);
}
