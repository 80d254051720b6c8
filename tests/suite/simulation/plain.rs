//! The simple part of the rules (`docs/rules.md`) once more, in plain words: which figures stand, which is the newest of each authority, and what `range`, `latest` and `per-authority` make of them.

use std::collections::BTreeMap;

use tollbook::model::date::PartialDate;
use tollbook::model::names::NameKind;
use tollbook::model::question::Question;
use tollbook::model::recorded::{Act, ActKind, FigureId, Recorded};
use tollbook::model::wording::Kind;
use tollbook::model::words::{CountType, LinkKind};
use tollbook::reconcile::{Answer, Fate, Outside, Role};
use tollbook::series::Series;

/// What can be said of a figure by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alone {
    Void,
    NotYetKnown,
    Statement,
    Gone,
    Corrected(FigureId),
    LaterDay,
    InQuestion,
}

/// Compares answers with the plain rules. How many figures count, where the whole series is simple; `None` where only what
/// can be said of each figure by itself was compared.
pub fn judge(series: &Series, question: &Question, answers: &[Answer]) -> Option<usize> {
    let figures: Vec<&Recorded> = series.members().iter().map(|member| &member.recorded).collect();
    if question.known_on.is_some_and(|known| known.time.is_some())
        || figures.iter().any(|figure| figure.figure.published_on.time.is_some())
    {
        return None;
    }
    let acts = known_acts(series, question);
    for answer in answers {
        let told: Vec<FigureId> = answer.trace.iter().map(|traced| traced.id).collect();
        assert_eq!(told, figures.iter().map(|figure| figure.id).collect::<Vec<_>>(), "a trace is complete");
        for (traced, figure) in answer.trace.iter().zip(&figures) {
            agrees(series, &acts, question, figure, traced.fate);
        }
    }
    let is_simple = is_simple(series, question, &acts, &figures);
    is_simple.then(|| Simple::new(series, question, &acts, &figures).compare(answers))
}

/// Acts that the public could know, and that no void figure declares.
fn known_acts<'s>(series: &'s Series, question: &Question) -> Vec<&'s Act> {
    let void = |id: FigureId| series.acts().iter().any(|act| act.figure == id && act.what == ActKind::Void);
    let known = |act: &&Act| {
        let day = act.known_at.date.last_day();
        question.known_on.is_none_or(|limit| day <= limit.date.last_day())
            && !act.other.is_some_and(void)
            && !void(act.figure)
    };
    series.acts().iter().filter(known).collect()
}

fn alone(series: &Series, acts: &[&Act], question: &Question, figure: &Recorded) -> Alone {
    // What hides it: a correction, or that it vanished from the feed; the first of them.
    let hides = |act: &&&Act| {
        act.figure == figure.id && matches!(act.what, ActKind::Gone | ActKind::Linked(LinkKind::Corrects))
    };
    let hidden = acts.iter().filter(hides).min_by_key(|act| (act.known_at.order_key(), act.other));
    let day = |date: PartialDate| date.last_day();
    if series.acts().iter().any(|act| act.figure == figure.id && act.what == ActKind::Void) {
        Alone::Void
    } else if question.known_on.is_some_and(|limit| day(figure.figure.published_on.date) > day(limit.date)) {
        Alone::NotYetKnown
    } else if figure.figure.count.is_none() {
        Alone::Statement
    } else if let Some(act) = hidden {
        act.other.map_or(Alone::Gone, Alone::Corrected)
    } else if question
        .as_of
        .is_some_and(|limit| figure.figure.as_of.stated().is_some_and(|date| day(date) > day(limit)))
    {
        Alone::LaterDay
    } else {
        Alone::InQuestion
    }
}

fn agrees(series: &Series, acts: &[&Act], question: &Question, figure: &Recorded, fate: Fate) {
    let said = match fate {
        Fate::Void => Alone::Void,
        Fate::OutsideTheQuestion(Outside::NotYetKnown) => Alone::NotYetKnown,
        Fate::Statement => Alone::Statement,
        Fate::Gone => Alone::Gone,
        Fate::Corrected(by) => Alone::Corrected(by),
        Fate::OutsideTheQuestion(Outside::LaterDay) => Alone::LaterDay,
        _ => Alone::InQuestion,
    };
    let plain = alone(series, acts, question, figure);
    // An undated figure may hold for an earlier or a later day than its own.
    let is_undated = figure.figure.as_of.is_assumed() && said == Alone::LaterDay;
    assert!(said == plain || is_undated, "#{}: {fate:?}, and plainly {plain:?}", figure.id);
}

