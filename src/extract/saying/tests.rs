//! Who says the numbers of invented texts.

use crate::extract::{FoundDoubt, read};

/// Number, authority, speaker and relay of each figure; a dash stands for none.
fn said(text: &str) -> Vec<String> {
    let figures = read(text, None).figures;
    let shown = figures.iter().map(|figure| {
        let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        let said = &figure.said;
        [&text[figure.span.clone()], &part(&said.authority), &part(&said.speaker), &part(&said.via)]
            .join(" | ")
    });
    shown.collect()
}

fn holds(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(said(text), *expected, "{text}");
    }
}

#[test]
fn the_subject_of_a_verb_of_saying_says_it() {
    holds(&[
        ("The dyke office said 12 people had drowned.", &["12 | dyke office | - | -"]),
        ("Twelve people drowned, the dyke office said.", &["Twelve | dyke office | - | -"]),
        ("Twelve people drowned, said the dyke office.", &["Twelve | dyke office | - | -"]),
        (
            "Twelve people drowned, confirmed on Monday the Office of Dykes.",
            &["Twelve | Office of Dykes | - | -"],
        ),
        ("Two officials in Oskby said 12 people had drowned.", &["12 | Two officials in Oskby | - | -"]),
        ("The Ulm Front, which holds the pass, admitted to 12 dead.", &["12 | Ulm Front | - | -"]),
        ("The Office for Rivers (OFR) reported 12 deaths.", &["12 | Office for Rivers | - | -"]),
        ("The clinic where they were taken said 12 of the men had died.", &["12 | clinic | - | -"]),
        (
            "Twelve people died, a source close to the talks told reporters.",
            &["Twelve | source close to the talks | - | -"],
        ),
        (
            "12 dead were reported from the scene, they informed from the Fire Guard.",
            &["12 | Fire Guard | - | -"],
        ),
    ]);
}

#[test]
fn who_did_it_or_what_raised_it_says_nothing() {
    holds(&[
        ("The air force killed 12 villagers.", &["12 | - | - | -"]),
        ("The air force said it had killed 12 villagers.", &["12 | air force | - | -"]),
        ("The find raised the toll to 12 dead.", &["12 | - | - | -"]),
        ("Twelve people were reported dead.", &["Twelve | - | - | -"]),
        ("A fire in Oskby claimed 12 lives.", &["12 | - | - | -"]),
        ("Nobody has claimed responsibility for the raid that killed 12 villagers.", &["12 | - | - | -"]),
        ("Twelve people were hurt and admitted to the Oskby clinic.", &["Twelve | - | - | -"]),
    ]);
}

#[test]
fn phrases_name_who_counts() {
    holds(&[
        ("According to the river guard, 12 people died.", &["12 | river guard | - | -"]),
        ("By the river guard's tally, 12 people died.", &["12 | river guard | - | -"]),
        ("By the count of the river guard, 12 people died.", &["12 | river guard | - | -"]),
        ("Twelve deaths were confirmed by the river guard.", &["Twelve | river guard | - | -"]),
        (
            "According to figures released by the Harbour Office, 12 people died.",
            &["12 | Harbour Office | - | -"],
        ),
        ("Official figures show that 12 people died.", &["12 | - | - | -"]),
        ("The storm's toll is 12 dead.", &["12 | - | - | -"]),
    ]);
}

#[test]
fn labels_and_handles_name_who_counts() {
    holds(&[
        ("The mayor: \u{201c}Twelve dead.\u{201d}", &["Twelve | mayor | - | -"]),
        ("12 dead in Oskby fire: police", &["12 | police | - | -"]),
        ("Oskby fire: 12 dead (source: Oskby Clinic).", &["12 | Oskby Clinic | - | -"]),
        ("Oskby fire: 12 dead. @OskbyRescue", &["12 | @OskbyRescue | - | -"]),
        ("Update: 12 dead in Oskby.", &["12 | - | - | -"]),
    ]);
}

