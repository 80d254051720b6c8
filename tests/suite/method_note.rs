//! The note on method: its numbers are those of the ledger, by every clock; no word of it is the desk's own; it has a sentence
//! for all that happened.

use std::fs;

use tollbook::desk::Criteria;
use tollbook::desk::audit::Settlement;
use tollbook::desk::method_note::{MethodNoteOptions, method_note};
use tollbook::export::audience::{Audience, Terms};
use tollbook::model::names::NameField;
use tollbook::report::answer::Explain;
use tollbook::report::method_note::NoteBlock;

use crate::books::{Books, as_of, known_on, recorded_by, words};
use crate::desk::Desk;
use crate::laws::data;

fn note(books: &Books, criteria: Criteria, audience: Audience) -> Vec<NoteBlock> {
    let options = MethodNoteOptions { criteria, audience, terms: Terms::default() };
    method_note(&books.open(), &options).expect("a note")
}

/// All that stands in a section.
fn section(blocks: &[NoteBlock], heading: &str) -> String {
    let own =
        blocks.iter().skip_while(|block| !matches!(block, NoteBlock::Heading(text) if *text == heading));
    let own = own.skip(1).take_while(|block| !matches!(block, NoteBlock::Heading(_)));
    let words = |block: &NoteBlock| match block {
        NoteBlock::Title(text) | NoteBlock::Paragraph(text) | NoteBlock::Item(text) => text.clone(),
        NoteBlock::Heading(text) => (*text).to_owned(),
        NoteBlock::Table(columns, rows) => {
            let rows: Vec<String> = rows.iter().map(|row| row.join(" | ")).collect();
            format!("{}\n{}", columns.join(" | "), rows.join("\n"))
        }
    };
    own.map(words).collect::<Vec<_>>().join("\n")
}

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, file) in [("seed.csv", "seed.csv"), ("october.csv", "october-2023.csv")] {
        desk.file(name, data(file));
    }
    desk.at("2023-10-26T08:00:00Z").import(&["seed.csv"]);
    desk.at("2023-11-10T08:00:00Z").import(&["october.csv"]);
    desk
}

/// The same desk with the worked cases.
fn desk_with_cases() -> Desk {
    let desk = desk();
    desk.file("cases.csv", data("cases/figures.csv"));
    desk.import(&["cases.csv"]);
    desk
}

#[test]
fn its_numbers_are_those_of_the_ledger_by_every_clock() {
    let desk = desk();
    let mut seen = Vec::new();
    for criteria in [
        Criteria::default(),
        as_of("2023-10-20"),
        known_on("2023-10-25"),
        recorded_by("2023-10-27"),
        recorded_by("2023-10-01"),
    ] {
        let figures = desk.listed(&criteria).len();
        let answers = match figures {
            0 => 0,
            _ => desk.answers("range", criteria.clone(), Explain::AnswerOnly).len(),
        };
        let scope = section(&note(&desk, criteria, Audience::Public), "Scope");
        match figures {
            0 => assert!(scope.starts_with("No figure is within this scope"), "{scope}"),
            _ => {
                let said = format!("It covers {figures} figures in {answers} series of ");
                assert!(scope.starts_with(&said), "{said}: {scope}");
            }
        }
        seen.push(figures);
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 5, "each clock leaves something else: {seen:?}");
}

