//! The page of a series.

use maud::{Markup, html};

use crate::model::date::{Moment, PartialDate};
use crate::report::address::{PageClock, PageClocks, PageId};
use crate::report::answer::{AnswerReport, as_of, verdict};
use crate::report::finding::FindingReport;
use crate::report::pages::parts::PageParts;
use crate::report::pages::series::{ChangeDays, SeriesPage, SpokenFigure};
use crate::report::trace::TraceReport;

use super::pieces::{Drawing, day_of, figure, link, linked, name, outside, pager, seen, to_copy, trail};

pub fn page(drawing: Drawing<'_>, series: &SeriesPage, parts: &PageParts) -> (String, Markup) {
    let report = &series.report;
    let title = series.scope.words.heading();
    let main = html! {
        (trail(drawing, &series.scope))
        h1 { (name(&title)) }
        (answer(report))
        (sides(drawing, series))
        (clocks(drawing, series))
        (copies(series))
        @if let Some(trace) = &report.trace { (figures(drawing, trace, parts)) }
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
    html! {
        section aria-labelledby="sides" {
            h2 #sides { "Who says what" }
            div.table tabindex="0" role="region" aria-label=(caption) {
                table {
                    caption { (caption) }
                    thead { tr { @for head in ["Authority", "Figure", "As of", "Report"] { th scope="col" { (head) } } } }
                    tbody { @for side in &series.sides { (one_side(drawing, side)) } }
                }
            }
        }
    }
}

fn one_side(drawing: Drawing<'_>, side: &SpokenFigure) -> Markup {
    let title = if side.title.is_empty() { "report" } else { &side.title };
    html! {
        tr {
            th scope="row" { (linked(drawing, &side.authority)) }
            td { (link(drawing, &PageId::Figure(side.id.0), &name(&side.words))) }
            td.fixed { (side.as_of.as_deref().unwrap_or("not stated")) }
            td { (linked(drawing, &side.publisher)) ", " (side.published_on) ": " (outside(&side.url, title)) }
        }
    }
}

/// The clocks: days on which something changed, and a form.
fn clocks(drawing: Drawing<'_>, series: &SeriesPage) -> Markup {
    let at = drawing.at;
    let as_of =
        |day: &str| PartialDate::read(day).ok().map(|day| PageClocks { as_of: Some(day), ..at.clocks });
    let known = |day: &str| Moment::read(day).ok().map(|day| PageClocks { known_on: Some(day), ..at.clocks });
    html! {
        section.moved aria-labelledby="moved" {
            h2 #moved { "At another time" }
            (days(drawing, "As of a day that figures hold for", &series.as_of_days, &as_of))
            (days(drawing, "As it was known on a day of publication", &series.known_days, &known))
            @if drawing.addressing.answers_forms() {
                form action=(crate::report::address::Address::of(at.page.clone()).path()) method="get" {
                    @for clock in PageClock::ALL {
                        p {
                            label for=(clock.key()) { (clock.label()) }
                            input id=(clock.key()) name=(clock.key()) type="text" inputmode="text" autocomplete="off"
                                placeholder="2023-10-24" value=(at.clocks.asked(*clock).unwrap_or_default());
                        }
                    }
                    p { button type="submit" { "Show" } }
                }
            }
        }
    }
}

fn days(
    drawing: Drawing<'_>,
    label: &str,
    days: &ChangeDays,
    clocks: &dyn Fn(&str) -> Option<PageClocks>,
) -> Markup {
    let more = days.all.saturating_sub(days.days.len());
    html! {
        @if days.all > 1 {
            p { (label) ": "
                @for (at, day) in days.days.iter().enumerate() {
                    @if at > 0 { ", " }
                    @match clocks(day) { Some(clocks) => (day_of(drawing, clocks, day)), None => (day) }
                }
                @if more > 0 { ", and " (more) " more" }
                "." }
        }
    }
}

/// What can be copied.
fn copies(series: &SeriesPage) -> Markup {
    html! {
        section aria-labelledby="copy" {
            h2 #copy { "To copy" }
            (to_copy("sentence", "Sentence", &series.report.sentence))
            @if let Some(citation) = &series.citation {
                (to_copy("citation", "Citation", &citation.footnote))
                (to_copy("markdown", "Citation in Markdown", &citation.markdown))
            }
        }
    }
}

/// Every figure with its fate.
fn figures(drawing: Drawing<'_>, trace: &[TraceReport], parts: &PageParts) -> Markup {
    let caption = "Every figure of the series, and what became of it in the answer";
    html! {
        section aria-labelledby="figures" {
            h2 #figures { "Figures" }
            div.table tabindex="0" role="region" aria-label=(caption) {
                table {
                    caption { (caption) }
                    thead { tr { @for head in ["Id", "Figure", "Authority (publisher)", "As of", "Published", "What became of it"] { th scope="col" { (head) } } } }
                    tbody { @for one in trace { (one_figure(drawing, one)) } }
                }
            }
            (pager(drawing, parts))
        }
    }
}

fn one_figure(drawing: Drawing<'_>, one: &TraceReport) -> Markup {
    html! {
        tr id={ "f" (one.id) } {
            th scope="row" { (figure(drawing, one.id.0)) }
            td { @match &one.wording { Some(words) => (name(words)), None => "no number" } }
            td { @match &one.authority {
                Some(authority) if *authority != one.publisher => { (name(authority)) " (" (name(&one.publisher)) ")" },
                Some(authority) => (name(authority)),
                None => { "(" (name(&one.publisher)) ")" },
            } }
            td.fixed { (one.as_of.as_deref().unwrap_or("not stated")) }
            td.fixed { (one.published_on) }
            td { (one.fate) ": " (name(&one.because)) }
        }
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
            ul.findings {
                @for finding in findings {
                    li {
                        strong { (finding.rank) } " " (finding.finding) ": " (name(&finding.explanation)) " "
                        @for id in &finding.figures { (figure(drawing, id.0)) " " }
                    }
                }
            }
        }
    }
}
