//! What a picture holds: what was printed, and nothing else.

use proptest::prelude::*;

use super::testing::{any_picture, picture_of};
use super::{DaysAre, PictureReport, PicturedNumber, PicturedStanding};
use crate::model::draft::Field;
use crate::model::names::{NameField, NameKind};
use crate::model::question::Question;
use crate::model::words::LinkKind;
use crate::series::testing::{Row, Story};

fn police(figure: &str, day: &str) -> Row {
    Row::new(figure).by("Osk Police").on(day)
}

fn mayor(figure: &str, day: &str) -> Row {
    Row::new(figure).by("Osk Mayor").on(day)
}

fn picture(story: &Story) -> PictureReport {
    picture_of(story, &Question::default())
}

#[test]
fn no_end_that_nobody_printed_is_a_number() {
    use PicturedNumber::{About, AtLeast, Estimate, Exact, Range, UpTo, Words};
    let printed = [
        ("704", Exact(704)),
        ("no one", Exact(0)),
        ("about 500", About(500)),
        ("nearly 500", About(500)),
        ("at least 22", AtLeast(22)),
        ("more than 5,700", AtLeast(5_700)),
        ("up to 50", UpTo(50)),
        ("fewer than 12", UpTo(12)),
        ("40-50", Range { low: 40, high: 50 }),
        ("115 (95% CI 97-253)", Estimate { point: 115, low: 97, high: 253 }),
        ("dozens", Words),
    ];
    for (words, number) in printed {
        let picture = picture(&Story::of(&[police(words, "2031-03-01")]));
        assert_eq!(picture.figures[0].number, number, "{words}");
        assert_eq!(picture.figures[0].words, words);
    }
}

#[test]
fn a_revision_names_what_it_changed_and_why() {
    let again = police("28", "2031-03-04").published("2031-03-06");
    let mut story = Story::of(&[police("31", "2031-03-04"), again]).link(2, LinkKind::Revises, 1);
    story.acts[0].reason = Some(crate::model::words::Reason::DoubleCount);
    story.acts[0].reason_by = Some("Herald".into());
    let picture = picture(&story);
    let change = picture.figures[1].revises.clone().expect("a change");
    assert_eq!((change.from.as_str(), change.reason.as_deref()), ("31", Some("double count, says Herald")));
    let said = "Osk Police revised 31 to 28 on 6 March 2031: double count, says Herald.";
    assert!(picture.alt.contains(said), "{}", picture.alt);
}

#[test]
fn what_was_withdrawn_or_disputed_is_told_with_who_did() {
    let rows = [
        police("12", "2031-03-01"),
        police("50", "2031-03-02").in_("Herald"),
        Row::new("").by("Osk Police").in_("Herald").published("2031-03-03"),
        mayor("60", "2031-03-02"),
        Row::new("").by("Osk Police").published("2031-03-04"),
    ];
    let story = Story::of(&rows).link(3, LinkKind::Retracts, 2).link(5, LinkKind::Disputes, 4);
    let picture = picture(&story);
    let of = |words: &str| picture.figures.iter().find(|figure| figure.words == words).expect("a figure");
    assert_eq!(of("50").standing, PicturedStanding::Withdrawn("withdrawn".into()));
    assert_eq!(of("60").disputed_by, ["Osk Police"]);
    assert_eq!(of("12").standing, PicturedStanding::Stands);
    assert!(picture.alt.contains("50 (2 March 2031) of Osk Police was withdrawn."), "{}", picture.alt);
    assert!(picture.alt.contains("60 (2 March 2031) of Osk Mayor is disputed by Osk Police."));
}

#[test]
fn two_bodies_that_differ_are_joined_and_two_that_may_both_be_right_are_not() {
    let differ = |a: &str, b: &str| {
        let picture = picture(&Story::of(&[police(a, "2031-03-01"), mayor(b, "2031-03-01")]));
        let words = |at: usize| picture.figures[at].words.clone();
        picture.difference.map(|difference| (words(difference.low), words(difference.high)))
    };
    assert_eq!(differ("30", "44 to 50"), Some(("30".into(), "44 to 50".into())));
    assert_eq!(differ("11", "8"), Some(("8".into(), "11".into())));
    assert_eq!(differ("30", "at least 20"), None);
    assert_eq!(differ("30", "30"), None);
}

