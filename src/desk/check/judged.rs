//! The verdict on a claim of which the series is known, with what it rests on and what can be written now.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::claims::ClaimRow;
use crate::audit::audit;
use crate::claim::reading::{FoundClaim, NotHere, another_year, authority_named, sayer, who};
use crate::claim::{self, ClaimInput, ClaimReview, ClaimVerdict, Mistyped, ReadAs, faulty_figures};
use crate::desk::answers::{first_reference, series_of, told_to};
use crate::desk::recordings::RecordingTimes;
use crate::export::audience::Audience;
use crate::model::event_days::EventDays;
use crate::model::fingerprint::AnswerRoot;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::scope::{Dimension, Scope};
use crate::model::status::void_figures;
use crate::phrase::grammar::listed;
use crate::phrase::names::Speech;
use crate::phrase::people::noun;
use crate::phrase::setting::counted_where;
use crate::prose::citing::cite;
use crate::prose::sentences::sentence;
use crate::reconcile::fingerprint::fingerprint;
use crate::reconcile::policies;
use crate::report::check::{
    CheckReport, CitationReport, MistypedReport, NearestReport, ReadAsReport, Shown, named,
};
use crate::report::scope::ScopeReport;
use crate::series::{Series, Voice};
use crate::store::material::Material;
use crate::store::series::SeriesKey;
use crate::store::{self, Result, View};

/// How many groups are named that an event counts.
const NAMED: usize = 3;

/// How many other series of an event are looked at whether they print a number.
const BESIDE: usize = 2000;

/// Judges claims of a store.
pub struct Judge<'v, 's> {
    view: &'v View<'s>,
    question: Question,
    audience: Audience,
}

/// A series, and what is odd in it.
struct JudgedSeries {
    series: Series,
    faulty: BTreeSet<FigureId>,
    mistyped: Vec<Mistyped>,
    root: Option<AnswerRoot>,
}

impl<'v, 's> Judge<'v, 's> {
    /// A judge of what a question may know, for those who read what can be written.
    pub fn new(view: &'v View<'s>, question: Question, audience: Audience) -> Judge<'v, 's> {
        Judge { view, question, audience }
    }

    /// The report of a claim that was read. `keys`: the series of its event.
    ///
    /// # Errors
    /// What the store says.
    pub fn judged(
        &self,
        row: &ClaimRow,
        mut read: ReadAs,
        found: &FoundClaim<'_>,
        keys: &[SeriesKey],
    ) -> Result<CheckReport> {
        let own = keys.iter().find(|key| counts(&key.scope, &read));
        let known = own.map(|key| self.known(key)).transpose()?;
        if let Some(year) = known.as_ref().and_then(|known| other_year(&known.series, found)) {
            let read_as = Some(ReadAsReport::new(&read));
            return Ok(CheckReport { read_as, ..not_here(row, &NotHere::Year(year)) });
        }
        if let Some(printed) = sayer(*found) {
            read.authority = match authority_named(&printed, found.named) {
                Some(authority) => Some(authority),
                None => {
                    let voices = self.voices(known.as_ref(), keys, &read)?;
                    who(&printed, found.named, &voices, self.view.names())
                }
            };
        }
        let others = self.others(keys, &read)?;
        let event_days =
            known.as_ref().map(|known| self.event_days(&read, &known.series, row)).transpose()?;
        let (nobody, none) = (BTreeSet::new(), Vec::new());
        let review = claim::check(
            &read,
            &ClaimInput {
                series: known.as_ref().map(|known| &known.series),
                others: &others,
                event_days: event_days.as_deref().unwrap_or_default(),
                question: self.question,
                printed_on: row.printed_on,
                policy: policies::DEFAULT,
                faulty: known.as_ref().map_or(&nobody, |known| &known.faulty),
                mistyped: known.as_ref().map_or(&none, |known| &known.mistyped),
            },
        );
        let report = self.report(row, &read, review, known.as_ref())?;
        let is_missing = known.is_none() && report.verdict == ClaimVerdict::NoRecord.word();
        Ok(match is_missing {
            true => CheckReport { because: self.missing(&read, keys), ..report },
            false => report,
        })
    }

    /// That the event has no such series, and whom it counts instead.
    fn missing(&self, read: &ReadAs, keys: &[SeriesKey]) -> String {
        let asked = read.scope();
        let speech = Speech::new(self.view.names());
        let differs_in_group = |scope: &Scope| scope.differences(&asked) == [Dimension::Group];
        let others = keys.iter().filter(|key| differs_in_group(&key.scope)).take(NAMED);
        let others: Vec<String> = others.map(|key| noun(&key.scope, &speech)).collect();
        let others =
            if others.is_empty() { String::new() } else { format!("; of {} there is", listed(&others)) };
        format!("no figure of {} is recorded{others}", counted_where(&asked, &speech))
    }

