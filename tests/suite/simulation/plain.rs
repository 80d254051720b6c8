//! The simple part of the rules (`docs/rules.md`) once more, in plain words: which figures stand, which is the newest of
//! each authority, and what `range`, `latest` and `per-authority` make of them.

use std::collections::BTreeMap;

use tollbook::model::date::{Day, PartialDate};
use tollbook::model::decisions::desk_rank;
use tollbook::model::event_days::EventDays;
use tollbook::model::name::Name;
use tollbook::model::names::{NameField, NameKind};
use tollbook::model::question::Question;
use tollbook::model::recorded::{Act, ActKind, FigureId, Recorded};
use tollbook::model::wording::Kind;
use tollbook::model::words::{CountType, LinkKind};
use tollbook::reconcile::{Answer, Fate, Outside, Role, Verdict};
use tollbook::series::Series;

use super::ages::Ages;
use super::bodies::{Bodies, Claim, Reading, Saying};
use super::number::Number;

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
pub fn judge(series: &Series, days: EventDays, question: &Question, answers: &[Answer]) -> Option<Plain> {
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
    is_simple.then(|| Simple::new(series, days, question, &acts, &figures).compare(answers))
}

/// What was compared of a simple series.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain {
    /// Figures that count.
    pub kept: usize,
    /// Figures that are older, and counts of the first days.
    pub set_aside: usize,
    /// Figures that count and are no end.
    pub dated: usize,
    /// Whether some bodies cannot both be right.
    pub differs: bool,
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

/// Whether a series has nothing but dated totals of one origin, exact, with one end or with two, published in the order of
/// their days, and no links but statements that withdraw.
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
            && count.is_none_or(|count| {
                matches!(count.kind(), Kind::Exact | Kind::AtLeast | Kind::AtMost | Kind::Range)
            })
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
    let mut origins: Vec<Day> =
        figures.iter().filter_map(|figure| figure.figure.window_first_day()).collect();
    origins.dedup();
    series.scope.count_type == CountType::Total
        && origins.len() < 2
        && series.related().iter().all(|other| other.figure.scope.definition == series.scope.definition)
        && series.acts().iter().all(is_plain_act)
        && figures.iter().all(is_plain)
        && in_order
}

/// Who answers for a figure; unattributed ones come second.
fn voice(series: &Series, figure: &Recorded) -> (bool, Name) {
    let names = series.names();
    match figure.figure.authority() {
        Some(name) => (false, names.canonical(NameKind::Authority, name)),
        None => (true, names.canonical(NameKind::Publisher, &figure.figure.source.publisher)),
    }
}

/// The first day for which a figure holds; each states its day.
fn day(figure: &Recorded) -> Day {
    figure.figure.as_of.date().first_day()
}

/// What one authority said, in order, and the figure that is its newest.
struct Track<'f> {
    figure: &'f Recorded,
    /// The last day on which it said so.
    last_said: Day,
    said: Vec<Saying>,
    withdrawn_by: Option<(LinkKind, FigureId)>,
    rhythm: i32,
}

/// What declares a figure withdrawn: when it was known, by which figure, and how.
type Withdrawn = ((i32, u32), FigureId, LinkKind);

