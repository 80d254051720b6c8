//! Figures of different days: each of the six tests beside a case that looks alike and does not fall under it
//! (`docs/rules.md`, "Two authorities", "First days", "Which figures count", "range" and "Verdicts").

use crate::model::draft::Field;
use crate::model::event_days::EventDays;
use crate::model::names::{NameField, NameKind};
use crate::model::question::Question;
use crate::model::words::LinkKind;
use crate::series::testing::{Row, Story};

use super::policies::named;
use super::situations::{between, in_words};
use super::{Answer, Chosen, Role, Verdict};

/// A total of an airstrike, which is an incident.
fn strike(who: &str, figure: &str, day: &str) -> Row {
    Row::new(figure).by(who).on(day).set(Field::Event, "Arden airstrike")
}

/// A total of a flood, which goes on; it began long before.
fn flood(who: &str, figure: &str, day: &str) -> Row {
    Row::new(figure).by(who).on(day).set(Field::Event, "Arden flood").set(Field::PeriodStart, "2023-01-01")
}

fn answer(story: &Story) -> Answer {
    (named("range").expect("a policy").apply)(&story.series(), &Question::default())
}

/// What the first two figures of a story are to each other.
fn first_two(story: &Story) -> String {
    let said = in_words(&between(story, 1, 2));
    said.split(':').next().unwrap_or_default().to_owned()
}

fn of(rows: &[Row]) -> Story {
    Story::of(rows)
}

/// The verdict, the ends, and which figures are named with their day.
fn told(story: &Story) -> (Verdict, u64, Option<u64>, Vec<i64>) {
    let said = answer(story);
    let span = said.span.expect("a span");
    (said.verdict, span.low, span.high, said.dated.iter().map(|id| id.0).collect())
}

fn role(story: &Story, id: i64) -> Role {
    let said = answer(story);
    said.chosen.iter().find(|chosen| chosen.id.0 == id).expect("chosen").role.clone()
}

#[test]
fn an_incident_that_has_settled_does_not_grow() {
    let two = |a: &str, b: &str| of(&[strike("Army", "about 300", a), strike("Red Cross", "nearly 600", b)]);
    let settled = of(&[
        strike("Army", "about 300", "2023-03-10"),
        strike("Red Cross", "nearly 600", "2023-05-04"),
        strike("Mayor", "10", "2023-03-01"),
    ]);
    assert_eq!(first_two(&settled), "conflicts by 210");
    assert_eq!(role(&settled, 1), Role::Kept, "never older, however many weeks lie between");
    assert_eq!(answer(&settled).verdict, Verdict::SourcesDiffer);
    let hours = two("2023-03-10", "2023-03-12");
    assert_eq!(first_two(&hours), "compatible", "the first day of the event is the day of the first count");
    assert_eq!(role(&hours, 1), Role::FirstCount);
    for (event, why) in [
        ("Arden airstrikes", "a plural is a campaign"),
        ("Arden earthquake", "its toll rises for weeks"),
        ("Arden strike war", "a war goes on"),
    ] {
        let rows = [
            strike("Army", "about 300", "2023-03-10").set(Field::Event, event),
            strike("Red Cross", "nearly 600", "2023-05-04").set(Field::Event, event),
        ];
        let rows = rows.map(|row| row.set(Field::PeriodStart, "2023-03-01"));
        assert_eq!(first_two(&of(&rows)), "compatible", "{event}: {why}");
    }
    let said = settled.know_of(NameKind::Event, &[("Arden airstrike", NameField::Kind, "ongoing")]);
    assert_eq!(first_two(&said), "compatible", "the desk knows better");
}

#[test]
fn who_is_missing_keeps_an_incident_open() {
    let rows = [
        strike("Army", "28", "2023-03-10"),
        strike("Red Cross", "49", "2023-03-12"),
        strike("Mayor", "4", "2023-03-01"),
    ];
    let with = |missing: &str, newest: &str| {
        let day = |text: &str| Row::new("1").on(text).figure().as_of.date().last_day();
        let days =
            EventDays { missing: Some(day(missing)), newest: Some(day(newest)), ..EventDays::default() };
        let series = of(&rows).series().with_event_days(days);
        (named("range").expect("a policy").apply)(&series, &Question::default()).verdict
    };
    assert_eq!(with("2023-03-09", "2023-03-12"), Verdict::DifferentDates);
    assert_eq!(with("2023-03-09", "2023-03-30"), Verdict::SourcesDiffer, "that was three weeks ago");
}

