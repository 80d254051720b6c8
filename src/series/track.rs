//! What becomes of every figure in its track (`docs/rules.md`, "Which figure is chosen").

use std::cell::{Cell, OnceCell};
use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind};
use crate::model::status::Status;
use crate::model::words::{CountType, LinkKind};

use super::lookback::Lookback;
use super::order::{compare_days, only_rows_part};
use super::step::TrackPlace;
use super::{Member, Series, Track, WindowDays, is_change};

/// What became of every figure of a series in its track, for one question.
#[derive(Clone, Debug)]
pub struct ResolvedTracks<'s> {
    /// The series.
    pub series: &'s Series,
    /// What became of each member.
    pub statuses: Vec<Status<'s>>,
    /// What became of each member in its track.
    pub outcomes: Vec<TrackOutcome>,
    /// The place of each member in its track; `None` for statements.
    pub places: Vec<Option<TrackPlace<'s>>>,
    /// The chosen figures, track by track, as places in [`Series::members`]; of one track more than one only where their
    /// order is unknown.
    pub chosen: Vec<usize>,
    /// Of each track the figure before those chosen that they do not merely repeat, where there is one.
    previous: Vec<Option<usize>>,
    /// The window that is answered, for period counts and increments.
    pub window: Option<WindowDays>,
    /// What takes part, track by track.
    said: Vec<Partakers<'s>>,
    /// By the figure that is said again, those that say it; made when first asked for.
    sayings: OnceCell<FxHashMap<usize, Vec<usize>>>,
}

/// The figures of a track that take part, to be found by what they say once many were asked for.
#[derive(Clone, Debug, Default)]
struct Partakers<'s> {
    asked: Cell<usize>,
    index: OnceCell<Lookback<'s>>,
}

/// What became of one figure in its track. Numbers are places in [`Series::members`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackOutcome {
    /// Void, gone or corrected; its status says which.
    Hidden,
    /// Published after the time that is asked about.
    NotYetKnown,
    /// It holds for a day after the one that is asked about.
    LaterDay,
    /// It counts another window than the one that is answered.
    OtherWindow,
    /// A statement without a number.
    Statement,
    /// It only says again what that figure says.
    Restates(usize),
    /// That figure took its place.
    Followed(usize),
    /// It is the last of its track.
    Chosen,
}

/// How many figures of one authority and day are compared with each other to see which restate which.
const COMPARED: usize = 64;

/// How often a track is simply looked through for relays of a figure. Most tracks are asked once or twice.
const SCANS: usize = 16;

/// Chooses the last figure of every track of a series.
pub fn resolve_tracks<'s>(series: &'s Series, question: &Question) -> ResolvedTracks<'s> {
    let members = series.members();
    let mut resolved = ResolvedTracks {
        series,
        statuses: members.iter().map(|member| series.status(member.id(), question)).collect(),
        outcomes: Vec::with_capacity(members.len()),
        places: members.iter().map(|member| TrackPlace::new(&member.recorded, member.as_of)).collect(),
        chosen: Vec::with_capacity(series.tracks().len()),
        previous: Vec::with_capacity(series.tracks().len()),
        window: None,
        said: vec![Partakers::default(); series.tracks().len()],
        sayings: OnceCell::new(),
    };
    resolved.outcomes.extend(
        members.iter().zip(&resolved.statuses).map(|(member, status)| glance(member, *status, question)),
    );
    resolved.find_window(question);
    let mut left = Vec::new();
    for track in series.tracks() {
        let previous = resolved.track(track, question, &mut left);
        resolved.previous.push(previous);
    }
    resolved
}

/// What can be said of a figure by itself. A figure that may take part is `Chosen` until another takes its place.
fn glance(member: &Member, status: Status<'_>, question: &Question) -> TrackOutcome {
    match status {
        Status::Void => TrackOutcome::Hidden,
        _ if !question.knows(member.recorded.figure.published_on) => TrackOutcome::NotYetKnown,
        _ if member.recorded.figure.count.is_none() => TrackOutcome::Statement,
        status if status.is_hidden() => TrackOutcome::Hidden,
        _ => TrackOutcome::Chosen,
    }
}

