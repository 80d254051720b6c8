//! Worked answers: what each policy says of a small series, and the fate of its figures.

use crate::model::date::Moment;
use crate::model::draft::Field;
use crate::model::names::NameField;
use crate::model::question::Question;
use crate::model::recorded::{ActKind, FigureId};
use crate::model::words::LinkKind;
use crate::series::testing::{Row, Story, day};

use super::explain::because;
use super::policies::{ALL, named};
use super::{Answer, Detail, NoNumber, RelationKind, Role, Verdict};

fn answer(policy: &str, story: &Story) -> Answer {
    ask(policy, story, &Question::default())
}

fn ask(policy: &str, story: &Story, question: &Question) -> Answer {
    (named(policy).expect("a policy").apply)(&story.series(), question)
}

fn fates(answer: &Answer) -> Vec<String> {
    let fate = |traced: &super::Traced| match traced.fate.other() {
        Some(other) => format!("#{} {} #{other}", traced.id, traced.fate.word()),
        None => format!("#{} {}", traced.id, traced.fate.word()),
    };
    answer.trace.iter().map(fate).collect()
}

fn span(answer: &Answer) -> Option<(u64, Option<u64>, Option<u64>)> {
    answer.span.map(|span| (span.low, span.best, span.high))
}

fn deraa() -> Story {
    Story::of(&[
        Row::new("8").by("Syrian military source").on("2023-10-25").set(Field::Via, "SANA").in_("Al Jazeera"),
        Row::new("11").by("SOHR").on("2023-10-25").published("2023-10-26").in_("Dawn"),
    ])
}

fn gaza() -> Story {
    Story::of(&[
        Row::new("5,791").by("Gaza MoH").on("2023-10-24").in_("Reuters"),
        Row::new("more than 5,700").by("Gaza MoH").in_("Al Jazeera"),
        Row::new("6,547").by("Gaza MoH").on("2023-10-25").in_("T4P"),
    ])
}

#[test]
fn policies_have_names_and_say_what_they_answer() {
    for policy in ALL {
        assert_eq!(named(policy.name).map(|found| found.name), Some(policy.name));
        assert!(!policy.about.is_empty());
    }
    assert_eq!(named("most-supported").map(|policy| policy.name), Some("most_supported"));
    assert!(named("mean").is_none());
}

#[test]
fn sources_that_differ_give_a_range_with_its_holders() {
    let answer = answer("range", &deraa());
    assert_eq!(span(&answer), Some((8, None, Some(11))));
    let held = answer.span.map(|span| (span.low_by, span.high_by));
    assert_eq!(held, Some((FigureId(1), FigureId(2))));
    assert_eq!((answer.support, answer.roots, answer.verdict), (1, 2, Verdict::SourcesDiffer));
}

#[test]
fn a_bound_that_contains_another_figure_supports_it() {
    let story = Story::of(&[
        Row::new("at least 100").by("Police").on("2023-10-24"),
        Row::new("704").by("Ministry").on("2023-10-24"),
    ]);
    let answer = answer("range", &story);
    assert_eq!(span(&answer), Some((704, None, Some(704))));
    assert_eq!(answer.verdict, Verdict::Compatible);
    assert_eq!(fates(&answer), ["#1 kept", "#2 kept"]);
}

#[test]
fn an_undated_rounding_repeats_and_takes_the_day_of_what_it_repeats() {
    let now = answer("latest", &gaza());
    assert_eq!(span(&now), Some((6547, Some(6547), Some(6547))));
    assert_eq!(fates(&now), ["#1 superseded by #3", "#2 restates #1", "#3 kept"]);
    let (previous, relation) = now.chosen[0].previous.clone().expect("a figure before");
    assert_eq!((previous, relation.kind, now.chosen[0].versions), (FigureId(1), RelationKind::Updates, 2));
    let then = ask("latest", &gaza(), &Question { as_of: Some(day(23)), ..Question::default() });
    assert_eq!(span(&then), Some((5791, Some(5791), Some(5791))));
    assert_eq!(fates(&then), ["#1 kept", "#2 restates #1", "#3 outside the question"]);
    assert_eq!((then.verdict, then.chosen[0].relayed_by), (Verdict::SingleSource, 2));
}