#[test]
fn relays_are_days_of_the_figure_that_they_say_again() {
    let rows = [
        police("30", "2031-03-01"),
        police("30", "2031-03-01").in_("Herald"),
        Row::new("30").by("Osk Police").in_("Gazette").published("2031-03-03"),
        police("35", "2031-03-05"),
    ];
    let picture = picture(&Story::of(&rows));
    assert_eq!(picture.figures.len(), 2, "what only repeats is no figure of its own");
    let relays: Vec<bool> = picture.figures[0].relays.iter().map(|relay| relay.at_the_latest).collect();
    assert_eq!(relays, [false, true]);
}

#[test]
fn a_restart_has_a_rule_and_no_number_before_it_is_compared() {
    let from = |row: Row, day: &str| row.set(Field::PeriodStart, day);
    let rows =
        [from(police("430", "2031-03-06"), "2030-01-01"), from(police("12", "2031-03-10"), "2031-03-08")];
    let picture = picture(&Story::of(&rows));
    assert_eq!(picture.figures[1].rule.as_deref(), Some("counts from 8 March 2031"));
    assert_eq!(picture.figures[0].rule, None);
}

#[test]
fn a_number_holds_as_long_as_the_desk_says_or_its_authority_takes() {
    let weekly = ["2031-03-01", "2031-03-11", "2031-03-21"].map(|day| police("5", day));
    let two = [mayor("5", "2031-03-01"), mayor("6", "2031-03-02")];
    let story = Story::of(&[&weekly[..], &two[..]].concat());
    let days = |story: &Story| {
        let voices = picture(story).voices;
        voices.iter().map(|voice| voice.holds_days).collect::<Vec<_>>()
    };
    assert_eq!(days(&story), [20, 7]);
    let told = story.know_of(NameKind::Event, &[("Flood", NameField::StaleAfter, "30d")]);
    assert_eq!(days(&told), [30, 30]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The figures are those of the timeline, in its order; their table is that of `timeline --csv`.
    #[test]
    fn a_picture_shows_what_the_timeline_shows(picture in any_picture()) {
        let shown: Vec<_> = picture.figures.iter().map(|figure| (figure.id, figure.voice)).collect();
        let told: Vec<_> = picture.timeline.points.iter().map(|point| (point.id, point.column)).collect();
        prop_assert_eq!(shown, told);
        prop_assert_eq!(picture.voices.len(), picture.timeline.authorities.len());
        for (figure, point) in picture.figures.iter().zip(&picture.timeline.points) {
            let withdrawn = matches!(point.mark, Some("retracted" | "disowned"));
            prop_assert_eq!(figure.standing != PicturedStanding::Stands, withdrawn);
            prop_assert_eq!(figure.revises.is_some(), point.revised_on.is_some());
            prop_assert_eq!(figure.days.are == DaysAre::AtTheLatest && point.as_of_assumed,
                figure.days.are == DaysAre::AtTheLatest);
            prop_assert!(figure.days.first <= figure.days.last);
        }
    }

    /// A number of a picture stands among its printed words, whatever interval these allow.
    #[test]
    fn every_number_was_printed(picture in any_picture()) {
        for figure in &picture.figures {
            let Some((low, high)) = figure.number.extent() else { continue };
            for number in [low, high] {
                let printed = super::labels::count(number);
                let is_word = ["no one"].contains(&figure.words.as_str()) && number == 0;
                prop_assert!(is_word || figure.words.contains(&printed), "{} in {}", printed, figure.words);
            }
        }
    }

    /// Who does not see it reads of every authority and of the verdict.
    #[test]
    fn the_text_names_every_authority(picture in any_picture()) {
        for (at, voice) in picture.voices.iter().enumerate().filter(|(at, _)| *at < 8) {
            prop_assert!(picture.alt.contains(&voice.name), "{at} {}", picture.alt);
        }
        prop_assert!(picture.alt.contains(&picture.verdict));
    }
}
