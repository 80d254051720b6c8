//! What holds of every claim and every series.

use proptest::prelude::*;

use super::case::Case;
use super::rules::excluders;
use super::*;
use crate::model::draft::Field;
use crate::model::recorded::Recorded;
use crate::reconcile::policies;
use crate::reconcile::select::Selection;
use crate::series::testing::{Row, Story, any_story, day};

/// Numbers as claims print them; each story adds its own.
const WORDINGS: &[&str] = &[
    "8",
    "11",
    "20",
    "97",
    "115",
    "253",
    "5,791",
    "at least 8",
    "more than 11",
    "about 12",
    "nearly 500",
    "8-21",
    "dozens",
    "up to 8",
    "up to 97",
    "fewer than 50",
    "0",
];

/// A claim about the series of a story: its number from a list or from one of the figures, and whom and which day it names.
fn any_claim() -> impl Strategy<Value = (Story, ReadAs)> {
    let number = (0..40_usize, prop::option::weighted(0.7, 0..17_usize));
    let names = (prop::option::weighted(0.4, 0..17_usize), prop::option::weighted(0.3, 0..20_i32));
    (any_story(), number, names).prop_map(|(story, (wording, printed), (who, when))| {
        let figure = |place: usize| &story.figures[place % story.figures.len()].figure;
        let printed = printed.and_then(|place| figure(place).count.clone());
        let wording = printed.unwrap_or_else(|| read(WORDINGS[wording % WORDINGS.len()]));
        let authority = who.map(|place| Voice::of(figure(place), &story.names));
        let claim = ReadAs { as_of: when.map(day), authority, ..claim_of(&story, wording) };
        (story, claim)
    })
}

fn read(words: &str) -> Wording {
    Wording::read(words).expect("a count").whole
}

/// A claim of a number that names nobody and no day.
fn claim_of(story: &Story, wording: Wording) -> ReadAs {
    let scope = story.series().scope;
    ReadAs {
        event: scope.event.clone(),
        place: scope.place.clone(),
        measure: scope.measure,
        unit: scope.unit,
        group: scope.group.clone(),
        count_type: scope.count_type,
        definition: scope.definition.clone(),
        wording,
        as_of: None,
        window: None,
        authority: None,
    }
}

fn review(story: &Story, claim: &ReadAs, printed_on: Option<PartialDate>) -> ClaimReview {
    let series = story.series();
    let faulty = BTreeSet::new();
    check(claim, &input(&series, &faulty, printed_on))
}

fn input<'a>(
    series: &'a Series,
    faulty: &'a BTreeSet<FigureId>,
    printed_on: Option<PartialDate>,
) -> ClaimInput<'a> {
    let (question, policy) = (Question::default(), policies::DEFAULT);
    ClaimInput {
        series: Some(series),
        others: &[],
        event_days: &[],
        question,
        printed_on,
        policy,
        faulty,
        mistyped: &[],
    }
}