#[test]
fn the_ledger_knows_better() {
    let rows = |last: Row| {
        [
            flood("Mayor", "3,117", "2023-10-21"),
            flood("Council", "4,600", "2023-10-25"),
            flood("Council", "4,029", "2023-10-19"),
            last,
        ]
    };
    let goes_on = of(&rows(flood("Council", "4,100", "2023-10-22")));
    assert_eq!(first_two(&goes_on), "conflicts by 1483");
    let bound = of(&rows(flood("Council", "up to 5,000", "2023-10-22")));
    assert_eq!(first_two(&bound), "conflicts by 1483", "an upper bound above it lowers nothing");
    let lowered = rows(flood("Council", "at least 3,000", "2023-10-20"));
    assert_eq!(first_two(&of(&lowered)), "compatible", "it was lowered since to one that meets the older");
    let relayed =
        [&lowered[..], &[flood("Council", "4,029", "2023-10-19").published("2023-10-24").in_("Wire")]];
    let late = relayed.concat();
    assert_eq!(first_two(&of(&late)), "compatible", "a late relay raises nothing again");
    let same_day = [
        &lowered[..3],
        &[
            flood("Council", "at least 3,000", "2023-10-19").published("2023-10-20"),
            flood("Council", "4,029", "2023-10-19").published("2023-10-22").in_("Wire"),
        ],
    ]
    .concat();
    assert_eq!(first_two(&of(&same_day)), "compatible", "nor one for the day that was lowered");
    let withdrawn = rows(flood("Council", "", "2023-10-20"));
    let withdrawn = of(&withdrawn).link(4, LinkKind::Retracts, 3);
    assert_eq!(first_two(&withdrawn), "compatible", "what was withdrawn is known no more");
    let later = of(&[flood("Mayor", "3,117", "2023-10-18"), flood("Council", "4,029", "2023-10-19")]);
    assert_eq!(first_two(&later), "compatible", "the council knew more only on a later day");
}

#[test]
fn a_figure_that_the_ledger_contradicts_is_never_older() {
    let rows = [
        flood("Mayor", "3,117", "2023-10-21"),
        flood("Council", "4,029", "2023-10-19"),
        flood("Council", "7,000", "2023-12-25"),
    ];
    assert_eq!((role(&of(&rows), 1), answer(&of(&rows)).verdict), (Role::Kept, Verdict::SourcesDiffer));
    let alone = of(&[rows[0].clone(), rows[2].clone()]);
    assert_eq!((role(&alone, 1), answer(&alone).verdict), (Role::Older, Verdict::DifferentDates));
}

#[test]
fn both_said_so_while_both_counted() {
    let rows = |then: &str| {
        [
            strike("Coroner", "58", "2023-03-10"),
            strike("Police", "60", "2023-09-01"),
            strike("Police", then, "2023-03-09"),
            strike("Police", "at least 10", "2023-03-01"),
        ]
    };
    assert_eq!(first_two(&of(&rows("58"))), "compatible", "they died long after");
    assert_eq!(told(&of(&rows("58"))), (Verdict::DifferentDates, 60, Some(60), vec![1]));
    assert_eq!(first_two(&of(&rows("57"))), "conflicts by 2", "the police never said 58");
    let again = [&rows("58")[..], &[strike("Police", "at least 58", "2023-03-10")]].concat();
    assert_eq!(first_two(&of(&again)), "compatible", "they said it again in wider words");
    let withdrawn = [&rows("58")[..], &[strike("Police", "", "2023-03-20")]].concat();
    let withdrawn = of(&withdrawn).link(5, LinkKind::Retracts, 3);
    assert_eq!(first_two(&withdrawn), "conflicts by 2", "and what came before it does not return");
}

