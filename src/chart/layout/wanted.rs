//! The labels that a panel wants: names, what is written beside marks, rules and brackets.

use super::candidates::{Effort, FirstSide, MarkReach, WantedLabel};
use super::spots::{covered, end, reach, spot};
use super::text::TextRole;
use super::{HEADROOM, PanelField, PlacedBracket};
use crate::chart::parts::{Bracket, NoteKind, Panel, PlotMark, Rule, Shape};

/// A name, or the number of a bracket: it has a place, or the names stand elsewhere.
pub const RANK_NAME: u8 = 0;
const RANK_SPOKEN: u8 = 1;
const RANK_LAST: u8 = 2;
const RANK_REVISED: u8 = 3;
const RANK_FIRST: u8 = 4;
const RANK_OTHER: u8 = 5;

/// The labels of a panel.
pub struct PanelLabels {
    /// The names that stand in a column beside the field.
    pub in_column: Vec<WantedLabel>,
    /// What stands within it.
    pub near: Vec<AskedLabel>,
}

/// A label, and what is said below the chart where it has no place: the day, and the words.
pub struct AskedLabel {
    /// The label.
    pub label: WantedLabel,
    /// What is said instead.
    pub note: Option<(i32, String)>,
}

impl PanelLabels {
    /// What a panel wants. `beside_from`: from where on the name of a line that ends there stands in the column; `None`
    /// where names stand above the field.
    pub fn of(panel: &Panel, field: &PanelField, beside_from: Option<f64>) -> PanelLabels {
        let names = NamedLines { panel, field, beside_from };
        let mut wanted = PanelLabels { in_column: Vec::new(), near: Vec::new() };
        for line in 0..panel.lines.len() {
            names.of_line(line, &mut wanted);
        }
        if beside_from.is_none() {
            let brackets = panel.brackets.iter().zip(&field.brackets);
            wanted.near.extend(brackets.flat_map(bracket_numbers));
        }
        wanted.near.extend(panel.rules.iter().map(|rule| of_rule(panel, field, rule)));
        wanted
    }
}

/// A panel, and where its names stand.
#[derive(Clone, Copy)]
struct NamedLines<'p> {
    panel: &'p Panel,
    field: &'p PanelField,
    beside_from: Option<f64>,
}

impl NamedLines<'_> {
    fn of_line(self, at: usize, into: &mut PanelLabels) {
        let NamedLines { panel, field, beside_from } = self;
        let line = &panel.lines[at];
        for (place, mark) in line.marks.iter().enumerate() {
            let written = MarkText { panel, field, line: at, place, mark };
            let from = beside_from.filter(|_| line.named_at == Some(place));
            let Some(from) = from else {
                into.near.extend(written.beside_mark(|_| true));
                continue;
            };
            let name = self.name(at);
            if name.at[0] <= from {
                into.near.push(written.with_name(name));
                continue;
            }
            into.in_column.push(name);
            // The line leads to its name, and the number is written there.
            let leads = end(field, line).is_some_and(|[x, _]| x > from);
            into.near.extend(written.beside_mark(|kind| !(leads && kind == NoteKind::Number)));
        }
    }

    /// The name of a line at its end, with its newest number.
    fn name(self, at: usize) -> WantedLabel {
        let NamedLines { panel, field, .. } = self;
        let line = &panel.lines[at];
        let own = panel.brackets.iter().zip(&field.brackets).find_map(|(bracket, placed)| {
            let words = &line.marks.last()?.words;
            let is_low = *words == bracket.low_words;
            (is_low || *words == bracket.high_words)
                .then_some([placed.x, if is_low { placed.bottom } else { placed.top }])
        });
        let number = line.marks.last().map(|mark| mark.words.clone()).unwrap_or_default();
        WantedLabel {
            at: own.or_else(|| end(field, line)).unwrap_or([field.plot.right, field.plot.top]),
            reach: MarkReach { up: 2.0, down: 2.0 },
            mark: None,
            versions: vec![vec![(number, TextRole::Number), (line.name.clone(), TextRole::Name)]],
            side: FirstSide::Right,
            rank: RANK_NAME,
            effort: Effort::Any,
            of_line: Some(at),
        }
    }
}

/// What is written of a mark.
#[derive(Clone, Copy)]
struct MarkText<'p> {
    panel: &'p Panel,
    field: &'p PanelField,
    line: usize,
    place: usize,
    mark: &'p PlotMark,
}

