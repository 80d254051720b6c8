//! Pages as HTML: no script, one style sheet, every text from data escaped, and made visible where it hides something.

mod about;
mod chart;
pub mod chart_page;
mod check;
mod desk;
mod figure;
mod figures;
mod front;
mod in_full;
mod layout;
mod named;
mod pieces;
mod search;
mod series;
mod source;
mod table;
mod timeline;
mod tolls;
mod trouble;

use maud::Markup;

use crate::report::address::folder::Addressing;
use crate::report::pages::{PageContent, WebPage};

use layout::PageFrame;
use pieces::Drawing;

/// The style sheet of all pages.
pub const STYLE: &str =
    concat!(include_str!("style.css"), "\n/* Charts */\n", include_str!("../svg/style.css"));

/// A whole page.
pub fn page(page: &WebPage, addressing: Addressing<'_>) -> String {
    let drawing = Drawing { addressing, at: &page.address };
    let (title, main) = content(drawing, page);
    layout::whole(drawing, &PageFrame { page, title: &title, main }).into_string()
}

/// The title and the middle of a page.
fn content(drawing: Drawing<'_>, page: &WebPage) -> (String, Markup) {
    let parts = &page.parts;
    match &page.content {
        PageContent::Front(front) => front::page(drawing, front),
        PageContent::Names(names) => named::names(drawing, names, parts),
        PageContent::Places(places) => named::places(drawing, places, parts),
        PageContent::Group(group) => named::group(drawing, group, parts),
        PageContent::Voice(voice) => named::voice(drawing, voice, parts),
        PageContent::Source(source) => source::page(drawing, source, parts),
        PageContent::Series(series) => series::page(drawing, series, parts),
        PageContent::Timeline(scope, timeline) => timeline::page(drawing, (scope, timeline), parts),
        PageContent::Figures(scope, figures) => timeline::figures(drawing, (scope, figures), parts),
        PageContent::Figure(figure) => figure::page(drawing, figure),
        PageContent::Log(log) => desk::log(drawing, log, parts),
        PageContent::Entry(entry) => desk::entry(drawing, entry, parts),
        PageContent::Search(search) => search::page(drawing, search, parts),
        PageContent::Check(check) => check::page(drawing, check),
        PageContent::Findings(findings) => desk::findings(drawing, findings, parts),
        PageContent::Differ(differ) => desk::differ(drawing, differ, parts),
        PageContent::Head(head) => desk::head(drawing, head),
        PageContent::About(about) => about::page(about),
        PageContent::Trouble(trouble) => trouble::page(drawing, trouble),
    }
}