    fn series(&self, key: &SeriesKey) -> Result<Series> {
        Ok(series_of(self.view.names(), self.material(key)?))
    }

    /// What is known of a series, as the audience may have it.
    fn material(&self, key: &SeriesKey) -> Result<Material> {
        let material = store::material::of(self.view, key)?.knowing_event_days(self.view, &self.question)?;
        Ok(told_to(self.audience, material))
    }

    /// What all series of the event say of its days, for each question that the claim is judged by.
    fn event_days(
        &self,
        read: &ReadAs,
        series: &Series,
        row: &ClaimRow,
    ) -> Result<Vec<(Question, EventDays)>> {
        let questions = claim::questions(read, series, &self.question, row.printed_on).into_iter();
        let days = |one| Ok((one, store::event_days::of(self.view, &series.scope.event, &one)?));
        questions.map(days).collect()
    }

    /// The series that is meant, its errors, and what this desk mistyped in it.
    fn known(&self, key: &SeriesKey) -> Result<JudgedSeries> {
        let material = self.material(key)?;
        let recordings = RecordingTimes::of(self.view)?.of_figures(self.view, &material.figures)?;
        let void = void_figures(&material.acts);
        let series = series_of(self.view.names(), material);
        let imports = recordings.as_ref().map(|recordings| recordings.imports());
        let faulty = faulty_figures(&audit(&series, imports.as_ref()));
        let mut mistyped = Vec::new();
        for figure in void {
            for (act, entry) in store::acts::mends_of(self.view, figure)? {
                if act.figure == figure {
                    mistyped.push(Mistyped { figure, by: act.other.filter(|by| *by != figure), entry });
                }
            }
        }
        Ok(JudgedSeries { series, faulty, mistyped, root: store::entries::root(self.view, key)? })
    }

    /// Who speaks of the series, or of one that is like it.
    fn voices(&self, known: Option<&JudgedSeries>, keys: &[SeriesKey], read: &ReadAs) -> Result<Vec<Voice>> {
        let own = known.into_iter().flat_map(|known| known.series.members());
        let mut voices: Vec<Voice> =
            own.map(|member| Voice::of(&member.recorded.figure, self.view.names())).collect();
        for key in keys.iter().filter(|key| is_beside(&key.scope, read)).take(BESIDE) {
            voices.extend(store::series_named::voices(self.view, key)?.into_iter().map(|(kind, name)| {
                let name = self.view.names().canonical(kind, &name);
                if kind == NameKind::Authority { Voice::Authority(name) } else { Voice::Publisher(name) }
            }));
        }
        voices.sort_unstable();
        voices.dedup();
        Ok(voices)
    }

    /// The other series of the event that print the number of the claim.
    fn others(&self, keys: &[SeriesKey], read: &ReadAs) -> Result<Vec<Series>> {
        let (count, value) = (read.wording.count(), read.wording.value());
        let beside = keys.iter().filter(|key| is_beside(&key.scope, read)).take(BESIDE);
        let mut others = Vec::new();
        for key in beside {
            if store::series_named::prints(self.view, key, count, value)? {
                others.push(self.series(key)?);
            }
        }
        Ok(others)
    }

    fn report(
        &self,
        row: &ClaimRow,
        read: &ReadAs,
        review: ClaimReview,
        known: Option<&JudgedSeries>,
    ) -> Result<CheckReport> {
        let ClaimReview { now, when_printed, needs_update, action, mistyped } = review;
        let mut figures = Vec::new();
        for id in &now.nearest {
            let one = store::figures::one(self.view, *id)?;
            figures.extend(one.map(|one| Recorded { figure: self.audience.figure(one.figure), ..one }));
        }
        let speech = Speech::new(self.view.names());
        let (write, fingerprint) = known.and_then(|known| self.write(known)).unzip();
        let citations = figures.first().map(|first| CitationReport::from(cite(first, &speech)));
        let near = figures.iter().map(|one| NearestReport::new(one, first_reference(self.view, one.id)));
        Ok(CheckReport {
            read_as: Some(ReadAsReport::new(read)),
            verdict_when_printed: when_printed.as_ref().map(|checked| checked.verdict.word()),
            because_when_printed: when_printed.map(|checked| checked.because),
            needs_update,
            action: action.map(|action| action.word()),
            dimensions: now.dimensions.iter().map(|dimension| dimension.word()).collect(),
            behind: now.behind.map(|behind| behind.by),
            attribute_to: now.attribute_to.as_ref().map(named),
            nearest: near.collect(),
            write,
            fingerprint,
            counted: counted_where(&read.scope(), &speech),
            citation: citations.as_ref().map(|citations| citations.sentence.clone()),
            citations,
            mistyped: mistyped.map(|one| MistypedReport {
                figure: one.figure,
                by: one.by,
                entry: one.entry.0,
            }),
            ..without_figures(row, now.verdict, now.because)
        })
    }

