//! Replies: which chosen figures another body rejects (`docs/rules.md`, "Replies").
//!
//! A reply withdraws nothing and supports nothing. It is tied to what it rejects: while that stands as the newest figure of
//! its authority, it never grows old.

use crate::model::date::Day;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::words::LinkKind;
use crate::series::replies::says_it;
use crate::series::step::{Step, step};
use crate::series::track::{ResolvedTracks, TrackOutcome};
use crate::series::{Series, Voice};

use super::answer::{Chosen, Dispute, Reach, Role};

/// The chosen figures that another body rejects, in the order in which the public could know it.
///
/// `stale_after`: for how many days a reply to a count that went on since is told.
pub fn disputes(
    resolved: &ResolvedTracks<'_>,
    question: &Question,
    chosen: &[Chosen],
    stale_after: u32,
) -> Vec<Dispute> {
    let replies = Replies { resolved, question, chosen, stale_after };
    let mut found: Vec<_> = resolved
        .series
        .acts()
        .iter()
        .filter(|act| replies.counts(act))
        .filter_map(|act| Some((act.known_at.order_key(), replies.dispute(act)?)))
        .collect();
    found.sort_by_key(|(known, dispute)| (*known, dispute.by, dispute.target));
    found.into_iter().map(|(_, dispute)| dispute).collect()
}

/// Whether any figure of a series is rejected by another.
pub fn has_replies(series: &Series) -> bool {
    series.acts().iter().any(|act| act.what == ActKind::Linked(LinkKind::Disputes))
}

/// Whether a chosen figure, or another relay of its statement, rejects what stands as the newest figure of its authority.
pub fn is_reply(resolved: &ResolvedTracks<'_>, disputes: &[Dispute], chosen: &Chosen) -> bool {
    let mut replies = disputes.iter().filter(|dispute| dispute.reach == Reach::Itself);
    replies.any(|dispute| says_it(resolved, dispute.by, chosen.member))
}

/// Whether another body rejects a figure that counts.
pub fn is_disputed(disputes: &[Dispute], chosen: &[Chosen]) -> bool {
    disputes.iter().any(|dispute| chosen.iter().any(|one| one.is_kept() && one.id == dispute.chosen))
}

struct Replies<'a, 's> {
    resolved: &'a ResolvedTracks<'s>,
    question: &'a Question,
    chosen: &'a [Chosen],
    stale_after: u32,
}

impl Replies<'_, '_> {
    /// Whether an act is a reply that counts: of another body, known, and not taken back itself.
    fn counts(&self, act: &Act) -> bool {
        let series = self.resolved.series;
        let voice = |id: FigureId| Some(Voice::of(&series.figure(id)?.figure, series.names()));
        act.what == ActKind::Linked(LinkKind::Disputes)
            && series.counts(act, self.question)
            && act
                .other
                .is_some_and(|by| series.status(by, self.question).stands() && voice(by) != voice(act.figure))
    }

    /// The chosen figure that a reply reaches; `None` where what it rejects was withdrawn, changed, or left behind.
    fn dispute(&self, act: &Act) -> Option<Dispute> {
        let (by, target) = (act.other?, act.figure);
        let members = self.resolved.series.members();
        let member = members.iter().position(|member| member.id() == target)?;
        let of_track = |chosen: &&Chosen| {
            members[chosen.member].track == members[member].track
                && !matches!(chosen.role, Role::Withdrawn(_))
        };
        self.chosen.iter().filter(of_track).find_map(|chosen| {
            let reach = self.reach(member, chosen, act)?;
            Some(Dispute { chosen: chosen.id, target, reach, by })
        })
    }

    /// How a reply to a member reaches the figure that was chosen in its track.
    fn reach(&self, member: usize, chosen: &Chosen, act: &Act) -> Option<Reach> {
        let says_the_same = |member: usize| {
            self.resolved.said_first(member) == chosen.member
                || self.resolved.are_one_statement(member, chosen.member)
        };
        if says_the_same(member) {
            return Some(Reach::Itself);
        }
        let mut at = member;
        for _ in 0..self.resolved.outcomes.len() {
            at = self.went_on_to(self.resolved.said_first(at))?;
            if says_the_same(at) {
                return self.is_recent(act).then_some(Reach::Before);
            }
        }
        None
    }

    /// The figure to which the count of a member merely went on; `None` where its authority changed it.
    fn went_on_to(&self, member: usize) -> Option<usize> {
        let TrackOutcome::Followed(by) = self.resolved.outcomes[member] else { return None };
        let series = self.resolved.series;
        let (from, to) = (self.resolved.places[member]?, self.resolved.places[by]?);
        let acts = series.acts_on(from.recorded().id);
        let is_declared = acts.iter().any(|act| act.other == Some(to.recorded().id));
        (!is_declared && matches!(step(from, to).step, Step::Updates | Step::Repeats)).then_some(by)
    }

