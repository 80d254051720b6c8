//! A figure that vanished from its feed without a word: what stands may look like the last that was said, and is not.

use std::cmp::Ordering;

use crate::model::date::{Day, Moment};
use crate::model::event_days::stale_after_days;
use crate::model::question::Question;
use crate::model::recorded::{ActKind, Recorded};
use crate::model::words::LinkKind;
use crate::phrase::grammar::possessive;
use crate::phrase::names::Speech;
use crate::phrase::when::{beside, on};
use crate::reconcile::{Answer, Fate, Outside};
use crate::series::step::compare_wordings;
use crate::series::{Member, Series, WindowDays};

use super::one::counted;

/// `a figure of {9,861} that stood in {the Gazette's} data on {21 March 2031} has been removed without a statement.` Of each
/// authority the newest such figure, while its removal is news and shows in what stands.
pub fn sentences(series: &Series, answer: &Answer, question: &Question, speech: &Speech<'_>) -> Vec<String> {
    let members = || series.members().iter().zip(&answer.trace);
    if members().all(|(_, traced)| traced.fate != Fate::Gone) {
        return Vec::new();
    }
    let known = members().filter(|(_, traced)| traced.fate != Fate::OutsideTheQuestion(Outside::NotYetKnown));
    let newest = known.map(|(member, _)| member.recorded.figure.published_on.date.first_day()).max();
    let gone = series.tracks().iter().filter_map(|track| {
        let of_track = track.members.iter().rev().map(|place| (*place, &series.members()[*place]));
        let mut gone = of_track.filter(|(place, member)| {
            answer.trace[*place].fate == Fate::Gone && question.reaches(series.scope.count_type, member.as_of)
        });
        let (place, member) = gone.next()?;
        let at = removed_at(series, member, question)?;
        let is_told = is_news(series, at, question, newest) && shows(series, answer, place, member);
        is_told.then(|| sentence(&member.recorded, speech)).flatten()
    });
    gone.collect()
}

/// The snapshot from which a figure was gone; `None` where somebody stated why, or it came back.
fn removed_at(series: &Series, member: &Member, question: &Question) -> Option<Moment> {
    let acts = || series.acts_on(member.id()).iter().filter(|act| series.counts(act, question));
    let is_stated = |what: ActKind| what.withdraws() || what == ActKind::Linked(LinkKind::Corrects);
    let mut gone = acts().filter(|act| act.what == ActKind::Gone).map(|act| act.known_at);
    gone.next_back().filter(|_| !acts().any(|act| is_stated(act.what)))
}

/// Whether it is no longer since a removal than a figure counts beside newer ones, on the day that is asked about; without
/// one, on the day of the newest report.
fn is_news(series: &Series, at: Moment, question: &Question, newest: Option<Day>) -> bool {
    let known_on = question.known_on.map(|known_on| known_on.date);
    let asked = known_on.or(question.as_of).map(|day| day.last_day()).or(newest);
    let days = asked.map(|asked| asked.days_since(at.date.first_day()));
    let stale_after = stale_after_days(&series.scope.event, series.names());
    days.is_none_or(|days| i64::from(days) <= i64::from(stale_after))
}

/// Whether a removal shows in what stands: nothing newer took the figure's place, or what stands lies below it.
fn shows(series: &Series, answer: &Answer, place: usize, gone: &Member) -> bool {
    if series.has_windows() && Some(WindowDays::of(&gone.recorded.figure)) < answer.window {
        return false;
    }
    let mut own = answer.chosen.iter().filter(|chosen| series.members()[chosen.member].track == gone.track);
    own.all(|chosen| {
        let count = |member: &Member| member.recorded.figure.count.clone();
        let counts = count(gone).zip(count(&series.members()[chosen.member]));
        let way = counts.map_or(Ordering::Equal, |(gone, stands)| compare_wordings(&gone, &stands));
        way == Ordering::Greater || (way == Ordering::Less && chosen.member < place)
    })
}

fn sentence(recorded: &Recorded, speech: &Speech<'_>) -> Option<String> {
    let (figure, number) = (&recorded.figure, counted(recorded, speech)?.short());
    let stood = figure.published_on.date;
    let as_of = figure.as_of.stated().filter(|day| *day != stood);
    let as_of = as_of.map(|day| format!(" (as of {})", beside(day, stood))).unwrap_or_default();
    let whose = possessive(&speech.publisher(&figure.source.publisher));
    Some(format!(
        "a figure of {number}{as_of} that stood in {whose} data {} has been removed without a statement.",
        on(stood)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draft::Field;
    use crate::reconcile::policies::PER_AUTHORITY;
    use crate::series::testing::{Row, Story};

    fn told(story: &Story, question: &Question) -> Vec<String> {
        let series = story.series();
        let answer = (PER_AUTHORITY.apply)(&series, question);
        sentences(&series, &answer, question, &Speech::new(series.names()))
    }

    fn row(figure: &str, day: &str) -> Row {
        Row::new(figure).by("Ministry").on(day).in_("Gazette")
    }

    fn gone(rows: &[Row], figure: i64, at: &str) -> Story {
        Story::of(rows).act(ActKind::Gone, figure, Moment::read(at).expect("a moment"))
    }

    fn known_on(day: &str) -> Question {
        Question { known_on: Moment::read(day).ok(), ..Question::default() }
    }

    const SAID: &str = "a figure of 9,861 that stood in Gazette's data on 21 March 2020 has been removed without a statement.";

    #[test]
    fn a_removal_is_told_while_it_is_news_and_shows() {
        let rows = [row("9,257", "2020-03-20"), row("9,861", "2020-03-21"), row("9,300", "2020-03-23")];
        let two = gone(&rows[..2], 2, "2020-03-22");
        assert_eq!(told(&two, &Question::default()), [SAID]);
        assert!(told(&two, &known_on("2020-03-21")).is_empty(), "it stands");
        assert_eq!(told(&two, &known_on("2020-03-29")), [SAID]);
        assert!(told(&two, &known_on("2020-03-30")).is_empty(), "it is no news any more");
        assert_eq!(told(&gone(&rows, 2, "2020-03-22"), &Question::default()), [SAID], "what stands is lower");
    }

    #[test]
    fn what_went_on_was_stated_or_said_again_is_no_removal() {
        let risen = [row("9,861", "2020-03-21"), row("9,900", "2020-03-23")];
        assert!(told(&gone(&risen, 1, "2020-03-22"), &Question::default()).is_empty());
        let again = [row("9,861", "2020-03-21"), row("9,861", "2020-03-21").published("2020-03-23")];
        assert!(told(&gone(&again, 1, "2020-03-22"), &Question::default()).is_empty());
        let withdrawn = [row("9,861", "2020-03-21"), row("", "2020-03-22")];
        let stated = gone(&withdrawn, 1, "2020-03-22").link(2, LinkKind::Retracts, 1);
        assert!(told(&stated, &Question::default()).is_empty());
        let day =
            |figure, day| row(figure, day).set(Field::CountType, "period").set(Field::PeriodLength, "24h");
        let days = [day("90", "2020-03-20"), day("12", "2020-03-21")];
        assert!(told(&gone(&days, 1, "2020-03-22"), &Question::default()).is_empty(), "an older day");
        assert_eq!(told(&gone(&days, 2, "2020-03-22"), &Question::default()).len(), 1);
    }
}
