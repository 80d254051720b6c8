//! The picture of what was known when: the days are those of publication, and a number holds until another was known.

use std::collections::BTreeMap;

use crate::model::date::PartialDate;
use crate::model::question::Question;
use crate::reconcile::Answer;
use crate::report::knew::{KnewReport, KnewStep, KnownFigure};
use crate::report::timeline::Point;
use crate::series::Series;

use super::alt::alt;
use super::made::{self, number};
use super::{
    DaysAre, Holding, PictureReport, PicturedDays, PicturedDifference, PicturedFigure, PicturedStanding,
    PicturedVoice,
};

/// The picture of what was known of a series; `answer` is the last of it.
pub fn known(series: &Series, answer: &Answer, question: &Question, knew: &KnewReport) -> PictureReport {
    let mut picture = made::picture(series, answer, question);
    let newest = picture.difference.and_then(|both| {
        let id = |at: usize| picture.figures.get(at).map(|figure| figure.id);
        id(both.low).zip(id(both.high))
    });
    let mut told = KnownPicture { series, voices: Vec::new(), figures: Vec::new(), points: Vec::new() };
    knew.steps.iter().for_each(|step| told.take(step));
    let place = |id| told.figures.iter().rposition(|figure| figure.id == id);
    picture.difference =
        newest.and_then(|(low, high)| Some(PicturedDifference { low: place(low)?, high: place(high)? }));
    picture.subtitle = match &knew.question.as_of {
        Some(day) => format!("What was known when, by the day of publication: the figures for {}", long(day)),
        None => "What was known when, by the day of publication: the figures for the newest day".to_owned(),
    };
    picture.holds = Holding::UntilKnownOtherwise(knew.steps.last().map_or(0, |step| day(&step.known_on)));
    picture.timeline.authorities = told.voices.iter().map(|voice| voice.name.clone()).collect();
    picture.timeline.points = told.points;
    picture.voices = told.voices;
    picture.figures = told.figures;
    picture.alt = alt(&picture);
    picture
}

/// What is drawn, as it was told step by step.
struct KnownPicture<'s> {
    series: &'s Series,
    voices: Vec<PicturedVoice>,
    figures: Vec<PicturedFigure>,
    points: Vec<Point>,
}

impl KnownPicture<'_> {
    fn take(&mut self, step: &KnewStep) {
        let mut left: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, figure) in self.figures.iter().enumerate() {
            left.insert(figure.voice, at);
        }
        for figure in &step.figures {
            let voice = self.voice(figure);
            let last = left.remove(&voice).map(|at| &self.figures[at]);
            let is_told = last.is_some_and(|last| says_the_same(last, figure));
            if !is_told && let Some(drawn) = self.drawn(figure, voice, step) {
                self.points.push(point(figure, voice, step));
                self.figures.push(drawn);
            }
        }
        for at in left.into_values() {
            let last = &self.figures[at];
            if last.standing == PicturedStanding::Stands {
                let standing = PicturedStanding::Withdrawn("no longer stands".to_owned());
                let gone = PicturedFigure { standing, days: days(step), ..last.clone() };
                self.figures.push(gone);
            }
        }
    }

    /// The line of a figure; a new one is added.
    fn voice(&mut self, figure: &KnownFigure) -> usize {
        let known = self.voices.iter().position(|voice| voice.name == figure.authority);
        known.unwrap_or_else(|| {
            self.voices.push(PicturedVoice {
                name: figure.authority.clone(),
                is_attributed: figure.is_attributed,
                holds_days: i32::MAX,
                left: None,
            });
            self.voices.len() - 1
        })
    }

    fn drawn(&self, known: &KnownFigure, voice: usize, step: &KnewStep) -> Option<PicturedFigure> {
        let figure = &self.series.figure(known.id)?.figure;
        Some(PicturedFigure {
            voice,
            id: known.id,
            days: days(step),
            day_in_words: format!("known from {}", long(&step.known_on)),
            words: known.wording.clone(),
            number: number(figure.count.as_ref()?),
            standing: match known.is_withdrawn() {
                true => PicturedStanding::Withdrawn("withdrawn".to_owned()),
                false => PicturedStanding::Stands,
            },
            disputed_by: known.disputed_by.clone(),
            revises: None,
            rule: None,
            relays: Vec::new(),
            publisher: known.publisher.clone(),
        })
    }
}

/// Whether a mark that is there tells a figure already. Its day may be another one: then the number was given again.
fn says_the_same(last: &PicturedFigure, figure: &KnownFigure) -> bool {
    let stands = last.standing == PicturedStanding::Stands;
    last.words == figure.wording && stands != figure.is_withdrawn() && last.disputed_by == figure.disputed_by
}

fn point(figure: &KnownFigure, column: usize, step: &KnewStep) -> Point {
    Point {
        as_of: step.known_on.clone(),
        as_of_assumed: false,
        column,
        authority: figure.authority.clone(),
        id: figure.id,
        wording: figure.wording.clone(),
        value: figure.value,
        low: figure.low,
        high: figure.high,
        by_convention: figure.by_convention,
        step: None,
        mark: figure.is_withdrawn().then_some(figure.role),
        revised_on: None,
        publisher: figure.publisher.clone(),
        change: None,
    }
}

fn days(step: &KnewStep) -> PicturedDays {
    let day = day(&step.known_on);
    PicturedDays { first: day, last: day, are: DaysAre::Stated }
}

/// A day of a step, counted from 1970-01-01.
fn day(iso: &str) -> i32 {
    PartialDate::read(iso).map_or(0, |day| day.last_day().number())
}

fn long(iso: &str) -> String {
    PartialDate::read(iso).map_or_else(|_| iso.to_owned(), PartialDate::long)
}
