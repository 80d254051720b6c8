//! The dialogue of `add`: field by field what is missing, each answer checked when it is given, and one look at the end.

use std::io::{self, BufRead, Write};

use super::questions::{self, ExplainedQuestion};
use crate::cli::asking::{line, listed, picked};
use crate::desk::Error;
use crate::desk::add::{AddDraft, AddPlan, Cells, Incomplete, Offers, OneOfSeveral};
use crate::model::column::{CellKind, Field};
use crate::model::date::Day;
use crate::model::words::WordList;
use crate::render::style::TextStyle;
use crate::render::text::draw;
use crate::report::added::AddLook;
use crate::report::page::Page;

/// The names that are listed by themselves; `*` lists all.
const LISTED: usize = 10;

/// What a person answers.
#[derive(Debug, PartialEq, Eq)]
enum TypedAnswer {
    /// The text of the field; blank where it stays blank.
    Text(String),
    /// The question before.
    Back,
    /// No more.
    Leave,
}

/// Asks through two handles.
pub struct Dialogue<'h> {
    /// Where answers come from.
    pub input: &'h mut dyn BufRead,
    /// Where questions go.
    pub out: &'h mut dyn Write,
    /// How wide and in which shades they are set.
    pub style: TextStyle,
    /// The names of the store.
    pub offers: &'h Offers,
    /// The day that it is.
    pub today: Day,
    /// What Enter takes, from the figure before.
    pub defaults: &'h Cells,
}