/// Whether a figure of a track may say again what one before it says, other than the next: some are undated, or hold for
/// one day. Between these may stand one of their month, which begins with that day.
fn looks_back(members: &[Member], track: &Track) -> bool {
    let is_undated = |member: &usize| members[*member].recorded.figure.as_of.is_assumed();
    let begins = |member: usize| members[member].as_of.first_day();
    let of_one_day = |pair: &[usize]| begins(pair[0]) == begins(pair[1]);
    track.members.iter().any(is_undated) || track.members.windows(2).any(of_one_day)
}

/// A figure that is left; the first that said exactly the same; and of those left up to it the one published last.
#[derive(Clone, Copy)]
struct Left {
    member: usize,
    said_first: usize,
    published_last: usize,
}

impl<'s> ResolvedTracks<'s> {
    /// Whether a member takes part in its track, set aside or not.
    fn takes_part(&self, member: usize) -> bool {
        use TrackOutcome::{Chosen, Followed, Restates};
        matches!(self.outcomes[member], Chosen | Restates(_) | Followed(_))
    }

    /// The members of a track that take part, in track order.
    pub fn partakers<'w>(&'w self, track: &'w Track) -> impl DoubleEndedIterator<Item = usize> + 'w {
        track.members.iter().copied().filter(|member| self.takes_part(*member))
    }

    /// Whether two members hold for the same day and one says again what the other says: one statement, however often
    /// it was relayed.
    pub fn are_one_statement(&self, a: usize, b: usize) -> bool {
        let places = self.places[a].zip(self.places[b]);
        a == b || places.is_some_and(|(a, b)| a.as_of() == b.as_of() && (a.restates(&b) || b.restates(&a)))
    }

    /// The figure that a member says again, by however many steps; itself where it restates none.
    pub fn said_first(&self, member: usize) -> usize {
        let mut at = member;
        for _ in 0..self.outcomes.len() {
            let TrackOutcome::Restates(other) = self.outcomes[at] else { break };
            at = other;
        }
        at
    }

    /// The figure before a chosen one that it does not merely repeat.
    pub fn previous(&self, chosen: usize) -> Option<usize> {
        self.previous[self.series.members()[chosen].track]
    }

    /// Whether a member could be known, and is no typing error of ours.
    pub fn is_known(&self, member: usize) -> bool {
        self.outcomes[member] != TrackOutcome::NotYetKnown && self.statuses[member] != Status::Void
    }

    /// Whether a member is known and not hidden.
    pub fn is_shown(&self, member: usize) -> bool {
        use TrackOutcome::{Hidden, NotYetKnown, Statement};
        !matches!(self.outcomes[member], Hidden | NotYetKnown | Statement)
    }

    /// The members that relay one statement: the given one and all of its track that are one statement with it. Only once
    /// it is known which figures of the track take part.
    pub fn relays(&self, member: usize) -> impl Iterator<Item = usize> + use<> {
        let number = self.series.members()[member].track;
        let (track, said) = (&self.series.tracks()[number], &self.said[number]);
        said.asked.set(said.asked.get() + 1);
        if said.asked.get() <= SCANS {
            let relays = self.partakers(track).filter(|other| self.are_one_statement(*other, member));
            return relays.collect::<Vec<_>>().into_iter();
        }
        let index = said.index.get_or_init(|| {
            let mut index = Lookback::default();
            for partaker in self.partakers(track) {
                self.places[partaker].iter().for_each(|place| index.push(partaker, *place));
            }
            index
        });
        self.places[member].map(|place| index.of_one_statement(&place)).unwrap_or_default().into_iter()
    }

    /// The members that say again, by however many steps, what one says, which restates none. Only once all tracks are resolved.
    pub fn sayings(&self, member: usize) -> &[usize] {
        let sayings = self.sayings.get_or_init(|| {
            let mut sayings: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
            let restating = |other: &usize| matches!(self.outcomes[*other], TrackOutcome::Restates(_));
            for other in (0..self.outcomes.len()).filter(restating) {
                sayings.entry(self.said_first(other)).or_default().push(other);
            }
            sayings
        });
        sayings.get(&member).map_or(&[], Vec::as_slice)
    }

