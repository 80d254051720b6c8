//! What a folder of pages is: what it holds, by which clocks, under which terms.

use serde::Serialize;

use crate::report::lists::{ColumnContent, Table};

/// What a folder of pages is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AboutPage {
    /// Section by section.
    pub sections: Vec<AboutSection>,
}

/// One subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AboutSection {
    /// The subject.
    pub heading: &'static str,
    /// A paragraph each.
    pub said: Vec<String>,
}

impl AboutPage {
    /// Adds a section.
    pub fn say(&mut self, heading: &'static str, said: impl IntoIterator<Item = String>) {
        self.sections.push(AboutSection { heading, said: said.into_iter().collect() });
    }

    /// A row a paragraph.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&[("about", ColumnContent::Words), ("said", ColumnContent::Words)]);
        for section in &self.sections {
            section.said.iter().for_each(|said| table.push([section.heading.into(), said.as_str().into()]));
        }
        table
    }
}