#[test]
fn each_clause_has_its_own_authority() {
    holds(&[
        (
            "Nurses count 64 dead in the riot, the police 38, the union more than 100.",
            &["64 | Nurses | - | -", "38 | police | - | -", "more than 100 | union | - | -"],
        ),
        (
            "The army said it killed 50 rebels, but 12 villagers died, hospital staff said.",
            &["50 | army | - | -", "12 | hospital staff | - | -"],
        ),
        (
            "Three people died on Monday, and the port office said 12 were hurt.",
            &["Three | - | - | -", "12 | port office | - | -"],
        ),
    ]);
}

#[test]
fn words_point_back_within_reach() {
    holds(&[
        (
            "The Dyke Office said 12 people had drowned. It added that nine were hurt. Two were missing.",
            &["12 | Dyke Office | - | -", "nine | Dyke Office | - | -", "Two | Dyke Office | - | -"],
        ),
        (
            "The Dyke Office said 12 people had drowned.\n\nNine people were hurt.",
            &["12 | Dyke Office | - | -", "Nine | - | - | -"],
        ),
        (
            "The Dyke Office said 12 people had drowned.\n\nNine people were hurt, the office's deputy head said.",
            &["12 | Dyke Office | - | -", "Nine | Dyke Office | deputy head | -"],
        ),
    ]);
}

#[test]
fn names_stand_without_what_describes_them() {
    holds(&[
        ("Rebel-held health authorities said 12 people died.", &["12 | health authorities | - | -"]),
        ("The monitoring group Riverwatch said 12 people died.", &["12 | Riverwatch | - | -"]),
        ("Police spokesman Jan Orsk said 12 people died.", &["12 | Police | spokesman Jan Orsk | -"]),
        ("Jan Orsk, the mayor of Oskby, said 12 people died.", &["12 | mayor of Oskby | Jan Orsk | -"]),
        ("A spokeswoman for the river guard said 12 people died.", &["12 | river guard | spokeswoman | -"]),
        ("Twelve people died at the mill, its owner said.", &["Twelve | owner | - | -"]),
    ]);
}

#[test]
fn who_passes_it_on_is_the_relay() {
    holds(&[
        (
            "Quoting the river guard, Radio Oskby said 12 people died.",
            &["12 | river guard | - | Radio Oskby"],
        ),
        (
            "Radio Oskby, citing the river guard, said 12 people died.",
            &["12 | river guard | - | Radio Oskby"],
        ),
        ("Radio Oskby quoted the mayor as saying 12 people died.", &["12 | mayor | - | Radio Oskby"]),
        ("The mayor told Radio Oskby that 12 people died.", &["12 | mayor | - | Radio Oskby"]),
        ("The mayor told reporters that 12 people died.", &["12 | mayor | - | -"]),
    ]);
}

#[test]
fn a_denial_is_nobodys_count() {
    holds(&[
        ("The army denied that 12 people had died.", &["12 | - | - | -"]),
        ("The story of the Ulm Front that 12 people were killed is false.", &["12 | Ulm Front | - | -"]),
    ]);
}

#[test]
fn capitals_are_read_as_well() {
    holds(&[
        (
            "   OSKBY, 8 JAN 90 (AEX) -- MILITARY SOURCES HAVE REPORTED THAT TWELVE PEASANTS WERE KILLED.",
            &["TWELVE | MILITARY SOURCES | - | -"],
        ),
        (
            "OSKBY, 8 JAN 90 (AEX) -- TWELVE PEASANTS WERE KILLED, ACCORDING TO A REPORT ISSUED BY THE ARMY.",
            &["TWELVE | ARMY | - | -"],
        ),
    ]);
}

#[test]
fn witnesses_and_parties_are_doubted() {
    let doubts = |text: &str| {
        let figures = read(text, None).figures;
        figures.into_iter().flat_map(|figure| figure.doubts).collect::<Vec<_>>()
    };
    assert_eq!(doubts("A shepherd who lives there said 12 people died."), [FoundDoubt::Witness]);
    assert_eq!(doubts("The rebels said they had killed 12 soldiers."), [FoundDoubt::OtherSide]);
    assert_eq!(doubts("The rebels said that 12 of their fighters had been killed."), []);
    assert_eq!(doubts("The rebels said they had lost 12 fighters."), []);
    assert_eq!(doubts("The coroner said 12 people died."), []);
}