impl Dialogue<'_> {
    /// Says how it goes.
    pub fn begin(&mut self) -> io::Result<()> {
        self.tell(&["What is missing is asked. ? explains a question, < goes back, quit leaves; nothing is recorded before \
            you say so."])
    }

    /// Asks until the figure is complete and a person has said that it is right; `None` where they leave.
    ///
    /// # Errors
    /// What cannot be asked for, and what reading, writing or the store meet.
    pub fn figure(
        &mut self,
        mut draft: AddDraft,
        look: &dyn Fn(&AddPlan) -> Result<AddLook, Error>,
    ) -> Result<Option<AddPlan>, Error> {
        loop {
            let Some(plan) = self.complete(draft)? else { return Ok(None) };
            writeln!(self.out)?;
            draw::report(self.out, &look(&plan)?, self.style)?;
            let Some(change) = self.verdict()? else { return Ok(None) };
            let Some(field) = change else { return Ok(Some(plan)) };
            draft = plan.reopened();
            let before = draft.cells.get(&field).cloned();
            match self.answer(field, &draft)? {
                TypedAnswer::Text(text) => self.take(&mut draft, field, text)?,
                TypedAnswer::Back => draft.cells.extend(before.map(|text| (field, text))),
                TypedAnswer::Leave => return Ok(None),
            }
        }
    }

    /// Whether the next figure is of the same source.
    pub fn another(&mut self) -> io::Result<bool> {
        let answer = self.line("another from the same source? [y/N] ")?;
        Ok(answer.is_some_and(|answer| matches!(answer.to_lowercase().as_str(), "y" | "yes")))
    }

    /// Asks for what is missing until nothing is, and nothing is wrong; `None` where a person leaves.
    fn complete(&mut self, mut draft: AddDraft) -> Result<Option<AddPlan>, Error> {
        loop {
            if !self.ask_open(&mut draft)? {
                return Ok(None);
            }
            let Incomplete { draft: again, missing, problems } = match draft.plan() {
                Ok(plan) => return Ok(Some(plan)),
                Err(incomplete) => *incomplete,
            };
            draft = again;
            let of_problems = problems.iter().filter_map(|problem| Field::from_name(problem.field?));
            let fields: Vec<Field> = of_problems.chain(missing).collect();
            if fields.is_empty() {
                return Err(Error::Faults(problems));
            }
            for problem in problems.iter().filter(|problem| problem.field.is_some()) {
                self.tell(&[&problem.what, &problem.hint])?;
            }
            fields.iter().for_each(|field| drop(draft.cells.remove(field)));
        }
    }

    /// Asks each field that is open, in order; `false` where a person leaves.
    fn ask_open(&mut self, draft: &mut AddDraft) -> Result<bool, Error> {
        let (mut at, mut asked) = (0, Vec::new());
        while let Some(&field) = questions::ORDER.get(at) {
            if !questions::is_open(draft, field) {
                at += 1;
                continue;
            }
            match self.answer(field, draft)? {
                TypedAnswer::Leave => return Ok(false),
                TypedAnswer::Text(text) => {
                    self.take(draft, field, text)?;
                    asked.push(at);
                }
                TypedAnswer::Back => match asked.pop() {
                    None => self.tell(&["this is the first question"])?,
                    Some(before) => {
                        draft.cells.remove(&questions::ORDER[before]);
                        at = before;
                    }
                },
            }
        }
        Ok(true)
    }

    /// Puts an answer into the draft, and tells what its words say.
    fn take(&mut self, draft: &mut AddDraft, field: Field, text: String) -> io::Result<()> {
        draft.cells.insert(field, text);
        if field != Field::Figure {
            return Ok(());
        }
        draft.cells.remove(&Field::Quote);
        let said = draft.said();
        if let Some(one) = self.one_of(&said.several)? {
            let words = draft.cells.insert(Field::Figure, one.number.clone()).unwrap_or_default();
            draft.cells.insert(Field::Quote, words);
            draft.cells.extend(one.fields.iter().cloned());
        }
        let fields: Vec<String> = draft.said().fields.iter().map(questions::named).collect();
        if !fields.is_empty() {
            self.tell(&[&format!("read from the words: {}", fields.join(", "))])?;
        }
        Ok(())
    }

    /// Which of several figures of the words is meant; `None` where there are not several.
    fn one_of<'s>(&mut self, several: &'s [OneOfSeveral]) -> io::Result<Option<&'s OneOfSeveral>> {
        if several.is_empty() {
            return Ok(None);
        }
        let texts = several.iter().map(|one| {
            let fields: Vec<String> = one.fields.iter().map(questions::named).collect();
            format!("{} ({})", one.number, fields.join(", "))
        });
        let texts: Vec<String> = texts.collect();
        self.tell(&[&format!("the words hold {} figures; each is added by itself", several.len())])?;
        loop {
            listed(self.out, &texts)?;
            let Some(typed) = self.line("which one now? (a number) ")? else { return Ok(None) };
            let at = typed.parse::<usize>().ok().and_then(|number| several.get(number.checked_sub(1)?));
            if at.is_some() {
                return Ok(at);
            }
        }
    }

    /// Asks for one field until the answer can be taken.
    fn answer(&mut self, field: Field, draft: &AddDraft) -> Result<TypedAnswer, Error> {
        let default = self.default(field);
        let names = match field.column().kind {
            CellKind::Text => self.offers.names(field, &draft.cells),
            _ => Vec::new(),
        };
        let mut list: Vec<String> = names.iter().take(LISTED).cloned().collect();
        writeln!(self.out)?;
        self.show(field, &list, names.len())?;
        loop {
            let Some(typed) = self.line(&questions::prompt(field, default.as_deref()))? else {
                return Ok(TypedAnswer::Leave);
            };
            let text = match typed.as_str() {
                "quit" => return Ok(TypedAnswer::Leave),
                "<" | "back" => return Ok(TypedAnswer::Back),
                "?" => {
                    self.explain(field)?;
                    continue;
                }
                "*" if !names.is_empty() => {
                    list.clone_from(&names);
                    listed(self.out, &list)?;
                    continue;
                }
                "" => match (&default, questions::when_blank(field)) {
                    (Some(default), _) => default.clone(),
                    (None, Some(_)) => String::new(),
                    (None, None) => {
                        self.tell(&["this has to be said: there is no default for it; ? explains it"])?;
                        continue;
                    }
                },
                "-" if default.is_some() && questions::when_blank(field).is_some() => String::new(),
                typed => match self.meant(field, typed, &names, &mut list)? {
                    Some(text) => text,
                    None => continue,
                },
            };
            match draft.refusal(field, &text).filter(|_| !text.is_empty()) {
                Some(problem) => self.tell(&[&problem.what, &problem.hint])?,
                None => return Ok(TypedAnswer::Text(text)),
            }
        }
    }

    /// What a typed text means: a number of the list, a word or a name, or a part of one; `None` where it is asked again.
    fn meant(
        &mut self,
        field: Field,
        typed: &str,
        names: &[String],
        list: &mut Vec<String>,
    ) -> io::Result<Option<String>> {
        match field.column().kind {
            CellKind::Word(words) => return Ok(Some(word_of(words, typed))),
            CellKind::Text if questions::is_named(field) => {}
            _ => return Ok(Some(typed.to_owned())),
        }
        if let Some(new) = typed.strip_prefix('=') {
            return Ok(Some(new.trim().to_owned()));
        }
        let text = picked(typed.to_owned(), list);
        let lower = text.to_lowercase();
        if let Some(known) = names.iter().find(|name| name.to_lowercase() == lower) {
            return Ok(Some(known.clone()));
        }
        if typed.chars().all(|c| c.is_ascii_digit()) {
            self.tell(&["there is no such number in the list; a name that is a number is typed behind ="])?;
            return Ok(None);
        }
        let holding: Vec<String> =
            names.iter().filter(|name| name.to_lowercase().contains(&lower)).cloned().collect();
        let near = if holding.is_empty() { self.offers.near(field, &text) } else { holding.clone() };
        let what = match (holding.as_slice(), near.as_slice()) {
            ([], []) => {
                if !names.is_empty() {
                    self.tell(&[&format!("`{text}` is new here")])?;
                }
                return Ok(Some(text));
            }
            ([one], _) => {
                self.tell(&[&format!("taken: {one} (for a new name type ={text})")])?;
                return Ok(Some(one.clone()));
            }
            ([], [one]) => format!("{text}: new; did you mean {one}?"),
            ([], _) => format!("{text}: new; did you mean one of these?"),
            (several, _) => format!("{} names hold `{text}`", several.len()),
        };
        self.tell(&[&what])?;
        *list = near;
        listed(self.out, list)?;
        self.tell(&[&format!("type a number; for the new name type ={text}")])?;
        Ok(None)
    }

    /// What Enter takes; never a count, a day that it holds for, or who answers for it, but what the figure before had.
    fn default(&self, field: Field) -> Option<String> {
        if let Some(text) = self.defaults.get(&field) {
            return Some(text.clone());
        }
        match field {
            Field::Publisher => self.offers.last_publisher().map(str::to_owned),
            Field::PublishedOn => Some(self.today.to_string()),
            _ => None,
        }
    }

    /// Shows what a field holds and what may be chosen.
    fn show(&mut self, field: Field, list: &[String], all: usize) -> io::Result<()> {
        if let CellKind::Word(words) = field.column().kind {
            return draw::page(self.out, &questions::words(field, words), self.style);
        }
        listed(self.out, list)?;
        if all > list.len() {
            let more = all - list.len();
            writeln!(self.out, "  and {more} more: type a part of the name, or * for all")?;
        }
        Ok(())
    }

    /// Explains a question: what it asks, an example, and where its rule stands.
    fn explain(&mut self, field: Field) -> io::Result<()> {
        let ExplainedQuestion { what, example, rule } = questions::explained(field);
        self.tell(&[what, &format!("for example: {example}"), &format!("the rule: {rule}")])
    }

    /// Whether the figure is right: `None` where not, the field that is to be changed, or `Some(None)`.
    fn verdict(&mut self) -> io::Result<Option<Option<Field>>> {
        loop {
            let question = "record it? y, n, or change FIELD (such as change place): ";
            let Some(typed) = self.line(question)? else { return Ok(None) };
            let lower = typed.to_lowercase();
            match lower.as_str() {
                "y" | "yes" => return Ok(Some(None)),
                "n" | "no" | "quit" => return Ok(None),
                _ => {}
            }
            let named = lower.strip_prefix("change").map(|name| name.trim().replace([' ', '-'], "_"));
            match named.as_deref().map(|name| (name, Field::from_name(name))) {
                Some((_, Some(field))) => return Ok(Some(Some(field))),
                Some((name, None)) => {
                    self.tell(&[&format!("`{name}` is no field: type one of the names above")])?;
                }
                None => self.tell(&["type y to record it, n to leave, or change and a field"])?,
            }
        }
    }

    /// Tells sentences, each on lines of its own.
    fn tell(&mut self, sentences: &[&str]) -> io::Result<()> {
        let mut page = Page::default();
        sentences.iter().for_each(|sentence| page.paragraph(*sentence));
        draw::page(self.out, &page, self.style)
    }

    fn line(&mut self, question: &str) -> io::Result<Option<String>> {
        line(self.input, self.out, question)
    }
}