impl MarkText<'_> {
    /// The label beside a mark, of those sorts of notes that are to be in it; `None` where it would be empty.
    fn beside_mark(self, has: impl Fn(NoteKind) -> bool) -> Option<AskedLabel> {
        let MarkText { field, mark, .. } = self;
        let kinds = mark.notes.iter().map(|note| note.kind);
        let rank = self.rank(kinds.filter(|kind| has(*kind)).min()?);
        let number = has(NoteKind::Number).then(|| self.number()).flatten();
        let version = |short: bool| number.iter().cloned().chain(self.spoken(short)).collect::<Vec<_>>();
        let mut versions = vec![version(false), version(true)];
        versions.dedup();
        let label = WantedLabel {
            at: spot(field, mark),
            reach: reach(field, mark),
            mark: Some(covered(field, mark)),
            versions,
            side: if mark.shape == Shape::Words { FirstSide::Right } else { FirstSide::Above },
            rank,
            effort: if rank == RANK_OTHER { Effort::OnlyNear } else { Effort::Any },
            of_line: Some(self.line).filter(|_| self.panel.lines.len() > 1),
        };
        Some(AskedLabel { label, note: self.note() })
    }

    /// The name of a line within the field, with all that is said of its last mark.
    fn with_name(self, name: WantedLabel) -> AskedLabel {
        let own = name.versions.first().cloned().unwrap_or_default();
        let with = |notes: Vec<(String, TextRole)>| own.iter().cloned().chain(notes).collect::<Vec<_>>();
        let mut versions = vec![with(self.spoken(false)), with(self.spoken(true)), own.clone()];
        versions.dedup();
        AskedLabel { label: WantedLabel { versions, ..name }, note: self.note() }
    }

    fn rank(self, most_important: NoteKind) -> u8 {
        let is_last = self.place + 1 == self.panel.lines[self.line].marks.len();
        match most_important {
            NoteKind::Withdrawn | NoteKind::Disputed => RANK_SPOKEN,
            NoteKind::Number if is_last => RANK_LAST,
            NoteKind::Revised => RANK_REVISED,
            NoteKind::Number if self.place == 0 => RANK_FIRST,
            NoteKind::Number => RANK_OTHER,
        }
    }

    fn number(self) -> Option<(String, TextRole)> {
        let number = self.mark.notes.iter().find(|note| note.kind == NoteKind::Number)?;
        Some((number.words.clone(), TextRole::Number))
    }

    /// What happened to the figure, the least important first.
    fn spoken(self, short: bool) -> Vec<(String, TextRole)> {
        let mut notes: Vec<_> = self.mark.notes.iter().filter(|note| note.kind != NoteKind::Number).collect();
        notes.sort_by_key(|note| std::cmp::Reverse(note.kind));
        let words = |kind: NoteKind| match kind {
            NoteKind::Withdrawn => "withdrawn",
            NoteKind::Disputed => "disputed",
            NoteKind::Revised => "revised",
            NoteKind::Number => "",
        };
        let text = |note: &&crate::chart::parts::MarkNote| {
            (if short { words(note.kind).to_owned() } else { note.words.clone() }, TextRole::Note)
        };
        notes.iter().map(text).collect()
    }

    /// What is said below the chart, where it has no place here.
    fn note(self) -> Option<(i32, String)> {
        let spoken: Vec<String> = self.spoken(false).into_iter().map(|(words, _)| words).collect();
        let name = &self.panel.lines[self.line].name;
        (!spoken.is_empty())
            .then(|| (self.mark.day, format!("{name}, {}: {}", self.mark.words, spoken.join("; "))))
    }
}

/// What changed, beside its rule.
fn of_rule(panel: &Panel, field: &PanelField, rule: &Rule) -> AskedLabel {
    let name = panel.lines.get(rule.line).map(|line| line.name.as_str()).unwrap_or_default();
    let words = match panel.lines.len() {
        0 | 1 => rule.words.clone(),
        _ => format!("{name}: {}", rule.words),
    };
    let label = WantedLabel {
        at: [field.x(rule.day), field.plot.top - HEADROOM / 2.0],
        reach: MarkReach::default(),
        mark: None,
        versions: vec![vec![(words, TextRole::Note)]],
        side: FirstSide::Right,
        rank: RANK_SPOKEN,
        effort: Effort::Any,
        of_line: Some(rule.line).filter(|_| panel.lines.len() > 1),
    };
    AskedLabel { label, note: Some((rule.day, format!("{name} {}", rule.words))) }
}

/// The two numbers of a bracket.
fn bracket_numbers((bracket, placed): (&Bracket, &PlacedBracket)) -> [AskedLabel; 2] {
    let both = format!("the newest numbers are {} and {}", bracket.low_words, bracket.high_words);
    let number = |words: &String, y: f64| {
        let label = WantedLabel {
            at: [placed.x, y],
            reach: MarkReach::default(),
            mark: None,
            versions: vec![vec![(words.clone(), TextRole::Number)]],
            side: FirstSide::Right,
            rank: RANK_NAME,
            effort: Effort::Any,
            of_line: None,
        };
        AskedLabel { label, note: Some((bracket.day, both.clone())) }
    };
    [number(&bracket.high_words, placed.top), number(&bracket.low_words, placed.bottom)]
}
