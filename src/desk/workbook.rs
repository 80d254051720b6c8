//! `export -o x.xlsx`: a workbook of figures, answers and names, with a sheet that says what it is.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::criteria::Criteria;
use super::error::Error;
use super::method_note::head;
use super::reconcile::{ReconcileOptions, reconcile_in};
use super::values::{ValuesOptions, values_in};
use crate::disk::pending_file::PendingFile;
use crate::disk::sharing::Sharing;
use crate::export::audience::{Audience, Terms};
use crate::export::dataset::workbook::{XlsxBook, written};
use crate::export::value_columns;
use crate::model::column::Field;
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind, Names};
use crate::model::shell;
use crate::model::status::Status;
use crate::phrase::number::grouped;
use crate::reconcile::policies;
use crate::report::answer::Explain;
use crate::report::dataset::TableShape;
use crate::report::dataset::answers::ANSWERS;
use crate::report::dataset::names::{DatasetName, NAMES};
use crate::report::method_note::NoteBlock;
use crate::report::method_note::scope::NoteScope;
use crate::report::method_note::tally::NoteTally;
use crate::report::values::{PlainFigure, shape};
use crate::store::{self, Store, View};

/// What is asked.
#[derive(Clone, Debug)]
pub struct WorkbookOptions {
    /// Which figures, and by which clocks.
    pub criteria: Criteria,
    /// For whom.
    pub audience: Audience,
    /// Under which terms the figures are published.
    pub terms: Terms,
    /// The columns that are left out of the figures.
    pub without: Vec<Field>,
    /// How many figures there may be at most.
    pub most: u64,
}

/// Writes the workbook to a file, whole or not at all, and tells how many figures it holds; what stood under its name makes
/// room. Memory grows with names, not with figures.
///
/// # Errors
/// More figures than a sheet has room for, a folder that may not be written, or what the store says.
pub fn write_workbook(
    store: &Store,
    options: &WorkbookOptions,
    to: &Path,
    sharing: Sharing,
) -> Result<u64, Error> {
    let shown = to.display().to_string();
    let faulty = |error: io::Error| Error::not_written(to, &error);
    let view = View::of(store, options.criteria.question.recorded_by)?;
    fits(&view, options)?;
    let (pending, file) = PendingFile::create_for(sharing, to).map_err(faulty)?;
    let sheets = Sheets { view: &view, options };
    let written = written(|| {
        let mut book = XlsxBook::begin();
        let figures = sheets.write(&mut book)?;
        book.end(file).map_err(faulty)?;
        Ok::<_, Error>(figures)
    });
    let figures = written.map_err(|full| {
        Error::usage(
            format!("{shown} was not written: {full}"),
            format!("use a folder that has room: TMPDIR=. tollbook export -o {}", shell::word(&shown)),
        )
    })??;
    pending.commit().map_err(faulty)?;
    Ok(figures)
}

/// Refuses more figures than a sheet has room for, before anything is written.
fn fits(view: &View<'_>, options: &WorkbookOptions) -> Result<(), Error> {
    let highest = store::entries::recorders(view)?.last().map_or(0, |newest| newest.last.0.unsigned_abs());
    if highest <= options.most {
        return Ok(());
    }
    let (mut figures, mut events) = (0, BTreeMap::<Name, u64>::new());
    store::figures::each(view, |recorded| {
        if options.criteria.pick(view, recorded)? {
            figures += 1;
            *events.entry(recorded.figure.scope.event.clone()).or_default() += 1;
        }
        Ok(())
    })?;
    if figures <= options.most {
        return Ok(());
    }
    let fitting = events.into_iter().filter(|(_, figures)| *figures <= options.most);
    let some = match fitting.max_by_key(|(_, figures)| *figures) {
        Some((event, _)) => {
            format!("take some: tollbook export --event {} -o figures.xlsx", shell::word(event.as_str()))
        }
        None => "take all as a CSV: tollbook export --values -o figures.csv".to_owned(),
    };
    let what = format!(
        "{} figures are more than a sheet has room for, which is {}",
        grouped(figures),
        grouped(options.most)
    );
    Err(Error::usage(what, some))
}

/// What the sheets are made of.
struct Sheets<'a> {
    view: &'a View<'a>,
    options: &'a WorkbookOptions,
}

/// What is counted of the figures while they are written.
#[derive(Default)]
struct BookCounts {
    rows: u64,
    void: u64,
    tally: NoteTally,
    names: BTreeMap<(NameKind, Name), u64>,
}