/// The word of a closed list that is meant: by its number, an alias, or the one word that begins so; else what was typed.
fn word_of(list: &WordList, typed: &str) -> String {
    let numbered = typed.parse::<usize>().ok().and_then(|number| list.words.get(number.checked_sub(1)?));
    let lower = typed.to_lowercase();
    let mut beginning = list.words.iter().filter(|word| word.starts_with(&lower));
    let one = beginning.next().filter(|_| beginning.next().is_none());
    let read = (list.read)(typed);
    numbered.copied().or(read).or(one.copied()).map_or_else(|| typed.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::desk::Author;
    use crate::desk::add::{AddOptions, apply, look};
    use crate::model::date::{PartialDate, Timestamp};

    fn author() -> Author {
        let now = Timestamp::read("2024-03-09T10:00:00Z").expect("a time");
        Author { who: "ana".into(), clock: Box::new(move || now), hold: None }
    }

    fn draft(folder: &Path, cells: &[(Field, &str)]) -> AddDraft {
        let cells = cells.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        let recorded_on = PartialDate::read("2024-03-09").expect("a day").first_day();
        let options = AddOptions { cells, recorded_on, dry_run: false };
        AddDraft::begin(folder.join("tollbook.db"), options).expect("begun")
    }

    /// The figure that these answers make, and what was printed.
    fn asked(folder: &Path, cells: &[(Field, &str)], answers: &str) -> (Option<AddPlan>, String) {
        let author = author();
        let offers = Offers::of(&folder.join("tollbook.db"), "ana").expect("offers");
        let (mut input, mut out, defaults) = (answers.as_bytes(), Vec::new(), Cells::new());
        let mut dialogue = Dialogue {
            input: &mut input,
            out: &mut out,
            style: TextStyle { width: 100, ..TextStyle::PIPE },
            offers: &offers,
            today: (author.clock)().day(),
            defaults: &defaults,
        };
        let plan = dialogue.figure(draft(folder, cells), &|plan| look(plan, &author)).expect("asked");
        (plan, String::from_utf8(out).expect("text"))
    }

    const SOURCE: [(Field, &str); 3] =
        [(Field::Event, "Tarn fire"), (Field::Publisher, "Tarn Post"), (Field::Url, "")];

    #[test]
    fn a_figure_is_asked_for_checked_shown_and_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let answers = "three firefighters are among the dead\nTarn fire\n?\n\nincident total\n<\nTarn\n1\nTarn \
            Police\n\nTarn Post\n9 March 2025\n\n\nsoon\n\nchange authority\nTarn Fire Service\ny\n";
        let (plan, out) = asked(folder.path(), &[], answers);
        let cells = plan.expect("a figure").cells().clone();
        let cell = |field: Field| cells[&field].as_str();
        assert_eq!((cell(Field::Place), cell(Field::CountType), cell(Field::AsOf)), ("Tarn", "total", ""));
        assert_eq!((cell(Field::Authority), cell(Field::PublishedOn)), ("Tarn Fire Service", "2024-03-09"));
        for said in [
            "read from the words: measure killed, group firefighters",
            "the rule: docs/rules.md, Names",
            "`incident total` is not a count type",
            "this has to be said: there is no default for it",
            "9 March 2025 is after 9 March 2024, the day on which it is recorded",
            "`soon` is not a date",
            "published on [2024-03-09]: ",
            "Three firefighters died in the Tarn fire, the Tarn Fire Service said, in a report",
        ] {
            assert!(out.contains(said), "{said}: {out}");
        }
    }

    #[test]
    fn names_of_the_store_are_offered_and_what_is_there_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let known = "12 killed\nTarn Valley > Tarn\ntotal\nTarn Police\n\n\n\ny\n";
        let (plan, out) = asked(folder.path(), &SOURCE, known);
        apply(&plan.expect(&out), &author()).expect("recorded");

        let (plan, out) =
            asked(folder.path(), &SOURCE[1..], "14 killed\nTran fire\n1\n1\ntotal\npol\n\n\ny\n");
        let cells = plan.expect(&out).cells().clone();
        assert_eq!(
            (cells[&Field::Event].as_str(), cells[&Field::Place].as_str()),
            ("Tarn fire", "Tarn Valley > Tarn")
        );
        assert_eq!(cells[&Field::Authority], "Tarn Police");
        assert!(out.contains("Tran fire: new; did you mean Tarn fire?"), "{out}");
        assert!(out.contains("taken: Tarn Police (for a new name type =pol)"), "{out}");
        assert!(out.contains("#1: 12 killed, Tarn Police"), "{out}");

        let (plan, out) = asked(folder.path(), &SOURCE, "12 killed\n1\ntotal\n1\n\n\ny\n");
        assert!(plan.is_some() && out.contains("#1 is the same figure"), "{out}");
    }

    #[test]
    fn words_of_two_figures_are_parted_and_contradictions_told_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let (plan, out) = asked(folder.path(), &SOURCE, "21 dead, 30 injured\n2\n\ntotal\n\n\n\ny\n");
        let cells = plan.expect(&out).cells().clone();
        assert_eq!((cells[&Field::Figure].as_str(), cells[&Field::Measure].as_str()), ("30", "injured"));
        assert_eq!(cells[&Field::Quote], "21 dead, 30 injured");
        let of_illness = [(Field::Event, "Tarn cholera outbreak"), SOURCE[1], SOURCE[2]];
        let (plan, out) = asked(folder.path(), &of_illness, "21 dead\n\ninjured\ndied\ntotal\n\n\n\ny\n");
        assert_eq!(plan.expect(&out).cells()[&Field::Measure], "died");
        assert!(out.contains("the words count `dead`, the measure is injured"), "{out}");
    }

    #[test]
    fn whoever_leaves_records_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        for answers in ["", "12 killed\nquit\n", "12 killed\n\ntotal\n\n\n\nn\n"] {
            let (plan, _) = asked(folder.path(), &SOURCE, answers);
            assert!(plan.is_none() && !folder.path().join("tollbook.db").exists(), "{answers}");
        }
    }
}