#[test]
fn a_disowned_figure_stays_the_newest_and_resurrects_none() {
    let rows = [
        Row::new("11,000").by("Red Crescent").on("2023-10-20"),
        Row::new("11,300").by("Red Crescent").on("2023-10-22"),
        Row::new("").by("Red Crescent").on("2023-10-24"),
        Row::new("11,300").by("Red Crescent").on("2023-10-22").published("2023-10-25").in_("Another daily"),
    ];
    let story = Story::of(&rows).link(3, LinkKind::Disowns, 2);
    let answer = ask("range", &story, &Question::default());
    assert_eq!((span(&answer), answer.verdict), (None, Verdict::Withdrawn));
    assert_eq!(answer.no_number, Some(NoNumber::NothingStands));
    assert_eq!(
        fates(&answer),
        ["#1 superseded by #2", "#2 disowned #3", "#4 disowned #3", "#3 statement"],
        "a late relay of a disowned figure is no new statement"
    );
    let before = Question { known_on: Some(Moment::on(day(22))), ..Question::default() };
    assert_eq!(span(&ask("latest", &story, &before)), Some((11_300, Some(11_300), Some(11_300))));
    let reinstated = story.link(4, LinkKind::Reinstates, 2);
    assert_eq!(answer_verdict(&reinstated), Verdict::SingleSource);
}

#[test]
fn a_late_relay_is_known_where_a_number_of_its_month_stands_between() {
    let on_first = |published: &str| Row::new("8").by("Ministry").on("2023-10-01").published(published);
    let month = Row::new("5").by("Ministry").on("2023-10").published("2023-10-04");
    let rows = [on_first("2023-10-03T09:00"), month, on_first("2023-10-04T09:00").in_("Another daily")];
    let answer = ask("range", &Story::of(&rows), &Question::default());
    assert_eq!(fates(&answer), ["#1 revised by #2", "#2 kept", "#3 restates #1"]);
}

fn answer_verdict(story: &Story) -> Verdict {
    answer("range", story).verdict
}

#[test]
fn an_older_figure_returns_when_the_newest_vanishes_or_was_mended_or_mistyped() {
    let rows = || [Row::new("8").by("Police").on("2023-10-20"), Row::new("80").by("Police").on("2023-10-22")];
    for (what, fate) in [(ActKind::Gone, "#2 gone"), (ActKind::Void, "#2 void")] {
        let story = Story::of(&rows()).act(what, 2, Moment::on(day(23)));
        let answer = answer("latest", &story);
        assert_eq!(fates(&answer), ["#1 kept", fate]);
        let before =
            ask("latest", &story, &Question { known_on: Some(Moment::on(day(22))), ..Question::default() });
        assert_eq!(before.trace[1].fate == super::Fate::Kept, what == ActKind::Gone);
    }
    let mended = [rows().to_vec(), vec![Row::new("18").by("Police").published("2023-10-28")]].concat();
    let later = Row::new("21").by("Police").on("2023-10-24");
    let story = Story::of(&[mended, vec![later]].concat()).link(3, LinkKind::Corrects, 2);
    let answer = answer("latest", &story);
    assert_eq!(fates(&answer), ["#1 superseded by #3", "#2 corrected #3", "#3 superseded by #4", "#4 kept"]);
}

#[test]
fn a_late_and_higher_count_of_an_earlier_day_revises_the_newest() {
    let story = Story::of(&[
        Row::new("69,342").by("Peru").on("2021-05-30"),
        Row::new("180,764").by("Peru").on("2021-05-22").published("2021-05-31"),
        Row::new("69,400").by("Peru").on("2021-05-30").published("2021-05-30T23:00"),
    ]);
    let answer = answer("latest", &story);
    assert_eq!(fates(&answer), ["#2 kept", "#1 revised by #2", "#3 revised by #2"]);
}