/// The verdicts that rest on no figure.
fn rests_on_nothing(verdict: ClaimVerdict) -> bool {
    matches!(verdict, ClaimVerdict::NoRecord | ClaimVerdict::Ask | ClaimVerdict::Refuse)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_global_rejects: 60_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_names_its_figures_and_who_says_otherwise((story, claim) in any_claim()) {
        let checked = review(&story, &claim, None).now;
        prop_assert!(rests_on_nothing(checked.verdict) || !checked.nearest.is_empty(), "{checked:?}");
        prop_assert!(!checked.because.is_empty() && !checked.because.ends_with('.'));
        prop_assert!(checked.verdict != ClaimVerdict::Disputed || checked.nearest.len() > 1, "{checked:?}");
        if checked.verdict == ClaimVerdict::Contradicted {
            let says = |recorded: &&Recorded| checked.nearest.first() == Some(&recorded.id);
            let by = story.figures.iter().find(says).expect("a figure");
            let who = crate::phrase::figure::who_says(by, &crate::phrase::names::Speech::new(&story.names));
            prop_assert!(checked.because.contains(&who), "{who}: {checked:?}");
        }
        let mut nearest = checked.nearest.clone();
        nearest.sort_unstable();
        nearest.dedup();
        prop_assert_eq!(nearest.len(), checked.nearest.len(), "{:?}", checked);
    }

    #[test]
    fn the_newest_figure_of_the_authority_that_is_named_is_supported(story in any_story()) {
        let series = story.series();
        let selection = Selection::new(&series, &Question::default());
        for chosen in &selection.chosen {
            let is_alone = selection.chosen.iter().filter(|other| other.voice == chosen.voice).count() == 1;
            let wording = selection.wording(chosen).cloned();
            let Some(wording) = wording.filter(|_| is_alone && !matches!(chosen.role, crate::reconcile::Role::Withdrawn(_))) else {
                continue;
            };
            let claim = ReadAs { authority: Some(chosen.voice.clone()), ..claim_of(&story, wording) };
            let checked = review(&story, &claim, None).now;
            prop_assert_eq!(checked.verdict, ClaimVerdict::Supported, "{:?} {:?}", chosen, checked);
        }
    }

    #[test]
    fn a_supported_claim_that_is_hedged_downwards_is_never_contradicted(
        (story, claim) in any_claim(),
        less in 0..40_u64,
    ) {
        let checked = review(&story, &claim, None).now;
        prop_assume!(checked.verdict == ClaimVerdict::Supported);
        let low = claim.wording.count().low();
        let hedged = ReadAs { wording: read(&format!("at least {}", low.saturating_sub(less))), ..claim };
        let hedged = review(&story, &hedged, None).now;
        prop_assert_ne!(hedged.verdict, ClaimVerdict::Contradicted, "{:?} {:?}", checked, hedged);
    }

    #[test]
    fn a_claim_above_every_figure_is_never_supported((story, claim) in any_claim(), more in 1..50_u64) {
        let counts = || story.figures.iter().filter_map(|one| one.figure.count.as_ref()).map(Wording::count);
        let highest = counts().map(|count| count.high()).try_fold(0, |most, high| Some(most.max(high?)));
        prop_assume!(highest.is_some());
        let above = highest.unwrap_or_default() + more;
        for words in [format!("{above}"), format!("at least {above}"), format!("more than {above}")] {
            let claim = ReadAs { wording: read(&words), ..claim.clone() };
            let checked = review(&story, &claim, None).now;
            prop_assert!(!checked.is_supported(), "{words}: {checked:?}");
        }
    }

    #[test]
    fn what_supports_a_claim_never_contradicts_it((story, claim) in any_claim()) {
        let series = story.series();
        let faulty = BTreeSet::new();
        let input = input(&series, &faulty, None);
        let checked = check(&claim, &input).now;
        prop_assume!(checked.is_supported() && !series.has_windows());
        let frames = [series.clone()];
        let case = Case::new(&claim, &input, Question::default(), claim.as_of, &frames);
        for by in excluders(&case) {
            prop_assert!(!checked.nearest.contains(&by.chosen.id), "{checked:?}");
        }
    }

    #[test]
    fn what_was_published_later_changes_no_verdict_of_the_day(
        (story, claim) in any_claim(),
        printed in 0..16_i32,
        later in (0..17_usize, 0..4_i32, 0..3_usize, 0..17_usize),
    ) {
        let (wording, after, link, target) = later;
        let before = review(&story, &claim, Some(day(printed))).when_printed.expect("asked");
        let mut more = story.clone();
        let published = day(printed + 1 + after).iso();
        let by = ["Ministry", "Army", ""][target % 3];
        let scope = story.series().scope;
        let row = Row::new(WORDINGS[wording]).set(Field::Event, scope.event.as_str()).by(by).published(&published);
        let mut figure = row.figure();
        figure.scope = scope;
        let id = FigureId(i64::try_from(more.figures.len()).expect("few") + 1);
        more.figures.push(Recorded { id, order: id.0, line: 0, figure });
        let links = [None, Some(crate::model::words::LinkKind::Retracts), Some(crate::model::words::LinkKind::Revises)];
        if let Some(kind) = links[link] {
            let target = story.figures[target % story.figures.len()].id.0;
            more = more.link(id.0, kind, target);
        }
        let after = review(&more, &claim, Some(day(printed))).when_printed.expect("asked");
        prop_assert!(after.verdict == before.verdict || after.verdict == ClaimVerdict::NotYet, "{before:?} {after:?}");
    }

    #[test]
    fn the_order_of_rows_changes_nothing((story, claim) in any_claim(), seed in any::<u64>()) {
        let printed = Some(day(9));
        prop_assert_eq!(review(&story, &claim, printed), review(&story.shuffled(seed), &claim, printed));
    }
}

#[test]
fn the_stories_reach_every_verdict_that_one_series_can_have() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let missing = [ClaimVerdict::DifferentScope, ClaimVerdict::Ask, ClaimVerdict::Refuse];
    let all = ClaimVerdict::ALL.iter().filter(|verdict| !missing.contains(verdict));
    let all: BTreeSet<ClaimVerdict> = all.copied().collect();
    let mut seen = BTreeSet::new();
    for _ in 0..4_000 {
        if seen == all {
            break;
        }
        let (story, claim) = any_claim().new_tree(&mut runner).expect("a claim").current();
        let review = review(&story, &claim, Some(day(8)));
        seen.insert(review.now.verdict);
        seen.extend(review.when_printed.map(|then| then.verdict));
    }
    assert_eq!(seen, all);
}