impl<'f> Track<'f> {
    fn of(mut figures: Vec<&'f Recorded>, acts: &[&Act], stale_after: i32) -> Track<'f> {
        figures.sort_by_key(|f| (day(f), f.figure.published_on.order_key(), f.id));
        let mut left: Vec<(&Recorded, Day)> = Vec::new();
        let mut said = Vec::new();
        for (at, figure) in figures.iter().enumerate() {
            let number = Number::of(figure);
            let mut saying = Saying {
                day: day(figure),
                number,
                is_withdrawn: withdrawn_statement(&figures, acts, figure).is_some(),
                is_set_aside: false,
            };
            let before = left
                .last()
                .copied()
                .filter(|(before, _)| number.restates(Number::of(before), day(before) == day(figure)));
            if let Some((before, last_said)) = before {
                let was_withdrawn = withdrawal(acts, before)
                    .is_some_and(|(known, ..)| known < figure.figure.published_on.order_key());
                // A wider restatement is set aside, unless what it restates was taken back before it came on a later day.
                let is_wider = number.is_wider_than(Number::of(before));
                saying.is_set_aside = is_wider && !(was_withdrawn && day(before) < day(figure));
                if saying.is_set_aside {
                    left.last_mut().expect("one").1 = last_said.max(day(figure));
                } else if is_wider {
                    left.push((figure, day(figure)));
                } else {
                    *left.last_mut().expect("one") = (figure, last_said.max(day(figure)));
                }
            } else if figures[..at]
                .iter()
                .any(|other| day(other) == day(figure) && number.restates(Number::of(other), true))
            {
                // A late relay of something that was said before takes its place.
                continue;
            } else {
                left.push((figure, day(figure)));
            }
            said.push(saying);
        }
        let (figure, last_said) = *left.last().expect("a figure");
        let withdrawn_by = withdrawn_statement(&figures, acts, figure).map(|(_, by, kind)| (kind, by));
        Track { figure, last_said, said, withdrawn_by, rhythm: rhythm(&figures, stale_after) }
    }
}

/// The last act that withdraws a figure itself.
fn withdrawal(acts: &[&Act], figure: &Recorded) -> Option<Withdrawn> {
    let own = acts.iter().filter(|act| act.figure == figure.id);
    let own = own.filter_map(|act| match act.what {
        ActKind::Linked(kind) => Some((act.known_at.order_key(), act.other?, kind)),
        _ => None,
    });
    own.max_by_key(|(known, by, _)| (*known, *by))
}

/// The last act that withdraws a figure: a statement falls with any relay of it that says no less.
fn withdrawn_statement(track: &[&Recorded], acts: &[&Act], figure: &Recorded) -> Option<Withdrawn> {
    let relays = track.iter().filter(|other| {
        let (a, b) = (Number::of(figure), Number::of(other));
        day(figure) == day(other) && (a.restates(b, true) || b.restates(a, true)) && !b.is_wider_than(a)
    });
    let all = relays.filter_map(|relay| withdrawal(acts, relay));
    all.max_by_key(|(known, by, _)| (*known, *by))
}

/// After how many days a figure is older: twice the median distance between the days of three figures or more, where that
/// is longer than usual.
fn rhythm(figures: &[&Recorded], stale_after: i32) -> i32 {
    let mut days: Vec<Day> = figures.iter().map(|figure| day(figure)).collect();
    days.dedup();
    let mut steps: Vec<i32> = days.windows(2).map(|pair| pair[1].days_since(pair[0])).collect();
    steps.sort_unstable();
    match steps.len() {
        0 | 1 => stale_after,
        n if n % 2 == 1 => stale_after.max(2 * steps[n / 2]),
        n => stale_after.max(steps[n / 2 - 1] + steps[n / 2]),
    }
}

struct Simple<'f> {
    tracks: Vec<((bool, Name), Track<'f>)>,
    reading: Reading,
}

impl<'f> Simple<'f> {
    fn new(
        series: &Series,
        days: EventDays,
        question: &Question,
        acts: &[&Act],
        figures: &[&'f Recorded],
    ) -> Simple<'f> {
        let (names, event) = (series.names(), &series.scope.event);
        let ages = Ages::of(days, event, names);
        let mut parted: BTreeMap<(bool, Name), Vec<&'f Recorded>> = BTreeMap::new();
        for figure in figures {
            if alone(series, acts, question, figure) == Alone::InQuestion {
                parted.entry(voice(series, figure)).or_default().push(figure);
            }
        }
        let tracks: Vec<((bool, Name), Track<'_>)> = parted
            .into_iter()
            .map(|(voice, figures)| (voice, Track::of(figures, acts, ages.stale_after)))
            .collect();
        let body = |(is_unattributed, name): &(bool, Name)| (!is_unattributed).then(|| names.body(name));
        let is_party = |name: &Name| {
            let said = names.get(NameKind::Authority, name, NameField::PartyTo).and_then(Name::read);
            said.is_some_and(|party_to| names.canonical(NameKind::Event, &party_to) == *event)
        };
        let stands = |(_, track): &&((bool, Name), Track<'_>)| track.withdrawn_by.is_none();
        // Unattributed figures count alone, where no attributed one does.
        let is_attributed = tracks.iter().filter(stands).any(|((is_unattributed, _), _)| !is_unattributed);
        let counts =
            |((is_unattributed, _), _): &&((bool, Name), Track<'_>)| *is_unattributed != is_attributed;
        let claims: Vec<Claim> = tracks
            .iter()
            .filter(stands)
            .filter(counts)
            .map(|(voice, track)| Claim {
                id: track.figure.id,
                body: body(voice),
                rank: desk_rank(names, &voice.1, &series.scope).filter(|_| !voice.0).map(|said| said.rank),
                is_party: !voice.0 && is_party(&voice.1),
                number: Number::of(track.figure),
                as_of: day(track.figure),
                day: track.last_said,
                said: track.said.clone(),
                rhythm: track.rhythm,
            })
            .collect();
        let of_bodies: Vec<_> =
            tracks.iter().map(|(voice, track)| (body(voice), track.said.clone())).collect();
        let are_floors = series.scope.definition.as_deref() == Some("identified_only");
        let bodies = Bodies { claims: &claims, tracks: &of_bodies, ages, are_floors };
        Simple { reading: bodies.read(), tracks }
    }

    fn compare(&self, answers: &[Answer]) -> Plain {
        let answer = |policy: &str| answers.iter().find(|answer| answer.policy == policy).expect("an answer");
        for policy in ["range", "per-authority"] {
            self.compare_figures(answer(policy));
        }
        self.compare_range(answer("range"));
        self.compare_latest(answer("latest"));
        assert_eq!(answer("per-authority").span, None);
        let reading = &self.reading;
        Plain {
            kept: reading.kept.len(),
            set_aside: reading.older.len() + reading.first_counts.len(),
            dated: reading.dated.len(),
            differs: matches!(reading.verdict, Verdict::SourcesDiffer | Verdict::MostlyAgree),
        }
    }

    /// Which figures count, which are older, and which were withdrawn.
    fn compare_figures(&self, answer: &Answer) {
        let with = |is: fn(&Role) -> bool| {
            let chosen = answer.chosen.iter().filter(|chosen| is(&chosen.role));
            let mut ids: Vec<FigureId> = chosen.map(|chosen| chosen.id).collect();
            ids.sort_unstable();
            ids
        };
        let policy = answer.policy;
        assert_eq!(with(|role| *role == Role::Kept), self.reading.kept, "what counts, under {policy}");
        assert_eq!(with(|role| *role == Role::Older), self.reading.older, "what is older, under {policy}");
        let first_counts = with(|role| *role == Role::FirstCount);
        assert_eq!(first_counts, self.reading.first_counts, "first counts, under {policy}");
        assert_eq!(answer.chosen.len(), self.tracks.len(), "one line an authority");
        for (_, track) in &self.tracks {
            let Some((kind, _)) = track.withdrawn_by else { continue };
            let chosen = answer.chosen.iter().find(|chosen| chosen.id == track.figure.id);
            let role = chosen.map(|chosen| chosen.role.clone());
            let Some(Role::Withdrawn(withdrawn)) = role else {
                panic!("#{} is withdrawn: {role:?}", track.figure.id)
            };
            let is_disowned = withdrawn.how.word() == "disowned";
            assert_eq!(is_disowned, kind == LinkKind::Disowns, "#{}", track.figure.id);
        }
    }

    fn compare_range(&self, range: &Answer) {
        let (reading, mut dated) = (&self.reading, range.dated.clone());
        dated.sort_unstable();
        assert_eq!(range.span.map(|span| (span.low, span.high)), reading.ends, "range");
        assert_eq!(dated, reading.dated, "what is named with its day");
        assert!(!range.order_unknown);
        let is_withdrawn = self.tracks.iter().any(|(_, track)| track.withdrawn_by.is_some());
        let verdict = match reading.verdict {
            Verdict::NoFigure if is_withdrawn => Verdict::Withdrawn,
            verdict => verdict,
        };
        let told = (range.roots, range.support, range.allow, range.verdict);
        assert_eq!(told, (reading.bodies, reading.agreeing, reading.allow, verdict), "{reading:?}");
        let needs_a_look = matches!(verdict, Verdict::SourcesDiffer | Verdict::MostlyAgree);
        assert_eq!(range.needs_a_look(), needs_a_look);
    }

    fn compare_latest(&self, latest: &Answer) {
        let kept: Vec<&Recorded> = self
            .tracks
            .iter()
            .map(|(_, track)| track.figure)
            .filter(|figure| self.reading.kept.contains(&figure.id))
            .collect();
        assert_eq!(latest.span.is_some(), !kept.is_empty());
        let last = kept.iter().map(|figure| day(figure)).max();
        let of_last: Vec<&&Recorded> = kept.iter().filter(|figure| Some(day(figure)) == last).collect();
        if let ([newest], Some(span)) = (of_last.as_slice(), latest.span) {
            let number = Number::of(newest);
            assert_eq!((span.low, span.high, span.low_by), (number.low, number.high, newest.id), "latest");
        }
    }
}
