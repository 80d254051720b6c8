//! The page of a series.

use maud::{Markup, html};

use crate::report::address::{Address, Face, PageClock, PageClocks, PageId};
use crate::report::answer::{AnswerReport, as_of, verdict};
use crate::report::check::CitationReport;
use crate::report::finding::FindingReport;
use crate::report::pages::parts::PageParts;
use crate::report::pages::series::{ChangeDays, SeriesPage};
use crate::report::trace::TraceReport;

use super::chart::chart;
use super::desk::list;
use super::in_full::in_full;
use super::named::report;
use super::pieces::{
    Drawing, figure, fingerprint, lines_to_copy, link, linked, name, pager, seen, to_address, to_copy, trail,
};
use super::table::{self, HtmlRow, boxed, fixed, row, words};

pub fn page(drawing: Drawing<'_>, series: &SeriesPage, parts: &PageParts) -> (String, Markup) {
    let report = &series.report;
    let title = series.scope.words.heading();
    let main = html! {
        (trail(drawing, &series.scope))
        h1 { (name(&title)) }
        (answer(report))
        @if let Some(picture) = &series.picture { (chart(drawing, series.scope.series.as_ref(), picture)) }
        (sides(drawing, series))
        @if drawing.addressing.answers_forms() { (clocks(drawing, series)) }
        (copies(series))
        @if let Some(trace) = &report.trace { (figures(drawing, trace, parts)) }
        @if !series.in_full.is_empty() { (in_full(drawing, &series.in_full, parts)) }
        (sisters(drawing, series))
        @if let Some(findings) = report.finding_details.as_ref().filter(|all| !all.is_empty()) {
            (self::findings(drawing, findings))
        }
    };
    (title, main)
}

/// The sentence, and what it is made of.
fn answer(report: &AnswerReport) -> Markup {
    let shown = &report.shown;
    html! {
        section.answer aria-labelledby="answer" {
            h2 #answer { "Answer" }
            p.sentence dir="auto" { (seen(&report.sentence)) }
            dl {
                @for (label, text) in [
                    ("figure", if shown.printed.is_empty() { &shown.no_number } else { &shown.printed }),
                    ("verdict", &verdict(report)),
                    ("attribution", &report.attribution),
                    ("as of", &as_of(report).to_owned()),
                    ("event", &shown.event),
                    ("withdrawn", &shown.quoting),
                    ("policy", &format!("{}{}", report.policy, report.question.limits())),
                ] {
                    @if !text.is_empty() { dt { (label) } dd { (name(text)) } }
                }
                @for (label, texts) in [("check", &shown.check), ("switch", &shown.switches), ("adopted", &shown.adopted)] {
                    @for text in texts { dt { (label) } dd { (name(text)) } }
                }
                @for (label, text) in report.decisions.lines() { dt { (label) } dd { (name(&text)) } }
            }
        }
    }
}

/// Who says what: each with its report.
fn sides(drawing: Drawing<'_>, series: &SeriesPage) -> Markup {
    if series.sides.is_empty() {
        return html! {};
    }
    let caption = match series.sides.as_slice() {
        [_] => "The figure that answers, and the report in which it stands",
        _ => "The figures that answer, one an authority, and the reports in which they stand",
    };
    let rows = series.sides.iter().map(|side| {
        row(vec![
            words(linked(drawing, &side.authority)),
            table::figure(link(drawing, &PageId::Figure(side.id.0), &name(&side.words))),
            fixed(html! { (side.as_of.as_deref().unwrap_or("not stated")) }),
            words(report(drawing, side)),
        ])
    });
    let rows: Vec<HtmlRow> = rows.collect();
    html! {
        section aria-labelledby="sides" {
            h2 #sides { "Who says what" }
            (boxed(caption, &["Authority", "Figure", "As of", "Report"], &rows))
        }
    }
}

/// The clocks: days on which something changed, and a form.
fn clocks(drawing: Drawing<'_>, series: &SeriesPage) -> Markup {
    let at = drawing.at;
    html! {
        section.moved aria-labelledby="moved" {
            h2 #moved { "At another time" }
            (days(drawing, "As of a day for which figures hold", PageClock::AsOf, &series.as_of_days))
            (days(drawing, "As it was known on a day of publication", PageClock::KnownOn, &series.known_days))
            form.clocks action=(Address::of(at.page.clone()).path()) method="get" {
                @for clock in PageClock::ALL {
                    p {
                        label for=(clock.key()) { (clock.label()) }
                        input id=(clock.key()) name=(clock.key()) type="text" autocomplete="off"
                            placeholder="2023-10-24" value=(at.clocks.asked(*clock).unwrap_or_default());
                    }
                }
                p { button type="submit" { "Show" } }
            }
        }
    }
}

