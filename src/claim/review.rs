//! A claim held against the ledger: with what is known now and, where it was printed, with what was known then.

use crate::model::date::{Moment, PartialDate};
use crate::model::event_days::EventDays;
use crate::model::figure::Window;
use crate::model::question::Question;
use crate::model::words::CountType;
use crate::reconcile::fit::days_of;
use crate::reconcile::windows::of_each_window;
use crate::series::track::resolve_tracks;
use crate::series::{Series, WindowDays};

use super::case::Case;
use super::prints::{RoomLeft, prints, size};
use super::{Behind, Checked, ClaimAction, ClaimInput, ClaimReview, ClaimVerdict, Mistyped, ReadAs, rules};

/// Holds a claim against the ledger.
pub fn check(claim: &ReadAs, input: &ClaimInput<'_>) -> ClaimReview {
    let now = judge(claim, input, input.question);
    let Some(printed_on) = input.printed_on else {
        return ClaimReview { now, when_printed: None, needs_update: None, action: None, mistyped: None };
    };
    let then = Question { known_on: Some(Moment::on(printed_on)), ..input.question };
    let when_printed = judge(claim, input, then);
    let mistyped = rested_on(claim, input, &then).filter(|_| !when_printed.is_supported());
    let action = action(claim, &now, &when_printed, mistyped);
    let is_as_it_was =
        now.verdict == ClaimVerdict::Disputed && when_printed.verdict == ClaimVerdict::Disputed;
    ClaimReview {
        now,
        when_printed: Some(when_printed),
        needs_update: Some(action != ClaimAction::Leave && !is_as_it_was),
        action: Some(action),
        mistyped,
    }
}

/// The verdict for one state of knowledge.
fn judge(claim: &ReadAs, input: &ClaimInput<'_>, known: Question) -> Checked {
    let day = claim.as_of;
    let series = frames(claim, input, &Question { as_of: day.or(known.as_of), ..known });
    let case = Case::new(claim, input, known, day, &series);
    let checked = rules::verdict(&case);
    let has_one_newest = !matches!(checked.verdict, ClaimVerdict::NoRecord | ClaimVerdict::Disputed);
    let behind = behind(&case).filter(|_| has_one_newest);
    Checked { behind, ..checked }
}

/// The series, with what all series of the event say of its days by then; of counts of a window one for each window that
/// the claim can mean, the newest first.
fn frames(claim: &ReadAs, input: &ClaimInput<'_>, question: &Question) -> Vec<Series> {
    let Some(series) = input.series else { return Vec::new() };
    if !series.has_windows() {
        return vec![series.clone().with_event_days(event_days(series, input, question))];
    }
    let is_meant = |window: &Series| {
        let ends = window.members().first().map(|member| &member.recorded.figure);
        ends.is_some_and(|figure| {
            let own = claim.window.zip(figure.window);
            let has_its_length = own.is_none_or(|(claimed, window)| match (claimed, window) {
                (Window::Hours(_), _) => {
                    let as_of = figure.as_of.date();
                    claimed.first_day(as_of) == window.first_day(as_of)
                }
                (Window::From(_), Window::From(_) | Window::Hours(_)) => true,
            });
            let last = WindowDays::of(figure).last;
            let is_of_the_day = claim
                .as_of
                .is_none_or(|day| last.is_some_and(|last| day.first_day() <= last && last <= day.last_day()));
            has_its_length && is_of_the_day
        })
    };
    let mut windows: Vec<Series> = of_each_window(series).filter(is_meant).collect();
    windows.reverse();
    windows
}

/// What all series of the event say of its days, as far as a question may know: as the caller was asked for it, else as far as
/// the series themselves tell.
fn event_days(series: &Series, input: &ClaimInput<'_>, question: &Question) -> EventDays {
    if let Some((_, days)) = input.event_days.iter().find(|(of, _)| of == question) {
        return *days;
    }
    let of_event = input.others.iter().filter(|other| other.scope.event == series.scope.event);
    let own = of_event.chain([series]).map(|one| days_of(&resolve_tracks(one, question)));
    let told = if question == &input.question { series.event_days() } else { EventDays::default() };
    own.fold(told, EventDays::and)
}

