//! `README.md` of a data set: what a person has to know before using it.

use super::about::{DatasetAbout, TITLE, WHAT};
use crate::phrase::number::grouped;
use crate::render::markdown::MarkdownWriter;
use crate::report::dataset::{ColumnType, TableShape};
use crate::report::method_note::NoteBlock;
use crate::report::method_note::made::NoteHead;

/// That of a Data Package.
pub fn package(about: &DatasetAbout, shapes: &[&TableShape]) -> String {
    let files = "Each table is a CSV file in UTF-8, described in datapackage.json (Data Package, Table Schema). An apostrophe stands \
                 before a text that a spreadsheet would run as a formula. SHA256SUMS has the hash of each file; to check them: \
                 sha256sum -c SHA256SUMS";
    written(about, shapes, files)
}

/// That of a folder for Datasette.
pub fn database(about: &DatasetAbout, shapes: &[&TableShape]) -> String {
    let files = "The tables stand in ledger.db, a SQLite database that any SQLite tool opens. To serve it for this machine alone, \
                 type datasette and the name of this folder: metadata.json, settings.json, inspect-data.json and the folder static are for Datasette. \
                 SHA256SUMS has the hash of each file; to check them: sha256sum -c SHA256SUMS";
    written(about, shapes, files)
}

fn written(about: &DatasetAbout, shapes: &[&TableShape], files: &str) -> String {
    let mut out = Vec::new();
    let mut writer = MarkdownWriter::begin(&mut out);
    let blocks = blocks(about, shapes, files);
    // Writing to memory does not fail.
    let _ = blocks.iter().try_for_each(|block| writer.block(block)).and_then(|()| writer.end());
    String::from_utf8_lossy(&out).into_owned()
}

fn blocks(about: &DatasetAbout, shapes: &[&TableShape], files: &str) -> Vec<NoteBlock> {
    let paragraph = |text: &str| NoteBlock::Paragraph(text.to_owned());
    let mut blocks = vec![NoteBlock::Title(TITLE.to_owned()), paragraph(WHAT), paragraph(files)];
    blocks.push(NoteBlock::Heading("How to read them"));
    blocks.extend(READ.iter().map(|text| NoteBlock::Item((*text).to_owned())));
    blocks.push(NoteBlock::Heading("What was chosen"));
    match about.chosen.as_slice() {
        [] => blocks.push(paragraph("No filter left anything out.")),
        chosen => blocks.extend(chosen.iter().map(|one| NoteBlock::Item(one.clone()))),
    }
    blocks.extend(about.clocks.iter().map(|text| paragraph(text)));
    blocks.push(NoteBlock::Heading("Tables"));
    let row = |shape: &&TableShape| {
        vec![shape.name.to_owned(), grouped(about.rows_of(shape.name)), shape.about.to_owned()]
    };
    blocks.push(NoteBlock::Table(&["table", "rows", "a row is"], shapes.iter().map(row).collect()));
    for shape in shapes {
        blocks.push(NoteBlock::Paragraph(format!("The columns of {}:", shape.name)));
        let row = |column: &crate::report::dataset::ShapeColumn| {
            vec![column.name.to_owned(), kind(column.holds).to_owned(), column.about.to_owned()]
        };
        let rows = shape.columns.iter().map(row).collect();
        blocks.push(NoteBlock::Table(&["column", "holds", "meaning"], rows));
    }
    for (heading, said) in about.terms.said() {
        blocks.push(NoteBlock::Heading(heading));
        let is_of_corrections = heading == "Corrections" && about.rows_of("figures") > 0;
        blocks.extend(is_of_corrections.then(|| NoteBlock::Paragraph(about.no_longer_stand())));
        blocks.push(NoteBlock::Paragraph(said));
    }
    blocks.extend(NoteHead { program: about.program.to_owned(), entry: about.entry.clone() }.blocks());
    blocks
}

/// What is easily read wrongly.
const READ: &[&str] = &[
    "Print figure, the words of the source, with who answers for it and its day. A number without these is half of what was said.",
    "low and high are the fewest and the most that the words allow. Where low_by_convention or high_by_convention is true, nobody \
     printed that end: it serves to compare, and is never to be published.",
    "Do not add up figures: a total holds the days before it, and a place holds the places within it.",
    "status says what became of a figure. What was corrected, retracted or disowned is kept, and does not count.",
    "as_of_assumed is true where no source states the day: it is then the latest day possible.",
    "series joins figures with answers, source joins them with sources. Events, places, groups, authorities and publishers have \
     their canonical names; names lists what was printed.",
];

fn kind(holds: ColumnType) -> &'static str {
    match holds {
        ColumnType::Text => "text",
        ColumnType::OneOf(_) => "a word of a list",
        ColumnType::SomeOf(_) => "words of a list",
        ColumnType::Address => "an address",
        ColumnType::Number => "a number",
        ColumnType::Day => "a day",
        ColumnType::Date => "a date, as far as it is known",
        ColumnType::Time => "a time in UTC",
        ColumnType::Flag => "true or false",
    }
}
