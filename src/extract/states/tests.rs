//! Whether numbers of invented sentences hold.

use crate::extract::read;
use crate::model::date::Day;

/// The numbers of a text with their states and their first days, read on 12 June 2024, a Wednesday.
fn told(text: &str) -> Vec<String> {
    let day = Day::from_ymd(2024, 6, 12).expect("a day");
    let figures = read(text, Some(day)).figures;
    let one = |figure: &crate::extract::FoundFigure| {
        let from = match figure.days.window {
            Some(crate::model::figure::Window::From(date)) => format!(" {}", date.iso()),
            _ => String::new(),
        };
        format!("{} {:?}{from}", &text[figure.span.clone()], figure.state)
    };
    figures.iter().map(one).collect()
}

fn holds(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn may_is_a_month_where_it_has_a_capital_of_its_own() {
    holds(&[
        ("On 11 May a boiler killed six people in Oskby.", &["six Current 2024-05-11"]),
        ("The slide on 4 May killed 18 people.", &["18 Current 2024-05-04"]),
        ("The May storm killed 31 people.", &["31 Current 2024-05"]),
        ("THE STORM OF 9 MAY KILLED 14 PEOPLE, POLICE SAID.", &["14 Current 2024-05-09"]),
        ("The storm may kill 40 people.", &["40 Hypothetical"]),
        ("Storm May Kill 40 People in Oskby", &["40 Hypothetical"]),
        ("THE STORM MAY KILL 40 PEOPLE, POLICE SAID.", &["40 Hypothetical"]),
    ]);
}

#[test]
fn what_was_said_first_is_earlier() {
    holds(&[
        (
            "The quarry at first spoke of two dead; the guild says 11 were killed.",
            &["two Earlier", "11 Current"],
        ),
        (
            "Guards had said on Monday that 21 people were dead; later they counted 25.",
            &["21 Earlier", "25 Current"],
        ),
        (
            "The toll, given as 61 on Monday, was lowered to 58, the coroner said.",
            &["61 Earlier", "58 Current"],
        ),
        ("The dead number six, not the 16 first reported, the mayor said.", &["six Current", "16 Earlier"]),
        ("An earlier version of this story said that nine people were missing.", &["nine Earlier"]),
        ("The new version of the list says that nine people are missing.", &["nine Current"]),
        ("The toll is now 24 (was 21 this morning).", &["24 Current", "21 Earlier"]),
        ("Police said at first light that 16 people had been killed.", &["16 Current"]),
        ("Police said 16 people had been killed.", &["16 Current"]),
    ]);
}

#[test]
fn a_number_that_is_called_untrue_is_denied() {
    holds(&[
        ("Rumours of 45 people shot dead are false, the rector said.", &["45 Denied"]),
        ("The mayor called the 45 deaths an invention.", &["45 Denied"]),
        ("The mayor called for a day of mourning for the 45 people killed.", &["45 Current"]),
    ]);
}

#[test]
fn what_did_not_happen_does_not_count() {
    holds(&[
        ("Had the dam failed, 5,000 people could have drowned.", &["5,000 Hypothetical"]),
        ("The raid may have killed 12 people, the clinic said.", &["12 Current"]),
        ("Two sisters aged 18 and 22 were killed in Oskby.", &["Two Current"]),
    ]);
}

#[test]
fn the_day_of_a_number_that_does_not_hold_is_not_that_of_another() {
    holds(&[
        (
            "In 1987, when 70 people died there, the doors were locked; this time 13 died.",
            &["70 History 1987", "13 Current"],
        ),
        ("A week ago today a boiler killed nine people here.", &["nine Current 2024-06-05"]),
        (
            "A bomb killed 16 people in Oskby. In March, floods in Estmark had killed 27 people.",
            &["16 Current", "27 History 2024-03"],
        ),
        ("By Monday the storm had killed 27 people.", &["27 Current"]),
        ("In March floods killed 27 people in Estmark.", &["27 Current 2024-03"]),
        ("A week ago a boiler killed nine people here.", &["nine Current"]),
    ]);
}