    /// The act by which a figure was withdrawn: itself, or another relay of the same statement that says no less. Of
    /// several acts the one known last decides, so that a reinstatement undoes it for every relay; who withdraws a
    /// figure and gives the same number withdraws a relay, not the statement.
    pub fn withdrawal(&self, member: usize) -> Option<&'s Act> {
        if self.series.acts().is_empty() {
            return None;
        }
        let count = self.places[member]?.wording().count();
        let says_no_less = |other: &usize| {
            let other = self.places[*other];
            other.is_some_and(|other| !count.is_narrower_than(other.wording().count()))
        };
        let says_it_again =
            |id| self.relays(member).any(|relay| Some(self.series.members()[relay].id()) == id);
        let statuses = self.relays(member).filter(says_no_less).map(|relay| self.statuses[relay]);
        let acts = statuses.filter_map(|status| match status {
            Status::Retracted(act) | Status::Disowned(act) if says_it_again(act.other) => None,
            Status::Retracted(act) | Status::Disowned(act) => Some((act.known_at.order_key(), Some(act))),
            Status::Reinstated(act) => Some((act.known_at.order_key(), None)),
            _ => None,
        });
        acts.max_by_key(|(known_at, _)| *known_at).and_then(|(_, act)| act)
    }

    /// The newest window within the question, by last day, then first day; all others are set aside.
    fn find_window(&mut self, question: &Question) {
        if !self.series.has_windows() {
            return;
        }
        let members = self.series.members();
        let count_type = self.series.scope.count_type;
        let in_question = |(member, outcome): (&Member, &TrackOutcome)| {
            let takes_part = *outcome == TrackOutcome::Chosen && question.reaches(count_type, member.as_of);
            takes_part.then(|| WindowDays::of(&member.recorded.figure))
        };
        let ends = members.iter().zip(&self.outcomes).filter_map(in_question);
        self.window = ends.max_by_key(|ends| (ends.last, ends.first));
        for (member, outcome) in members.iter().zip(&mut self.outcomes) {
            if *outcome == TrackOutcome::Chosen && !question.reaches(count_type, member.as_of) {
                *outcome = TrackOutcome::LaterDay;
            } else if *outcome == TrackOutcome::Chosen
                && Some(WindowDays::of(&member.recorded.figure)) != self.window
            {
                *outcome = TrackOutcome::OtherWindow;
            }
        }
    }

    /// Resolves one track, and gives the figure before those chosen.
    fn track(&mut self, track: &Track, question: &Question, left: &mut Vec<Left>) -> Option<usize> {
        left.clear();
        let mut before = Lookback::default();
        let members = self.series.members();
        let count_type = self.series.scope.count_type;
        let looks_back = looks_back(members, track);
        for member in track.members.iter().copied() {
            if self.outcomes[member] != TrackOutcome::Chosen {
                continue;
            }
            let repeated = self.restated_by_an_undated(&before, member);
            if let Some(earlier) = repeated.or_else(|| self.relayed_late(&before, member, left)) {
                self.places[member] =
                    self.places[member].zip(self.places[earlier]).map(|(own, place)| own.standing_for(place));
                self.outcomes[member] = TrackOutcome::Restates(earlier);
            }
            if self.places[member].is_some_and(|place| !question.reaches(count_type, place.as_of())) {
                self.outcomes[member] = TrackOutcome::LaterDay;
            } else if self.outcomes[member] == TrackOutcome::Chosen {
                self.leave(member, question, left);
            }
            if let Some(place) = self.places[member].filter(|_| looks_back && self.takes_part(member)) {
                before.push(member, place);
            }
        }
        self.choose(track, left)
    }

    /// The nearest earlier figure that an undated one restates (`docs/rules.md`, "Dates"). What declares a change restates nothing.
    fn restated_by_an_undated(&self, before: &Lookback<'_>, member: usize) -> Option<usize> {
        let recorded = &self.series.members()[member].recorded;
        if !recorded.figure.as_of.is_assumed() || self.series.declares_a_change(recorded.id) {
            return None;
        }
        before.nearest(&self.places[member]?)
    }

    /// The nearest earlier figure for the same day that this one says again although others were said in between: it is a
    /// late relay of that one (`docs/rules.md`, "Late relays"). What declares a change says something new.
    fn relayed_late(&self, before: &Lookback<'_>, member: usize, left: &[Left]) -> Option<usize> {
        let (place, last) = (self.places[member]?, self.places[left.last()?.member]?);
        if place.restates(&last) || self.series.declares_a_change(place.recorded().id) {
            return None;
        }
        before.of_one_statement(&place).pop()
    }

    /// Sets the next figure of a track against the one that stands just before it.
    fn leave(&mut self, member: usize, question: &Question, left: &mut Vec<Left>) {
        if let Some(by) = self.declared_change(member, question, left) {
            self.outcomes[member] = TrackOutcome::Followed(by);
            return;
        }
        let Some(last) = left.last().copied() else {
            return left.push(Left { member, said_first: member, published_last: member });
        };
        let mut said_first = member;
        if let Some((place, before)) = self.places[member].zip(self.places[last.member])
            && place.restates(&before)
            && !self.declares_a_change_of(member, last.member)
        {
            let (now, then) = (place.wording().count(), before.wording().count());
            if self.stands_for_the_statement(last.member, member) && !now.is_narrower_than(then) {
                self.outcomes[member] = TrackOutcome::Restates(last.member);
                return;
            }
            let is_relay = place.as_of() == before.as_of();
            if then.is_narrower_than(now) && (is_relay || !self.was_withdrawn_before(last.member, member)) {
                self.outcomes[member] = TrackOutcome::Restates(last.member);
                return;
            }
            if !then.is_narrower_than(now) {
                said_first = if now.is_narrower_than(then) { member } else { last.said_first };
                self.outcomes[last.member] = TrackOutcome::Restates(member);
                left.pop();
            }
        } else if self.is_revised_by(last.published_last, member) {
            self.cut_back(last.published_last, member, left);
            return;
        }
        let of_last = left
            .last()
            .map(|last| last.published_last)
            .filter(|other| !self.is_published_later(member, *other));
        left.push(Left { member, said_first, published_last: of_last.unwrap_or(member) });
    }

    /// Whether a member that declares a change stands for a statement before another relay of it, which declares none: the
    /// words of the one and the reason of the other are not mixed.
    fn stands_for_the_statement(&self, member: usize, relay: usize) -> bool {
        let declares = |member: usize| self.series.declares_a_change(self.series.members()[member].id());
        declares(member) && !declares(relay) && self.are_one_statement(member, relay)
    }

    /// Whether one member declares a change of another: then it says something new, whatever the numbers are.
    fn declares_a_change_of(&self, member: usize, other: usize) -> bool {
        let id = |member: usize| self.series.members()[member].id();
        let acts = self.series.acts_on(id(other));
        acts.iter().any(|act| is_change(act.what) && act.other == Some(id(member)))
    }

    /// The figure, among those left, that declares a change of this one although it stands before it.
    fn declared_change(&self, member: usize, question: &Question, left: &[Left]) -> Option<usize> {
        let acts = self.series.acts_on(self.series.members()[member].id());
        let changing =
            acts.iter().filter(|act| is_change(act.what) && act.what != ActKind::Linked(LinkKind::Corrects));
        let known = changing.filter(|act| self.series.counts(act, question));
        let track = |member: usize| self.series.members()[member].track;
        let stands_before = |other: &usize| *other < member && track(*other) == track(member);
        known.filter_map(|act| act.other).find_map(|id| {
            let said = self.series.member(id).filter(stands_before).map(|other| self.said_first(other))?;
            left.binary_search_by_key(&said, |left| left.member).is_ok().then_some(said)
        })
    }

    /// Whether a member was withdrawn before another was published.
    fn was_withdrawn_before(&self, member: usize, other: usize) -> bool {
        let published = self.series.members()[other].recorded.figure.published_on;
        let withdrawal = self.statuses[member].withdrawal();
        withdrawal.is_some_and(|act| act.known_at.order_key() < published.order_key())
    }

    /// Whether `later`, published last of all but for an earlier day, already said more than this member: "earlier
    /// as_of and higher" revises (`docs/rules.md`, "One authority"). A stock is free to fall.
    fn is_revised_by(&self, later: usize, member: usize) -> bool {
        let Some((later_place, place)) = self.places[later].zip(self.places[member]) else { return false };
        self.series.scope.count_type != CountType::Current
            && self.is_published_later(later, member)
            && compare_days(later_place.as_of(), place.as_of()) == Ordering::Less
            && later_place.compare(&place) == Ordering::Greater
            && super::step::step(later_place, place).step == super::step::Step::RevisesUp
    }

    fn is_published_later(&self, a: usize, b: usize) -> bool {
        let published =
            |member: usize| self.series.members()[member].recorded.figure.published_on.order_key();
        published(a) > published(b)
    }

    /// Goes back to the figure that was published last; what stood between gave way to `member`, and `member` to it.
    fn cut_back(&mut self, published_last: usize, member: usize, left: &mut Vec<Left>) {
        while let Some(top) = left.pop_if(|top| top.member != published_last) {
            self.outcomes[top.member] = TrackOutcome::Followed(member);
        }
        self.outcomes[member] = TrackOutcome::Followed(published_last);
    }

    /// Chooses the last of those left, with all whose order to it is unknown; the others were followed by the next.
    /// Gives the figure before those chosen.
    fn choose(&mut self, track: &Track, left: &[Left]) -> Option<usize> {
        let (last, before) = left.split_last()?;
        let tied =
            before.iter().rev().take_while(|other| self.order_is_unknown(other.member, last.member)).count();
        let (before, tied) = before.split_at(before.len() - tied);
        let mut chosen = vec![last.member];
        for other in tied.iter().rev().map(|left| left.member) {
            // A file with its days mapped wrongly gives thousands of figures of one day: they are told apart by their numbers.
            let among = if chosen.len() <= COMPARED { &chosen[..] } else { &[] };
            match among.iter().find(|member| self.are_one_statement(other, **member)) {
                Some(said) => self.outcomes[other] = TrackOutcome::Restates(*said),
                None => chosen.push(other),
            }
        }
        let followers = before.iter().skip(1).chain(tied.first()).chain([last]);
        for (left, next) in before.iter().zip(followers) {
            self.outcomes[left.member] = TrackOutcome::Followed(next.said_first);
        }
        let stands = |left: &&Left| self.statuses[left.member].withdrawal().is_none();
        let mut previous = before.iter().rev().find(stands).map(|left| left.member);
        if let Some(reinstated) = self.reinstated_since(track, &chosen) {
            for other in std::mem::replace(&mut chosen, vec![reinstated]) {
                self.outcomes[other] = TrackOutcome::Followed(reinstated);
            }
            self.outcomes[reinstated] = TrackOutcome::Chosen;
            previous = None;
        }
        chosen.sort_unstable();
        self.chosen.append(&mut chosen);
        previous
    }

    /// Whether two figures hold for one day and nothing but the row order tells them apart.
    fn order_is_unknown(&self, a: usize, b: usize) -> bool {
        let members = self.series.members();
        let figures = (&members[a].recorded.figure, &members[b].recorded.figure);
        let same_day = self.places[a].zip(self.places[b]).is_some_and(|(a, b)| a.as_of() == b.as_of());
        same_day
            && only_rows_part(figures.0, figures.1)
            && !self.statement_declares_a_change(a)
            && !self.statement_declares_a_change(b)
    }

    /// Whether a figure, or any relay of the same statement, declares a change of another.
    fn statement_declares_a_change(&self, member: usize) -> bool {
        let members = self.series.members();
        let declares = |other: usize| self.series.declares_a_change(members[other].id());
        self.series.has_changes() && self.relays(member).any(declares)
    }

    /// The older figure that its author reinstated after withdrawing the newest.
    fn reinstated_since(&self, track: &Track, chosen: &[usize]) -> Option<usize> {
        if self.series.acts().is_empty() {
            return None;
        }
        let withdrawn = chosen.iter().map(|member| self.withdrawal(*member));
        let since =
            withdrawn.collect::<Option<Vec<_>>>()?.into_iter().map(|act| act.known_at.order_key()).max()?;
        let reinstated = self.partakers(track).filter_map(|member| match self.statuses[member] {
            Status::Reinstated(act) if act.known_at.order_key() >= since => {
                Some((act.known_at.order_key(), member))
            }
            _ => None,
        });
        reinstated.max().map(|(_, member)| member)
    }
}