#[test]
fn what_happened_to_figures_is_told_with_its_day_and_without_the_number_that_was_mistyped() {
    let desk = Desk::new();
    let header = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target,reason";
    let rows = [
        "a,Velmar flood (exercise),Velmar,killed,total,1100,2024-03-04,2024-03-05,Velmar Rescue Service,Courier,,,",
        "b,Velmar flood (exercise),Osk,killed,total,20,2024-03-04,2024-03-05,Osk Police,Courier,,,",
        "c,Velmar flood (exercise),Osk,killed,total,,,2024-03-07,Osk Police,Post,disowns,b,misattribution",
        "d,Velmar flood (exercise),Tamm,killed,total,7,2024-03-04,2024-03-05,Tamm Police,Courier,,,",
        "e,Velmar flood (exercise),Tamm,killed,total,5,2024-03-04,2024-03-06,Tamm Police,Courier,corrects,d,transcription",
    ];
    desk.file("v.csv", format!("{header}\n{}\n", rows.join("\n")));
    desk.at("2024-03-08T08:00:00Z").import(&["v.csv"]);
    desk.at("2024-03-09T08:00:00Z").mend("1", &[("figure", "11")], "a key stuck").expect("mended");
    desk.at("2024-03-10T08:00:00Z")
        .add(&[
            ("event", "Velmar flood (exercise)"),
            ("measure", "killed"),
            ("count_type", "total"),
            ("figure", "7777"),
            ("publisher", "Courier"),
            ("published_on", "2024-03-05"),
        ])
        .expect("added");
    let added = desk.figures().last().expect("a figure")["id"].to_string();
    desk.at("2024-03-11T08:00:00Z").void(&added, "not in the paper").expect("voided");
    let told = section(&note(&desk, Criteria::default(), Audience::Public), "Corrections");
    for said in [
        "2 figures no longer stand as printed: 1 corrected, 1 disowned.",
        "20 (Velmar flood (exercise), Osk: killed, total), Osk Police, printed by Courier, 5 March 2024. Osk Police denied having said it, as Post reported on 7 March 2024. The reason given: misattribution.",
        "Courier corrected it on 6 March 2024. The figure in its place is 5.",
        "This desk mended 1 figure that it had mistyped:",
        "11 (Velmar flood (exercise), Velmar: killed, total), Velmar Rescue Service, printed by Courier, 5 March 2024: mistyped here, and mended on 9 March 2024",
        "It took 1 row out that it had entered by mistake.",
    ] {
        assert!(told.contains(said), "{said}\n{told}");
    }
    let mut blocks = note(&desk, Criteria::default(), Audience::Internal);
    let version = blocks.iter().position(|block| *block == NoteBlock::Heading("Version"));
    blocks.truncate(version.expect("a version")); // a hash may hold any digits
    let whole = format!("{blocks:?}").replace(',', "");
    assert!(!whole.contains("1100") && !whole.contains("7777"), "{whole}");
    let before = section(&note(&desk, known_on("2024-03-05"), Audience::Public), "Corrections");
    assert!(before.contains("No figure was corrected, retracted or disowned"), "{before}");
}

#[test]
fn a_reason_with_a_name_of_the_desk_stays_in_the_house() {
    let desk = desk_with_cases();
    let findings = desk.findings(Settlement::Open);
    let [first, second, third, ..] = &findings[..] else { panic!("few findings: {}", findings.len()) };
    desk.by("Ines Q").accept(&first.handle, "Ines Q rang the ministry").expect("accepted");
    desk.by("Ines Q").accept(&second.handle, "as in seed.csv").expect("accepted");
    desk.by("Ines Q").accept(&third.handle, "the ministry says so").expect("accepted");
    let public = section(&note(&desk, Criteria::default(), Audience::Public), "Findings");
    assert!(public.contains("The desk looked at 3 findings and accepted what was found:"), "{public}");
    assert!(public.contains("the ministry says so"), "{public}");
    assert!(!public.contains("Ines") && !public.contains("seed.csv"), "{public}");
    assert_eq!(public.matches("the reason is kept by the desk").count(), 2, "{public}");
    let internal = section(&note(&desk, Criteria::default(), Audience::Internal), "Findings");
    assert!(internal.contains("Ines Q rang the ministry") && internal.contains("seed.csv"), "{internal}");
}

#[test]
fn kinds_ranks_and_names_are_those_of_the_desk() {
    let desk = desk_with_cases();
    desk.say("authority", "Gaza MoH", NameField::SameAs, "Gaza Health Ministry").expect("said");
    desk.say("authority", "Gaza Health Ministry", NameField::Kind, "government").expect("said");
    desk.say("authority", "Gaza Health Ministry", NameField::Rank, "1").expect("said");
    desk.say("event", "Gaza war", NameField::Kind, "incident").expect("said");
    let blocks = note(&desk, Criteria::default(), Audience::Public);
    let (sources, answers) = (section(&blocks, "Sources"), section(&blocks, "How each answer was chosen"));
    assert!(sources.contains("\ngovernment | 1 | "), "{sources}");
    assert!(answers.contains("\n1 | Gaza Health Ministry"), "{answers}");
    assert!(answers.contains("\nGaza war | incident | this desk | 1 day | not set"), "{answers}");
    assert!(
        answers.contains("\nDeraa strike | incident | the word \u{201c}strike\u{201d} of its name | 1 day"),
        "{answers}"
    );
}

#[test]
fn it_is_written_whole_or_not_at_all() {
    let desk = desk();
    fs::create_dir(desk.path("note.md")).expect("a folder in its place");
    assert_eq!(desk.run(&["export", "--method-note", "note.md"]).code, Some(2));
    assert_eq!(desk.run(&["export", "--method-note", "note.txt"]).code, Some(2));
    fs::remove_dir(desk.path("note.md")).expect("removed");
    desk.run(&["export", "deraa", "-o", "deraa.csv", "--method-note", "note.md"]).with(0);
    let text = fs::read_to_string(desk.path("note.md")).expect("a note");
    let figures = desk.listed(&words("deraa")).len();
    assert!(text.contains(&format!("It covers {figures} figures")), "{text}");
    assert_eq!(desk.names(), ["deraa.csv", "note.md", "october.csv", "seed.csv", "tollbook.db"]);
}