#[test]
fn a_denial_is_no_first_count() {
    let of_first_day = |figure: &str| {
        of(&[strike("Governor", figure, "2023-03-10"), strike("Observers", "at least 12", "2023-03-11")])
    };
    assert_eq!(first_two(&of_first_day("no one")), "conflicts by 12");
    assert_eq!(answer(&of_first_day("no one")).verdict, Verdict::SourcesDiffer);
    assert_eq!(first_two(&of_first_day("2")), "compatible");
    assert_eq!(role(&of_first_day("2"), 1), Role::FirstCount);
    assert_eq!(
        first_two(&of_first_day("up to 5")),
        "compatible",
        "an upper bound of the first days may be one"
    );
    let old = of(&[flood("Governor", "no one", "2023-10-01"), flood("Observers", "12", "2023-10-20")]);
    assert_eq!(role(&old, 1), Role::Older, "it grows old as any figure");
    assert_eq!(answer(&old).verdict, Verdict::DifferentDates);
}

#[test]
fn what_gives_an_upper_end_of_its_own_never_opens() {
    let two = |row: Row| of(&[row, flood("Red Cross", "900", "2023-10-25")]);
    for figure in ["up to 500", "fewer than 500", "400-500", "450 (95% CI 400-500)"] {
        let after = two(flood("Ministry", figure, "2023-10-24"));
        assert!(first_two(&after).starts_with("conflicts"), "{figure}");
        let within = two(flood("Ministry", figure, "2023-01-03"));
        assert_eq!(first_two(&within), "compatible", "{figure} in the first days");
    }
    let survey = flood("Ministry", "450", "2023-10-24").set(Field::Method, "household survey");
    assert_eq!(first_two(&two(survey)), "conflicts by 450", "a survey does not grow by itself");
    for figure in ["450", "about 450", "at least 450", "nearly 450"] {
        assert_eq!(first_two(&two(flood("Ministry", figure, "2023-10-24"))), "compatible", "{figure}");
    }
}

#[test]
fn a_first_count_is_named_and_holds_no_end() {
    let early = flood("Mayor", "40", "2023-01-01");
    let later = flood("Ministry", "95", "2023-01-04");
    let both = of(&[early.clone(), later.clone()]);
    assert_eq!((first_two(&both), role(&both, 1)), ("compatible".into(), Role::FirstCount));
    assert_eq!(told(&both), (Verdict::DifferentDates, 95, Some(95), vec![]));
    let again = of(&[early.clone(), later.clone(), flood("Mayor", "40", "2023-01-09")]);
    assert!(answer(&again).chosen.iter().all(Chosen::is_kept), "it was stated again after the first days");
    let higher = of(&[flood("Mayor", "140", "2023-01-01"), later.clone()]);
    assert_eq!(first_two(&higher), "conflicts by 45", "the dead do not become fewer");
    let same_day = of(&[flood("Mayor", "40", "2023-01-04"), later.clone()]);
    assert_eq!(first_two(&same_day), "conflicts by 55", "one day");
    let parties = both.clone().know(&[
        ("Mayor", NameField::PartyTo, "Arden flood"),
        ("Ministry", NameField::PartyTo, "Arden flood"),
    ]);
    assert_eq!(role(&parties, 1), Role::Kept, "two parties speak of each other's losses");
    let side = |row: &Row, word| row.clone().set(Field::Standpoint, word);
    let sides = of(&[side(&early, "own_losses"), side(&later, "opponent_losses")]);
    assert_eq!(role(&sides, 1), Role::Kept);
    let reply = both.clone().link(1, LinkKind::Disputes, 2);
    assert_eq!(role(&reply, 1), Role::Kept, "its row rejects the later one");
    let settling = both.know_of(NameKind::Event, &[("Arden flood", NameField::Settling, "2d")]);
    assert_eq!(role(&settling, 1), Role::FirstCount, "three days later is later");
}

