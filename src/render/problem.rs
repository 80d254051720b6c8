//! Problems as people read them: the code, the place, the line with the cell underlined, and the way out.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::{AnsiColor, DecorStyle, Effects, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::report::folded::{FoldedProblems, ProblemBlock};
use crate::report::receipt::ProblemRank;

use super::style::{Colour, TextStyle};
use super::text::wrap::wrapped;
use super::visible::{visible, visible_in_place};

/// How many problems of a file are printed; of the others the number.
pub const SHOWN: usize = 20;

/// How many characters of a cell are underlined, so that what stands around it is seen.
const UNDERLINED: usize = 32;

/// Prints the first [`SHOWN`] of what the problems of a file come to, then how many more there are.
///
/// # Errors
/// What writing meets.
pub fn problems(
    out: &mut dyn Write,
    file: &str,
    problems: &FoldedProblems,
    style: TextStyle,
) -> io::Result<()> {
    let blocks = problems.blocks();
    let shown = blocks.len().min(SHOWN);
    blocks[..shown].iter().try_for_each(|block| problem(out, file, block, style))?;
    match blocks[shown..].iter().map(|block| block.rows).sum::<u64>() + problems.beyond() {
        0 => Ok(()),
        1 => writeln!(out, "... and one more in {}", visible(file)),
        more => writeln!(out, "... and {more} more in {}", visible(file)),
    }
}

/// Prints one problem with its first line, and where else it is.
fn problem(out: &mut dyn Write, file: &str, block: &ProblemBlock<'_>, style: TextStyle) -> io::Result<()> {
    let (placed, rank) = (block.first, block.rank);
    let (line, shown) = (visible_in_place(&placed.text), visible(file));
    let number = usize::try_from(placed.line).unwrap_or(usize::MAX);
    let (title, more) = headline(&placed.problem, rank, style);
    let title = level(rank).primary_title(title).id(placed.problem.code);
    let report: Group<'_> = match (placed.column, cell(placed, &line)) {
        (_, Some(span)) => title.element(
            Snippet::source(&*line)
                .path(shown)
                .line_start(number)
                .annotation(AnnotationKind::Primary.span(span)),
        ),
        (None, None) if !line.trim().is_empty() => title.element(
            Snippet::source(&*line)
                .path(format!("{shown}:{number}"))
                .line_start(number)
                .annotation(AnnotationKind::Visible.span(0..0)),
        ),
        (Some(column), None) => title.element(Origin::path(shown).line(number).char_column(column)),
        (None, None) if number == 0 => title.element(Origin::path(shown)), // the whole file
        (None, None) => title.element(Origin::path(shown).line(number)),
    };
    print(out, &renderer(style).render(&[report]), &more, style)?;
    block.extent.iter().try_for_each(|(column, rows)| labelled(out, &visible(column), rows, style))?;
    block.others.iter().try_for_each(|others| labelled(out, "also", others, style))?;
    hint(out, Some(file), &placed.problem, style)
}

/// Prints a problem of a whole file, or of what was typed: no line to show.
///
/// # Errors
/// What writing meets.
pub fn without_place(
    out: &mut dyn Write,
    file: Option<&str>,
    problem: &Problem,
    style: TextStyle,
) -> io::Result<()> {
    let (title, more) = headline(problem, ProblemRank::Error, style);
    let title = Level::ERROR.primary_title(title).id(problem.code);
    let report = match file {
        Some(file) => title.element(Origin::path(visible(file))),
        None => Group::with_title(title),
    };
    print(out, &renderer(style).render(&[report]), &more, style)?;
    hint(out, file, problem, style)
}

