//! Rows that are sums of others, known by the word that stands in them for a name: `Total`, `Gesamt`, `Итого`.
//!
//! What flags or a profile give for all rows is given for a sum as well, so that only the cells of the row itself say
//! that it is a figure of its own (`docs/reading.md`, "Which rows are rows").

use super::header::REQUIRED;
use super::text::plain;
use crate::model::column::Field;
use crate::model::words::word_list;

/// What stands in a sum for a name, whole: in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian,
/// Ukrainian, Turkish, Arabic, Persian and Hebrew.
const WORDS: &[&str] = word_list! {
    "total" "totals" "grand total" "sum" "sum total" "subtotal" "sub-total" "overall total" "overall" "all"
    "gesamt" "insgesamt" "gesamtsumme" "gesamtzahl" "summe" "zusammen" "total général" "totaux" "ensemble"
    "total general" "totales" "suma" "suma total" "totale" "totali" "totale generale" "total geral" "totaal"
    "razem" "ogółem" "łącznie" "итого" "всего" "итого всего" "всього" "усього" "разом" "загалом"
    "toplam" "genel toplam" "المجموع" "مجموع" "الإجمالي" "إجمالي" "جمع کل" "סה״כ" "סה\"כ" "סך הכל"
};

/// The most bytes of a cell that can be one of them, with the marks around it.
const LONGEST: usize = 48;

/// Whether a cell holds only the word of a sum, in any case, and perhaps a colon or the mark of a footnote.
pub fn is_sum_word(cell: &str) -> bool {
    let cell = cell.trim();
    if cell.is_empty() || cell.len() > LONGEST {
        return false;
    }
    let bare = without_marks(cell);
    if bare.is_ascii() && !bare.contains("  ") {
        return WORDS.iter().any(|word| word.eq_ignore_ascii_case(bare));
    }
    let begins = |first: char| WORDS.iter().any(|word| word.starts_with(first));
    let is_begun = bare.chars().next().is_some_and(|first| first.to_lowercase().all(begins));
    is_begun && WORDS.contains(&plain(bare).as_str())
}

/// The text without what stands around it: `Total:`, `(Total)`, `Total[1]`, `Total*`.
fn without_marks(cell: &str) -> &str {
    let note = cell.strip_suffix(']').and_then(|open| open.rsplit_once('['));
    let cell = note.map_or(cell, |(before, _)| before);
    cell.trim_matches(|c: char| !c.is_alphanumeric() || matches!(c, '¹' | '²' | '³'))
}

/// By which of its cells a row shows that it is a sum.
#[derive(Clone, Debug, Default)]
pub struct SumCells {
    /// Columns that name a place.
    pub places: Vec<usize>,
    /// Columns in which the word means something else, or that hold counts: they are no names.
    pub no_names: Vec<usize>,
    /// Columns that hold days, where the word is none.
    pub days: Vec<usize>,
    /// Cells that the desk gave a meaning of their own.
    pub explained: Vec<(usize, String)>,
    /// For each field that a figure needs the columns that hold it; `None` where the row does not hold all of them.
    pub own: Option<Vec<Vec<usize>>>,
    begun: bool,
    /// A column that says in the first row already what kind of rows they are.
    kind: Option<usize>,
}

/// What a column is to a row, as far as sums are concerned.
pub trait SumColumns {
    /// The columns that a field is read from; none where it is the same for all rows.
    fn columns(&self, field: Field) -> Vec<usize>;

    /// Whether nothing but a column of the row gives the field.
    fn is_own(&self, field: Field) -> bool;
}

impl SumCells {
    /// Where a table is looked at.
    pub fn of(table: &impl SumColumns, explained: Vec<(usize, String)>) -> SumCells {
        const NO_NAMES: [Field; 7] = [
            Field::CountType,
            Field::Ref,
            Field::PartOf,
            Field::Target,
            Field::Figure,
            Field::Low,
            Field::High,
        ];
        let all = |fields: &[Field]| fields.iter().flat_map(|field| table.columns(*field)).collect();
        let counts = [Field::Figure, Field::Low, Field::High];
        let holds = |field: Field| match field {
            Field::Figure => counts.iter().any(|count| table.is_own(*count)),
            field => table.is_own(field),
        };
        let own = REQUIRED.into_iter().all(holds).then(|| {
            let columns = |field: Field| match field {
                Field::Figure => all(&counts),
                field => table.columns(field),
            };
            REQUIRED.into_iter().map(columns).collect()
        });
        SumCells {
            places: table.columns(Field::Place),
            no_names: all(&NO_NAMES),
            days: all(Field::DATES),
            explained,
            own,
            begun: false,
            kind: None,
        }
    }

