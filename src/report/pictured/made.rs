//! A picture's data, made from an answered series: the points of its timeline, with what became of each.

use rustc_hash::FxHashMap;

use crate::model::decisions::report_rhythm;
use crate::model::event_days::stale_after_days;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::wording::{Kind, Wording};
use crate::model::words::{CountType, LinkKind};
use crate::phrase::grammar::capitalised;
use crate::phrase::names::Speech;
use crate::phrase::setting::counted_where;
use crate::prose::sentences::sentence;
use crate::reconcile::rhythm::rhythm;
use crate::reconcile::windows::trace_of_windows;
use crate::reconcile::{Answer, Fate, Traced, Verdict};
use crate::report::timeline::{Point, TimelineReport};
use crate::series::{Member, Series, Voice};

use super::alt::alt;
use super::notes::{change, left, rule, subtitle, withdrawal};
use super::{
    DaysAre, Holding, PictureReport, PicturedDays, PicturedDifference, PicturedFigure, PicturedNumber,
    PicturedRelay, PicturedStanding, PicturedVoice,
};

/// The picture of an answered series.
pub fn picture(series: &Series, answer: &Answer, question: &Question) -> PictureReport {
    let trace = trace_of_windows(series, answer, question);
    let timeline = TimelineReport::traced(series, answer, question, &trace);
    let told = TracedSeries { series, answer, question, trace: &trace };
    let figures = told.figures(&timeline);
    let speech = Speech::new(series.names()).of_event_with(series.event_places());
    let mut publishers: Vec<String> = figures.iter().map(|figure| figure.publisher.clone()).collect();
    publishers.sort_unstable();
    publishers.dedup();
    let mut report = PictureReport {
        scope: timeline.scope.clone(),
        question: timeline.question.clone(),
        title: capitalised(&counted_where(&series.scope, &speech)),
        subtitle: subtitle(&series.scope),
        holds: holding(series.scope.count_type),
        voices: told.voices(&timeline),
        difference: told.difference(&figures),
        figures,
        sentence: sentence(series, answer, question, None),
        verdict: answer.verdict_in_words(),
        publishers,
        alt: String::new(),
        origin: None,
        timeline,
    };
    report.alt = alt(&report);
    report
}

fn holding(count_type: CountType) -> Holding {
    match count_type {
        CountType::Total | CountType::Current => Holding::UntilTheNext,
        CountType::Period => Holding::InItsWindow,
        CountType::Increment | CountType::Projection => Holding::OnItsDay,
    }
}

/// A series, its answer, and the fates of its figures in track order.
struct TracedSeries<'a> {
    series: &'a Series,
    answer: &'a Answer,
    question: &'a Question,
    trace: &'a [Traced],
}