#[test]
fn two_figures_of_one_day_without_an_order_are_both_shown() {
    let rows = || [Row::new("8").by("Police").on("2023-10-25"), Row::new("11").by("Police").on("2023-10-25")];
    let both = answer("latest", &Story::of(&rows()));
    assert!(both.order_unknown);
    assert_eq!(
        (span(&both), both.roots, both.verdict),
        (Some((8, None, Some(11))), 1, Verdict::OrderUnknown)
    );
    let declared = answer("latest", &Story::of(&rows()).link(1, LinkKind::Revises, 2));
    assert!(!declared.order_unknown);
    assert_eq!(fates(&declared), ["#1 kept", "#2 revised by #1"]);
}

#[test]
fn a_return_to_an_earlier_value_is_a_revision() {
    let story = Story::of(&[
        Row::new("288").by("Railways").published("2023-06-03").in_("Odisha"),
        Row::new("275").by("Odisha").on("2023-06-04").in_("Odisha"),
        Row::new("288").by("Odisha").on("2023-06-06").in_("Odisha"),
    ]);
    let answer = answer("latest", &story);
    assert_eq!(fates(&answer), ["#1 kept", "#2 revised by #3", "#3 kept"]);
    let relation = answer.chosen[0].previous.as_ref().map(|(_, relation)| (relation.kind, relation.detail));
    assert_eq!(relation, Some((RelationKind::Revises, Some(Detail::Reverts))));
    assert_eq!(answer.verdict, Verdict::SourcesAgree);
}

#[test]
fn old_figures_and_other_origins_are_named_but_do_not_count() {
    let old = Story::of(&[
        Row::new("769").by("Saudi authorities").on("2015-09-26"),
        Row::new("at least 2,411").by("AP tally").on("2015-12-10"),
    ]);
    let answer_of_old = answer("range", &old);
    assert_eq!(fates(&answer_of_old), ["#1 older", "#2 kept"]);
    assert_eq!(answer_of_old.chosen[1].role, Role::Older);
    assert!(
        because(&answer_of_old, &old.series(), &answer_of_old.trace[0])
            .ends_with("75 days before the newest")
    );
    let origins = Story::of(&[
        Row::new("4,047").by("Ministry").on("2026-03-05").set(Field::PeriodStart, "2023-10-08"),
        Row::new("123").by("Army").on("2026-03-06").set(Field::PeriodStart, "2026-03-02"),
    ]);
    assert_eq!(fates(&answer("range", &origins)), ["#1 other origin", "#2 kept"]);
}

#[test]
fn unattributed_figures_count_only_alone_and_then_as_one() {
    let alone = [Row::new("8").on("2023-10-24").in_("Daily"), Row::new("9").on("2023-10-24").in_("Wire")];
    let answer_of_two = answer("range", &Story::of(&alone));
    // Two outlets that contradict each other are one root, and that root does not agree with itself.
    assert_eq!((answer_of_two.roots, answer_of_two.verdict), (1, Verdict::SourcesDiffer));
    let with = [alone.to_vec(), vec![Row::new("5").by("Police").on("2023-10-24")]].concat();
    let answer = answer("range", &Story::of(&with));
    assert_eq!(fates(&answer), ["#1 unattributed", "#2 unattributed", "#3 kept"]);
}

#[test]
fn what_is_derived_and_who_is_under_one_body_add_no_support() {
    let rows = [Row::new("10").by("Study").on("2023-10-24"), Row::new("10").by("Ministry").on("2023-10-24")];
    assert_eq!(answer("range", &Story::of(&rows)).roots, 2);
    let derived = answer("range", &Story::of(&rows).link(2, LinkKind::DerivedFrom, 1));
    assert_eq!((derived.roots, derived.verdict), (1, Verdict::SingleSource));
    let one_body = Story::of(&rows).know(&[("Study", NameField::Under, "Ministry")]);
    assert_eq!(answer("range", &one_body).roots, 1);
}

