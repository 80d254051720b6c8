//! What the figures of a note are about, and by which clocks they were asked.

use super::tally::NoteTally;
use super::{NoteBlock, item, paragraph};
use crate::model::filter::Filter;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::EntryId;
use crate::phrase::number::{counted, grouped, signed};
use crate::phrase::when;

/// What was asked.
#[derive(Clone, Copy, Debug)]
pub struct NoteScope<'a> {
    /// By the clocks.
    pub question: &'a Question,
    /// By names, days and words.
    pub filter: &'a Filter,
    /// By the entry that recorded them.
    pub entry: Option<EntryId>,
}

impl NoteScope<'_> {
    /// The section.
    pub fn blocks(&self, tally: &NoteTally, series: u64) -> Vec<NoteBlock> {
        let mut blocks = vec![NoteBlock::Heading("Scope"), paragraph(covered(tally, series))];
        blocks.extend(without_number(tally).map(paragraph));
        match self.chosen().as_slice() {
            [] => blocks.push(paragraph("No filter left anything out.")),
            chosen => {
                blocks.push(paragraph("Only these figures were chosen:"));
                blocks.extend(chosen.iter().map(item));
            }
        }
        blocks.push(NoteBlock::Heading("Days and clocks"));
        blocks.extend(self.clocks().map(paragraph));
        blocks.extend((tally.figures > 0).then(|| paragraph(undated(tally))));
        blocks
    }

    /// What a figure had to meet, in words.
    pub fn chosen(&self) -> Vec<String> {
        let Filter {
            event,
            place,
            measure,
            group,
            count_type,
            definition,
            authority,
            publisher,
            days,
            words,
            ..
        } = self.filter;
        let held = [
            ("the name of the event", event),
            ("the name of the place", place),
            ("the name of the group", group),
            ("the name of the authority", authority),
            ("the name of the publisher", publisher),
        ];
        let held = held
            .into_iter()
            .filter_map(|(what, held)| Some(format!("{what} holds \u{201c}{}\u{201d}", held.as_deref()?)));
        let is = [
            ("the measure", measure.map(|word| word.word())),
            ("the type of count", count_type.map(|word| word.word())),
        ];
        let is = is.into_iter().filter_map(|(what, word)| Some(format!("{what} is {}", word?)));
        let definition = definition.as_deref().map(|asked| match asked {
            "" => "no definition is stated".to_owned(),
            asked => format!("the definition holds \u{201c}{asked}\u{201d}"),
        });
        let meanings = self.filter.meanings.iter().map(|meant| {
            let words: Vec<&str> = meant.iter().map(|word| word.word()).collect();
            format!("the measure is {}", words.join(" or "))
        });
        let words = words.iter().map(|word| format!("one of their names holds \u{201c}{word}\u{201d}"));
        let days = [("from", days.from), ("up to", days.to)];
        let days = days
            .into_iter()
            .filter_map(|(end, day)| Some(format!("they hold for days {end} {}", day?.long())));
        let entry = self.entry.map(|entry| format!("entry {entry} recorded them or saw them again"));
        held.chain(is).chain(definition).chain(meanings).chain(words).chain(days).chain(entry).collect()
    }

    /// The three clocks, as asked, a sentence each.
    pub fn clocks(&self) -> [String; 3] {
        let Question { as_of, known_on, recorded_by, .. } = self.question;
        [
            as_of.map_or_else(
                || "No day was asked for: of each source its newest figure counts.".to_owned(),
                |day| format!("The figures are those that hold for {} or an earlier day.", day.long()),
            ),
            known_on.map_or_else(
                || "All that was published counts, whenever that was.".to_owned(),
                |time| format!("What was published later than {} is left out, and so is what happened to a figure later.", time.long()),
            ),
            recorded_by.map_or_else(
                || "All that the desk had recorded counts.".to_owned(),
                |time| format!("What the desk recorded after {} (UTC) is left out.", when::minutes(&time.iso())),
            ),
        ]
    }
}

/// How much the figures cover.
fn covered(tally: &NoteTally, series: u64) -> String {
    let Some((first, last)) = tally.days else {
        return "No figure is within this scope, and so there is no answer.".to_owned();
    };
    let number = |number: u64, noun: &str| counted(signed(number), noun);
    let events = tally.of_kind(NameKind::Event).count() as u64;
    let days = match first == last {
        true => format!("for {}", first.to_date().long()),
        false => format!("for days from {} to {}", first.to_date().long(), last.to_date().long()),
    };
    format!(
        "It covers {} in {} series of {}, {days}. A series is what can be compared: one event, place, measure, unit, \
         group, type of count and definition.",
        number(tally.figures, "figure"),
        grouped(series),
        number(events, "event"),
    )
}

/// How many of them are statements alone.
fn without_number(tally: &NoteTally) -> Option<String> {
    match tally.without_number {
        0 => None,
        1 => Some("1 of them is a statement without a number, such as a denial.".to_owned()),
        several => {
            Some(format!("{} of them are statements without a number, such as a denial.", grouped(several)))
        }
    }
}

/// How many figures state no day, and what that means.
fn undated(tally: &NoteTally) -> String {
    match tally.undated {
        0 => "Each figure states the last day that it covers.".to_owned(),
        undated => format!(
            "No day is stated of {}. What states none counts for the day on which it was said or published: it is the latest day \
             possible.",
            counted(signed(undated), "figure"),
        ),
    }
}