    /// Whether a reply to a count that went on since is no older than a figure may be.
    fn is_recent(&self, act: &Act) -> bool {
        let day = |chosen: &Chosen| Some(self.resolved.places[chosen.member]?.as_of().first_day());
        let newest: Option<Day> = self.chosen.iter().filter_map(day).max();
        let reply = act.other.and_then(|by| self.resolved.series.figure(by));
        let said = |reply: &Recorded| reply.figure.details.stated_on.map(|moment| moment.date);
        let replied = reply.and_then(said).unwrap_or(act.known_at.date).last_day();
        newest.is_none_or(|newest| i64::from(newest.days_since(replied)) <= i64::from(self.stale_after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::question::Question;
    use crate::reconcile::policies::named;
    use crate::reconcile::{Answer, Verdict};
    use crate::series::testing::{Row, Story};

    fn answer(story: &Story) -> Answer {
        (named("range").expect("a policy").apply)(&story.series(), &Question::default())
    }

    fn mayor(figure: &str, day: &str) -> Row {
        Row::new(figure).by("Mayor").on(day)
    }

    fn army(figure: &str, day: &str) -> Row {
        Row::new(figure).by("Army").published(day)
    }

    #[test]
    fn a_reply_without_a_number_makes_the_sources_differ() {
        let rows = [mayor("300", "2023-10-03"), army("", "2023-10-04")];
        let story = Story::of(&rows).link(2, LinkKind::Disputes, 1);
        let said = answer(&story);
        assert_eq!((said.verdict, said.disputes.len()), (Verdict::SourcesDiffer, 1));
        assert_eq!(
            said.span.map(|span| (span.low, span.high)),
            Some((300, Some(300))),
            "it withdraws nothing"
        );
        assert_eq!(answer(&Story::of(&rows)).verdict, Verdict::SingleSource);
    }

    #[test]
    fn a_reply_holds_for_every_relay_and_ends_with_what_it_rejects() {
        let relayed = Story::of(&[
            mayor("300", "2023-10-03"),
            mayor("300", "2023-10-03").published("2023-10-05").in_("Wire"),
            army("", "2023-10-04"),
        ]);
        assert_eq!(answer(&relayed.link(3, LinkKind::Disputes, 1)).verdict, Verdict::SourcesDiffer);
        let lowered =
            Story::of(&[mayor("300", "2023-10-03"), army("", "2023-10-04"), mayor("250", "2023-10-05")]);
        assert_eq!(answer(&lowered.link(2, LinkKind::Disputes, 1)).verdict, Verdict::SingleSource);
        let own = Story::of(&[mayor("300", "2023-10-03"), mayor("", "2023-10-04")]);
        assert_eq!(
            answer(&own.link(2, LinkKind::Disputes, 1)).verdict,
            Verdict::SingleSource,
            "its own authority"
        );
        let back = Story::of(&[mayor("300", "2023-10-03"), army("", "2023-10-04"), army("", "2023-10-05")]);
        let back = back.link(2, LinkKind::Disputes, 1).link(3, LinkKind::Retracts, 2);
        assert_eq!(answer(&back).verdict, Verdict::SingleSource, "a reply that was taken back");
    }

    #[test]
    fn a_reply_to_a_count_that_went_on_grows_old() {
        let grown = |day| {
            let rows = [mayor("300", "2023-10-03"), army("", "2023-10-04"), mayor("410", day)];
            answer(&Story::of(&rows).link(2, LinkKind::Disputes, 1))
        };
        let soon = grown("2023-10-05");
        assert_eq!((soon.verdict, soon.disputes[0].reach), (Verdict::SourcesDiffer, Reach::Before));
        assert_eq!(grown("2023-11-05").verdict, Verdict::SingleSource);
    }

    #[test]
    fn a_reply_with_a_number_is_never_older_than_what_it_rejects() {
        let rows = [
            mayor("300", "2023-10-30"),
            army("at least 30", "2023-10-04").set(crate::model::draft::Field::AsOf, "2023-10-04"),
        ];
        let role = |story: &Story| {
            let said = answer(story);
            said.chosen.iter().find(|chosen| chosen.id.0 == 2).map(|chosen| chosen.role.clone())
        };
        let story = Story::of(&rows);
        assert_eq!(role(&story), Some(Role::Older));
        let reply = story.link(2, LinkKind::Disputes, 1);
        assert_eq!(role(&reply), Some(Role::Kept));
        assert_eq!(answer(&reply).verdict, Verdict::SourcesDiffer, "though 30 or more allow 300");
    }
}
