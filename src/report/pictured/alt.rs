//! What a picture shows, in plain words for who does not see it.

use super::{PictureReport, PicturedFigure, PicturedStanding};

/// How many authorities, withdrawals and disputes are named one by one.
const NAMED: usize = 8;

/// The text: what is counted, what each authority said first and last, that they differ, what was withdrawn.
pub fn alt(report: &PictureReport) -> String {
    let mut said = vec![format!("Chart. {}. {}.", report.title, report.subtitle)];
    let lines: Vec<String> = (0..report.voices.len()).filter_map(|voice| line(report, voice)).collect();
    said.extend(named(lines, ("authority", "authorities")));
    said.extend(difference(report));
    said.extend(named(withdrawn(report), ("withdrawn figure", "withdrawn figures")));
    said.extend(named(disputed(report), ("disputed figure", "disputed figures")));
    said.extend(named(revised(report), ("revision", "revisions")));
    said.push(format!("Verdict: {}.", report.verdict));
    said.join(" ")
}

/// The first of some sentences, and of how many things of a sort there are more.
fn named(sentences: Vec<String>, (one, several): (&str, &str)) -> impl Iterator<Item = String> {
    let more = match sentences.len().saturating_sub(NAMED) {
        0 => None,
        1 => Some(format!("And 1 more {one}.")),
        more => Some(format!("And {more} more {several}.")),
    };
    sentences.into_iter().take(NAMED).chain(more)
}

/// What one authority said first and last.
fn line(report: &PictureReport, voice: usize) -> Option<String> {
    let mut figures = report.figures.iter().filter(|figure| figure.voice == voice);
    let first = figures.next()?;
    let name = &report.voices[voice].name;
    Some(match figures.next_back() {
        None => format!("{name}: one figure, {}.", dated(first)),
        Some(last) => format!("{name}: first {}, newest {}.", dated(first), dated(last)),
    })
}

fn dated(figure: &PicturedFigure) -> String {
    format!("{} ({})", figure.words, figure.day_in_words)
}

fn difference(report: &PictureReport) -> Option<String> {
    let difference = report.difference?;
    let of = |at: usize| {
        let figure = report.figures.get(at)?;
        Some(format!("{} ({})", figure.words, report.voices.get(figure.voice)?.name))
    };
    Some(format!("The newest figures differ: {} and {}.", of(difference.low)?, of(difference.high)?))
}

fn withdrawn(report: &PictureReport) -> Vec<String> {
    let withdrawn = report.figures.iter().filter_map(|figure| match &figure.standing {
        PicturedStanding::Stands => None,
        PicturedStanding::Withdrawn(words) => {
            Some(format!("{} of {} was {words}.", dated(figure), report.voices[figure.voice].name))
        }
    });
    withdrawn.collect()
}

fn disputed(report: &PictureReport) -> Vec<String> {
    let disputed = report.figures.iter().filter(|figure| !figure.disputed_by.is_empty());
    let said = |figure: &PicturedFigure| {
        let (name, by) = (&report.voices[figure.voice].name, figure.disputed_by.join(", "));
        format!("{} of {name} is disputed by {by}.", dated(figure))
    };
    disputed.map(said).collect()
}

fn revised(report: &PictureReport) -> Vec<String> {
    let revised = report.figures.iter().filter_map(|figure| {
        let change = figure.revises.as_ref()?;
        let reason = change.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let name = &report.voices[figure.voice].name;
        Some(format!("{name} revised {} to {} {}{reason}.", change.from, figure.words, change.when))
    });
    revised.collect()
}