#[test]
fn what_takes_lives_says_nothing() {
    holds(&[
        ("The flood has claimed 70 lives, the dyke office says.", &["70 | dyke office | - | -"]),
        ("Road accidents claimed 30 lives in May.", &["30 | - | - | -"]),
        (
            "The Ulm Front is considered a terrorist group by the United States. Nine men died.",
            &["Nine | - | - | -"],
        ),
        ("Hospitals had admitted 60 injured, the surgeon general said.", &["60 | surgeon general | - | -"]),
    ]);
}

#[test]
fn registers_and_lists_are_those_of_who_keeps_them() {
    holds(&[
        ("The quake killed 41, the burial register shows.", &["41 | burial register | - | -"]),
        ("The dyke office's ledger shows 41 dead.", &["41 | dyke office | - | -"]),
        ("41 people were killed, according to a list kept by the parish.", &["41 | parish | - | -"]),
        (
            "According to figures compiled by the Mine Union, 41 people were killed.",
            &["41 | Mine Union | - | -"],
        ),
        ("It was learned from the harbour office that 14 sailors drowned.", &["14 | harbour office | - | -"]),
    ]);
}

#[test]
fn a_source_may_stand_alone_at_the_end() {
    holds(&[
        (
            "18 dead, 40 hurt. \u{2014} River Police",
            &["18 | River Police | - | -", "40 | River Police | - | -"],
        ),
        ("18 dead in the crash via River Police", &["18 | River Police | - | -"]),
        ("18 dead in the crash \u{2013} Interior Min.", &["18 | Interior Min | - | -"]),
        ("Wounded: 30 (Ministry of Works, 18.11.2025)", &["30 | Ministry of Works | - | -"]),
    ]);
}

#[test]
fn who_quotes_passes_on() {
    holds(&[
        (
            "Nine people were killed, an aid worker quoted by Radio Oskby said.",
            &["Nine | aid worker | - | Radio Oskby"],
        ),
        (
            "Nine people were killed, said the bishop, quoted by Radio Oskby.",
            &["Nine | bishop | - | Radio Oskby"],
        ),
        (
            "OSKBY (Orla Press) - A blast killed 12 people, an official told Orla Press.",
            &["12 | official | - | -"],
        ),
        (
            "Captain Jan Orsk of the coastguard said 12 people drowned.",
            &["12 | coastguard | Captain Jan Orsk | -"],
        ),
        (
            "The mayor says \"nine bodies\". Police will only confirm four dead.",
            &["nine | mayor | - | -", "four | Police | - | -"],
        ),
    ]);
}

#[test]
fn who_cites_a_cause_gives_no_number() {
    holds(&[
        ("The blast, cited by police as an accident, killed nine people.", &["nine | - | - | -"]),
        (
            "According to an aid worker quoted by Radio Oskby, 14 people died.",
            &["14 | aid worker | - | Radio Oskby"],
        ),
        (
            "The dyke office said 14 people died. According to the same source, nine were hurt.",
            &["14 | dyke office | - | -", "nine | dyke office | - | -"],
        ),
    ]);
}

#[test]
fn an_office_that_is_quoted_is_no_witness() {
    let is_doubted = |text: &str| read(text, None).figures[0].doubts.contains(&FoundDoubt::Witness);
    assert!(!is_doubted("\"I have counted nine dead,\" the mayor of Oskby said."));
    assert!(!is_doubted("\"I counted nine dead at the pier,\" the coroner said."));
    assert!(is_doubted("\"I counted nine dead at the pier,\" a fisherman said."));
    assert!(is_doubted("\"I counted nine dead at the pier,\" said Jan Orsk."));
}
