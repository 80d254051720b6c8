//! Situations of the rules (`docs/rules.md`, "Relations"), each as two rows and what the later is to the earlier; rows between or before
//! them are history.

use crate::model::draft::Field;
use crate::model::names::NameField;
use crate::model::question::Question;
use crate::model::recorded::Recorded;
use crate::model::words::LinkKind;
use crate::series::testing::{Row, Story};

use super::relate::{RelationContext, relate};
use super::relation::Relation;

/// The relation of two figures of a story, by number; the order in which they are asked about is of no account.
pub(super) fn between(story: &Story, a: usize, b: usize) -> Relation {
    let figures: Vec<&Recorded> = story.figures.iter().collect();
    let (series, question) = (story.all_series(), Question::default());
    let (acts, names) = (&story.acts[..], &story.names);
    let around = RelationContext { figures: &figures, acts, series: &series, question, names };
    let relation = relate(figures[a - 1], figures[b - 1], &around);
    assert_eq!(relation, relate(figures[b - 1], figures[a - 1], &around));
    relation
}

/// `kind detail later>earlier`, with the dimensions and the gap where there are any.
pub(super) fn in_words(relation: &Relation) -> String {
    let mut words = vec![relation.kind.word().to_owned()];
    words.extend(relation.detail.map(|detail| detail.word().to_owned()));
    words.extend(relation.dimensions.iter().map(|dimension| dimension.word().to_owned()));
    words.extend(relation.gap.map(|gap| format!("by {gap}")));
    format!("{}: {} to {}", words.join(" "), relation.later, relation.earlier)
}

fn two(a: Row, b: Row) -> String {
    in_words(&between(&Story::of(&[a, b]), 1, 2))
}

fn ministry(figure: &str, day: &str) -> Row {
    Row::new(figure).by("Ministry").on(day)
}

fn undated(figure: &str, published: &str) -> Row {
    Row::new(figure).by("Ministry").published(published)
}

#[test]
fn one_authority_repeats_what_it_said() {
    for (later, earlier) in [
        ("more than 5,700", "5,791"),
        ("about 5,800", "5,791"),
        ("about 500", "500"),
        ("at least 50", "50"),
        ("dozens", "dozens"),
    ] {
        let said = two(ministry(earlier, "2023-10-24"), ministry(later, "2023-10-25"));
        assert_eq!(said, "repeats: 2 to 1", "{later} after {earlier}");
    }
    for (later, earlier) in
        [("250-260", "about 253"), ("at least 253", "about 253"), ("471", "about 500"), ("95", "90-100")]
    {
        let said =
            two(ministry(earlier, "2023-10-24"), ministry(later, "2023-10-24").published("2023-10-25"));
        assert_eq!(said, "repeats: 2 to 1", "{later} on the day of {earlier}");
    }
    let cut = two(ministry("5,791", "2023-10-24"), ministry("5,000", "2023-10-25"));
    assert_eq!(cut, "revises down: 2 to 1", "cut by more than a tenth");
    let open = two(ministry("115", "2023-10-24"), ministry("at least 97", "2023-10-25"));
    assert_eq!(open, "revises down: 2 to 1", "although 115 would satisfy it");
    let round = two(ministry("about 500", "2023-10-24"), ministry("471", "2023-10-25"));
    assert_eq!(round, "revises down: 2 to 1", "no rounding of a later day");
    let most = two(ministry("12", "2023-10-24"), ministry("up to 50", "2023-10-24").published("2023-10-25"));
    assert_eq!(most, "revises up: 2 to 1");
}

#[test]
fn an_undated_figure_that_restates_an_earlier_one_revises_nothing() {
    let story = Story::of(&[
        ministry("5,791", "2023-10-24"),
        ministry("6,547", "2023-10-25"),
        undated("more than 5,700", "2023-10-26"),
        undated("7,000", "2023-10-27"),
        undated("3,000", "2023-10-27"),
    ]);
    assert_eq!(in_words(&between(&story, 3, 1)), "repeats: 3 to 1");
    assert_eq!(in_words(&between(&story, 3, 2)), "updates: 2 to 3", "it stands for 5,791 of the day before");
    assert_eq!(in_words(&between(&story, 4, 2)), "updates: 4 to 2");
    assert_eq!(in_words(&between(&story, 5, 2)), "revises down: 5 to 2");
    assert_eq!(in_words(&between(&story, 5, 4)), "conflicts order_unknown by 4000: 5 to 4");
    let mending =
        Story::of(&[ministry("80", "2023-10-20"), ministry("90", "2023-10-22"), undated("18", "2023-10-28")]);
    let mending = mending.link(3, LinkKind::Corrects, 1);
    assert_eq!(in_words(&between(&mending, 3, 1)), "corrects: 3 to 1");
    assert_eq!(in_words(&between(&mending, 3, 2)), "updates: 2 to 3", "it takes the day of what it mends");
}

