//! What holds of every policy and every series (`docs/rules.md`, "Fates").

use std::sync::Arc;

use proptest::prelude::*;

use crate::model::attribution::Source;
use crate::model::count::Count;
use crate::model::date::Moment;
use crate::model::name::Name;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::words::CountType;
use crate::series::testing::{Story, any_question, any_story, day};

use super::explain::{because, explanation};
use super::policies::ALL;
use super::relate::{PreparedContext, RelationContext, relate};
use super::select::Selection;
use super::support::Support;
use super::{Answer, Chosen, Fate, RelationKind, Verdict};

fn answers(story: &Story, question: &Question) -> Vec<Answer> {
    let series = story.series();
    ALL.iter().map(|policy| (policy.apply)(&series, question)).collect()
}

/// Makes the answers of two series comparable: where a figure is among the members is a matter of each series.
fn forget_places(answers: [&mut Answer; 2]) {
    answers.into_iter().flat_map(|answer| &mut answer.chosen).for_each(|chosen| chosen.member = 0);
}

/// The same statement in another outlet, so many days later, recorded last.
fn relay(story: &Story, id: FigureId, days: i32) -> Story {
    let mut story = story.clone();
    let mut relay: Recorded =
        story.figures.iter().find(|recorded| recorded.id == id).expect("a figure").clone();
    relay.id = FigureId(1_000);
    let is_windowed = matches!(relay.figure.scope.count_type, CountType::Period | CountType::Increment);
    // The window of an undated period count ends on the day it was published: on another day it is another window.
    let days = if is_windowed && relay.figure.as_of.is_assumed() { 0 } else { days };
    let publisher = Name::read("Another daily").expect("a name");
    relay.figure.source = Arc::new(Source { publisher, ..(*relay.figure.source).clone() });
    if days > 0 {
        let later = relay.figure.published_on.date.last_day().plus_days(days).to_date();
        relay.figure.published_on = Moment::on(later);
        if relay.figure.as_of.is_assumed() {
            relay.figure.as_of = crate::model::figure::AsOf::Assumed(later);
        }
    }
    story.figures.push(relay);
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// No figure vanishes without a reason, under any policy.
    #[test]
    fn every_figure_is_accounted_for_once(story in any_story(), question in any_question()) {
        let series = story.series();
        let members: Vec<FigureId> = series.members().iter().map(|member| member.id()).collect();
        for answer in answers(&story, &question) {
            let traced: Vec<FigureId> = answer.trace.iter().map(|traced| traced.id).collect();
            prop_assert_eq!(&traced, &members, "policy {}", answer.policy);
            for traced in &answer.trace {
                prop_assert!(!because(&answer, &series, traced).is_empty());
                prop_assert!(traced.fate.other() != Some(traced.id));
            }
        }
    }

    /// The order in which figures and acts are handed in is of no account.
    #[test]
    fn shuffling_changes_nothing(story in any_story(), question in any_question(), seed: u64) {
        prop_assert_eq!(format!("{:?}", answers(&story, &question)), format!("{:?}", answers(&story.shuffled(seed), &question)));
    }

    /// No answer depends on today or on what was asked before: clocks that lie beyond everything leave nothing out, and a
    /// series that was asked another thing in between answers as before.
    #[test]
    fn the_same_question_gives_the_same_answer(story in any_story(), question in any_question()) {
        let series = story.series();
        let ask = |question: &Question| ALL.iter().map(|policy| (policy.apply)(&series, question)).collect::<Vec<_>>();
        let far = day(4_000);
        let beyond = Question {
            as_of: question.as_of.or(Some(far)),
            known_on: question.known_on.or(Some(Moment::on(far))),
            ..question
        };
        let first = ask(&question);
        prop_assert_eq!(format!("{first:?}"), format!("{:?}", ask(&beyond)));
        prop_assert_eq!(format!("{first:?}"), format!("{:?}", answers(&story, &question)));
    }

    /// Relays are no evidence: one more of an authority's newest statement changes neither support nor verdict. (Where
    /// the order of two figures is unknown, a later relay of one of them settles it. An undated correction holds for the day
    /// of what it mends; a relay of it, which mends nothing, does not say so.)
    #[test]
    fn one_more_relay_never_changes_support(story in any_story(), question in any_question(), which: usize, days in 0..3_i32) {
        let before = answers(&story, &Question { known_on: None, ..question });
        let series = story.series();
        let takes_a_day = |chosen: &&Chosen| {
            let member = &series.members()[chosen.member];
            member.as_of != member.recorded.figure.as_of.date()
        };
        let chosen: Vec<_> = before[0].chosen.iter().filter(|chosen| !takes_a_day(chosen)).filter(|chosen| {
            chosen.voice.is_attributed() && before[0].chosen.iter().filter(|other| other.voice == chosen.voice).count() == 1
        }).collect();
        if chosen.is_empty() {
            return Ok(());
        }
        let with = relay(&story, chosen[which % chosen.len()].id, days);
        for (before, after) in before.iter().zip(answers(&with, &Question { known_on: None, ..question })) {
            prop_assert_eq!((before.support, before.roots, before.verdict), (after.support, after.roots, after.verdict),
                "policy {}", before.policy);
        }
    }

    /// Whatever is printed lies in order, and is held by figures that count.
    #[test]
    fn low_best_high(story in any_story(), question in any_question()) {
        for answer in answers(&story, &question) {
            prop_assert!(answer.support <= answer.roots);
            prop_assert_eq!(answer.span.is_none(), answer.no_number.is_some());
            let Some(span) = answer.span else { continue };
            prop_assert!(span.high.is_none_or(|high| span.low <= high));
            prop_assert!(span.best.is_none_or(|best| span.low <= best && span.high.is_none_or(|high| best <= high)));
            for holder in [span.low_by, span.high_by] {
                prop_assert!(answer.kept().any(|chosen| chosen.id == holder), "policy {}", answer.policy);
                let fate = answer.trace.iter().find(|traced| traced.id == holder).map(|traced| traced.fate);
                prop_assert_eq!(fate, Some(Fate::Kept), "policy {}", answer.policy);
            }
        }
    }

    /// Nothing that the public could not know, and nothing that holds for a later day, is in an answer.
    #[test]
    fn answers_keep_to_the_question(story in any_story(), question in any_question()) {
        let series = story.series();
        for answer in answers(&story, &question) {
            for chosen in &answer.chosen {
                prop_assert_eq!(series.members()[chosen.member].id(), chosen.id);
                let figure = &series.figure(chosen.id).expect("a figure").figure;
                prop_assert!(question.knows(figure.published_on));
                prop_assert!(figure.as_of.is_assumed() || question.reaches(figure.scope.count_type, figure.as_of.date()));
            }
        }
    }

    /// Our own typing error is as if it had never been: without the figure, and what it declared or suffered, all is the same.
    #[test]
    fn a_void_figure_is_as_if_it_had_never_been(story in any_story(), question in any_question(), which: usize) {
        let id = story.figures[which % story.figures.len()].id;
        let void = story.clone().act(ActKind::Void, id.0, story.figures[0].figure.published_on);
        let mut without = story;
        without.figures.retain(|recorded| recorded.id != id);
        without.acts.retain(|act| act.figure != id && act.other != Some(id));
        if without.figures.is_empty() {
            return Ok(());
        }
        for (mut with, mut without) in answers(&void, &question).into_iter().zip(answers(&without, &question)) {
            with.trace.retain(|traced| traced.id != id);
            forget_places([&mut with, &mut without]);
            prop_assert_eq!(format!("{with:?}"), format!("{without:?}"), "policy {}", with.policy);
        }
    }

    /// What was not public yet changes nothing, whatever it declares.
    #[test]
    fn what_is_published_later_changes_no_earlier_answer(story in any_story(), question in any_question()) {
        let known = |published: Moment| question.knows(published);
        let mut then = story.clone();
        then.figures.retain(|recorded| known(recorded.figure.published_on));
        then.acts.retain(|act| {
            let of = |id| then.figures.iter().any(|recorded: &Recorded| recorded.id == id);
            known(act.known_at) && of(act.figure) && act.other.is_none_or(of)
        });
        // A typing error is one whenever it is asked about, and what declares a change comes after what it changes.
        let is_early = |act: &Act| {
            let target = story.figures.iter().find(|recorded| recorded.id == act.figure);
            target.is_some_and(|target| target.figure.published_on.order_key() > act.known_at.order_key())
        };
        if then.figures.is_empty() || story.acts.iter().any(|act| act.what == ActKind::Void || is_early(act)) {
            return Ok(());
        }
        for (mut now, mut then) in answers(&story, &question).into_iter().zip(answers(&then, &question)) {
            now.trace.retain(|traced| then.trace.iter().any(|other| other.id == traced.id));
            forget_places([&mut now, &mut then]);
            prop_assert_eq!(format!("{now:?}"), format!("{then:?}"), "policy {}", now.policy);
        }
    }

    /// `compare`, the verdict and the exit code never contradict each other.
    #[test]
    fn compare_says_what_the_verdict_says(story in any_story(), question in any_question()) {
        let all = [story.series()];
        let series = &all[0];
        let selection = Selection::new(series, &question);
        let support = Support::of(&selection);
        let figures: Vec<&Recorded> = story.figures.iter().collect();
        let (acts, names) = (series.acts(), series.names());
        let context = RelationContext { figures: &figures, acts, series: &all, question, names };
        let context = PreparedContext::of(&context);
        let kept: Vec<&Chosen> = selection.kept().collect();
        let mut conflict = false;
        let pairs = kept.iter().enumerate().flat_map(|(at, a)| kept[at + 1..].iter().map(move |b| (*a, *b)));
        for (a, b) in pairs.filter(|(a, b)| a.voice != b.voice) {
            let is_linked = |act: &Act| {
                [(a.id, Some(b.id)), (b.id, Some(a.id))].contains(&(act.figure, act.other))
            };
            if story.acts.iter().any(is_linked) {
                continue;
            }
            let recorded = |chosen: &Chosen| series.figure(chosen.id).expect("a figure");
            let relation = context.relate(recorded(a), recorded(b));
            let conflicts = selection.conflict(a, b);
            prop_assert_eq!(relation.kind == RelationKind::Conflicts, conflicts, "#{} and #{}: {:?}", a.id, b.id, relation);
            prop_assert_eq!(relation.gap.is_some(), conflicts);
            conflict |= conflicts && support.counts(&selection, a) && support.counts(&selection, b);
        }
        let quiet = [Verdict::SingleSource, Verdict::SourcesAgree, Verdict::Compatible];
        for answer in answers(&story, &question) {
            let is_quiet = quiet.contains(&answer.verdict);
            prop_assert!(!conflict || (!is_quiet && answer.verdict != Verdict::DifferentDates), "{:?}", answer.verdict);
            let loud = [Verdict::MostlyAgree, Verdict::SourcesDiffer, Verdict::OrderUnknown];
            prop_assert_eq!(answer.needs_a_look(), loud.contains(&answer.verdict) || answer.order_unknown);
            let span = answer.span.and_then(|span| Count::new(span.low, span.high));
            let set_aside = answer.chosen.iter().filter(|chosen| chosen.role.is_older());
            for older in set_aside {
                let said = selection.wording(older).expect("a count").count();
                let apart = span.is_some_and(|span| span.meet(said).is_none());
                prop_assert!(!apart || !is_quiet, "#{} beside {:?}", older.id, answer.verdict);
            }
        }
    }

    /// A relation does not depend on the order of its two figures.
    #[test]
    fn relations_have_one_reading(story in any_story(), a: usize, b: usize) {
        let figures: Vec<&Recorded> = story.figures.iter().collect();
        let (series, question) = (story.all_series(), Question::default());
    let (acts, names) = (&story.acts[..], &story.names);
    let around = RelationContext { figures: &figures, acts, series: &series, question, names };
        let (a, b) = (figures[a % figures.len()], figures[b % figures.len()]);
        let relation = relate(a, b, &around);
        prop_assert_eq!(&relation, &relate(b, a, &around));
        prop_assert!(explanation(&relation, a, b).ends_with('.'));
    }
}

#[test]
fn days_are_counted_from_the_first_of_october() {
    assert_eq!(day(23).iso(), "2023-10-24");
}