/// Whether a series has nothing but dated totals, exact or at least so many, published in the order of their days, and no
/// links but statements that withdraw.
fn is_simple(series: &Series, question: &Question, acts: &[&Act], figures: &[&Recorded]) -> bool {
    let is_plain_act = |act: &Act| {
        let by_statement =
            act.other.is_some_and(|id| series.figure(id).is_none_or(|by| by.figure.count.is_none()));
        let withdraws = matches!(act.what, ActKind::Linked(LinkKind::Retracts | LinkKind::Disowns));
        matches!(act.what, ActKind::Void | ActKind::Gone) || (withdraws && by_statement)
    };
    let is_plain = |figure: &&Recorded| {
        let count = figure.figure.count.as_ref();
        figure.figure.as_of.stated().is_some_and(|day| day.first_day() == day.last_day())
            && count.is_none_or(|count| matches!(count.kind(), Kind::Exact | Kind::AtLeast))
            && figure.figure.window.is_none()
            && figure.figure.details.stated_on.is_none()
    };
    let ours: Vec<&Recorded> = figures
        .iter()
        .copied()
        .filter(|figure| alone(series, acts, question, figure) == Alone::InQuestion)
        .collect();
    let in_order = ours.iter().all(|a| {
        ours.iter().filter(|b| a.id < b.id && voice(series, a) == voice(series, b)).all(|b| {
            let days = |figure: &Recorded| (figure.figure.as_of.date(), figure.figure.published_on.date);
            let ((a, known_a), (b, known_b)) = (days(a), days(b));
            let (on, known) =
                (a.first_day().cmp(&b.first_day()), known_a.first_day().cmp(&known_b.first_day()));
            (on == known && on.is_ne()) || (on.is_eq() && known.is_ne()) || (on.is_ne() && known.is_eq())
        })
    });
    series.scope.count_type == CountType::Total
        && series.related().iter().all(|other| other.figure.scope.definition == series.scope.definition)
        && series.acts().iter().all(is_plain_act)
        && figures.iter().all(is_plain)
        && in_order
}

/// Who answers for a figure; unattributed ones come second.
fn voice(series: &Series, figure: &Recorded) -> (bool, String) {
    let names = series.names();
    match figure.figure.authority() {
        Some(name) => (false, names.canonical(NameKind::Authority, name).to_string()),
        None => (true, names.canonical(NameKind::Publisher, &figure.figure.source.publisher).to_string()),
    }
}

/// A number as a plain source prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Number {
    value: u64,
    is_open: bool,
}

impl Number {
    fn of(figure: &Recorded) -> Number {
        let count = figure.figure.count.as_ref().expect("a number");
        Number { value: count.value().expect("a printed value"), is_open: count.kind() == Kind::AtLeast }
    }

    /// Whether every count that the other allows is allowed here, and more.
    fn is_vaguer_than(self, other: Number) -> bool {
        self != other && self.is_open && other.value >= self.value
    }

    /// Whether this one says again what an earlier one said.
    fn restates(self, earlier: Number, same_day: bool) -> bool {
        let meet = match (self.is_open, earlier.is_open) {
            (true, true) => true,
            (true, false) => earlier.value >= self.value,
            (false, true) => self.value >= earlier.value,
            (false, false) => self.value == earlier.value,
        };
        let (new, old) = (self.value, earlier.value);
        self == earlier
            || (meet && (new == old || is_rounded(new, old) || (same_day && is_rounded(old, new))))
    }
}

/// Whether one number is another, rounded half up or cut, by no more than a tenth.
fn is_rounded(short: u64, full: u64) -> bool {
    let forms = [10, 100, 1000].into_iter().filter(|unit| *unit <= full);
    let forms = forms.flat_map(|unit| [full - full % unit, (full + unit / 2) - (full + unit / 2) % unit]);
    short.abs_diff(full) * 10 <= full && forms.into_iter().any(|form| form == short)
}

/// The newest figure of one voice.
struct Newest<'f> {
    figure: &'f Recorded,
    is_attributed: bool,
    withdrawn_by: Option<(LinkKind, FigureId)>,
}

struct Simple<'f> {
    newest: Vec<Newest<'f>>,
    stale_after: i64,
    tracks: usize,
}