#[test]
fn the_count_goes_on_or_is_changed() {
    for (a, b, said) in [
        (ministry("8", "2023-10-24"), ministry("11", "2023-10-25"), "updates: 2 to 1"),
        (ministry("11", "2023-10-24"), ministry("8", "2023-10-25"), "revises down: 2 to 1"),
        (
            ministry("11", "2023-10-25"),
            ministry("8", "2023-10-24").published("2023-10-26"),
            "updates: 1 to 2",
        ),
        (
            ministry("11", "2023-10-25"),
            ministry("18", "2023-10-24").published("2023-10-26"),
            "revises up: 2 to 1",
        ),
        (
            ministry("8", "2023-10-24").published("2023-10-24T09:00"),
            ministry("11", "2023-10-24").published("2023-10-24T18:00"),
            "updates: 2 to 1",
        ),
        (
            ministry("8", "2023-10-24"),
            ministry("11", "2023-10-24").published("2023-10-26"),
            "revises up: 2 to 1",
        ),
        (
            ministry("11", "2023-10-24").published("2023-10-24T09:00"),
            ministry("8", "2023-10-24").published("2023-10-24T18:00"),
            "revises down: 2 to 1",
        ),
        (ministry("8", "2023-10-24"), ministry("11", "2023-10-24"), "conflicts order_unknown by 3: 2 to 1"),
        (ministry("8", "2023-10-24"), ministry("at least 8", "2023-10-24"), "repeats: 2 to 1"),
        (
            ministry("8", "2023-10-24"),
            ministry("11", "2023-10-24").published("2023-10-24T18:00"),
            "conflicts order_unknown by 3: 2 to 1",
        ),
    ] {
        assert_eq!(two(a.clone(), b.clone()), said, "{a:?} {b:?}");
    }
}

#[test]
fn a_stock_may_fall_and_return() {
    let held = |figure, day| ministry(figure, day).set(Field::CountType, "current");
    assert_eq!(two(held("41", "2023-10-24"), held("31", "2023-10-25")), "updates: 2 to 1");
    assert_eq!(
        two(held("41", "2023-10-25"), held("131", "2023-10-24").published("2023-10-26")),
        "updates: 1 to 2"
    );
    let story = Story::of(&[held("41", "2023-10-23"), held("31", "2023-10-24"), held("41", "2023-10-25")]);
    assert_eq!(in_words(&between(&story, 3, 2)), "updates: 3 to 2", "it reverts nothing");
}

#[test]
fn a_return_to_an_earlier_value_reverts() {
    let rows = |last: Row| {
        let first = Row::new("288").by("Railways").published("2023-06-03").in_("Odisha");
        Story::of(&[first, Row::new("275").by("Odisha").on("2023-06-04").in_("Odisha"), last])
    };
    let back = rows(Row::new("288").by("Odisha").on("2023-06-06").in_("Odisha"));
    assert_eq!(in_words(&between(&back, 3, 2)), "revises reverts: 3 to 2");
    let undated = rows(Row::new("288").by("Odisha").published("2023-06-06").in_("Odisha"));
    assert_eq!(in_words(&between(&undated, 3, 2)), "revises reverts: 3 to 2");
    let other = rows(Row::new("289").by("Odisha").on("2023-06-06").in_("Odisha"));
    assert_eq!(in_words(&between(&other, 3, 2)), "updates: 3 to 2");
    let stranger = Story::of(&[
        Row::new("288").by("Railways").published("2023-06-03").in_("Daily"),
        Row::new("275").by("Odisha").on("2023-06-04"),
        Row::new("288").by("Odisha").on("2023-06-06"),
    ]);
    assert_eq!(
        in_words(&between(&stranger, 3, 2)),
        "updates: 3 to 2",
        "Odisha had no part in the first figure"
    );
    let gone = back.act(
        crate::model::recorded::ActKind::Gone,
        1,
        crate::model::date::Moment::on(crate::series::testing::day(0)),
    );
    assert_eq!(in_words(&between(&gone, 3, 2)), "updates: 3 to 2", "what vanished is no history");
}