#[test]
fn fighting_has_first_days_only_by_what_totals_cover() {
    let clashes = |who, figure, day| Row::new(figure).by(who).on(day).set(Field::Event, "Arden clashes");
    let rows = [clashes("Mayor", "40", "2023-10-01"), clashes("Ministry", "95", "2023-10-04")];
    assert_eq!(role(&of(&rows), 1), Role::Kept, "nobody knows when it began");
    assert_eq!(told(&of(&rows)), (Verdict::DifferentDates, 95, Some(95), vec![1]));
    let from = rows.map(|row| row.set(Field::PeriodStart, "2023-09-30"));
    assert_eq!(role(&of(&from), 1), Role::FirstCount);
}

#[test]
fn an_undated_figure_makes_no_dated_one_older() {
    let dated = flood("Mayor", "40", "2023-10-01");
    let undated = flood("Ministry", "95", "").published("2023-10-20");
    let both = of(&[dated.clone(), undated.clone()]);
    assert_eq!(role(&both, 1), Role::Kept);
    let third = flood("Army", "90", "2023-10-09");
    assert_eq!(role(&of(&[dated.clone(), third.clone()]), 1), Role::Older, "a dated one does");
    let old = flood("Ministry", "95", "").published("2023-10-01");
    assert_eq!(role(&of(&[old.clone(), third]), 1), Role::Older, "it goes by its publication");
    let newer = flood("Army", "97", "").published("2023-10-20");
    assert_eq!(role(&of(&[old, newer]), 1), Role::Older, "also beside another undated one");
}

#[test]
fn a_body_that_reports_monthly_is_not_silenced_by_one_that_does_daily() {
    let statistics = |figure, day| flood("Statistics", figure, day);
    let daily = flood("Ministry", "500", "2023-10-25");
    let monthly = [
        daily.clone(),
        statistics("100", "2023-07-31"),
        statistics("200", "2023-08-31"),
        statistics("300", "2023-09-30"),
    ];
    assert_eq!(role(&of(&monthly), 4), Role::Kept);
    let two = of(&[daily.clone(), monthly[2].clone(), monthly[3].clone()]);
    assert_eq!(role(&two, 3), Role::Older, "two figures are no rhythm");
    let undated = statistics("100", "").published("2023-10-01");
    let again = of(&[&monthly[..], &[undated]].concat());
    assert_eq!(role(&again, 4), Role::Kept, "what only says an earlier day again is no step");
    let quick = [daily, statistics("290", "2023-09-27"), statistics("295", "2023-09-28"), monthly[3].clone()];
    assert_eq!(role(&of(&quick), 4), Role::Older);
}

#[test]
fn what_was_verified_is_a_floor() {
    let verified = |row: Row| row.set(Field::Definition, "verified_only");
    let rows = [flood("Observers", "70", "2023-10-24"), flood("Ministry", "95", "2023-10-24")];
    assert_eq!(first_two(&of(&rows)), "conflicts by 25");
    let floors = of(&rows.map(verified));
    assert_eq!((first_two(&floors), answer(&floors).verdict), ("compatible".into(), Verdict::Compatible));
    let days = [flood("Observers", "95", "2023-10-22"), flood("Ministry", "70", "2023-10-24")];
    assert_eq!(first_two(&of(&days)), "conflicts by 25", "an older one that is higher");
    let floors = of(&days.map(verified));
    assert_eq!(told(&floors), (Verdict::DifferentDates, 70, Some(70), vec![1]));
}

#[test]
fn the_newest_day_leads_or_the_body_that_the_desk_ranks() {
    let rows = [flood("Mayor", "40", "2023-10-22"), flood("Ministry", "95", "2023-10-24")];
    assert_eq!(told(&of(&rows)), (Verdict::DifferentDates, 95, Some(95), vec![1]));
    let ranked = of(&rows).know(&[("Mayor", NameField::Rank, "1"), ("Ministry", NameField::Rank, "2")]);
    assert_eq!(told(&ranked), (Verdict::DifferentDates, 40, Some(40), vec![2]));
    let differ = [flood("Mayor", "140", "2023-10-22"), rows[1].clone()];
    let ranked = of(&differ).know(&[("Mayor", NameField::Rank, "1")]);
    assert_eq!(told(&ranked), (Verdict::SourcesDiffer, 95, Some(140), vec![]), "rank settles no conflict");
}