#[test]
fn growth_between_two_days_is_no_disagreement() {
    let story = Story::of(&[
        Row::new("40").by("Police").on("2023-10-23"),
        Row::new("97").by("Ministry").on("2023-10-24"),
    ]);
    assert_eq!(answer("range", &story).verdict, Verdict::DifferentDates);
    let falls = Story::of(&[
        Row::new("97").by("Police").on("2023-10-23"),
        Row::new("40").by("Ministry").on("2023-10-24"),
    ]);
    let latest = answer("latest", &falls);
    assert_eq!(
        (latest.verdict, fates(&latest)),
        (Verdict::SourcesDiffer, vec!["#1 contradicted by #2".into(), "#2 kept".into()])
    );
}

#[test]
fn the_first_ranked_authority_that_counts_answers() {
    let story = deraa();
    assert_eq!(answer("authority", &story).no_number, Some(NoNumber::NoneRanked));
    let ranked =
        story.know(&[("SOHR", NameField::Rank, "2"), ("Syrian military source", NameField::Rank, "1")]);
    let first = answer("authority", &ranked);
    assert_eq!(
        (span(&first), fates(&first)),
        (Some((8, Some(8), Some(8))), vec!["#1 kept".into(), "#2 contradicted by #1".into()])
    );
    let withdrawn = answer("authority", &ranked.link(2, LinkKind::Retracts, 1));
    assert_eq!(span(&withdrawn), Some((11, Some(11), Some(11))));
    assert_eq!(withdrawn.skipped.iter().map(|skipped| skipped.rank).collect::<Vec<_>>(), [1]);
}

#[test]
fn most_bodies_agree_on_an_interval_and_on_a_printed_number() {
    let story = Story::of(&[
        Row::new("at least 20").by("A").on("2023-10-24"),
        Row::new("25").by("B").on("2023-10-24"),
        Row::new("20-30").by("C").on("2023-10-24"),
        Row::new("12").by("D").on("2023-10-24"),
    ]);
    let agree = answer("agree", &story);
    assert_eq!((span(&agree), agree.verdict), (Some((25, Some(25), Some(25))), Verdict::MostlyAgree));
    assert_eq!(fates(&agree)[3], "#4 contradicted by #3");
    let supported = answer("most_supported", &story);
    assert_eq!(span(&supported), Some((25, Some(25), Some(25))));
    assert_eq!(answer("agree", &deraa()).no_number, Some(NoNumber::HalfOrFewerAgree));
    assert_eq!(answer("most_supported", &deraa()).no_number, Some(NoNumber::NoFigureSupported));
}

#[test]
fn periods_are_answered_a_window_at_a_time() {
    let daily = |figure, authority, day| {
        Row::new(figure).set(Field::CountType, "period").set(Field::PeriodLength, "24h").by(authority).on(day)
    };
    let story = Story::of(&[
        daily("12", "Ministry", "2023-10-23"),
        daily("704", "Ministry", "2023-10-24"),
        daily("about 700", "Army", "2023-10-24"),
        daily("700", "Ministry", "2023-10-24").set(Field::PeriodLength, "48h"),
    ]);
    let answer = answer("range", &story);
    assert_eq!(fates(&answer), ["#1 outside the question", "#2 kept", "#3 kept", "#4 outside the question"]);
    assert_eq!(span(&answer), Some((704, None, Some(704))));
    let because = because(&answer, &story.series(), &answer.trace[3]);
    assert_eq!(because, "it counts 23 October 2023 to 24 October 2023");
}

#[test]
fn one_line_an_authority_is_what_was_chosen() {
    let answer = answer("per-authority", &gaza());
    assert_eq!((answer.span, answer.no_number), (None, Some(NoNumber::OneLineAnAuthority)));
    assert_eq!(answer.chosen.len(), 1);
}

