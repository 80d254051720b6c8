//! The page on which a folder says what it is.

use maud::{Markup, html};

use crate::report::pages::about::AboutPage;

use super::pieces::name;

pub fn page(about: &AboutPage) -> (String, Markup) {
    let title = "About these pages";
    let main = html! {
        h1 { (title) }
        @for section in &about.sections {
            section {
                h2 { (section.heading) }
                @for said in &section.said { p { (name(said)) } }
            }
        }
    };
    (title.to_owned(), main)
}