#[test]
fn another_method_or_definition_or_origin() {
    let by = |figure, day, method| ministry(figure, day).set(Field::Method, method);
    for method in [
        "survey",
        "excess mortality",
        "capture-recapture",
        "intelligence assessment",
        "an estimate",
        "Excess_Mortality",
    ] {
        let said = two(by("64", "2023-10-24", "register"), by("2,975", "2023-10-25", method));
        assert_eq!(said, "redefines method: 2 to 1", "{method}");
    }
    assert_eq!(two(by("64", "2023-10-24", "register"), by("97", "2023-10-25", "audit")), "updates: 2 to 1");
    assert_eq!(two(by("64", "2023-10-24", ""), by("97", "2023-10-25", "survey")), "updates: 2 to 1");
    let of = |figure, day, words| ministry(figure, day).set(Field::Definition, words);
    let rows = [of("46,706", "2023-10-24", "any death"), of("41,329", "2023-10-25", "within 28 days")];
    assert_eq!(two(rows[0].clone(), rows[1].clone()), "redefines definition: 2 to 1");
    let goes_on = Story::of(&[rows.to_vec(), vec![of("46,800", "2023-10-26", "any death")]].concat());
    assert_eq!(in_words(&between(&goes_on, 2, 1)), "not_comparable definition: 2 to 1", "both are in use");
    let beside = two(of("1", "2023-10-24", "any death"), of("2", "2023-10-24", ""));
    assert_eq!(beside, "not_comparable definition: 2 to 1", "published on one day");
    let from = |figure, day, start| ministry(figure, day).set(Field::PeriodStart, start);
    assert_eq!(
        two(from("4,047", "2024-12-04", "2023-10-08"), from("123", "2026-03-05", "2026-03-02")),
        "rebases: 2 to 1"
    );
    assert_eq!(
        two(from("4,047", "2024-12-04", "2023-10-08"), from("4,100", "2024-12-05", "2023-10-09")),
        "not_comparable origin: 2 to 1"
    );
    assert_eq!(
        two(from("4,047", "2024-12-04", "2023-10"), from("4,100", "2024-12-05", "2023-10-09")),
        "updates: 2 to 1",
        "origins that may be one"
    );
}

#[test]
fn every_dimension_that_differs_is_named() {
    let row = || ministry("8", "2023-10-24").set(Field::Place, "Sorvil");
    for (field, value, dimensions) in [
        (Field::Event, "Fire", "event"),
        (Field::Place, "", "place"),
        (Field::Measure, "injured", "measure"),
        (Field::Unit, "households", "unit"),
        (Field::Group, "children", "group"),
        (Field::CountType, "current", "count_type"),
    ] {
        let said = two(row(), row().set(field, value));
        assert_eq!(said, format!("not_comparable {dimensions}: 2 to 1"));
    }
    let all = row().set(Field::Event, "Fire").set(Field::Measure, "injured").set(Field::Definition, "x");
    assert_eq!(two(row(), all), "not_comparable event measure definition: 2 to 1");
    let daily =
        |day, length| ministry("8", day).set(Field::CountType, "period").set(Field::PeriodLength, length);
    assert_eq!(two(daily("2023-10-24", "24h"), daily("2023-10-25", "24h")), "not_comparable period: 2 to 1");
    assert_eq!(two(daily("2023-10-24", "24h"), daily("2023-10-24", "48h")), "not_comparable period: 2 to 1");
}

