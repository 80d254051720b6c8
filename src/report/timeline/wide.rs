//! Timelines side by side for a charting tool: a row a day, a column of numbers for each line of the chart.

use std::collections::BTreeSet;

use crate::report::lists::ColumnContent::{self, Fixed, Numbers, Words};
use crate::report::lists::{Table, TableCell, TableColumn};
use crate::report::scope::ScopeReport;

use super::{DayRow, Point, TimelineReport};

/// How many lines a table has room for: an authority of a series is one.
pub const MOST_LINES: usize = 500;

/// What is written behind a name over the column of its words.
pub const PRINTED: &str = ", as printed";

/// One line of the chart: what an authority said in one series.
struct ChartLine {
    name: String,
    /// Whether some of its words allow more than one number: then it has columns for the ends.
    is_open: bool,
}

/// The day, a number a line (blank where the words are hedged: no number is made of a bound), then the ends that the words
/// allow, where they differ and somebody printed one, then the words. What was withdrawn has no number, and its words say so.
pub fn wide(reports: &[TimelineReport]) -> Table {
    let lines = lines(reports);
    let mut table = Table { columns: columns(&lines), rows: Vec::new() };
    for (day, cells) in rows(reports, lines.len()) {
        let of = |cell: fn(&Point) -> TableCell| {
            cells.iter().map(move |point| point.map_or(TableCell::Blank, cell)).collect::<Vec<_>>()
        };
        let (low, high) = (
            of(|point| standing(point, printed_low(point))),
            of(|point| standing(point, printed_high(point))),
        );
        let open = (0..lines.len()).filter(|at| lines[*at].is_open);
        let ends = open.flat_map(|at| [low[at].clone(), high[at].clone()]);
        let numbers = of(|point| standing(point, point.value));
        let words = of(|point| words(point).into());
        table.push([TableCell::from(day)].into_iter().chain(numbers).chain(ends).chain(words));
    }
    table
}

/// How many lines timelines have.
pub fn count(reports: &[TimelineReport]) -> usize {
    reports.iter().map(|report| report.authorities.len()).sum()
}

fn lines(reports: &[TimelineReport]) -> Vec<ChartLine> {
    let names = names(reports);
    let mut lines = Vec::new();
    for (report, scope) in reports.iter().zip(names) {
        let open: BTreeSet<usize> =
            report.points.iter().filter(|point| has_printed_end(point)).map(|point| point.column).collect();
        for (column, authority) in report.authorities.iter().enumerate() {
            let name = if scope.is_empty() { authority.clone() } else { format!("{scope}: {authority}") };
            lines.push(ChartLine { name, is_open: open.contains(&column) });
        }
    }
    lines
}

/// What each series counts, so far as not all of them count the same; nothing is said of what goes without saying, unless
/// two of them would have one name.
fn names(reports: &[TimelineReport]) -> Vec<String> {
    let scopes: Vec<_> = reports.iter().map(|report| parts(&report.scope)).collect();
    let differs = |at: usize| scopes.iter().any(|scope| scope[at].0 != scopes[0][at].0);
    let differing: Vec<usize> = (0..PARTS).filter(|at| differs(*at)).collect();
    let name = |scope: &Parts<'_>, all: bool| {
        let said = differing.iter().map(|at| scope[*at]).filter(|(_, usual)| all || !usual);
        said.map(|(part, _)| part.replace('_', " ")).collect::<Vec<_>>().join(", ")
    };
    let short: Vec<String> = scopes.iter().map(|scope| name(scope, false)).collect();
    let is_clear = short.iter().collect::<BTreeSet<_>>().len() == short.len()
        && (short.len() == 1 || short.iter().all(|name| !name.is_empty()));
    if is_clear { short } else { scopes.iter().map(|scope| name(scope, true)).collect() }
}

const PARTS: usize = 7;

/// The parts of a scope, and whether each goes without saying.
type Parts<'s> = [(&'s str, bool); PARTS];

fn parts(scope: &ScopeReport) -> Parts<'_> {
    let usual = |part: &str| part == "people";
    [
        (&scope.event, false),
        (scope.place.as_deref().unwrap_or("no place stated"), scope.place.is_none()),
        (scope.measure, false),
        (&scope.group, usual(&scope.group)),
        (scope.unit, usual(scope.unit)),
        (scope.count_type, false),
        (scope.definition.as_deref().unwrap_or("no definition stated"), scope.definition.is_none()),
    ]
}

fn columns(lines: &[ChartLine]) -> Vec<TableColumn> {
    let column = |name: String, holds: ColumnContent| TableColumn { name: name.into(), holds };
    let mut columns = vec![column("as_of".into(), Fixed)];
    columns.extend(lines.iter().map(|line| column(line.name.clone(), Numbers)));
    for line in lines.iter().filter(|line| line.is_open) {
        columns.extend(["low", "high"].map(|end| column(format!("{}, {end}", line.name), Numbers)));
    }
    columns.extend(lines.iter().map(|line| column(format!("{}{PRINTED}", line.name), Words)));
    columns
}