    /// What can be written now of a series, and the fingerprint of that.
    fn write(&self, JudgedSeries { series, root, .. }: &JudgedSeries) -> Option<(String, String)> {
        let answer = (policies::DEFAULT.apply)(series, &self.question);
        let text = sentence(series, &answer, &self.question, None);
        let fingerprint = fingerprint(root.as_ref()?, policies::DEFAULT, &self.question, &answer);
        (!text.is_empty()).then(|| (text, fingerprint.to_string()))
    }
}

/// The year that a claim names, where no figure of the series is of it.
fn other_year(series: &Series, found: &FoundClaim<'_>) -> Option<i32> {
    let days = series.members().iter().flat_map(|member| {
        let figure = &member.recorded.figure;
        let begins = figure.window.map(|window| window.first_day(figure.as_of.date()));
        let published = figure.published_on.date;
        [Some(figure.as_of.date().first_day()), Some(published.first_day()), begins]
    });
    let years = days.flatten().filter_map(|day| day.to_date().iso().get(..4)?.parse().ok());
    let (first, last) = years.fold(None, |ends: Option<(i32, i32)>, year| {
        Some(ends.map_or((year, year), |(first, last)| (first.min(year), last.max(year))))
    })?;
    let span = &found.figure.span;
    let number = span.start.saturating_sub(found.at)..span.end.saturating_sub(found.at);
    another_year(found.named, &number, first..=last)
}

/// Whether a claim counts what a series does.
fn counts(scope: &Scope, read: &ReadAs) -> bool {
    (&scope.event, &scope.place, &scope.group) == (&read.event, &read.place, &read.group)
        && (scope.measure, scope.unit, scope.count_type) == (read.measure, read.unit, read.count_type)
        && scope.definition == read.definition
}

/// Whether a series counts what a claim does but for one respect; that the missing are counted now and the dead so far is none
/// of its own.
fn is_beside(scope: &Scope, read: &ReadAs) -> bool {
    let differs = [
        scope.place != read.place,
        scope.unit != read.unit,
        scope.group != read.group,
        scope.definition != read.definition,
        scope.measure != read.measure || scope.count_type != read.count_type,
    ];
    scope.event == read.event && differs.into_iter().filter(|differs| *differs).count() == 1
}

/// A claim on which no figure bears.
pub fn without_figures(row: &ClaimRow, verdict: ClaimVerdict, because: String) -> CheckReport {
    CheckReport {
        claim: row.claim.clone(),
        place: row.place.clone(),
        printed_on: row.printed_on.map(|day| day.iso()),
        read_as: None,
        verdict: verdict.word(),
        verdict_when_printed: None,
        needs_update: None,
        action: None,
        because,
        because_when_printed: None,
        dimensions: Vec::new(),
        behind: None,
        attribute_to: None,
        nearest: Vec::new(),
        write: None,
        fingerprint: None,
        citation: None,
        citations: None,
        choices: Vec::new(),
        reason: None,
        mistyped: None,
        start: None,
        end: None,
        counted: String::new(),
        shown: Shown::OneOfMany,
    }
}

/// A claim that several series fit.
pub fn asked(row: &ClaimRow, scopes: &[Arc<Scope>]) -> CheckReport {
    let because = format!("{} series fit the words: the number must not choose one", scopes.len());
    let choices = scopes.iter().map(|scope| ScopeReport::new(scope)).collect();
    CheckReport { choices, ..without_figures(row, ClaimVerdict::Ask, because) }
}

/// A claim of what the ledger does not have.
pub fn not_here(row: &ClaimRow, not_here: &NotHere) -> CheckReport {
    let because = match not_here {
        NotHere::Event => "no event of this ledger is named so".to_owned(),
        NotHere::Place(place) => format!("no place of this ledger is named {place}"),
        NotHere::CountThere(place) => format!("no figure of this is recorded for {place}"),
        NotHere::Year(year) => format!("the figures here are not of {year}, which the claim names"),
        NotHere::CountBy(who) => format!("no figure of this by {who} is recorded"),
    };
    without_figures(row, ClaimVerdict::NoRecord, because)
}