    /// The column whose cell says that a row is a sum; `None` where the row is a figure by its own cells, or none says so.
    ///
    /// In its first row a table has no sum of the rows above: there, beside the name of a place, the word is a kind of rows.
    pub fn said_by<'c>(&mut self, columns: usize, cell: impl Fn(usize) -> &'c str) -> Option<usize> {
        let mut found = self.word_at(columns, &cell);
        if !self.begun {
            self.begun = true;
            let is_named = |at: &usize| is_name(cell(*at)) && !is_sum_word(cell(*at));
            let is_kind = |at: &usize| !self.places.contains(at) && !self.days.contains(at);
            self.kind = found.filter(is_kind).filter(|_| self.places.iter().any(is_named));
            if self.kind.is_some() {
                found = self.word_at(columns, &cell);
            }
        }
        let filled = |columns: &Vec<usize>| columns.iter().any(|at| !cell(*at).trim().is_empty());
        let is_figure = || self.own.as_ref().is_some_and(|own| own.iter().all(filled));
        found.filter(|_| !is_figure())
    }

    /// The first name of a row, or that of a place, where it is the word of a sum and another cell is filled.
    fn word_at<'c>(&self, columns: usize, cell: &impl Fn(usize) -> &'c str) -> Option<usize> {
        let is_free = |at: &usize| !self.no_names.contains(at) && self.kind != Some(*at);
        let first = (0..columns).filter(is_free).find(|at| is_name(cell(*at)));
        let is_explained =
            |at: usize| self.explained.iter().any(|(column, code)| *column == at && code == cell(at).trim());
        let says = |at: &usize| is_sum_word(cell(*at)) && !is_explained(*at);
        let found = first.into_iter().chain(self.places.iter().copied()).find(says)?;
        let is_other = |at: usize| at != found && !cell(at).trim().is_empty();
        (0..columns).any(is_other).then_some(found)
    }
}

/// Whether a cell holds words, rather than a number or a day in digits.
fn is_name(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table whose columns hold these fields; of a row, what says that it is a sum.
    struct Table(&'static [Option<Field>]);

    impl SumColumns for Table {
        fn columns(&self, field: Field) -> Vec<usize> {
            (0..self.0.len()).filter(|at| self.0[*at] == Some(field)).collect()
        }

        fn is_own(&self, field: Field) -> bool {
            !self.columns(field).is_empty()
        }
    }

    fn said(fields: &'static [Option<Field>], rows: &[&[&str]]) -> Vec<Option<usize>> {
        let mut sums = SumCells::of(&Table(fields), vec![(0, "sum".to_owned())]);
        rows.iter().map(|row| sums.said_by(row.len(), |at| row[at])).collect()
    }

    #[test]
    fn words_of_sums_stand_alone_in_their_cell() {
        for word in
            ["Total", "GESAMT:", "Всього", "Total  général", "(Total)", "Total[1]", "total*", "Total¹"]
        {
            assert!(is_sum_word(word), "{word}");
        }
        for word in
            ["", ":", "Totalán", "Sumatra", "Total SA", "All Saints", "Ensemble-les-Bains", "Total 2022"]
        {
            assert!(!is_sum_word(word), "{word}");
        }
    }

    #[test]
    fn a_sum_is_known_by_its_first_name_or_its_place() {
        const PLACE: &[Option<Field>] = &[Some(Field::Place), Some(Field::Figure), Some(Field::Note)];
        let rows: &[&[&str]] =
            &[&["Upton", "5", ""], &["TOTAL", "12", ""], &["Totalán", "3", ""], &["sum", "9", ""]];
        assert_eq!(said(PLACE, rows), [None, Some(0), None, None]);
        const BEHIND: &[Option<Field>] = &[Some(Field::AsOf), Some(Field::Place), Some(Field::Figure)];
        assert_eq!(
            said(BEHIND, &[&["2022-05-01", "Gesamt", "12"], &["Итого", "Upton", "12"]]),
            [Some(1), Some(0)]
        );
        assert_eq!(said(PLACE, &[&["Total", "", ""]]), [None], "a remark");
    }

    #[test]
    fn a_word_that_is_no_name_says_nothing() {
        const TYPED: &[Option<Field>] = &[Some(Field::CountType), Some(Field::Place), Some(Field::Figure)];
        assert_eq!(said(TYPED, &[&["total", "Upton", "5"], &["total", "Gesamt", "5"]]), [None, Some(1)]);
        const KIND: &[Option<Field>] = &[None, Some(Field::Place), Some(Field::Figure)];
        let rows: &[&[&str]] =
            &[&["total", "Upton", "5"], &["total", "Lowton", "7"], &["total", "All", "12"]];
        assert_eq!(said(KIND, rows), [None, None, Some(1)]);
        assert_eq!(said(KIND, &[&["new", "Upton", "5"], &["Total", "", "12"]]), [None, Some(0)]);
    }

    #[test]
    fn a_row_that_is_a_figure_by_its_own_cells_is_no_sum() {
        const HOUSE: &[Option<Field>] = &[
            Some(Field::Event),
            Some(Field::Measure),
            Some(Field::CountType),
            Some(Field::Low),
            Some(Field::Publisher),
            Some(Field::PublishedOn),
        ];
        let whole: &[&str] = &["Total", "killed", "total", "5", "AP", "2021"];
        assert_eq!(said(HOUSE, &[whole, &["Total", "killed", "total", "5", "", "2021"]]), [None, Some(0)]);
    }
}