/// The days with the points of all lines, each line at its place.
fn rows(reports: &[TimelineReport], lines: usize) -> Vec<DayRow<'_>> {
    let mut before = 0;
    let mut placed: Vec<(usize, &Point)> = Vec::new();
    for report in reports {
        placed.extend(report.points.iter().map(|point| (before + point.column, point)));
        before += report.authorities.len();
    }
    if reports.len() > 1 {
        placed.sort_by(|(_, one), (_, other)| one.as_of.cmp(&other.as_of));
    }
    super::by_day(placed.into_iter(), lines)
}

/// The low end, where somebody printed it: `about 25` and `dozens` have none.
fn printed_low(point: &Point) -> Option<u64> {
    Some(point.low).filter(|_| !point.by_convention.0)
}

/// The high end, where somebody printed it.
fn printed_high(point: &Point) -> Option<u64> {
    point.high.filter(|_| !point.by_convention.1)
}

/// Whether a point says more than one number, and somebody printed an end of it.
fn has_printed_end(point: &Point) -> bool {
    point.high != Some(point.low) && (printed_low(point).is_some() || printed_high(point).is_some())
}

/// A number that may be drawn; blank where the figure was withdrawn.
fn standing(point: &Point, number: Option<u64>) -> TableCell {
    number.filter(|_| withdrawn(point).is_none()).into()
}

fn words(point: &Point) -> String {
    let withdrawn = withdrawn(point).map(|mark| format!(", {mark}")).unwrap_or_default();
    format!("{}{withdrawn}", point.wording)
}

/// How a figure was withdrawn; `None`: it was not.
fn withdrawn(point: &Point) -> Option<&'static str> {
    point.mark.filter(|mark| ["retracted", "disowned"].contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::question::Question;
    use crate::reconcile::policies::PER_AUTHORITY;
    use crate::series::testing::{Row, Story};

    fn timeline(rows: &[Row]) -> TimelineReport {
        let (series, question) = (Story::of(rows).series(), Question::default());
        let answer = (PER_AUTHORITY.apply)(&series, &question);
        TimelineReport::new(&series, &answer, &question)
    }

    fn drawn(table: &Table) -> Vec<String> {
        let cells =
            |row: &Vec<TableCell>| row.iter().map(|cell| cell.text().into_owned()).collect::<Vec<_>>();
        let names = table.columns.iter().map(|column| column.name.to_string()).collect();
        [names].into_iter().chain(table.rows.iter().map(cells)).map(|row| row.join("|")).collect()
    }

    fn two() -> Vec<TimelineReport> {
        let office = |figure: &str, day: &str| Row::new(figure).by("Health Office").on(day);
        let killed = timeline(&[office("5", "2021-03-01"), office("at least 9", "2021-03-03")]);
        let mut injured = timeline(&[office("20", "2021-03-02"), office("31", "2021-03-03")]);
        injured.scope.measure = "injured";
        vec![killed, injured]
    }

    #[test]
    fn several_series_stand_side_by_side_and_no_number_is_made_of_a_bound() {
        let expected = [
            "as_of|killed: Health Office|injured: Health Office|killed: Health Office, low|killed: Health Office, high\
             |killed: Health Office, as printed|injured: Health Office, as printed",
            "2021-03-01|5||5|5|5|",
            "2021-03-02||20||||20",
            "2021-03-03||31|9||at least 9|31",
        ];
        assert_eq!(drawn(&wide(&two())), expected);
        assert_eq!(count(&two()), 2);
    }

    #[test]
    fn an_end_that_nobody_printed_is_blank() {
        let office = |figure: &str, day: &str| Row::new(figure).by("Health Office").on(day);
        let about = [office("about 25", "2021-03-01"), office("dozens", "2021-03-02")];
        let expected =
            ["as_of|Health Office|Health Office, as printed", "2021-03-01||about 25", "2021-03-02||dozens"];
        assert_eq!(drawn(&wide(&[timeline(&about)])), expected);
        let [first, second] = about;
        let mixed = [first, second, office("30 to 34", "2021-03-03"), office("fewer than 50", "2021-03-04")];
        let rows = drawn(&wide(&[timeline(&mixed)]));
        assert_eq!(
            rows[0],
            "as_of|Health Office|Health Office, low|Health Office, high|Health Office, as printed"
        );
        assert_eq!(rows[1..3], ["2021-03-01||||about 25", "2021-03-02||||dozens"]);
        assert_eq!(rows[3..], ["2021-03-03||30|34|30 to 34", "2021-03-04||||fewer than 50"]);
    }

    #[test]
    fn what_goes_without_saying_is_said_where_names_would_be_one() {
        let mut reports = two();
        reports[1].scope = ScopeReport { group: "women".into(), ..reports[0].scope.clone() };
        assert_eq!(names(&reports), ["people", "women"]);
        reports[1].scope.place = Some("Norland".into());
        assert_eq!(names(&reports), ["no place stated, people", "Norland, women"]);
        assert_eq!(names(&reports[..1]), [""]);
    }

    #[test]
    fn a_withdrawn_figure_has_no_number_and_its_words_say_so() {
        let mut reports = two();
        reports[0].points[0].mark = Some("retracted");
        reports[0].points[1].mark = Some("revised");
        let rows = drawn(&wide(&reports));
        assert_eq!(rows[1], "2021-03-01|||||5, retracted|");
        assert_eq!(rows[3], "2021-03-03||31|9||at least 9|31");
    }
}
