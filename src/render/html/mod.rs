//! Pages as HTML: no script, one style sheet, every text from data escaped, and made visible where it hides something.

mod figure;
mod front;
mod layout;
mod pieces;
mod series;
mod table;
mod trouble;

use maud::Markup;

use crate::report::address::folder::Addressing;
use crate::report::pages::{PageContent, WebPage};

use layout::PageFrame;
use pieces::Drawing;

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("style.css");

/// A whole page.
pub fn page(page: &WebPage, addressing: Addressing<'_>) -> String {
    let drawing = Drawing { addressing, at: &page.address };
    let (title, main): (String, Markup) = match &page.content {
        PageContent::Front(front) => front::page(drawing, front),
        PageContent::Series(series) => series::page(drawing, series, &page.parts),
        PageContent::Figure(figure) => figure::page(drawing, figure),
        PageContent::Trouble(trouble) => trouble::page(drawing, trouble),
    };
    layout::whole(drawing, &PageFrame { page, title: &title, main }).into_string()
}