/// Prints a problem of some rows of a file, each of them in words, without its line.
///
/// # Errors
/// What writing meets.
pub fn with_rows(
    out: &mut dyn Write,
    file: &str,
    problem: &Problem,
    rows: &[String],
    style: TextStyle,
) -> io::Result<()> {
    let (title, more) = headline(problem, ProblemRank::Error, style);
    let title = Level::ERROR.primary_title(title).id(problem.code);
    let report = title.element(Origin::path(visible(file)));
    print(out, &renderer(style).render(&[report]), &more, style)?;
    for row in rows {
        let lines = wrapped(&visible(row), style.columns(), 6);
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    hint(out, Some(file), problem, style)
}

/// What is wrong, as far as it fits beside the code, and the lines that it goes on in.
fn headline(problem: &Problem, rank: ProblemRank, style: TextStyle) -> (String, Vec<String>) {
    let before = match rank {
        ProblemRank::Error => format!("error[{}]: ", problem.code),
        ProblemRank::Note => format!("note[{}]: ", problem.code),
    };
    let mut lines = wrapped(&format!("{before}{}", visible(&problem.what)), style.columns(), 6);
    let more = lines.split_off(1);
    let first = lines.pop().unwrap_or_default();
    (first.strip_prefix(&before).unwrap_or(&first).to_owned(), more)
}

/// Prints a report, below its first line the rest of the headline.
fn print(out: &mut dyn Write, report: &str, more: &[String], style: TextStyle) -> io::Result<()> {
    let (first, rest) = report.split_once('\n').map_or((report, None), |(first, rest)| (first, Some(rest)));
    writeln!(out, "{first}")?;
    more.iter().try_for_each(|line| writeln!(out, "{}", style.bold(line)))?;
    rest.map_or(Ok(()), |rest| writeln!(out, "{rest}"))
}

/// What to do. The profile beside a file has the name of that file; a pipe has none.
fn hint(out: &mut dyn Write, file: Option<&str>, problem: &Problem, style: TextStyle) -> io::Result<()> {
    let hint = match file.filter(|file| *file != "-") {
        Some(file) => problem.hint.replace("FILE.csv.toml", &visible(&format!("{file}.toml"))),
        None => problem.hint.clone(),
    };
    labelled(out, "hint", &hint, style)?;
    writeln!(out)
}

/// A word and what it says, broken into lines; those behind the first stand below it. A line of the text that begins with
/// blanks is one to be typed or seen as it is.
fn labelled(out: &mut dyn Write, word: &str, text: &str, style: TextStyle) -> io::Result<()> {
    let label = format!("{word}:");
    for (at, line) in text.split('\n').enumerate() {
        let shown = visible(line);
        match at {
            0 => {
                let lines = wrapped(&format!("{label} {shown}"), style.columns(), 6);
                let rest = |line: &str| line.strip_prefix(&label).unwrap_or(line).to_owned();
                let first = lines.first().map(|line| rest(line)).unwrap_or_default();
                writeln!(out, "{}{first}", style.hint(&label))?;
                lines.iter().skip(1).try_for_each(|line| writeln!(out, "{line}"))?;
            }
            _ if line.starts_with("  ") => writeln!(out, "  {shown}")?,
            _ => {
                let lines = wrapped(&shown, style.columns().saturating_sub(6), 0);
                lines.iter().try_for_each(|line| writeln!(out, "      {line}"))?;
            }
        }
    }
    Ok(())
}

fn level(rank: ProblemRank) -> Level<'static> {
    match rank {
        ProblemRank::Error => Level::ERROR,
        ProblemRank::Note => Level::NOTE,
    }
}

/// The bytes of the cell in its line, as far as they are underlined; `None` where the whole row is at fault, or the cell
/// lies beyond what was kept of the line.
fn cell(placed: &Placed, line: &str) -> Option<Range<usize>> {
    let start = placed.column?.checked_sub(1)?;
    let mut bounds = line.char_indices().map(|(at, _)| at).chain([line.len()]).skip(start);
    let from = bounds.next()?;
    let to = bounds.take(placed.width.clamp(1, UNDERLINED)).last().unwrap_or(from);
    Some(from..to)
}