#[test]
fn an_upper_bound_never_vanishes() {
    let day = "2023-10-24";
    let with = |bound: &str| {
        let rows = [flood("A", "200", day), flood("B", "400", day), flood("C", bound, day)];
        let said = answer(&of(&rows));
        let span = said.span.expect("a span");
        (span.low, span.high, span.low_by.0, span.high_by.0)
    };
    assert_eq!(with("up to 600"), (200, Some(600), 1, 3), "it reaches above all others");
    assert_eq!(with("up to 300"), (200, Some(400), 1, 2), "it lies among them");
    assert_eq!(with("fewer than 100"), (0, Some(400), 3, 2), "it lies wholly below");
    let alone = of(&[flood("A", "12", day), flood("C", "up to 25", day)]);
    assert_eq!(told(&alone), (Verdict::Compatible, 12, Some(25), vec![]));
}

#[test]
fn a_newer_closed_interval_takes_the_place_of_what_it_holds() {
    let two = |a: Row, b: Row| told(&of(&[a, b]));
    let (old, new) = ("2023-10-22", "2023-10-24");
    assert_eq!(
        two(flood("A", "100", old), flood("B", "90-120", new)),
        (Verdict::Compatible, 90, Some(120), vec![])
    );
    assert_eq!(
        two(flood("A", "90-120", old), flood("B", "100", new)),
        (Verdict::Compatible, 100, Some(100), vec![]),
        "an older interval around it does not widen"
    );
    assert_eq!(
        two(flood("A", "100", old), flood("B", "at least 90", new)),
        (Verdict::Compatible, 100, Some(100), vec![]),
        "nor does an open one"
    );
    assert_eq!(
        two(flood("A", "at least 100", old), flood("B", "at least 90", new)),
        (Verdict::Compatible, 100, None, vec![])
    );
}

#[test]
fn two_newest_figures_of_one_authority() {
    let rows = [flood("A", "40", "2023-10-24"), flood("A", "50", "2023-10-24")];
    let alone = answer(&of(&rows));
    assert_eq!((alone.verdict, alone.needs_a_look()), (Verdict::OrderUnknown, true));
    let times =
        [rows[0].clone().published("2023-10-24T09:00"), rows[1].clone().published("2023-10-24T18:00")];
    assert_eq!(answer(&of(&times)).verdict, Verdict::SingleSource);
    let beside = answer(&of(&[&rows[..], &[flood("B", "45", "2023-10-24")]].concat()));
    assert_eq!(
        (beside.verdict, beside.verdict_in_words().as_str()),
        (Verdict::SourcesDiffer, "sources differ, order unknown")
    );
}

#[test]
fn two_sets_of_equal_size_are_no_majority() {
    let day = "2023-10-24";
    let most = [flood("A", "about 90", day), flood("B", "91", day), flood("C", "33", day)];
    let said = answer(&of(&most));
    assert_eq!(
        (said.verdict, said.allow, said.roots, said.needs_a_look()),
        (Verdict::MostlyAgree, 2, 3, true)
    );
    let two = [&most[..], &[flood("D", "99", day)]].concat();
    assert_eq!(answer(&of(&two)).verdict, Verdict::SourcesDiffer, "half of four");
    let rival = [most[0].clone(), flood("B", "81", day), flood("C", "99", day)];
    assert_eq!(answer(&of(&rival)).verdict, Verdict::SourcesDiffer, "90 meets either of two that differ");
}

#[test]
fn an_upper_bound_closes_what_a_lower_one_leaves_open() {
    let day = "2023-10-24";
    let ends = |rows: &[Row]| {
        let said = answer(&of(rows));
        (said.verdict, said.span.map(|span| (span.low, span.high)))
    };
    let both = [flood("A", "at least 30", day), flood("B", "up to 90", day)];
    assert_eq!(ends(&both), (Verdict::Compatible, Some((30, Some(90)))));
    let below = [flood("A", "at least 30", day), flood("B", "up to 20", day)];
    assert_eq!(ends(&below), (Verdict::SourcesDiffer, Some((0, None))));
}
