//! Puts together what was read of each number: the figures of a text.

use super::calendar::Calendar;
use super::days::{DatedMention, dated};
use super::denials::{DenialReader, denials};
use super::grammar::{Parsed, parse};
use super::layout::Pages;
use super::mention::Mention;
use super::saying::{Saying, sayings};
use super::setting::{Setting, settings};
use super::stocks::is_stock;
use super::wholes::wholes_behind;
use super::{DenialKind, FoundDoubt, FoundFigure, FoundFigures, State};
use crate::model::date::Day;
use crate::model::figure::Window;
use crate::model::words::CountType;

/// Finds the figures of a text; see [`read`](super::read).
pub(super) fn assemble(text: &str, published: Option<Day>) -> FoundFigures {
    let pages = Pages::of(text);
    let Parsed { mentions, passed } = parse(&pages, published);
    let calendar = Calendar::of(&pages, published);
    let sayings = sayings(&pages, &mentions, &calendar);
    let dated = dated(&pages, &mentions, &calendar, &sayings.words);
    let settings = settings(&pages, &mentions, &calendar, &sayings.words);
    let denials =
        denials(&DenialReader { pages: &pages, mentions: &mentions, sayings: &sayings, calendar: &calendar });
    let mut of = sayings.of;
    for denial in denials.iter().filter(|denial| denial.kind == DenialKind::Disputes) {
        // Whoever calls a number false does not say it.
        if let Some(saying) =
            denial.printed.and_then(|at| of.get_mut(at)).filter(|saying| saying.said == denial.by)
        {
            *saying = Saying::default();
        }
    }
    let behind = wholes_behind(&pages, &mentions);
    let read_around = of.into_iter().zip(dated).zip(settings);
    let figures = mentions.into_iter().zip(read_around);
    let figures =
        figures.map(|(mention, ((saying, dated), setting))| figure(&pages, mention, saying, dated, setting));
    let mut figures: Vec<FoundFigure> = figures.collect();
    for (figure, whole) in figures.iter_mut().zip(behind) {
        figure.part_of = figure.part_of.or(whole);
    }
    FoundFigures { figures, passed, denials }
}

fn figure(
    pages: &Pages<'_>,
    mention: Mention,
    saying: Saying,
    dated: DatedMention,
    setting: Setting,
) -> FoundFigure {
    let sentence = pages.sentences.get(mention.sentence).map(|found| pages.span(found.tokens.clone()));
    let word = mention.trigger.and_then(|at| pages.tokens.get(at)).map(|token| token.text.to_owned());
    let count_type = count_type(pages, &mention, &dated);
    let mut doubts = mention.doubts;
    doubts.extend(saying.doubts);
    doubts.extend(saying.said.authority.is_none().then_some(FoundDoubt::NoAuthority));
    doubts.extend(dated.days.worked_out.then_some(FoundDoubt::WorkedOutDay));
    doubts.sort_unstable();
    doubts.dedup();
    FoundFigure {
        span: mention.span,
        also: mention.also,
        sentence: sentence.unwrap_or_default(),
        wording: mention.wording,
        measure: mention.measure,
        measure_word: word.unwrap_or_default(),
        unit: mention.unit,
        group: mention.group,
        count_type,
        said: saying.said,
        place: setting.place,
        event: setting.event,
        days: dated.days,
        part_of: mention.part_of,
        state: mention.state,
        doubts,
    }
}

/// What a number counts up (`docs/rules.md`, "Reading text").
fn count_type(pages: &Pages<'_>, mention: &Mention, dated: &DatedMention) -> CountType {
    let is_window = dated.is_window || matches!(dated.days.window, Some(Window::Hours(_)));
    match mention.measure {
        _ if mention.state == State::Hypothetical => CountType::Projection,
        _ if is_window => CountType::Period,
        _ if mention.is_increment => CountType::Increment,
        _ if is_stock(pages, mention) => CountType::Current,
        _ => CountType::Total,
    }
}
