//! Who denies which numbers of invented texts.

use crate::extract::{FoundFigures, read};

/// Of each denial: the kind, who, the words, the figures that are meant, and the one given instead.
fn told(text: &str) -> Vec<String> {
    let FoundFigures { figures, denials, .. } = read(text, None);
    let words = |at: &usize| {
        let figure = &figures[*at];
        format!("{} by {}", &text[figure.span.clone()], figure.said.authority.as_deref().unwrap_or("-"))
    };
    let one = |denial: &crate::extract::FoundDenial| {
        let meant: Vec<String> = denial.figures.iter().map(words).collect();
        let by = denial.by.authority.as_deref().unwrap_or("-");
        let instead = denial.instead.as_ref().map(|at| format!("; {}", words(at))).unwrap_or_default();
        format!("{by} {:?} {}: {}{instead}", denial.kind, &text[denial.span.clone()], meant.join(", "))
    };
    denials.iter().map(one).collect()
}

fn holds(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn a_rejected_number_is_tied_to_the_one_who_gives_it() {
    holds(&[
        (
            "The clinic said 31 people had died. The mayor rejected the figure of 31.",
            &["mayor Disputes 31: 31 by clinic"],
        ),
        (
            "The clinic said 31 people had died. The mayor on Tuesday dismissed that figure.",
            &["mayor Disputes dismissed: 31 by clinic"],
        ),
        (
            "The Ulm Front said it had killed 30 soldiers, a claim the army denied.",
            &["army Disputes denied: 30 by Ulm Front"],
        ),
        (
            "The army denies the Front's claim that 30 soldiers were killed.",
            &["army Disputes 30: 30 by Front"],
        ),
        ("The police count of 19 dead was disputed by doctors.", &["doctors Disputes 19: 19 by police"]),
    ]);
}

#[test]
fn a_rejected_number_that_the_text_gives_nobody_is_one_given_elsewhere() {
    holds(&[
        ("The army rejected the figure of 31.", &["army Disputes 31: "]),
        ("The army denied that 31 people were killed.", &["army Disputes 31: "]),
        ("Ulm Front denies having killed 14 civilians.", &["Ulm Front Disputes 14: "]),
        ("A report of 31 dead was rejected by the ministry.", &["ministry Disputes 31: "]),
        ("A report that 31 had died was fabricated, the ministry said.", &["ministry Disputes 31: "]),
    ]);
}

/// What is told of a denial is of its own sentence, also where the word for the harm stands in the one before.
#[test]
fn a_denial_is_of_the_sentence_in_which_it_stands() {
    for own in [
        "The army said the figure had risen to 31, which was false.",
        "The number was 31, the army said, but that is false.",
    ] {
        let text = format!("The clinic said 40 people were killed. {own}");
        let FoundFigures { denials, .. } = read(&text, None);
        let sentences: Vec<&str> = denials.iter().map(|denial| &text[denial.sentence.clone()]).collect();
        assert_eq!(sentences, [own]);
    }
}

#[test]
fn who_rejects_a_number_may_give_another() {
    holds(&[
        ("The army puts the toll at 40 and rejects 90.", &["army Disputes 90: ; 40 by army"]),
        (
            "The army put the dead at 40, rejecting the clinic's figure of 90.",
            &["army Disputes 90: ; 40 by army"],
        ),
        (
            "The clinic said 14 people had died. The police rejected the figure and put the toll at nine.",
            &["police Disputes rejected: 14 by clinic; nine by police"],
        ),
        (
            "The clinic said 14 people had died. The mayor disputed that number, saying nine had died.",
            &["mayor Disputes disputed: 14 by clinic; nine by mayor"],
        ),
    ]);
}

#[test]
fn who_never_gave_a_number_disowns_it_and_who_gave_it_takes_it_back() {
    holds(&[
        ("The bureau said it never gave the figure of 31 dead.", &["bureau Disowns 31: "]),
        ("The bureau denied having said that 31 people had died.", &["bureau Disowns 31: "]),
        ("The figure of 31 dead did not come from us, the bureau said.", &["bureau Disowns 31: "]),
        ("The clinic withdrew its figure of 31 dead.", &["clinic Retracts 31: "]),
    ]);
}

#[test]
fn two_numbers_that_one_word_may_mean_are_both_named() {
    let text = "The clinic said 31 people died and 45 were wounded. The army denied that figure.";
    assert_eq!(told(text), ["army Disputes denied: 31 by clinic, 45 by clinic"]);
}

#[test]
fn what_is_denied_without_a_number_is_no_denial_of_one() {
    holds(&[
        ("The army denied responsibility for the attack that killed 12 people.", &[]),
        ("Three officers were denied entry after the clash that killed 12 people.", &[]),
        ("The court rejected 14 appeals over the fire that killed 12 people.", &[]),
        ("The mayor denied that the blast had killed anyone.", &[]),
        ("The story of the Ulm Front that 12 people were killed is false.", &[]),
        ("The Front rejected the truce. Twelve people died, the clinic said.", &[]),
    ]);
}