fn renderer(style: TextStyle) -> Renderer {
    let plain = Renderer::plain().decor_style(DecorStyle::Ascii).term_width(style.columns());
    match style.colour {
        Colour::Plain => plain,
        Colour::Shaded => {
            let (bold, dim): (Style, Style) = (Effects::BOLD.into(), Effects::DIMMED.into());
            let of = |colour: AnsiColor| bold.fg_color(Some(colour.into()));
            let (error, warning, note) = (of(AnsiColor::Red), of(AnsiColor::Yellow), of(AnsiColor::Cyan));
            plain.error(error).warning(warning).note(note).emphasis(bold).line_num(dim)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::Class;

    fn placed(text: &str, column: Option<usize>, width: usize, value: &str) -> Placed {
        let (what, hint) =
            (format!("`{value}` is not a number"), "correct the cell and import it again".to_owned());
        let problem = Problem { code: "N101", class: Class::Other, field: Some("figure"), what, hint };
        Placed { line: 3, column, at: None, width, text: text.to_owned(), value: value.to_owned(), problem }
    }

    fn printed(placed: &Placed, rank: ProblemRank) -> String {
        let (mut out, mut folded) = (Vec::new(), FoldedProblems::default());
        folded.add(placed, rank, None);
        problems(&mut out, "october.csv", &folded, TextStyle::PIPE).expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_cell_is_underlined_in_its_line() {
        let shown = printed(&placed("2023-10-25,Gaza,killed,57OO", Some(24), 4, "57OO"), ProblemRank::Error);
        let expected = "error[N101]: `57OO` is not a number\n --> october.csv:3:24\n  |\n\
            3 | 2023-10-25,Gaza,killed,57OO\n  |                        ^^^^\n\
            hint: correct the cell and import it again\n\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_note_of_a_whole_row_shows_the_row() {
        let shown = printed(&placed("a,b,c", None, 1, ""), ProblemRank::Note);
        assert!(
            shown.starts_with("note[N101]: ")
                && shown.contains("--> october.csv:3\n")
                && shown.contains("3 | a,b,c")
        );
    }

    #[test]
    fn hidden_and_wide_characters_keep_the_underline_right() {
        let shown =
            printed(&placed("غزة,日本,\u{202e}57OO,\u{1b}[2J", Some(9), 4, "57OO"), ProblemRank::Error);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[1], " --> october.csv:3:9");
        assert!(lines[3].contains("57OO,␛[2J") && !shown.contains(['\u{202e}', '\u{1b}']));
        let before = lines[3].split("57OO").next().map(unicode_width::UnicodeWidthStr::width);
        assert_eq!(lines[4].find('^'), before);
    }

    #[test]
    fn a_long_headline_goes_on_below() {
        let mut long = placed("", None, 1, "x");
        long.line = 0;
        long.problem.what = format!("5 rows of killed {}moved by +25 each", "in Exampleland ".repeat(6));
        let shown = printed(&long, ProblemRank::Note);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.iter().all(|line| line.chars().count() <= 80), "{shown}");
        assert!(lines[0].starts_with("note[N101]: 5 rows") && lines[1].starts_with("      "), "{shown}");
        assert!(lines[2].trim_start().starts_with("--> october.csv"), "{shown}");
        assert_eq!(
            lines[..2].join(" ").replace("       ", " "),
            format!("note[N101]: {}", long.problem.what)
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_cell_and_nothing_panics() {
        let long = format!("{},57OO,{}", "x".repeat(3_000), "y".repeat(900));
        let shown = printed(&placed(&long, Some(3_002), 4, "57OO"), ProblemRank::Error);
        assert!(shown.lines().all(|line| line.chars().count() <= 80) && shown.contains("57OO"));
        for (column, width) in [(Some(0), 0), (Some(1), 9_999), (Some(5_000), 4), (None, 1), (Some(3_907), 1)]
        {
            assert!(
                printed(&placed(&long, column, width, "x"), ProblemRank::Error).contains("october.csv:3")
            );
        }
        assert!(printed(&placed("", Some(1), 1, ""), ProblemRank::Error).contains("october.csv:3:1"));
    }

    #[test]
    fn of_many_problems_the_rest_is_counted() {
        let (mut out, mut folded) = (Vec::new(), FoldedProblems::default());
        for at in 0..25 {
            let mut one = placed("a", Some(1), 1, "a");
            (one.at, one.line) = (Some(at), 3 + at as u64);
            for _ in 0..2 {
                one.line += 30;
                folded.add(&one, ProblemRank::Error, Some("toll"));
            }
        }
        problems(&mut out, "october.csv", &folded, TextStyle::PIPE).expect("written");
        let shown = String::from_utf8(out).expect("text");
        assert_eq!(shown.matches("error[N101]").count(), 20);
        assert_eq!(shown.matches("toll: 2 rows, first in line").count(), 20);
        assert!(shown.ends_with("... and 10 more in october.csv\n"), "{shown}");
    }
}