impl TracedSeries<'_> {
    fn figures(&self, timeline: &TimelineReport) -> Vec<PicturedFigure> {
        let places: FxHashMap<FigureId, usize> =
            timeline.points.iter().enumerate().map(|(at, point)| (point.id, at)).collect();
        let mut before: Vec<Option<Traced>> = vec![None; timeline.authorities.len()];
        let mut figures: Vec<PicturedFigure> = Vec::with_capacity(timeline.points.len());
        for point in &timeline.points {
            let Some(place) = self.series.member(point.id) else { continue };
            let traced = self.trace[place];
            let member = &self.series.members()[place];
            let begins_anew = before[point.column].replace(traced);
            figures.extend(self.figure(point, member, traced, begins_anew));
        }
        if figures.len() == timeline.points.len() {
            self.add_relays(&mut figures, &places);
        }
        figures
    }

    fn figure(
        &self,
        point: &Point,
        member: &Member,
        traced: Traced,
        before: Option<Traced>,
    ) -> Option<PicturedFigure> {
        let figure = &member.recorded.figure;
        Some(PicturedFigure {
            voice: point.column,
            id: point.id,
            days: days(member),
            day_in_words: day_in_words(member),
            words: point.wording.clone(),
            number: number(figure.count.as_ref()?),
            standing: match traced.fate {
                Fate::Retracted(by) | Fate::Disowned(by) => {
                    PicturedStanding::Withdrawn(withdrawal(self.series, traced, by))
                }
                _ => PicturedStanding::Stands,
            },
            disputed_by: self.disputing(point.id),
            revises: point.change.map(|of| change(&of, self.series, self.answer, self.question)),
            rule: before.and_then(|before| rule(self.series, before, member)),
            relays: Vec::new(),
            publisher: figure.source.publisher.to_string(),
        })
    }

    /// Who rejects a figure, each once, in the order in which that became known.
    fn disputing(&self, id: FigureId) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for act in self.series.acts_on(id).iter().filter(|act| self.is_reply(act)) {
            let by = act.other.and_then(|by| self.series.figure(by));
            let name = by.map(|by| Voice::of(&by.figure, self.series.names()).name().to_string());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names
    }

    /// Whether an act rejects a figure, counts, and is of another voice.
    fn is_reply(&self, act: &Act) -> bool {
        let (series, question) = (self.series, self.question);
        let voice = |id: FigureId| Some(Voice::of(&series.figure(id)?.figure, series.names()));
        let stands = |by: FigureId| series.status(by, question).stands();
        act.what == ActKind::Linked(LinkKind::Disputes)
            && series.counts(act, question)
            && act.other.is_some_and(|by| stands(by) && voice(by) != voice(act.figure))
    }

    /// Adds to each figure the days for which others said it again.
    fn add_relays(&self, figures: &mut [PicturedFigure], places: &FxHashMap<FigureId, usize>) {
        let says_again: FxHashMap<FigureId, FigureId> = self
            .trace
            .iter()
            .filter_map(|traced| match traced.fate {
                Fate::Restates(other) => Some((traced.id, other)),
                _ => None,
            })
            .collect();
        for member in self.series.members() {
            let Some(mut said) = says_again.get(&member.id()) else { continue };
            if places.contains_key(&member.id()) {
                continue;
            }
            for _ in 0..says_again.len() {
                match says_again.get(said) {
                    Some(other) if !places.contains_key(said) => said = other,
                    Some(_) | None => break,
                }
            }
            if let Some(at) = places.get(said) {
                let at_the_latest = member.recorded.figure.as_of.is_assumed();
                let day = member.as_of.last_day().number();
                figures[*at].relays.push(PicturedRelay { day, at_the_latest });
            }
        }
    }

    fn voices(&self, timeline: &TimelineReport) -> Vec<PicturedVoice> {
        let stale_after = stale_after_days(&self.series.scope.event, self.series.names());
        let stale_after = i32::try_from(stale_after).unwrap_or(i32::MAX);
        let mut tracks = vec![0; timeline.authorities.len()];
        for point in &timeline.points {
            if let Some(member) = self.series.member_with(point.id) {
                tracks[point.column] = member.track;
            }
        }
        let of = |(name, track): (&String, usize)| {
            let track = &self.series.tracks()[track];
            let members = track.members.iter().map(|place| &self.series.members()[*place]);
            let dated = members.filter(|member| !member.recorded.figure.as_of.is_assumed());
            PicturedVoice {
                name: name.clone(),
                is_attributed: track.voice.is_attributed(),
                holds_days: rhythm(
                    report_rhythm(self.series.names(), track.voice.name()).map(|reports| reports.days),
                    dated.map(|member| member.as_of.first_day()).collect(),
                    stale_after,
                ),
                left: left(self.series, self.answer, &track.voice),
            }
        };
        timeline.authorities.iter().zip(tracks).map(of).collect()
    }

    /// The two newest figures that lie furthest apart, of those that count, where two of them do not meet.
    fn difference(&self, figures: &[PicturedFigure]) -> Option<PicturedDifference> {
        if !matches!(self.answer.verdict, Verdict::SourcesDiffer | Verdict::MostlyAgree) {
            return None;
        }
        let counts = self.answer.kept().filter_map(|chosen| {
            let count = self.series.figure(chosen.id)?.figure.count.as_ref()?.count();
            Some((chosen.id, count))
        });
        let counts: Vec<_> = counts.collect();
        let high = counts.iter().max_by_key(|(id, count)| (count.low(), *id))?;
        let low = counts.iter().min_by_key(|(id, count)| (count.high().unwrap_or(u64::MAX), *id))?;
        let place = |id: FigureId| figures.iter().rposition(|figure| figure.id == id);
        low.1.meet(high.1).is_none().then_some(())?;
        Some(PicturedDifference { low: place(low.0)?, high: place(high.0)? })
    }
}

/// The days for which a figure holds.
fn days(member: &Member) -> PicturedDays {
    let figure = &member.recorded.figure;
    let last = member.as_of.last_day().number();
    let is_window = figure.scope.count_type == CountType::Period;
    match (figure.as_of.is_assumed(), figure.window_first_day().filter(|_| is_window)) {
        (true, None) => PicturedDays { first: last, last, are: DaysAre::AtTheLatest },
        (_, Some(first)) => PicturedDays { first: first.number().min(last), last, are: DaysAre::Window },
        (false, None) => {
            PicturedDays { first: member.as_of.first_day().number(), last, are: DaysAre::Stated }
        }
    }
}

fn day_in_words(member: &Member) -> String {
    let figure = &member.recorded.figure;
    let day = member.as_of.long();
    match (figure.as_of.is_assumed(), crate::phrase::when::window(figure)) {
        (true, _) => format!("{day} at the latest"),
        (false, Some(window)) if figure.scope.count_type == CountType::Period => window,
        (false, _) => day,
    }
}

/// A number as it was printed, without the ends that nobody printed.
pub fn number(wording: &Wording) -> PicturedNumber {
    let (low, high) = (wording.count().low(), wording.count().high());
    let value = wording.value();
    match (wording.kind(), value, high) {
        (Kind::Exact, ..) => PicturedNumber::Exact(value.unwrap_or(low)),
        (Kind::About | Kind::Nearly, Some(value), _) => PicturedNumber::About(value),
        (Kind::AtLeast | Kind::MoreThan, Some(value), _) => PicturedNumber::AtLeast(value),
        (Kind::AtMost | Kind::FewerThan, Some(value), _) => PicturedNumber::UpTo(value),
        (Kind::Range, _, Some(high)) => PicturedNumber::Range { low, high },
        (Kind::Range, _, None) => PicturedNumber::AtLeast(low),
        (Kind::Estimate, Some(point), Some(high)) => PicturedNumber::Estimate { point, low, high },
        (Kind::Estimate, Some(point), None) => PicturedNumber::About(point),
        _ => PicturedNumber::Words,
    }
}