#[test]
fn a_series_that_its_authority_redefined_names_the_one_that_took_its_place() {
    let by = |definition, figure, day| Row::new(figure).by("PHE").on(day).set(Field::Definition, definition);
    let old = Story::of(&[by("any death after a positive test", "46,706", "2020-08-11")]);
    let mut new = Story::of(&[by("within 28 days", "41,329", "2020-08-12")]).figures;
    new[0].id = FigureId(2);
    let series = |figures: &Story, related| {
        let scope = std::sync::Arc::clone(&old.figures[0].figure.scope);
        crate::series::Series::new(scope, figures.figures.clone(), Vec::new(), related, figures.names.clone())
    };
    let range = |series: crate::series::Series| (ALL[0].apply)(&series, &Question::default());
    let answer = range(series(&old, new.clone()));
    assert_eq!(span(&answer), Some((46_706, None, Some(46_706))));
    assert_eq!(answer.redefined.iter().map(|redefined| redefined.by).collect::<Vec<_>>(), [FigureId(2)]);
    let goes_on = [("46,706", "2020-08-11"), ("46,800", "2020-08-13")];
    let both = Story::of(&goes_on.map(|(figure, day)| by("any death after a positive test", figure, day)));
    assert!(range(series(&both, new)).redefined.is_empty());
}

#[test]
fn the_reference_day_hides_no_target() {
    let expected = |figure, target| {
        Row::new(figure)
            .by("Institute")
            .set(Field::CountType, "projection")
            .on(target)
            .published("2021-11-23")
    };
    let story = Story::of(&[expected("377,000", "2021-12-31"), expected("1.3 million", "2030")]);
    let asked = Question { as_of: Some(day(0)), ..Question::default() };
    for question in [Question::default(), asked] {
        assert_eq!(fates(&ask("range", &story, &question)), ["#1 outside the question", "#2 kept"]);
    }
    let before = Question { known_on: Moment::read("2021-11-22").ok(), ..Question::default() };
    assert_eq!(ask("range", &story, &before).verdict, Verdict::NoFigure);
}

#[test]
fn the_newest_of_several_is_a_tie_whatever_the_order_of_rows() {
    let day = |figure, who| Row::new(figure).by(who).on("2023-10-24").in_("Wire");
    let [a, b, older] = [day("8", "Army"), day("11", "Police"), day("5", "Hospital").on("2023-10-23")];
    for rows in [[a.clone(), b.clone(), older.clone()], [older, b.clone(), a.clone()]] {
        let latest = answer("latest", &Story::of(&rows));
        assert_eq!(span(&latest), Some((8, None, Some(11))));
        let names: Vec<&str> = latest.answering().iter().map(|chosen| chosen.voice.name().as_str()).collect();
        assert_eq!((names, latest.tied.len()), (vec!["Army", "Police"], 2));
    }
    let said_at = |row: &Row, time| row.clone().published(time);
    let hours = [said_at(&a, "2023-10-24T09:00"), said_at(&b, "2023-10-24T12:00")];
    assert_eq!(span(&answer("latest", &Story::of(&hours))), Some((11, Some(11), Some(11))));
    let one_hour = [said_at(&a, "2023-10-24"), said_at(&b, "2023-10-24T12:00")];
    assert_eq!(answer("latest", &Story::of(&one_hour)).tied.len(), 2, "the other hour is not known");
    let same = answer("latest", &Story::of(&[a, day("8", "Police")]));
    assert_eq!((span(&same), same.answering().len()), (Some((8, Some(8), Some(8))), 2));
}

#[test]
fn an_undated_figure_holds_for_no_day() {
    let told = |story: &Story, question: &Question| -> String {
        let answer = ask("range", story, question);
        because(&answer, &story.series(), &answer.trace[0])
    };
    let undated = Story::of(&[Row::new("72").by("Police").published("2023-10-20")]);
    let before = Question { as_of: Some(day(4)), ..Question::default() };
    assert_eq!(told(&undated, &before), "it states no day, and was published on 20 October 2023");
    let daily = |figure, published| {
        Row::new(figure)
            .by("Police")
            .set(Field::CountType, "period")
            .set(Field::PeriodLength, "24h")
            .published(published)
    };
    let days = Story::of(&[daily("4", "2023-10-20"), daily("6", "2023-10-21")]);
    assert_eq!(told(&days, &Question::default()), "it states no day, and was published on 20 October 2023");
}