/// Days that lead to the page as it was then.
fn days(drawing: Drawing<'_>, label: &str, clock: PageClock, days: &ChangeDays) -> Markup {
    let more = days.all.saturating_sub(days.days.len());
    html! {
        @if days.all > 1 {
            p { (label) ": "
                @for (at, day) in days.days.iter().enumerate() {
                    @if at > 0 { ", " }
                    (at_day(drawing, clock, day))
                }
                @if more > 0 { ", and " (more) " more" }
                "." }
        }
    }
}

/// A day that leads to the page with one clock set to it.
fn at_day(drawing: Drawing<'_>, clock: PageClock, day: &str) -> Markup {
    let text = html! { time datetime=(day) { (day) } };
    match drawing.at.clocks.with(clock, day) {
        Ok(clocks) => to_address(drawing, &drawing.at.at(clocks), &text),
        Err(_) => text,
    }
}

/// What can be copied. Every figure that answers is cited: who cites one side of a difference tells half of it.
fn copies(series: &SeriesPage) -> Markup {
    let cited = |style: fn(&CitationReport) -> &String| -> Vec<&str> {
        series.citations.iter().map(|one| style(one).as_str()).collect()
    };
    html! {
        section aria-labelledby="copy" {
            h2 #copy { "To copy" }
            (to_copy("sentence", "Sentence", &series.report.sentence))
            (fingerprint(series.report.fingerprint.as_deref()))
            @if !series.citations.is_empty() {
                (lines_to_copy("citation", "Citation", &cited(|one| &one.footnote)))
                (lines_to_copy("markdown", "Citation in Markdown", &cited(|one| &one.markdown)))
            }
        }
    }
}

/// Every figure with its fate.
fn figures(drawing: Drawing<'_>, trace: &[TraceReport], parts: &PageParts) -> Markup {
    let caption = "Every figure of the series, and what became of it in the answer";
    let heads = ["Id", "Figure", "Authority (publisher)", "As of", "Published", "What became of it"];
    let rows: Vec<HtmlRow> = trace.iter().map(|one| one_figure(drawing, one)).collect();
    html! {
        section aria-labelledby="figures" {
            h2 #figures { "Figures" }
            (boxed(caption, &heads, &rows))
            @if !drawing.addressing.answers_forms() { (as_csv(drawing)) }
            (pager(drawing, parts))
        }
    }
}

/// All figures of the series as a table for programs.
fn as_csv(drawing: Drawing<'_>) -> Markup {
    let PageId::Series(id) = drawing.at.page else { return html! {} };
    let to = Address::of(PageId::Figures(id)).as_face(Face::Csv);
    html! { p { (to_address(drawing, &to, &html! { "All figures of this series as CSV" })) } }
}

fn one_figure(drawing: Drawing<'_>, one: &TraceReport) -> HtmlRow {
    let who = html! {
        @match &one.authority {
            Some(authority) if *authority != one.publisher => { (name(authority)) " (" (name(&one.publisher)) ")" },
            Some(authority) => (name(authority)),
            None => { "none named (" (name(&one.publisher)) ")" },
        }
    };
    let as_of = match &one.as_of {
        Some(day) => at_day(drawing, PageClock::AsOf, day),
        None => html! { "not stated" },
    };
    let cells = vec![
        words(own(drawing, one)),
        table::figure(name(one.wording.as_deref().unwrap_or("no number"))),
        words(who),
        fixed(as_of),
        fixed(at_day(drawing, PageClock::KnownOn, &one.published_on)),
        words(name(&one.fate_and_reason())),
    ];
    // In a folder the place of a figure is where it stands in full.
    let id = drawing.addressing.answers_forms().then(|| format!("f{}", one.id));
    HtmlRow { id, cells }
}

/// A figure by its number; what the question leaves out may not be known yet at its clocks, and is shown as it is now.
fn own(drawing: Drawing<'_>, one: &TraceReport) -> Markup {
    let to = Address::of(PageId::Figure(one.id.0));
    let recorded_by = PageClocks { recorded_by: drawing.at.clocks.recorded_by, ..PageClocks::default() };
    match one.is_outside() {
        true => to_address(drawing, &to.at(recorded_by), &html! { "#" (one.id) }),
        false => figure(drawing, one.id.0),
    }
}

/// What is counted beside it.
fn sisters(drawing: Drawing<'_>, series: &SeriesPage) -> Markup {
    html! {
        @if !series.sisters.is_empty() {
            section aria-labelledby="beside" {
                h2 #beside { "Counted beside it" }
                ul { @for (brief, to) in &series.sisters { li { (link(drawing, to, &name(brief))) } } }
            }
        }
    }
}

fn findings(drawing: Drawing<'_>, findings: &[FindingReport]) -> Markup {
    html! {
        section aria-labelledby="findings" {
            h2 #findings { "What a person should look at" }
            (list(drawing, findings))
        }
    }
}