/// The questions for which the days of the event have to be known, beside the plain one with which the series comes. None
/// where nothing depends on them: one authority alone counts and no day is named, or what is counted is no toll.
pub fn questions(
    claim: &ReadAs,
    series: &Series,
    question: &Question,
    printed_on: Option<PartialDate>,
) -> Vec<Question> {
    let is_plain = series.tracks().len() < 2 && claim.as_of.is_none();
    if series.scope.count_type != CountType::Total || is_plain {
        return Vec::new();
    }
    let then = printed_on.map(|day| Question { known_on: Some(Moment::on(day)), ..*question });
    let plain = [Some(*question), then].into_iter().flatten();
    let on_its_day = |question: Question| {
        [Some(question), claim.as_of.map(|day| Question { as_of: Some(day), ..question })]
            .into_iter()
            .flatten()
    };
    plain.flat_map(on_its_day).filter(|one| one != question).collect()
}

/// How far the newest figure that counts lies from the number of the claim. The next window is not newer than another.
fn behind(case: &Case<'_>) -> Option<Behind> {
    let newest = case.counted().filter(|_| !case.in_windows()).last()?;
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let by = signed(size(newest.wording)) - signed(size(&case.claim.wording));
    (by != 0).then_some(Behind { newest: newest.chosen.id, by })
}

/// The typing error of this desk that printed the number by then.
fn rested_on(claim: &ReadAs, input: &ClaimInput<'_>, then: &Question) -> Option<Mistyped> {
    let series = input.series?;
    let printed = |mistyped: &&Mistyped| {
        let figure = series.figure(mistyped.figure).map(|recorded| &recorded.figure);
        figure.is_some_and(|figure| {
            then.knows(figure.published_on)
                && figure.count.as_ref().is_some_and(|count| prints(count, &claim.wording))
        })
    };
    input.mistyped.iter().find(printed).copied()
}

/// What to do about a printed sentence.
fn action(claim: &ReadAs, now: &Checked, then: &Checked, mistyped: Option<Mistyped>) -> ClaimAction {
    use ClaimVerdict::{
        Ask, AttributedToAnother, Contradicted, Corrected, DifferentScope, Disputed, NoRecord, NotYet,
        Refuse, Superseded, Supported, SupportedAsABound, Withdrawn,
    };
    let was_right = then.is_supported() || then.verdict == Disputed;
    match now.verdict {
        Supported if now.revised_by.is_none() => ClaimAction::Leave,
        Supported => ClaimAction::Update,
        SupportedAsABound if is_far_behind(claim, now) => ClaimAction::Update,
        SupportedAsABound => ClaimAction::Leave,
        _ if mistyped.is_some() => ClaimAction::Correct,
        Withdrawn | Corrected => ClaimAction::Withdraw,
        Superseded | Contradicted | AttributedToAnother | DifferentScope | NotYet if was_right => {
            ClaimAction::Update
        }
        Superseded | Contradicted | AttributedToAnother | DifferentScope | NotYet => ClaimAction::Correct,
        Disputed | NoRecord | Ask | Refuse => ClaimAction::Look,
    }
}

/// Whether the newest figure lies more than a tenth above a bound that still holds.
fn is_far_behind(claim: &ReadAs, now: &Checked) -> bool {
    let is_floor = RoomLeft::of(&claim.wording) == RoomLeft::Upwards && claim.wording.value().is_some();
    let more = now.behind.map_or(0, |behind| u64::try_from(behind.by).unwrap_or(0));
    is_floor && more.saturating_mul(10) > size(&claim.wording)
}