impl Sheets<'_> {
    /// Writes all of them, and tells how many figures there are.
    fn write(&self, book: &mut XlsxBook) -> Result<u64, Error> {
        let columns = value_columns(self.options.audience, &self.options.without);
        let figures = shape(&columns);
        let counted = self.figures(book, &figures)?;
        let answers = self.answers(book)?;
        self.names(book, &counted)?;
        let answered = ANSWERS.with(&|_| true).shape;
        let named = NAMES.with(&|_| true).shape;
        let mut blocks = self.about(&counted, answers)?;
        blocks.extend([figures, answered, named].iter().flat_map(described));
        book.words("read-me", &blocks)?;
        Ok(counted.rows)
    }

    fn figures(&self, book: &mut XlsxBook, shape: &TableShape) -> Result<BookCounts, Error> {
        let options =
            ValuesOptions { criteria: self.options.criteria.clone(), audience: self.options.audience };
        let columns = value_columns(self.options.audience, &self.options.without);
        let (mut counted, names) = (BookCounts::default(), self.view.names());
        let mut sheet = book.sheet(shape.name, &shape.columns)?;
        values_in(self.view, &options, &mut |figures| {
            for figure in figures {
                counted.add(figure, names);
                sheet.row(columns.iter().map(|column| (column.cell)(figure)))?;
            }
            Ok(())
        })?;
        sheet.end()?;
        Ok(counted)
    }

    /// The answers, and how many there are.
    fn answers(&self, book: &mut XlsxBook) -> Result<u64, Error> {
        let table = ANSWERS.with(&|_| true);
        let mut sheet = book.sheet(table.shape.name, &table.shape.columns)?;
        let options = ReconcileOptions {
            criteria: self.options.criteria.clone(),
            policy: policies::DEFAULT.name.to_owned(),
            explain: Explain::AnswerOnly,
        };
        let mut answers = 0;
        reconcile_in(self.view, &options, &mut |answer| {
            answers += 1;
            Ok(sheet.table_row(&table.cells(answer))?)
        })?;
        sheet.end()?;
        Ok(answers)
    }

    fn names(&self, book: &mut XlsxBook, counted: &BookCounts) -> Result<(), Error> {
        let table = NAMES.with(&|_| true);
        let mut sheet = book.sheet(table.shape.name, &table.shape.columns)?;
        let may_know = |field: NameField| field != NameField::Accepted || !self.options.audience.is_public();
        for ((kind, name), figures) in &counted.names {
            let name = DatasetName::new((*kind, name), *figures, self.view.names(), &may_know);
            sheet.table_row(&table.cells(&name))?;
        }
        Ok(sheet.end()?)
    }

    /// What the workbook is: what was asked, by which clocks, from which state of the ledger, under which terms.
    fn about(&self, counted: &BookCounts, answers: u64) -> Result<Vec<NoteBlock>, Error> {
        let criteria = &self.options.criteria;
        let scope =
            NoteScope { question: &criteria.question, filter: &criteria.filter, entry: criteria.entry };
        let mut blocks = vec![NoteBlock::Title("What this workbook is".to_owned())];
        blocks.extend(ABOUT.iter().map(|text| NoteBlock::Paragraph((*text).to_owned())));
        let void = (counted.void > 0).then(|| {
            let void = grouped(counted.void);
            NoteBlock::Paragraph(format!(
                "Rows that are void, because this desk mistyped them, count for nothing: {void}."
            ))
        });
        blocks.extend(void);
        blocks.extend(scope.blocks(&counted.tally, answers));
        for (about, said) in self.options.terms.said() {
            blocks.extend([NoteBlock::Heading(about), NoteBlock::Paragraph(said)]);
        }
        blocks.extend(head(self.view)?.blocks());
        Ok(blocks)
    }
}

const ABOUT: &[&str] = &[
    "Reported casualty figures. The sheet figures has one number a row, as one source printed it; the words stand in the column figure.",
    "The sheet answers has one row a series: what its figures come to, who says so, and how far the sources agree.",
    "The sheet names has who and what stands in the figures, and what the desk says of them.",
    "Do not add up figures: a total holds those before it, a part stands in its whole, and several sources count the same dead.",
];

impl BookCounts {
    fn add(&mut self, one: &PlainFigure, names: &Names) {
        self.rows += 1;
        match one.status == Status::Void.word() {
            true => self.void += 1,
            false => self.tally.count(&one.recorded.figure, names),
        }
        let figure = &one.recorded.figure;
        let mut name = |kind, name: Option<&Name>| {
            let Some(name) = name else { return };
            *self.names.entry((kind, name.clone())).or_default() += 1;
            self.names.entry((kind, names.canonical(kind, name))).or_default();
        };
        name(NameKind::Event, Some(&figure.scope.event));
        name(NameKind::Place, figure.scope.place.as_ref());
        name(NameKind::Group, Some(&figure.scope.group));
        name(NameKind::Authority, figure.authority());
        name(NameKind::Publisher, Some(&figure.source.publisher));
    }
}

/// What a sheet and its columns hold.
fn described(shape: &TableShape) -> [NoteBlock; 3] {
    let rows = shape.columns.iter().map(|column| vec![column.name.to_owned(), column.about.to_owned()]);
    [
        NoteBlock::Heading(heading(shape.name)),
        NoteBlock::Paragraph(shape.about.to_owned()),
        NoteBlock::Table(&["column", "what stands in it"], rows.collect()),
    ]
}

fn heading(sheet: &str) -> &'static str {
    match sheet {
        "figures" => "The sheet figures",
        "answers" => "The sheet answers",
        _ => "The sheet names",
    }
}