impl<'f> Simple<'f> {
    fn new(series: &Series, question: &Question, acts: &[&Act], figures: &[&'f Recorded]) -> Simple<'f> {
        let mut tracks: BTreeMap<(bool, String), Vec<&'f Recorded>> = BTreeMap::new();
        for figure in figures {
            if alone(series, acts, question, figure) == Alone::InQuestion {
                tracks.entry(voice(series, figure)).or_default().push(figure);
            }
        }
        let withdrawal = |figure: &Recorded| {
            let own = acts.iter().filter(|act| act.figure == figure.id);
            let own = own.filter_map(|act| match act.what {
                ActKind::Linked(kind) => Some((act.known_at.order_key(), act.other?, kind)),
                _ => None,
            });
            own.max_by_key(|(known, by, _)| (*known, *by))
        };
        let mut newest = Vec::new();
        for ((is_unattributed, _), mut track) in tracks.clone() {
            track.sort_by_key(|f| {
                (f.figure.as_of.date().first_day(), f.figure.published_on.order_key(), f.id)
            });
            let mut left: Vec<&Recorded> = Vec::new();
            for figure in &track {
                let Some(last) = left.last().copied() else {
                    left.push(figure);
                    continue;
                };
                let same_day = last.figure.as_of == figure.figure.as_of;
                let (new, old) = (Number::of(figure), Number::of(last));
                let withdrawn = withdrawal(last)
                    .is_some_and(|(known, ..)| known < figure.figure.published_on.order_key());
                if !new.restates(old, same_day) {
                    left.push(figure);
                } else if new.is_vaguer_than(old) {
                    // A vaguer restatement is set aside, unless what it restates was taken back before.
                    if withdrawn {
                        left.push(figure);
                    }
                } else {
                    left.pop();
                    left.push(figure);
                }
            }
            let chosen = *left.last().expect("a figure");
            // A statement falls with any relay of it that says no less.
            let relays = track.iter().filter(|other| {
                let (a, b) = (Number::of(chosen), Number::of(other));
                chosen.figure.as_of == other.figure.as_of
                    && (a.restates(b, true) || b.restates(a, true))
                    && !a.is_narrower(b)
            });
            let by = relays.filter_map(|relay| withdrawal(relay)).max_by_key(|(known, by, _)| (*known, *by));
            newest.push(Newest {
                figure: chosen,
                is_attributed: !is_unattributed,
                withdrawn_by: by.map(|(_, by, kind)| (kind, by)),
            });
        }
        let stale = series.names().stale_after_days(&series.scope.event).unwrap_or(7);
        Simple { newest, stale_after: i64::from(stale), tracks: tracks.len() }
    }

    /// The figures that count: those that stand; unattributed ones only alone; none that is too old beside the newest.
    fn kept(&self) -> Vec<&'f Recorded> {
        let stands = |newest: &&Newest<'_>| newest.withdrawn_by.is_none();
        let attributed = self.newest.iter().filter(stands).any(|newest| newest.is_attributed);
        let counts = |newest: &&Newest<'_>| newest.is_attributed || !attributed;
        let kept: Vec<&Recorded> =
            self.newest.iter().filter(stands).filter(counts).map(|newest| newest.figure).collect();
        let day = |figure: &Recorded| i64::from(figure.figure.as_of.date().first_day().number());
        let last = kept.iter().map(|figure| day(figure)).max().unwrap_or_default();
        kept.into_iter().filter(|figure| last - day(figure) <= self.stale_after).collect()
    }

    fn compare(&self, answers: &[Answer]) -> usize {
        let answer = |policy: &str| answers.iter().find(|answer| answer.policy == policy).expect("an answer");
        let mut kept = self.kept();
        for policy in ["range", "per-authority"] {
            let mut told: Vec<FigureId> = answer(policy).kept().map(|chosen| chosen.id).collect();
            told.sort_unstable();
            let mut plain: Vec<FigureId> = kept.iter().map(|figure| figure.id).collect();
            plain.sort_unstable();
            assert_eq!(told, plain, "the figures that count, under {policy}");
            assert_eq!(answer(policy).chosen.len(), self.tracks, "one line an authority");
        }
        for newest in &self.newest {
            let Some((kind, _)) = newest.withdrawn_by else { continue };
            let chosen = answer("range").chosen.iter().find(|chosen| chosen.id == newest.figure.id);
            let role = chosen.map(|chosen| chosen.role.clone());
            let Some(Role::Withdrawn(withdrawn)) = role else {
                panic!("#{} is withdrawn: {role:?}", newest.figure.id)
            };
            assert_eq!(
                withdrawn.how.word() == "disowned",
                kind == LinkKind::Disowns,
                "#{}",
                newest.figure.id
            );
        }
        let numbers: Vec<Number> = kept.iter().map(|figure| Number::of(figure)).collect();
        let widest: Vec<&Number> = numbers
            .iter()
            .filter(|number| !numbers.iter().any(|other| number.is_vaguer_than(*other)))
            .collect();
        let low = widest.iter().map(|number| number.value).min();
        let high = (!widest.iter().any(|number| number.is_open))
            .then(|| widest.iter().map(|number| number.value).max())
            .flatten();
        let span = answer("range").span;
        assert_eq!(span.map(|span| (span.low, span.high)), low.map(|low| (low, high)), "range");
        assert_eq!(answer("per-authority").span, None);
        kept.sort_by_key(|figure| figure.figure.as_of.date().first_day());
        let last = kept.last().map(|figure| figure.figure.as_of);
        let of_last: Vec<&&Recorded> =
            kept.iter().filter(|figure| Some(figure.figure.as_of) == last).collect();
        if let ([newest], Some(span)) = (of_last.as_slice(), answer("latest").span) {
            let number = Number::of(newest);
            assert_eq!(
                (span.low, span.high.is_none(), span.low_by),
                (number.value, number.is_open, newest.id),
                "latest"
            );
        }
        assert_eq!(answer("latest").span.is_some(), !kept.is_empty());
        kept.len()
    }
}

impl Number {
    fn is_narrower(self, other: Number) -> bool {
        other.is_vaguer_than(self)
    }
}