#[test]
fn two_authorities_are_brought_to_the_same_day() {
    let army = |figure, day| Row::new(figure).by("Army").on(day);
    let stock = |row: Row| row.set(Field::CountType, "current");
    for (a, b, said) in [
        (ministry("8", "2023-10-24"), army("11", "2023-10-24"), "conflicts by 3: 2 to 1"),
        (ministry("8", "2023-10-24"), army("11", "2023-10-25"), "compatible: 2 to 1"),
        (ministry("11", "2023-10-24"), army("8", "2023-10-25"), "conflicts by 3: 2 to 1"),
        (ministry("at least 8", "2023-10-24"), army("11", "2023-10-24"), "compatible: 2 to 1"),
        (stock(ministry("41", "2023-10-24")), stock(army("31", "2023-10-25")), "compatible: 2 to 1"),
        (stock(ministry("41", "2023-10-24")), stock(army("31", "2023-10-24")), "conflicts by 10: 2 to 1"),
        (ministry("2,411", "2023-10"), army("769", "2023-10-24"), "compatible: 2 to 1"),
        (ministry("2,411", "2023-09"), army("769", "2023-10-24"), "conflicts by 1642: 2 to 1"),
        (
            Row::new("8").in_("Daily").on("2023-10-24"),
            Row::new("9").in_("Wire").on("2023-10-24"),
            "conflicts by 1: 2 to 1",
        ),
        (
            ministry("8", "2023-10-24").set(Field::Method, "register"),
            army("11", "2023-10-24").set(Field::Method, "survey"),
            "conflicts method by 3: 2 to 1",
        ),
    ] {
        assert_eq!(two(a.clone(), b.clone()), said, "{a:?} {b:?}");
    }
}

#[test]
fn names_that_are_one_and_bodies_that_are_not() {
    let rows = [Row::new("8").by("MoH").on("2023-10-24"), Row::new("11").by("Ministry").on("2023-10-25")];
    assert_eq!(in_words(&between(&Story::of(&rows), 1, 2)), "compatible: 2 to 1");
    let one = Story::of(&rows).know(&[("MoH", NameField::SameAs, "Ministry")]);
    assert_eq!(in_words(&between(&one, 1, 2)), "updates: 2 to 1");
    let under = Story::of(&rows).know(&[("MoH", NameField::Under, "Ministry")]);
    assert_eq!(
        in_words(&between(&under, 1, 2)),
        "compatible: 2 to 1",
        "who is under a body is another authority"
    );
}

#[test]
fn what_is_declared_wins_and_keeps_its_reason() {
    let rows = [
        ministry("13", "2023-10-24"),
        ministry("", "2023-10-28"),
        ministry("15", "2023-10-29"),
        ministry("13", "2023-10-30"),
    ];
    let story = Story::of(&rows).link(2, LinkKind::Retracts, 1).link(3, LinkKind::Revises, 1).link(
        4,
        LinkKind::Reinstates,
        1,
    );
    assert_eq!(in_words(&between(&story, 1, 2)), "retracts: 2 to 1");
    assert_eq!(in_words(&between(&story, 1, 3)), "revises up: 3 to 1");
    assert_eq!(in_words(&between(&story, 1, 4)), "reinstates: 4 to 1");
    assert_eq!(in_words(&between(&story, 2, 3)), "not_comparable: 3 to 2", "a statement gives no number");
    for (kind, word) in [
        (LinkKind::Corrects, "corrects"),
        (LinkKind::Disowns, "disowns"),
        (LinkKind::Rebases, "rebases"),
        (LinkKind::DerivedFrom, "derived_from"),
        (LinkKind::Redefines, "redefines"),
        (LinkKind::Disputes, "disputes"),
    ] {
        let story = Story::of(&rows).link(3, kind, 1);
        assert_eq!(in_words(&between(&story, 1, 3)), format!("{word}: 3 to 1"));
        let moment = story.figures[0].figure.published_on;
        let void = story.act(crate::model::recorded::ActKind::Void, 3, moment);
        assert_eq!(in_words(&between(&void, 1, 3)), "updates: 3 to 1", "a typing error declares nothing");
    }
}

#[test]
fn projections_are_of_one_target_day() {
    let expected = |figure, target, published| {
        Row::new(figure).by("Institute").set(Field::CountType, "projection").on(target).published(published)
    };
    let (first, later) = ("2021-11-23", "2022-11-23");
    let apart = two(expected("377,000", "2021-12-31", first), expected("1.3 million", "2030", first));
    assert_eq!(apart, "not_comparable period: 2 to 1");
    let raised = two(expected("377,000", "2030-12-31", first), expected("400,000", "2030", later));
    assert_eq!(raised, "revises up: 2 to 1", "nothing has happened yet that could be an update");
    let lowered = two(expected("377,000", "2030", first), expected("300,000", "2030-12-31", later));
    assert_eq!(lowered, "revises down: 2 to 1");
    let (one, other) = (expected("9", "", "2022-01-01"), expected("12", "", later));
    assert_eq!(two(one, other), "revises up: 2 to 1", "neither states a target");
}
