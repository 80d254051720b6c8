//! The days of the numbers of invented texts. 18 February 2026, the day of publication, is a Wednesday.

use crate::extract::{FoundFigure, read};
use crate::model::date::PartialDate;
use crate::model::figure::Window;

fn figures(text: &str, published: Option<&str>) -> Vec<FoundFigure> {
    let published = published.and_then(|day| PartialDate::read(day).ok()).map(PartialDate::first_day);
    read(text, published).figures
}

/// Number, window, last day and day of saying of each figure; a dash stands for none.
fn days(text: &str) -> Vec<String> {
    let found = figures(text, Some("2026-02-18")).into_iter().map(|figure| {
        let date = |date: Option<PartialDate>| date.map_or("-".to_owned(), PartialDate::iso);
        let window = match figure.days.window {
            Some(Window::From(from)) => from.iso(),
            window => window.and_then(Window::length).unwrap_or_else(|| "-".to_owned()),
        };
        let days = figure.days;
        [&text[figure.span], &window, &date(days.as_of), &date(days.stated_on)].join(" ")
    });
    found.collect()
}

fn hold(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(days(text), *expected, "{text}");
    }
}

#[test]
fn the_day_of_saying_is_never_the_last_day_counted() {
    hold(&[
        ("Police said on Tuesday that 12 people had died.", &["12 - - 2026-02-17"]),
        ("On Tuesday police said that 12 people had died.", &["12 - - 2026-02-17"]),
        ("Twelve people had died, police said late on Tuesday.", &["Twelve - - 2026-02-17"]),
        ("The coroner cut the toll to 12 dead on Tuesday.", &["12 - - 2026-02-17"]),
        ("Twelve people died on Monday, police said on Tuesday.", &["Twelve 2026-02-16 - 2026-02-17"]),
    ]);
}

#[test]
fn the_day_it_happened_begins_the_window() {
    hold(&[
        ("A mudslide killed 12 people on 3 January.", &["12 2026-01-03 - -"]),
        ("A mudslide killed 12 people on 20 December.", &["12 2025-12-20 - -"]),
        ("A mudslide killed 12 people in August 2009.", &["12 2009-08 - -"]),
        ("Monday's mudslide killed 12 people.", &["12 2026-02-16 - -"]),
        ("Yesterday 12 people died in a mudslide.", &["12 2026-02-17 - -"]),
        ("The mudslide came on Sunday. Twelve people were killed.", &["Twelve 2026-02-15 - -"]),
        (
            "With the death on Tuesday of a patient, the toll of the fire has grown to seven.",
            &["seven - - -"],
        ),
    ]);
}

#[test]
fn totals_count_since_a_day() {
    hold(&[
        ("Since 1 October, 12 people have died of cholera.", &["12 2025-10-01 - -"]),
        ("Since the lull ended on 3 January, 12 people have been killed.", &["12 2026-01-03 - -"]),
        ("Cholera has killed 12 people since October.", &["12 2025-10 - -"]),
    ]);
}

#[test]
fn windows_have_both_ends_or_a_length() {
    hold(&[
        ("From 9 to 15 February, 12 people were killed.", &["12 2026-02-09 2026-02-15 -"]),
        ("Between Saturday and Monday 12 people were killed.", &["12 2026-02-14 2026-02-16 -"]),
        ("Over the past week shelling killed 12 people.", &["12 7d - -"]),
        ("In the past 24 hours 12 people were killed.", &["12 24h - -"]),
        ("The clinic recorded 12 deaths in the week ending 6 February.", &["12 7d 2026-02-06 -"]),
        ("The clinic said 12 people would die within the next 48 hours.", &["12 - - -"]),
    ]);
}

#[test]
fn only_words_of_their_own_give_the_last_day() {
    hold(&[
        ("As of 6 February, 12 people had died.", &["12 - 2026-02-06 -"]),
        ("By noon on Tuesday the clinic had counted 12 dead.", &["12 - 2026-02-17 -"]),
        ("The toll stood at 12 dead on Tuesday.", &["12 - 2026-02-17 -"]),
        ("The toll rose to 12 dead on Tuesday.", &["12 - - -"]),
        ("Twelve people were still missing at nightfall.", &["Twelve - - -"]),
        ("So far 12 people have died.", &["12 - - -"]),
    ]);
}

#[test]
fn each_number_has_the_day_nearest_to_it() {
    hold(&[
        ("The toll is 53 dead now, against 49 on Monday.", &["53 - - -", "49 - 2026-02-16 -"]),
        (
            "The clinic counted 37 dead and 85 wounded by noon on Sunday.",
            &["37 - 2026-02-15 -", "85 - 2026-02-15 -"],
        ),
        ("Two women died at the scene and a third died in hospital on Sunday.", &["Two - - -"]),
    ]);
}

#[test]
fn headings_give_windows_and_last_days() {
    let report = "SITUATION REPORT 7 (18\u{2013}24 August 2025)\n\nThere were 38 cholera deaths in the reporting week.";
    assert_eq!(days(report), ["38 2025-08-18 2025-08-24 -"]);
    let update = "Floods: flash update (as of 14 January 2026)\n\nSome 84 people were killed.";
    assert_eq!(days(update), ["Some 84 - 2026-01-14 -"]);
}

#[test]
fn relative_days_need_the_day_of_publication() {
    for text in ["A mudslide killed 12 people on Tuesday.", "Yesterday a mudslide killed 12 people."] {
        let blank = &figures(text, None)[0].days;
        assert!(blank.needs_publication && blank.window.is_none() && !blank.worked_out, "{text}: {blank:?}");
        let known = &figures(text, Some("2026-02-18"))[0].days;
        assert!(known.worked_out && !known.needs_publication, "{text}: {known:?}");
    }
    let date = &figures("A mudslide killed 12 people on 3 January 2026.", None)[0].days;
    assert!(date.window.is_some() && !date.worked_out, "{date:?}");
}

#[test]
fn those_still_missing_on_a_day_are_counted_for_it() {
    hold(&[
        ("Twenty-six people were still missing on Monday.", &["Twenty-six - 2026-02-16 -"]),
        ("Wounded: 30 (Ministry of Works, 18.11.2025)", &["30 - - 2025-11-18"]),
    ]);
}
